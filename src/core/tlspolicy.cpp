// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/tlspolicy.h"

#include <QRegularExpression>

namespace hookpanel {

using namespace Qt::StringLiterals;

std::optional<QByteArray> fingerprintFromText(const QString &text)
{
    static const QRegularExpression form(uR"(^(?:[0-9a-f]{64}|[0-9a-f]{2}(?::[0-9a-f]{2}){31})$)"_s);
    QString pin = text.trimmed().toLower();
    if (!form.match(pin).hasMatch())
        return std::nullopt;
    return pin.remove(u':').toLatin1();
}

QString trustKey(TlsPolicy::Trust trust)
{
    switch (trust) {
    case TlsPolicy::Trust::Verify:
        return u"verify"_s;
    case TlsPolicy::Trust::ExtraCa:
        return u"ca"_s;
    case TlsPolicy::Trust::Pinned:
        return u"pin"_s;
    }
    Q_UNREACHABLE();
}

std::optional<TlsPolicy::Trust> trustFromKey(const QString &key)
{
    for (const TlsPolicy::Trust trust : {TlsPolicy::Trust::Verify, TlsPolicy::Trust::ExtraCa, TlsPolicy::Trust::Pinned}) {
        if (trustKey(trust) == key)
            return trust;
    }
    return std::nullopt;
}

} // namespace hookpanel
