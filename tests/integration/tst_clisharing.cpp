// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "support/loopbackreceiver.h"

#include <signal.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray payload = R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z","model":"address","entry":{}})";
const QStringList emitIt{u"--json"_s, u"emit"_s, u"--payload"_s, u"-"_s};
const QString week = u"604800"_s;

/// Waits until it has said so.
bool isDispatching(QProcess &serve)
{
    QByteArray said;
    return QTest::qWaitFor([&] { return (said += serve.readAllStandardError()).contains("Dispatching"); }, 30'000);
}

} // namespace

/// Several commands at one profile, and commands whose deliveries may not go: each ends, none keeps another from sending.
class TestCliSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void heldBackEnds_data();
    void heldBackEnds();
    void preferencesThatCannotBeRead();
    void waitingKeepsNobodyFromSending();
    void dispatcherTakesOverWhileOneWaits();
    void twoAtOnce();
    void besideADispatcherItDoesNotWait();
    void waitsWhereTheDispatcherIsKilled();
    void waitsAtMostSoLong();
    void testIsNotSentAgain();
    void enabledGoesAtOnce();
    void stopAbortsWhatAnotherSends();
    void interruptedDoesNotWaitForTheReceiver();

private:
    QString add(const QStringList &options = {}) const;
    void begin(QProcess &process, const QStringList &arguments, const QByteArray &input = {}) const;
    [[nodiscard]] QJsonArray deliveries() const { return m_cli->json({u"deliveries"_s}).array(); }

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<LoopbackReceiver> m_receiver;
};

void TestCliSharing::init()
{
    m_cli = std::make_unique<CliRunner>();
    m_receiver = std::make_unique<LoopbackReceiver>();
}

void TestCliSharing::cleanup()
{
    m_receiver.reset();
    m_cli.reset();
}

QString TestCliSharing::add(const QStringList &options) const
{
    return m_cli->add(u"Search"_s, m_receiver->url().toString(), QStringList{u"--event"_s, u"entry.create"_s} + options);
}

/// Leaves it to go on beside the test.
void TestCliSharing::begin(QProcess &process, const QStringList &arguments, const QByteArray &input) const
{
    m_cli->start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
}

void TestCliSharing::heldBackEnds_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("resend") << u"resend"_s;
    QTest::newRow("retry") << u"retry"_s;
}

void TestCliSharing::heldBackEnds()
{
    QFETCH(const QString, command);
    m_receiver->answerNext(Answer::status(503));
    const QString webhook = add({u"--retry"_s, week});
    QCOMPARE(m_cli->run(emitIt, payload).code, 0);
    QCOMPARE(m_cli->run({u"disable"_s, webhook}).code, 0);
    const CliResult result = m_cli->json({command, deliveries()[0][u"id"].toString()});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.err.contains("disabled"), result.err.constData());
    QCOMPARE(result.object()[u"state"].toString(), command == u"retry"_s ? u"waiting-retry"_s : u"pending"_s);
    QCOMPARE(m_receiver->requestCount(), 1);

    QCOMPARE(m_cli->run({u"enable"_s, webhook}).code, 0); // and the next command sends it
    const QString id = result.object()[u"id"].toString();
    QCOMPARE(m_cli->json({u"retry"_s, id}).object()[u"state"].toString(), u"delivered"_s);
}

void TestCliSharing::preferencesThatCannotBeRead()
{
    add();
    QVERIFY(!m_cli->write(u"profile/hookpanel.ini"_s, "[headers]\ndefault=cut\n").isEmpty());
    const CliResult result = m_cli->run(emitIt + QStringList{u"--wait"_s}, payload);
    QCOMPARE(result.code, 4);
    QVERIFY2(result.err.contains("default header"), result.err.constData());
    QCOMPARE(result.object()[u"deliveries"][0][u"state"].toString(), u"pending"_s);
    QCOMPARE(m_receiver->requestCount(), 0);
}

/// A retry that is due in a week is waited for without the right to dispatch.
void TestCliSharing::waitingKeepsNobodyFromSending()
{
    m_receiver->answerNext(Answer::status(503));
    add({u"--retry"_s, week});
    QProcess waiting;
    begin(waiting, emitIt + QStringList{u"--wait"_s}, payload);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    QCOMPARE(m_cli->run(emitIt, payload).code, 0);
    QCOMPARE(m_receiver->requestCount(), 2);
    QCOMPARE(deliveries()[0][u"state"].toString(), u"delivered"_s);
    waiting.terminate();
    const CliResult interrupted = CliRunner::finish(waiting);
    QCOMPARE(interrupted.code, 130);
    QVERIFY2(interrupted.err.contains("Interrupted"), interrupted.err.constData());
    QCOMPARE(deliveries()[1][u"state"].toString(), u"waiting-retry"_s); // accepted is accepted
}

