// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timeline.h"

#include <algorithm>

namespace hookpanel {

QList<TimelineBar> timelineBars(const Attempt &attempt, qint64 elapsedMs)
{
    QList<TimelineBar> bars;
    for (const PhaseTime &time : attempt.timeline)
        bars.append({time.phase, time.ms, 0, false});
    if (!attempt.isFinished())
        bars.append({attempt.phase, std::max<qint64>(0, elapsedMs - attempt.phaseStartedMs), 0, true});

    qint64 measured = 0;
    for (const TimelineBar &bar : std::as_const(bars))
        measured += bar.ms.value_or(0);
    const qint64 unmeasured = std::max<qint64>(0, elapsedMs - measured);
    qint64 at = 0;
    bool gapTaken = false;
    for (TimelineBar &bar : bars) {
        bar.startMs = at;
        at += bar.ms.value_or(gapTaken ? 0 : unmeasured);
        gapTaken = gapTaken || !bar.ms;
    }
    return bars;
}

} // namespace hookpanel
