// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/signingscheme.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace hookpanel {

/// All signing schemes, in the order in which they are offered. A constant table: made once, never changed.
[[nodiscard]] const std::vector<std::unique_ptr<const SigningScheme>> &signingSchemes();

/// The scheme of this name, or null.
[[nodiscard]] const SigningScheme *findSigningScheme(const QString &name);

[[nodiscard]] QStringList signingSchemeNames();

/// Whether a webhook with these schemes can sign with the key; if not, why. A key that begins with `whsec_` is one of
/// Standard Webhooks, whether that scheme is chosen yet or not. Unknown schemes are passed over.
[[nodiscard]] Result<void> signingKeyAccepted(const SigningKey &key, const QStringList &schemes);

} // namespace hookpanel
