// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliverystate.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

const QList<DeliveryState> &deliveryStates()
{
    static const QList<DeliveryState> states{
        DeliveryState::Pending, DeliveryState::Attempting, DeliveryState::WaitingRetry, DeliveryState::Delivered,
        DeliveryState::Failed,  DeliveryState::Dead,       DeliveryState::Cancelled};
    return states;
}

QString deliveryStateKey(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending:
        return u"pending"_s;
    case DeliveryState::Attempting:
        return u"attempting"_s;
    case DeliveryState::WaitingRetry:
        return u"waiting-retry"_s;
    case DeliveryState::Delivered:
        return u"delivered"_s;
    case DeliveryState::Failed:
        return u"failed"_s;
    case DeliveryState::Dead:
        return u"dead"_s;
    case DeliveryState::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

std::optional<DeliveryState> deliveryStateFromKey(const QString &key)
{
    for (const DeliveryState state : deliveryStates()) {
        if (deliveryStateKey(state) == key)
            return state;
    }
    return std::nullopt;
}

bool isOver(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending:
    case DeliveryState::Attempting:
    case DeliveryState::WaitingRetry:
        return false;
    case DeliveryState::Delivered:
    case DeliveryState::Failed:
    case DeliveryState::Dead:
    case DeliveryState::Cancelled:
        return true;
    }
    Q_UNREACHABLE();
}

bool isWaiting(DeliveryState state)
{
    return state == DeliveryState::Pending || state == DeliveryState::WaitingRetry;
}

bool mayBecome(DeliveryState from, DeliveryState to)
{
    switch (from) {
    case DeliveryState::Pending:
    case DeliveryState::WaitingRetry:
        return to == DeliveryState::Attempting || to == DeliveryState::Cancelled;
    case DeliveryState::Attempting:
        return to == DeliveryState::WaitingRetry || isOver(to);
    case DeliveryState::Delivered:
    case DeliveryState::Failed:
    case DeliveryState::Dead:
    case DeliveryState::Cancelled:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
