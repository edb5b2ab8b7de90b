// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace hookpanel {

/// Whom to trust at the other end of https, and what to show of oneself. A value; whether it obeys the rules is told by
/// validate() in core/validation.h, and whether its files hold what they should by loadTlsMaterial() in
/// delivery/tlsmaterial.h. There is no policy that believes everybody.
struct TlsPolicy {
    enum class Trust {
        Verify, ///< The authorities of the system.
        ExtraCa, ///< These, and those in a file.
        Pinned, ///< One certificate and no other, whoever signed it, for whichever host, until whichever day.
    };

    Trust trust = Trust::Verify;
    QString caFile = {}; ///< Of ExtraCa: an absolute path to PEM.
    QByteArray pin = {}; ///< Of Pinned: the SHA-256 of the certificate (DER), 64 lower-case hexadecimal digits.
    QString clientCertificate = {}; ///< An absolute path to PEM, the own certificate first; empty for none.
    QString clientKey = {}; ///< Its private key, PEM.
    QString passphraseReference = {}; ///< Of the passphrase of that key in the profile's secrets; empty for none kept.
    QString passphrase = {}; ///< Only while it is not kept yet, or was looked up to send. A secret.

    [[nodiscard]] bool hasClientCertificate() const { return !clientCertificate.isEmpty() || !clientKey.isEmpty(); }

    /// Whether there is a passphrase, as far as can be told without looking it up.
    [[nodiscard]] bool hasPassphrase() const { return !passphraseReference.isEmpty() || !passphrase.isEmpty(); }

    bool operator==(const TlsPolicy &) const = default;
};

/// A fingerprint as people write it, with or without colons and in any case ("3F:A2:…"), as `pin` holds it; nothing when
/// it is not the SHA-256 of a certificate.
[[nodiscard]] std::optional<QByteArray> fingerprintFromText(const QString &text);

/// "verify", "ca", "pin": the name in JSON and files.
[[nodiscard]] QString trustKey(TlsPolicy::Trust trust);
[[nodiscard]] std::optional<TlsPolicy::Trust> trustFromKey(const QString &key);

} // namespace hookpanel
