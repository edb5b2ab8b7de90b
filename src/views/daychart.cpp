// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/daychart.h"

#include "views/icons.h"
#include "views/textdirection.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace hookpanel {

namespace {

constexpr int gap = 2; ///< Pixels between two hours.
constexpr int leastBar = 2; ///< One delivery among thousands is still seen.

} // namespace

DayChart::DayChart(QWidget *parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleDescription(tr("Deliveries of the last 24 hours"));
    showDay({});
}

void DayChart::showDay(const DayCount &hours)
{
    m_hours = hours;
    m_most = 0;
    int succeeded = 0;
    int failed = 0;
    for (const HourCount &hour : hours) {
        m_most = std::max(m_most, hour.succeeded + hour.failed);
        succeeded += hour.succeeded;
        failed += hour.failed;
    }
    if (m_most == 0)
        setText(tr("No deliveries in the last 24 hours"));
    else
        setText(tr("Last 24 hours: %1, %2", "n delivered, n not")
                    .arg(tr("%Ln delivered", nullptr, succeeded), tr("%Ln not delivered", nullptr, failed)));
    update();
}

QSize DayChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 4};
}

QSize DayChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, sizeHint().height()};
}

QRect DayChart::barArea() const
{
    return rect().adjusted(0, fontMetrics().height() + gap, 0, 0);
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
    const QString when = hoursAgo == 0 ? tr("In the last hour") : tr("%n hour(s) ago", nullptr, hoursAgo);
    return tr("%1: %2, %3", "when, n delivered, n failed")
        .arg(when, tr("%Ln delivered", nullptr, count.succeeded), tr("%Ln not delivered", nullptr, count.failed));
}

bool DayChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (int hour = 0; hour < int(m_hours.size()); ++hour) {
        if (columnOf(hour).contains(help->pos()))
            QToolTip::showText(help->globalPos(), textOf(hour), this, columnOf(hour));
    }
    return true;
}

void DayChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect line(0, 0, width(), fontMetrics().height());
    painter.drawText(
        line, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter) | ownDirection(text()),
        fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    if (m_most == 0)
        return;
    const QColor ground = palette().color(QPalette::AlternateBase);
    for (int hour = 0; hour < int(m_hours.size()); ++hour) {
        const HourCount &count = m_hours[size_t(hour)];
        QRect column = columnOf(hour);
        painter.fillRect(column, ground);
        const auto heightOf = [&](int n) { return n == 0 ? 0 : std::max(leastBar, n * column.height() / m_most); };
        const int good = heightOf(count.succeeded);
        const int bad = std::min(heightOf(count.failed), column.height());
        const int goodSeen = std::min(good, column.height() - bad);
        painter.fillRect(column.adjusted(0, column.height() - goodSeen, 0, 0), goodColor(palette()));
        painter.fillRect(column.adjusted(0, column.height() - goodSeen - bad, 0, -goodSeen), badColor(palette()));
    }
}

} // namespace hookpanel
