// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/bodysigner.h"

#include "core/signing/hmac.h"

#include <algorithm>

namespace hookpanel {

namespace {

const QByteArray mark = "sha256=";

QByteArray signature(const SigningKey &key, const QByteArray &body)
{
    return hmacSha256(key.text().toUtf8(), body).toHex();
}

bool isHex(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

} // namespace

QByteArrayList BodySigner::headerNames() const
{
    return {m_header};
}

Result<void> BodySigner::accepts(const SigningKey &key) const
{
    return checkAnyKey(key, name());
}

Result<SignatureHeaders> BodySigner::sign(const SignedParts &parts, const SigningKeys &keys) const
{
    if (keys.isEmpty())
        return failure(ErrorCode::SigningKeyMissing, name());
    if (const auto usual = accepts(keys.first()); !usual)
        return tl::unexpected(usual.error());
    return SignatureHeaders{{m_header, mark + signature(keys.first(), parts.body)}};
}

SignatureFinding BodySigner::check(const QByteArray &body, const SignatureHeaders &headers, const SigningKey &key,
                                   qint64 /*now*/) const
{
    using Kind = SignatureFinding::Kind;
    const QString header = QString::fromLatin1(m_header);
    if (const auto usual = accepts(key); !usual)
        return {Kind::KeyRefused, {}, {}, usual.error()};
    const QByteArray value = headerValue(headers, m_header).value_or(QByteArray());
    if (value.isEmpty())
        return {Kind::HeaderMissing, header};
    const bool hasMark = value.startsWith(mark);
    const QByteArray found = value.mid(hasMark ? mark.size() : 0);
    const QByteArray wanted = signature(key, body);
    if (found.size() != wanted.size() || !isHex(found))
        return {Kind::Malformed, header};
    if (!isSameInConstantTime(found.toLower(), wanted))
        return {Kind::DoesNotFit};
    if (!hasMark)
        return {Kind::PrefixMissing, header};
    return found == found.toLower() ? SignatureFinding{Kind::Fits} : SignatureFinding{Kind::UpperCase, header};
}

} // namespace hookpanel
