// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"

#include "store/catalogueresource.h"
#include "store/database.h"
#include "store/deliveryhistory.h"
#include "store/deliveryschema.h"
#include "support/handsender.h"
#include "support/stillclock.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The store, the dispatcher and the webhooks' files together; only the network is the test's.
class tst_DeliveryHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void disabledWaitsUntilEnabled();
    void goneSwitchesOff();
    void goneOfTheOldUrlDoesNot();
    void removedForGoodIsCancelled();
    void broughtBackGoesOn();
    void folderThatIsAwayCancelsNothing();
    void unreadableWaits();
    void readAgainAfterAFailure();
    void enabledIsSeen();
    void testIsNotResent();
    void stoppedElsewhereIsAborted();
    void interruptedIsTold();
    void othersSeeHowFarItIs();
    void noteThatFailedIsMadeAgain();
    void whatNobodySendsIsStopped();
    void holdsAreKnown();
    void requestOfToday();
    void overdueIsToldAtTheStart();
    void overdueIsNotToldWhenTakingOver();
    void commandEndsWhereItIsHeldBack();
    void commandRecoversItsOwn();

private:
    WebhookId addWebhook();
    [[nodiscard]] DeliveryId accept();
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_folder->filePath(u"profile"_s)); }
    void lookForOrphans(int times);
    void makeHost();
    [[nodiscard]] DeliveryState state(const DeliveryId &id);

    EventCatalogue m_catalogue;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WebhookStore> m_webhooks;
    StillClock m_clock;
    HandSender m_sender;
    std::unique_ptr<DeliveryHost> m_host;
};

void tst_DeliveryHost::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

void tst_DeliveryHost::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(profile().prepare());
    m_webhooks = std::make_unique<WebhookStore>(profile(), m_catalogue);
    m_clock = {};
    m_sender.sent.clear();
    m_sender.running.clear();
    makeHost();
}

void tst_DeliveryHost::makeHost()
{
    const Environment nothing = [](const QString &) { return std::optional<QString>(); };
    m_host = std::make_unique<DeliveryHost>(profile(), m_catalogue, m_sender, m_clock, nothing);
    QVERIFY(m_host->open());
}

void tst_DeliveryHost::lookForOrphans(int times)
{
    for (int i = 0; i < times; ++i)
        m_host->lookForOrphans();
}

void tst_DeliveryHost::cleanup()
{
    m_host.reset();
    m_webhooks.reset();
    m_folder.reset();
}

WebhookId tst_DeliveryHost::addWebhook()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Search"_s;
    webhook.url = u"http://a.example/hook"_s;
    webhook.events.names = {u"entry.create"_s};
    if (!m_webhooks->save(webhook, {}))
        qFatal("not saved");
    return webhook.id;
}

DeliveryId tst_DeliveryHost::accept()
{
    const auto rules = m_host->rules();
    const auto event = rules
        ? rules->given(R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z","model":"address","entry":{}})", {})
        : tl::unexpected(rules.error());
    const auto accepted = event ? m_host->accept(*event) : tl::unexpected(event.error());
    if (!accepted || accepted->deliveries.size() != 1)
        qFatal("not accepted");
    return accepted->deliveries.first().id;
}

DeliveryState tst_DeliveryHost::state(const DeliveryId &id)
{
    const auto found = m_host->store().find(id);
    if (!found || !*found)
        qFatal("not found");
    return (*found)->state;
}

void tst_DeliveryHost::disabledWaitsUntilEnabled()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QVERIFY(m_webhooks->setEnabled(webhook, false));
    addWebhook();
    const DeliveryId other = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{other});
    QCOMPARE(state(id), DeliveryState::Pending);

    QVERIFY(m_webhooks->setEnabled(webhook, true));
    m_host->wake();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>({other, id}));
}

