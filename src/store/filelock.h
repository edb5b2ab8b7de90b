// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

class QLockFile;

namespace hookpanel {

inline constexpr int lockPatienceMs = 3000; ///< How long another program that writes the same file is waited for.

/// Takes the lock that a file of a profile has beside it. Fails with CannotWrite, the path of the file that was to be
/// written and why: mostly another program keeps the lock. One whose process has died is taken over.
[[nodiscard]] Result<void> lockWithin(QLockFile &lock, const QString &path, int waitMs = lockPatienceMs);

} // namespace hookpanel
