// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverycheck.h"

#include "store/database.h"
#include "store/deliverystatements.h"

#include <QFileInfo>

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

/// Damage that these rows meet is told by SQLite itself.
Result<void> readWhatCounts(Database &database)
{
    constexpr int most = 1000;
    for (const QString &which :
         {u"ORDER BY key DESC"_s, u"WHERE "_s + deliverystatements::waiting, u"WHERE state = 'attempting'"_s}) {
        const auto read = database.value(u"SELECT sum(length(d.search) + length(e.type) + length(b.bytes) + "
                                         "  (SELECT count(details) FROM attempts WHERE delivery = d.key)) "
                                         "FROM (SELECT key, event, search FROM deliveries %1 LIMIT %2) d "
                                         "JOIN events e ON e.key = d.event JOIN bodies b ON b.key = e.body"_s.arg(which)
                                             .arg(most));
        if (!read)
            return tl::unexpected(read.error());
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
