// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>

#include <functional>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// The life of an attempt: its phases, its deadline and its cancellation in each of them. Nothing is timed here: a
/// deadline of a second passes, and the outcome says in which phase.
class TestWirePhases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void deadline_data() { places(); }
    void deadline();
    void cancel_data() { places(); }
    void cancel();
    void deadlineInAQueueOfQt();
    void cancelFromAnUpdate_data();
    void cancelFromAnUpdate();
    void cancelOfNothing();
    void deletedSenderAborts();
    void timeline();
    void updatesWhileReceiving();
    void answerBeforeTheRequestIsSent();
    void closedWhileSending();
    void refused();
    void nameNotFound();
    void noRoute();

private:
    static void places();
};

namespace {

/// An address that stays in one phase, whatever it takes to keep it there.
struct Place {
    std::function<void()> release;
    PreparedRequest request;
    std::shared_ptr<LoopbackReceiver> receiver;
    std::shared_ptr<FullPort> full;
};

Place stuckIn(Phase phase, bool secure, const Answer &answer)
{
    Place place;
    const QString scheme = secure ? u"https"_s : u"http"_s;
    if (phase == Phase::Connecting) {
        place.full = std::make_shared<FullPort>();
        place.request = requestTo(QUrl(u"%1://127.0.0.1:%2/"_s.arg(scheme).arg(place.full->port())), {}, 1);
        return place;
    }
    place.receiver = std::make_shared<LoopbackReceiver>();
    place.receiver->answer(answer);
    place.request = requestTo(place.receiver->url(u"/hook"_s, scheme), {}, 1);
    if (phase == Phase::Sending)
        place.request = withBody(place.request, QByteArray(32 * 1024 * 1024, 'b'));
    return place;
}

} // namespace

void TestWirePhases::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestWirePhases::places()
{
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");
    QTest::newRow("connecting") << Phase::Connecting << false << Answer() << 0 << 0;
    QTest::newRow("connecting for https") << Phase::Connecting << true << Answer() << 0 << 0;
    QTest::newRow("securing") << Phase::Securing << true << Answer::readNothing() << 0 << 0;
    QTest::newRow("sending") << Phase::Sending << false << Answer::readNothing() << 0 << 0;
    QTest::newRow("waiting") << Phase::Waiting << false << Answer::hang() << 0 << 1;
    QTest::newRow("waiting after half a header") << Phase::Waiting << false << Answer::halfHeaders() << 0 << 1;
    QTest::newRow("receiving, stuck") << Phase::Receiving << false << Answer::trickle(200, 2, 60'000) << 200 << 1;
    QTest::newRow("receiving, trickle") << Phase::Receiving << false << Answer::trickle(200, 1000, 20) << 200 << 1;
    QTest::newRow("receiving, flood") << Phase::Receiving << false << Answer::endlessBody() << 200 << 1;
    QTest::newRow("receiving, an error") << Phase::Receiving << false << Answer::trickle(503, 2, 60'000) << 503 << 1;
}

void TestWirePhases::deadline()
{
    QFETCH(Phase, phase);
    QFETCH(bool, secure);
    QFETCH(Answer, answer);
    QFETCH(int, status);
    QFETCH(int, requests);
    const Place place = stuckIn(phase, secure, answer);
    Wire wire;
    const Attempt attempt = wire.run(place.request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Timeout);
    QCOMPARE(attempt.outcome->phase, phase);
    QCOMPARE(attempt.outcome->status, status);
    QCOMPARE(attempt.phase, phase);
    QCOMPARE(attempt.timeline.last().phase, phase);
    QCOMPARE(attempt.response.has_value(), status != 0);
    if (place.receiver)
        QCOMPARE(place.receiver->requestCount(), requests);
}

/// cancel() has ended the attempt when it returns, which is sooner than any limit.
void TestWirePhases::cancel()
{
    QFETCH(Phase, phase);
    QFETCH(bool, secure);
    QFETCH(Answer, answer);
    QFETCH(int, status);
    QFETCH(int, requests);
    Place place = stuckIn(phase, secure, answer);
    place.request.timeoutSeconds = 60;
    Wire wire;
    const DeliveryId delivery = wire.start(place.request);
    QVERIFY(wire.reaches(delivery, phase));
    if (place.receiver)
        QTRY_COMPARE(place.receiver->requestCount(), requests);

    wire.sender.cancel(delivery);
    const Attempt attempt = wire.last(delivery);
    QVERIFY(attempt.isFinished());
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Cancelled);
    QCOMPARE(attempt.outcome->phase, phase);
    QCOMPARE(attempt.outcome->status, status);
    const qsizetype updates = wire.updates.size();
    if (place.receiver) {
        if (phase > Phase::Sending) // else the receiver reads nothing and cannot see the end
            QTRY_COMPARE(place.receiver->openConnectionCount(), 0); // Cancel really aborts
        QCOMPARE(place.receiver->requestCount(), requests);
        QCOMPARE(place.receiver->connectionCount(), 1);
    }
    wire.sender.cancel(delivery);
    QCOMPARE(wire.updates.size(), updates); // and that was all
}

/// N4: six connections per host and port; the seventh request waits inside Qt with its clock running.
void TestWirePhases::deadlineInAQueueOfQt()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::hang());
    Wire wire;
    QList<DeliveryId> deliveries;
    for (int i = 0; i < 7; ++i)
        deliveries.append(wire.start(requestTo(receiver.url(), {}, i < 6 ? 60 : 1), ConnectionUse::Reuse));
    const Attempt seventh = wire.wait(deliveries.takeLast());
    QTRY_COMPARE(receiver.requestCount() >= 6, true);
    if (receiver.requestCount() == 7) {
        qInfo("N4: Qt %s opens more than six connections per host and port", qVersion());
    } else {
        QCOMPARE(seventh.outcome->kind, OutcomeKind::Timeout);
        QCOMPARE(seventh.outcome->phase, Phase::Queued);
        QCOMPARE(receiver.requestCount(), 6);
    }
    for (const DeliveryId &delivery : std::as_const(deliveries)) {
        wire.sender.cancel(delivery);
        QCOMPARE(wire.last(delivery).outcome->kind, OutcomeKind::Cancelled);
    }
    QTRY_COMPARE(receiver.openConnectionCount(), 0);
}

