// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverystore.h"

#include "core/attemptrecord.h"
#include "store/database.h"
#include "store/deliveryschema.h"
#include "store/newprofile.h"

#include <QFile>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

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

/// The columns that readDelivery() reads, in its order.
const QString deliveryColumns = u"d.key, d.id, e.id, d.event_type, d.webhook, d.webhook_name, d.url, d.test, d.state, "
                                "d.outcome, d.status, d.phase, d.tls_fault, d.duration_ms, d.attempts, d.waits_used, "
                                "d.created_at, d.due_at"_s;
const QString fromDeliveries = u" FROM deliveries d JOIN events e ON e.key = d.event "_s;

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

/// The part of a statement after WHERE, with its values.
struct Condition {
    QStringList parts{u"1"_s};
    QVariantList values;

    void add(const QString &part, const QVariantList &partValues)
    {
        parts.append(part);
        values += partValues;
    }
    [[nodiscard]] QString text() const { return u" WHERE "_s + parts.join(u" AND "_s); }
};

QString questionMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

/// A LIKE pattern that finds the text as it stands.
QString containing(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

void addTextCondition(const DeliveryFilter &filter, Condition &condition)
{
    QStringList alternatives;
    QVariantList values;
    for (const auto &column : {u"d.url"_s, u"d.webhook_name"_s, u"d.event_type"_s}) {
        alternatives.append(column + u" LIKE ? ESCAPE '\\'"_s);
        values.append(containing(filter.text));
    }
    if (!filter.textOutcomes.isEmpty()) {
        alternatives.append(u"d.outcome IN (%1)"_s.arg(questionMarks(filter.textOutcomes.size())));
        for (const OutcomeKind kind : filter.textOutcomes)
            values.append(outcomeKey(kind));
    }
    condition.add(u'(' + alternatives.join(u" OR "_s) + u')', values);
}

Condition conditionOf(const DeliveryFilter &filter)
{
    Condition condition;
    if (!filter.states.isEmpty()) {
        QVariantList keys;
        for (const DeliveryState state : filter.states)
            keys.append(deliveryStateKey(state));
        condition.add(u"d.state IN (%1)"_s.arg(questionMarks(keys.size())), keys);
    }
    if (!filter.webhook.isNull())
        condition.add(u"d.webhook = ?"_s, {filter.webhook.toString()});
    if (!filter.eventType.isEmpty())
        condition.add(u"d.event_type = ?"_s, {filter.eventType});
    if (filter.test)
        condition.add(u"d.test = ?"_s, {*filter.test});
    if (filter.from.isValid())
        condition.add(u"d.created_at >= ?"_s, {ms(filter.from)});
    if (filter.to.isValid())
        condition.add(u"d.created_at < ?"_s, {ms(filter.to)});
    if (!filter.text.isEmpty())
        addTextCondition(filter, condition);
    return condition;
}

constexpr QLatin1StringView waiting("state IN ('pending', 'waiting-retry')");

} // namespace

DeliveryStore::DeliveryStore(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

DeliveryStore::~DeliveryStore() = default;

Result<std::unique_ptr<DeliveryStore>> DeliveryStore::open(const Profile &profile)
{
    if (const auto made = makeProfile(profile); !made)
        return tl::unexpected(made.error());
    auto database = Database::open(profile.deliveriesFile(), deliverySchema());
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<DeliveryStore>(new DeliveryStore(std::move(*database))); // the constructor is private
}

Result<QString> DeliveryStore::setAside(const Profile &profile, const QDateTime &now)
{
    const QString path = profile.deliveriesFile();
    const QString aside = path + u".damaged-"_s + now.toUTC().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    // The log first: without its database it says nothing, and beside a new one it would be taken for that one's.
    for (const auto &suffix : {u"-wal"_s, u"-shm"_s, QString()}) {
        QFile file(path + suffix);
        if (file.exists() && !file.rename(aside + suffix))
            return failure(ErrorCode::CannotWrite, path + suffix, file.errorString());
    }
    return aside;
}

Result<void> DeliveryStore::accept(const AcceptedEvent &event, const QList<NewDelivery> &deliveries)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto body = m_database->run(u"INSERT INTO bodies (bytes) VALUES (?)"_s, {event.event.payload});
    if (!body)
        return tl::unexpected(body.error());
    const auto row = m_database->run(u"INSERT INTO events (id, type, created_at, accepted_at, test, body) "
                                     "VALUES (?, ?, ?, ?, ?, ?)"_s,
                                     {event.id.toString(), event.event.type, ms(event.event.createdAt), ms(event.acceptedAt),
                                      event.test, body->lastInsertId()});
    if (!row)
        return tl::unexpected(row.error());
    const qint64 key = row->lastInsertId().toLongLong(); // of the connection: now, not after the next insertion
    for (const NewDelivery &delivery : deliveries) {
        const auto inserted = insertDelivery(key, event.event.type, event.test, delivery, event.acceptedAt);
        if (!inserted)
            return inserted;
    }
    return transaction->commit();
}

