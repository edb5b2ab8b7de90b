// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/palettes.h"
#include "views/readablecolors.h"
#include "views/timelineview.h"

#include <QAccessible>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// The bars in a picture, one per row of the timeline: first and last pixel in the colour of bars, or -1.
QList<std::pair<int, int>> barsOf(const QImage &picture, int rows, const QColor &color)
{
    QList<std::pair<int, int>> bars;
    for (int row = 0; row < rows; ++row) {
        const int y = (2 * row + 1) * picture.height() / (2 * rows);
        std::pair<int, int> bar(-1, -1);
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixelColor(x, y) != color)
                continue;
            if (bar.first < 0)
                bar.first = x;
            bar.second = x;
        }
        bars.append(bar);
    }
    return bars;
}

} // namespace

/// The timeline: bars where something was measured, and the same in words.
class tst_TimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_palette = QApplication::palette(); }
    void init();
    void cleanup();
    void wordsAreItsText();
    void barsFollowEachOther_data();
    void barsFollowEachOther();
    void whatWasNotMeasuredHasNoBar();
    void reusedConnectionsAreSaid();
    void theRunningPhaseGrows();
    void needsNoMoreRoomThanItHas();

private:
    QImage picture();
    [[nodiscard]] static Attempt attempt();

    QPalette m_palette;
    std::unique_ptr<TimelineView> m_view;
};

void tst_TimelineView::init()
{
    failOnWarnings();
    m_view = std::make_unique<TimelineView>();
}

void tst_TimelineView::cleanup()
{
    m_view.reset();
    QApplication::setPalette(m_palette);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

Attempt tst_TimelineView::attempt()
{
    Attempt attempt;
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, 20}, {Phase::Sending, 30}, {Phase::Waiting, 50}};
    attempt.durationMs = 100;
    attempt.outcome.emplace();
    return attempt;
}

QImage tst_TimelineView::picture()
{
    m_view->resize(400, m_view->minimumSizeHint().height());
    return m_view->grab().toImage();
}

void tst_TimelineView::wordsAreItsText()
{
    m_view->showTimeline(attempt(), 100);
    const QString words = u"Queued 0 ms · Connecting 20 ms · Sending 30 ms · Waiting for the answer 50 ms"_s;
    QCOMPARE(m_view->text(), words);
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(told);
    QCOMPARE(told->text(QAccessible::Name), words);
    QCOMPARE(told->role(), QAccessible::StaticText);
}

void tst_TimelineView::barsFollowEachOther_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("light") << lightPalette() << Qt::LeftToRight;
    QTest::newRow("dark") << darkPalette() << Qt::LeftToRight;
    QTest::newRow("right to left") << lightPalette() << Qt::RightToLeft;
}

void tst_TimelineView::barsFollowEachOther()
{
    QFETCH(const QPalette, palette);
    QFETCH(const Qt::LayoutDirection, direction);
    QApplication::setPalette(palette);
    m_view = std::make_unique<TimelineView>();
    m_view->setLayoutDirection(direction);
    m_view->showTimeline(attempt(), 100);
    const QColor bar = palette.color(QPalette::Highlight);
    QVERIFY(contrastOf(bar, palette.color(QPalette::Window)) >= 3);
    QImage seen = picture();
    if (direction == Qt::RightToLeft)
        seen = seen.mirrored(true, false);
    const auto bars = barsOf(seen, 4, bar);
    for (const auto &[first, last] : bars)
        QVERIFY(first >= 0);
    const auto length = [&](int row) { return bars.at(row).second - bars.at(row).first; };
    QVERIFY2(length(0) <= 4, "what took no time is a mark");
    QVERIFY(length(1) < length(2) && length(2) < length(3));
    QVERIFY(qAbs(bars.at(2).first - bars.at(1).second) <= 3);
    QVERIFY(qAbs(bars.at(3).first - bars.at(2).second) <= 3);
}

void tst_TimelineView::whatWasNotMeasuredHasNoBar()
{
    QApplication::setPalette(lightPalette());
    m_view = std::make_unique<TimelineView>();
    Attempt shown = attempt();
    shown.timeline[1].ms.reset();
    m_view->showTimeline(shown, 100);
    QVERIFY2(m_view->text().contains(u"Connecting not measured"), qPrintable(m_view->text()));
    const auto bars = barsOf(picture(), 4, lightPalette().color(QPalette::Highlight));
    QCOMPARE(bars.at(1), std::pair(-1, -1));
    QVERIFY(bars.at(2).first > bars.at(0).second); // those after it stand where they were in time
    QVERIFY(qAbs(bars.at(3).first - bars.at(2).second) <= 3);
}

void tst_TimelineView::reusedConnectionsAreSaid()
{
    Attempt shown = attempt();
    shown.connectionReused = true;
    const int before = (m_view->showTimeline(attempt(), 100), m_view->minimumSizeHint().height());
    m_view->showTimeline(shown, 100);
    QVERIFY(m_view->text().startsWith(u"reused connection · "));
    QVERIFY(m_view->minimumSizeHint().height() > before); // it has a row of its own
    const auto bars = barsOf(picture(), 5, m_view->palette().color(QPalette::Highlight));
    QCOMPARE(bars.at(0), std::pair(-1, -1));
}

void tst_TimelineView::theRunningPhaseGrows()
{
    Attempt running = attempt();
    running.outcome.reset();
    running.timeline = {{Phase::Queued, 0}, {Phase::Connecting, 20}};
    running.phase = Phase::Waiting;
    running.phaseStartedMs = 20;
    m_view->showTimeline(running, 2420);
    QVERIFY2(m_view->text().endsWith(u"Waiting for the answer 2.4 s…"), qPrintable(m_view->text()));
    m_view->showTimeline(running, 3420);
    QVERIFY(m_view->text().endsWith(u"Waiting for the answer 3.4 s…"));
}

void tst_TimelineView::needsNoMoreRoomThanItHas()
{
    m_view->showTimeline(attempt(), 100);
    QVERIFY(m_view->minimumSizeHint().width() < 400);
    QCOMPARE(m_view->minimumSizeHint().height() % 4, 0);
}

QTEST_MAIN(tst_TimelineView)
#include "tst_timelineview.moc"
