// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "integration/intakeclient.h"
#include "support/loopbackreceiver.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>

#include <signal.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;
const QString site = QStringLiteral(TEST_DATA "/strapi");

/// A request as a real server sent it: its own headers, and the body byte for byte.
QByteArray bodyOf(const QString &file)
{
    QFile recording(file);
    if (!recording.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    const QByteArray bytes = recording.readAll();
    const qsizetype headerEnd = bytes.indexOf("\r\n\r\n");
    return headerEnd >= 0 ? bytes.sliced(headerEnd + 4) : bytes.sliced(bytes.indexOf("\n\n") + 2);
}

QByteArray payloadFor(int number)
{
    return R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","model":"address","entry":{"id":)"
        + QByteArray::number(number) + "}}";
}

QList<QByteArray> bodies(const LoopbackReceiver &receiver)
{
    QList<QByteArray> all;
    for (const ReceivedRequest &request : receiver.requests())
        all.append(request.body());
    return all;
}

} // namespace

/// `serve` with its intake, as a CMS and other programs meet it.
class TestServeIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();

    void fansOutToThoseThatAsked();
    void relaysWhatStrapiSends_data();
    void relaysWhatStrapiSends();
    void testEventIsAnsweredAndSaid();
    void refuses_data();
    void refuses();
    void acceptedSurvivesAKill();
    void manyAtOnceAndSlowOnes();
    void portThatIsTakenEndsIt();
    void badPort_data();
    void badPort();
    void followsThePreferences();
    void newTokenCountsAtOnce();
    void tokenIsNeverSaid();
    void newRulesCountAtOnce();
    void onlyOneOfTheProfileListens();

private:
    void serve(const QStringList &arguments = {u"--intake"_s, u"0"_s});
    bool hasSaid(const QString &words);
    [[nodiscard]] RawAnswer hand(const QByteArray &payload, const QByteArrayList &fields = {}) const;
    [[nodiscard]] QByteArray request(const QByteArray &payload) const;

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<QProcess> m_serve;
    QByteArray m_token;
    QString m_said;
    quint16 m_port = 0;
};

void TestServeIntake::init()
{
    m_cli = std::make_unique<CliRunner>();
    const CliResult token = m_cli->run({u"settings"_s, u"intake-token"_s});
    QCOMPARE(token.code, 0);
    m_token = token.out.trimmed();
    QVERIFY(QRegularExpression(u"^[A-Za-z0-9_-]{43}$"_s).match(QString::fromLatin1(m_token)).hasMatch());
}

void TestServeIntake::cleanup()
{
    if (m_serve && m_serve->state() != QProcess::NotRunning) {
        m_serve->terminate();
        QCOMPARE(CliRunner::finish(*m_serve).code, 0);
    }
    m_serve.reset();
    m_cli.reset();
}

/// Starts it and learns its port, where it says one.
void TestServeIntake::serve(const QStringList &arguments)
{
    m_said.clear();
    m_serve = std::make_unique<QProcess>();
    m_cli->start(*m_serve, QStringList{u"serve"_s} + arguments);
    QVERIFY(hasSaid(u"Dispatching"_s));
    static const QRegularExpression port(u"127\\.0\\.0\\.1:(\\d+)/events"_s);
    m_port = port.match(m_said).captured(1).toUShort();
}

bool TestServeIntake::hasSaid(const QString &words)
{
    return QTest::qWaitFor(
        [&] {
            m_said += QString::fromUtf8(m_serve->readAllStandardError());
            return m_said.contains(words);
        },
        patienceMs);
}

QByteArray TestServeIntake::request(const QByteArray &payload) const
{
    return RawRequest{.body = payload}.with("Authorization: Bearer " + m_token).bytes();
}

/// Hands it in and waits for the whole answer.
RawAnswer TestServeIntake::hand(const QByteArray &payload, const QByteArrayList &fields) const
{
    RawRequest request{.body = payload};
    request = request.with("Authorization: Bearer " + m_token);
    for (const QByteArray &field : fields)
        request = request.with(field);
    RawClient client(m_port);
    client.send(request.bytes());
    const bool isOver = QTest::qWaitFor([&client] { return client.isClosed(); }, patienceMs);
    return isOver ? client.answer() : RawAnswer({});
}

