// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/storefixture.h"

#include <QFile>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// What changes deliveries: accepting, claiming, recording, stopping, sending again.
class tst_DeliveryStore : public QObject, protected StoreFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { openStore(); }
    void cleanup() { closeStore(); }

    void acceptsAllOrNothing();
    void claimsOnce();
    void twoProcessesClaimOnce();
    void recordsAnAttempt();
    void keepsWhatTheProxyDid();
    void keepsNoSecret();
    void retryComesDue();
    void lateEndChangesNothing();
    void recoversInterrupted();
    void interruptedTellsWhatWasOnTheWire();
    void interruptedHasNoAnswer();
    void whyARequestCouldNotBeBuilt();
    void spreadsOverdue();
    void retryNowAndStop();
    void stoppedOnTheWire_data();
    void stoppedOnTheWire();
    void whatIsToBeAborted();
    void stopAllOfAWebhook();
    void resendIsANewDelivery();
    void batchIsOneCommit();
    void noWayBack();
    void resentIsNoDeadLetter();
    void webhooksWithDueWork();
    void seesAnotherProcess();
    void clockThatWasSetBack();
};

void tst_DeliveryStore::acceptsAllOrNothing()
{
    const auto event = acceptedEvent();
    NewDelivery twice = newDelivery(WebhookId::create());
    QVERIFY(!m_store->accept(event, {twice, twice}));
    QCOMPARE(good(m_history->count({})), 0);
    QVERIFY(!good(m_history->event(event.id)));

    const NewDelivery other = newDelivery(WebhookId::create());
    good(m_store->accept(event, {twice, other}));
    QCOMPARE(good(m_history->count({})), 2);
    QCOMPARE(*good(m_history->event(event.id)), event.event);
    const Delivery delivery = *good(m_store->find(twice.id));
    QCOMPARE(delivery.state, DeliveryState::Pending);
    QCOMPARE(delivery.event, event.id);
    QCOMPARE(delivery.webhookName, u"Search"_s);
    QCOMPARE(delivery.url, u"https://${HOST}/hook"_s);
    QCOMPARE(delivery.createdAt, now);
    QCOMPARE(delivery.dueAt, now);
    QVERIFY(!delivery.outcome);
}

void tst_DeliveryStore::claimsOnce()
{
    const auto claimed = acceptAndClaim();
    QCOMPARE(claimed.delivery.state, DeliveryState::Attempting);
    QCOMPARE(claimed.delivery.attempts, 1);
    QCOMPARE(claimed.event.payload, payload);
    QVERIFY(good(m_store->claim({claimed.delivery.id, DeliveryId::create()}, now)).isEmpty());
    const auto attempts = good(m_history->attempts(claimed.delivery.id));
    QCOMPARE(attempts.size(), 1);
    QVERIFY(!attempts.first().isFinished());
}

void tst_DeliveryStore::twoProcessesClaimOnce()
{
    auto other = DeliveryStore::open(m_profile);
    QVERIFY(other.has_value());
    const NewDelivery delivery = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {delivery}));
    QCOMPARE(good((*other)->claim({delivery.id}, now)).size(), 1);
    QCOMPARE(good(m_store->claim({delivery.id}, now)).size(), 0);
}

void tst_DeliveryStore::recordsAnAttempt()
{
    const auto claimed = acceptAndClaim();
    const Attempt attempt = ended(claimed, OutcomeKind::Success, 200);
    good(m_store->record({{attempt, {DeliveryState::Delivered, {}, 0}}}));

    const Delivery delivery = *good(m_store->find(claimed.delivery.id));
    QCOMPARE(delivery.state, DeliveryState::Delivered);
    QCOMPARE(delivery.outcome, attempt.outcome);
    QCOMPARE(delivery.durationMs, 41);
    QVERIFY(!delivery.dueAt.isValid());

    const Attempt kept = good(m_history->attempts(delivery.id)).value(0);
    QCOMPARE(kept.outcome, attempt.outcome);
    QCOMPARE(kept.timeline, attempt.timeline);
    QCOMPARE(kept.request.body, payload);
    QCOMPARE(kept.response->body, attempt.response->body);
    QCOMPARE(kept.response->size, 11);
    QCOMPARE(kept.response->headers.last(), attempt.response->headers.last());
    QCOMPARE(kept.startedAt, attempt.startedAt);
}

