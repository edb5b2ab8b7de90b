// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/tlswords.h"

namespace hookpanel {

QStringList TlsWords::of(const TlsPolicy &policy)
{
    QStringList lines;
    switch (policy.trust) {
    case TlsPolicy::Trust::Verify:
        lines.append(tr("Trusts the system's authorities"));
        break;
    case TlsPolicy::Trust::ExtraCa:
        lines.append(tr("Trusts the system's authorities and those in %1").arg(policy.caFile));
        break;
    case TlsPolicy::Trust::Pinned:
        lines.append(tr("Trusts only the certificate %1").arg(fingerprint(policy.pin)));
        break;
    }
    if (policy.hasClientCertificate())
        lines.append(tr("Shows the client certificate %1, with the key %2").arg(policy.clientCertificate, policy.clientKey));
    return lines;
}

QString TlsWords::fingerprint(const QByteArray &hex)
{
    return QString::fromLatin1(QByteArray::fromHex(hex).toHex(':').toUpper());
}

} // namespace hookpanel