void TestServeIntake::fansOutToThoseThatAsked()
{
    LoopbackReceiver all;
    LoopbackReceiver publishing;
    LoopbackReceiver media;
    (void)m_cli->add(u"all"_s, all.url().toString(), {u"--event"_s, u"*"_s});
    (void)m_cli->add(u"publishing"_s, publishing.url().toString(),
                     {u"--event"_s, u"entry.publish"_s, u"--content-type"_s, u"api::address.address"_s});
    const QString mediaId = m_cli->add(u"media"_s, media.url().toString(), {u"--event"_s, u"media.create"_s});
    QCOMPARE(m_cli->run({u"content-types"_s, u"import"_s, site}).code, 0);
    serve();

    const QByteArray published = R"({"event":"entry.publish","createdAt":"2026-01-02T03:04:05.678Z","model":"address",)"
                                 R"("uid":"api::address.address","entry":{"id":1.0,"street":"\u00e9","doorCode":"1234"}})";
    const RawAnswer accepted = hand(published);
    QCOMPARE(accepted.status(), 202);
    const QJsonObject answer = QJsonDocument::fromJson(accepted.body).object();
    QCOMPARE(keysOf(answer), u"acceptedAt deliveries event notSent notes type"_s);
    QCOMPARE(answer.value(u"deliveries").toArray().size(), 2);
    QCOMPARE(answer.value(u"notSent").toArray().size(), 1);
    QCOMPARE(answer.value(u"notSent").toArray().first().toObject(),
             QJsonObject({{u"webhook"_s, mediaId}, {u"reason"_s, u"not-subscribed"_s}}));

    const QByteArray arrives = QByteArray(published).replace(R"(,"doorCode":"1234")", ""); // its schema says private
    QTRY_COMPARE_WITH_TIMEOUT(bodies(all), QList{arrives}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(bodies(publishing), QList{arrives}, patienceMs);
    QCOMPARE(publishing.requests().first().header("X-Strapi-Event"), "entry.publish");

    const QByteArray picture = R"({"event":"media.create","createdAt":"2026-01-02T03:04:05.678Z","media":{"id":2}})";
    QCOMPARE(hand(picture).status(), 202);
    QTRY_COMPARE_WITH_TIMEOUT(bodies(media), QList{picture}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(all.requestCount(), 2, patienceMs);
    QCOMPARE(publishing.requestCount(), 1);

    const RawAnswer user = hand(R"({"event":"entry.create","createdAt":"2026-01-02T03:04:05.678Z","model":"user",)"
                                R"("uid":"plugin::users-permissions.user","entry":{"email":"someone@example.org"}})");
    QCOMPARE(user.status(), 422);
    QCOMPARE(user.code(), u"user-content-type"_s);
    QVERIFY(user.body.contains("never sent"));
    QCOMPARE(all.requestCount(), 2);
}

void TestServeIntake::relaysWhatStrapiSends_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("4") << u"v4"_s;
    QTest::newRow("5") << u"v5"_s;
}

/// A Strapi server's own webhook points here: all that it sends goes on as it is, its createdAt included.
void TestServeIntake::relaysWhatStrapiSends()
{
    QFETCH(QString, version);
    LoopbackReceiver one;
    LoopbackReceiver two;
    (void)m_cli->add(u"one"_s, one.url().toString(), {u"--event"_s, u"*"_s, u"--retry"_s, u"off"_s});
    (void)m_cli->add(u"two"_s, two.url().toString(), {u"--event"_s, u"*"_s, u"--retry"_s, u"off"_s});
    serve();
    const QDir folder(QStringLiteral(TEST_DATA "/wire/") + version);
    const QStringList files = folder.entryList({u"*entry-*.http"_s, u"media-*.http"_s});
    QVERIFY(files.size() > 5);
    QList<QByteArray> sent;
    for (const QString &file : files) {
        sent.append(bodyOf(folder.filePath(file)));
        const RawAnswer answer = hand(sent.last(), {"X-Strapi-Event: x", "Connection: keep-alive", "User-Agent: node"});
        QVERIFY2(answer.status() == 202, qPrintable(file + QString::fromUtf8(answer.body)));
    }
    std::sort(sent.begin(), sent.end());
    for (const LoopbackReceiver *receiver : {&one, &two}) {
        QTRY_COMPARE_WITH_TIMEOUT(receiver->requestCount(), int(sent.size()), patienceMs);
        QList<QByteArray> arrived = bodies(*receiver);
        std::sort(arrived.begin(), arrived.end());
        QCOMPARE(arrived, sent);
    }
}

void TestServeIntake::testEventIsAnsweredAndSaid()
{
    LoopbackReceiver receiver;
    (void)m_cli->add(u"all"_s, receiver.url().toString(), {u"--event"_s, u"*"_s});
    serve();
    const RawAnswer answer = hand(R"({"event":"trigger-test","createdAt":"2026-11-23T16:33:57.070Z"})");
    QCOMPARE(answer.status(), 202);
    QCOMPARE(QJsonDocument::fromJson(answer.body).object().value(u"deliveries").toArray().size(), 0);
    QVERIFY(hasSaid(u"A test event came"_s));
    QCOMPARE(hand(payloadFor(1)).status(), 202); // and it goes on
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requestCount(), 1, patienceMs);
}

