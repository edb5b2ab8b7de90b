// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/palettes.h"
#include "views/daychart.h"
#include "views/readablecolors.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QToolTip>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The picture of the last 24 hours: each outcome has its colour, its place and its words.
class tst_DayChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_chart.reset(); }
    void nothingIsSaid();
    void wordsAreItsText();
    void oneHourInWords();
    void everyGroupIsSeen_data();
    void everyGroupIsSeen();
    void colorsStandOut_data();
    void colorsStandOut();
    void legendGoesOnInLines();
    void timeRunsAsTheTextDoes();

private:
    [[nodiscard]] DayCount day() const;
    QImage picture() { return m_chart->grab().toImage(); }

    std::unique_ptr<DayChart> m_chart;
};

void tst_DayChart::init()
{
    failOnWarnings();
    m_chart = std::make_unique<DayChart>();
    m_chart->resize(900, 200);
}

/// Of each group as many as its number and one, all in the last hour.
DayCount tst_DayChart::day() const
{
    DayCount hours{};
    for (const OutcomeGroup group : outcomeGroups())
        hours[23].of(group) = 1 + int(group);
    return hours;
}

/// Tests alone make no picture: that is said.
void tst_DayChart::nothingIsSaid()
{
    QCOMPARE(m_chart->text(), u"No deliveries of real events in the last 24 hours"_s);
    m_chart->showDay({}, 2);
    QCOMPARE(m_chart->text(), u"No delivery of a real event has ended in the last 24 hours. Under way: 2"_s);
    QVERIFY(m_chart->heightForWidth(900) < m_chart->fontMetrics().height() * 2);
}

void tst_DayChart::wordsAreItsText()
{
    DayCount hours = day();
    hours[3].of(OutcomeGroup::Delivered) = 1'000;
    m_chart->showDay(hours);
    QCOMPARE(m_chart->text().split(u'\n'),
             QStringList({u"Last 24 hours:"_s, u"Delivered: 1,001"_s, u"Refused: 2"_s, u"Receiver error: 3"_s,
                          u"Timeout: 4"_s, u"No connection: 5"_s, u"Not sent: 6"_s, u"Cancelled or interrupted: 7"_s}));
    const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(m_chart.get());
    QVERIFY(spoken);
    QVERIFY(spoken->text(QAccessible::Name).contains(u"Receiver error: 3"));
    hours[23].of(OutcomeGroup::Timeout) = 0;
    m_chart->showDay(hours);
    QVERIFY(!m_chart->text().contains(u"Timeout"));
}

void tst_DayChart::oneHourInWords()
{
    DayCount hours{};
    hours[22].of(OutcomeGroup::Delivered) = 12;
    hours[22].of(OutcomeGroup::NoConnection) = 1;
    m_chart->showDay(hours);
    QVERIFY(m_chart->textOf(22).endsWith(u"\nDelivered: 12\nNo connection: 1"_s));
    QCOMPARE(m_chart->textOf(23), u"In the last hour\nNo deliveries"_s);
}

void tst_DayChart::everyGroupIsSeen_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

/// In the bar, from the bottom up in their order, however few of thousands.
void tst_DayChart::everyGroupIsSeen()
{
    QFETCH(const QPalette, palette);
    m_chart->setPalette(palette);
    DayCount hours = day();
    hours[0].of(OutcomeGroup::Delivered) = 100'000;
    m_chart->showDay(hours);
    const QImage image = picture();
    int y = image.height() - 1;
    const int x = image.width() - 6; // within the last hour
    for (const OutcomeGroup group : outcomeGroups()) {
        const QColor color = DayChart::colorOf(group, palette);
        while (y > 0 && image.pixelColor(x, y) != color)
            --y;
        QVERIFY2(y > image.height() / 4, qPrintable(u"group %1"_s.arg(int(group))));
    }
}

void tst_DayChart::colorsStandOut_data()
{
    everyGroupIsSeen_data();
}

void tst_DayChart::colorsStandOut()
{
    QFETCH(const QPalette, palette);
    constexpr double enoughForAPicture = 3; // WCAG 2, 1.4.11
    QList<QRgb> seen;
    for (const OutcomeGroup group : outcomeGroups()) {
        const QColor color = DayChart::colorOf(group, palette);
        for (const QPalette::ColorRole ground : {QPalette::AlternateBase, QPalette::Window})
            QVERIFY2(contrastOf(color, palette.color(ground)) >= enoughForAPicture, qPrintable(color.name()));
        QVERIFY(!seen.contains(color.rgb()));
        seen.append(color.rgb());
    }
}

/// In a narrow window or in large letters; the bars stand below all of it.
void tst_DayChart::legendGoesOnInLines()
{
    m_chart->showDay(day());
    const int line = m_chart->fontMetrics().height();
    QVERIFY(m_chart->heightForWidth(line * 80) < line * 7);
    QVERIFY(m_chart->heightForWidth(line * 16) >= line * 8);
}

void tst_DayChart::timeRunsAsTheTextDoes()
{
    DayCount hours{};
    hours[23].of(OutcomeGroup::Delivered) = 1;
    m_chart->showDay(hours);
    const QColor color = DayChart::colorOf(OutcomeGroup::Delivered, m_chart->palette());
    const auto isAt = [&](int x) { return picture().pixelColor(x, m_chart->height() - 3) == color; };
    QVERIFY(isAt(m_chart->width() - 6));
    QVERIFY(!isAt(5));
    m_chart->setLayoutDirection(Qt::RightToLeft);
    QVERIFY(isAt(5));
    QVERIFY(!isAt(m_chart->width() - 6));
}

QTEST_MAIN(tst_DayChart)
#include "tst_daychart.moc"
