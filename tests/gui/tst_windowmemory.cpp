// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/columnroom.h"
#include "views/mainwindow.h"
#include "views/windowmemory.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// A window with one of each.
class Sample : public QWidget
{
public:
    explicit Sample(PanelService &service)
        : model(3, 3)
        , splitter(new QSplitter(this))
        , table(new QTableView(splitter))
        , side(new QWidget(splitter))
    {
        splitter->setObjectName(u"parts"_s);
        table->setObjectName(u"things"_s);
        table->setModel(&model);
        table->setSortingEnabled(true);
        table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(splitter);
        memory = new WindowMemory(*this, service);
    }

    QStandardItemModel model;
    QSplitter *splitter;
    QTableView *table;
    QWidget *side;
    WindowMemory *memory;
};

} // namespace

/// How a window is arranged is remembered.
class tst_WindowMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void fits_data();
    void fits();
    void restoresWhatItSaved();
    void widthsFollowTheText();
    void aHiddenPartKeepsItsSize();
    void ofAnotherVersion();
    void savesAMomentAfterAChange();
    void closingSaves();
    void closingWithoutAChangeSavesNothing();
    void maximised();
    void squeezedColumnsStayWanted();
    void theMainWindow();
};

void tst_WindowMemory::fits_data()
{
    QTest::addColumn<QRect>("wanted");
    QTest::addColumn<QList<QRect>>("screens");
    QTest::addColumn<QRect>("fitted");
    const QRect one(0, 0, 1000, 800);
    const QRect right(1000, 0, 1000, 800);
    QTest::newRow("fits") << QRect(10, 20, 300, 200) << QList<QRect>{one} << QRect(10, 20, 300, 200);
    QTest::newRow("off to the right") << QRect(5000, 20, 300, 200) << QList<QRect>{one} << QRect(700, 20, 300, 200);
    QTest::newRow("off to the left, above") << QRect(-900, -900, 300, 200) << QList<QRect>{one} << QRect(0, 0, 300, 200);
    QTest::newRow("half off") << QRect(900, 700, 300, 200) << QList<QRect>{one} << QRect(700, 600, 300, 200);
    QTest::newRow("too large") << QRect(0, 0, 3000, 3000) << QList<QRect>{one} << one;
    QTest::newRow("second screen") << QRect(1200, 20, 300, 200) << QList<QRect>{one, right} << QRect(1200, 20, 300, 200);
    QTest::newRow("second screen is gone") << QRect(1200, 20, 300, 200) << QList<QRect>{one} << QRect(700, 20, 300, 200);
    QTest::newRow("on both") << QRect(950, 20, 300, 200) << QList<QRect>{one, right} << QRect(1000, 20, 300, 200);
    QTest::newRow("below a panel") << QRect(0, 0, 300, 200) << QList<QRect>{QRect(0, 30, 1000, 770)}
                                   << QRect(0, 30, 300, 200);
    QTest::newRow("no screen") << QRect(5, 5, 5, 5) << QList<QRect>{} << QRect(5, 5, 5, 5);
}

void tst_WindowMemory::fits()
{
    QFETCH(const QRect, wanted);
    QFETCH(const QList<QRect>, screens);
    QFETCH(const QRect, fitted);
    QCOMPARE(fittedToScreens(wanted, screens), fitted);
}

