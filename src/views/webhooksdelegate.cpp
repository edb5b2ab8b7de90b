// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhooksdelegate.h"

#include "models/webhooktablemodel.h"
#include "views/icons.h"
#include "views/textdirection.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 8;

QSize switchSize(const QStyleOptionViewItem &option)
{
    const int height = option.fontMetrics.height();
    return {height * 9 / 5, height};
}

/// The cell's ground: selection, hover, alternating colour and focus as the style draws them, without text and box.
void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QStyleOptionViewItem ground = option;
    ground.index = index;
    ground.text.clear();
    ground.features &= ~(QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDisplay);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
}

void paintQuestionMark(QPainter *painter, const QRectF &track, QFont font)
{
    font.setPixelSize(qMax(1, int(track.height() * 0.8)));
    font.setBold(true);
    painter->setFont(font);
    painter->drawText(track, Qt::AlignCenter, u"?"_s);
}

} // namespace

void SwitchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    paintGround(painter, cell, index);

    const auto state = index.data(Qt::CheckStateRole).value<Qt::CheckState>();
    const bool on = state == Qt::Checked;
    const bool selected = cell.state & QStyle::State_Selected;
    const bool movable = index.flags() & Qt::ItemIsUserCheckable;
    const QPalette::ColorGroup group = movable ? QPalette::Active : QPalette::Disabled;
    const QColor ink = cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor fill = selected ? ink : cell.palette.color(group, QPalette::Highlight);
    const QColor knob = cell.palette.color(group,
                                           selected ? QPalette::Highlight
                                               : on ? QPalette::HighlightedText
                                                    : QPalette::Text);

    const QRect inner = cell.rect.adjusted(margin, 0, -margin, 0);
    const QRectF track = QStyle::alignedRect(cell.direction, Qt::AlignLeft | Qt::AlignVCenter, switchSize(cell), inner)
                             .adjusted(0, 1, 0, -1);
    const qreal radius = track.height() / 2;
    const bool knobAtRight = on == (cell.direction == Qt::LeftToRight);
    const QPointF center(knobAtRight ? track.right() - radius : track.left() + radius, track.center().y());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? fill : ink, 1.2));
    painter->setBrush(on ? QBrush(fill) : Qt::NoBrush);
    painter->drawRoundedRect(track.adjusted(0.6, 0.6, -0.6, -0.6), radius, radius);
    if (state == Qt::PartiallyChecked) {
        paintQuestionMark(painter, track, cell.font); // not known: the knob stands on neither side
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(on ? knob : ink);
        painter->drawEllipse(center, radius * 0.7, radius * 0.7);
    }
    painter->restore();

    const int besideSwitch = int(track.width()) + margin;
    const QRect textRect
        = cell.direction == Qt::LeftToRight ? inner.adjusted(besideSwitch, 0, 0, 0) : inner.adjusted(0, 0, -besideSwitch, 0);
    painter->save();
    painter->setPen(ink);
    painter->setFont(cell.font);
    painter->drawText(textRect,
                      int(QStyle::visualAlignment(cell.direction, Qt::AlignLeft) | Qt::AlignVCenter) | ownDirection(text),
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, textRect.width()));
    painter->restore();
}

QSize SwitchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const int width = switchSize(cell).width() + cell.fontMetrics.horizontalAdvance(cell.text) + 3 * margin + 2;
    return {width, cell.fontMetrics.height() * 2};
}

int SwitchDelegate::widthFor(const QFontMetrics &metrics)
{
    const int text = qMax(metrics.horizontalAdvance(WebhookTableModel::tr("Enabled")),
                          metrics.horizontalAdvance(WebhookTableModel::tr("Disabled")));
    return metrics.height() * 9 / 5 + text + 3 * margin + 2;
}

bool SwitchDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                 const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() != Qt::LeftButton || !option.rect.contains(mouse->pos()))
            return false;
        const bool off = index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Unchecked;
        return model->setData(index, off ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole); // what is not known goes off
    }
    // A second press so soon after the first is no second order; and Space is the view's, for all selected rows.
    return event->type() == QEvent::MouseButtonDblClick;
}

void TextDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    drawInOwnDirection(option);
}

void UrlDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    drawLeftToRight(option);
}

IconDelegate::IconDelegate(const QString &iconName, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_icon(icon(iconName))
{
}

void IconDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintGround(painter, cell, index);
    const int side = cell.fontMetrics.height();
    const QRect place = QStyle::alignedRect(cell.direction, Qt::AlignCenter, {side, side}, cell.rect);
    m_icon.paint(painter, place, Qt::AlignCenter, cell.state & QStyle::State_Selected ? QIcon::Selected : QIcon::Normal);
}

} // namespace hookpanel
