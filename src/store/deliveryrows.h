// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/result.h"

#include <QDateTime>
#include <QString>
#include <QVariant>

class QSqlQuery;

namespace hookpanel {

class Database;

/// Between rows of deliveries.sqlite and values, for the store and the history alike.
namespace deliveryrows {

/// Milliseconds since 1970 (UTC), as times stand in the tables.
[[nodiscard]] qint64 ms(const QDateTime &time);
[[nodiscard]] QVariant msOrNull(const QDateTime &time);
[[nodiscard]] QDateTime timeOf(const QVariant &value);

/// "?, ?, ?": the places of so many values.
[[nodiscard]] QString questionMarks(qsizetype count);

/// What a SELECT begins with whose rows readDelivery() reads; the deliveries are `d`.
[[nodiscard]] const QString &selectDeliveries();
[[nodiscard]] Delivery readDelivery(const QSqlQuery &query);

/// Of a SELECT of ids alone.
[[nodiscard]] DeliveryId readDeliveryId(const QSqlQuery &query);

/// Reads kind, status, phase and the two faults from this column on; nothing when there is no outcome.
[[nodiscard]] std::optional<Outcome> readOutcome(const QSqlQuery &query, int first);

/// Nothing when there is none.
[[nodiscard]] Result<std::optional<Delivery>> find(Database &database, const DeliveryId &id);
[[nodiscard]] Result<std::optional<Event>> event(Database &database, const EventId &id);

[[nodiscard]] Result<qint64> countDeadLetters(Database &database);

/// Whether bodies are read: lists leave them.
enum class Bodies { Left, Read };

/// The attempts of a delivery in their order; one that is on the wire has no outcome.
[[nodiscard]] Result<QList<Attempt>> attempts(Database &database, const DeliveryId &id, Bodies bodies);

} // namespace deliveryrows
} // namespace hookpanel
