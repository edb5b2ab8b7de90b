// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace hookpanel {

class Database;

/// An event that a program handed in under a key of its own, so that it may safely do so again.
struct HandIn {
    QByteArray key;
    QByteArray payloadHash; ///< SHA-256: the same key with other bytes is a mistake.
    QByteArray answer; ///< What it was told, and is told again.

    bool operator==(const HandIn &) const = default;
};

/// What was handed in, in the database of deliveries: kept with its event or not at all, and forgotten after a day.
namespace handinrows {

inline constexpr int hours = 24; ///< How long a repeat is recognised.

/// Within the caller's transaction. Fails when the key is there already.
[[nodiscard]] Result<void> keep(Database &database, const HandIn &handIn, const QDateTime &now);

/// Nothing when this key did not come within the last day.
[[nodiscard]] Result<std::optional<HandIn>> find(Database &database, const QByteArray &key, const QDateTime &now);

} // namespace handinrows
} // namespace hookpanel