void TestCliSharing::dispatcherTakesOverWhileOneWaits()
{
    m_receiver->answerNext(Answer::status(503));
    add({u"--retry"_s, week});
    QProcess waiting;
    begin(waiting, emitIt + QStringList{u"--wait"_s}, payload);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    QProcess serve;
    begin(serve, {u"serve"_s});
    const QString id = deliveries()[0][u"id"].toString();
    QTRY_COMPARE(deliveries()[0][u"state"].toString(), u"waiting-retry"_s);
    QCOMPARE(m_cli->run({u"retry"_s, id}).code, 0);
    const CliResult result = CliRunner::finish(waiting); // it sees what another one sent
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"deliveries"][0][u"state"].toString(), u"delivered"_s);
    QCOMPARE(m_receiver->requestCount(), 2);
    serve.terminate();
    QCOMPARE(CliRunner::finish(serve).code, 0);
}

/// The second waits until the first is through, and sends its own.
void TestCliSharing::twoAtOnce()
{
    m_receiver->answerNext(Answer::hang());
    add({u"--timeout"_s, u"2"_s, u"--retry"_s, week});
    QProcess first;
    begin(first, emitIt, payload);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    const CliResult second = m_cli->run(emitIt, payload);
    QCOMPARE(second.code, 0);
    QCOMPARE(m_receiver->requestCount(), 2);
    QCOMPARE(deliveries()[0][u"state"].toString(), u"delivered"_s);
    QCOMPARE(CliRunner::finish(first).code, 0);
    QCOMPARE(deliveries()[1][u"state"].toString(), u"waiting-retry"_s);
}

/// However many of its attempts hang, the dispatcher sends them all: a script goes on.
void TestCliSharing::besideADispatcherItDoesNotWait()
{
    m_receiver->answer(Answer::hang());
    add({u"--timeout"_s, u"120"_s});
    QProcess serve;
    begin(serve, {u"serve"_s});
    constexpr int morePerOriginThanAtOnce = 8;
    QVERIFY(isDispatching(serve));
    for (int i = 0; i < morePerOriginThanAtOnce; ++i)
        QCOMPARE(m_cli->run(emitIt, payload).code, 0);
    QCOMPARE(deliveries().size(), morePerOriginThanAtOnce);
    serve.kill();
    QVERIFY(serve.waitForFinished());
}

/// What the killed one had on the wire is interrupted, and sent again by the one that waits.
void TestCliSharing::waitsWhereTheDispatcherIsKilled()
{
    m_receiver->answerNext(Answer::hang());
    add({u"--timeout"_s, u"120"_s});
    QProcess serve;
    begin(serve, {u"serve"_s});
    QVERIFY(isDispatching(serve));
    QProcess waiting;
    begin(waiting, emitIt + QStringList{u"--wait"_s}, payload);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    ::kill(pid_t(serve.processId()), SIGKILL);
    QVERIFY(serve.waitForFinished());
    const CliResult result = CliRunner::finish(waiting);
    QCOMPARE(result.code, 0);
    QCOMPARE(m_receiver->requestCount(), 2);
    QCOMPARE(result.object()[u"deliveries"][0][u"state"].toString(), u"delivered"_s);
    const QJsonArray attempts = deliveries()[0][u"attempts"].toArray();
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(attempts[0][u"outcome"].toString(), u"interrupted"_s);
}

/// Not until the receiver's time is over. What was on the wire is tried again by the next dispatcher.
void TestCliSharing::waitsAtMostSoLong()
{
    m_receiver->answerNext(Answer::hang());
    add({u"--timeout"_s, u"120"_s});
    const CliResult result = m_cli->run(emitIt + QStringList{u"--wait=1"_s}, payload);
    QCOMPARE(result.code, 4);
    QCOMPARE(result.object()[u"deliveries"][0][u"state"].toString(), u"waiting-retry"_s);
    QVERIFY2(result.err.contains("serve"), result.err.constData());
    const QJsonObject delivery = deliveries()[0].toObject();
    QCOMPARE(delivery[u"state"].toString(), u"waiting-retry"_s);
    QCOMPARE(delivery[u"outcome"].toString(), u"interrupted"_s);
}

