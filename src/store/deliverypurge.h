// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/retention.h"

namespace hookpanel {

class Database;

/// What retention takes away from deliveries.sqlite.
namespace deliverypurge {

/// How many deliveries retention would take away now.
[[nodiscard]] Result<qint64> count(Database &database, const Retention &retention, const QDateTime &now);

/// Takes away at most `limit` of them, with all that belongs to them, and as many events that nobody got, and gives some
/// disk space back.
[[nodiscard]] Result<PurgeStep> step(Database &database, const Retention &retention, const QDateTime &now, int limit);

} // namespace deliverypurge
} // namespace hookpanel