void tst_DeliveryHost::goneSwitchesOff()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QSignalSpy off(m_host.get(), &DeliveryHost::webhookSwitchedOff);
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    m_sender.end(id, OutcomeKind::Gone, 410);
    QTRY_COMPARE(state(id), DeliveryState::Failed);
    QCOMPARE(off.count(), 1);
    const auto stored = m_webhooks->load(webhook);
    QVERIFY(stored);
    QVERIFY(!stored->webhook.enabled);
}

/// It was edited while the answer was on its way: the new receiver is another one.
void tst_DeliveryHost::goneOfTheOldUrlDoesNot()
{
    const WebhookId id = addWebhook();
    const DeliveryId delivery = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{delivery});
    auto stored = m_webhooks->load(id);
    QVERIFY(stored);
    Webhook edited = stored->webhook;
    edited.url = u"http://b.example/hook"_s;
    QVERIFY(m_webhooks->save(edited));
    m_sender.end(delivery, OutcomeKind::Gone, 410);
    QTRY_COMPARE(state(delivery), DeliveryState::Failed);
    QVERIFY(m_webhooks->load(id)->webhook.enabled);
}

void tst_DeliveryHost::removedForGoodIsCancelled()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QVERIFY(m_webhooks->remove(webhook));
    QSignalSpy told(m_host.get(), &DeliveryHost::orphansStopped);
    lookForOrphans(OrphanKeeper::looks - 1);
    QCOMPARE(state(id), DeliveryState::Pending); // a window may still bring it back, or a restore from a copy
    lookForOrphans(1);
    QCOMPARE(state(id), DeliveryState::Cancelled);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.first().first().toInt(), 1);
}

void tst_DeliveryHost::broughtBackGoesOn()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    const auto removed = m_webhooks->remove(webhook);
    QVERIFY(removed);
    lookForOrphans(OrphanKeeper::looks - 1);
    QVERIFY(m_webhooks->restore(*removed));
    lookForOrphans(OrphanKeeper::looks - 1);
    QCOMPARE(state(id), DeliveryState::Pending);
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
}

/// A file that cannot be read is there all the same: its deliveries wait for somebody to mend it.
void tst_DeliveryHost::unreadableWaits()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QFile file(Profile::inFolder(m_folder->filePath(u"profile"_s)).webhookFile(webhook.toString()));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    lookForOrphans(OrphanKeeper::looks);
    QCOMPARE(state(id), DeliveryState::Pending);
}

/// As while it is moved, on a disk that is not there, or without the right to look: nobody knows what is in it.
void tst_DeliveryHost::folderThatIsAwayCancelsNothing()
{
    addWebhook();
    const DeliveryId id = accept();
    const QString folder = profile().webhooksFolder();
    QVERIFY(QDir().rename(folder, folder + u".moved"_s));
    lookForOrphans(OrphanKeeper::looks);
    QCOMPARE(state(id), DeliveryState::Pending);
}

/// The file itself does not change: nothing could be opened for a moment, as when a program has too much open.
void tst_DeliveryHost::readAgainAfterAFailure()
{
    const WebhookId webhook = addWebhook();
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none{0, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto hold = m_host->holdOf(webhook);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QCOMPARE(hold, Hold::Unreadable);
    QCOMPARE(m_host->holdOf(webhook), Hold::None);
}

/// By its file: nobody tells us.
void tst_DeliveryHost::enabledIsSeen()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QVERIFY(m_webhooks->setEnabled(webhook, false));
    addWebhook();
    const DeliveryId other = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{other}); // it has looked
    QVERIFY(m_webhooks->setEnabled(webhook, true));
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>({other, id}));
}

/// It would be retried, count in health and become a dead letter.
void tst_DeliveryHost::testIsNotResent()
{
    const WebhookId webhook = addWebhook();
    Delivery test = *m_host->store().find(accept()).value();
    test.test = true;
    const auto again = m_host->resend(test);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::TestNotResent);
    const auto edited = m_host->acceptFor(webhook, {triggerTest, m_clock.now, R"({"event":"trigger-test"})"});
    QVERIFY(!edited);
    QCOMPARE(edited.error().code, ErrorCode::TestNotResent);
}

