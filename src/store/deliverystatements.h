// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace hookpanel {

/// Statements over deliveries.sqlite whose cost must not grow with what is kept there. They are here, and not beside their
/// callers, so that a test can ask SQLite by which index it answers each.
namespace deliverystatements {

/// The condition of a delivery that waits for an attempt, word for word that of the index deliveries_due.
inline constexpr QLatin1StringView waiting("state IN ('pending', 'waiting-retry')");

/// The webhooks with a delivery due by `?`, in the order of their ids.
[[nodiscard]] QString webhooksWithDue();

/// The ids of those of the webhook `?` that are due by `?`, at most `?`, the longest waiting first.
[[nodiscard]] QString due();

/// When the next is due, but for those of so many webhooks.
[[nodiscard]] QString nextDue(qsizetype excepted);

/// How many dead letters there are: dead deliveries that were not sent again.
[[nodiscard]] QString countDeadLetters();

/// The keys of those after the key `?`, at most `?`, the oldest first.
[[nodiscard]] QString deadLetters();

/// That of the event's key `?` to the webhook `?` is one no longer.
[[nodiscard]] QString markResent();

/// Those that arrived or were cancelled, and those that did not arrive, which are kept longer.
enum class Ended { Well, Badly };

/// Key and event's key of those that ended before `?`.
[[nodiscard]] QString expired(Ended how);

/// The same of those whose key is no greater than `?`.
[[nodiscard]] QString surplus(Ended how);

/// Key and body's key of events that nobody got and that were accepted before `?`, at most `?`.
[[nodiscard]] QString unsentEvents();

} // namespace deliverystatements
} // namespace hookpanel
