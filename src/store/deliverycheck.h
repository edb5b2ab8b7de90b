// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace hookpanel {

class Database;

/// Whether deliveries.sqlite is damaged, as far as that can be known before anybody waits for it.
namespace deliverycheck {

/// Up to this size all of the file is read: about 12 ms per megabyte (measured on a busy machine: 0.3 s for 23 MB, 1.3 s for
/// 115 MB, so a million deliveries would take far longer than anybody waits).
inline constexpr qint64 wholeUpTo = 8 * 1024 * 1024;

/// Reads all of a small file; of a larger one what is new, what waits and what is on the wire, which is what would be lost.
/// Fails with Damaged and the file's name, or as any question does.
[[nodiscard]] Result<void> run(Database &database);

} // namespace deliverycheck
} // namespace hookpanel
