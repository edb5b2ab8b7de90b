// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/signingscheme.h"

namespace hookpanel {

/// What schemes in GitHub's style share: one header with `sha256=` and the HMAC-SHA256 of the body in lower-case hexadecimal
/// digits; the key is the whole secret as UTF-8 text. Neither id nor time is signed, and the header bears one signature:
/// during a rotation it is that of the newest key.
class BodySigner : public SigningScheme
{
public:
    [[nodiscard]] QByteArrayList headerNames() const override;
    [[nodiscard]] Result<void> accepts(const SigningKey &key) const override;
    [[nodiscard]] Result<SignatureHeaders> sign(const SignedParts &parts, const SigningKeys &keys) const override;
    [[nodiscard]] SignatureFinding check(const QByteArray &body, const SignatureHeaders &headers, const SigningKey &key,
                                         qint64 now) const override;

protected:
    explicit BodySigner(const QByteArray &header)
        : m_header(header)
    {
    }

private:
    QByteArray m_header;
};

} // namespace hookpanel
