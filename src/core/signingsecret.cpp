// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signingsecret.h"

#include <QByteArray>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestBytes = 24; // Standard Webhooks: between 24 and 64

} // namespace

std::optional<SigningSecretFault> faultOfSigningSecret(const QString &text)
{
    using enum SigningSecretFault;
    if (text.trimmed().isEmpty())
        return Empty;
    if (text.startsWith(u"whpk_"_s))
        return PublicKey;
    if (text.startsWith(u"whsk_"_s))
        return PrivateKey;
    if (std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }))
        return ControlCharacter;
    if (!text.startsWith(u"whsec_"_s))
        return std::nullopt;
    QByteArray encoded = text.sliced(6).toUtf8();
    encoded.replace('-', '+').replace('_', '/'); // both alphabets are met with
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return NotBase64;
    return decoded.decoded.size() < fewestBytes ? std::optional(TooShort) : std::nullopt;
}

} // namespace hookpanel