void TestWirePhases::cancelFromAnUpdate_data()
{
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<int>("requests");
    QTest::newRow("queued") << Phase::Queued << 0;
    QTest::newRow("connecting") << Phase::Connecting << 0;
    QTest::newRow("sending") << Phase::Sending << 1;
    QTest::newRow("waiting") << Phase::Waiting << 1;
    QTest::newRow("receiving") << Phase::Receiving << 1;
}

/// Whoever hears of a phase may cancel at once. The others, who hear of it later, hear of the end after it, and once.
void TestWirePhases::cancelFromAnUpdate()
{
    QFETCH(Phase, phase);
    QFETCH(int, requests);
    LoopbackReceiver receiver;
    receiver.answer(Answer::endlessBody());
    SystemClock clock;
    NetworkSender sender(clock);
    connect(&sender, &Sender::attemptUpdated, this, [&sender, phase](const Attempt &attempt) {
        if (attempt.phase == phase)
            sender.cancel(attempt.delivery);
    });
    QSignalSpy updates(&sender, &Sender::attemptUpdated);
    Attempt attempt;
    attempt.delivery = DeliveryId::create();
    attempt.request = requestTo(receiver.url());
    sender.send(attempt, ConnectionUse::Fresh);
    const auto last = [&updates] { return updates.last().first().value<Attempt>(); };
    QTRY_VERIFY(last().isFinished());
    QCOMPARE(last().outcome->kind, OutcomeKind::Cancelled);
    QVERIFY(last().phase >= phase);
    const auto ends = std::count_if(updates.cbegin(), updates.cend(), [](const QVariantList &arguments) {
        return arguments.first().value<Attempt>().isFinished();
    });
    QCOMPARE(ends, 1);
    QTRY_COMPARE(receiver.openConnectionCount(), 0);
    QVERIFY(receiver.requestCount() <= requests); // what is cut while being sent may arrive or not
}

void TestWirePhases::cancelOfNothing()
{
    Wire wire;
    wire.sender.cancel(DeliveryId::create());
    QVERIFY(wire.updates.isEmpty());
}

void TestWirePhases::deletedSenderAborts()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::hang());
    SystemClock clock;
    auto sender = std::make_unique<NetworkSender>(clock);
    QSignalSpy updates(sender.get(), &Sender::attemptUpdated);
    for (const ConnectionUse use : {ConnectionUse::Fresh, ConnectionUse::Reuse}) {
        Attempt attempt;
        attempt.delivery = DeliveryId::create();
        attempt.request = requestTo(receiver.url());
        sender->send(attempt, use);
    }
    QTRY_COMPARE(receiver.requestCount(), 2);
    const qsizetype before = updates.size();
    sender.reset();
    QTRY_COMPARE(receiver.openConnectionCount(), 0);
    QCOMPARE(updates.size(), before);
}

