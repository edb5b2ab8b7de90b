// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"

#include "store/catalogueresource.h"
#include "support/handsender.h"
#include "support/stillclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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
    void removedForGoodIsCancelled();
    void broughtBackGoesOn();
    void unreadableWaits();

private:
    WebhookId addWebhook();
    [[nodiscard]] DeliveryId accept();
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
    const Profile profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(profile.prepare());
    m_webhooks = std::make_unique<WebhookStore>(profile, m_catalogue);
    m_clock = {};
    m_sender.sent.clear();
    m_sender.running.clear();
    const Environment nothing = [](const QString &) { return std::optional<QString>(); };
    m_host = std::make_unique<DeliveryHost>(profile, m_catalogue, m_sender, m_clock, nothing);
    QVERIFY(m_host->open());
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
    const auto event = rules ? rules->given(R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z"})", {})
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

void tst_DeliveryHost::removedForGoodIsCancelled()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    QVERIFY(m_webhooks->remove(webhook));
    m_host->lookForOrphans();
    QCOMPARE(state(id), DeliveryState::Pending); // a window may still bring it back
    m_host->lookForOrphans();
    QCOMPARE(state(id), DeliveryState::Cancelled);
}

void tst_DeliveryHost::broughtBackGoesOn()
{
    const WebhookId webhook = addWebhook();
    const DeliveryId id = accept();
    const auto removed = m_webhooks->remove(webhook);
    QVERIFY(removed);
    m_host->lookForOrphans();
    QVERIFY(m_webhooks->restore(*removed));
    m_host->lookForOrphans();
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
    m_host->lookForOrphans();
    m_host->lookForOrphans();
    QCOMPARE(state(id), DeliveryState::Pending);
}

QTEST_GUILESS_MAIN(tst_DeliveryHost)
#include "tst_deliveryhost.moc"
