// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/contenttypesmodel.h"
#include "models/eventsmodel.h"
#include "models/eventtypesmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

StoredWebhook subscriber(const QString &name, const QStringList &types, bool all = false)
{
    StoredWebhook stored;
    stored.webhook.id = WebhookId::create();
    stored.webhook.name = name;
    stored.webhook.events.names = types;
    stored.webhook.events.all = all;
    return stored;
}

EventCatalogue smallCatalogue()
{
    EventType create;
    create.name = u"entry.create"_s;
    EventType test;
    test.name = triggerTest;
    return EventCatalogue({test, create})
        .withOwn({makeOwnEventType(u"order.paid"_s, R"({"event":"order.paid","createdAt":""})")});
}

QStringList texts(const QAbstractItemModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        rows.append(cells.join(u'|'));
    }
    return rows;
}

} // namespace

/// The lists of event types, content types and events.
class TestEventTypesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void subscribersAreCounted();
    void removedTypeThatIsStillNamed();
    void contentTypes();
    void events();
};

void TestEventTypesModel::subscribersAreCounted()
{
    EventTypesModel model;
    const QAbstractItemModelTester tester(&model);
    const QList<StoredWebhook> webhooks{subscriber(u"b"_s, {u"entry.create"_s}), subscriber(u"a"_s, {}, true)};
    model.setContent(smallCatalogue(), webhooks);
    QCOMPARE(texts(model), (QStringList{u"entry.create||2"_s, u"order.paid|Your own|1"_s}));
    QCOMPARE(model.at(0)->subscribers.first().name, u"a"_s);
    QCOMPARE(model.namersOf(u"entry.create"_s), QStringList{u"b"_s});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setContent(smallCatalogue(), webhooks.mid(1));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
}

void TestEventTypesModel::removedTypeThatIsStillNamed()
{
    EventTypesModel model;
    const QAbstractItemModelTester tester(&model);
    const QList<StoredWebhook> webhooks{subscriber(u"b"_s, {u"order.paid"_s}), subscriber(u"a"_s, {}, true)};
    model.setContent(smallCatalogue().withOwn({}), webhooks);
    QCOMPARE(texts(model), (QStringList{u"entry.create||1"_s, u"order.paid|not known|1"_s}));
    QVERIFY(!model.at(1)->isKnown);
    QCOMPARE(model.namersOf(u"order.paid"_s), QStringList{u"b"_s});
}

void TestEventTypesModel::contentTypes()
{
    ContentTypesModel model;
    const QAbstractItemModelTester tester(&model);
    ContentTypes types;
    ContentType address;
    address.uid = u"api::address.address"_s;
    address.displayName = u"Address"_s;
    address.draftAndPublish = true;
    address.attributes.list = {{u"city"_s, u"string"_s}, {u"pin"_s, u"password"_s}};
    types.insert(address);
    Component geo;
    geo.uid = u"shared.geo"_s;
    geo.displayName = u"A place"_s;
    types.insert(geo);
    model.setContent(types);
    QCOMPARE(
        texts(model),
        (QStringList{u"Address|api::address.address|Content type|yes|pin"_s, u"A place|shared.geo|Component|–|nothing"_s}));
    QCOMPARE(model.uidAt(1), u"shared.geo"_s);
}

void TestEventTypesModel::events()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model);
    const EventSummary event{EventId::create(), u"entry.create"_s, QDateTime(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC), 3,
                             4};
    model.setEvents({event});
    QVERIFY(texts(model).first().endsWith(u"|entry.create|3|4"));
    QCOMPARE(model.rowOf(event.id), 0);
    QCOMPARE(model.idAt(0), event.id);
    QVERIFY(model.idAt(1).isNull());
}

QTEST_GUILESS_MAIN(TestEventTypesModel)
#include "tst_eventtypesmodel.moc"
