// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/dispatcher.h"

#include "store/deliveryhistory.h"
#include "store/deliverystore.h"
#include "support/failingrepository.h"
#include "support/handsender.h"
#include "support/stillclock.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Webhook webhookAt(const QString &url, const RetrySchedule &retry = RetrySchedule::custom({10s, 60s}))
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Search"_s;
    webhook.url = url;
    webhook.retry = retry;
    return webhook;
}

} // namespace

class tst_Dispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();

    void deliversWithItsMarks();
    void retriesByTheSchedule();
    void deadWhenTheScheduleIsUsedUp();
    void samePayloadOnEveryAttempt();
    void honoursRetryAfter();
    void whatCannotBeBuiltFails();
    void goneIsTold();
    void sixPerOrigin();
    void mostInAll();
    void looksAtNoMoreThanMayBegin();
    void hangingReceiverDelaysNobody();
    void fullOriginDelaysNoRetry_data();
    void fullOriginDelaysNoRetry();
    void turnsBetweenWebhooksOfOneOrigin();
    void disabledWebhookWaits();
    void cancelEndsIt();
    void waitsWhilePreferencesAreUnreadable();
    void goesThroughTheProxy();
    void stopRecordsWhatEnds();
    void abandonedIsInterrupted();
    void tellsWhatIsUnderWay();
    void recoversWhatWasInterrupted();
    void recoversOnceTheStoreCanBeWritten();
    void overdueRetriesAreSpread();
    void spreadsOnceTheStoreCanBeWritten();
    void anotherFailureIsToldToo();
    void clockSetForwards();
    void clockSetBack();

private:
    Webhook add(const Webhook &webhook);
    QList<DeliveryId> accept(const Webhook &webhook, int count = 1);
    Delivery delivery(const DeliveryId &id);
    void pass(std::chrono::milliseconds time);
    void makeDispatcher();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<FailingRepository> m_repository;
    StillClock m_clock;
    HandSender m_sender;
    QHash<WebhookId, Webhook> m_webhooks;
    int m_lookedUp = 0; ///< So often a webhook was asked for.
    Result<Preferences> m_preferences;
    int m_looks = 0; ///< Of the dispatcher at what is due.
    std::unique_ptr<Dispatcher> m_dispatcher;
};

void tst_Dispatcher::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto store = DeliveryStore::open(Profile::inFolder(m_folder->filePath(u"profile"_s)));
    QVERIFY(store);
    m_store = std::move(*store);
    m_repository = std::make_unique<FailingRepository>(*m_store);
    m_clock = {};
    m_webhooks.clear();
    m_preferences = Preferences();
    m_preferences->defaultHeaders = {{u"X-Default"_s, u"d"_s}};
    m_sender.sent.clear();
    m_sender.running.clear();
    makeDispatcher();
}

void tst_Dispatcher::makeDispatcher()
{
    DispatchContext context;
    context.webhook = [this](const WebhookId &id) {
        ++m_lookedUp;
        return m_webhooks.contains(id) ? std::make_optional(m_webhooks.value(id)) : std::nullopt;
    };
    context.sending = [this] {
        ++m_looks;
        return m_preferences;
    };
    context.environment
        = [](const QString &name) { return name == u"HOST" ? std::make_optional(u"filled.example"_s) : std::nullopt; };
    context.chance = [] { return 0.0; };
    m_dispatcher = std::make_unique<Dispatcher>(*m_repository, m_sender, m_clock, context);
}

void tst_Dispatcher::cleanup()
{
    m_dispatcher.reset();
    m_repository.reset();
    m_store.reset();
    m_folder.reset();
}

Webhook tst_Dispatcher::add(const Webhook &webhook)
{
    m_webhooks.insert(webhook.id, webhook);
    return webhook;
}

