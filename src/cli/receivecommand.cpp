// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/receivecommand.h"

#include "cli/commandcontext.h"

#include <QStringDecoder>

#include <limits>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString portOption = u"port"_s;
const QString statusOption = u"status"_s;
const QString delayOption = u"delay"_s;
const QString failOption = u"fail"_s;

constexpr int largestPort = 65535;
constexpr int longestDelayMs = 3'600'000;

/// Of a header: mostly ASCII, and what is no UTF-8 is Latin-1 by custom (RFC 9110 5.5).
QString textOf(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

/// Of a body, a byte order mark included: it is part of what came. What is no UTF-8 is U+FFFD; nothing else is an error.
struct Text {
    QString text;
    bool isUtf8 = true;
};

Text bodyOf(const ReceivedRequest &request)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(request.body);
    return {text, !decoder.hasError()};
}

QString textOf(const ReceivedRequest &request)
{
    const HttpHead &head = request.head;
    QStringList lines{QString::fromLatin1(head.method + ' ' + head.target + ' ' + head.version)};
    for (const HttpField &field : head.fields)
        lines.append(textOf(field.name) + u": "_s + textOf(field.value));
    lines.append(QString());
    if (!request.body.isEmpty())
        lines.append(bodyOf(request).text);
    return lines.join(u'\n');
}

QJsonObject jsonOf(const ReceivedRequest &request)
{
    const HttpHead &head = request.head;
    QJsonArray headers;
    for (const HttpField &field : head.fields)
        headers.append(QJsonObject{{u"name"_s, textOf(field.name)}, {u"value"_s, textOf(field.value)}});
    const Text body = bodyOf(request);
    QJsonObject object{{u"number"_s, request.number},
                       {u"time"_s, request.time.toString(Qt::ISODateWithMs)},
                       {u"method"_s, QString::fromLatin1(head.method)},
                       {u"target"_s, QString::fromLatin1(head.target)},
                       {u"version"_s, QString::fromLatin1(head.version)},
                       {u"headers"_s, headers},
                       {u"size"_s, request.body.size()},
                       {u"body"_s, body.isUtf8 ? QJsonValue(body.text) : QJsonValue()},
                       {u"status"_s, request.status}};
    if (!body.isUtf8)
        object.insert(u"bodyBase64"_s, QString::fromLatin1(request.body.toBase64()));
    return object;
}

/// The number of an option, or `otherwise` where it is not given.
Expected<int> numberOf(const QCommandLineParser &arguments, const QString &option, int otherwise, int least, int most)
{
    if (!arguments.isSet(option))
        return otherwise;
    bool isNumber = false;
    const int number = arguments.value(option).toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    return tl::unexpected(
        Failure::badValue(ReceiveCommand::tr("“%1” is not a value of --%2. Use a number from %3 to %4.")
                              .arg(arguments.value(option), option, QString::number(least), QString::number(most)),
                          option));
}

Expected<TestReceiverSettings> settingsOf(const QCommandLineParser &arguments)
{
    TestReceiverSettings settings;
    const Expected<int> port = numberOf(arguments, portOption, settings.port, 0, largestPort);
    if (!port)
        return tl::unexpected(port.error());
    const Expected<int> status = numberOf(arguments, statusOption, settings.status, 200, 599);
    if (!status)
        return tl::unexpected(status.error());
    const Expected<int> delay = numberOf(arguments, delayOption, settings.delayMs, 0, longestDelayMs);
    if (!delay)
        return tl::unexpected(delay.error());
    const Expected<int> failures = numberOf(arguments, failOption, settings.failures, 0, std::numeric_limits<int>::max());
    if (!failures)
        return tl::unexpected(failures.error());
    return TestReceiverSettings{.port = quint16(*port), .status = *status, .delayMs = *delay, .failures = *failures};
}

} // namespace

CommandSyntax ReceiveCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"receive"_s;
    syntax.synopsis = u"[--port P] [--status S] [--delay MS] [--fail N]"_s;
    syntax.summary = tr("a receiver to try webhooks on, which prints what arrives");
    syntax.details = tr("Takes every request at 127.0.0.1, whatever its path, prints it, and answers it, until SIGTERM or "
                        "Ctrl+C. The first line says where it listens. With --json each request is one line.");
    syntax.options = {
        {portOption, tr("Listen at this port of 127.0.0.1. Without it, or with 0, at any free one."), u"P"_s},
        {statusOption, tr("Answer with this status, 200 to 599. Without it with 200."), u"S"_s},
        {delayOption, tr("Answer so many milliseconds after the request."), u"MS"_s},
        {failOption, tr("Answer the first N requests with 503."), u"N"_s},
    };
    return syntax;
}

std::optional<int> ReceiveCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<TestReceiverSettings> settings = settingsOf(arguments);
    if (!settings)
        return context.console.fail(settings.error());
    m_interrupt = std::make_unique<Interrupt>();
    m_receiver = std::make_unique<TestReceiver>(*settings);
    const Result<quint16> port = m_receiver->listen();
    if (!port) {
        Failure failure = Failure::of(port.error(), portOption);
        const bool isTaken = port.error().cause == Cause::Locked;
        failure.message
            = tr("The test receiver cannot listen on %1: %2. Choose another port with --port.")
                  .arg(port.error().subject, isTaken ? tr("another program uses this port") : port.error().detail);
        return context.console.fail(failure);
    }

    Console &console = context.console;
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, m_receiver.get(),
                     [] { CommandContext::finish(exitcode::done); });
    QObject::connect(
        m_receiver.get(), &TestReceiver::received, m_receiver.get(), [&console](const ReceivedRequest &request) {
            if (console.json()) {
                console.printLine(jsonOf(request));
                return;
            }
            console.print(textOf(request));
            console.print(tr("Body: %n bytes. Answered with %1.", nullptr, int(request.body.size())).arg(request.status)
                          + u'\n');
        });
    const QString listening = tr("Listening on %1").arg(u"http://127.0.0.1:%1"_s.arg(*port));
    if (console.json())
        console.say(listening); // Data are the requests alone.
    else
        console.print(listening + u'\n');
    return std::nullopt;
}

} // namespace hookpanel
