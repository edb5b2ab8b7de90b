// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/httphead.h"
#include "intake/intakefault.h"
#include "intake/intakesettings.h"

#include <optional>

namespace hookpanel {

/// Why a request is refused before its body is read, the first reason, or nothing when it may go on. Pure: all rules of
/// product section 8 that need no payload. The token is asked for before anything about the body is said, and compared in
/// constant time.
[[nodiscard]] std::optional<IntakeRefusal> refusalOf(const HttpHead &head, const IntakeSettings &settings);

} // namespace hookpanel
