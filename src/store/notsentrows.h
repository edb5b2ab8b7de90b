// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventsummary.h"
#include "core/ids.h"
#include "core/recipients.h"
#include "core/result.h"

namespace hookpanel {

class Database;

/// Which webhooks do not get an event, and why, in the database of deliveries. As long as nobody changes a webhook this is
/// the same for all events of a type and content type, and with many webhooks it is far larger than the event: so each such
/// list is kept once.
namespace notsentrows {

/// Within the caller's transaction; `event` is the key of the event's row. An empty list needs no row.
[[nodiscard]] Result<void> keep(Database &database, qint64 event, const QList<Recipient> &notSent);

/// In the order of the webhooks; without their URLs.
[[nodiscard]] Result<QList<Recipient>> read(Database &database, const EventId &event);

/// The newest real events, at most `limit`, whoever got them; with a webhook those that it did not get.
[[nodiscard]] Result<QList<EventSummary>> newestEvents(Database &database, const WebhookId &webhook, int limit);

/// Takes away lists that no event has any more, within the caller's transaction.
[[nodiscard]] Result<void> dropUnused(Database &database);

} // namespace notsentrows
} // namespace hookpanel
