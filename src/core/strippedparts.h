// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"

#include <QStringList>

namespace hookpanel {

/// What never leaves of an entry, for people: paths such as "geo.source". The rule itself is withoutPrivateData(). What an
/// entry at the other end of a relation loses is told of its own content type.
struct StrippedParts {
    QStringList removed; ///< Private attributes and passwords, also those of components and dynamic zones.
    QStringList cutToId; ///< Relations to users: nothing but their id (and documentId) is kept.

    bool operator==(const StrippedParts &) const = default;
};

/// Of entries with these attributes; components that `types` does not know add nothing. Components within themselves are
/// looked into once.
[[nodiscard]] StrippedParts strippedParts(const Attributes &attributes, const ContentTypes &types);

} // namespace hookpanel