Result<void> DeliveryStore::addDelivery(const EventId &event, const NewDelivery &delivery, const QDateTime &now)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto row = m_database->run(u"SELECT key, type FROM events WHERE id = ?"_s, {event.toString()});
    if (!row)
        return tl::unexpected(row.error());
    if (!row->next())
        return failure(ErrorCode::NoSuchEvent, event.toString());
    const qint64 key = row->value(0).toLongLong();
    const QString type = row->value(1).toString();
    row->finish();
    if (const auto inserted = insertDelivery(key, type, false, delivery, now); !inserted)
        return inserted;
    return transaction->commit();
}

Result<void> DeliveryStore::insertDelivery(qint64 event, const QString &type, bool test, const NewDelivery &delivery,
                                           const QDateTime &now)
{
    const auto done = m_database->run(
        u"INSERT INTO deliveries (id, event, event_type, webhook, webhook_name, url, test, state, created_at, due_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)"_s,
        {delivery.id.toString(), event, type, delivery.webhook.toString(), delivery.webhookName, delivery.url, test, ms(now),
         ms(now)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

/// Jumps from webhook to webhook through the index instead of reading all that waits.
Result<QList<WebhookId>> DeliveryStore::webhooksWithDue(const QDateTime &now)
{
    auto rows = m_database->run(
        u"WITH RECURSIVE w (id) AS ("
        "  SELECT min(webhook) FROM deliveries WHERE %1"
        "  UNION ALL"
        "  SELECT (SELECT min(webhook) FROM deliveries WHERE %1 AND webhook > w.id) FROM w WHERE w.id IS NOT NULL) "
        "SELECT id FROM w WHERE id IS NOT NULL"
        "  AND EXISTS (SELECT 1 FROM deliveries WHERE %1 AND webhook = w.id AND due_at <= ?)"_s.arg(waiting),
        {ms(now)});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<WebhookId> webhooks;
    while (rows->next())
        webhooks.append(WebhookId::fromString(rows->value(0).toString()));
    return webhooks;
}

Result<QList<DeliveryId>> DeliveryStore::due(const WebhookId &webhook, const QDateTime &now, int limit)
{
    auto rows = m_database->run(u"SELECT id FROM deliveries WHERE %1 AND webhook = ? AND due_at <= ? "
                                "ORDER BY due_at, key LIMIT ?"_s.arg(waiting),
                                {webhook.toString(), ms(now), limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<DeliveryId> ids;
    while (rows->next())
        ids.append(DeliveryId::fromString(rows->value(0).toString()));
    return ids;
}

Result<QDateTime> DeliveryStore::nextDue(const QList<WebhookId> &except)
{
    QVariantList ids;
    for (const WebhookId &webhook : except)
        ids.append(webhook.toString());
    const auto next = m_database->value(
        u"SELECT min(due_at) FROM deliveries WHERE %1 AND webhook NOT IN (%2)"_s.arg(waiting, questionMarks(ids.size())),
        ids);
    if (!next)
        return tl::unexpected(next.error());
    return timeOf(*next);
}

Result<QList<ClaimedDelivery>> DeliveryStore::claim(const QList<DeliveryId> &ids, const QDateTime &now)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    QList<ClaimedDelivery> claimed;
    for (const DeliveryId &id : ids) {
        const auto one = claimOne(id, now);
        if (!one)
            return tl::unexpected(one.error());
        if (*one)
            claimed.append(**one);
    }
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return claimed;
}

Result<std::optional<ClaimedDelivery>> DeliveryStore::claimOne(const DeliveryId &id, const QDateTime &now)
{
    const auto moved = m_database->run(u"UPDATE deliveries SET state = 'attempting', attempts = attempts + 1, due_at = NULL "
                                       "WHERE id = ? AND %1"_s.arg(waiting),
                                       {id.toString()});
    if (!moved)
        return tl::unexpected(moved.error());
    if (moved->numRowsAffected() == 0)
        return std::nullopt;
    const auto delivery = find(id);
    if (!delivery)
        return tl::unexpected(delivery.error());
    const auto event = this->event((*delivery)->event);
    if (!event)
        return tl::unexpected(event.error());
    const auto begun = m_database->run(u"INSERT INTO attempts (delivery, number, started_at) VALUES (?, ?, ?)"_s,
                                       {(*delivery)->position, (*delivery)->attempts, ms(now)});
    if (!begun)
        return tl::unexpected(begun.error());
    return ClaimedDelivery{**delivery, event->value_or(Event())};
}

Result<void> DeliveryStore::record(const QList<EndedAttempt> &ended)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    for (const EndedAttempt &one : ended) {
        if (const auto done = recordOne(one); !done)
            return done;
    }
    return transaction->commit();
}

Result<void> DeliveryStore::recordOne(const EndedAttempt &ended)
{
    const Attempt &attempt = ended.attempt;
    const auto found = find(attempt.delivery);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found || (*found)->state != DeliveryState::Attempting)
        return {};
    Delivery delivery = **found;
    delivery.outcome = attempt.outcome;
    delivery.durationMs = attempt.durationMs;
    const auto moved = move(delivery, ended.verdict, attempt.startedAt.addMSecs(attempt.durationMs));
    if (!moved)
        return tl::unexpected(moved.error());

    QVariant answer;
    if (attempt.response && !attempt.response->body.isEmpty()) {
        const auto body = m_database->run(u"INSERT INTO bodies (bytes) VALUES (?)"_s, {attempt.response->body});
        if (!body)
            return tl::unexpected(body.error());
        answer = body->lastInsertId();
    }
    const auto done = m_database->run(u"UPDATE attempts SET started_at = ?, ended = 1, details = ?, answer = ? "
                                      "WHERE delivery = ? AND number = ?"_s,
                                      {ms(attempt.startedAt), QString::fromUtf8(attemptrecord::toJson(attempt)), answer,
                                       delivery.position, attempt.number});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

/// The one place where a state is left.
Result<bool> DeliveryStore::move(const Delivery &delivery, const retrypolicy::Verdict &verdict, const QDateTime &now)
{
    Q_ASSERT(mayBecome(delivery.state, verdict.state));
    const Outcome outcome = delivery.outcome.value_or(Outcome());
    const auto done = m_database->run(
        u"UPDATE deliveries SET state = ?, outcome = ?, status = ?, phase = ?, tls_fault = ?, duration_ms = ?, "
        "waits_used = ?, due_at = ?, attempted_at = ?, ended_at = ? WHERE key = ? AND state = ?"_s,
        {deliveryStateKey(verdict.state), delivery.outcome ? QVariant(outcomeKey(outcome.kind)) : QVariant(), outcome.status,
         phaseKey(outcome.phase), tlsFaultKey(outcome.tlsFault), delivery.durationMs, verdict.waitsUsed,
         msOrNull(verdict.dueAt), ms(now), isOver(verdict.state) ? QVariant(ms(now)) : QVariant(), delivery.position,
         deliveryStateKey(delivery.state)});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected() == 1;
}

Result<int> DeliveryStore::recoverInterrupted(const QDateTime &now)
{
    auto rows = m_database->run(u"SELECT id FROM deliveries WHERE state = 'attempting' ORDER BY key"_s);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<EndedAttempt> ended;
    QList<DeliveryId> ids;
    while (rows->next())
        ids.append(DeliveryId::fromString(rows->value(0).toString()));
    rows->finish();
    for (const DeliveryId &id : ids) {
        const auto delivery = find(id);
        if (!delivery)
            return tl::unexpected(delivery.error());
        const auto attempts = this->attempts(id);
        if (!attempts)
            return tl::unexpected(attempts.error());
        Attempt last = attempts->isEmpty() ? Attempt() : attempts->last();
        last.delivery = id;
        last.outcome = Outcome(); // interrupted
        last.response.reset();
        const bool test = (*delivery)->test;
        ended.append({last,
                      {test ? DeliveryState::Cancelled : DeliveryState::WaitingRetry, test ? QDateTime() : now,
                       (*delivery)->waitsUsed}});
    }
    if (const auto done = record(ended); !done)
        return tl::unexpected(done.error());
    return int(ended.size());
}

Result<int> DeliveryStore::spreadOverdue(const QDateTime &now, qint64 spanMs)
{
    const auto done = m_database->run(
        u"WITH overdue (key, place, total) AS ("
        "  SELECT key, row_number() OVER (ORDER BY due_at, key) - 1, count(*) OVER () FROM deliveries"
        "  WHERE state = 'waiting-retry' AND due_at < ?) "
        "UPDATE deliveries SET due_at = ? + (SELECT place * ? / total FROM overdue WHERE overdue.key = deliveries.key) "
        "WHERE key IN (SELECT key FROM overdue)"_s,
        {ms(now), ms(now), spanMs});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected();
}

Result<void> DeliveryStore::shiftDue(qint64 byMs)
{
    const auto done = m_database->run(u"UPDATE deliveries SET due_at = due_at + ? WHERE state = 'waiting-retry'"_s, {byMs});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<bool> DeliveryStore::retryNow(const DeliveryId &id, const QDateTime &now)
{
    const auto done = m_database->run(u"UPDATE deliveries SET due_at = min(due_at, ?) WHERE id = ? AND %1"_s.arg(waiting),
                                      {ms(now), id.toString()});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected() == 1;
}

Result<bool> DeliveryStore::stop(const DeliveryId &id, const QDateTime &now)
{
    const auto done = m_database->run(u"UPDATE deliveries SET state = 'cancelled', due_at = NULL, ended_at = ? "
                                      "WHERE id = ? AND %1"_s.arg(waiting),
                                      {ms(now), id.toString()});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected() == 1;
}

Result<int> DeliveryStore::stopAll(const WebhookId &webhook, const QDateTime &now)
{
    const auto done = m_database->run(u"UPDATE deliveries SET state = 'cancelled', due_at = NULL, ended_at = ? "
                                      "WHERE webhook = ? AND %1"_s.arg(waiting),
                                      {ms(now), webhook.toString()});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected();
}

Result<QList<Delivery>> DeliveryStore::list(const DeliveryFilter &filter, qint64 before, int limit)
{
    Condition condition = conditionOf(filter);
    if (before > 0)
        condition.add(u"d.key < ?"_s, {before});
    auto rows = m_database->run(u"SELECT "_s + deliveryColumns + fromDeliveries + condition.text()
                                    + u" ORDER BY d.key DESC LIMIT ?"_s,
                                condition.values + QVariantList{limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Delivery> deliveries;
    while (rows->next())
        deliveries.append(readDelivery(*rows));
    return deliveries;
}

Result<qint64> DeliveryStore::count(const DeliveryFilter &filter)
{
    const Condition condition = conditionOf(filter);
    const auto count = m_database->value(u"SELECT count(*) FROM deliveries d"_s + condition.text(), condition.values);
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<std::optional<Delivery>> DeliveryStore::find(const DeliveryId &id)
{
    auto row = m_database->run(u"SELECT "_s + deliveryColumns + fromDeliveries + u"WHERE d.id = ?"_s, {id.toString()});
    if (!row)
        return tl::unexpected(row.error());
    return row->next() ? std::make_optional(readDelivery(*row)) : std::nullopt;
}

Result<std::optional<Event>> DeliveryStore::event(const EventId &id)
{
    auto row = m_database->run(
        u"SELECT e.type, e.created_at, b.bytes FROM events e JOIN bodies b ON b.key = e.body WHERE e.id = ?"_s,
        {id.toString()});
    if (!row)
        return tl::unexpected(row.error());
    if (!row->next())
        return std::nullopt;
    return Event{row->value(0).toString(), timeOf(row->value(1)), row->value(2).toByteArray()};
}

Result<QList<DeliveryId>> DeliveryStore::idsBeginningWith(const QString &text, int limit)
{
    auto rows = m_database->run(u"SELECT id FROM deliveries WHERE id >= ? AND id < ? LIMIT ?"_s,
                                {text.toLower(), text.toLower() + u'~', limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<DeliveryId> ids;
    while (rows->next())
        ids.append(DeliveryId::fromString(rows->value(0).toString()));
    return ids;
}

Result<QList<Attempt>> DeliveryStore::attempts(const DeliveryId &id, Bodies bodies)
{
    const bool isRead = bodies == Bodies::Read;
    const QString columns = u"SELECT d.webhook, d.event_type, d.test, a.number, a.started_at, a.details, "_s
        + (isRead ? u"given.bytes, answered.bytes "_s : u"NULL, NULL "_s);
    const QString join = isRead ? u"JOIN events e ON e.key = d.event JOIN bodies given ON given.key = e.body "
                                  "LEFT JOIN bodies answered ON answered.key = a.answer "_s
                                : QString();
    auto rows = m_database->run(columns + u"FROM attempts a JOIN deliveries d ON d.key = a.delivery "_s + join
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

Result<DeliverySummary> DeliveryStore::summary(const QDateTime &now)
{
    DeliverySummary summary;
    if (const auto done = countHours(now, summary); !done)
        return tl::unexpected(done.error());
    if (const auto done = readLastOutcomes(summary); !done)
        return tl::unexpected(done.error());
    const auto dead = m_database->value(u"SELECT count(*) FROM deliveries WHERE state = 'dead'"_s);
    if (!dead)
        return tl::unexpected(dead.error());
    summary.deadLetters = dead->toLongLong();
    return summary;
}

Result<void> DeliveryStore::countHours(const QDateTime &now, DeliverySummary &summary)
{
    constexpr qint64 hourMs = 3'600'000;
    const qint64 hours = qint64(summary.hours.size());
    const qint64 begin = ms(now) - hours * hourMs;
    auto rows = m_database->run(u"SELECT webhook, (attempted_at - ?) / ?, outcome = 'success', count(*) FROM deliveries "
                                "WHERE attempted_at > ? AND test = 0 GROUP BY 1, 2, 3"_s,
                                {begin, hourMs, begin});
    if (!rows)
        return tl::unexpected(rows.error());
    while (rows->next()) {
        const auto hour = size_t(std::clamp<qint64>(rows->value(1).toLongLong(), 0, hours - 1)); // a clock may jump
        const bool success = rows->value(2).toBool();
        const int count = rows->value(3).toInt();
        Health &health = summary.health[WebhookId::fromString(rows->value(0).toString())];
        for (HourCount *one : {&summary.hours[hour], &health.hours[hour]})
            (success ? one->succeeded : one->failed) += count;
    }
    return {};
}

/// Of each webhook the newest delivery that has had an attempt; webhook by webhook through the index.
Result<void> DeliveryStore::readLastOutcomes(DeliverySummary &summary)
{
    auto rows = m_database->run(
        u"WITH RECURSIVE w (id) AS ("
        "  SELECT min(webhook) FROM deliveries"
        "  UNION ALL"
        "  SELECT (SELECT min(webhook) FROM deliveries WHERE webhook > w.id) FROM w WHERE w.id IS NOT NULL) "
        "SELECT d.webhook, d.outcome, d.status, d.phase, d.tls_fault FROM w JOIN deliveries d ON d.key = ("
        "  SELECT key FROM deliveries WHERE webhook = w.id AND test = 0 AND outcome IS NOT NULL ORDER BY key DESC LIMIT 1)"_s);
    if (!rows)
        return tl::unexpected(rows.error());
    while (rows->next())
        summary.health[WebhookId::fromString(rows->value(0).toString())].last = readOutcome(*rows, 1);
    return {};
}

namespace {

/// Those that retention does not keep, the oldest first: by age, and beyond the number that is kept.
const QString purgeable = u" FROM deliveries WHERE ended_at IS NOT NULL AND ("
                          "ended_at < CASE WHEN state IN ('failed', 'dead') THEN ? ELSE ? END "
                          "OR (state NOT IN ('failed', 'dead') AND key <= "
                          "(SELECT key FROM deliveries ORDER BY key DESC LIMIT 1 OFFSET ?)) "
                          "OR (state IN ('failed', 'dead') AND key <= "
                          "(SELECT key FROM deliveries ORDER BY key DESC LIMIT 1 OFFSET ?)))"_s;

QVariantList valuesOf(const Retention &retention, const QDateTime &now)
{
    const qint64 failedDays = qint64(retention.days) * Retention::failedFactor;
    return {ms(now.addDays(-failedDays)), ms(now.addDays(-retention.days)), retention.count,
            qint64(retention.count) * Retention::failedFactor};
}

} // namespace

Result<qint64> DeliveryStore::countPurgeable(const Retention &retention, const QDateTime &now)
{
    const auto count = m_database->value(u"SELECT count(*)"_s + purgeable, valuesOf(retention, now));
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<int> DeliveryStore::purgeStep(const Retention &retention, const QDateTime &now, int limit)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto rows = m_database->run(u"SELECT key, event"_s + purgeable + u" ORDER BY key LIMIT ?"_s,
                                valuesOf(retention, now) + QVariantList{limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<std::pair<qint64, qint64>> purged;
    while (rows->next())
        purged.append({rows->value(0).toLongLong(), rows->value(1).toLongLong()});
    rows->finish();
    for (const auto &[delivery, event] : purged) {
        if (const auto done = purgeOne(delivery, event); !done)
            return tl::unexpected(done.error());
    }
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    if (const auto given = giveDiskBack(); !given)
        return tl::unexpected(given.error());
    return int(purged.size());
}

/// One statement frees one page (measured: through Qt SQL, whatever number it is given); together they are one commit.
Result<void> DeliveryStore::giveDiskBack()
{
    constexpr int mostPages = 500;
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto free = m_database->value(u"PRAGMA freelist_count"_s);
    if (!free)
        return tl::unexpected(free.error());
    for (int page = 0; page < std::min(free->toInt(), mostPages); ++page) {
        if (const auto done = m_database->run(u"PRAGMA incremental_vacuum(1)"_s); !done)
            return tl::unexpected(done.error());
    }
    return transaction->commit();
}

/// A delivery with its attempts and their bodies, and its event when nobody else is a delivery of it.
Result<void> DeliveryStore::purgeOne(qint64 delivery, qint64 event)
{
    const std::initializer_list<std::pair<QString, QVariantList>> statements{
        {u"CREATE TEMP TABLE IF NOT EXISTS loose (body INTEGER)"_s, {}},
        {u"DELETE FROM loose"_s, {}},
        {u"INSERT INTO loose SELECT answer FROM attempts WHERE delivery = ? AND answer IS NOT NULL"_s, {delivery}},
        {u"INSERT INTO loose SELECT body FROM events WHERE key = ? AND NOT EXISTS "
         "(SELECT 1 FROM deliveries WHERE event = events.key AND key <> ?)"_s,
         {event, delivery}},
        {u"DELETE FROM deliveries WHERE key = ?"_s, {delivery}},
        {u"DELETE FROM events WHERE key = ? AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = events.key)"_s, {event}},
        {u"DELETE FROM bodies WHERE key IN (SELECT body FROM loose)"_s, {}},
    };
    for (const auto &[statement, values] : statements) {
        if (const auto done = m_database->run(statement, values); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

bool DeliveryStore::hasChangedElsewhere()
{
    return m_database->hasChangedElsewhere();
}

} // namespace hookpanel
