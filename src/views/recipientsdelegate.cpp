// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/recipientsdelegate.h"

#include "models/recipientsmodel.h"
#include "views/icons.h"
#include "views/readablecolors.h"
#include "views/textdirection.h"

namespace hookpanel {

void RecipientsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    drawInOwnDirection(option);
    if (!index.data(RecipientsModel::GetsItRole).toBool()) {
        option->palette.setColor(QPalette::Text, remarkColor(option->palette));
        return;
    }
    const QVariant state = index.data(RecipientsModel::StateRole);
    if (index.column() != RecipientsModel::ResultColumn || !state.isValid())
        return;
    switch (state.value<DeliveryState>()) {
    case DeliveryState::Delivered:
        option->palette.setColor(QPalette::Text, goodColor(option->palette));
        break;
    case DeliveryState::Failed:
    case DeliveryState::Dead:
        option->palette.setColor(QPalette::Text, badColor(option->palette));
        break;
    case DeliveryState::Pending:
    case DeliveryState::Attempting:
    case DeliveryState::WaitingRetry:
    case DeliveryState::Cancelled:
        break;
    }
}

void OwnDirectionDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    drawInOwnDirection(option);
}

} // namespace hookpanel
