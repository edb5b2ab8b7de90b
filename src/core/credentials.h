// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/webhook.h"

#include <QString>

namespace hookpanel {

/// Which header values must not leave in an export or a copied command (product section 9), as long as the webhook
/// holds them as text.
namespace credentials {

/// Whether a header of this name carries a credential by its nature: Authorization, Cookie, X-Api-Key, PRIVATE-TOKEN, …
[[nodiscard]] bool isCarriedBy(const QString &headerName);

/// Whether the value itself is (a part of) a credential: the header carries one, and the value is something else than
/// placeholders, perhaps with a word before them ("Bearer ${TOKEN}"). An empty value is none, and so is one that somebody
/// declared open.
[[nodiscard]] bool isIn(const Header &header);

} // namespace credentials
} // namespace hookpanel
