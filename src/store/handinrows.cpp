// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/handinrows.h"

#include "store/database.h"
#include "store/deliveryrows.h"

#include <QSqlQuery>

namespace hookpanel::handinrows {

using namespace Qt::StringLiterals;
using deliveryrows::ms;

namespace {

qint64 oldest(const QDateTime &now)
{
    constexpr qint64 secondsPerHour = 3600;
    return ms(now.addSecs(-hours * secondsPerHour));
}

} // namespace

Result<void> keep(Database &database, const HandIn &handIn, const QDateTime &now)
{
    if (const auto done = database.run(u"DELETE FROM hand_ins WHERE accepted_at <= ?"_s, {oldest(now)}); !done)
        return tl::unexpected(done.error());
    const auto done = database.run(u"INSERT INTO hand_ins (key, payload_hash, answer, accepted_at) VALUES (?, ?, ?, ?)"_s,
                                   {handIn.key, handIn.payloadHash, handIn.answer, ms(now)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<std::optional<HandIn>> find(Database &database, const QByteArray &key, const QDateTime &now)
{
    return database.row(u"SELECT payload_hash, answer FROM hand_ins WHERE key = ? AND accepted_at > ?"_s, {key, oldest(now)},
                        [&key](const QSqlQuery &row) {
                            return HandIn{key, row.value(0).toByteArray(), row.value(1).toByteArray()};
                        });
}

} // namespace hookpanel::handinrows
