// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverypurge.h"

#include "store/database.h"
#include "store/deliveryrows.h"
#include "store/notsentrows.h"

#include <algorithm>

namespace hookpanel::deliverypurge {

using namespace Qt::StringLiterals;
using deliveryrows::ms;

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

/// One statement frees one page (measured: through Qt SQL, whatever number it is given); together they are one commit.
Result<void> giveDiskBack(Database &database)
{
    constexpr int mostPages = 500;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto free = database.value(u"PRAGMA freelist_count"_s);
    if (!free)
        return tl::unexpected(free.error());
    for (int page = 0; page < std::min(free->toInt(), mostPages); ++page) {
        if (const auto done = database.run(u"PRAGMA incremental_vacuum(1)"_s); !done)
            return tl::unexpected(done.error());
    }
    return transaction->commit();
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

/// Events that nobody got, as old as deliveries may be; and lists that no event has any more.
Result<void> purgeUnsent(Database &database, const Retention &retention, const QDateTime &now, int limit)
{
    auto rows = database.run(u"SELECT key, body FROM events WHERE accepted_at < ? AND NOT EXISTS "
                             "(SELECT 1 FROM deliveries WHERE event = events.key) LIMIT ?"_s,
                             {ms(now.addDays(-retention.days)), limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<std::pair<QVariant, QVariant>> unsent;
    while (rows->next())
        unsent.append({rows->value(0), rows->value(1)});
    rows->finish();
    for (const auto &[event, body] : unsent) {
        for (const auto &[statement, key] : {std::pair(u"DELETE FROM events WHERE key = ?"_s, event),
                                             std::pair(u"DELETE FROM bodies WHERE key = ?"_s, body)}) {
            if (const auto done = database.run(statement, {key}); !done)
                return tl::unexpected(done.error());
        }
    }
    return notsentrows::dropUnused(database);
}

} // namespace

Result<qint64> count(Database &database, const Retention &retention, const QDateTime &now)
{
    const auto count = database.value(u"SELECT count(*)"_s + purgeable, valuesOf(retention, now));
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<int> step(Database &database, const Retention &retention, const QDateTime &now, int limit)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto rows = database.run(u"SELECT key, event"_s + purgeable + u" ORDER BY key LIMIT ?"_s,
                             valuesOf(retention, now) + QVariantList{limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<std::pair<qint64, qint64>> purged;
    while (rows->next())
        purged.append({rows->value(0).toLongLong(), rows->value(1).toLongLong()});
    rows->finish();
    for (const auto &[delivery, event] : purged) {
        if (const auto done = purgeOne(database, delivery, event); !done)
            return tl::unexpected(done.error());
    }
    if (const auto done = purgeUnsent(database, retention, now, limit); !done)
        return tl::unexpected(done.error());
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    if (const auto given = giveDiskBack(database); !given)
        return tl::unexpected(given.error());
    return int(purged.size());
}

} // namespace hookpanel::deliverypurge