void TestWirePhases::timeline()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200, "hello"));
    Wire wire;
    const DeliveryId delivery = wire.start(requestTo(receiver.url()));
    const Attempt attempt = wire.wait(delivery);
    QCOMPARE(timelineText(attempt), u"queued connecting sending waiting receiving"_s);
    QVERIFY(attempt.startedAt.isValid());
    QVERIFY(!attempt.connectionReused);

    const QList<Attempt> updates = wire.updatesOf(delivery);
    QCOMPARE(updates.first().phase, Phase::Queued);
    qint64 sum = 0;
    for (const PhaseTime &time : attempt.timeline)
        sum += *time.ms;
    QCOMPARE(sum, attempt.durationMs);
    for (qsizetype i = 1; i < updates.size(); ++i) {
        QVERIFY(updates[i].phase >= updates[i - 1].phase);
        QVERIFY(updates[i].durationMs >= updates[i - 1].durationMs);
        QCOMPARE(updates[i].isFinished(), i == updates.size() - 1);
    }
    QCOMPARE(receiver.requestCount(), 1);
}

/// At most every 100 ms by the clock that the durations come from, so that a burst of bytes is no burst of updates.
void TestWirePhases::updatesWhileReceiving()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::endlessBody());
    Wire wire;
    const DeliveryId delivery = wire.start(requestTo(receiver.url(), {}, 1));
    const Attempt attempt = wire.wait(delivery);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Timeout);

    const QList<Attempt> updates = wire.updatesOf(delivery);
    qint64 lastMs = -1;
    for (const Attempt &update : updates) {
        if (update.phase != Phase::Receiving || update.isFinished())
            continue;
        QVERIFY(lastMs < 0 || update.durationMs - lastMs >= 100);
        lastMs = update.durationMs;
        QVERIFY(update.response->body.size() <= Response::keptBytes);
    }
    QVERIFY(lastMs >= 0);
    QCOMPARE(attempt.response->body.size(), Response::keptBytes);
    QVERIFY(attempt.response->size > Response::keptBytes);
    QCOMPARE(receiver.requestCount(), 1);
}

/// A receiver may refuse a large body by an early answer. That is its answer, and phases never go back.
void TestWirePhases::answerBeforeTheRequestIsSent()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(413, "too much").atHead());
    Wire wire;
    const Attempt attempt = wire.run(withBody(requestTo(receiver.url()), QByteArray(8 * 1024 * 1024, 'b')));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Rejected);
    QCOMPARE(attempt.outcome->status, 413);
    QCOMPARE(attempt.response->body, "too much");
    QCOMPARE(receiver.requestCount(), 1);
}

void TestWirePhases::closedWhileSending()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::reset().atHead());
    Wire wire;
    const Attempt attempt = wire.run(withBody(requestTo(receiver.url()), QByteArray(8 * 1024 * 1024, 'b')));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Dropped);
    // Qt 6.4.2 sometimes opens another connection before it finds that the body cannot be read again: nothing is sent.
    QTRY_COMPARE(receiver.openConnectionCount(), 0);
    for (int connection = 1; connection < receiver.connectionCount(); ++connection)
        QCOMPARE(receiver.bytes(connection), QByteArray());
    QCOMPARE(receiver.requestCount(), 1);
}

void TestWirePhases::refused()
{
    LoopbackReceiver receiver;
    receiver.close();
    Wire wire;
    for (const QString &scheme : {u"http"_s, u"https"_s}) {
        const Attempt attempt = wire.run(requestTo(receiver.url(u"/"_s, scheme)));
        QCOMPARE(attempt.outcome->kind, OutcomeKind::ConnectionRefused);
        QCOMPARE(attempt.phase, Phase::Connecting);
        QVERIFY(!attempt.response);
    }
    QCOMPARE(receiver.connectionCount(), 0);
}

/// A name that fits into no DNS question (more than 255 bytes) fails in every resolver without asking anybody.
void TestWirePhases::nameNotFound()
{
    Wire wire;
    const QString name = (QString(60, u'n') + u'.').repeated(5) + u"invalid"_s;
    PreparedRequest request = requestTo(QUrl(u"http://name.invalid/"_s));
    request.url.setHost(name); // the rules of URLs would refuse it
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Dns);
    QCOMPARE(attempt.phase, Phase::Connecting);
}

/// TCP to a multicast group: refused by the system itself ("network is unreachable"), whatever network there is.
void TestWirePhases::noRoute()
{
    Wire wire;
    const Attempt attempt = wire.run(requestTo(QUrl(u"http://224.0.0.1/"_s)));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Unreachable);
    QCOMPARE(attempt.phase, Phase::Connecting);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestWirePhases)

#include "tst_wirephases.moc"
