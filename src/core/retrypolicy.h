// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverystate.h"
#include "core/outcome.h"
#include "core/retryschedule.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace hookpanel {

/// When a delivery is tried again (product sections 3 and 6). Pure: time and chance are arguments.
namespace retrypolicy {

inline constexpr double mostJitter = 0.2; ///< Jitter adds at most this share of a wait.
inline constexpr std::chrono::seconds longestRetryAfter = std::chrono::hours(24); ///< More is cut to this.

/// Whether an attempt that ended like this is tried again while the schedule lasts.
[[nodiscard]] bool isRetried(const Outcome &outcome);

/// Reads the value of a Retry-After header: whole seconds, or a date in one of the three forms of RFC 9110 5.6.7. Not
/// negative, at most longestRetryAfter; nothing when it is neither.
[[nodiscard]] std::optional<std::chrono::seconds> retryAfter(const QByteArray &value, const QDateTime &now);

/// What an attempt leaves behind for its delivery.
struct Verdict {
    DeliveryState state = DeliveryState::Dead;
    QDateTime dueAt; ///< Of WaitingRetry, else invalid.
    int waitsUsed = 0; ///< How many waits of the schedule are used up now.

    bool operator==(const Verdict &) const = default;
};

/// What an attempt is judged by.
struct Circumstances {
    QDateTime now;
    int waitsUsed = 0; ///< Before this attempt ended.
    double chance = 0; ///< 0 to 1: how much of the jitter is added.
    std::optional<std::chrono::seconds> retryAfter; ///< As the receiver asked for; a floor for the wait.
};

/// What becomes of a delivery after an attempt with this outcome. An attempt that was interrupted, because this program
/// ended, is no fault of the receiver: it uses up no wait and is tried again at once.
[[nodiscard]] Verdict judge(const Outcome &outcome, const RetrySchedule &schedule, const Circumstances &circumstances);

/// What becomes of a test: it is over, whatever came of it. One that did not succeed is cancelled, not failed, because
/// nothing is lost by it; its outcome says what happened.
[[nodiscard]] Verdict verdictOfTest(const Outcome &outcome);

} // namespace retrypolicy
} // namespace hookpanel
