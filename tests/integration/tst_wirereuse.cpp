// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// Cached connections: used where allowed, never trusted to be alive, never worth a second request.
class TestWireReuse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void reused();
    void freshIsFresh();
    void receiverThatClosesAfterEachAnswer();
    void deadConnection_data();
    void deadConnection();
    void droppedOnAReusedConnection_data();
    void droppedOnAReusedConnection();
    void sameDeliveryTwice();
};

/// N16: no phase of a reused connection is drawn as 0 ms.
void TestWireReuse::reused()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200, "hello"));
    Wire wire;
    QVERIFY(!wire.run(requestTo(receiver.url()), ConnectionUse::Reuse).connectionReused);
    const Attempt second = wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
    QCOMPARE(second.outcome->kind, OutcomeKind::Success);
    QVERIFY(second.connectionReused);
    QCOMPARE(timelineText(second), u"queued (connecting) sending waiting receiving"_s);
    QCOMPARE(receiver.connectionCount(), 1);
    QCOMPARE(receiver.requestCount(), 2);
}

void TestWireReuse::freshIsFresh()
{
    LoopbackReceiver receiver;
    Wire wire;
    for (const ConnectionUse use : {ConnectionUse::Reuse, ConnectionUse::Fresh, ConnectionUse::Fresh}) {
        const Attempt attempt = wire.run(requestTo(receiver.url()), use);
        QVERIFY(!attempt.connectionReused);
        QCOMPARE(timelineText(attempt), u"queued connecting sending waiting receiving"_s);
    }
    QCOMPARE(receiver.connectionCount(), 3);
    QCOMPARE(receiver.requestCount(), 3);
    QTRY_COMPARE(receiver.openConnectionCount(), 1); // the managers of the fresh ones went with them
}

/// N21: the connection looks alive when the next request is put on it, and is not. When Qt notices before anything was
/// written, the same attempt goes on a fresh connection. When it notices too late, nobody can know whether the request
/// arrived, and the attempt is dropped. Never does a request arrive twice, or one that was told to be lost.
void TestWireReuse::receiverThatClosesAfterEachAnswer()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200).thenClose());
    Wire wire;
    int successes = 0;
    for (int i = 0; i < 100; ++i) {
        const Attempt attempt = wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
        if (attempt.outcome->kind == OutcomeKind::Success) {
            QVERIFY(!attempt.connectionReused);
            QCOMPARE(timelineText(attempt), u"queued connecting sending waiting receiving"_s);
            ++successes;
        } else {
            QCOMPARE(outcomeKey(attempt.outcome->kind), u"dropped"_s);
            QVERIFY(attempt.connectionReused);
            QCOMPARE(attempt.phase, Phase::Waiting); // it was sent, as far as anybody could tell
        }
    }
    QCOMPARE(receiver.requestCount(), successes);
    QVERIFY(successes >= 50); // the first is always one, and each dropped one is followed by one
}

void TestWireReuse::deadConnection_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("one piece") << QByteArray("{}");
    QTest::newRow("many pieces") << QByteArray(500'000, 'b');
}

/// The same, with a receiver that went away and came back meanwhile.
void TestWireReuse::deadConnection()
{
    QFETCH(QByteArray, body);
    LoopbackReceiver receiver;
    Wire wire;
    QCOMPARE(wire.run(requestTo(receiver.url()), ConnectionUse::Reuse).outcome->kind, OutcomeKind::Success);
    receiver.dropConnections();
    const Attempt attempt = wire.run(withBody(requestTo(receiver.url()), body), ConnectionUse::Reuse);
    QCOMPARE(outcomeKey(attempt.outcome->kind), u"success"_s);
    QCOMPARE(timelineText(attempt), u"queued connecting sending waiting receiving"_s);
    QVERIFY(!attempt.connectionReused);
    QCOMPARE(receiver.requestCount(), 2);
    QCOMPARE(receiver.requests().constLast().body(), body);
}

void TestWireReuse::droppedOnAReusedConnection_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("close before reply") << Answer::closeBeforeReply();
    QTest::newRow("reset") << Answer::reset();
    QTest::newRow("partial status line") << Answer::partialStatusLine();
    QTest::newRow("garbage") << Answer::garbage("hello");
}

/// N1: what has left is never sent again, also not on a reused connection.
void TestWireReuse::droppedOnAReusedConnection()
{
    QFETCH(Answer, answer);
    LoopbackReceiver receiver;
    Wire wire;
    wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
    receiver.answer(answer);
    const Attempt attempt = wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
    QVERIFY(attempt.connectionReused);
    QCOMPARE(outcomeKey(attempt.outcome->kind), u"dropped"_s);
    QCOMPARE(receiver.requestCount(), 2);
}

void TestWireReuse::sameDeliveryTwice()
{
    LoopbackReceiver receiver;
    Wire wire;
    const DeliveryId delivery = wire.start(requestTo(receiver.url()));
    wire.sender.send(wire.last(delivery), ConnectionUse::Fresh);
    wire.wait(delivery);
    QCOMPARE(receiver.requestCount(), 1);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestWireReuse)

#include "tst_wirereuse.moc"