QList<DeliveryId> tst_Dispatcher::accept(const Webhook &webhook, int count)
{
    QList<DeliveryId> ids;
    for (int i = 0; i < count; ++i) {
        const QByteArray payload
            = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","n":)" + QByteArray::number(i) + '}';
        const AcceptedEvent event{EventId::create(), {u"entry.create"_s, m_clock.now, payload}, m_clock.now, false};
        ids.append(DeliveryId::create());
        if (!m_store->accept(event, {{ids.last(), webhook.id, webhook.name, webhook.url}}))
            qFatal("not accepted");
    }
    m_dispatcher->wake();
    return ids;
}

Delivery tst_Dispatcher::delivery(const DeliveryId &id)
{
    const auto found = m_store->find(id);
    return found && *found ? **found : Delivery();
}

/// Both clocks go on, and the dispatcher looks.
void tst_Dispatcher::pass(std::chrono::milliseconds time)
{
    m_clock.now = m_clock.now.addMSecs(time.count());
    m_clock.ms += time.count();
    m_dispatcher->wake();
}

void tst_Dispatcher::deliversWithItsMarks()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_dispatcher->start();
    QSignalSpy updates(m_dispatcher.get(), &Dispatcher::deliveryUpdated);
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    const Attempt attempt = m_sender.sent.first();
    QHash<QByteArray, QByteArray> headers;
    for (const PreparedHeader &header : attempt.request.headers)
        headers.insert(header.name, header.value);
    QCOMPARE(headers.value("X-Hookpanel-Delivery"), id.toString().toLatin1());
    QCOMPARE(headers.value("X-Hookpanel-Attempt"), "1");
    QCOMPARE(headers.value("X-Default"), "d");
    QVERIFY(!attempt.test);
    QCOMPARE(delivery(id).state, DeliveryState::Attempting); // on the disk before it left

    m_sender.end(id, OutcomeKind::Success, 200);
    QTRY_COMPARE(delivery(id).state, DeliveryState::Delivered);
    QTRY_COMPARE(updates.count(), 2);
    QCOMPARE(updates.last().first().value<Delivery>().state, DeliveryState::Delivered);
}

void tst_Dispatcher::retriesByTheSchedule()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(id).state, DeliveryState::WaitingRetry);
    QCOMPARE(delivery(id).dueAt, m_clock.now.addSecs(10));

    pass(9'999ms);
    QSignalSpy soon(m_dispatcher.get(), &Dispatcher::deliveryUpdated);
    m_dispatcher->wake();
    const DeliveryId other = accept(add(webhookAt(u"http://b.example/"_s))).first();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{other}); // the dispatcher has looked, and left the first alone
    pass(1ms);
    QTRY_COMPARE(m_sender.running.size(), 2);
    QCOMPARE(m_sender.sent.last().delivery, id);
    QCOMPARE(m_sender.sent.last().number, 2);
}

void tst_Dispatcher::deadWhenTheScheduleIsUsedUp()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s, RetrySchedule::custom({1s, 1s})));
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    for (int number = 1; number <= 3; ++number) {
        QTRY_COMPARE(m_sender.running.size(), 1);
        QCOMPARE(m_sender.sent.last().number, number);
        m_sender.end(id, OutcomeKind::ReceiverError, 503);
        QTRY_VERIFY(delivery(id).state != DeliveryState::Attempting);
        pass(1s);
    }
    QCOMPARE(delivery(id).state, DeliveryState::Dead);
    QCOMPARE(delivery(id).attempts, 3);
}

void tst_Dispatcher::samePayloadOnEveryAttempt()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::Dropped);
    QTRY_COMPARE(delivery(id).state, DeliveryState::WaitingRetry);
    pass(10s);
    QTRY_COMPARE(m_sender.sent.size(), 2);
    QCOMPARE(m_sender.sent.at(1).request.body, m_sender.sent.at(0).request.body);
}

void tst_Dispatcher::honoursRetryAfter()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::Throttled, 429, "100");
    QTRY_COMPARE(delivery(id).dueAt, m_clock.now.addSecs(100));
}

