// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace hookpanel {

/// What must not be kept or shown in clear.
namespace redaction {

/// What stands where a secret was.
inline constexpr QStringView mask = u"••••";

/// The value of a header for a store, an export or a list: one that is a credential by credentials::isIn() is masked.
/// Placeholders stay, and beside them the name of an authentication scheme ("Bearer ${TOKEN}"): they are no secrets. `shown`
/// is the value without filled placeholders.
[[nodiscard]] QString headerValue(const QString &name, const QString &shown);

/// A secret for people who have several of them: "••••3aF9", "whsec_••••3aF9". The last four characters are told only of
/// one that is long enough not to be guessed by them.
[[nodiscard]] QString masked(const QString &secret);

/// The characters that masked() tells of a secret; empty for a short one.
[[nodiscard]] QString hint(const QString &secret);

/// What masked() tells of a secret before the mask: `whsec_` where it begins so.
[[nodiscard]] QString prefix(const QString &secret);

/// A URL, typed or shown, with the mask in place of each value in its query that is named like a secret (token, key,
/// signature, …). Values that are only placeholders stay.
[[nodiscard]] QString url(const QString &text);

/// Names of the parameters whose values url() masks, and these values, as they stand in the text.
struct SecretParameter {
    QString name;
    QString value;

    bool operator==(const SecretParameter &) const = default;
};
[[nodiscard]] QList<SecretParameter> secretParameters(const QString &url);

/// The same URL with something else in place of these values.
[[nodiscard]] QString withParameters(const QString &url,
                                     const std::function<QString(const SecretParameter &parameter)> &standIn);

} // namespace redaction
} // namespace hookpanel
