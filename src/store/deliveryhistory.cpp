// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryhistory.h"

#include "store/database.h"
#include "store/deliverycheck.h"
#include "store/deliveryschema.h"
#include "store/notsentrows.h"

#include <QFile>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;
using namespace deliveryrows;

namespace {

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

void addTextCondition(const DeliveryFilter &filter, Condition &condition)
{
    QStringList alternatives{u"instr(d.search, ?) > 0"_s};
    QVariantList values{folded(filter.text)};
    if (!filter.textOutcomes.isEmpty()) {
        alternatives.append(u"d.outcome IN (%1)"_s.arg(questionMarks(filter.textOutcomes.size())));
        for (const OutcomeKind kind : filter.textOutcomes)
            values.append(outcomeKey(kind));
    }
    condition.add(u'(' + alternatives.join(u" OR "_s) + u')', values);
}

/// Where the list may end, because keys rise with time but for a clock that jumped. Asking costs as much as there is in that
/// time.
enum class Bound { Asked, Known };

Condition conditionOf(const DeliveryFilter &filter, Bound bound)
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
        condition.add(*filter.test ? u"d.test = 1"_s : u"d.test = 0"_s, {}); // as the index of tests has it
    if (filter.from.isValid())
        condition.add(u"d.created_at >= ?"_s, {ms(filter.from)});
    if (filter.from.isValid() && bound == Bound::Asked) {
        condition.add(u"d.key >= (SELECT min(key) FROM deliveries INDEXED BY deliveries_created WHERE created_at >= ?)"_s,
                      {ms(filter.from)});
    }
    if (filter.to.isValid())
        condition.add(u"d.created_at < ?"_s, {ms(filter.to)});
    if (!filter.text.isEmpty())
        addTextCondition(filter, condition);
    return condition;
}

} // namespace

