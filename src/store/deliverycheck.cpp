// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverycheck.h"

#include "store/database.h"
#include "store/deliverystatements.h"

#include <QFileInfo>
#include <QStringList>

#include <utility>

namespace hookpanel::deliverycheck {

using namespace Qt::StringLiterals;

namespace {

Result<void> readWhole(Database &database)
{
    const auto said = database.value(u"PRAGMA quick_check(1)"_s);
    if (!said)
        return tl::unexpected(said.error());
    return *said == u"ok"_s ? Result<void>() : failure(ErrorCode::Damaged, database.path(), said->toString());
}

constexpr int mostRows = 1000; ///< Of each kind.
constexpr qint64 mostPayloadBytes = 32 * 1024 * 1024; ///< What is new or waits is mostly far less.

/// The rows of these deliveries, with the first page of each payload.
Result<void> readRows(Database &database, const QString &which)
{
    const auto read = database.value(u"SELECT sum(length(d.search) + length(e.type) + length(b.bytes) + "
                                     "  (SELECT total(length(details)) FROM attempts WHERE delivery = d.key)) "
                                     "FROM (SELECT key, event, search FROM deliveries %1 LIMIT %2) d "
                                     "JOIN events e ON e.key = d.event JOIN bodies b ON b.key = e.body"_s.arg(which)
                                         .arg(mostRows));
    if (!read)
        return tl::unexpected(read.error());
    return {};
}

/// All of their payloads, as far as so many bytes go; returns how many are left. The length of a BLOB alone would be known
/// from its head: only a text made of it reads its pages.
Result<qint64> readPayloads(Database &database, const QString &which, qint64 bytes)
{
    const auto sizes = database.rows(
        u"SELECT key, length(bytes) FROM bodies WHERE key IN (SELECT e.body FROM (SELECT event FROM deliveries %1 LIMIT %2) "
        u"d "
        "JOIN events e ON e.key = d.event) ORDER BY key DESC"_s.arg(which)
            .arg(mostRows),
        {}, [](const QSqlQuery &row) { return std::pair(row.value(0).toString(), row.value(1).toLongLong()); });
    if (!sizes)
        return tl::unexpected(sizes.error());
    QStringList keys;
    for (const auto &[key, size] : *sizes) {
        if (size > bytes)
            break;
        bytes -= size;
        keys.append(key);
    }
    const auto read
        = database.value(u"SELECT sum(length(bytes || '')) FROM bodies WHERE key IN (%1)"_s.arg(keys.join(u',')));
    if (!read)
        return tl::unexpected(read.error());
    return bytes;
}

/// Damage that these rows meet is told by SQLite itself. Nothing is sent without its payload, so that those of what is yet
/// to be sent come first.
Result<void> readWhatCounts(Database &database)
{
    Result<qint64> left = mostPayloadBytes;
    for (const QString &which :
         {u"WHERE state = 'attempting'"_s, u"WHERE "_s + deliverystatements::waiting, u"ORDER BY key DESC"_s}) {
        if (const auto read = readRows(database, which); !read)
            return read;
        left = readPayloads(database, which, *left);
        if (!left)
            return tl::unexpected(left.error());
    }
    return {};
}

} // namespace

Result<void> run(Database &database)
{
    const qint64 size = QFileInfo(database.path()).size() + QFileInfo(database.path() + u"-wal"_s).size();
    return size <= wholeUpTo ? readWhole(database) : readWhatCounts(database);
}

} // namespace hookpanel::deliverycheck
