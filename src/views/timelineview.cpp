// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/timelineview.h"

#include "core/timeline.h"
#include "core/words.h"
#include "views/textdirection.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 8; ///< Pixels between phase, bar and time.
constexpr int thinnestBar = 3; ///< Pixels: a phase of 0 ms has been, too.
constexpr int barCharacters = 8; ///< Room for a bar at least, in widths of a character.

} // namespace

void TimelineView::showTimeline(const Attempt &attempt, qint64 elapsedMs)
{
    QStringList words;
    if (attempt.connectionReused)
        words.append(tr("reused connection"));
    QList<Row> rows;
    const auto bars = timelineBars(attempt, elapsedMs);
    const double whole = double(std::max<qint64>(1, elapsedMs));
    for (const TimelineBar &bar : bars) {
        Row row;
        row.phase = Words::of(bar.phase);
        row.hasBar = bar.ms.has_value();
        row.isRunning = bar.isRunning;
        row.time = bar.ms ? Words::duration(*bar.ms) : tr("not measured");
        if (bar.isRunning)
            row.time = tr("%1…", "duration so far").arg(row.time);
        row.begin = std::min(1.0, double(bar.startMs) / whole);
        row.length = std::min(1.0 - row.begin, double(bar.ms.value_or(0)) / whole);
        rows.append(row);
        words.append(tr("%1 %2", "phase, duration").arg(row.phase, row.time));
    }
    if (attempt.connectionReused)
        rows.prepend({tr("reused connection")});
    if (rows != m_rows) {
        const QSize needed = minimumSizeHint();
        m_rows = rows;
        if (minimumSizeHint() != needed)
            updateGeometry();
        update();
    }
    setText(words.join(u" · "_s));
}

int TimelineView::widestPhase() const
{
    int widest = 0;
    for (const Row &row : m_rows) {
        if (!row.time.isEmpty())
            widest = std::max(widest, fontMetrics().horizontalAdvance(row.phase));
    }
    return widest;
}

int TimelineView::widestTime() const
{
    int widest = 0;
    for (const Row &row : m_rows)
        widest = std::max(widest, row.hasBar ? fontMetrics().horizontalAdvance(row.time) : 0);
    return widest;
}

int TimelineView::rowHeight() const
{
    return fontMetrics().height() + 3;
}

QSize TimelineView::sizeHint() const
{
    const QSize least = minimumSizeHint();
    return {least.width() + fontMetrics().averageCharWidth() * barCharacters, least.height()};
}

QSize TimelineView::minimumSizeHint() const
{
    const int bar = fontMetrics().averageCharWidth() * barCharacters;
    return {widestPhase() + gap + bar + gap + widestTime(), int(m_rows.size()) * rowHeight()};
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor fill = palette().color(QPalette::Highlight);
    QColor track = ink;
    track.setAlphaF(0.08F);
    const int left = widestPhase() + gap;
    const int room = std::max(thinnestBar, width() - left - gap - widestTime());
    const auto place = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    const auto leading = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter);
    const auto trailing = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter);
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        const int top = i * rowHeight();
        painter.setPen(ink);
        painter.drawText(place({0, top, row.time.isEmpty() ? width() : left, rowHeight()}),
                         leading | Qt::TextDontClip | ownDirection(row.phase), row.phase);
        if (!row.hasBar) {
            painter.drawText(place({left, top, width() - left, rowHeight()}), leading | ownDirection(row.time), row.time);
            continue;
        }
        painter.drawText(place({width() - widestTime(), top, widestTime(), rowHeight()}), trailing | ownDirection(row.time),
                         row.time);
        const int thickness = std::max(4, rowHeight() / 2);
        const QRect lane(left, top + (rowHeight() - thickness) / 2, room, thickness);
        painter.setPen(Qt::NoPen);
        painter.setBrush(track);
        painter.drawRoundedRect(place(lane), 2, 2);
        const int length = std::max(thinnestBar, int(row.length * room));
        const int begin = std::min(int(row.begin * room), room - length);
        painter.setBrush(row.isRunning ? QBrush(fill, Qt::Dense4Pattern) : QBrush(fill));
        painter.drawRoundedRect(place({lane.x() + begin, lane.y(), length, lane.height()}), 2, 2);
    }
}

} // namespace hookpanel