/// As by `hookpanel-cli stop`; that nobody tells us is no matter.
void tst_DeliveryHost::stoppedElsewhereIsAborted()
{
    addWebhook();
    const DeliveryId id = accept();
    const DeliveryId other = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running.size(), 2);
    const auto elsewhere = DeliveryStore::open(profile());
    QVERIFY(elsewhere);
    QVERIFY((*elsewhere)->stop(id, m_clock.now));
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{other});
    QTRY_COMPARE(state(id), DeliveryState::Cancelled);
    QCOMPARE(state(other), DeliveryState::Attempting);
}

/// After the end of a process that recorded nothing, whether it was the one before or the one it stood by for.
void tst_DeliveryHost::interruptedIsTold()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    makeHost();
    m_sender.running.clear();
    QSignalSpy interrupted(m_host.get(), &DeliveryHost::interruptedFound);
    m_host->dispatch();
    QCOMPARE(interrupted.count(), 1);
    QCOMPARE(interrupted.first().first().toInt(), 1);
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
}

/// What takes long is followed in a window, say, while `serve` sends it; and after a kill that much is known.
void tst_DeliveryHost::othersSeeHowFarItIs()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    const auto history = DeliveryHistory::open(profile());
    QVERIFY(history && *history);
    const auto seen = [&history, &id] { return (*history)->attempts(id).value().value(0); };
    QCOMPARE(seen().phase, Phase::Queued);
    Attempt live = m_sender.sent.last();
    live.phase = Phase::Waiting;
    live.durationMs = 2 * DeliveryHost::noteMs;
    Q_EMIT m_sender.attemptUpdated(live);
    QTRY_COMPARE(seen().phase, Phase::Waiting);
    QVERIFY(!seen().isFinished());

    makeHost(); // the other one has ended
    m_host->dispatch();
    QVERIFY(seen().outcome);
    QCOMPARE(seen().outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(seen().phase, Phase::Waiting);
    QCOMPARE(seen().durationMs, 0); // nobody knows how long it went on
}

/// As on a full disk.
void tst_DeliveryHost::noteThatFailedIsMadeAgain()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    const auto other = Database::open(profile().deliveriesFile(), deliverySchema());
    QVERIFY(other);
    QVERIFY((*other)->run(u"CREATE TRIGGER refusal BEFORE UPDATE ON attempts BEGIN SELECT RAISE(FAIL, 'no'); END"_s));
    Attempt live = m_sender.sent.last();
    live.phase = Phase::Waiting;
    live.durationMs = 2 * DeliveryHost::noteMs;
    Q_EMIT m_sender.attemptUpdated(live);
    const QList<QTimer *> timers = m_host->findChildren<QTimer *>(Qt::FindDirectChildrenOnly); // one of them notes
    for (const QTimer *timer : timers) {
        QCOMPARE(timer->interval(), DeliveryHost::noteMs);
        QSignalSpy tick(timer, &QTimer::timeout);
        QTRY_VERIFY(!tick.isEmpty());
    }
    const auto seen = [this, &id] { return (*DeliveryHistory::open(profile()))->attempts(id).value().value(0).phase; };
    QCOMPARE(seen(), Phase::Queued);
    QVERIFY((*other)->run(u"DROP TRIGGER refusal"_s));
    QTRY_COMPARE(seen(), Phase::Waiting);
}

/// The process that sent it was killed, and nobody has taken over.
void tst_DeliveryHost::whatNobodySendsIsStopped()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    QCOMPARE(m_host->endLost().value(), false); // this one sends it
    makeHost();
    QCOMPARE(m_host->stop(id).value(), true);
    QCOMPARE(state(id), DeliveryState::Attempting);
    QCOMPARE(m_host->endLost().value(), true);
    QCOMPARE(state(id), DeliveryState::Cancelled);
}