void tst_Dispatcher::whatCannotBeBuiltFails()
{
    const Webhook webhook = add(webhookAt(u"http://${UNSET}/hook"_s));
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(delivery(id).state, DeliveryState::Failed);
    QCOMPARE(delivery(id).outcome->kind, OutcomeKind::InvalidRequest);
    QVERIFY(m_sender.sent.isEmpty());
}

void tst_Dispatcher::goneIsTold()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_dispatcher->start();
    QSignalSpy gone(m_dispatcher.get(), &Dispatcher::webhookGone);
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::Gone, 410);
    QCOMPARE(gone.count(), 1);
    QCOMPARE(gone.first().at(0).value<WebhookId>(), webhook.id);
    QCOMPARE(gone.first().at(1).toString(), webhook.url);
    QTRY_COMPARE(delivery(id).state, DeliveryState::Failed);
}

void tst_Dispatcher::sixPerOrigin()
{
    const Webhook one = add(webhookAt(u"http://a.example/one"_s));
    const Webhook two = add(webhookAt(u"http://A.example:80/two"_s));
    m_dispatcher->start();
    accept(one, 10);
    accept(two, 10);
    QTRY_COMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
    m_sender.end(m_sender.running.first(), OutcomeKind::Success, 200);
    QTRY_COMPARE(m_sender.sent.size(), Dispatcher::mostPerOrigin + 1);
    QCOMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
}

void tst_Dispatcher::mostInAll()
{
    m_preferences->attemptsAtOnce = 4;
    for (int i = 0; i < 6; ++i)
        accept(add(webhookAt(u"http://h%1.example/"_s.arg(i))));
    m_dispatcher->start();
    QTRY_COMPARE(m_sender.running.size(), 4);
    m_sender.end(m_sender.running.first(), OutcomeKind::Success, 200);
    QTRY_COMPARE(m_sender.sent.size(), 5);
    QCOMPARE(m_sender.running.size(), 4);
}

/// With thousands of webhooks that have something due, each look would read thousands of files.
void tst_Dispatcher::looksAtNoMoreThanMayBegin()
{
    constexpr int many = 20;
    m_preferences->attemptsAtOnce = 4;
    QList<DeliveryId> ids;
    for (int i = 0; i < many; ++i)
        ids += accept(add(webhookAt(u"http://h%1.example/"_s.arg(i))));
    m_lookedUp = 0;
    m_dispatcher->start();
    QTRY_COMPARE(m_sender.running.size(), 4);
    QCOMPARE(m_lookedUp, 4);
    // The others have their turns all the same.
    while (!m_sender.running.isEmpty()) {
        const qsizetype sent = m_sender.sent.size();
        m_sender.end(m_sender.running.first(), OutcomeKind::Success, 200);
        if (sent < many)
            QTRY_COMPARE(m_sender.sent.size(), sent + 1);
    }
    QCOMPARE(m_sender.sent.size(), many);
    QVERIFY2(m_lookedUp <= many, qPrintable(QString::number(m_lookedUp)));
}

void tst_Dispatcher::hangingReceiverDelaysNobody()
{
    const Webhook hanging = add(webhookAt(u"http://hangs.example/"_s));
    accept(hanging, 50);
    QList<DeliveryId> others;
    for (int i = 0; i < 99; ++i)
        others += accept(add(webhookAt(u"http://h%1.example/"_s.arg(i))));
    m_dispatcher->start();
    while (!others.isEmpty()) {
        const auto isOther = [&](const DeliveryId &id) { return others.contains(id); };
        QTRY_VERIFY(std::any_of(m_sender.running.cbegin(), m_sender.running.cend(), isOther));
        const auto running = m_sender.running;
        for (const DeliveryId &id : running) {
            if (others.removeOne(id))
                m_sender.end(id, OutcomeKind::Success, 200);
        }
    }
    QCOMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
}

