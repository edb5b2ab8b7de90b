// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverystate.h"
#include "core/ids.h"
#include "core/outcome.h"
#include "core/payload.h"

#include <QDateTime>
#include <QMetaType>

#include <optional>

namespace hookpanel {

/// An event that was accepted. Its payload never changes again.
struct AcceptedEvent {
    EventId id;
    Event event;
    QDateTime acceptedAt;
    bool test = false;

    bool operator==(const AcceptedEvent &) const = default;
};

/// A delivery that is to be made of an event.
struct NewDelivery {
    DeliveryId id;
    WebhookId webhook;
    QString webhookName; ///< Kept for the history, where the webhook may be gone.
    QString url; ///< As typed, placeholders not filled.

    bool operator==(const NewDelivery &) const = default;
};

/// One event on its way to one webhook, as lists show it: without payload, request and response.
struct Delivery {
    qint64 position = 0; ///< Rises with each delivery accepted: the order of lists, and where they go on.
    DeliveryId id;
    EventId event;
    QString eventType;
    WebhookId webhook;
    QString webhookName;
    QString url; ///< As typed.
    bool test = false;
    DeliveryState state = DeliveryState::Pending;
    std::optional<Outcome> outcome; ///< Of the last attempt that has ended.
    qint64 durationMs = 0; ///< Of that attempt.
    int attempts = 0; ///< Begun so far.
    int waitsUsed = 0; ///< Of the retry schedule.
    QDateTime createdAt;
    QDateTime dueAt; ///< When the next attempt is to start; invalid when none is.
    bool sentAgain = false; ///< A dead one whose event went to its webhook once more: no dead letter any more.

    bool operator==(const Delivery &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Delivery)
