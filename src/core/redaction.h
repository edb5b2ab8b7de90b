// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace hookpanel {

/// What must not be kept or shown in clear, decided in this one place.
namespace redaction {

/// What stands where a secret was.
inline constexpr QStringView mask = u"••••";

/// Whether the value of a header of this name is a secret by its nature: Authorization, Cookie, X-Api-Key and names with
/// token, secret, key or password in them.
[[nodiscard]] bool isSecretHeader(const QString &name);

/// The value of a header for a store, an export or a list: a secret one is masked. Placeholders stay, and beside them the
/// name of an authentication scheme ("Bearer ${TOKEN}"): they are no secrets. `shown` is the value without filled
/// placeholders.
[[nodiscard]] QString headerValue(const QString &name, const QString &shown);

} // namespace redaction
} // namespace hookpanel
