// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace hookpanel {

/// Why a text cannot be the signing secret of a webhook.
enum class SigningSecretFault {
    Empty,
    PublicKey, ///< `whpk_`: it checks signatures and makes none.
    PrivateKey, ///< `whsk_`: of a kind of signature that is not made here.
    NotBase64, ///< What follows `whsec_`.
    TooShort, ///< Fewer than 24 bytes behind `whsec_`.
    ControlCharacter, ///< A line break within, mostly.
};

/// What is wrong with it, if anything. A text without `whsec_` is a key as it is.
[[nodiscard]] std::optional<SigningSecretFault> faultOfSigningSecret(const QString &text);

} // namespace hookpanel
