// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/signingscheme.h"

namespace hookpanel {

/// Standard Webhooks 1.0.0, symmetric (label v1): HMAC-SHA256 over `id.timestamp.body`. Writes one signature per key, the
/// newest first, so that receivers with either key accept a delivery during a rotation. A key is base64, with or without
/// `whsec_` in front; what is not is refused. The asymmetric label v1a is not made: docs/adr/0022-signing-schemes.md.
class StandardSigner final : public SigningScheme
{
public:
    static constexpr qsizetype fewestKeyBytes = 24; ///< Advised, not demanded: there are receivers with shorter keys.
    static constexpr qsizetype mostKeyBytes = 64;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] const char *title() const override;
    [[nodiscard]] const char *description() const override;
    [[nodiscard]] QByteArrayList headerNames() const override;
    [[nodiscard]] Result<void> accepts(const SigningKey &key) const override;
    [[nodiscard]] Result<SignatureHeaders> sign(const SignedParts &parts, const SigningKeys &keys) const override;
    [[nodiscard]] SignatureFinding check(const QByteArray &body, const SignatureHeaders &headers, const SigningKey &key,
                                         qint64 now) const override;

    /// The bytes of a key, in either alphabet of base64, padded or not; or why there are none.
    [[nodiscard]] static Result<QByteArray> keyBytes(const SigningKey &key);
};

} // namespace hookpanel
