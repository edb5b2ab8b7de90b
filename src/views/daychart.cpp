// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/daychart.h"

#include "core/words.h"
#include "views/icons.h"
#include "views/textdirection.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace hookpanel {

namespace {

constexpr int gap = 2; ///< Pixels between two hours, and two parts of one.
constexpr int leastBar = 3; ///< One delivery among thousands is still seen.
constexpr int barLines = 4; ///< Height of the bars.

/// Beside the colour, for eyes that do not tell these colours apart.
Qt::BrushStyle patternOf(OutcomeGroup group)
{
    switch (group) {
    case OutcomeGroup::Delivered:
    case OutcomeGroup::ReceiverError:
        return Qt::SolidPattern;
    case OutcomeGroup::Refused:
        return Qt::BDiagPattern;
    case OutcomeGroup::Timeout:
        return Qt::HorPattern;
    case OutcomeGroup::NoConnection:
        return Qt::FDiagPattern;
    case OutcomeGroup::NotSent:
        return Qt::DiagCrossPattern;
    case OutcomeGroup::Stopped:
        return Qt::Dense5Pattern;
    }
    Q_UNREACHABLE();
}

} // namespace

DayChart::DayChart(QWidget *parent)
    : QLabel(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    showDay({});
}

void DayChart::showDay(const DayCount &hours, int underWay)
{
    m_underWay = underWay;
    m_hours = hours;
    m_most = 0;
    m_all = {};
    for (const HourCount &hour : hours) {
        m_most = std::max(m_most, hour.all());
        m_all += hour;
    }
    QString text = heading();
    for (const Entry &entry : legendFor(0))
        text += u'\n' + entry.text;
    setText(text);
    QStringList spoken{tr("Deliveries of the last 24 hours")}; // with what is else told by the mouse alone
    for (int hour = 0; hour < int(hours.size()); ++hour) {
        if (hours[size_t(hour)].all() > 0)
            spoken.append(textOf(hour).replace(u'\n', tr(", ")));
    }
    setAccessibleDescription(spoken.join(u'\n'));
    updateGeometry();
    update();
}

QString DayChart::heading() const
{
    if (m_most > 0)
        return tr("Last 24 hours:");
    return m_underWay == 0 ? tr("No deliveries of real events in the last 24 hours")
                           : tr("No delivery of a real event has ended in the last 24 hours. Under way: %1")
                                 .arg(QLocale().toString(m_underWay));
}

QSize DayChart::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 60;
    return {width, heightForWidth(width)};
}

QSize DayChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height()};
}

int DayChart::heightForWidth(int width) const
{
    return legendHeight(width) + gap + (m_most == 0 ? 0 : fontMetrics().height() * barLines);
}

/// The heading and what comes after it in lines of this width; a group without any delivery is left out.
QList<DayChart::Entry> DayChart::legendFor(int width) const
{
    const int line = fontMetrics().height();
    const int space = fontMetrics().averageCharWidth() * 2;
    QList<Entry> entries;
    QPoint at(fontMetrics().horizontalAdvance(heading()) + space, 0);
    for (const OutcomeGroup group : outcomeGroups()) {
        if (m_all.of(group) == 0)
            continue;
        const QString text = tr("%1: %2", "kind of outcome, how many deliveries")
                                 .arg(Words::of(group), QLocale().toString(m_all.of(group)));
        const int wide = line + fontMetrics().horizontalAdvance(text) + 1; // the swatch is as wide as a line is high
        if (at.x() > 0 && at.x() + wide > width)
            at = {0, at.y() + line};
        entries.append({group, text, QRect(at, QSize(wide, line))});
        at.rx() += wide + space;
    }
    return entries;
}

int DayChart::legendHeight(int width) const
{
    const auto entries = legendFor(width);
    return entries.isEmpty() ? fontMetrics().height() : entries.last().place.bottom() + 1;
}

QRect DayChart::barArea() const
{
    return rect().adjusted(0, legendHeight(width()) + gap, 0, 0);
}

/// Time runs as the text does.
QRect DayChart::columnOf(int hour) const
{
    const QRect area = barArea();
    const int count = int(m_hours.size());
    const int place = layoutDirection() == Qt::RightToLeft ? count - 1 - hour : hour;
    const int left = area.left() + area.width() * place / count;
    const int right = area.left() + area.width() * (place + 1) / count - gap;
    return {left, area.top(), right - left, area.height()};
}

