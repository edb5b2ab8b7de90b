// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/secretsource.h"

#include "cli/descriptorreader.h"
#include "cli/interrupt.h"
#include "cli/variablename.h"

#include <QStringDecoder>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString envOption = u"secret-env"_s;
const QString fdOption = u"secret-fd"_s;

} // namespace

QList<QCommandLineOption> SecretSource::options()
{
    return {
        {envOption, tr("The signing secret is in this environment variable."), u"VAR"_s},
        {fdOption, tr("The signing secret is read from this open file descriptor; 0 is the standard input."), u"N"_s},
    };
}

Expected<std::optional<SigningKey>> SecretSource::given(const QCommandLineParser &arguments, const Interrupt &interrupt)
{
    const bool isVariable = arguments.isSet(envOption);
    const bool isDescriptor = arguments.isSet(fdOption);
    if (isVariable && isDescriptor)
        return tl::unexpected(
            Failure::usage(tr("--%1 and --%2 contradict each other. Give one of them.").arg(envOption, fdOption)));
    if (!isVariable && !isDescriptor)
        return std::optional<SigningKey>();
    Expected<QByteArray> bytes
        = isVariable ? fromEnvironment(arguments.value(envOption)) : fromDescriptor(arguments.value(fdOption), interrupt);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QString field = optionOf(arguments);
    if (bytes->endsWith('\n'))
        bytes->chop(bytes->endsWith("\r\n") ? 2 : 1);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return tl::unexpected(Failure::badValue(tr("The signing secret is not UTF-8 text. Paste it again."), field));
    if (text.isEmpty())
        return tl::unexpected(Failure::badValue(tr("The signing secret is empty. Enter it, or generate one."), field));
    return std::optional(SigningKey(text));
}

QString SecretSource::optionOf(const QCommandLineParser &arguments)
{
    return arguments.isSet(envOption) ? envOption : fdOption;
}

bool SecretSource::isStandardInput(const QCommandLineParser &arguments)
{
    bool isNumber = false;
    return arguments.value(fdOption).toInt(&isNumber) == 0 && isNumber;
}

Expected<QByteArray> SecretSource::fromEnvironment(const QString &variable)
{
    if (!isVariableName(variable))
        return tl::unexpected(Failure::badValue(
            tr("--secret-env takes the name of an environment variable, not the secret itself."), envOption));
    const QByteArray name = variable.toLatin1();
    if (qEnvironmentVariableIsEmpty(name.constData()))
        return tl::unexpected(Failure::badValue(
            tr("The environment variable %1 is not set or empty. Put the signing secret into it.").arg(variable),
            envOption));
    return qgetenv(name.constData());
}

Expected<QByteArray> SecretSource::fromDescriptor(const QString &number, const Interrupt &interrupt)
{
    bool isNumber = false;
    const int descriptor = number.toInt(&isNumber);
    if (!isNumber || descriptor < 0)
        return tl::unexpected(Failure::badValue(
            tr("--secret-fd takes the number of an open file descriptor, as in --secret-fd 3 3< secret.txt."), fdOption));
    const auto bytes = descriptorreader::readAll(descriptor, mostBytes, interrupt);
    if (!bytes && bytes.error().cancelled)
        return tl::unexpected(Failure{.exitCode = exitcode::cancelled,
                                      .code = u"cancelled"_s,
                                      .message = tr("Cancelled while the signing secret was read."),
                                      .field = {}});
    if (!bytes)
        return tl::unexpected(Failure::badValue(tr("The file descriptor %1 cannot be read: %2. Open it for reading, as in "
                                                   "--secret-fd 3 3< secret.txt.")
                                                    .arg(number, qt_error_string(bytes.error().error)),
                                                fdOption));
    if (bytes->size() > mostBytes)
        return tl::unexpected(
            Failure::badValue(tr("The signing secret is longer than 4,096 bytes. Is it the right file?"), fdOption));
    return *bytes;
}

} // namespace hookpanel
