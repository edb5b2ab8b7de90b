// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace hookpanel {

/// What must not be kept or shown in clear.
namespace redaction {

/// What stands where a secret was.
inline constexpr QStringView mask = u"••••";

/// The value of a header for a store, an export or a list: one that is a credential by credentials::isIn() is masked.
/// Placeholders stay, and beside them the name of an authentication scheme ("Bearer ${TOKEN}"): they are no secrets. `shown`
/// is the value without filled placeholders.
[[nodiscard]] QString headerValue(const QString &name, const QString &shown);

} // namespace redaction
} // namespace hookpanel