void TestCliSharing::testIsNotSentAgain()
{
    const QString webhook = add();
    QCOMPARE(m_cli->run({u"trigger"_s, webhook}).code, 0);
    const CliResult result = m_cli->json({u"resend"_s, deliveries()[0][u"id"].toString()});
    QCOMPARE(result.code, 65);
    QCOMPARE(result.error()[u"code"].toString(), u"test-not-resent"_s);
    QCOMPARE(m_receiver->requestCount(), 1);
    QCOMPARE(deliveries().size(), 1);

    const QByteArray test = R"({"event":"trigger-test","createdAt":"2026-11-23T16:33:57.070Z"})";
    QCOMPARE(m_cli->run({u"edit"_s, webhook, u"--event"_s, u"*"_s}).code, 0);
    QCOMPARE(m_cli->json({u"emit"_s, u"--payload"_s, u"-"_s}, test).object()[u"deliveries"].toArray(), QJsonArray());
}

/// Without a word to it: it watches the webhooks' files. Looking once in a minute would be too late for this test.
void TestCliSharing::enabledGoesAtOnce()
{
    m_receiver->answerNext(Answer::status(503));
    const QString webhook = add({u"--retry"_s, week});
    QCOMPARE(m_cli->run(emitIt, payload).code, 0);
    QCOMPARE(m_cli->run({u"disable"_s, webhook}).code, 0);
    QCOMPARE(m_cli->run({u"retry"_s, deliveries()[0][u"id"].toString()}).code, 0);
    QProcess serve;
    begin(serve, {u"serve"_s});
    QVERIFY(isDispatching(serve));
    // Nothing else wakes it any more once this has gone.
    QVERIFY(!m_cli->add(u"Other"_s, m_receiver->url().toString(), {u"--event"_s, u"entry.update"_s}).isEmpty());
    QCOMPARE(
        m_cli->run({u"emit"_s, u"--payload"_s, u"-"_s}, QByteArray(payload).replace("entry.create", "entry.update")).code,
        0);
    QTRY_COMPARE(m_receiver->requestCount(), 2);
    QTRY_COMPARE(deliveries()[0][u"state"].toString(), u"delivered"_s);
    QCOMPARE(m_cli->run({u"enable"_s, webhook}).code, 0);
    QTRY_COMPARE(m_receiver->requestCount(), 3);
    serve.terminate();
    QCOMPARE(CliRunner::finish(serve).code, 0);
}

/// As the button of the window that sends it does.
void TestCliSharing::stopAbortsWhatAnotherSends()
{
    m_receiver->answerNext(Answer::hang());
    add({u"--timeout"_s, u"120"_s});
    QProcess serve;
    begin(serve, {u"serve"_s});
    QVERIFY(isDispatching(serve));
    QCOMPARE(m_cli->run(emitIt, payload).code, 0);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    const CliResult stopped = m_cli->json({u"stop"_s, deliveries()[0][u"id"].toString()});
    QCOMPARE(stopped.code, 0);
    QCOMPARE(stopped.object()[u"state"].toString(), u"cancelled"_s);
    QCOMPARE(deliveries()[0][u"outcome"].toString(), u"cancelled"_s);
    serve.terminate();
    QCOMPARE(CliRunner::finish(serve).code, 0); // nothing is on the wire any more
    QCOMPARE(m_receiver->requestCount(), 1);
}

void TestCliSharing::interruptedDoesNotWaitForTheReceiver()
{
    m_receiver->answerNext(Answer::hang());
    add({u"--timeout"_s, u"120"_s});
    QProcess waiting;
    begin(waiting, emitIt + QStringList{u"--wait"_s}, payload);
    QTRY_COMPARE(m_receiver->requestCount(), 1);
    ::kill(pid_t(waiting.processId()), SIGINT);
    QCOMPARE(CliRunner::finish(waiting).code, 130);
    QCOMPARE(deliveries()[0][u"state"].toString(), u"waiting-retry"_s);
    QCOMPARE(deliveries()[0][u"outcome"].toString(), u"interrupted"_s);
}

QTEST_GUILESS_MAIN(TestCliSharing)
#include "tst_clisharing.moc"