void tst_Dispatcher::fullOriginDelaysNoRetry_data()
{
    QTest::addColumn<bool>("later");
    QTest::newRow("filled at the last look") << false;
    QTest::newRow("full before") << true;
}

/// What waits for an end at a receiver that hangs does not put off the next look.
void tst_Dispatcher::fullOriginDelaysNoRetry()
{
    QFETCH(const bool, later);
    m_dispatcher->start();
    const DeliveryId retried = accept(add(webhookAt(u"http://b.example/"_s))).first();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{retried});
    m_sender.end(retried, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(retried).state, DeliveryState::WaitingRetry);
    accept(add(webhookAt(u"http://hangs.example/"_s)), Dispatcher::mostPerOrigin + 1);
    pass(9'990ms);
    QTRY_COMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
    if (later) {
        const int looks = m_looks;
        m_dispatcher->wake();
        QTRY_VERIFY(m_looks > looks);
    }
    m_clock.now = m_clock.now.addMSecs(10); // nobody wakes it
    m_clock.ms += 10;
    QTRY_VERIFY(m_sender.running.contains(retried));
}

void tst_Dispatcher::turnsBetweenWebhooksOfOneOrigin()
{
    const Webhook busy = add(webhookAt(u"http://a.example/busy"_s));
    const Webhook quiet = add(webhookAt(u"http://a.example/quiet"_s));
    accept(busy, 100);
    const DeliveryId waiting = accept(quiet).first();
    m_dispatcher->start();
    QTRY_COMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
    QVERIFY(m_sender.running.contains(waiting));
}

void tst_Dispatcher::disabledWebhookWaits()
{
    Webhook webhook = webhookAt(u"http://a.example/hook"_s);
    webhook.enabled = false;
    add(webhook);
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    const DeliveryId other = accept(add(webhookAt(u"http://b.example/"_s))).first();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{other});
    QCOMPARE(delivery(id).state, DeliveryState::Pending);
    m_webhooks[webhook.id].enabled = true;
    m_dispatcher->wake();
    QTRY_VERIFY(m_sender.running.contains(id));
}

void tst_Dispatcher::cancelEndsIt()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s))).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    QVERIFY(m_dispatcher->cancel(id));
    QTRY_COMPARE(delivery(id).state, DeliveryState::Cancelled);
    QVERIFY(!m_dispatcher->cancel(id));
}

/// Without its default headers it would be another request: what is due waits, the window says why, once.
void tst_Dispatcher::waitsWhilePreferencesAreUnreadable()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    const Result<Preferences> readable = m_preferences;
    m_preferences = failure(ErrorCode::DefaultHeadersUnreadable, u"hookpanel.ini"_s);
    m_dispatcher->start();
    QSignalSpy failures(m_dispatcher.get(), &Dispatcher::failed);
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(failures.first().first().value<Error>().code, ErrorCode::DefaultHeadersUnreadable);
    QVERIFY(m_sender.sent.isEmpty());
    QCOMPARE(delivery(id).state, DeliveryState::Pending);

    m_preferences = readable;
    m_dispatcher->wake();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    QCOMPARE(failures.count(), 1);
}

void tst_Dispatcher::goesThroughTheProxy()
{
    const Webhook webhook = add(webhookAt(u"http://a.example/hook"_s));
    m_preferences->proxy.kind = ProxyChoice::Kind::None;
    m_dispatcher->start();
    const DeliveryId id = accept(webhook).first();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    QCOMPARE(m_sender.sent.first().request.proxy, m_preferences->proxy);
}

void tst_Dispatcher::stopRecordsWhatEnds()
{
    m_dispatcher->start();
    const auto ids = accept(add(webhookAt(u"http://a.example/"_s)), 8);
    QTRY_COMPARE(m_sender.running.size(), Dispatcher::mostPerOrigin);
    QSignalSpy idle(m_dispatcher.get(), &Dispatcher::idle);
    m_dispatcher->stop();
    const auto running = m_sender.running;
    for (const DeliveryId &id : running) {
        QCOMPARE(idle.count(), 0);
        m_sender.end(id, OutcomeKind::Success, 200);
    }
    QCOMPARE(idle.count(), 1);
    QCOMPARE(m_sender.sent.size(), Dispatcher::mostPerOrigin); // the other two wait for the next dispatcher
    for (const DeliveryId &id : running)
        QCOMPARE(delivery(id).state, DeliveryState::Delivered);
}