void tst_WindowMemory::restoresWhatItSaved()
{
    FakePanelService service;
    WindowState state;
    {
        Sample window(service);
        window.setGeometry(20, 30, 600, 400);
        window.show();
        window.table->horizontalHeader()->resizeSection(0, 77);
        window.table->sortByColumn(2, Qt::DescendingOrder);
        window.splitter->setSizes({350, 200});
        Q_EMIT window.splitter->splitterMoved(350, 1); // as a drag of its handle does
        state = window.memory->state();
        window.close();
        QCOMPARE(service.windowStates.last(), state);
    }
    Sample again(service);
    again.memory->restore(state);
    again.show();
    QCOMPARE(again.geometry(), QRect(20, 30, 600, 400));
    QCOMPARE(again.table->horizontalHeader()->sectionSize(0), 77);
    QCOMPARE(again.table->horizontalHeader()->sortIndicatorSection(), 2);
    QCOMPARE(again.table->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(again.splitter->sizes(), state.splitters.value(u"parts"_s));
    QCOMPARE(again.memory->state(), state);
}

void tst_WindowMemory::widthsFollowTheText()
{
    FakePanelService service;
    Sample window(service);
    window.table->horizontalHeader()->resizeSection(0, 80);
    const WindowState state = window.memory->state();
    Sample large(service);
    QFont font = large.table->font();
    font.setPointSizeF(font.pointSizeF() * 2);
    large.table->setFont(font);
    large.memory->restore(state);
    const int width = large.table->horizontalHeader()->sectionSize(0);
    QVERIFY2(width > 130 && width < 190, qPrintable(QString::number(width)));
    QVERIFY(qAbs(large.memory->state().columns.value(u"things"_s).first() - state.columns.value(u"things"_s).first()) < 0.2);
}

void tst_WindowMemory::aHiddenPartKeepsItsSize()
{
    FakePanelService service;
    WindowState state;
    state.splitters.insert(u"parts"_s, {300, 250});
    Sample window(service);
    window.memory->restore(state);
    window.side->hide();
    window.resize(600, 400);
    window.show();
    QCOMPARE(window.memory->state().splitters.value(u"parts"_s), (QList<int>{300, 250}));
    window.side->show();
    QTRY_VERIFY(window.side->width() > 150);
}

void tst_WindowMemory::ofAnotherVersion()
{
    FakePanelService service;
    WindowState state;
    state.columns = {{u"things"_s, {1, 2}}, {u"of tomorrow"_s, {5}}};
    state.sorting = {{u"things"_s, {9, true}}};
    state.splitters = {{u"parts"_s, {1, 2, 3}}};
    Sample window(service);
    const QList<int> before{window.table->columnWidth(0), window.table->columnWidth(2)};
    window.memory->restore(state);
    QCOMPARE((QList<int>{window.table->columnWidth(0), window.table->columnWidth(2)}), before);
    QVERIFY(window.table->horizontalHeader()->sortIndicatorSection() < 3);
    QCOMPARE(window.memory->state().columns.value(u"of tomorrow"_s), QList<double>{5}); // kept for it
}

void tst_WindowMemory::savesAMomentAfterAChange()
{
    FakePanelService service;
    Sample window(service);
    window.show();
    auto *timer = window.memory->findChild<QTimer *>();
    timer = timer ? timer : window.memory->findChildren<QTimer *>().value(0);
    QVERIFY(timer);
    timer->stop();
    service.windowStates.clear();
    window.table->horizontalHeader()->resizeSection(0, 99);
    QVERIFY(timer->isActive());
    QCOMPARE(timer->interval(), WindowMemory::settleMs);
    QCOMPARE(service.windowStates.size(), 0);
    timer->start(0); // a test does not wait
    QTRY_COMPARE(service.windowStates.size(), 1);
}

void tst_WindowMemory::closingSaves()
{
    FakePanelService service;
    Sample window(service);
    window.show();
    window.resize(555, 333);
    window.close();
    QCOMPARE(service.windowStates.size(), 1);
    QCOMPARE(service.windowStates.first().geometry.size(), QSize(555, 333));
}

void tst_WindowMemory::closingWithoutAChangeSavesNothing()
{
    FakePanelService service;
    Sample window(service);
    window.memory->restore(window.memory->state());
    window.show();
    service.windowStates.clear();
    window.memory->restore(window.memory->state());
    window.close();
    QCOMPARE(service.windowStates.size(), 0);
}

void tst_WindowMemory::maximised()
{
    FakePanelService service;
    Sample window(service);
    WindowState state;
    state.geometry = QRect(30, 40, 500, 300);
    state.maximised = true;
    window.memory->restore(state);
    window.show();
    QVERIFY(window.isMaximized());
    QVERIFY(window.memory->state().maximised);
    window.showNormal();
    QTRY_VERIFY(!window.isMaximized());
    QVERIFY(!window.memory->state().maximised);
}

/// A window that was narrow once is as it was when it is wide again.
void tst_WindowMemory::squeezedColumnsStayWanted()
{
    FakePanelService service;
    Sample window(service);
    window.side->hide();
    window.table->setColumnWidth(0, 200);
    window.table->setColumnWidth(2, 150);
    new ColumnRoom(window.table, 1, {{0, 30}, {1, 60}, {2, 100}}, {2});
    window.resize(200, 300);
    window.show();
    QTRY_VERIFY(window.table->columnWidth(0) < 200);
    QVERIFY(window.table->isColumnHidden(2));
    const WindowState state = window.memory->state();
    Sample wide(service);
    wide.side->hide();
    wide.memory->restore(state);
    QCOMPARE(wide.table->columnWidth(0), 200);
    QCOMPARE(wide.table->columnWidth(2), 150);
}

void tst_WindowMemory::theMainWindow()
{
    FakePanelService service;
    FakePrompts prompts;
    StillClock clock;
    WindowState state;
    int width = 0;
    {
        MainWindow window(service, prompts, clock, catalogue(), {});
        QVERIFY(show(window, {800, 500}));
        auto &table = find<QTableView>(window, "webhooksView");
        const int before = table.columnWidth(0);
        table.horizontalHeader()->resizeSection(0, before - 11);
        width = table.columnWidth(0);
        QCOMPARE(width, before - 11);
        table.sortByColumn(1, Qt::DescendingOrder);
        window.close();
        QVERIFY(!service.windowStates.isEmpty());
        state = service.windowStates.last();
    }
    MainWindow window(service, prompts, clock, catalogue(), {});
    window.restore(state);
    window.show();
    QCOMPARE(window.size(), QSize(800, 500));
    auto &table = find<QTableView>(window, "webhooksView");
    // Beside columns that are to be wider than there is room for, it may be a little narrower.
    QCOMPARE(table.findChild<ColumnRoom *>()->wantedWidth(0), width);
    QCOMPARE(table.horizontalHeader()->sortIndicatorSection(), 1);
    QCOMPARE(table.horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
}

QTEST_MAIN(tst_WindowMemory)
#include "tst_windowmemory.moc"
