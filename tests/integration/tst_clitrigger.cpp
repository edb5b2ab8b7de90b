// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "store/catalogueresource.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"

#include <QDateTime>
#include <QRegularExpression>

#include <signal.h>
#include <sys/stat.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

QString urlOf(const LoopbackReceiver &receiver)
{
    return receiver.url().toString();
}

/// Raw lines of `headers` of a JSON request, as they stand on the wire.
QByteArrayList linesOf(const QJsonArray &headers)
{
    QByteArrayList lines;
    for (const QJsonValue &header : headers)
        lines.append((header[u"name"].toString() + u": "_s + header[u"value"].toString()).toLatin1());
    return lines;
}

} // namespace

Q_DECLARE_METATYPE(hookpanel::test::Answer)

/// `trigger`, with the real program, a real profile and a receiver of ours.
class TestCliTrigger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void successHasTheShapeOfTheContract();
    void outcomes_data();
    void outcomes();
    void refusedConnection();
    void proxyOfThePreferences();
    void tlsFailure();
    void invalidRequest();
    void disabledWebhookIsTriggered();
    void defaultHeadersAreSent();
    void unreadableDefaultHeaders();
    void sampleOfTheCatalogue();
    void payloadGoesOutAsGiven();
    void payloadFromStandardInput();
    void payloadFromPipe();
    void badPayload_data();
    void badPayload();
    void unknownEventType();
    void typeOfAnotherVersionWithItsPayload();
    void lastOutcomeIsRecorded();
    void reportForPeople();
    void signalCancels_data();
    void signalCancels();
    void signalWhileReadingThePayload();

private:
    std::unique_ptr<CliRunner> m_cli;
};

void TestCliTrigger::init()
{
    m_cli = std::make_unique<CliRunner>();
}

void TestCliTrigger::successHasTheShapeOfTheContract()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(201, "made").withHeader("X-Answer", "yes"));
    const QString id = m_cli->add(u"a"_s, urlOf(receiver), {u"--header"_s, u"X-Own: 1"_s});
    const CliResult result = m_cli->json({u"trigger"_s, id});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(receiver.requestCount(), 1);

    const QJsonObject trigger = result.object();
    QCOMPARE(keysOf(trigger),
             u"delivery durationMs event message outcome proxy request response status timeline tls webhook"_s);
    QVERIFY(!QUuid::fromString(trigger[u"delivery"].toString()).isNull());
    QCOMPARE(trigger[u"webhook"].toString(), id);
    QCOMPARE(trigger[u"event"].toString(), u"trigger-test"_s);
    QCOMPARE(trigger[u"outcome"].toString(), u"success"_s);
    QCOMPARE(trigger[u"status"], QJsonValue(201));
    QVERIFY(!trigger[u"message"].toString().isEmpty());
    QVERIFY(trigger[u"durationMs"].isDouble());
    QVERIFY(trigger[u"tls"].isNull());
    QVERIFY(!trigger[u"timeline"].toArray().isEmpty());
    for (const QJsonValue &phase : trigger[u"timeline"].toArray()) {
        QCOMPARE(keysOf(phase.toObject()), u"ms phase"_s);
        QVERIFY(phase[u"ms"].isDouble() || phase[u"ms"].isNull());
    }

    const QJsonObject request = trigger[u"request"].toObject();
    QCOMPARE(keysOf(request), u"body headers method url"_s);
    QCOMPARE(request[u"method"].toString(), u"POST"_s);
    QCOMPARE(request[u"url"].toString(), urlOf(receiver));
    const ReceivedRequest received = receiver.requests().constFirst();
    QCOMPARE(request[u"body"].toString().toUtf8(), received.body());
    static const QRegularExpression body(
        uR"(^\{"event":"trigger-test","createdAt":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$)"_s);
    QVERIFY(body.match(request[u"body"].toString()).hasMatch());
    // All that left, and nothing else.
    QByteArrayList shown = linesOf(request[u"headers"].toArray());
    QByteArrayList sent = received.headerLines();
    std::sort(shown.begin(), shown.end());
    std::sort(sent.begin(), sent.end());
    QCOMPARE(shown, sent);
    QVERIFY(sent.contains("X-Own: 1"));
    QVERIFY2(received.header("X-Hookpanel-Delivery").isNull(), "a test carries no delivery id");

    const QJsonObject response = trigger[u"response"].toObject();
    QCOMPARE(keysOf(response), u"body headers size status truncated"_s);
    QCOMPARE(response[u"status"].toInt(), 201);
    QCOMPARE(response[u"body"].toString(), u"made"_s);
    QCOMPARE(response[u"size"].toInt(), 4);
    QCOMPARE(response[u"truncated"], QJsonValue(false));
    QVERIFY(linesOf(response[u"headers"].toArray()).contains("X-Answer: yes"));
}

