// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliverydelegate.h"

#include "models/deliverytablemodel.h"
#include "views/icons.h"
#include "views/textdirection.h"

namespace hookpanel {

void DeliveryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    drawInOwnDirection(option);
    if (index.column() != DeliveryTableModel::StateColumn)
        return;
    const auto state = index.data(DeliveryTableModel::StateRole).value<DeliveryState>();
    if (state == DeliveryState::Delivered)
        option->palette.setColor(QPalette::Text, goodColor(option->palette));
    else if (state == DeliveryState::Failed || state == DeliveryState::Dead)
        option->palette.setColor(QPalette::Text, badColor(option->palette));
}

} // namespace hookpanel
