// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/hold.h"
#include "core/recipients.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hookpanel {

/// The JSON shapes of deliveries and of an accepted event (product section 8). Keys may be added, never renamed.
namespace json {

/// How much of each attempt a delivery's JSON holds.
enum class AttemptDetail { Summary, Full };

/// One delivery with its attempts; with Summary they are without request and response. One that waits for something to be
/// changed has no time of its next attempt: `heldBy` says for what.
[[nodiscard]] QJsonObject delivery(const Delivery &delivery, const QList<Attempt> &attempts, AttemptDetail detail,
                                   Hold hold = Hold::None);

/// What accepting an event gave: its id, the deliveries that were made, and who gets nothing and why.
[[nodiscard]] QJsonObject acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries,
                                     const QList<Recipient> &notSent, const QStringList &notes);

} // namespace json
} // namespace hookpanel