QString DayChart::textOf(int hour) const
{
    const HourCount &count = m_hours[size_t(hour)];
    const int hoursAgo = int(m_hours.size()) - 1 - hour;
    QStringList lines{hoursAgo == 0 ? tr("In the last hour") : tr("%n hour(s) ago", nullptr, hoursAgo)};
    for (const OutcomeGroup group : outcomeGroups()) {
        if (count.of(group) > 0)
            lines.append(tr("%1: %2", "kind of outcome, how many deliveries")
                             .arg(Words::of(group), QLocale().toString(count.of(group))));
    }
    if (count.all() == 0)
        lines.append(tr("No deliveries"));
    return lines.join(u'\n');
}

bool DayChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (int hour = 0; m_most > 0 && hour < int(m_hours.size()); ++hour) {
        if (!columnOf(hour).contains(help->pos()))
            continue;
        QToolTip::showText(help->globalPos(), textOf(hour), this, columnOf(hour));
        return true;
    }
    QToolTip::hideText(); // that of an hour does not stay beside it
    event->ignore();
    return true;
}

/// Each stands out from the ground by 3:1 at least, and from its neighbours in the order of the groups.
QColor DayChart::colorOf(OutcomeGroup group, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (group) {
    case OutcomeGroup::Delivered:
        return goodColor(palette);
    case OutcomeGroup::Refused:
        return dark ? QColor(0xc8, 0xa2, 0xf0) : QColor(0x6f, 0x3a, 0xa8);
    case OutcomeGroup::ReceiverError:
        return badColor(palette);
    case OutcomeGroup::Timeout:
        return dark ? QColor(0xff, 0xc0, 0x6a) : QColor(0xa8, 0x5a, 0x00);
    case OutcomeGroup::NoConnection:
        return dark ? QColor(0x86, 0xb9, 0xff) : QColor(0x1b, 0x57, 0xa6);
    case OutcomeGroup::NotSent:
        return dark ? QColor(0xd8, 0xd0, 0x60) : QColor(0x6b, 0x66, 0x00);
    case OutcomeGroup::Stopped:
        return dark ? QColor(0xb0, 0xb0, 0xb0) : QColor(0x6a, 0x6a, 0x6a);
    }
    Q_UNREACHABLE();
}

/// A pattern is drawn in the colour over a quiet ground of the same colour, with a line around it.
void DayChart::fill(QPainter &painter, const QRect &rect, OutcomeGroup group) const
{
    const QColor color = colorOf(group, palette());
    if (patternOf(group) == Qt::SolidPattern) {
        painter.fillRect(rect, color);
        return;
    }
    QColor quiet = color;
    quiet.setAlphaF(0.3F);
    painter.fillRect(rect, quiet);
    painter.fillRect(rect, QBrush(color, patternOf(group)));
    painter.setPen(color);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
}

void DayChart::paintLegend(QPainter &painter) const
{
    const QRect line(0, 0, width(), fontMetrics().height());
    const int flags = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(ink);
    painter.drawText(line, flags | ownDirection(heading()), fontMetrics().elidedText(heading(), Qt::ElideRight, width()));
    for (const Entry &entry : legendFor(width())) {
        const int side = line.height() * 2 / 3;
        const QRect swatch(entry.place.left(), entry.place.top() + (line.height() - side) / 2, side, side);
        fill(painter, QStyle::visualRect(layoutDirection(), rect(), swatch), entry.group);
        painter.setPen(ink);
        const QRect text = entry.place.adjusted(line.height(), 0, 0, 0);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), text), flags | ownDirection(entry.text), entry.text);
    }
}

/// From the ground up in the order of the groups, each part high enough to be seen.
void DayChart::paintHour(QPainter &painter, int hour) const
{
    const HourCount &count = m_hours[size_t(hour)];
    const QRect column = columnOf(hour);
    painter.fillRect(column, palette().color(QPalette::AlternateBase));
    const int parts = int(std::count_if(count.byGroup.cbegin(), count.byGroup.cend(), [](int n) { return n > 0; }));
    const int room = column.height() - parts * leastBar;
    int bottom = column.bottom() + 1;
    for (const OutcomeGroup group : outcomeGroups()) {
        if (count.of(group) == 0)
            continue;
        const int height = leastBar + int(qint64(count.of(group)) * room / m_most);
        const bool isAlone = height <= leastBar; // then there is no room for a gap
        fill(painter, QRect(column.left(), bottom - height, column.width(), height - (isAlone ? 0 : 1)), group);
        bottom -= height;
    }
}

void DayChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLegend(painter);
    for (int hour = 0; m_most > 0 && hour < int(m_hours.size()); ++hour)
        paintHour(painter, hour);
}

} // namespace hookpanel
