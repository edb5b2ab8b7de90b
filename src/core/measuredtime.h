// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/outcome.h"

#include <optional>

namespace hookpanel {

/// The milliseconds of an attempt that has ended; nothing where nobody measured them: of one that another process left on
/// the wire only its start is known.
[[nodiscard]] inline std::optional<qint64> measuredMs(const Outcome &outcome, qint64 durationMs)
{
    if (outcome.kind == OutcomeKind::Interrupted && durationMs == 0)
        return std::nullopt;
    return durationMs;
}

} // namespace hookpanel