void tst_DeliveryHost::holdsAreKnown()
{
    const WebhookId disabled = addWebhook();
    const WebhookId removed = addWebhook();
    const WebhookId cut = addWebhook();
    addWebhook();
    const auto rules = m_host->rules();
    QVERIFY(rules);
    const auto event = rules->given(
        R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z","model":"address","entry":{}})", {});
    QVERIFY(event);
    QVERIFY(m_host->accept(*event));
    QCOMPARE(m_host->holds().value(), Holds());
    QVERIFY(m_webhooks->setEnabled(disabled, false));
    QVERIFY(m_webhooks->remove(removed));
    QVERIFY(QFile::resize(profile().webhookFile(cut.toString()), 0));
    const Holds wanted{{disabled, Hold::Disabled}, {removed, Hold::Removed}, {cut, Hold::Unreadable}};
    QCOMPARE(m_host->holds().value(), wanted);
    QVERIFY(m_webhooks->setEnabled(disabled, true));
    QVERIFY(!m_host->holds().value().contains(disabled));
}

void tst_DeliveryHost::requestOfToday()
{
    const WebhookId webhook = addWebhook();
    const auto today = m_host->requestToday(webhook, u"entry.create"_s);
    QCOMPARE(today.request.url, QUrl(u"http://a.example/hook"_s));
    QVERIFY(!today.problem);
    QVERIFY(m_host->requestToday(WebhookId::create(), u"entry.create"_s).request.url.isEmpty());
}

void tst_DeliveryHost::overdueIsToldAtTheStart()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(state(id), DeliveryState::WaitingRetry);
    makeHost();
    m_clock.now = m_clock.now.addDays(1);
    QSignalSpy overdue(m_host.get(), &DeliveryHost::overdueFound);
    m_host->dispatch();
    QCOMPARE(overdue.count(), 1);
}

/// Then Hookpanel was not closed.
void tst_DeliveryHost::overdueIsNotToldWhenTakingOver()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    const auto first = std::move(m_host);
    makeHost();
    QSignalSpy overdue(m_host.get(), &DeliveryHost::overdueFound);
    m_host->dispatch();
    QVERIFY(!m_host->isDispatching());
    m_sender.end(id, OutcomeKind::ConnectionRefused);
    QTRY_COMPARE(state(id), DeliveryState::WaitingRetry);
    m_clock.now = m_clock.now.addDays(1);
    first->stop();
    QTRY_VERIFY(m_host->isDispatching());
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    QCOMPARE(overdue.count(), 0);
}

/// The webhook is disabled between the look of the command and that of the dispatcher.
void tst_DeliveryHost::commandEndsWhereItIsHeldBack()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QVERIFY(m_webhooks->setEnabled(webhook, false));
    QSignalSpy stopped(m_host.get(), &DeliveryHost::stopped);
    QVERIFY(m_host->dispatchOnly({**m_host->store().find(id)}));
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(!m_host->isDispatching());
    QCOMPARE(state(id), DeliveryState::Pending);
}

/// Of a process that was killed with it on the wire.
void tst_DeliveryHost::commandRecoversItsOwn()
{
    addWebhook();
    const DeliveryId id = accept();
    m_host->dispatch();
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    makeHost();
    m_sender.running.clear();
    QSignalSpy stopped(m_host.get(), &DeliveryHost::stopped);
    QVERIFY(m_host->dispatchOnly({**m_host->store().find(id)}));
    QTRY_COMPARE(m_sender.running, QList<DeliveryId>{id});
    m_sender.end(id, OutcomeKind::Success, 200);
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(state(id), DeliveryState::Delivered);
}

QTEST_GUILESS_MAIN(tst_DeliveryHost)
#include "tst_deliveryhost.moc"