/// What is on the wire when a program cannot wait for it is tried again by the next one.
void tst_Dispatcher::abandonedIsInterrupted()
{
    m_dispatcher->start();
    const auto ids = accept(add(webhookAt(u"http://a.example/"_s)), 2);
    QTRY_COMPARE(m_sender.running.size(), 2);
    QSignalSpy idle(m_dispatcher.get(), &Dispatcher::idle);
    m_dispatcher->abandon();
    QCOMPARE(idle.count(), 1);
    QVERIFY(m_sender.running.isEmpty());
    for (const DeliveryId &id : ids) {
        QCOMPARE(delivery(id).state, DeliveryState::WaitingRetry);
        QCOMPARE(delivery(id).dueAt, m_clock.now);
        QCOMPARE(delivery(id).outcome->kind, OutcomeKind::Interrupted);
    }
}

/// A hanging receiver brings no news: whoever asks later gets the phase of then and the time until now.
void tst_Dispatcher::tellsWhatIsUnderWay()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s))).first();
    QVERIFY(!m_dispatcher->attemptUnderWay(id));
    QTRY_COMPARE(m_sender.running.size(), 1);
    Attempt attempt = m_sender.sent.first();
    attempt.phase = Phase::Waiting;
    attempt.durationMs = 500;
    Q_EMIT m_sender.attemptUpdated(attempt);
    pass(8s);
    const auto underWay = m_dispatcher->attemptUnderWay(id);
    QVERIFY(underWay);
    QCOMPARE(underWay->phase, Phase::Waiting);
    QCOMPARE(underWay->durationMs, 8'500);
    m_sender.end(id, OutcomeKind::Success, 200);
    QVERIFY(!m_dispatcher->attemptUnderWay(id));
}

void tst_Dispatcher::recoversWhatWasInterrupted()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s, RetrySchedule(RetrySchedule::Kind::Off)))).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    makeDispatcher(); // the process has ended, and another begins
    m_sender.running.clear();
    m_dispatcher->start();
    QTRY_COMPARE(m_sender.sent.size(), 2);
    QCOMPARE(m_sender.sent.last().number, 2);
    m_sender.end(id, OutcomeKind::Success, 200);
    QTRY_COMPARE(delivery(id).state, DeliveryState::Delivered);
    const auto history = DeliveryHistory::open(Profile::inFolder(m_folder->filePath(u"profile"_s)));
    QVERIFY(history && *history);
    const auto attempts = (*history)->attempts(id);
    QCOMPARE(attempts->size(), 2);
    QCOMPARE(attempts->first().outcome->kind, OutcomeKind::Interrupted);
}

/// As after a full disk: not once at the start and never again.
void tst_Dispatcher::recoversOnceTheStoreCanBeWritten()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s))).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    makeDispatcher();
    m_sender.running.clear();
    m_repository->fail(u"recoverInterrupted"_s, ErrorCode::CannotWrite);
    QSignalSpy failures(m_dispatcher.get(), &Dispatcher::failed);
    m_dispatcher->start();
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(m_sender.sent.size(), 1);
    m_repository->mend();
    m_dispatcher->wake();
    QTRY_COMPARE(m_sender.sent.size(), 2);
    QCOMPARE(m_sender.sent.last().delivery, id);
    QCOMPARE(failures.count(), 1);
}

