// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QByteArray>

namespace hookpanel {

/// Between an attempt and the text that a history keeps of it.
namespace attemptrecord {

/// Everything of an attempt but its ids and its two bodies, as compact JSON without any secret: filled values are left
/// out for what is shown instead of them, and secret headers, of the answer too, are masked.
[[nodiscard]] QByteArray toJson(const Attempt &attempt);

/// Fills what the text holds into an attempt. What cannot be read is left as it was: a history with a gap is better than
/// none. Request headers have their shown value as their value.
void fill(Attempt &attempt, const QByteArray &json);

} // namespace attemptrecord
} // namespace hookpanel
