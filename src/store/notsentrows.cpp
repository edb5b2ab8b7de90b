// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/notsentrows.h"

#include "store/database.h"
#include "store/deliveryrows.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>

namespace hookpanel::notsentrows {

using namespace Qt::StringLiterals;

namespace {

QByteArray toBytes(const QList<Recipient> &notSent)
{
    QJsonArray array;
    for (const Recipient &recipient : notSent) {
        if (recipient.reason)
            array.append(QJsonObject{{u"webhook"_s, recipient.webhook.toString()},
                                     {u"name"_s, recipient.name},
                                     {u"reason"_s, notSentKey(*recipient.reason)}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<Recipient> fromBytes(const QByteArray &bytes)
{
    QList<Recipient> notSent;
    const QJsonArray array = QJsonDocument::fromJson(bytes).array();
    for (const QJsonValue &value : array) {
        Recipient recipient;
        recipient.webhook = WebhookId::fromString(value[u"webhook"_s].toString());
        recipient.name = value[u"name"_s].toString();
        // A reason of a later version is a reason all the same.
        recipient.reason = notSentFromKey(value[u"reason"_s].toString()).value_or(NotSentReason::NotSubscribed);
        notSent.append(recipient);
    }
    return notSent;
}

} // namespace

Result<void> keep(Database &database, qint64 event, const QList<Recipient> &notSent)
{
    if (notSent.isEmpty())
        return {};
    const QByteArray bytes = toBytes(notSent);
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    if (const auto done = database.run(u"INSERT OR IGNORE INTO not_sent_lists (hash, list) VALUES (?, ?)"_s, {hash, bytes});
        !done)
        return tl::unexpected(done.error());
    const auto done = database.run(u"INSERT INTO not_sent (event, list) SELECT ?, key FROM not_sent_lists WHERE hash = ?"_s,
                                   {event, hash});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<QList<Recipient>> read(Database &database, const EventId &event)
{
    const auto list = database.value(u"SELECT l.list FROM events e JOIN not_sent n ON n.event = e.key "
                                     "JOIN not_sent_lists l ON l.key = n.list WHERE e.id = ?"_s,
                                     {event.toString()});
    if (!list)
        return tl::unexpected(list.error());
    return fromBytes(list->toByteArray());
}

Result<QList<EventSummary>> newestEvents(Database &database, const WebhookId &webhook, int limit)
{
    QString condition = u"e.test = 0"_s;
    QVariantList values;
    if (!webhook.isNull()) { // there are few different lists, and an id stands in no name
        condition += u" AND n.list IN (SELECT key FROM not_sent_lists WHERE instr(CAST(list AS TEXT), ?) > 0)"_s;
        values.append(u'"' + webhook.toString() + u'"');
    }
    values.append(limit);
    const auto read = [](const QSqlQuery &row) {
        return EventSummary{EventId::fromString(row.value(0).toString()), row.value(1).toString(),
                            deliveryrows::timeOf(row.value(2)), row.value(3).toInt(), row.value(4).toInt()};
    };
    return database.rows(u"SELECT e.id, e.type, e.accepted_at,"
                         "  (SELECT count(DISTINCT webhook) FROM deliveries WHERE event = e.key),"
                         "  coalesce(json_array_length(CAST(l.list AS TEXT)), 0) "
                         "FROM events e LEFT JOIN not_sent n ON n.event = e.key "
                         "LEFT JOIN not_sent_lists l ON l.key = n.list WHERE "_s
                             + condition + u" ORDER BY e.key DESC LIMIT ?"_s,
                         values, read);
}

Result<void> dropUnused(Database &database)
{
    const auto done = database.run(
        u"DELETE FROM not_sent_lists WHERE NOT EXISTS (SELECT 1 FROM not_sent WHERE list = not_sent_lists.key)"_s);
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

} // namespace hookpanel::notsentrows
