// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace hookpanel {

/// What is kept of the history: deliveries that ended within so many days, and no more than so many in all. What did not
/// arrive is kept longer; what is under way is always kept.
struct Retention {
    static constexpr int failedFactor = 3; ///< Those that did not arrive are kept so many times longer.
    static constexpr int mostDays = 3650;
    static constexpr int mostCount = 10'000'000;

    int days = 30; ///< 1 to mostDays.
    int count = 100'000; ///< 1 to mostCount.

    bool operator==(const Retention &) const = default;
};

/// What one step of taking away has done.
struct PurgeStep {
    int purged = 0; ///< Deliveries.
    bool isLast = true; ///< Whether nothing is left to take away, nor disk space to give back.

    bool operator==(const PurgeStep &) const = default;
};

} // namespace hookpanel