/// Else its fault would be read as the receiver's afterwards.
void tst_DeliveryStore::keepsWhatTheProxyDid()
{
    const auto claimed = acceptAndClaim();
    Attempt attempt = ended(claimed, OutcomeKind::ConnectionRefused);
    attempt.proxy = u"http://proxy.example:3128"_s;
    attempt.outcome->proxyFault = ProxyFault::Refused;
    good(m_store->record({{attempt, {DeliveryState::Dead, {}, 0}}}));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->outcome->proxyFault, ProxyFault::Refused);
    const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
    QCOMPARE(kept.proxy, attempt.proxy);
    QCOMPARE(kept.outcome->proxyFault, ProxyFault::Refused);
    const auto health = good(m_history->summary(now)).health.value(claimed.delivery.webhook);
    QCOMPARE(health.lastDelivery->outcome.proxyFault, ProxyFault::Refused);
}

void tst_DeliveryStore::keepsNoSecret()
{
    const auto claimed = acceptAndClaim();
    Attempt attempt = ended(claimed, OutcomeKind::Redirected, 301);
    attempt.request.filled = {{u"filled"_s, u"${TOKEN}"_s, true}, {u"secret.example"_s, u"${HOST}"_s, true}};
    attempt.response->headers.emplaceBack("Location", "https://secret.example/hook");
    attempt.response->headers.emplaceBack("X-Echo", "Bearer filled");
    attempt.response->body = "I was sent \"Bearer filled\" and \"literal\"";
    attempt.response->size = attempt.response->body.size();
    good(m_store->record({{attempt, {DeliveryState::Failed, {}, 0}}}));
    const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
    QCOMPARE(kept.response->body, "I was sent \"Bearer ${TOKEN}\" and \"••••\"");
    QVERIFY(!kept.response->isTruncated());
    QVERIFY(kept.outcome->detail.isEmpty());
    QCOMPARE(kept.request.headers.at(0).shown, u"Bearer ${TOKEN}"_s);
    QCOMPARE(kept.request.headers.at(1).shown, u"••••"_s);
    m_history.reset();
    m_store.reset();
    for (const auto &suffix : {QString(), u"-wal"_s}) {
        QFile bytes(file() + suffix);
        if (!bytes.open(QIODevice::ReadOnly))
            continue; // the log is gone once the last connection is closed
        const QByteArray all = bytes.readAll();
        for (const char *secret : {"filled", "literal", "secret.example", "sid=1"})
            QVERIFY2(!all.contains(secret), secret);
    }
}

void tst_DeliveryStore::retryComesDue()
{
    const auto claimed = acceptAndClaim();
    const QDateTime later = now.addSecs(5);
    good(m_store->record({{ended(claimed, OutcomeKind::ReceiverError, 503), {DeliveryState::WaitingRetry, later, 1}}}));
    const WebhookId webhook = claimed.delivery.webhook;
    QCOMPARE(good(m_store->nextDue({})), later);
    QVERIFY(good(m_store->due(webhook, later.addMSecs(-1), 9)).isEmpty());
    QCOMPARE(good(m_store->due(webhook, later, 9)), {claimed.delivery.id});
    QCOMPARE(good(m_store->find(claimed.delivery.id))->waitsUsed, 1);

    const auto again = good(m_store->claim({claimed.delivery.id}, later));
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().delivery.attempts, 2);
    QCOMPARE(again.first().event, claimed.event);
    QVERIFY(!good(m_store->nextDue({})).isValid());
}

void tst_DeliveryStore::lateEndChangesNothing()
{
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now, 1}}}));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Delivered);
}

