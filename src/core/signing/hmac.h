// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace hookpanel {

/// HMAC-SHA256 (RFC 2104), 32 bytes; Qt's own.
[[nodiscard]] QByteArray hmacSha256(const QByteArray &key, const QByteArray &message);

/// Whether both are the same bytes, in a time that depends on their lengths alone: whoever measures it learns nothing of
/// where a forged signature differs. The one place where signatures are compared.
[[nodiscard]] bool isSameInConstantTime(const QByteArray &one, const QByteArray &other);

} // namespace hookpanel