void TestCliTrigger::outcomes_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("status");

    const auto row = [](const char *title, const Answer &answer, int code, const char *outcome, int status) {
        QTest::newRow(title) << answer << code << QString::fromLatin1(outcome) << status;
    };
    row("200", Answer::status(200), 0, "success", 200);
    row("204", Answer::status(204), 0, "success", 204);
    row("302", Answer::redirect(302, "http://127.0.0.1:9/"), 1, "redirected", 302);
    row("404", Answer::status(404, "no"), 1, "rejected", 404);
    row("410", Answer::status(410), 1, "gone", 410);
    row("429", Answer::status(429), 1, "throttled", 429);
    row("500", Answer::status(500, "oh"), 1, "receiver-error", 500);
    row("closed", Answer::closeBeforeReply(), 2, "dropped", 0);
    row("reset", Answer::reset(), 2, "dropped", 0);
    row("not HTTP", Answer::sshBanner(), 2, "dropped", 0);
    row("cut short", Answer::shortBody(200, 100, "ab"), 2, "incomplete", 200);
    row("silent", Answer::hang(), 4, "timeout", 0);
}

void TestCliTrigger::outcomes()
{
    QFETCH(Answer, answer);
    QFETCH(int, code);
    QFETCH(QString, outcome);
    QFETCH(int, status);
    LoopbackReceiver receiver;
    receiver.answer(answer);
    const QString id = m_cli->add(u"a"_s, urlOf(receiver), {u"--timeout"_s, code == 4 ? u"1"_s : u"60"_s});
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s});
    QCOMPARE(result.code, code);
    QCOMPARE(result.object()[u"outcome"].toString(), outcome);
    QCOMPARE(result.object()[u"status"].toInt(0), status);
    QCOMPARE(result.object()[u"status"].isNull(), status == 0);
    QCOMPARE(result.object()[u"response"].isNull(), status == 0);
    QVERIFY2(receiver.requestCount() <= 1, "one attempt is one request");
    // The switch stays as it is, whatever a test is answered.
    QCOMPARE(m_cli->json({u"show"_s, id}).object()[u"enabled"], QJsonValue(true));

    if (code == 4)
        return; // the text form does not need another second of waiting
    const CliResult text = m_cli->run({u"trigger"_s, u"a"_s});
    QCOMPARE(text.code, code);
    QVERIFY(text.out.contains(outcome.toUtf8()));
    QCOMPARE(text.err, QByteArray());
}

void TestCliTrigger::refusedConnection()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    receiver.close();
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s});
    QCOMPARE(result.code, 2);
    QCOMPARE(result.object()[u"outcome"].toString(), u"connection-refused"_s);
    QVERIFY(result.object()[u"response"].isNull());
    QVERIFY(result.err.contains("refused"));
}

void TestCliTrigger::proxyOfThePreferences()
{
    LoopbackReceiver gone;
    const QString proxy = u"http://127.0.0.1:%1"_s.arg(gone.port());
    gone.close(); // nothing listens where the proxy should
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"far"_s, u"http://receiver.test/hook"_s).isEmpty());
    QVERIFY(!m_cli->add(u"near"_s, urlOf(receiver)).isEmpty());
    QCOMPARE(m_cli->run({u"settings"_s, u"proxy"_s, proxy}).code, 0);
    const CliResult far = m_cli->json({u"trigger"_s, u"far"_s});
    QCOMPARE(far.code, 2);
    QCOMPARE(far.object()[u"outcome"].toString(), u"connection-refused"_s);
    QCOMPARE(far.object()[u"proxy"].toString(), proxy);
    QVERIFY(far.object()[u"message"].toString().contains(u"proxy"));
    QVERIFY(m_cli->run({u"trigger"_s, u"far"_s}).out.contains("Proxy"));
    const CliResult near = m_cli->json({u"trigger"_s, u"near"_s}); // this machine is called directly
    QCOMPARE(near.code, 0);
    QVERIFY(near.object()[u"proxy"].isNull());
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliTrigger::tlsFailure()
{
    LoopbackReceiver receiver(Security::SelfSigned);
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s});
    QCOMPARE(result.code, 3);
    QCOMPARE(result.object()[u"outcome"].toString(), u"tls"_s);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestCliTrigger::invalidRequest()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver), {u"--header-env"_s, u"X-Token=HOOKPANEL_TEST_NOT_SET"_s}).isEmpty());
    for (const QStringList &arguments :
         {QStringList{u"trigger"_s, u"a"_s}, QStringList{u"trigger"_s, u"a"_s, u"--json"_s}}) {
        const CliResult result = m_cli->run(arguments);
        QCOMPARE(result.code, 65);
        QVERIFY(result.out.contains("invalid-request"));
        QVERIFY(result.err.contains("HOOKPANEL_TEST_NOT_SET"));
    }
    QCOMPARE(receiver.requestCount(), 0);
}

