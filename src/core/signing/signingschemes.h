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

} // namespace hookpanel
