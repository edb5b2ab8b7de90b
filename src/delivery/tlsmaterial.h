// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/tlspolicy.h"
#include "core/tlsreport.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace hookpanel {

/// What a TLS policy stands for once its files were read. Holds a private key: it is never shown or stored.
struct TlsMaterial {
    QList<QSslCertificate> authorities; ///< To be trusted beside the system's.
    QByteArray pin; ///< The only certificate to be trusted, as TlsPolicy::pin; empty for none.
    QList<QSslCertificate> clientChain; ///< The client's own certificate first; empty for none.
    QSslKey clientKey;

    bool operator==(const TlsMaterial &) const = default;
};

/// Reads the files of a policy. Done for each attempt, so that a certificate which was renewed on the disk is used without a
/// restart; nothing is read where the policy names no file. Fails with one of the codes of TLS: a file that cannot be read,
/// that holds no certificate or no key, a passphrase that is missing or wrong, a key that belongs to another certificate.
[[nodiscard]] Result<TlsMaterial> loadTlsMaterial(const TlsPolicy &policy, const QString &passphrase);

/// The same, for people: what the files hold, or why they cannot be used.
[[nodiscard]] TlsReport tlsReport(const TlsPolicy &policy, const QString &passphrase);

} // namespace hookpanel