void tst_Dispatcher::overdueRetriesAreSpread()
{
    m_dispatcher->start();
    QList<DeliveryId> ids;
    for (int i = 0; i < 4; ++i)
        ids += accept(add(webhookAt(u"http://h%1.example/"_s.arg(i))));
    QTRY_COMPARE(m_sender.running.size(), 4);
    for (const DeliveryId &id : ids)
        m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(ids.last()).state, DeliveryState::WaitingRetry);
    makeDispatcher();
    m_clock.now = m_clock.now.addDays(1);
    QSignalSpy overdue(m_dispatcher.get(), &Dispatcher::overdueFound);
    m_dispatcher->start();
    QCOMPARE(overdue.count(), 1);
    QCOMPARE(overdue.first().first().toInt(), 4);
    QList<qint64> waits;
    for (const DeliveryId &id : ids)
        waits.append(m_clock.now.msecsTo(delivery(id).dueAt));
    std::sort(waits.begin(), waits.end());
    QCOMPARE(waits, (QList<qint64>{0, 2500, 5000, 7500}));
}

void tst_Dispatcher::spreadsOnceTheStoreCanBeWritten()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s))).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(id).state, DeliveryState::WaitingRetry);
    makeDispatcher();
    m_clock.now = m_clock.now.addDays(1);
    QSignalSpy overdue(m_dispatcher.get(), &Dispatcher::overdueFound);
    QSignalSpy failures(m_dispatcher.get(), &Dispatcher::failed);
    m_repository->fail(u"spreadOverdue"_s, ErrorCode::CannotWrite);
    m_dispatcher->start();
    QTRY_COMPARE(failures.count(), 1);
    QCOMPARE(overdue.count(), 0);
    m_repository->mend();
    m_dispatcher->wake();
    QTRY_COMPARE(overdue.count(), 1);
    QCOMPARE(overdue.first().first().toInt(), 1);
    QTRY_COMPARE(m_sender.sent.size(), 2);
}

/// While one thing stands, damage to the database is told all the same: it is what is to be acted on.
void tst_Dispatcher::anotherFailureIsToldToo()
{
    const Result<Preferences> readable = m_preferences;
    m_preferences = failure(ErrorCode::DefaultHeadersUnreadable, u"hookpanel.ini"_s);
    m_dispatcher->start();
    QSignalSpy failures(m_dispatcher.get(), &Dispatcher::failed);
    accept(add(webhookAt(u"http://a.example/hook"_s)));
    QTRY_COMPARE(failures.count(), 1);
    m_repository->fail(u"webhooksWithDue"_s, ErrorCode::Damaged);
    m_dispatcher->wake();
    QTRY_COMPARE(failures.count(), 2);
    QCOMPARE(failures.last().first().value<Error>().code, ErrorCode::Damaged);
}

void tst_Dispatcher::clockSetForwards()
{
    m_dispatcher->start();
    const auto ids = accept(add(webhookAt(u"http://a.example/"_s)), 4);
    QTRY_COMPARE(m_sender.running.size(), 4);
    for (const DeliveryId &id : ids)
        m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(ids.last()).state, DeliveryState::WaitingRetry);
    m_clock.now = m_clock.now.addDays(2); // the wall clock alone
    m_dispatcher->wake();
    QTRY_COMPARE(m_sender.sent.size(), 5);
    pass(10s);
    QTRY_COMPARE(m_sender.sent.size(), 8);
}

void tst_Dispatcher::clockSetBack()
{
    m_dispatcher->start();
    const DeliveryId id = accept(add(webhookAt(u"http://a.example/"_s))).first();
    QTRY_COMPARE(m_sender.running.size(), 1);
    m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(delivery(id).state, DeliveryState::WaitingRetry);
    m_clock.now = m_clock.now.addDays(-2);
    m_dispatcher->wake();
    QTRY_COMPARE(delivery(id).dueAt, m_clock.now.addSecs(10));
    pass(10s);
    QTRY_COMPARE(m_sender.sent.size(), 2);
}

QTEST_GUILESS_MAIN(tst_Dispatcher)
#include "tst_dispatcher.moc"
