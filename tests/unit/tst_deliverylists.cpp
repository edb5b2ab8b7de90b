// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/storefixture.h"

#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// What is read of deliveries: lists, filters, search, sums.
class tst_DeliveryLists : public QObject, protected StoreFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { openStore(); }
    void cleanup() { closeStore(); }

    void listsNewestFirst();
    void filters_data();
    void filters();
    void searchTakesTheTextAsItStands();
    void searchKnowsNoCaseInAnyScript_data();
    void searchKnowsNoCaseInAnyScript();
    void listsWhatIsNew();
    void listsATimeWhoseClockJumped();
    void summaryOfADay();
};

void tst_DeliveryLists::listsNewestFirst()
{
    QList<DeliveryId> ids;
    for (int i = 0; i < 7; ++i) {
        const NewDelivery delivery = newDelivery(WebhookId::create());
        ids.prepend(delivery.id);
        good(m_store->accept(acceptedEvent(), {delivery}));
    }
    QList<DeliveryId> listed;
    qint64 before = 0;
    for (int page = 0; page < 3; ++page) {
        for (const Delivery &delivery : good(m_history->list({}, before, 3))) {
            listed.append(delivery.id);
            before = delivery.position;
        }
    }
    QCOMPARE(listed, ids);
}

void tst_DeliveryLists::filters_data()
{
    QTest::addColumn<DeliveryFilter>("filter");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QStringList &names, auto set) {
        DeliveryFilter filter;
        set(filter);
        QTest::newRow(name) << filter << names;
    };
    row("all", {u"Cache"_s, u"Build"_s, u"Search"_s}, [](DeliveryFilter &) {});
    row("state", {u"Build"_s}, [](DeliveryFilter &f) { f.states = {DeliveryState::Failed}; });
    row("two states", {u"Cache"_s, u"Build"_s}, [](DeliveryFilter &f) {
        f.states = {DeliveryState::Failed, DeliveryState::Pending};
    });
    row("event type", {u"Cache"_s}, [](DeliveryFilter &f) { f.eventType = u"media.create"_s; });
    row("tests", {u"Cache"_s}, [](DeliveryFilter &f) { f.test = true; });
    row("real", {u"Build"_s, u"Search"_s}, [](DeliveryFilter &f) { f.test = false; });
    row("from", {u"Cache"_s}, [](DeliveryFilter &f) { f.from = now.addSecs(2); });
    row("to", {u"Build"_s, u"Search"_s}, [](DeliveryFilter &f) { f.to = now.addSecs(2); });
    row("name in any case", {u"Search"_s}, [](DeliveryFilter &f) { f.text = u"sEARCH"_s; });
    row("not over two columns", {}, [](DeliveryFilter &f) { f.text = u"searchSearch"_s; });
    row("URL", {u"Build"_s}, [](DeliveryFilter &f) { f.text = u"/build"_s; });
    row("outcome", {u"Build"_s}, [](DeliveryFilter &f) {
        f.text = u"Error"_s;
        f.textOutcomes = {OutcomeKind::Rejected};
    });
    row("nothing", {}, [](DeliveryFilter &f) { f.text = u"no such"_s; });
}

void tst_DeliveryLists::filters()
{
    QFETCH(const DeliveryFilter, filter);
    const auto add = [&](const QString &name, const QString &type, int seconds, bool test) {
        const NewDelivery delivery{DeliveryId::create(), WebhookId::create(), name, u"http://h/"_s + name.toLower()};
        const QDateTime at = now.addSecs(seconds);
        good(m_store->accept({EventId::create(), {type, at, payload}, at, test}, {delivery}));
        return delivery.id;
    };
    for (const auto &[name, state, kind] : {std::tuple(u"Search"_s, DeliveryState::Delivered, OutcomeKind::Success),
                                            std::tuple(u"Build"_s, DeliveryState::Failed, OutcomeKind::Rejected)}) {
        const auto claimed = good(m_store->claim({add(name, u"entry.create"_s, 1, false)}, now)).value(0);
        good(m_store->record({{ended(claimed, kind, 400), {state, {}, 0}}}));
    }
    add(u"Cache"_s, u"media.create"_s, 2, true);

    QStringList names;
    for (const Delivery &delivery : good(m_history->list(filter, 0, 100)))
        names.append(delivery.webhookName);
    QTEST(names, "names");
    QCOMPARE(good(m_history->count(filter)), names.size());
}

void tst_DeliveryLists::searchTakesTheTextAsItStands()
{
    for (const auto &name : {u"100 %"_s, u"a_b"_s, u"back\\slash"_s, u"axb"_s})
        good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create(), name)}));
    for (const auto &text : {u"0 %"_s, u"a_b"_s, u"k\\s"_s}) {
        DeliveryFilter filter;
        filter.text = text;
        QCOMPARE(good(m_history->count(filter)), 1);
    }
}

void tst_DeliveryLists::searchKnowsNoCaseInAnyScript_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("umlaut") << u"Größe ÄÖÜ"_s << u"äöü"_s;
    QTest::newRow("capital umlaut") << u"überall"_s << u"ÜBER"_s;
    QTest::newRow("Greek") << u"Αναζήτηση"_s << u"ΑΝΑΖΉΤ"_s;
    QTest::newRow("Cyrillic") << u"ПОИСК"_s << u"поиск"_s;
}

