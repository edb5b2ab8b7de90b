// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliverystatedelegate.h"

#include "models/deliverytablemodel.h"
#include "views/icons.h"

namespace hookpanel {

void DeliveryStateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto state = index.data(DeliveryTableModel::StateRole).value<DeliveryState>();
    if (state == DeliveryState::Delivered)
        option->palette.setColor(QPalette::Text, goodColor(option->palette));
    else if (state == DeliveryState::Failed || state == DeliveryState::Dead)
        option->palette.setColor(QPalette::Text, badColor(option->palette));
}

} // namespace hookpanel