void TestServeIntake::refuses_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("says");

    const auto row = [](const char *title, const QByteArray &payload, int status, const char *code, const QByteArray &says) {
        QTest::newRow(title) << payload << status << QString::fromLatin1(code) << says;
    };
    const QByteArray time = R"("createdAt":"2026-11-24T08:00:00.000Z")";
    const auto entry = [&time](const QByteArray &more) { return R"({"event":"entry.create",)" + time + more + '}'; };
    row("empty", "", 400, "not-json", "line 1, column 1");
    row("not JSON", "{\n  \"event\": oops }", 400, "not-json", "line 2, column 12");
    row("a list", "[]", 400, "not-an-object", "not a JSON object");
    row("no event", '{' + time + '}', 400, "missing-member", "“event”");
    row("no time", R"({"event":"entry.create"})", 400, "missing-member", "“createdAt”");
    row("a time that is none", R"({"event":"entry.create","createdAt":"yesterday"})", 422, "bad-time", "“yesterday”");
    row("key twice", entry(R"(,"entry":{"a":1,"a":2})"), 400, "duplicate-key", "“a” twice");
    row("not UTF-8", "{\"event\":\"\xe9\"}", 400, "not-utf8", "offset 10");
    row("too deep", entry(",\"entry\":" + QByteArray(512, '[') + QByteArray(512, ']')), 400, "too-deep", "512");
    row("a time of another kind", R"({"event":"entry.create","createdAt":5})", 400, "wrong-kind", "“createdAt”");
    row("entry is a list", entry(R"(,"model":"address","entry":[])"), 400, "not-an-object", "“entry”");
    row("unknown type", R"({"event":"entry.crate",)" + time + '}', 422, "unknown-event-type", "“entry.create”");
    row("a user", entry(R"(,"model":"user","entry":{})"), 422, "user-content-type", "User");
    row("an admin", entry(R"(,"uid":"admin::user","entry":{})"), 422, "user-content-type", "User");
    row("no drafts", R"({"event":"entry.publish",)" + time + R"(,"model":"category","entry":{}})", 422,
        "no-draft-and-publish", "draft & publish");
    row("too large", entry(",\"x\":\"" + QByteArray(1024 * 1024, 'x') + '"'), 413, "too-large", "1 MiB");
}

void TestServeIntake::refuses()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, says);
    LoopbackReceiver receiver;
    (void)m_cli->add(u"all"_s, receiver.url().toString(), {u"--event"_s, u"*"_s});
    QCOMPARE(m_cli->run({u"content-types"_s, u"import"_s, site}).code, 0);
    serve();
    const RawAnswer answer = hand(payload);
    QTEST(answer.status(), "status");
    QTEST(answer.code(), "code");
    QVERIFY2(answer.body.contains(says), answer.body.constData());
    QCOMPARE(m_cli->json({u"deliveries"_s}).array().size(), 0);
    QCOMPARE(receiver.requestCount(), 0);
}

