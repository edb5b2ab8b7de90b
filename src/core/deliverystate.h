// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace hookpanel {

/// Where a delivery stands (product section 6). It only goes forwards, see mayBecome().
enum class DeliveryState {
    Pending, ///< Accepted; its first attempt is due.
    Attempting, ///< On the wire.
    WaitingRetry, ///< Its next attempt has a time.
    Delivered,
    Failed, ///< Its outcome is not one that is tried again.
    Dead, ///< A dead letter: its retry schedule is used up.
    Cancelled, ///< Stopped by the user, or its webhook was deleted.
};

/// All of them, in the order above.
[[nodiscard]] const QList<DeliveryState> &deliveryStates();

/// "waiting-retry": the name in JSON, on the command line and in the database.
[[nodiscard]] QString deliveryStateKey(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> deliveryStateFromKey(const QString &key);

/// Whether nothing more will be sent.
[[nodiscard]] bool isOver(DeliveryState state);

/// Whether it waits for an attempt.
[[nodiscard]] bool isWaiting(DeliveryState state);

/// Whether a delivery may go from one state to the other. Every change of a state in the store asks this function.
[[nodiscard]] bool mayBecome(DeliveryState from, DeliveryState to);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DeliveryState)
