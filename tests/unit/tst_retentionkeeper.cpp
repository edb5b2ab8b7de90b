// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/retentionkeeper.h"

#include "core/retrypolicy.h"
#include "store/deliverystore.h"
#include "support/stillclock.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

class tst_RetentionKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();

    void saysItADayBefore();
    void remembersOverARestart();
    void purgesAtOnceWhenTheAdminSaysSo();
    void changedRetentionIsSaidFirst();
    void takesMoreThanOneStep();
    void saysNothingWhenNothingGoes();
    void keepsAllWhilePreferencesAreUnreadable();

private:
    void deliver(int count);
    [[nodiscard]] qint64 kept() const;
    void makeKeeper();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeliveryStore> m_store;
    StillClock m_clock;
    Result<Preferences> m_preferences;
    QList<DeliveryId> m_delivered;
    std::unique_ptr<RetentionKeeper> m_keeper;
};

void tst_RetentionKeeper::init()
{
    m_keeper.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto store = DeliveryStore::open(Profile::inFolder(m_folder->filePath(u"profile"_s)));
    QVERIFY(store);
    m_store = std::move(*store);
    m_clock = {};
    m_delivered.clear();
    m_preferences = Preferences();
    m_preferences->retention.count = 3;
    makeKeeper();
}

void tst_RetentionKeeper::makeKeeper()
{
    m_keeper = std::make_unique<RetentionKeeper>(*m_store, m_clock, [this] { return m_preferences; });
}

void tst_RetentionKeeper::deliver(int count)
{
    for (int i = 0; i < count; ++i) {
        const DeliveryId id = DeliveryId::create();
        const AcceptedEvent event{EventId::create(), {u"entry.create"_s, m_clock.now, "{}"}, m_clock.now, false};
        QVERIFY(m_store->accept(event, {{id, WebhookId::create(), u"Search"_s, u"http://a.example/"_s}}));
        QVERIFY(m_store->claim({id}, m_clock.now));
        Attempt attempt;
        attempt.delivery = id;
        attempt.number = 1;
        attempt.startedAt = m_clock.now;
        attempt.outcome = Outcome();
        attempt.outcome->kind = OutcomeKind::Success;
        attempt.outcome->status = 200;
        QVERIFY(m_store->record({{attempt, {DeliveryState::Delivered, {}, 0}}}));
        m_delivered.append(id);
    }
}

qint64 tst_RetentionKeeper::kept() const
{
    qint64 count = 0;
    for (const DeliveryId &id : m_delivered) {
        const auto found = m_store->find(id);
        count += found && *found ? 1 : 0;
    }
    return count;
}

void tst_RetentionKeeper::saysItADayBefore()
{
    deliver(5);
    QSignalSpy ahead(m_keeper.get(), &RetentionKeeper::purgeAhead);
    QSignalSpy purged(m_keeper.get(), &RetentionKeeper::purged);
    m_keeper->start();
    QCOMPARE(ahead.count(), 1);
    QCOMPARE(ahead.first().at(0).toLongLong(), 2);
    QCOMPARE(ahead.first().at(1).toDateTime(), m_clock.now.addDays(1));

    m_clock.now = m_clock.now.addSecs(23 * 3600);
    m_keeper->start();
    QCOMPARE(ahead.count(), 1); // said once
    QCOMPARE(kept(), 5);

    m_clock.now = m_clock.now.addSecs(3600);
    m_keeper->start();
    QTRY_COMPARE(purged.count(), 1);
    QCOMPARE(purged.first().first().toLongLong(), 2);
    QCOMPARE(kept(), 3);
}

/// The day runs from the first saying, not from each start; and each start says it again.
void tst_RetentionKeeper::remembersOverARestart()
{
    deliver(4);
    const QDateTime when = m_clock.now.addDays(1);
    m_keeper->start();
    m_clock.now = m_clock.now.addSecs(3600);
    makeKeeper();
    QSignalSpy ahead(m_keeper.get(), &RetentionKeeper::purgeAhead);
    m_keeper->start();
    QCOMPARE(ahead.count(), 1);
    QCOMPARE(ahead.first().at(1).toDateTime(), when);
    QCOMPARE(kept(), 4);
}

