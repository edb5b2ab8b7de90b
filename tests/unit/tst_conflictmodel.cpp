// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/conflictmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace hookpanel;

using Change = std::function<void(Webhook &)>;
Q_DECLARE_METATYPE(Change)

class TestConflictModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headings();
    void cells_data();
    void cells();
    void typingKeepsTheRows();
};

void TestConflictModel::headings()
{
    const ConflictModel model;
    QStringList headings;
    for (int column = 0; column < model.columnCount(); ++column)
        headings.append(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    QCOMPARE(headings, (QStringList{u"Field"_s, u"Mine"_s, u"Theirs"_s}));
}

void TestConflictModel::cells_data()
{
    QTest::addColumn<Change>("mine");
    QTest::addColumn<Change>("theirs");
    QTest::addColumn<QStringList>("cells");
    const auto row = [](const char *name, const Change &mine, const Change &theirs, const QStringList &cells) {
        QTest::newRow(name) << mine << theirs << cells;
    };
    const Change nothing = [](Webhook &) {};
    row("the same", nothing, nothing, {});
    row(
        "name", [](Webhook &w) { w.name = u"a"_s; }, [](Webhook &w) { w.name = u"b"_s; }, {u"Name"_s, u"a"_s, u"b"_s});
    row("switch", [](Webhook &w) { w.enabled = false; }, nothing, {u"Status"_s, u"Disabled"_s, u"Enabled"_s});
    row(
        "headers",
        [](Webhook &w) {
            w.headers = {{u"X-Same"_s, u"0"_s}, {u"X-A"_s, u"1"_s}, {u"X-New"_s, u"n"_s}};
        },
        [](Webhook &w) {
            w.headers = {{u"X-Same"_s, u"0"_s}, {u"x-a"_s, u"2"_s}};
        },
        {u"Headers"_s, u"X-A: 1\nX-New: n"_s, u"x-a: 2\nwithout X-New"_s});
    row(
        "events",
        [](Webhook &w) {
            w.events.names = QStringList{u"entry.create"_s, u"entry.update"_s};
        },
        [](Webhook &w) {
            w.events.names = QStringList{u"entry.create"_s, u"media.create"_s};
        },
        {u"Events"_s, u"with entry.update\nwithout media.create"_s, u"with media.create\nwithout entry.update"_s});
    row(
        "all events", [](Webhook &w) { w.events.all = true; },
        [](Webhook &w) { w.events.names = QStringList{u"entry.create"_s}; },
        {u"Events"_s, u"All events, future ones too"_s, u"entry.create"_s});
    row("all events or none", nothing, [](Webhook &w) { w.events.all = true; },
        {u"Events"_s, u"None"_s, u"All events, future ones too"_s});
    row("content types",
        [](Webhook &w) {
            w.contentTypes = Selection{false, {u"address"_s}};
        },
        nothing, {u"Content types"_s, u"address"_s, u"All content types"_s});
    row(
        "retry", [](Webhook &w) { w.retry = RetrySchedule(RetrySchedule::Kind::Off); },
        [](Webhook &w) { w.retry = RetrySchedule(RetrySchedule::Kind::Quick); },
        {u"Retry schedule"_s, u"Off"_s, u"Quick (2 s, 10 s, 1 min)"_s});
    row("signing", [](Webhook &w) { w.signing = QStringList{u"github"_s}; }, nothing,
        {u"Signing"_s, u"github"_s, u"None"_s});
}

void TestConflictModel::cells()
{
    QFETCH(const Change, mine);
    QFETCH(const Change, theirs);
    QFETCH(const QStringList, cells);
    Webhook one;
    Webhook other;
    mine(one);
    theirs(other);
    ConflictModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setVersions(one, other);
    QCOMPARE(model.rowCount(), cells.isEmpty() ? 0 : 1);
    for (int column = 0; column < cells.size(); ++column)
        QCOMPARE(model.index(0, column).data().toString(), cells.at(column));
}

void TestConflictModel::typingKeepsTheRows()
{
    Webhook mine;
    Webhook theirs;
    mine.name = u"M"_s;
    theirs.name = u"Theirs"_s;
    ConflictModel model;
    model.setVersions(mine, theirs);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    mine.name = u"Mine"_s;
    model.setVersions(mine, theirs);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, ConflictModel::MineColumn).data().toString(), u"Mine"_s);
    mine.url = u"x"_s;
    model.setVersions(mine, theirs);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(model.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestConflictModel)
#include "tst_conflictmodel.moc"