/// Nothing is lost between the 202 and the first attempt.
void TestServeIntake::acceptedSurvivesAKill()
{
    LoopbackReceiver receiver;
    (void)m_cli->add(u"all"_s, receiver.url().toString(), {u"--event"_s, u"*"_s});
    QSet<QByteArray> accepted;
    for (int round = 0; round < 8; ++round) {
        serve();
        for (int i = 0; i < 5; ++i) {
            const QByteArray payload = payloadFor(round * 10 + i);
            const RawAnswer answer = hand(payload);
            QCOMPARE(answer.status(), 202);
            accepted.insert(payload);
        }
        // The kill falls on one that is under way: nobody was told that it is accepted, so it may be or not.
        RawClient underWay(m_port);
        underWay.send(request(payloadFor(round * 10 + 9)));
        ::kill(pid_t(m_serve->processId()), SIGKILL);
        QVERIFY(m_serve->waitForFinished());
    }
    serve();
    const auto arrived = [&receiver] {
        const QList<QByteArray> all = bodies(receiver);
        return QSet<QByteArray>(all.cbegin(), all.cend());
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived().contains(accepted), patienceMs);
    const auto deliveries = [this] { return m_cli->json({u"deliveries"_s, u"--limit"_s, u"100"_s}).array(); };
    const auto areAllDelivered = [&deliveries] {
        const QJsonArray all = deliveries();
        return std::all_of(all.begin(), all.end(),
                           [](const QJsonValue &delivery) { return delivery[u"state"_s].toString() == u"delivered"; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(areAllDelivered(), patienceMs);
    // Nothing is sent again after a success was recorded, and each request is a recorded attempt.
    qsizetype attempts = 0;
    const QJsonArray all = deliveries();
    QVERIFY(all.size() >= accepted.size());
    for (const QJsonValue &delivery : all) {
        const QJsonArray ofIt = delivery[u"attempts"_s].toArray();
        attempts += ofIt.size();
        for (qsizetype i = 0; i < ofIt.size(); ++i)
            QCOMPARE(ofIt.at(i)[u"outcome"_s].toString() == u"success", i == ofIt.size() - 1);
    }
    QVERIFY2(receiver.requestCount() <= attempts, qPrintable(QString::number(receiver.requestCount())));
}

void TestServeIntake::manyAtOnceAndSlowOnes()
{
    constexpr int count = 150; // more than may be connected at once
    LoopbackReceiver receiver;
    (void)m_cli->add(u"all"_s, receiver.url().toString(), {u"--event"_s, u"*"_s});
    serve();
    RawClient slow(m_port);
    const QByteArray whole = request(payloadFor(1000));
    slow.send(whole.first(whole.size() / 2));
    RawClient idle(m_port);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(m_port));
        clients.back()->send(request(payloadFor(i)));
    }
    for (const auto &client : clients) {
        QTRY_VERIFY_WITH_TIMEOUT(client->isClosed(), patienceMs);
        QCOMPARE(client->answer().status(), 202);
    }
    slow.send(whole.sliced(whole.size() / 2));
    QTRY_VERIFY_WITH_TIMEOUT(slow.isClosed(), patienceMs);
    QCOMPARE(slow.answer().status(), 202);
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requestCount(), count + 1, patienceMs);
}

void TestServeIntake::portThatIsTakenEndsIt()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    const CliResult result = m_cli->json({u"serve"_s, u"--intake"_s, port});
    QCOMPARE(result.code, 73);
    QCOMPARE(result.error().value(u"code").toString(), u"cannot-listen"_s);
    QVERIFY(QString::fromUtf8(result.err).contains(port));
}

void TestServeIntake::badPort_data()
{
    QTest::addColumn<QString>("port");
    for (const char *port : {"x", "-1", "65536", "1.5", ""})
        QTest::newRow(port) << QString::fromLatin1(port);
}

void TestServeIntake::badPort()
{
    QFETCH(QString, port);
    const CliResult result = m_cli->json({u"serve"_s, u"--intake="_s + port});
    QVERIFY2(result.code == 65 || (port.isEmpty() && result.code == 64), result.err.constData());
}

void TestServeIntake::followsThePreferences()
{
    serve({});
    QCOMPARE(m_port, 0);
    QTcpServer free; // two ports that are free a moment later
    QTcpServer taken;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    const QString other = QString::number(taken.serverPort());

    QCOMPARE(m_cli->run({u"settings"_s, u"intake-port"_s, QString::number(m_port)}).out, QByteArray::number(m_port) + '\n');
    QVERIFY(hasSaid(u"Listening on http://127.0.0.1:%1/events"_s.arg(m_port)));
    QCOMPARE(hand(payloadFor(1)).status(), 202);

    QCOMPARE(m_cli->run({u"settings"_s, u"intake-port"_s, other}).code, 0);
    QVERIFY(hasSaid(u"Port %1 is taken by another program"_s.arg(other)));
    m_port = taken.serverPort();
    taken.close();
    QVERIFY(hasSaid(u"Listening on http://127.0.0.1:%1/events"_s.arg(other)));
    QCOMPARE(hand(payloadFor(2)).status(), 202);

    QCOMPARE(m_cli->run({u"settings"_s, u"intake-port"_s, u"off"_s}).out, "off\n");
    QVERIFY(hasSaid(u"Off: no program"_s));
    QCOMPARE(hand(payloadFor(3)).status(), 0);
}

