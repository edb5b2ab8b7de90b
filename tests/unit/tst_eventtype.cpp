// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventtype.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

EventType typeOf(const QString &name, int order, Edition edition = Edition::Community)
{
    EventType type;
    type.name = name;
    type.order = order;
    type.edition = edition;
    return type;
}

QStringList namesOf(const QList<EventType> &types)
{
    QStringList names;
    for (const EventType &type : types)
        names.append(type.name);
    return names;
}

/// Given out of order on purpose.
EventCatalogue smallCatalogue()
{
    return EventCatalogue({typeOf(u"releases.publish"_s, 110, Edition::Enterprise), typeOf(u"entry.update"_s, 20),
                           typeOf(u"trigger-test"_s, 0), typeOf(u"entry.create"_s, 10), typeOf(u"media.create"_s, 70)});
}

} // namespace

/// The catalogue as a value: order, search, edition, "did you mean".
class TestEventType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void typesAreInOrder();
    void findsByExactName();
    void communityHidesEnterprise();
    void nearest_data();
    void nearest();
    void emptyCatalogueKnowsNothing();
};

void TestEventType::typesAreInOrder()
{
    QCOMPARE(
        namesOf(smallCatalogue().types()),
        (QStringList{u"trigger-test"_s, u"entry.create"_s, u"entry.update"_s, u"media.create"_s, u"releases.publish"_s}));
    // Types of the same place stay as given.
    const EventCatalogue same({typeOf(u"b"_s, 1), typeOf(u"a"_s, 1), typeOf(u"c"_s, 0)});
    QCOMPARE(namesOf(same.types()), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
}

void TestEventType::findsByExactName()
{
    const EventCatalogue catalogue = smallCatalogue();
    QVERIFY(catalogue.find(u"entry.create"_s));
    QCOMPARE(catalogue.find(u"entry.create"_s)->order, 10);
    QVERIFY(catalogue.contains(triggerTest));
    for (const QString &name : {u""_s, u"entry"_s, u"Entry.create"_s, u"entry.create "_s, u"*"_s})
        QVERIFY(!catalogue.contains(name));
}

void TestEventType::communityHidesEnterprise()
{
    const EventCatalogue catalogue = smallCatalogue();
    QCOMPARE(namesOf(catalogue.shownIn(Edition::Community)),
             (QStringList{u"trigger-test"_s, u"entry.create"_s, u"entry.update"_s, u"media.create"_s}));
    QCOMPARE(catalogue.shownIn(Edition::Enterprise), catalogue.types());
    QVERIFY(catalogue.contains(u"releases.publish"_s));
}

void TestEventType::nearest_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");

    QTest::newRow("letter missing") << u"entry.creat"_s << u"entry.create"_s;
    QTest::newRow("letter too many") << u"entry.updatee"_s << u"entry.update"_s;
    QTest::newRow("letters swapped") << u"enrty.create"_s << u"entry.create"_s;
    QTest::newRow("upper case") << u"ENTRY.CREATE"_s << u"entry.create"_s;
    QTest::newRow("past tense") << u"entry.created"_s << u"entry.create"_s;
    QTest::newRow("other separator") << u"release-publish"_s << u"releases.publish"_s;
    QTest::newRow("exact") << u"media.create"_s << u"media.create"_s;
    QTest::newRow("nothing like it") << u"order.paid"_s << QString();
    QTest::newRow("one letter") << u"x"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestEventType::nearest()
{
    QFETCH(QString, typed);
    QTEST(smallCatalogue().nearest(typed), "meant");
}

void TestEventType::emptyCatalogueKnowsNothing()
{
    const EventCatalogue none;
    QVERIFY(none.types().isEmpty());
    QVERIFY(!none.contains(triggerTest));
    QVERIFY(none.nearest(u"entry.create"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestEventType)
#include "tst_eventtype.moc"