void tst_DeliveryStore::recoversInterrupted()
{
    const auto real = acceptAndClaim();
    const NewDelivery test = newDelivery(WebhookId::create());
    good(m_store->beginTest(acceptedEvent(true), test));
    QVERIFY(good(m_store->webhooksWithDue(now.addDays(1))).isEmpty());

    const QDateTime later = now.addSecs(60);
    QCOMPARE(good(m_store->recoverInterrupted(later)), 1);
    const Delivery waiting = *good(m_store->find(real.delivery.id));
    QCOMPARE(waiting.state, DeliveryState::WaitingRetry);
    QCOMPARE(waiting.dueAt, later);
    QCOMPARE(waiting.outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(good(m_history->attempts(real.delivery.id)).value(0).outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(good(m_store->recoverInterrupted(later)), 0);

    // A test may still run in another process, until its longest time is over.
    QCOMPARE(good(m_store->endLostTests(later)), 0);
    QCOMPARE(good(m_store->find(test.id))->state, DeliveryState::Attempting);
    QCOMPARE(good(m_store->endLostTests(now.addSecs(131))), 1);
    const Delivery lost = *good(m_store->find(test.id));
    QCOMPARE(lost.state, DeliveryState::Cancelled);
    QCOMPARE(lost.outcome->kind, OutcomeKind::Interrupted);
}

void tst_DeliveryStore::interruptedTellsWhatWasOnTheWire()
{
    const NewDelivery delivery = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {delivery}));
    const auto prepare
        = [](const ClaimedDelivery &claimed) { return std::optional(ended(claimed, OutcomeKind::Success).request); };
    QCOMPARE(good(m_store->claim({delivery.id}, now, prepare)).size(), 1);
    QCOMPARE(good(m_store->recoverInterrupted(now.addSecs(60))), 1);
    const Attempt kept = good(m_history->attempts(delivery.id)).value(0);
    QCOMPARE(kept.outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(kept.startedAt, now);
    QCOMPARE(kept.request.shownUrl, u"https://${HOST}/hook"_s);
    QCOMPARE(kept.request.body, payload);
    QCOMPARE(kept.request.headers.size(), 2);
    QCOMPARE(kept.request.headers.at(0).shown, u"Bearer ${TOKEN}"_s);
    QCOMPARE(kept.request.headers.at(1).shown, u"••••"_s);
}

/// Of an answer whose end did not come nobody knows how long it was, and its bytes are not kept.
void tst_DeliveryStore::interruptedHasNoAnswer()
{
    const auto claimed = acceptAndClaim();
    Attempt live = ended(claimed, OutcomeKind::Success, 200);
    live.outcome.reset();
    good(m_store->noteUnderWay({live}));
    const Attempt seen = good(m_history->attempts(claimed.delivery.id)).value(0);
    QCOMPARE(seen.phase, Phase::Receiving);
    QVERIFY(!seen.response);
    QCOMPARE(good(m_store->recoverInterrupted(now.addSecs(60))), 1);
    const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
    QCOMPARE(kept.outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(kept.phase, Phase::Receiving);
    QVERIFY(!kept.response);
}

void tst_DeliveryStore::whyARequestCouldNotBeBuilt()
{
    using enum ErrorCode;
    for (const Error &error : {Error{.code = UnsetVariable, .subject = u"TOKEN"_s},
                               Error{.code = BadFilledUrl, .subject = u"${BASE}/x"_s, .rule = Rule::UrlNoScheme},
                               Error{.code = BadFilledHeader, .subject = u"X-A"_s, .rule = Rule::HeaderValueTooLong},
                               Error{.code = DefaultHeadersUnreadable, .subject = u"/p/hookpanel.ini"_s}}) {
        const auto claimed = acceptAndClaim();
        Attempt attempt = ended(claimed, OutcomeKind::InvalidRequest);
        attempt.outcome = invalidRequest(error);
        good(m_store->record({{attempt, {DeliveryState::Failed, {}, 0}}}));
        const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
        QVERIFY(kept.outcome->error.has_value());
        QCOMPARE(*kept.outcome->error, error);
    }
}

void tst_DeliveryStore::spreadsOverdue()
{
    QList<DeliveryId> ids;
    for (int i = 0; i < 5; ++i) {
        const auto claimed = acceptAndClaim();
        ids.append(claimed.delivery.id);
        good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(i), 1}}}));
    }
    const QDateTime later = now.addSecs(3600);
    QCOMPARE(good(m_store->spreadOverdue(later, 10'000)), 5);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(good(m_store->find(ids.at(i)))->dueAt, later.addMSecs(2000 * i));
    QCOMPARE(good(m_store->spreadOverdue(later, 10'000)), 0);
}

void tst_DeliveryStore::retryNowAndStop()
{
    const auto claimed = acceptAndClaim();
    const DeliveryId id = claimed.delivery.id;
    QVERIFY(!good(m_store->retryNow(id, now)));
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addDays(1), 1}}}));
    QVERIFY(good(m_store->retryNow(id, now)));
    QCOMPARE(good(m_store->find(id))->dueAt, now);
    QVERIFY(good(m_store->stop(id, now)));
    const Delivery stopped = *good(m_store->find(id));
    QCOMPARE(stopped.state, DeliveryState::Cancelled);
    QCOMPARE(stopped.outcome->kind, OutcomeKind::Dropped);
    QVERIFY(!good(m_store->retryNow(id, now)));
    QVERIFY(!good(m_store->stop(id, now)));
}