void TestCliTrigger::disabledWebhookIsTriggered()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver), {u"--disabled"_s}).isEmpty());
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s}).code, 0);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliTrigger::defaultHeadersAreSent()
{
    LoopbackReceiver receiver;
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"X-A: default"_s, u"X-B: default"_s}).code, 0);
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver), {u"--header"_s, u"x-a: own"_s}).isEmpty());
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s}).code, 0);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().header("X-A"), QByteArray("own"));
    QCOMPARE(receiver.requests().constFirst().header("X-B"), QByteArray("default"));
}

void TestCliTrigger::unreadableDefaultHeaders()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200));
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const QString settings = u"profile/hookpanel.ini"_s;
    QVERIFY(!m_cli->write(settings, "[headers]\ndefault=s3cret\n").isEmpty());
    const CliResult refused = m_cli->json({u"trigger"_s, u"a"_s});
    QCOMPARE(refused.code, 65);
    QCOMPARE(refused.error()[u"code"].toString(), u"default-headers-unreadable"_s);
    QCOMPARE(refused.error()[u"field"].toString(), u"defaultHeaders"_s);
    QVERIFY(refused.err.contains("headers/default"));
    QVERIFY(!refused.err.contains("s3cret"));
    QCOMPARE(receiver.requestCount(), 0);

    // What else cannot be read is said, and keeps nothing from being sent.
    QVERIFY(!m_cli->write(settings, "[preferences]\nretry=often\n").isEmpty());
    const CliResult sent = m_cli->json({u"trigger"_s, u"a"_s});
    QCOMPARE(sent.code, 0);
    QVERIFY(sent.err.contains("preferences/retry"));
    const CliResult shown = m_cli->json({u"settings"_s});
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.err.contains("preferences/retry"));
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliTrigger::sampleOfTheCatalogue()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s, u"--event"_s, u"entry.create"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"event"].toString(), u"entry.create"_s);
    QCOMPARE(receiver.requestCount(), 1);
    const ReceivedRequest request = receiver.requests().constFirst();
    QCOMPARE(request.header("X-Strapi-Event"), QByteArray("entry.create"));
    QVERIFY(request.body().startsWith(R"({"event":"entry.create","createdAt":"2)"));
    const QJsonObject body = QJsonDocument::fromJson(request.body()).object();
    QVERIFY(body.contains(u"model"_s) && body.contains(u"entry"_s));
    const QDateTime createdAt = QDateTime::fromString(body[u"createdAt"].toString(), Qt::ISODateWithMs);
    QCOMPARE_GE(createdAt, QDateTime::currentDateTimeUtc().addDays(-1)); // of now, not of the sample
}

void TestCliTrigger::payloadGoesOutAsGiven()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const QByteArray payload = "{ \"createdAt\" : \"2026-11-24T08:00:00Z\",\n\t\"n\": 1.0e+2, \"event\":\"media.update\", "
                               "\"u\":\"\\u00e9 é\" }\n";
    const QString file = m_cli->write(u"payload.json"_s, payload);
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s, u"--payload"_s, file});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"event"].toString(), u"media.update"_s);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().body(), payload);
    QCOMPARE(receiver.requests().constFirst().header("X-Strapi-Event"), QByteArray("media.update"));
}