DeliveryHistory::DeliveryHistory(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

DeliveryHistory::~DeliveryHistory() = default;

Result<std::unique_ptr<DeliveryHistory>> DeliveryHistory::open(const Profile &profile)
{
    if (!QFile::exists(profile.deliveriesFile()))
        return nullptr;
    auto database = Database::openForReading(profile.deliveriesFile(), deliverySchema());
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<DeliveryHistory>(new DeliveryHistory(std::move(*database))); // the constructor is private
}

Result<void> DeliveryHistory::check()
{
    return deliverycheck::run(*m_database);
}

Result<QList<Delivery>> DeliveryHistory::list(const DeliveryFilter &filter, qint64 before, int limit)
{
    if (filter.from.isValid()) { // mostly a page is full long before the time begins
        const auto near = listNear(filter, before, limit);
        if (!near || near->size() == limit)
            return near;
    }
    Condition condition = conditionOf(filter, Bound::Asked);
    if (before > 0)
        condition.add(u"d.key < ?"_s, {before});
    return read(selectDeliveries() + condition.text() + u" ORDER BY d.key DESC LIMIT ?"_s,
                condition.values + QVariantList{limit});
}

/// Of the keys just before `before` only.
Result<QList<Delivery>> DeliveryHistory::listNear(const DeliveryFilter &filter, qint64 before, int limit)
{
    const auto newest = before > 0 ? Result<QVariant>(before - 1) : m_database->value(u"SELECT max(key) FROM deliveries"_s);
    if (!newest)
        return tl::unexpected(newest.error());
    Condition condition = conditionOf(filter, Bound::Known);
    condition.add(u"d.key BETWEEN ? AND ?"_s, {newest->toLongLong() - nearKeys, newest->toLongLong()});
    return read(selectDeliveries() + condition.text() + u" ORDER BY d.key DESC LIMIT ?"_s,
                condition.values + QVariantList{limit});
}

Result<QList<Delivery>> DeliveryHistory::listAfter(const DeliveryFilter &filter, qint64 after, int limit)
{
    Condition condition = conditionOf(filter, Bound::Known);
    condition.add(u"d.key > ?"_s, {after});
    auto deliveries
        = read(selectDeliveries() + condition.text() + u" ORDER BY d.key LIMIT ?"_s, condition.values + QVariantList{limit});
    if (deliveries)
        std::reverse(deliveries->begin(), deliveries->end());
    return deliveries;
}

Result<QList<Delivery>> DeliveryHistory::read(const QString &statement, const QVariantList &values)
{
    return m_database->rows(statement, values, readDelivery);
}

Result<qint64> DeliveryHistory::count(const DeliveryFilter &filter)
{
    const Condition condition = conditionOf(filter, Bound::Asked);
    const auto count = m_database->value(u"SELECT count(*) FROM deliveries d"_s + condition.text(), condition.values);
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<std::optional<Delivery>> DeliveryHistory::find(const DeliveryId &id)
{
    return deliveryrows::find(*m_database, id);
}

Result<std::optional<Event>> DeliveryHistory::event(const EventId &id)
{
    return deliveryrows::event(*m_database, id);
}

Result<QList<Recipient>> DeliveryHistory::notSent(const EventId &id)
{
    return notsentrows::read(*m_database, id);
}

Result<QList<Delivery>> DeliveryHistory::deliveriesOf(const EventId &id)
{
    return read(selectDeliveries() + u" WHERE d.event = (SELECT key FROM events WHERE id = ?) ORDER BY d.key"_s,
                {id.toString()});
}

Result<QList<EventSummary>> DeliveryHistory::newestEvents(const WebhookId &webhook, int limit)
{
    return notsentrows::newestEvents(*m_database, webhook, limit);
}

Result<QList<Attempt>> DeliveryHistory::attempts(const DeliveryId &id, Bodies bodies)
{
    return deliveryrows::attempts(*m_database, id, bodies);
}

Result<QList<DeliveryId>> DeliveryHistory::idsBeginningWith(const QString &text, int limit)
{
    return m_database->rows(u"SELECT id FROM deliveries WHERE id >= ? AND id < ? LIMIT ?"_s,
                            {text.toLower(), text.toLower() + u'~', limit}, readDeliveryId);
}

Result<DeliverySummary> DeliveryHistory::summary(const QDateTime &now)
{
    DeliverySummary summary;
    if (const auto done = countHours(now, summary); !done)
        return tl::unexpected(done.error());
    if (const auto done = readLastOutcomes(summary); !done)
        return tl::unexpected(done.error());
    const auto dead = deliveryrows::countDeadLetters(*m_database);
    if (!dead)
        return tl::unexpected(dead.error());
    summary.deadLetters = *dead;
    const bool isEmpty
        = std::all_of(summary.hours.cbegin(), summary.hours.cend(), [](const HourCount &hour) { return hour.all() == 0; });
    if (!isEmpty)
        return summary;
    const auto underWay = m_database->value(u"SELECT count(*) FROM deliveries "
                                            "WHERE state IN ('pending', 'waiting-retry', 'attempting') AND test = 0"_s);
    if (!underWay)
        return tl::unexpected(underWay.error());
    summary.underWay = underWay->toInt();
    return summary;
}

Result<void> DeliveryHistory::countHours(const QDateTime &now, DeliverySummary &summary)
{
    constexpr qint64 hourMs = 3'600'000;
    const qint64 hours = qint64(summary.hours.size());
    const qint64 begin = ms(now) - hours * hourMs;
    const auto count = [&](const QSqlQuery &row) {
        const auto hour = size_t(std::clamp<qint64>(row.value(1).toLongLong(), 0, hours - 1)); // a clock may jump
        const auto kind = outcomeFromKey(row.value(2).toString());
        const int attempts = row.value(3).toInt();
        Health &health = summary.health[WebhookId::fromString(row.value(0).toString())];
        for (HourCount *one : {&summary.hours[hour], &health.hours[hour]})
            one->of(outcomeGroup(kind.value_or(OutcomeKind::Interrupted))) += attempts;
        return attempts;
    };
    const auto counted = m_database->rows(u"SELECT webhook, (attempted_at - ?) / ?, outcome, count(*) FROM deliveries "
                                          "WHERE attempted_at > ? AND test = 0 AND outcome IS NOT NULL GROUP BY 1, 2, 3"_s,
                                          {begin, hourMs, begin}, count);
    if (!counted)
        return tl::unexpected(counted.error());
    return {};
}

/// Of each webhook the newest delivery that has had an attempt, and the newest real one that counts in health; webhook by
/// webhook through the index.
Result<void> DeliveryHistory::readLastOutcomes(DeliverySummary &summary)
{
    const auto note = [&summary](const QSqlQuery &row) {
        const auto outcome = readOutcome(row, 1);
        if (!outcome)
            return false;
        const bool test = row.value(8).toBool();
        Health &health = summary.health[WebhookId::fromString(row.value(0).toString())];
        health.lastDelivery = {*outcome, row.value(6).toLongLong(), timeOf(row.value(7)), test, timeOf(row.value(9))};
        if (!test && countsInHealth(outcome->kind))
            health.last = outcome;
        return true;
    };
    QVariantList uncounted;
    for (const OutcomeKind kind : outcomeKinds()) {
        if (!countsInHealth(kind))
            uncounted.append(outcomeKey(kind));
    }
    const auto noted = m_database->rows(
        u"WITH RECURSIVE w (id) AS ("
        "  SELECT min(webhook) FROM deliveries"
        "  UNION ALL"
        "  SELECT (SELECT min(webhook) FROM deliveries WHERE webhook > w.id) FROM w WHERE w.id IS NOT NULL) "
        "SELECT d.webhook, d.outcome, d.status, d.phase, d.tls_fault, d.proxy_fault, d.duration_ms, d.attempted_at, "
        "d.test, d.due_at "
        "FROM w JOIN deliveries d ON d.key IN ("
        "  (SELECT key FROM deliveries WHERE webhook = w.id AND outcome IS NOT NULL ORDER BY key DESC LIMIT 1),"
        "  (SELECT key FROM deliveries WHERE webhook = w.id AND test = 0 AND outcome NOT IN (%1) "
        "   ORDER BY key DESC LIMIT 1)) "
        "ORDER BY d.key"_s.arg(questionMarks(uncounted.size())),
        uncounted, note);
    if (!noted)
        return tl::unexpected(noted.error());
    return {};
}

} // namespace hookpanel