/// Stopped by another process, and over before it could be aborted.
void tst_DeliveryStore::stoppedOnTheWire_data()
{
    QTest::addColumn<DeliveryState>("judged");
    QTest::addColumn<DeliveryState>("state");
    QTest::newRow("a retry was to follow") << DeliveryState::WaitingRetry << DeliveryState::Cancelled;
    QTest::newRow("it arrived all the same") << DeliveryState::Delivered << DeliveryState::Delivered;
    QTest::newRow("no retry was to follow") << DeliveryState::Dead << DeliveryState::Dead;
}

void tst_DeliveryStore::stoppedOnTheWire()
{
    QFETCH(const DeliveryState, judged);
    const auto claimed = acceptAndClaim();
    QVERIFY(good(m_store->stop(claimed.delivery.id, now)));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Attempting);
    const QDateTime dueAt = judged == DeliveryState::WaitingRetry ? now.addDays(1) : QDateTime();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {judged, dueAt, 1}}}));
    const Delivery delivery = *good(m_store->find(claimed.delivery.id));
    QTEST(delivery.state, "state");
    QVERIFY(!delivery.dueAt.isValid());
    QCOMPARE(delivery.outcome->kind, OutcomeKind::Dropped);
}

/// The admin's stop is for the attempt, a deleted webhook for those that would follow.
void tst_DeliveryStore::whatIsToBeAborted()
{
    const auto stopped = acceptAndClaim();
    const auto deleted = acceptAndClaim();
    QVERIFY(good(m_store->toAbort()).isEmpty());
    QCOMPARE(good(m_store->stopAll(deleted.delivery.webhook, now)), 1);
    QVERIFY(good(m_store->stop(stopped.delivery.id, now)));
    QCOMPARE(good(m_store->toAbort()), {stopped.delivery.id});
    QCOMPARE(good(m_store->stopAll(stopped.delivery.webhook, now)), 1);
    QCOMPARE(good(m_store->toAbort()), {stopped.delivery.id}); // still
    good(m_store->record({{ended(stopped, OutcomeKind::Cancelled), {DeliveryState::Cancelled, {}, 0}}}));
    QVERIFY(good(m_store->toAbort()).isEmpty());
}

void tst_DeliveryStore::stopAllOfAWebhook()
{
    const WebhookId webhook = WebhookId::create();
    const NewDelivery other = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {newDelivery(webhook), other}));
    good(m_store->accept(acceptedEvent(), {newDelivery(webhook)}));
    QCOMPARE(good(m_store->stopAll(webhook, now)), 2);
    QCOMPARE(good(m_store->find(other.id))->state, DeliveryState::Pending);
}

void tst_DeliveryStore::resendIsANewDelivery()
{
    const auto claimed = acceptAndClaim();
    const NewDelivery again = newDelivery(claimed.delivery.webhook);
    good(m_store->addDelivery(claimed.delivery.event, again, now.addSecs(1)));
    const auto resent = good(m_store->claim({again.id}, now.addSecs(1))).value(0);
    QCOMPARE(resent.event, claimed.event);
    QCOMPARE(resent.delivery.attempts, 1);
    const auto unknown = m_store->addDelivery(EventId::create(), newDelivery(WebhookId::create()), now);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::NoSuchEvent);
}

/// What fails within it is undone alone; all is seen by others at once, or never.
void tst_DeliveryStore::batchIsOneCommit()
{
    const NewDelivery first = newDelivery(WebhookId::create());
    const NewDelivery second = newDelivery(WebhookId::create());
    {
        auto batch = m_store->batch();
        QVERIFY(batch.has_value());
        good(m_store->accept(acceptedEvent(), {first}));
        QVERIFY(!m_store->accept(acceptedEvent(), {second, second})); // its event goes with it
        good(m_store->accept(acceptedEvent(), {second}));
        QCOMPARE(good(m_history->count({})), 0);
        good(batch->commit());
    }
    QCOMPARE(good(m_history->count({})), 2);
    {
        auto batch = m_store->batch();
        QVERIFY(batch.has_value());
        QVERIFY(good(m_store->stop(first.id, now)));
    }
    QCOMPARE(good(m_store->find(first.id))->state, DeliveryState::Pending);
    QVERIFY(good(m_store->stop(first.id, now))); // and what comes after is as ever
    QCOMPARE(good(m_history->find(first.id))->state, DeliveryState::Cancelled);
}

