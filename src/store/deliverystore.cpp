// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverystore.h"

#include "core/answerredaction.h"
#include "core/attemptrecord.h"
#include "core/deliveryfilter.h"
#include "store/database.h"
#include "store/deliverycheck.h"
#include "store/deliverypurge.h"
#include "store/deliveryrows.h"
#include "store/deliveryschema.h"
#include "store/deliverystatements.h"
#include "store/newprofile.h"
#include "store/notsentrows.h"

#include <QFile>

namespace hookpanel {

using namespace Qt::StringLiterals;
using namespace deliveryrows;
using deliverystatements::waiting;

namespace {

/// A webhook whose file cannot be read has no name and no URL, but its delivery is kept: an empty text is no NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

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

Result<void> DeliveryStore::check()
{
    return deliverycheck::run(*m_database);
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

Result<void> DeliveryStore::accept(const AcceptedEvent &event, const QList<NewDelivery> &deliveries,
                                   const QList<Recipient> &notSent, const std::optional<HandIn> &handIn)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto key = insertEvent(event, deliveries.isEmpty());
    if (!key)
        return tl::unexpected(key.error());
    for (const NewDelivery &delivery : deliveries) {
        if (const auto inserted = insertDelivery(*key, event.event.type, event.test, delivery, event.acceptedAt); !inserted)
            return tl::unexpected(inserted.error());
    }
    if (const auto kept = notsentrows::keep(*m_database, *key, notSent); !kept)
        return kept;
    if (handIn) {
        if (const auto kept = handinrows::keep(*m_database, *handIn, event.acceptedAt); !kept)
            return kept;
    }
    return transaction->commit();
}

Result<std::optional<HandIn>> DeliveryStore::handIn(const QByteArray &key, const QDateTime &now)
{
    return handinrows::find(*m_database, key, now);
}

Result<void> DeliveryStore::beginTest(const AcceptedEvent &event, const NewDelivery &delivery, const Preparation &prepare)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto key = insertEvent(event, false);
    if (!key)
        return tl::unexpected(key.error());
    const auto inserted = insertDelivery(*key, event.event.type, true, delivery, event.acceptedAt);
    if (!inserted)
        return tl::unexpected(inserted.error());
    // Never seen as waiting: a dispatcher would take it.
    if (const auto claimed = claimOne(delivery.id, event.acceptedAt, prepare); !claimed)
        return tl::unexpected(claimed.error());
    return transaction->commit();
}

Result<qint64> DeliveryStore::insertEvent(const AcceptedEvent &event, bool unsent)
{
    const auto body = m_database->run(u"INSERT INTO bodies (bytes) VALUES (?)"_s, {event.event.payload});
    if (!body)
        return tl::unexpected(body.error());
    const auto row = m_database->run(u"INSERT INTO events (id, type, created_at, accepted_at, test, unsent, body) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                                     {event.id.toString(), event.event.type, ms(event.event.createdAt), ms(event.acceptedAt),
                                      event.test, unsent, body->lastInsertId()});
    if (!row)
        return tl::unexpected(row.error());
    return row->lastInsertId().toLongLong(); // of the connection: now, not after the next insertion
}

Result<void> DeliveryStore::addDelivery(const EventId &event, const NewDelivery &delivery, const QDateTime &now)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto found
        = m_database->row(u"SELECT key, type FROM events WHERE id = ?"_s, {event.toString()}, [](const QSqlQuery &row) {
              return std::pair(row.value(0).toLongLong(), row.value(1).toString());
          });
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::NoSuchEvent, event.toString());
    const auto &[key, type] = **found;
    const auto marked = m_database->run(deliverystatements::markResent(), {key, delivery.webhook.toString()});
    if (!marked)
        return tl::unexpected(marked.error());
    if (const auto inserted = insertDelivery(key, type, false, delivery, now); !inserted)
        return inserted;
    return transaction->commit();
}

Result<qint64> DeliveryStore::countDeadLetters()
{
    return deliveryrows::countDeadLetters(*m_database);
}

