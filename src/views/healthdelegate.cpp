// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/healthdelegate.h"

#include "models/webhooktablemodel.h"
#include "views/icons.h"
#include "views/textdirection.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace hookpanel {

namespace {

constexpr int bars = 12; ///< Of two hours each: narrower ones cannot be told apart.
constexpr int margin = 6;

using Bars = std::array<HourCount, bars>;

Bars barsOf(const DayCount &hours)
{
    Bars grouped{};
    for (size_t hour = 0; hour < hours.size(); ++hour)
        grouped[hour * bars / hours.size()] += hours[hour];
    return grouped;
}

int barWidth(const QFontMetrics &metrics)
{
    return qMax(3, metrics.averageCharWidth() / 2);
}

void paintBars(QPainter *painter, const QRect &place, const Bars &counts, const QColor &good, const QColor &bad,
               const QColor &ground, bool isMirrored)
{
    int most = 1;
    for (const HourCount &bar : counts)
        most = std::max(most, bar.succeeded() + bar.failed());
    for (int i = 0; i < bars; ++i) {
        const HourCount &bar = counts[size_t(i)];
        const int at = isMirrored ? bars - 1 - i : i;
        const int left = place.left() + place.width() * at / bars;
        const int width = place.left() + place.width() * (at + 1) / bars - left - 1;
        // One failure among thousands is still seen, and so is an hour without any delivery.
        const auto heightOf = [&](int count) { return count == 0 ? 0 : std::max(2, count * place.height() / most); };
        const int failed = std::min(heightOf(bar.failed()), place.height());
        const int succeeded = std::min(heightOf(bar.succeeded()), place.height() - failed);
        const int bottom = place.bottom() + 1;
        painter->fillRect(left, bottom - 1, width, 1, ground);
        painter->fillRect(left, bottom - succeeded, width, succeeded, good);
        painter->fillRect(left, bottom - succeeded - failed, width, failed, bad);
    }
}

} // namespace

int HealthDelegate::widthFor(const QFontMetrics &metrics)
{
    return bars * (barWidth(metrics) + 1) + 2 * margin;
}

void HealthDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant day = index.data(WebhookTableModel::DayRole);
    if (!day.isValid()) {
        TextDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    QStyledItemDelegate::initStyleOption(&cell, index); // the bars follow the direction of the window
    const QString text = std::exchange(cell.text, QString());
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const bool isSelected = cell.state & QStyle::State_Selected;
    const QColor ink = cell.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QColor muted = ink;
    muted.setAlphaF(0.45F);
    const QRect inner = cell.rect.adjusted(margin, 0, -margin, 0);
    const QSize size(widthFor(cell.fontMetrics) - 2 * margin, cell.fontMetrics.ascent());
    const QRect place = QStyle::alignedRect(cell.direction, Qt::AlignLeft | Qt::AlignVCenter, size, inner);
    paintBars(painter, place, barsOf(day.value<DayCount>()), isSelected ? muted : goodColor(cell.palette),
              isSelected ? ink : badColor(cell.palette), muted, cell.direction == Qt::RightToLeft);

    const int besideBars = size.width() + margin;
    const QRect textRect
        = cell.direction == Qt::LeftToRight ? inner.adjusted(besideBars, 0, 0, 0) : inner.adjusted(0, 0, -besideBars, 0);
    painter->save();
    painter->setPen(ink);
    painter->setFont(cell.font);
    painter->drawText(textRect,
                      int(QStyle::visualAlignment(cell.direction, Qt::AlignLeft) | Qt::AlignVCenter) | ownDirection(text),
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, textRect.width()));
    painter->restore();
}

} // namespace hookpanel