/// A state that cannot follow is not written, whoever asks for it.
void tst_DeliveryStore::noWayBack()
{
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Pending, now, 0}}}));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Attempting);
    QVERIFY(!good(m_history->attempts(claimed.delivery.id)).value(0).isFinished());
}

/// Each is counted and listed until it was sent again, whatever became of that.
void tst_DeliveryStore::resentIsNoDeadLetter()
{
    QList<Delivery> letters;
    for (int i = 0; i < 3; ++i) {
        const auto claimed = acceptAndClaim();
        good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Dead, {}, 1}}}));
        letters.append(*good(m_store->find(claimed.delivery.id)));
    }
    QCOMPARE(good(m_store->deadLetters(0, 2)), letters.first(2));
    QCOMPARE(good(m_store->deadLetters(letters.at(1).position, 2)), letters.last(1));

    // To another webhook it is another delivery.
    good(m_store->addDelivery(letters.at(1).event, newDelivery(WebhookId::create()), now));
    QCOMPARE(good(m_store->countDeadLetters()), 3);
    const NewDelivery again = newDelivery(letters.at(1).webhook);
    good(m_store->addDelivery(letters.at(1).event, again, now));
    QCOMPARE(good(m_store->countDeadLetters()), 2);
    QCOMPARE(good(m_history->summary(now)).deadLetters, 2);
    QCOMPARE(good(m_store->deadLetters(0, 9)), QList<Delivery>({letters.at(0), letters.at(2)}));

    const auto claimed = good(m_store->claim({again.id}, now)).value(0);
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Dead, {}, 1}}}));
    QCOMPARE(good(m_store->countDeadLetters()), 3);
    QCOMPARE(good(m_store->deadLetters(letters.at(2).position, 9)).value(0).id, again.id);
}

void tst_DeliveryStore::webhooksWithDueWork()
{
    QList<WebhookId> wanted;
    for (int i = 0; i < 4; ++i) {
        wanted.append(WebhookId::create());
        good(m_store->accept(acceptedEvent(), {newDelivery(wanted.last()), newDelivery(wanted.last())}));
    }
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(9), 1}}}));
    std::sort(wanted.begin(), wanted.end(), [](const auto &a, const auto &b) { return a.toString() < b.toString(); });
    QCOMPARE(good(m_store->webhooksWithDue(now)), wanted);
    QCOMPARE(good(m_store->webhooksWithDue(now.addSecs(9))).size(), 5);
    QCOMPARE(good(m_store->webhooksWithDue(now.addMSecs(-1))).size(), 0);
}

void tst_DeliveryStore::seesAnotherProcess()
{
    auto other = DeliveryStore::open(m_profile);
    QVERIFY(other.has_value());
    QVERIFY(m_store->hasChangedElsewhere()); // the first look
    good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create())}));
    QVERIFY(!m_store->hasChangedElsewhere());
    good((*other)->accept(acceptedEvent(), {newDelivery(WebhookId::create())}));
    QVERIFY(m_store->hasChangedElsewhere());
    QVERIFY(!m_store->hasChangedElsewhere());
}

/// What was accepted before is due before what comes now, as if the clock had not been touched.
void tst_DeliveryStore::clockThatWasSetBack()
{
    const NewDelivery pending = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {pending}));
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(60), 1}}}));

    const QDateTime earlier = now.addSecs(-3600);
    good(m_store->shiftDue(-3600 * 1000));
    QCOMPARE(good(m_store->webhooksWithDue(earlier)), {pending.webhook});
    QCOMPARE(good(m_store->find(pending.id))->dueAt, earlier);
    QCOMPARE(good(m_store->find(claimed.delivery.id))->dueAt, earlier.addSecs(60));

    // While nobody dispatched, nobody shifted: a start finds it.
    const QDateTime muchEarlier = now.addDays(-9);
    QVERIFY(good(m_store->webhooksWithDue(muchEarlier)).isEmpty());
    QCOMPARE(good(m_store->spreadOverdue(muchEarlier, 10'000)), 0);
    QCOMPARE(good(m_store->webhooksWithDue(muchEarlier)), {pending.webhook});
}

QTEST_GUILESS_MAIN(tst_DeliveryStore)
#include "tst_deliverystore.moc"