void tst_RetentionKeeper::purgesAtOnceWhenTheAdminSaysSo()
{
    deliver(4);
    m_keeper->start();
    QSignalSpy purged(m_keeper.get(), &RetentionKeeper::purged);
    m_keeper->purgeNow();
    QTRY_COMPARE(purged.count(), 1);
    QCOMPARE(kept(), 3);
    deliver(2);
    m_keeper->start(); // from now on without a word before
    QTRY_COMPARE(purged.count(), 2);
    QCOMPARE(kept(), 3);
}

/// A number that was mistyped takes nothing away for a day.
void tst_RetentionKeeper::changedRetentionIsSaidFirst()
{
    deliver(4);
    m_keeper->start();
    QSignalSpy ahead(m_keeper.get(), &RetentionKeeper::purgeAhead);
    QSignalSpy purged(m_keeper.get(), &RetentionKeeper::purged);
    m_keeper->purgeNow();
    QTRY_COMPARE(purged.count(), 1);

    m_preferences->retention.count = 1;
    m_keeper->look();
    QCOMPARE(ahead.count(), 1);
    QCOMPARE(ahead.first().at(0).toLongLong(), 2);
    QCOMPARE(ahead.first().at(1).toDateTime(), m_clock.now.addDays(1));
    m_keeper->look();
    QCOMPARE(ahead.count(), 1); // said once
    m_preferences->retention.count = 3;
    m_keeper->look();
    QCOMPARE(ahead.count(), 2); // nothing to take away any more
    QCOMPARE(ahead.last().at(0).toLongLong(), 0);
    QCOMPARE(kept(), 3);

    m_preferences->retention.count = 2;
    m_keeper->look();
    QCOMPARE(ahead.count(), 3);
    m_clock.now = m_clock.now.addDays(1);
    m_keeper->look();
    QTRY_COMPARE(purged.count(), 2);
    QCOMPARE(kept(), 2);
}

void tst_RetentionKeeper::takesMoreThanOneStep()
{
    deliver(RetentionKeeper::stepSize + 10);
    QSignalSpy purged(m_keeper.get(), &RetentionKeeper::purged);
    m_keeper->purgeNow();
    QTRY_COMPARE(purged.count(), 1);
    QCOMPARE(purged.first().first().toLongLong(), RetentionKeeper::stepSize + 7);
    QCOMPARE(kept(), 3);
}

void tst_RetentionKeeper::saysNothingWhenNothingGoes()
{
    deliver(3);
    QSignalSpy ahead(m_keeper.get(), &RetentionKeeper::purgeAhead);
    m_keeper->start();
    QCOMPARE(ahead.count(), 0);
    const auto planned = m_store->firstPurge();
    QVERIFY(planned && !*planned);
}

void tst_RetentionKeeper::keepsAllWhilePreferencesAreUnreadable()
{
    deliver(5);
    m_preferences = failure(ErrorCode::CannotRead, u"hookpanel.ini"_s);
    QSignalSpy ahead(m_keeper.get(), &RetentionKeeper::purgeAhead);
    m_keeper->purgeNow();
    m_keeper->start();
    QCOMPARE(ahead.count(), 0);
    m_preferences = Preferences();
    m_preferences->retention.count = 3;
    QSignalSpy purged(m_keeper.get(), &RetentionKeeper::purged);
    m_keeper->start();
    QTRY_COMPARE(purged.count(), 1); // not before
    QCOMPARE(purged.first().first().toLongLong(), 2);
}

QTEST_GUILESS_MAIN(tst_RetentionKeeper)
#include "tst_retentionkeeper.moc"
