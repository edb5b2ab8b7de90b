// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/secretreader.h"

#include "core/signingsecret.h"

#include <QByteArray>

#include <cerrno>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QString textOf(SigningSecretFault fault)
{
    const auto tr = [](const char *text) { return SecretReader::tr(text); };
    switch (fault) {
    case SigningSecretFault::Empty:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "The signing secret is empty. Give one, or let “secret W "
                                    "generate” make one."));
    case SigningSecretFault::PublicKey:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "This is a public key (whpk_…): it checks signatures and makes none. Give the secret, "
                                    "which begins with whsec_."));
    case SigningSecretFault::PrivateKey:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "This is a private key (whsk_…) of another kind of signature, which Hookpanel does not "
                                    "make. Give a secret that begins with whsec_."));
    case SigningSecretFault::NotBase64:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "What follows whsec_ in the signing secret is not Base64. Copy it anew, whole."));
    case SigningSecretFault::TooShort:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "The signing secret is too short: behind whsec_ there must be at least 24 bytes in "
                                    "Base64. Copy it anew, whole."));
    case SigningSecretFault::ControlCharacter:
        return tr(QT_TRANSLATE_NOOP("hookpanel::SecretReader",
                                    "The signing secret holds a line break or another control character. Give one line."));
    }
    Q_UNREACHABLE();
}

} // namespace

Expected<QString> SecretReader::fromEnvironment(const QString &variable, const QString &option)
{
    const QByteArray value = qgetenv(variable.toLocal8Bit().constData());
    if (value.isEmpty())
        return tl::unexpected(Failure::badValue(
            tr("The environment variable %1, named by --%2, is not set or empty. Set it first.").arg(variable, option),
            option));
    return QString::fromUtf8(value);
}

Expected<QString> SecretReader::fromDescriptor(const QString &number, const QString &option)
{
    bool isNumber = false;
    const int descriptor = number.toInt(&isNumber);
    if (!isNumber || descriptor < 0)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not the number of a file descriptor. Give one, as in --%2 3 3<file.").arg(number, option), option));
    QByteArray bytes(mostBytes + 1, '\0');
    qsizetype length = 0;
    while (length < bytes.size()) {
        const auto count = ::read(descriptor, bytes.data() + length, size_t(bytes.size() - length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(
                Failure::badValue(tr("The file descriptor %1 cannot be read: %2. Open it, as in --%3 3<file.")
                                      .arg(number, qt_error_string(errno), option),
                                  option));
        if (count == 0)
            break;
        length += count;
    }
    bytes.truncate(length);
    if (length > mostBytes)
        return tl::unexpected(
            Failure::badValue(tr("What the file descriptor %1 gives is too long for a secret.").arg(number), option));
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    return QString::fromUtf8(bytes);
}

Expected<QString> SecretReader::asSigningSecret(const Expected<QString> &secret, const QString &option)
{
    if (!secret)
        return secret;
    if (const auto fault = faultOfSigningSecret(*secret))
        return tl::unexpected(Failure::badValue(textOf(*fault), option));
    return secret;
}

} // namespace hookpanel
