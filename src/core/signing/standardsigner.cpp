// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/standardsigner.h"

#include "core/signing/hmac.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QByteArray idHeader = "webhook-id";
const QByteArray timestampHeader = "webhook-timestamp";
const QByteArray signatureHeader = "webhook-signature";
const QByteArray symmetricLabel = "v1";

/// Base64 in the usual or the URL-safe alphabet, padded or not; nothing when it is none.
std::optional<QByteArray> fromBase64(QByteArray text)
{
    text.replace('-', '+').replace('_', '/');
    while (text.endsWith('='))
        text.chop(1);
    text.append((4 - text.size() % 4) % 4, '=');
    const auto decoded
        = QByteArray::fromBase64Encoding(text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded && !(*decoded).isEmpty() ? std::optional(*decoded) : std::nullopt;
}

QByteArray signature(const QByteArray &key, const QByteArray &id, const QByteArray &timestamp, const QByteArray &body)
{
    return hmacSha256(key, id + '.' + timestamp + '.' + body);
}

/// "hwsec_", "WHSEC_", "whsec-": a slip of the fingers. `_` is a letter of one alphabet of base64, so that such a text would
/// pass for a key.
QString misspelledPrefix(const QString &text)
{
    static const QRegularExpression nearly(u"^[whsec]{4,6}[_-]"_s, QRegularExpression::CaseInsensitiveOption);
    return nearly.match(text).captured();
}

/// Whole seconds, decimal, as the header of this scheme has them.
std::optional<qint64> seconds(const QByteArray &text)
{
    const bool isDigits
        = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    return isDigits && fits ? std::optional(value) : std::nullopt;
}

/// The signatures of a header: labels and bytes. What is neither is left out.
struct Signatures {
    QList<QByteArray> known; ///< Those of our label.
    QStringList foreign; ///< Labels that say nothing to us.
};

Signatures signaturesOf(const QByteArray &value)
{
    Signatures found;
    const QByteArrayList entries = value.split(' ');
    for (const QByteArray &entry : entries) {
        const qsizetype comma = entry.indexOf(',');
        const QByteArray label = entry.left(comma);
        const auto bytes = comma > 0 ? fromBase64(entry.mid(comma + 1)) : std::nullopt;
        if (!bytes)
            continue;
        if (label == symmetricLabel)
            found.known.append(*bytes);
        else
            found.foreign.append(QString::fromLatin1(label));
    }
    return found;
}

} // namespace

QString StandardSigner::name() const
{
    return u"standard"_s;
}

const char *StandardSigner::title() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords", "Standard Webhooks");
}

const char *StandardSigner::description() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords",
                             "Signs the delivery's id, the time and the body (webhook-signature); receivers can refuse "
                             "what is old or came twice.");
}

QByteArrayList StandardSigner::headerNames() const
{
    return {idHeader, timestampHeader, signatureHeader};
}

Result<QByteArray> StandardSigner::keyBytes(const SigningKey &key)
{
    const QString scheme = u"standard"_s;
    if (const auto usual = checkAnyKey(key, scheme); !usual)
        return tl::unexpected(usual.error());
    const bool hasPrefix = key.text().startsWith(SigningKey::prefix);
    if (const QString nearly = misspelledPrefix(key.text()); !hasPrefix && !nearly.isEmpty())
        return failure(ErrorCode::SigningKeyPrefix, scheme, nearly);
    const auto bytes = fromBase64(key.text().mid(hasPrefix ? SigningKey::prefix.size() : 0).toUtf8());
    if (!bytes)
        return failure(ErrorCode::SigningKeyNotBase64, scheme);
    return *bytes;
}

Result<void> StandardSigner::accepts(const SigningKey &key) const
{
    if (const auto bytes = keyBytes(key); !bytes)
        return tl::unexpected(bytes.error());
    return {};
}

Result<SignatureHeaders> StandardSigner::sign(const SignedParts &parts, const SigningKeys &keys) const
{
    // With a full stop in it, "a.1" at time 2 would be signed like "a" at time "1.2".
    if (parts.messageId.isEmpty() || parts.messageId.contains('.'))
        return failure(ErrorCode::SigningIdUnusable, name(), QString::fromUtf8(parts.messageId));
    if (keys.isEmpty())
        return failure(ErrorCode::SigningKeyMissing, name());
    const QByteArray timestamp = QByteArray::number(parts.timestamp);
    QByteArrayList entries;
    for (const SigningKey &key : keys) {
        const auto bytes = keyBytes(key);
        if (!bytes)
            return tl::unexpected(bytes.error());
        entries.append(symmetricLabel + ',' + signature(*bytes, parts.messageId, timestamp, parts.body).toBase64());
    }
    return SignatureHeaders{{idHeader, parts.messageId}, {timestampHeader, timestamp}, {signatureHeader, entries.join(' ')}};
}

SignatureFinding StandardSigner::check(const QByteArray &body, const SignatureHeaders &headers, const SigningKey &key,
                                       qint64 now) const
{
    using Kind = SignatureFinding::Kind;
    const auto bytes = keyBytes(key);
    if (!bytes)
        return {Kind::KeyRefused, {}, {}, bytes.error()};
    const QByteArray value = headerValue(headers, signatureHeader).value_or(QByteArray());
    if (value.isEmpty())
        return {Kind::HeaderMissing, QString::fromLatin1(signatureHeader)};
    const QByteArray id = headerValue(headers, idHeader).value_or(QByteArray());
    if (id.isEmpty())
        return {Kind::IdMissing, QString::fromLatin1(idHeader)};
    const QByteArray timestamp = headerValue(headers, timestampHeader).value_or(QByteArray());
    if (timestamp.isEmpty())
        return {Kind::TimestampMissing, QString::fromLatin1(timestampHeader)};
    const auto time = seconds(timestamp);
    if (!time)
        return {Kind::TimestampMalformed, QString::fromUtf8(timestamp)};

    const Signatures signatures = signaturesOf(value);
    const qint64 age = now - *time;
    if (signatures.known.isEmpty() && !signatures.foreign.isEmpty())
        return {Kind::LabelUnknown, signatures.foreign.join(u", "_s), age};
    if (signatures.known.isEmpty())
        return {Kind::Malformed, QString::fromLatin1(signatureHeader), age};
    const QByteArray wanted = signature(*bytes, id, timestamp, body);
    const bool fits = std::any_of(signatures.known.cbegin(), signatures.known.cend(),
                                  [&wanted](const QByteArray &found) { return isSameInConstantTime(found, wanted); });
    if (!fits)
        return {Kind::DoesNotFit, {}, age};
    const bool isNow = age <= signatureTolerance && age >= -signatureTolerance;
    return {isNow ? Kind::Fits : Kind::ClockOff, {}, age};
}

} // namespace hookpanel
