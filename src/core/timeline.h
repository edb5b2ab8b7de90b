// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QList>

#include <optional>

namespace hookpanel {

/// One phase of an attempt as a bar over time.
struct TimelineBar {
    Phase phase = Phase::Queued;
    std::optional<qint64> ms; ///< How long it took, or has taken so far. Nothing when it cannot be measured: then no bar.
    qint64 startMs = 0; ///< After the beginning of the attempt.
    bool isRunning = false;

    bool operator==(const TimelineBar &) const = default;
};

/// The phases of an attempt in order, the running one last. `elapsedMs` is how long it has run by now. A phase that was not
/// measured has taken what the others leave of the whole time, so that those after it are placed from the end.
[[nodiscard]] QList<TimelineBar> timelineBars(const Attempt &attempt, qint64 elapsedMs);

} // namespace hookpanel
