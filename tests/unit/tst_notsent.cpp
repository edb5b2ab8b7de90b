// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"
#include "store/deliveryhistory.h"
#include "store/deliveryschema.h"
#include "store/deliverystore.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);

AcceptedEvent eventAt(const QDateTime &time)
{
    return {EventId::create(), {u"entry.create"_s, time, R"({"event":"entry.create"})"}, time, false};
}

Recipient left(const QString &name, NotSentReason reason)
{
    return {WebhookId::create(), name, {}, reason};
}

} // namespace

/// Why was this not sent? Each event keeps the webhooks that did not get it, with their reasons.
class TestNotSent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void reasonsAreKept();
    void sameListIsKeptOnce();
    void newestEvents();
    void nothingIsKeptOfAnEventThatIsNot();
    void listsGoWithTheirEvents();
    void eventsThatNobodyGotGoWithTime();
    void fileOfVersion1IsUpgraded();

private:
    [[nodiscard]] int count(const QString &table);

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::unique_ptr<DeliveryStore> m_store;
};

void TestNotSent::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_store = std::move(DeliveryStore::open(m_profile).value());
}

int TestNotSent::count(const QString &table)
{
    const auto database = Database::openForReading(m_profile.deliveriesFile(), deliverySchema());
    return (*database)->value(u"SELECT count(*) FROM "_s + table).value().toInt();
}

void TestNotSent::reasonsAreKept()
{
    const QList<Recipient> notSent{left(u"Sēarch"_s, NotSentReason::Disabled),
                                   left(u"Build"_s, NotSentReason::NotSubscribed),
                                   left(u"Mail"_s, NotSentReason::ContentType), left(u"Other"_s, NotSentReason::Edition)};
    const AcceptedEvent some = eventAt(now);
    const AcceptedEvent none = eventAt(now);
    QVERIFY(m_store->accept(some, {}, notSent));
    QVERIFY(m_store->accept(none, {{DeliveryId::create(), WebhookId::create(), u"x"_s, u"http://h/"_s}}));
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history);
    QCOMPARE((*history)->notSent(some.id).value(), notSent);
    QVERIFY((*history)->notSent(none.id)->isEmpty());
    QVERIFY((*history)->notSent(EventId::create())->isEmpty());
}

void TestNotSent::newestEvents()
{
    const Recipient mail = left(u"Mail"_s, NotSentReason::ContentType);
    const Recipient build = left(u"Build"_s, NotSentReason::Disabled);
    const AcceptedEvent nobodys = eventAt(now);
    const AcceptedEvent everybodys = eventAt(now.addSecs(1));
    AcceptedEvent test = eventAt(now.addSecs(2));
    test.test = true;
    const NewDelivery delivery{DeliveryId::create(), WebhookId::create(), u"x"_s, u"http://h/"_s};
    QVERIFY(m_store->accept(nobodys, {}, {mail, build}));
    QVERIFY(m_store->accept(everybodys, {delivery}, {build}));
    QVERIFY(m_store->accept(test, {{DeliveryId::create(), WebhookId::create(), u"x"_s, u"http://h/"_s}}));
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history);
    const EventSummary first{nobodys.id, u"entry.create"_s, nobodys.acceptedAt, 0, 2};
    const EventSummary second{everybodys.id, u"entry.create"_s, everybodys.acceptedAt, 1, 1};
    QCOMPARE((*history)->newestEvents({}, 10).value(), (QList<EventSummary>{second, first}));
    QCOMPARE((*history)->newestEvents({}, 1).value(), QList<EventSummary>{second});
    QCOMPARE((*history)->newestEvents(mail.webhook, 10).value(), QList<EventSummary>{first});
    QCOMPARE((*history)->newestEvents(build.webhook, 10)->size(), 2);
    QVERIFY((*history)->newestEvents(WebhookId::create(), 10)->isEmpty());
    QCOMPARE((*history)->deliveriesOf(everybodys.id)->first().id, delivery.id);
    QVERIFY((*history)->deliveriesOf(nobodys.id)->isEmpty());
}

void TestNotSent::sameListIsKeptOnce()
{
    const QList<Recipient> notSent{left(u"a"_s, NotSentReason::Disabled)};
    for (int i = 0; i < 20; ++i)
        QVERIFY(m_store->accept(eventAt(now), {}, notSent));
    QVERIFY(m_store->accept(eventAt(now), {}, {left(u"b"_s, NotSentReason::Disabled)}));
    QCOMPARE(count(u"not_sent"_s), 21);
    QCOMPARE(count(u"not_sent_lists"_s), 2);
}

void TestNotSent::nothingIsKeptOfAnEventThatIsNot()
{
    const AcceptedEvent event = eventAt(now);
    QVERIFY(m_store->accept(event, {}));
    QVERIFY(!m_store->accept(event, {}, {left(u"a"_s, NotSentReason::Disabled)})); // the same id again
    QCOMPARE(count(u"not_sent_lists"_s), 0);
}

void TestNotSent::listsGoWithTheirEvents()
{
    const QList<Recipient> notSent{left(u"a"_s, NotSentReason::Disabled)};
    const NewDelivery delivery{DeliveryId::create(), WebhookId::create(), u"x"_s, u"http://h/"_s};
    const AcceptedEvent old = eventAt(now.addDays(-60));
    QVERIFY(m_store->accept(old, {delivery}, notSent));
    QVERIFY(m_store->stop(delivery.id, now.addDays(-60)).value());
    QCOMPARE(m_store->purgeStep({30, 1000}, now, 100).value().purged, 1);
    for (const QString &table : {u"events"_s, u"bodies"_s, u"not_sent"_s, u"not_sent_lists"_s})
        QCOMPARE(count(table), 0);
}

void TestNotSent::eventsThatNobodyGotGoWithTime()
{
    const QList<Recipient> notSent{left(u"a"_s, NotSentReason::NotSubscribed)};
    QVERIFY(m_store->accept(eventAt(now.addDays(-31)), {}, notSent));
    const AcceptedEvent young = eventAt(now.addDays(-29));
    QVERIFY(m_store->accept(young, {}, notSent));
    // One whose delivery still waits stays, however old.
    QVERIFY(
        m_store->accept(eventAt(now.addDays(-90)), {{DeliveryId::create(), WebhookId::create(), u"x"_s, u"http://h/"_s}}));
    QCOMPARE(m_store->purgeStep({30, 1000}, now, 100).value().purged, 0); // no delivery
    QCOMPARE(count(u"events"_s), 2);
    QCOMPARE(count(u"bodies"_s), 2);
    QCOMPARE(count(u"not_sent_lists"_s), 1);
    QCOMPARE((*DeliveryHistory::open(m_profile))->notSent(young.id).value(), notSent);
}

void TestNotSent::fileOfVersion1IsUpgraded()
{
    m_store.reset();
    QVERIFY(QFile::remove(m_profile.deliveriesFile()));
    QVERIFY(Database::open(m_profile.deliveriesFile(), deliverySchema().first(1)));
    auto opened = DeliveryStore::open(m_profile);
    QVERIFY(opened);
    m_store = std::move(*opened);
    reasonsAreKept();
}

QTEST_GUILESS_MAIN(TestNotSent)
#include "tst_notsent.moc"
