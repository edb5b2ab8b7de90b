// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverystatements.h"

#include "store/deliveryrows.h"

namespace hookpanel::deliverystatements {

using namespace Qt::StringLiterals;

namespace {

/// All webhooks for which something waits, as `w (id)`: jumps from one to the next through the index instead of reading all
/// that waits. The index is named, because SQLite 3.40 takes deliveries_state for min() otherwise, and reads on and on.
QString waitingWebhooks()
{
    return u"WITH RECURSIVE w (id) AS ("
           "  SELECT min(webhook) FROM deliveries INDEXED BY deliveries_due WHERE %1"
           "  UNION ALL"
           "  SELECT (SELECT min(webhook) FROM deliveries INDEXED BY deliveries_due WHERE %1 AND webhook > w.id)"
           "  FROM w WHERE w.id IS NOT NULL) "_s.arg(waiting);
}

QString stateIs(Ended how)
{
    return how == Ended::Well ? u"state IN ('delivered', 'cancelled')"_s : u"state IN ('failed', 'dead')"_s;
}

/// The condition of the index deliveries_dead.
constexpr QLatin1StringView dead("state = 'dead' AND resent = 0");

} // namespace

QString webhooksWithDue()
{
    return waitingWebhooks()
        + u"SELECT id FROM w WHERE id IS NOT NULL AND EXISTS ("
          "  SELECT 1 FROM deliveries INDEXED BY deliveries_due WHERE %1 AND webhook = w.id AND due_at <= ?)"_s.arg(waiting);
}

QString due()
{
    return u"SELECT id FROM deliveries INDEXED BY deliveries_due WHERE %1 AND webhook = ? AND due_at <= ? "
           "ORDER BY due_at, key LIMIT ?"_s.arg(waiting);
}

QString nextDue(qsizetype excepted)
{
    return waitingWebhooks()
        + u"SELECT min((SELECT min(due_at) FROM deliveries INDEXED BY deliveries_due WHERE %1 AND webhook = w.id)) "
          "FROM w WHERE id IS NOT NULL AND id NOT IN (%2)"_s.arg(waiting, deliveryrows::questionMarks(excepted));
}

QString countDeadLetters()
{
    return u"SELECT count(*) FROM deliveries INDEXED BY deliveries_dead WHERE %1"_s.arg(dead);
}

QString deadLetters()
{
    return u"SELECT key FROM deliveries INDEXED BY deliveries_state WHERE %1 AND key > ? ORDER BY key LIMIT ?"_s.arg(dead);
}

QString markResent()
{
    return u"UPDATE deliveries INDEXED BY deliveries_dead SET resent = 1 WHERE %1 AND event = ? AND webhook = ?"_s.arg(dead);
}

QString expired(Ended how)
{
    return u"SELECT key, event FROM deliveries INDEXED BY deliveries_ended WHERE %1 AND ended_at < ?"_s.arg(stateIs(how));
}

QString surplus(Ended how)
{
    return u"SELECT key, event FROM deliveries INDEXED BY deliveries_state WHERE %1 AND key <= ?"_s.arg(stateIs(how));
}

QString unsentEvents()
{
    return u"SELECT key, body FROM events INDEXED BY events_unsent WHERE unsent = 1 AND accepted_at < ? "
           "AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = events.key) LIMIT ?"_s;
}

} // namespace hookpanel::deliverystatements