Result<QList<Delivery>> DeliveryStore::deadLetters(qint64 after, int limit)
{
    return m_database->rows(selectDeliveries()
                                + u"WHERE d.key IN (%1) ORDER BY d.key"_s.arg(deliverystatements::deadLetters()),
                            {after, limit}, readDelivery);
}

Result<void> DeliveryStore::insertDelivery(qint64 event, const QString &type, bool test, const NewDelivery &delivery,
                                           const QDateTime &now)
{
    const auto done = m_database->run(
        u"INSERT INTO deliveries (id, event, event_type, webhook, webhook_name, url, search, test, state, "
        u"created_at, due_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)"_s,
        {delivery.id.toString(), event, type, delivery.webhook.toString(), notNull(delivery.webhookName),
         notNull(delivery.url), notNull(searchableText(delivery.url, delivery.webhookName, type)), test, ms(now), ms(now)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<QList<WebhookId>> DeliveryStore::webhooksWithDue(const QDateTime &now)
{
    return m_database->rows(deliverystatements::webhooksWithDue(), {ms(now)},
                            [](const QSqlQuery &row) { return WebhookId::fromString(row.value(0).toString()); });
}

Result<QList<WebhookId>> DeliveryStore::webhooksWaiting(const QDateTime &now)
{
    constexpr int longerThanAnyWait = 60; // days
    return webhooksWithDue(now.addDays(longerThanAnyWait));
}

Result<QList<DeliveryId>> DeliveryStore::due(const WebhookId &webhook, const QDateTime &now, int limit)
{
    return m_database->rows(deliverystatements::due(), {webhook.toString(), ms(now), limit}, readDeliveryId);
}

Result<QDateTime> DeliveryStore::nextDue(const QList<WebhookId> &except)
{
    QVariantList ids;
    for (const WebhookId &webhook : except)
        ids.append(webhook.toString());
    const auto next = m_database->value(deliverystatements::nextDue(ids.size()), ids);
    if (!next)
        return tl::unexpected(next.error());
    return timeOf(*next);
}

Result<QList<ClaimedDelivery>> DeliveryStore::claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                    const Preparation &prepare)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    QList<ClaimedDelivery> claimed;
    for (const DeliveryId &id : ids) {
        const auto one = claimOne(id, now, prepare);
        if (!one)
            return tl::unexpected(one.error());
        if (*one)
            claimed.append(**one);
    }
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return claimed;
}

Result<std::optional<ClaimedDelivery>> DeliveryStore::claimOne(const DeliveryId &id, const QDateTime &now,
                                                               const Preparation &prepare)
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
    const ClaimedDelivery claimed{**delivery, event->value_or(Event())};
    Attempt attempt;
    if (prepare)
        attempt.request = prepare(claimed).value_or(PreparedRequest());
    const auto begun = m_database->run(
        u"INSERT INTO attempts (delivery, number, started_at, details) VALUES (?, ?, ?, ?)"_s,
        {claimed.delivery.position, claimed.delivery.attempts, ms(now), QString::fromUtf8(attemptrecord::toJson(attempt))});
    if (!begun)
        return tl::unexpected(begun.error());
    return claimed;
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

Result<void> DeliveryStore::noteUnderWay(const QList<Attempt> &attempts)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    for (const Attempt &attempt : attempts) {
        Attempt noted = attempt;
        noted.response.reset(); // its bytes are kept when it has ended: until then it would be an answer of 0 bytes
        const auto done
            = m_database->run(u"UPDATE attempts SET details = ? WHERE number = ? AND ended = 0 AND delivery = "
                              "(SELECT key FROM deliveries WHERE id = ? AND state = 'attempting')"_s,
                              {QString::fromUtf8(attemptrecord::toJson(redaction::withoutRepeatedSecrets(noted))),
                               noted.number, noted.delivery.toString()});
        if (!done)
            return tl::unexpected(done.error());
    }
    return transaction->commit();
}