void TestCliTrigger::payloadFromStandardInput()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const QByteArray payload
        = R"({"event":"entry.update","createdAt":"2020-01-10T08:47:36.649Z","pad":")" + QByteArray(300000, 'x') + R"("})";
    const CliResult result
        = m_cli->json({u"trigger"_s, u"a"_s, u"--event"_s, u"entry.update"_s, u"--payload"_s, u"-"_s}, payload);
    QCOMPARE(result.code, 0);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().body(), payload);
}

void TestCliTrigger::payloadFromPipe()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const QString pipe = m_cli->path(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QProcess process;
    m_cli->start(process, {u"trigger"_s, u"a"_s, u"--payload"_s, pipe});
    QFile writer(pipe);
    QVERIFY(writer.open(QIODevice::WriteOnly)); // waits for the program to open it
    writer.write(R"({"event":"entry.update","createdAt":"2026-11-24T08:00:00Z"})");
    writer.close();
    QCOMPARE(CliRunner::finish(process).code, 0);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliTrigger::badPayload_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    const auto row = [](const char *title, const QByteArray &payload, int code, const QStringList &options = {},
                        const QString &field = u"payload"_s, int line = 0,
                        int column = 0) { QTest::newRow(title) << payload << options << code << field << line << column; };
    row("empty", "", 65, {}, u"payload"_s, 1, 1);
    row("not JSON", "{\n  \"event\": oops }", 65, {}, u"payload"_s, 2, 12);
    row("no object", "[]", 65);
    row("no event", R"({"createdAt":"2026-11-24T08:00:00Z"})", 65);
    row("no createdAt", R"({"event":"entry.create"})", 65);
    row("duplicate key", "{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"event\":\"x\"}", 65, {},
        u"payload"_s, 1, 60);
    row("other event", R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z"})", 65,
        {u"--event"_s, u"entry.update"_s});
    row("unknown event", R"({"event":"entry.crate","createdAt":"2026-11-24T08:00:00Z"})", 65, {}, u"event"_s);
    row("header in the event", R"({"event":"a\r\nX-Evil: 1","createdAt":"2026-11-24T08:00:00Z"})", 65, {}, u"event"_s);
    row("too large", R"({"event":"entry.create","createdAt":")" + QByteArray(1024 * 1024, 'x') + R"("})", 65);
    row("not UTF-8", "{\"event\":\"entry.create\",\"createdAt\":\"\xff\"}", 65);
    row("user", R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","uid":"admin::user","entry":{}})", 5);
}

void TestCliTrigger::badPayload()
{
    QFETCH(QByteArray, payload);
    QFETCH(QStringList, options);
    QFETCH(int, code);
    QFETCH(QString, field);
    QFETCH(int, line);
    QFETCH(int, column);
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const auto before = m_cli->snapshot();
    const QStringList arguments = QStringList{u"trigger"_s, u"a"_s, u"--payload"_s, u"-"_s} + options;
    const CliResult result = m_cli->json(arguments, payload);
    QCOMPARE(result.code, code);
    QCOMPARE(keysOf(result.object()), u"error"_s);
    QCOMPARE(result.error()[u"field"].toString(), field);
    QCOMPARE(result.error()[u"line"].toInt(), line);
    QCOMPARE(result.error()[u"column"].toInt(), column);
    QVERIFY(result.err.contains(result.error()[u"message"].toString().section(u'\n', 0, 0).left(20).toUtf8()));
    QCOMPARE(receiver.requestCount(), 0);
    QCOMPARE(m_cli->snapshot(), before);

    const CliResult text = m_cli->run(arguments, payload);
    QCOMPARE(text.code, code);
    QCOMPARE(text.out, QByteArray());
    QCOMPARE(text.err, result.err);
}

