// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/eventgrid.h"
#include "store/catalogueresource.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_EventGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void community();
    void enterprise();
    void everyTypeHasOneBox();
    void columnsInOrderOfUse();
    void aNewTypeNeedsNoCode();

private:
    static QString textOf(const EventGrid &grid)
    {
        QStringList lines;
        for (const EventGridRow &row : grid.rows) {
            QStringList names;
            for (const EventType &type : row.types)
                names.append(type.name);
            lines.append(row.group + u": "_s + names.join(u' '));
        }
        return lines.join(u'\n');
    }
};

void tst_EventGrid::community()
{
    QCOMPARE(textOf(EventGrid::of(*readCatalogue(), Edition::Community)),
             u"Entry: entry.create entry.update entry.delete entry.publish entry.unpublish entry.draft-discard\n"
             "Media: media.create media.update media.delete"_s);
}

void tst_EventGrid::enterprise()
{
    const QString text = textOf(EventGrid::of(*readCatalogue(), Edition::Enterprise));
    QVERIFY(text.contains(u"Review workflows: review-workflows.updateEntryStage"));
    QVERIFY(text.contains(u"Releases: releases.publish"));
}

void tst_EventGrid::everyTypeHasOneBox()
{
    const EventCatalogue catalogue = *readCatalogue();
    const EventGrid grid = EventGrid::of(catalogue, Edition::Enterprise);
    QStringList names;
    for (const EventGridRow &row : grid.rows) {
        QStringList actions;
        for (const EventType &type : row.types) {
            names.append(type.name);
            QVERIFY(grid.actions.contains(type.action));
            QVERIFY2(!actions.contains(type.action), qPrintable(type.name + u" shares its cell"_s));
            actions.append(type.action);
        }
    }
    QVERIFY(!names.contains(triggerTest));
    QCOMPARE(names.size(), catalogue.types().size() - 1);
    QCOMPARE(names.removeDuplicates(), 0);
}

void tst_EventGrid::columnsInOrderOfUse()
{
    const EventGrid grid = EventGrid::of(*readCatalogue(), Edition::Community);
    const QStringList expected{u"Create"_s, u"Update"_s, u"Delete"_s, u"Publish"_s, u"Unpublish"_s, u"Discard draft"_s};
    QCOMPARE(grid.actions, expected);
}

void tst_EventGrid::aNewTypeNeedsNoCode()
{
    EventType type;
    type.name = u"order.paid"_s;
    type.group = u"Orders"_s;
    type.action = u"Paid"_s;
    const EventGrid grid = EventGrid::of(EventCatalogue({type}), Edition::Community);
    QCOMPARE(textOf(grid), u"Orders: order.paid"_s);
    QCOMPARE(grid.actions, QStringList{u"Paid"_s});
    QVERIFY(EventGrid::of(EventCatalogue(), Edition::Community).rows.isEmpty());
}

QTEST_GUILESS_MAIN(tst_EventGrid)
#include "tst_eventgrid.moc"