/// The store and DeliveryFilter::matches() answer alike.
void tst_DeliveryLists::searchKnowsNoCaseInAnyScript()
{
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create(), name)}));
    DeliveryFilter filter;
    filter.text = text;
    const auto found = good(m_history->list(filter, 0, 10));
    QCOMPARE(found.size(), 1);
    QVERIFY(filter.matches(found.first()));
    filter.text = u"x"_s + text;
    QCOMPARE(good(m_history->count(filter)), 0);
    QVERIFY(!filter.matches(found.first()));
}

void tst_DeliveryLists::listsWhatIsNew()
{
    QList<DeliveryId> ids;
    qint64 seen = 0;
    for (int i = 0; i < 5; ++i) {
        const NewDelivery delivery = newDelivery(WebhookId::create());
        good(m_store->accept(acceptedEvent(), {delivery}));
        if (i == 1)
            seen = good(m_store->find(delivery.id))->position;
        else if (i > 1)
            ids.prepend(delivery.id);
    }
    QList<DeliveryId> listed;
    for (const Delivery &delivery : good(m_history->listAfter({}, seen, 10)))
        listed.append(delivery.id);
    QCOMPARE(listed, ids);
    QCOMPARE(good(m_history->listAfter({}, seen, 1)).first().id, ids.last());
}

/// The clock was a day ahead when the first came, and more came since than are looked through at once.
void tst_DeliveryLists::listsATimeWhoseClockJumped()
{
    constexpr int limit = 100;
    const WebhookId webhook = WebhookId::create();
    AcceptedEvent ahead = acceptedEvent();
    ahead.acceptedAt = now.addDays(1);
    const NewDelivery first = newDelivery(webhook);
    good(m_store->accept(ahead, {first}));
    QList<NewDelivery> many;
    for (int i = 0; i <= DeliveryHistory::nearKeys; ++i)
        many.append(newDelivery(webhook));
    good(m_store->accept(acceptedEvent(), many));
    DeliveryFilter filter;
    filter.from = now.addSecs(3600);
    const auto listed = good(m_history->list(filter, 0, limit));
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed.first().id, first.id);
    filter.from = now.addSecs(-3600);
    QCOMPARE(good(m_history->list(filter, 0, limit)).last().id, many.at(many.size() - limit).id);
    QCOMPARE(good(m_history->list(filter, 3, limit)).last().id, first.id); // further back than is looked through
    QCOMPARE(good(m_history->list(filter, 3, limit)).size(), 2);
}

void tst_DeliveryLists::summaryOfADay()
{
    const WebhookId webhook = WebhookId::create();
    const auto end = [&](int hoursAgo, OutcomeKind kind, DeliveryState state, bool test = false) {
        const NewDelivery delivery = newDelivery(webhook);
        good(m_store->accept(acceptedEvent(test), {delivery}));
        const auto claimed = good(m_store->claim({delivery.id}, now)).value(0);
        Attempt attempt = ended(claimed, kind, kind == OutcomeKind::Success ? 200 : 500);
        attempt.startedAt = now.addSecs(-3600 * hoursAgo - 60);
        good(m_store->record({{attempt, {state, {}, 0}}}));
    };
    QCOMPARE(good(m_history->summary(now)), DeliverySummary());
    end(0, OutcomeKind::Success, DeliveryState::Delivered);
    end(0, OutcomeKind::ReceiverError, DeliveryState::Failed, true); // a test
    end(2, OutcomeKind::ReceiverError, DeliveryState::Dead);
    end(30, OutcomeKind::Success, DeliveryState::Delivered);
    end(1, OutcomeKind::Cancelled, DeliveryState::Cancelled);
    end(1, OutcomeKind::Interrupted, DeliveryState::Cancelled); // neither says anything of the receiver

    const auto summary = good(m_history->summary(now));
    QCOMPARE(summary.deadLetters, 1);
    DayCount hours{};
    hours[23].of(OutcomeGroup::Delivered) = 1;
    hours[22].of(OutcomeGroup::Stopped) = 2;
    hours[21].of(OutcomeGroup::ReceiverError) = 1;
    QCOMPARE(summary.hours, hours);
    const Health health = summary.health.value(webhook);
    QCOMPARE(health.hours, hours);
    QCOMPARE(health.successPercent(), 50);
    QVERIFY(health.last); // what stands in a value that is none looks like success
    QCOMPARE(health.last->kind, OutcomeKind::Success); // of the newest delivery that says how the receiver does
    QVERIFY(health.lastDelivery);
    QCOMPARE(health.lastDelivery->outcome.kind, OutcomeKind::Interrupted);

    end(0, OutcomeKind::ReceiverError, DeliveryState::Dead);
    end(0, OutcomeKind::Success, DeliveryState::Delivered, true); // a test is the newest, and not asked
    const Health later = good(m_history->summary(now)).health.value(webhook);
    QVERIFY(later.last && later.lastDelivery);
    QCOMPARE(later.last->kind, OutcomeKind::ReceiverError);
    QCOMPARE(later.lastDelivery->outcome.kind, OutcomeKind::Success);
    QVERIFY(later.lastDelivery->test);
}

QTEST_GUILESS_MAIN(tst_DeliveryLists)
#include "tst_deliverylists.moc"