void TestCliTrigger::unknownEventType()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const CliResult result = m_cli->json({u"trigger"_s, u"a"_s, u"--event"_s, u"entry.publsh"_s});
    QCOMPARE(result.code, 65);
    QCOMPARE(result.error()[u"field"].toString(), u"event"_s);
    QVERIFY(result.err.contains("Did you mean “entry.publish”?"));
    const CliResult missing = m_cli->json({u"trigger"_s, u"a"_s, u"--payload"_s, m_cli->path(u"nothing.json"_s)});
    QCOMPARE(missing.code, 65);
    QCOMPARE(missing.error()[u"field"].toString(), u"payload"_s);
    QVERIFY(missing.err.contains("nothing.json"));
    const CliResult folder = m_cli->json({u"trigger"_s, u"a"_s, u"--payload"_s, m_cli->path(QString())});
    QCOMPARE(folder.code, 65);
    QCOMPARE(m_cli->json({u"trigger"_s, u"nobody"_s}).code, 6);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestCliTrigger::typeOfAnotherVersionWithItsPayload()
{
    LoopbackReceiver receiver;
    const Profile profile = Profile::inFolder(m_cli->profile());
    QVERIFY(profile.prepare());
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"a"_s;
    webhook.url = urlOf(receiver);
    webhook.events.names = QStringList{u"order.paid"_s};
    QVERIFY(WebhookStore(profile, readCatalogue().value()).save(webhook));

    const QByteArray payload = R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z"})";
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s, u"--event"_s, u"order.paid"_s}).code, 65);
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s, u"--event"_s, u"order.paid"_s, u"--payload"_s, u"-"_s}, payload).code, 0);
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s, u"--payload"_s, u"-"_s}, payload).code, 0);
    QCOMPARE(receiver.requestCount(), 2);
}

void TestCliTrigger::lastOutcomeIsRecorded()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(503));
    const QString id = m_cli->add(u"a"_s, urlOf(receiver));
    QVERIFY(m_cli->run({u"list"_s}).out.contains("–"));
    QCOMPARE(m_cli->run({u"trigger"_s, u"a"_s}).code, 1);
    QVERIFY(m_cli->run({u"list"_s}).out.contains("Receiver error"));
    QVERIFY(m_cli->run({u"show"_s, u"a"_s}).out.contains("Receiver error"));

    receiver.answer(Answer::status(200));
    QCOMPARE(m_cli->run({u"trigger"_s, id}).code, 0);
    QVERIFY(m_cli->run({u"list"_s}).out.contains("Success")); // the newest one
    QCOMPARE(receiver.requestCount(), 2);
}

void TestCliTrigger::reportForPeople()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200, "first\r\nsecond \x1b[2J\xc2\x9b!").withHeader("X-Answer", "yes"));
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const CliResult result = m_cli->run({u"trigger"_s, u"a"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(receiver.requestCount(), 1);
    const QString text = QString::fromUtf8(result.out);
    QVERIFY(text.startsWith(u"Success!"_s));
    for (const QString &part :
         {u"POST /hook HTTP/1.1"_s, u"X-Strapi-Event: trigger-test"_s, u"HTTP 200"_s, u"X-Answer: yes"_s,
          u"(21 bytes in all)"_s, u"  first\n  second \\x1b[2J\\x9b!"_s, u"Connecting"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    QVERIFY2(result.err.isEmpty(), "live states are for terminals");
}

void TestCliTrigger::signalCancels_data()
{
    QTest::addColumn<int>("number");

    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliTrigger::signalCancels()
{
    QFETCH(int, number);
    LoopbackReceiver receiver;
    receiver.answer(Answer::hang());
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver), {u"--timeout"_s, u"120"_s}).isEmpty());
    QProcess process;
    m_cli->start(process, {u"--json"_s, u"trigger"_s, u"a"_s});
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requestCount(), 1, 30000);
    QCOMPARE(::kill(pid_t(process.processId()), number), 0);
    const CliResult result = CliRunner::finish(process);
    QCOMPARE(result.code, 130);
    QCOMPARE(result.object()[u"outcome"].toString(), u"cancelled"_s);
    QVERIFY(result.object()[u"response"].isNull());
    QVERIFY(result.err.toLower().contains("cancel"));
}

void TestCliTrigger::signalWhileReadingThePayload()
{
    LoopbackReceiver receiver;
    QVERIFY(!m_cli->add(u"a"_s, urlOf(receiver)).isEmpty());
    const QString pipe = m_cli->path(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QProcess process;
    m_cli->start(process, {u"--json"_s, u"trigger"_s, u"a"_s, u"--payload"_s, pipe});
    QFile writer(pipe);
    QVERIFY(writer.open(QIODevice::WriteOnly)); // from now on it is past its start, and waits
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    const CliResult result = CliRunner::finish(process);
    QCOMPARE(result.code, 130);
    QCOMPARE(result.error()[u"code"].toString(), u"cancelled"_s);
    QCOMPARE(receiver.requestCount(), 0);
}

QTEST_GUILESS_MAIN(TestCliTrigger)
#include "tst_clitrigger.moc"
