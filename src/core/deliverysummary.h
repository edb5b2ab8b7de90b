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

/// How many deliveries ended an attempt well, and how many did not, in one hour.
struct HourCount {
    int succeeded = 0;
    int failed = 0;

    bool operator==(const HourCount &) const = default;
};

/// The last 24 hours, the oldest first. Tests do not count.
using DayCount = std::array<HourCount, 24>;

/// How a webhook's receiver does, by its deliveries; tests do not count.
struct Health {
    enum class State { NeverUsed, Healthy, Failing };

    DayCount hours{};
    std::optional<Outcome> last; ///< Of the last attempt ever.
    std::optional<LastOutcome> lastDelivery; ///< Of the newest delivery that has had an attempt; tests count here.

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
    qint64 deadLetters = 0; ///< Dead deliveries that were not sent again.
    QHash<WebhookId, Health> health;

    bool operator==(const DeliverySummary &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DayCount)
Q_DECLARE_METATYPE(hookpanel::DeliverySummary)
