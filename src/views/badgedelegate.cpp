// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/badgedelegate.h"

#include "views/icons.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostShown = 99;
constexpr int margin = 6;

QString textOf(qint64 count)
{
    return count > mostShown ? u"%1+"_s.arg(mostShown) : QString::number(count);
}

} // namespace

int BadgeDelegate::widthFor(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(textOf(mostShown + 1)) + metrics.height() / 2 + 2 * margin;
}

int BadgeDelegate::widthOfIcons(const QStyle &style)
{
    return style.pixelMetric(QStyle::PM_ListViewIconSize) + 4 * margin;
}

void BadgeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (!m_iconsOnly)
        return;
    option->text.clear();
    option->features &= ~QStyleOptionViewItem::HasDisplay;
    option->decorationAlignment = Qt::AlignCenter;
}

/// An icon alone is explained by its text.
bool BadgeDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (!m_iconsOnly || event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines{index.data(Qt::DisplayRole).toString()};
    if (const QString more = index.data(Qt::ToolTipRole).toString(); !more.isEmpty())
        lines.append(more);
    QToolTip::showText(event->globalPos(), lines.join(u'\n'), view);
    return true;
}

void BadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const qint64 count = index.data(CountRole).toLongLong();
    if (count <= 0)
        return;
    const QString text = m_iconsOnly ? QString() : textOf(count);
    const bool isSelected = option.state & QStyle::State_Selected;
    const QPalette &palette = option.palette;
    const QColor fill = isSelected ? palette.color(QPalette::HighlightedText) : badColor(palette);
    const QColor ink = isSelected ? palette.color(QPalette::Highlight) : palette.color(QPalette::Base);
    const int height = m_iconsOnly ? option.fontMetrics.height() / 2 : option.fontMetrics.height();
    const int width = qMax(height, option.fontMetrics.horizontalAdvance(text) + height / 2);
    const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
    const auto place = Qt::AlignRight | (m_iconsOnly ? Qt::AlignTop : Qt::AlignVCenter); // a dot beside an icon alone
    const QRect pill = QStyle::alignedRect(option.direction, place, {m_iconsOnly ? height : width, height}, inner);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
    painter->setPen(ink);
    painter->setFont(option.font);
    painter->drawText(pill, Qt::AlignCenter, text);
    painter->restore();
}

} // namespace hookpanel
