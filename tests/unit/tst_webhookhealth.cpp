// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhooktablemodel.h"
#include "store/catalogueresource.h"
#include "support/samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = WebhookTableModel;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);

Outcome outcome(OutcomeKind kind, int status)
{
    Outcome made;
    made.kind = kind;
    made.status = status;
    return made;
}

Health health(int succeeded, int failed, OutcomeKind last, int status)
{
    Health made;
    made.hours[23].of(OutcomeGroup::Delivered) = succeeded;
    made.hours[23].of(OutcomeGroup::ReceiverError) = failed;
    made.last = outcome(last, status);
    made.lastDelivery = LastOutcome{*made.last, 41, now.addSecs(-10), false};
    return made;
}

} // namespace

/// What deliveries tell the list of webhooks: the columns Last delivery and Health.
class tst_WebhookHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void neverUsed();
    void words_data();
    void words();
    void stoppedIsNobodysFault();
    void retryIsNear();
    void theNewerCounts();
    void announcesWhatChanged();
    void sortsByHealth();

private:
    [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role).toString();
    }

    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<StoredWebhook> m_webhooks;
};

void tst_WebhookHealth::init()
{
    m_tester.reset();
    m_model = std::make_unique<Model>(*readCatalogue());
    m_tester
        = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_webhooks = {storedWebhook(u"A"_s), storedWebhook(u"B"_s), storedWebhook(u"C"_s)};
    m_model->setWebhooks(m_webhooks, {});
}

void tst_WebhookHealth::neverUsed()
{
    m_model->setHealth({}, now);
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"never"_s);
    QCOMPARE(text(0, Model::HealthColumn), u"–"_s);
    QCOMPARE(text(0, Model::HealthColumn, Qt::AccessibleTextRole), u"Never used"_s);
    QVERIFY(!m_model->index(0, Model::HealthColumn).data(Model::DayRole).isValid());
}

void tst_WebhookHealth::words_data()
{
    QTest::addColumn<Health>("health");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("all well") << health(12, 0, OutcomeKind::Success, 200) << u"100 %"_s
                              << u"Healthy: 12 of 12 delivered in the last 24 hours"_s;
    QTest::newRow("failing") << health(31, 69, OutcomeKind::ReceiverError, 503) << u"31 %"_s
                             << u"Failing: 31 of 100 delivered in the last 24 hours"_s;
    QTest::newRow("never quite all") << health(999, 1, OutcomeKind::Success, 200) << u"99 %"_s
                                     << u"Healthy: 999 of 1000 delivered in the last 24 hours"_s;
    QTest::newRow("long ago") << health(0, 0, OutcomeKind::Success, 200) << u"Healthy"_s << u"Healthy"_s;
    QTest::newRow("failed long ago") << health(0, 0, OutcomeKind::Dns, 0) << u"Failing"_s << u"Failing"_s;
}

void tst_WebhookHealth::words()
{
    QFETCH(const Health, health);
    m_model->setHealth({{m_webhooks.at(1).webhook.id, health}}, now);
    QTEST(text(1, Model::HealthColumn), "shown");
    QTEST(text(1, Model::HealthColumn, Qt::AccessibleTextRole), "spoken");
    QCOMPARE(text(0, Model::HealthColumn), u"–"_s);
}

/// What we cancelled or interrupted says nothing of the receiver.
void tst_WebhookHealth::stoppedIsNobodysFault()
{
    for (const OutcomeKind kind : outcomeKinds()) {
        const bool isStopped = kind == OutcomeKind::Cancelled || kind == OutcomeKind::Interrupted;
        QCOMPARE(countsInHealth(kind), !isStopped);
        HourCount hour;
        hour.of(outcomeGroup(kind)) = 1;
        QCOMPARE(hour.all(), 1);
        QCOMPARE(hour.succeeded(), kind == OutcomeKind::Success ? 1 : 0);
        QCOMPARE(hour.failed(), isStopped || kind == OutcomeKind::Success ? 0 : 1);
    }
    Health stopped = health(3, 0, OutcomeKind::Success, 200);
    stopped.hours[22].of(OutcomeGroup::Stopped) = 40;
    QCOMPARE(stopped.successPercent(), 100);
    QCOMPARE(stopped.state(), Health::State::Healthy);
}

void tst_WebhookHealth::retryIsNear()
{
    Health waiting = health(0, 1, OutcomeKind::ReceiverError, 503);
    waiting.lastDelivery->retryAt = now.addSecs(240);
    const WebhookId id = m_webhooks.at(0).webhook.id;
    m_model->setHealth({{id, waiting}}, now);
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✗ 503 · retry 4 min"_s);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setHealth({{id, waiting}}, now.addSecs(200));
    QCOMPARE(changed.size(), 1); // nothing but the time is another
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✗ 503 · retry 40 s"_s);
    m_model->setHealth({{id, waiting}}, now.addSecs(300));
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✗ 503 · retry now"_s);
}

/// A test is told at once, a delivery by the summary.
void tst_WebhookHealth::theNewerCounts()
{
    const WebhookId id = m_webhooks.at(0).webhook.id;
    m_model->setHealth({{id, health(1, 0, OutcomeKind::Success, 200)}}, now);
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✓ 200 · 41 ms"_s);
    m_model->setLastOutcome(id, {outcome(OutcomeKind::Rejected, 404), 7, now, true});
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✗ 404 · 7 ms"_s);
    m_model->setLastOutcome(id, {outcome(OutcomeKind::Rejected, 404), 7, now.addSecs(-3600), true});
    QCOMPARE(text(0, Model::LastDeliveryColumn), u"✓ 200 · 41 ms"_s);
}

void tst_WebhookHealth::announcesWhatChanged()
{
    const QHash<WebhookId, Health> before{{m_webhooks.at(0).webhook.id, health(1, 0, OutcomeKind::Success, 200)},
                                          {m_webhooks.at(2).webhook.id, health(1, 0, OutcomeKind::Success, 200)}};
    m_model->setHealth(before, now);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setHealth(before, now.addSecs(1));
    QCOMPARE(changed.size(), 0);
    auto after = before;
    after.insert(m_webhooks.at(2).webhook.id, health(2, 0, OutcomeKind::Success, 200));
    m_model->setHealth(after, now.addSecs(2));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 2);
}

void tst_WebhookHealth::sortsByHealth()
{
    m_model->sort(Model::HealthColumn, Qt::AscendingOrder);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setHealth({{m_webhooks.at(0).webhook.id, health(10, 0, OutcomeKind::Success, 200)},
                        {m_webhooks.at(2).webhook.id, health(1, 9, OutcomeKind::ReceiverError, 500)}},
                       now);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(text(0, Model::NameColumn), u"C"_s); // what fails first, what was never used last
    QCOMPARE(text(1, Model::NameColumn), u"A"_s);
    QCOMPARE(text(2, Model::NameColumn), u"B"_s);
}

QTEST_GUILESS_MAIN(tst_WebhookHealth)
#include "tst_webhookhealth.moc"
