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
    outcome.proxyFault = proxyFaultFromKey(query.value(first + 4).toString()).value_or(ProxyFault::None);
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
    delivery.durationMs = query.value(14).toLongLong();
    delivery.attempts = query.value(15).toInt();
    delivery.waitsUsed = query.value(16).toInt();
    delivery.createdAt = timeOf(query.value(17));
    delivery.dueAt = timeOf(query.value(18));
    delivery.sentAgain = query.value(19).toBool();
    return delivery;
}

DeliveryId readDeliveryId(const QSqlQuery &query)
{
    return DeliveryId::fromString(query.value(0).toString());
}

QString questionMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

const QString &selectDeliveries()
{
    static const QString select
        = u"SELECT d.key, d.id, e.id, d.event_type, d.webhook, d.webhook_name, d.url, d.test, d.state, d.outcome, "
          "d.status, d.phase, d.tls_fault, d.proxy_fault, d.duration_ms, d.attempts, d.waits_used, d.created_at, d.due_at, "
          "d.resent "
          "FROM deliveries d JOIN events e ON e.key = d.event "_s;
    return select;
}

Result<std::optional<Delivery>> find(Database &database, const DeliveryId &id)
{
    return database.row(selectDeliveries() + u"WHERE d.id = ?"_s, {id.toString()}, readDelivery);
}

Result<std::optional<Event>> event(Database &database, const EventId &id)
{
    return database.row(
        u"SELECT e.type, e.created_at, b.bytes FROM events e JOIN bodies b ON b.key = e.body WHERE e.id = ?"_s,
        {id.toString()}, [](const QSqlQuery &row) {
            return Event{row.value(0).toString(), timeOf(row.value(1)), row.value(2).toByteArray()};
        });
}

Result<qint64> countDeadLetters(Database &database)
{
    const auto count = database.value(deliverystatements::countDeadLetters());
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

/// The body of the event is read once: each attempt sent the same bytes, and holds them without a copy.
Result<QList<Attempt>> attempts(Database &database, const DeliveryId &id, Bodies bodies)
{
    const bool isRead = bodies == Bodies::Read;
    const auto given = isRead
        ? database.value(
            u"SELECT b.bytes FROM deliveries d JOIN events e ON e.key = d.event JOIN bodies b ON b.key = e.body "
            "WHERE d.id = ?"_s,
            {id.toString()})
        : Result<QVariant>();
    if (!given)
        return tl::unexpected(given.error());
    const QByteArray body = given->toByteArray();
    const QString answer = isRead ? u"(SELECT bytes FROM bodies WHERE key = a.answer) "_s : u"NULL "_s;
    return database.rows(u"SELECT d.webhook, d.event_type, d.test, a.number, a.started_at, a.details, "_s + answer
                             + u"FROM attempts a JOIN deliveries d ON d.key = a.delivery WHERE d.id = ? ORDER BY a.number"_s,
                         {id.toString()}, [&](const QSqlQuery &row) {
                             Attempt attempt;
                             attemptrecord::fill(attempt, row.value(5).toByteArray());
                             attempt.delivery = id;
                             attempt.webhook = WebhookId::fromString(row.value(0).toString());
                             attempt.eventType = row.value(1).toString();
                             attempt.test = row.value(2).toBool();
                             attempt.number = row.value(3).toInt();
                             attempt.startedAt = timeOf(row.value(4));
                             attempt.request.body = body;
                             if (attempt.response)
                                 attempt.response->body = row.value(6).toByteArray();
                             return attempt;
                         });
}

} // namespace hookpanel::deliveryrows
