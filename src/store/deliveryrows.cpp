// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryrows.h"

#include "core/attemptrecord.h"
#include "store/database.h"
#include "store/deliverystatements.h"

namespace hookpanel::deliveryrows {

using namespace Qt::StringLiterals;

qint64 ms(const QDateTime &time)
{
    return time.toMSecsSinceEpoch();
}

QVariant msOrNull(const QDateTime &time)
{
    return time.isValid() ? QVariant(ms(time)) : QVariant();
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

std::optional<Outcome> readOutcome(const QSqlQuery &query, int first)
{
    const auto kind = outcomeFromKey(query.value(first).toString());
    if (!kind)
        return std::nullopt;
    Outcome outcome;
    outcome.kind = *kind;
    outcome.status = query.value(first + 1).toInt();
    outcome.phase = phaseFromKey(query.value(first + 2).toString()).value_or(Phase::Queued);
    outcome.tlsFault = tlsFaultFromKey(query.value(first + 3).toString()).value_or(TlsFault::None);
    return outcome;
}

Delivery readDelivery(const QSqlQuery &query)
{
    Delivery delivery;
    delivery.position = query.value(0).toLongLong();
    delivery.id = DeliveryId::fromString(query.value(1).toString());
    delivery.event = EventId::fromString(query.value(2).toString());
    delivery.eventType = query.value(3).toString();
    delivery.webhook = WebhookId::fromString(query.value(4).toString());
    delivery.webhookName = query.value(5).toString();
    delivery.url = query.value(6).toString();
    delivery.test = query.value(7).toBool();
    delivery.state = deliveryStateFromKey(query.value(8).toString()).value_or(DeliveryState::Cancelled);
    delivery.outcome = readOutcome(query, 9);
    delivery.durationMs = query.value(13).toLongLong();
    delivery.attempts = query.value(14).toInt();
    delivery.waitsUsed = query.value(15).toInt();
    delivery.createdAt = timeOf(query.value(16));
    delivery.dueAt = timeOf(query.value(17));
    return delivery;
}

QString questionMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

const QString &selectDeliveries()
{
    static const QString select
        = u"SELECT d.key, d.id, e.id, d.event_type, d.webhook, d.webhook_name, d.url, d.test, d.state, d.outcome, "
          "d.status, d.phase, d.tls_fault, d.duration_ms, d.attempts, d.waits_used, d.created_at, d.due_at "
          "FROM deliveries d JOIN events e ON e.key = d.event "_s;
    return select;
}

Result<std::optional<Delivery>> find(Database &database, const DeliveryId &id)
{
    auto row = database.run(selectDeliveries() + u"WHERE d.id = ?"_s, {id.toString()});
    if (!row)
        return tl::unexpected(row.error());
    return row->next() ? std::make_optional(readDelivery(*row)) : std::nullopt;
}

Result<std::optional<Event>> event(Database &database, const EventId &id)
{
    auto row = database.run(
        u"SELECT e.type, e.created_at, b.bytes FROM events e JOIN bodies b ON b.key = e.body WHERE e.id = ?"_s,
        {id.toString()});
    if (!row)
        return tl::unexpected(row.error());
    if (!row->next())
        return std::nullopt;
    return Event{row->value(0).toString(), timeOf(row->value(1)), row->value(2).toByteArray()};
}

Result<qint64> countDeadLetters(Database &database)
{
    const auto count = database.value(deliverystatements::countDeadLetters());
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<QList<Attempt>> attempts(Database &database, const DeliveryId &id, Bodies bodies)
{
    const bool isRead = bodies == Bodies::Read;
    const QString columns = u"SELECT d.webhook, d.event_type, d.test, a.number, a.started_at, a.details, "_s
        + (isRead ? u"given.bytes, answered.bytes "_s : u"NULL, NULL "_s);
    const QString join = isRead ? u"JOIN events e ON e.key = d.event JOIN bodies given ON given.key = e.body "
                                  "LEFT JOIN bodies answered ON answered.key = a.answer "_s
                                : QString();
    auto rows = database.run(columns + u"FROM attempts a JOIN deliveries d ON d.key = a.delivery "_s + join
                                 + u"WHERE d.id = ? ORDER BY a.number"_s,
                             {id.toString()});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Attempt> attempts;
    while (rows->next()) {
        Attempt attempt;
        attemptrecord::fill(attempt, rows->value(5).toByteArray());
        attempt.delivery = id;
        attempt.webhook = WebhookId::fromString(rows->value(0).toString());
        attempt.eventType = rows->value(1).toString();
        attempt.test = rows->value(2).toBool();
        attempt.number = rows->value(3).toInt();
        attempt.startedAt = timeOf(rows->value(4));
        attempt.request.body = rows->value(6).toByteArray();
        if (attempt.response)
            attempt.response->body = rows->value(7).toByteArray();
        attempts.append(attempt);
    }
    return attempts;
}

} // namespace hookpanel::deliveryrows