void TestServeIntake::newTokenCountsAtOnce()
{
    serve();
    const QByteArray old = m_token;
    m_token
        = m_cli->json({u"settings"_s, u"intake-token"_s, u"new"_s}).object().value(u"intake-token").toString().toLatin1();
    QVERIFY(m_token.size() == 43 && m_token != old);
    QTRY_COMPARE_WITH_TIMEOUT(hand(payloadFor(1)).status(), 202, patienceMs);
    m_token = old;
    QCOMPARE(hand(payloadFor(2)).status(), 401);
}

/// What it says is kept in logs.
void TestServeIntake::tokenIsNeverSaid()
{
    m_cli = std::make_unique<CliRunner>(); // none was made yet
    const auto token = [this](const QStringList &more) {
        return m_cli->json(QStringList{u"settings"_s, u"intake-token"_s} + more).object().value(u"intake-token").toString();
    };
    serve();
    QVERIFY2(m_said.contains(u"A token for the intake was made"), qPrintable(m_said));
    QVERIFY2(m_said.contains(u"--profile"), qPrintable(m_said)); // else the hint would be about another one
    const QString first = token({});
    const QString second = token({u"new"_s});
    QVERIFY(first.size() == 43 && second.size() == 43 && first != second);
    m_token = second.toLatin1();
    QTRY_COMPARE_WITH_TIMEOUT(hand(payloadFor(1)).status(), 202, patienceMs);
    m_serve->terminate();
    const CliResult ended = CliRunner::finish(*m_serve);
    QCOMPARE(ended.code, 0);
    const QString all = m_said + QString::fromUtf8(ended.err) + QString::fromUtf8(ended.out);
    for (const QString &secret : {first, second})
        QVERIFY2(!all.contains(secret), qPrintable(all));
}

void TestServeIntake::newRulesCountAtOnce()
{
    LoopbackReceiver receiver;
    (void)m_cli->add(u"all"_s, receiver.url().toString(), {u"--event"_s, u"*"_s});
    serve();
    const QByteArray paid = R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00.000Z"})";
    QCOMPARE(hand(paid).status(), 422);
    QCOMPARE(m_cli->run({u"event-types"_s, u"add"_s, u"order.paid"_s, u"--sample"_s, u"-"_s}, paid).code, 0);
    QCOMPARE(hand(paid).status(), 202);
    const QByteArray door = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","model":"address",)"
                            R"("entry":{"doorCode":1,"id":2}})";
    QCOMPARE(hand(door).status(), 202);
    QCOMPARE(m_cli->run({u"content-types"_s, u"import"_s, site}).code, 0);
    QCOMPARE(hand(door).status(), 202);
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requestCount(), 3, patienceMs);
    QCOMPARE(bodies(receiver).count(door), 1);
    QCOMPARE(bodies(receiver).count(QByteArray(door).replace("\"doorCode\":1,", "")), 1);
}

void TestServeIntake::onlyOneOfTheProfileListens()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    QCOMPARE(m_cli->run({u"settings"_s, u"intake-port"_s, QString::number(port)}).code, 0);
    QProcess first;
    m_cli->start(first, {u"serve"_s});
    QByteArray firstSaid;
    QVERIFY(QTest::qWaitFor(
        [&] {
            firstSaid += first.readAllStandardError();
            return firstSaid.contains("Listening on");
        },
        patienceMs));
    m_serve = std::make_unique<QProcess>();
    m_said.clear();
    m_cli->start(*m_serve, {u"serve"_s});
    QVERIFY(hasSaid(u"Another Hookpanel program of this profile takes in events"_s));
    first.terminate();
    QCOMPARE(CliRunner::finish(first).code, 0);
    QVERIFY(hasSaid(u"Listening on"_s));
    m_port = port;
    QCOMPARE(hand(payloadFor(1)).status(), 202);
}

QTEST_GUILESS_MAIN(TestServeIntake)
#include "tst_serveintake.moc"
