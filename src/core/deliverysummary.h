// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"
#include "core/storedwebhook.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMetaType>

#include <array>

namespace hookpanel {

/// Outcomes as a picture groups them, from what went well to what is nobody's fault.
enum class OutcomeGroup {
    Delivered,
    Refused, ///< The receiver took it for wrong: 4xx, 410, 429, 3xx.
    ReceiverError, ///< The receiver failed: 5xx, an answer cut short.
    Timeout,
    NoConnection, ///< Not found, refused, unreachable, not secured, dropped.
    NotSent, ///< There was no request to send.
    Stopped, ///< Cancelled, or interrupted by our own end.
};

inline constexpr int outcomeGroupCount = int(OutcomeGroup::Stopped) + 1;

/// All of them, in the order above.
[[nodiscard]] const std::array<OutcomeGroup, outcomeGroupCount> &outcomeGroups();

[[nodiscard]] OutcomeGroup outcomeGroup(OutcomeKind kind);

/// Whether an outcome says anything of how the receiver does: what was stopped does not.
[[nodiscard]] bool countsInHealth(OutcomeKind kind);

/// How many deliveries had their last attempt in one hour, by its outcome.
struct HourCount {
    std::array<int, outcomeGroupCount> byGroup{};

    [[nodiscard]] int &of(OutcomeGroup group) { return byGroup[size_t(group)]; }
    [[nodiscard]] int of(OutcomeGroup group) const { return byGroup[size_t(group)]; }
    [[nodiscard]] int all() const;
    [[nodiscard]] int succeeded() const { return of(OutcomeGroup::Delivered); }
    [[nodiscard]] int failed() const; ///< All others that count in health.
    HourCount &operator+=(const HourCount &other);

    bool operator==(const HourCount &) const = default;
};

/// The last 24 hours, the oldest first. Tests do not count.
using DayCount = std::array<HourCount, 24>;

/// How a webhook's receiver does, by its deliveries; tests do not count, nor does what was cancelled or interrupted.
struct Health {
    enum class State { NeverUsed, Healthy, Failing };

    DayCount hours{};
    std::optional<Outcome> last; ///< Of the newest delivery that has had an attempt which counts.
    std::optional<LastOutcome> lastDelivery; ///< Of the newest delivery that has had an attempt; all count here.

    [[nodiscard]] int succeeded() const;
    [[nodiscard]] int failed() const;

    /// The share of deliveries of the last 24 hours that went well, 0 to 100; nothing when there were none.
    [[nodiscard]] std::optional<int> successPercent() const;

    /// Failing when the last attempt failed, or when less than nine in ten of the last day went well.
    [[nodiscard]] State state() const;

    bool operator==(const Health &) const = default;
};

/// What the window shows of all deliveries together.
struct DeliverySummary {
    DayCount hours{};
    int underWay = 0; ///< Real ones that wait or are on the wire; counted only where the hours hold none.
    qint64 deadLetters = 0; ///< Dead deliveries that were not sent again.
    QHash<WebhookId, Health> health;

    bool operator==(const DeliverySummary &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DayCount)
Q_DECLARE_METATYPE(hookpanel::DeliverySummary)