Result<void> DeliveryStore::recordOne(const EndedAttempt &ended)
{
    const Attempt attempt = redaction::withoutRepeatedSecrets(ended.attempt);
    const auto found = find(attempt.delivery);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found || (*found)->state != DeliveryState::Attempting)
        return {};
    Delivery delivery = **found;
    delivery.outcome = attempt.outcome;
    delivery.durationMs = attempt.durationMs;
    retrypolicy::Verdict verdict = ended.verdict;
    const auto stopped = isStopped(delivery);
    if (!stopped)
        return tl::unexpected(stopped.error());
    if (*stopped && verdict.state == DeliveryState::WaitingRetry)
        verdict = {DeliveryState::Cancelled, {}, verdict.waitsUsed};
    const auto moved = move(delivery, verdict, attempt.startedAt.addMSecs(attempt.durationMs));
    if (!moved || !*moved)
        return moved ? Result<void>() : tl::unexpected(moved.error());

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

/// Where the end of an attempt leads. The other ways from one state to another, claimOne() and stopWhere(), name in their
/// statements the states that they leave. Changes nothing when there is no way, or when the state is another by now.
Result<bool> DeliveryStore::move(const Delivery &delivery, const retrypolicy::Verdict &verdict, const QDateTime &now)
{
    if (!mayBecome(delivery.state, verdict.state))
        return false;
    const Outcome outcome = delivery.outcome.value_or(Outcome());
    const auto done = m_database->run(
        u"UPDATE deliveries SET state = ?, outcome = ?, status = ?, phase = ?, tls_fault = ?, proxy_fault = ?, duration_ms "
        u"= ?, "
        "waits_used = ?, due_at = ?, attempted_at = ?, ended_at = ? WHERE key = ? AND state = ?"_s,
        {deliveryStateKey(verdict.state), delivery.outcome ? QVariant(outcomeKey(outcome.kind)) : QVariant(), outcome.status,
         phaseKey(outcome.phase), tlsFaultKey(outcome.tlsFault), proxyFaultKey(outcome.proxyFault), delivery.durationMs,
         verdict.waitsUsed, msOrNull(verdict.dueAt), ms(now), isOver(verdict.state) ? QVariant(ms(now)) : QVariant(),
         delivery.position, deliveryStateKey(delivery.state)});
    if (!done)
        return tl::unexpected(done.error());
    return done->numRowsAffected() == 1;
}

Result<int> DeliveryStore::recoverInterrupted(const QDateTime &now)
{
    return interruptAll(u"test = 0"_s, now);
}

Result<int> DeliveryStore::endLostTests(const QDateTime &now)
{
    constexpr qint64 graceMs = 10'000;
    const qint64 begun = ms(now) - qint64(Webhook::longestTimeout) * 1000 - graceMs;
    return interruptAll(u"test = 1 AND created_at < %1"_s.arg(begun), now);
}

/// Ends the attempts that are on the wire of deliveries that fulfil the condition as interrupted.
Result<int> DeliveryStore::interruptAll(const QString &condition, const QDateTime &now)
{
    const auto ids = m_database->rows(
        u"SELECT id FROM deliveries WHERE state = 'attempting' AND %1 ORDER BY key"_s.arg(condition), {}, readDeliveryId);
    if (!ids)
        return tl::unexpected(ids.error());
    QList<EndedAttempt> ended;
    for (const DeliveryId &id : *ids) {
        const auto delivery = find(id);
        if (!delivery)
            return tl::unexpected(delivery.error());
        const auto attempts = this->attempts(id);
        if (!attempts)
            return tl::unexpected(attempts.error());
        Attempt last = attempts->isEmpty() ? Attempt() : attempts->last();
        last.delivery = id;
        last.outcome = Outcome(); // interrupted
        last.durationMs = 0; // how far it was is known, not how long it went on
        ended.append({last,
                      (*delivery)->test ? retrypolicy::verdictOfTest(*last.outcome)
                                        : retrypolicy::judge(*last.outcome, {}, {now, (*delivery)->waitsUsed, 0, {}})});
    }
    if (ended.isEmpty())
        return 0;
    if (const auto done = record(ended); !done)
        return tl::unexpected(done.error());
    return int(ended.size());
}

