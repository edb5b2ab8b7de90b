// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverypurge.h"

#include "store/database.h"
#include "store/deliveryrows.h"
#include "store/deliverystatements.h"
#include "store/notsentrows.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace hookpanel::deliverypurge {

using namespace Qt::StringLiterals;
using deliveryrows::ms;
using deliverystatements::Ended;

namespace {

/// What retention does not keep: by age, and by the number of those accepted after it. Keys are given in that order, so that
/// nobody need count: one of the newest `count` has a key above `newest - count`.
struct Bounds {
    Ended how;
    qint64 endedBefore;
    qint64 lastKey;
};

Result<std::array<Bounds, 2>> boundsOf(Database &database, const Retention &retention, const QDateTime &now)
{
    const auto newest = database.value(u"SELECT max(key) FROM deliveries"_s);
    if (!newest)
        return tl::unexpected(newest.error());
    const auto bounds = [&](Ended how, int factor) {
        return Bounds{how, ms(now.addDays(-qint64(retention.days) * factor)),
                      newest->toLongLong() - qint64(retention.count) * factor};
    };
    return std::array{bounds(Ended::Well, 1), bounds(Ended::Badly, Retention::failedFactor)};
}

/// At most `limit` that go, each with its event; the same row may be found by age and by number.
Result<QHash<qint64, qint64>> purgeable(Database &database, const std::array<Bounds, 2> &bounds, int limit)
{
    QHash<qint64, qint64> found;
    const auto take = [&found](const QSqlQuery &row) {
        found.insert(row.value(0).toLongLong(), row.value(1).toLongLong());
        return true;
    };
    for (const Bounds &bound : bounds) {
        for (const auto &[statement, value] : {std::pair(deliverystatements::expired(bound.how), bound.endedBefore),
                                               std::pair(deliverystatements::surplus(bound.how), bound.lastKey)}) {
            const qint64 room = limit - found.size();
            const auto taken = database.rows(statement + u" LIMIT ?"_s, {value, room}, take);
            if (!taken)
                return tl::unexpected(taken.error());
        }
    }
    return found;
}

/// One statement frees one page (measured: through Qt SQL, whatever number it is given); together they are one commit.
/// Returns whether pages are left to be given back.
Result<bool> giveDiskBack(Database &database)
{
    constexpr int mostPages = 500;
    const auto free = database.value(u"PRAGMA freelist_count"_s);
    if (!free || free->toInt() == 0)
        return free ? Result<bool>(false) : tl::unexpected(free.error());
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    for (int page = 0; page < std::min(free->toInt(), mostPages); ++page) {
        if (const auto done = database.run(u"PRAGMA incremental_vacuum(1)"_s); !done)
            return tl::unexpected(done.error());
    }
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    const auto left = database.value(u"PRAGMA freelist_count"_s);
    if (!left)
        return tl::unexpected(left.error());
    return left->toInt() > 0 && left->toInt() < free->toInt(); // a file of others may not be able to shrink
}

/// A delivery with its attempts and their bodies, and its event when nobody else is a delivery of it.
Result<void> purgeOne(Database &database, qint64 delivery, qint64 event)
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
        if (const auto done = database.run(statement, values); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

/// Events that nobody got, as old as deliveries may be; and lists that no event has any more. Returns how many.
Result<int> purgeUnsent(Database &database, const Retention &retention, const QDateTime &now, int limit)
{
    const auto unsent = database.rows(deliverystatements::unsentEvents(), {ms(now.addDays(-retention.days)), limit},
                                      [](const QSqlQuery &row) { return std::pair(row.value(0), row.value(1)); });
    if (!unsent)
        return tl::unexpected(unsent.error());
    for (const auto &[event, body] : *unsent) {
        for (const auto &[statement, key] : {std::pair(u"DELETE FROM events WHERE key = ?"_s, event),
                                             std::pair(u"DELETE FROM bodies WHERE key = ?"_s, body)}) {
            if (const auto done = database.run(statement, {key}); !done)
                return tl::unexpected(done.error());
        }
    }
    return int(unsent->size());
}

} // namespace

Result<qint64> count(Database &database, const Retention &retention, const QDateTime &now)
{
    const auto bounds = boundsOf(database, retention, now);
    if (!bounds)
        return tl::unexpected(bounds.error());
    QStringList parts;
    QVariantList values;
    for (const Bounds &bound : *bounds) {
        parts += {deliverystatements::expired(bound.how), deliverystatements::surplus(bound.how)};
        values += {bound.endedBefore, bound.lastKey};
    }
    const auto count = database.value(u"SELECT count(*) FROM (%1)"_s.arg(parts.join(u" UNION "_s)), values);
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<PurgeStep> step(Database &database, const Retention &retention, const QDateTime &now, int limit)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto bounds = boundsOf(database, retention, now);
    const auto deliveries = bounds ? purgeable(database, *bounds, limit) : tl::unexpected(bounds.error());
    if (!deliveries)
        return tl::unexpected(deliveries.error());
    for (auto it = deliveries->cbegin(); it != deliveries->cend(); ++it) {
        if (const auto done = purgeOne(database, it.key(), it.value()); !done)
            return tl::unexpected(done.error());
    }
    const auto unsent = purgeUnsent(database, retention, now, limit);
    if (!unsent)
        return tl::unexpected(unsent.error());
    const bool isAnyGone = !deliveries->isEmpty() || *unsent > 0;
    if (isAnyGone) {
        if (const auto dropped = notsentrows::dropUnused(database); !dropped)
            return tl::unexpected(dropped.error());
    }
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    const auto isDiskLeft = giveDiskBack(database);
    if (!isDiskLeft)
        return tl::unexpected(isDiskLeft.error());
    return PurgeStep{int(deliveries->size()), !isAnyGone && !*isDiskLeft};
}

} // namespace hookpanel::deliverypurge
