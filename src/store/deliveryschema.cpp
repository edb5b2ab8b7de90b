// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryschema.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Times are milliseconds since 1970 (UTC), ids and keys of enums are their texts. Bodies are apart, so that lists never
/// read them; what lists show of an event stands in the delivery's own row. `search` is searchableText(): LIKE knows upper
/// and lower case of ASCII only.
SchemaStep version1()
{
    return {
        u"CREATE TABLE notes (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"_s,
        u"CREATE TABLE bodies (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"_s,
        u"CREATE TABLE events ("
        "  key INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  id TEXT NOT NULL UNIQUE,"
        "  type TEXT NOT NULL,"
        "  created_at INTEGER NOT NULL,"
        "  accepted_at INTEGER NOT NULL,"
        "  test INTEGER NOT NULL,"
        "  unsent INTEGER NOT NULL DEFAULT 0," // accepted without any delivery
        "  body INTEGER NOT NULL REFERENCES bodies (key))"_s,
        u"CREATE INDEX events_body ON events (body)"_s, // as attempts_answer: a body that goes is looked for in both tables
        u"CREATE TABLE deliveries ("
        "  key INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  id TEXT NOT NULL UNIQUE,"
        "  event INTEGER NOT NULL REFERENCES events (key),"
        "  event_type TEXT NOT NULL,"
        "  webhook TEXT NOT NULL,"
        "  webhook_name TEXT NOT NULL,"
        "  url TEXT NOT NULL,"
        "  search TEXT NOT NULL,"
        "  test INTEGER NOT NULL,"
        "  state TEXT NOT NULL,"
        "  outcome TEXT,"
        "  status INTEGER NOT NULL DEFAULT 0,"
        "  phase TEXT NOT NULL DEFAULT 'queued',"
        "  tls_fault TEXT NOT NULL DEFAULT 'none',"
        "  duration_ms INTEGER NOT NULL DEFAULT 0,"
        "  attempts INTEGER NOT NULL DEFAULT 0,"
        "  waits_used INTEGER NOT NULL DEFAULT 0,"
        "  stopped INTEGER NOT NULL DEFAULT 0,"
        "  resent INTEGER NOT NULL DEFAULT 0," // a dead one that is no dead letter any more
        "  created_at INTEGER NOT NULL,"
        "  due_at INTEGER,"
        "  attempted_at INTEGER,"
        "  ended_at INTEGER)"_s,
        u"CREATE INDEX deliveries_due ON deliveries (webhook, due_at) WHERE state IN ('pending', 'waiting-retry')"_s,
        u"CREATE INDEX deliveries_attempting ON deliveries (key) WHERE state = 'attempting'"_s,
        u"CREATE INDEX deliveries_dead ON deliveries (event, webhook, state, resent)"
        "  WHERE state = 'dead' AND resent = 0"_s, // with the two, counting reads no row
        u"CREATE INDEX deliveries_event ON deliveries (event)"_s,
        u"CREATE INDEX deliveries_webhook ON deliveries (webhook, key)"_s,
        u"CREATE INDEX deliveries_state ON deliveries (state, key)"_s,
        u"CREATE INDEX deliveries_type ON deliveries (event_type, key)"_s,
        u"CREATE INDEX deliveries_ended ON deliveries (state, ended_at) WHERE ended_at IS NOT NULL"_s,
        u"CREATE INDEX deliveries_attempted ON deliveries (attempted_at) WHERE attempted_at IS NOT NULL"_s,
        u"CREATE TABLE attempts ("
        "  key INTEGER PRIMARY KEY,"
        "  delivery INTEGER NOT NULL REFERENCES deliveries (key) ON DELETE CASCADE,"
        "  number INTEGER NOT NULL,"
        "  started_at INTEGER NOT NULL,"
        "  ended INTEGER NOT NULL DEFAULT 0,"
        "  details TEXT NOT NULL DEFAULT '{}',"
        "  answer INTEGER REFERENCES bodies (key),"
        "  UNIQUE (delivery, number))"_s,
        u"CREATE INDEX attempts_answer ON attempts (answer) WHERE answer IS NOT NULL"_s,
    };
}

/// Who does not get an event, and why (notsentrows); events of old that nobody got; what was handed in with a key
/// (handinrows).
SchemaStep version2()
{
    return {
        u"CREATE TABLE not_sent_lists (key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, list BLOB NOT NULL)"_s,
        u"CREATE TABLE not_sent ("
        "  event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,"
        "  list INTEGER NOT NULL REFERENCES not_sent_lists (key))"_s,
        u"CREATE INDEX not_sent_list ON not_sent (list)"_s,
        u"CREATE INDEX events_unsent ON events (accepted_at) WHERE unsent = 1"_s,
        u"CREATE TABLE hand_ins ("
        "  key BLOB PRIMARY KEY,"
        "  payload_hash BLOB NOT NULL,"
        "  answer BLOB NOT NULL,"
        "  accepted_at INTEGER NOT NULL) WITHOUT ROWID"_s,
        u"CREATE INDEX hand_ins_accepted ON hand_ins (accepted_at)"_s,
    };
}

/// Whose fault an outcome was where a proxy stood on the way; where a list of the newest of some hours, or of tests alone,
/// ends without reading all that is older.
SchemaStep version3()
{
    return {
        u"ALTER TABLE deliveries ADD COLUMN proxy_fault TEXT NOT NULL DEFAULT 'none'"_s,
        u"CREATE INDEX deliveries_created ON deliveries (created_at)"_s,
        u"CREATE INDEX deliveries_tests ON deliveries (key) WHERE test = 1"_s, // real ones are many: found at once
    };
}

} // namespace

const QList<SchemaStep> &deliverySchema()
{
    static const QList<SchemaStep> ladder{version1(), version2(), version3()};
    return ladder;
}

} // namespace hookpanel