Result<int> DeliveryStore::spreadOverdue(const QDateTime &now, qint64 spanMs)
{
    // What has had no attempt is due from its acceptance on; later it can only be when the clock was set back meanwhile.
    const auto pending
        = m_database->run(u"UPDATE deliveries SET due_at = ? WHERE state = 'pending' AND due_at > ?"_s, {ms(now), ms(now)});
    if (!pending)
        return tl::unexpected(pending.error());
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
    const auto done = m_database->run(u"UPDATE deliveries SET due_at = due_at + ? WHERE %1"_s.arg(waiting), {byMs});
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
    return stopWhere(u"id = ?"_s, id.toString(), StopMark::Abort, now).map([](int count) { return count > 0; });
}

Result<int> DeliveryStore::stopAll(const WebhookId &webhook, const QDateTime &now)
{
    return stopWhere(u"webhook = ?"_s, webhook.toString(), StopMark::NoFurther, now);
}

Result<QList<DeliveryId>> DeliveryStore::toAbort()
{
    return m_database->rows(u"SELECT id FROM deliveries WHERE state = 'attempting' AND stopped = ?"_s,
                            {int(StopMark::Abort)}, readDeliveryId);
}

Result<int> DeliveryStore::stopWhere(const QString &condition, const QString &value, StopMark mark, const QDateTime &now)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto onTheWire = m_database->run(
        u"UPDATE deliveries SET stopped = max(stopped, ?) WHERE %1 AND state = 'attempting' AND test = 0"_s.arg(condition),
        {int(mark), value});
    if (!onTheWire)
        return tl::unexpected(onTheWire.error());
    int count = onTheWire->numRowsAffected(); // of the last statement: to be asked before the next
    const auto waited = m_database->run(u"UPDATE deliveries SET state = 'cancelled', due_at = NULL, ended_at = ? "
                                        "WHERE %1 AND %2"_s.arg(condition, waiting),
                                        {ms(now), value});
    if (!waited)
        return tl::unexpected(waited.error());
    count += waited->numRowsAffected();
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return count;
}

Result<bool> DeliveryStore::isStopped(const Delivery &delivery)
{
    const auto stopped = m_database->value(u"SELECT stopped FROM deliveries WHERE key = ?"_s, {delivery.position});
    if (!stopped)
        return tl::unexpected(stopped.error());
    return stopped->toBool();
}

Result<std::optional<Delivery>> DeliveryStore::find(const DeliveryId &id)
{
    return deliveryrows::find(*m_database, id);
}

Result<std::optional<Event>> DeliveryStore::event(const EventId &id)
{
    return deliveryrows::event(*m_database, id);
}

Result<QList<Attempt>> DeliveryStore::attempts(const DeliveryId &id)
{
    return deliveryrows::attempts(*m_database, id, Bodies::Left);
}

Result<Transaction> DeliveryStore::batch()
{
    return Transaction::begin(*m_database);
}

Result<std::optional<QDateTime>> DeliveryStore::firstPurge()
{
    const auto when = m_database->value(u"SELECT value FROM notes WHERE name = 'first-purge'"_s);
    if (!when)
        return tl::unexpected(when.error());
    if (!when->isValid())
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(when->toLongLong(), Qt::UTC);
}

Result<void> DeliveryStore::setFirstPurge(const QDateTime &when)
{
    const auto set = m_database->run(u"INSERT INTO notes VALUES ('first-purge', ?) "
                                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                                     {when.toMSecsSinceEpoch()});
    if (!set)
        return tl::unexpected(set.error());
    return {};
}

Result<qint64> DeliveryStore::countPurgeable(const Retention &retention, const QDateTime &now)
{
    return deliverypurge::count(*m_database, retention, now);
}

Result<PurgeStep> DeliveryStore::purgeStep(const Retention &retention, const QDateTime &now, int limit)
{
    return deliverypurge::step(*m_database, retention, now, limit);
}

bool DeliveryStore::hasChangedElsewhere()
{
    return m_database->hasChangedElsewhere();
}

} // namespace hookpanel
