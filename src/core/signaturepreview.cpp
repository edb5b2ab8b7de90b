// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signaturepreview.h"

#include "core/signing/signingschemes.h"

#include <algorithm>

namespace hookpanel {

namespace {

/// Signatures stand before the two headers that are always the last (see effectiveRequest()).
constexpr qsizetype lastHeaders = 2;

QList<PreparedHeader> headersOf(const QStringList &schemes)
{
    QList<PreparedHeader> headers;
    for (const QString &name : schemes) {
        const SigningScheme *scheme = findSigningScheme(name);
        const QByteArrayList names = scheme ? scheme->headerNames() : QByteArrayList();
        for (const QByteArray &header : names)
            headers.append({header, "", {}, HeaderOrigin::Signature});
    }
    return headers;
}

} // namespace

EffectiveRequest withSignaturePreview(EffectiveRequest effective, const QStringList &schemes)
{
    const QList<PreparedHeader> signatures = headersOf(schemes);
    for (const PreparedHeader &header : signatures) {
        effective.headers.insert(std::max<qsizetype>(effective.headers.size() - lastHeaders, 0), {header});
        effective.request.headers.insert(std::max<qsizetype>(effective.request.headers.size() - lastHeaders, 0), header);
    }
    return effective;
}

} // namespace hookpanel
