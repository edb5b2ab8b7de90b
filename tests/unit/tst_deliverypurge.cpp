// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryschema.h"
#include "support/storefixture.h"

#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// What retention takes away.
class tst_DeliveryPurge : public QObject, protected StoreFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { openStore(); }
    void cleanup() { closeStore(); }

    void purgesByAge();
    void purgesByCount();
    void purgesManyInSmallSteps();
    void purgeGivesDiskBack();
};

void tst_DeliveryPurge::purgesByAge()
{
    const auto over = [&](DeliveryState state, int daysAgo) {
        const auto claimed = acceptAndClaim();
        Attempt attempt = ended(claimed, OutcomeKind::Rejected, 400);
        attempt.startedAt = now.addDays(-daysAgo);
        good(m_store->record({{attempt, {state, {}, 0}}}));
        return claimed.delivery.id;
    };
    const Retention retention{30, 1000};
    const auto old = over(DeliveryState::Delivered, 31);
    const auto oldFailed = over(DeliveryState::Failed, 31);
    const auto veryOldDead = over(DeliveryState::Dead, 91);
    const auto fresh = over(DeliveryState::Delivered, 29);
    const NewDelivery waiting = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {waiting}));

    QCOMPARE(good(m_store->countPurgeable(retention, now)), 2);
    QCOMPARE(good(m_store->purgeStep(retention, now, 100)).purged, 2);
    QCOMPARE(good(m_store->purgeStep(retention, now, 100)).purged, 0);
    QVERIFY(!good(m_store->find(old)));
    QVERIFY(!good(m_store->find(veryOldDead)));
    for (const DeliveryId &id : {oldFailed, fresh, waiting.id})
        QVERIFY(good(m_store->find(id)));
    // Nor is anything left of it but what the others hold.
    auto database = Database::open(file(), deliverySchema());
    QVERIFY(database.has_value());
    QCOMPARE((*database)->value(u"SELECT count(*) FROM events"_s)->toInt(), 3);
    QCOMPARE((*database)->value(u"SELECT count(*) FROM attempts"_s)->toInt(), 2);
    QCOMPARE((*database)->value(u"SELECT count(*) FROM bodies"_s)->toInt(), 3 + 2);
}

void tst_DeliveryPurge::purgesByCount()
{
    for (int i = 0; i < 10; ++i) {
        const auto claimed = acceptAndClaim();
        good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    }
    const Retention retention{30, 4};
    QCOMPARE(good(m_store->purgeStep(retention, now, 5)).purged, 5);
    QCOMPARE(good(m_store->purgeStep(retention, now, 5)).purged, 1);
    QCOMPARE(good(m_history->count({})), 4);
}

/// However many there are, a step takes no more than it was told, and what is kept longer stays.
void tst_DeliveryPurge::purgesManyInSmallSteps()
{
    constexpr int all = 3000;
    constexpr int kept = 1000;
    constexpr int perStep = 250;
    QList<DeliveryId> dead;
    {
        auto batch = m_store->batch(); // else each would wait for the disk
        QVERIFY(batch.has_value());
        for (int i = 0; i < all; ++i) {
            const auto claimed = acceptAndClaim();
            const bool isDead = i % 100 == 0;
            if (isDead)
                dead.append(claimed.delivery.id);
            good(m_store->record({{ended(claimed, isDead ? OutcomeKind::Dropped : OutcomeKind::Success, 200),
                                   {isDead ? DeliveryState::Dead : DeliveryState::Delivered, {}, 0}}}));
        }
        good(batch->commit());
    }
    const Retention retention{30, kept};
    const qint64 purgeable = good(m_store->countPurgeable(retention, now));
    QVERIFY(purgeable > all / 2);
    qint64 purged = 0;
    int steps = 0;
    while (true) {
        const auto step = good(m_store->purgeStep(retention, now, perStep));
        QVERIFY(step.purged <= perStep);
        purged += step.purged;
        if (step.isLast)
            break;
        ++steps;
    }
    QCOMPARE(purged, purgeable);
    QVERIFY(steps >= purgeable / perStep);
    QCOMPARE(good(m_history->count({})), all - purged);
    for (const DeliveryId &id : std::as_const(dead))
        QVERIFY(good(m_store->find(id)));
}

void tst_DeliveryPurge::purgeGivesDiskBack()
{
    for (int i = 0; i < 120; ++i) { // more pages than two steps give back
        const NewDelivery delivery = newDelivery(WebhookId::create());
        AcceptedEvent event = acceptedEvent();
        event.event.payload = QByteArray(100'000, 'x');
        good(m_store->accept(event, {delivery}));
        const auto claimed = good(m_store->claim({delivery.id}, now)).value(0);
        good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    }
    const auto pages = [this] {
        auto database = Database::open(file(), deliverySchema());
        return database ? (*database)->value(u"PRAGMA page_count"_s)->toInt() : -1;
    };
    const int before = pages();
    while (!good(m_store->purgeStep({30, 1}, now, 1000)).isLast)
        continue;
    QVERIFY2(pages() < before / 10, qPrintable(QString::number(pages())));
}

QTEST_GUILESS_MAIN(tst_DeliveryPurge)
#include "tst_deliverypurge.moc"
