// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets.h"

#include "core/credentials.h"
#include "core/redaction.h"

#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

QString SecretText::masked() const
{
    return redaction::masked(m_text);
}

namespace secrets {

namespace {

/// Scheme, host and port of a URL as it was typed. What stands before the path is compared; a port that the scheme has
/// anyway is no difference.
QString originOf(const QString &url)
{
    static const QRegularExpression beginning(uR"(^([A-Za-z][A-Za-z0-9+.-]*)://((?:\$\{[^}]*\}|[^/?#])*))"_s);
    const auto match = beginning.match(url.trimmed());
    if (!match.hasMatch()) { // a placeholder holds the scheme and more: up to the path, it stands for itself
        static const QRegularExpression upToPath(uR"(^(?:\$\{[^}]*\}|[^/?#]|://)*)"_s);
        return upToPath.match(url.trimmed()).captured();
    }
    const QString scheme = match.captured(1).toLower();
    QString authority = match.captured(2);
    if (!authority.contains(u"${"_s))
        authority = authority.toLower();
    const QString usualPort = scheme == u"https"_s ? u":443"_s : u":80"_s;
    if (authority.endsWith(usualPort))
        authority.chop(usualPort.size());
    return scheme + u"://"_s + authority;
}

bool isTyped(const Header &header)
{
    return header.isSecret && !header.value.isEmpty();
}

bool isTyped(const WebhookKey &key)
{
    return !key.text.isEmpty();
}

} // namespace

Headers markedByDefault(Headers headers)
{
    for (Header &header : headers)
        header.isSecret = header.isSecret || credentials::isIn(header);
    return headers;
}

bool isMissing(const Header &header)
{
    return header.isSecret && header.value.isEmpty() && header.reference.isEmpty();
}

bool isHidden(const Header &header)
{
    return (header.isSecret || credentials::isIn(header)) && !isMissing(header);
}

QString shownValue(const Header &header)
{
    return isHidden(header) ? redaction::mask.toString() : header.value;
}

QString masked(const WebhookKey &key)
{
    return key.text.isEmpty() ? key.prefix + redaction::mask.toString() + key.hint : redaction::masked(key.text);
}

QStringList references(const Headers &headers)
{
    QStringList found;
    for (const Header &header : headers) {
        if (header.isSecret && !header.reference.isEmpty())
            found.append(header.reference);
    }
    return found;
}

QStringList references(const Webhook &webhook)
{
    QStringList found = references(webhook.headers);
    for (const WebhookKey &key : webhook.signingKeys) {
        if (!key.reference.isEmpty())
            found.append(key.reference);
    }
    if (!webhook.tls.passphraseReference.isEmpty())
        found.append(webhook.tls.passphraseReference);
    return found;
}

QStringList lost(const Webhook &before, const Webhook &after)
{
    QStringList gone = references(before);
    const QStringList kept = references(after);
    gone.removeIf([&kept](const QString &reference) { return kept.contains(reference); });
    return gone;
}

bool holdsTyped(const Headers &headers)
{
    return std::any_of(headers.cbegin(), headers.cend(), [](const Header &header) { return isTyped(header); });
}

bool holdsTyped(const Webhook &webhook)
{
    return holdsTyped(webhook.headers) || !webhook.tls.passphrase.isEmpty()
        || std::any_of(webhook.signingKeys.cbegin(), webhook.signingKeys.cend(),
                       [](const WebhookKey &key) { return isTyped(key); });
}

QString newReference()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

SecretTexts takeTyped(Headers &headers)
{
    SecretTexts taken;
    for (Header &header : headers) {
        if (!isTyped(header))
            continue;
        header.reference = newReference();
        taken.insert(header.reference, SecretText(header.value));
        header.value.clear();
    }
    return taken;
}

SecretTexts takeTyped(Webhook &webhook)
{
    SecretTexts taken = takeTyped(webhook.headers);
    for (WebhookKey &key : webhook.signingKeys) {
        if (!isTyped(key))
            continue;
        key.reference = newReference();
        key.hint = redaction::hint(key.text);
        key.prefix = redaction::prefix(key.text);
        taken.insert(key.reference, SecretText(key.text));
        key.text.clear();
    }
    if (TlsPolicy &tls = webhook.tls; !tls.passphrase.isEmpty()) {
        tls.passphraseReference = newReference();
        taken.insert(tls.passphraseReference, SecretText(tls.passphrase));
        tls.passphrase.clear();
    }
    return taken;
}

Result<Headers> lookedUp(Headers headers, const SecretLookup &lookup)
{
    for (Header &header : headers) {
        if (!header.isSecret || header.reference.isEmpty() || !header.value.isEmpty())
            continue;
        const auto secret = lookup(header.reference);
        if (secret)
            header.value = secret->text();
        else if (secret.error().code == ErrorCode::NoSuchSecret)
            header.reference.clear();
        else
            return tl::unexpected(secret.error());
    }
    return headers;
}

Result<Webhook> lookedUp(Webhook webhook, const SecretLookup &lookup)
{
    auto headers = lookedUp(webhook.headers, lookup);
    if (!headers)
        return tl::unexpected(headers.error());
    webhook.headers = *headers;
    QList<WebhookKey> keys;
    for (WebhookKey key : std::as_const(webhook.signingKeys)) {
        const auto secret = isTyped(key) ? SecretText(key.text) : lookup(key.reference);
        if (!secret && secret.error().code != ErrorCode::NoSuchSecret)
            return tl::unexpected(secret.error());
        if (secret) {
            key.text = secret->text();
            keys.append(key);
        }
    }
    webhook.signingKeys = keys;
    if (TlsPolicy &tls = webhook.tls; !tls.passphraseReference.isEmpty() && tls.passphrase.isEmpty()) {
        const auto secret = lookup(tls.passphraseReference);
        if (secret)
            tls.passphrase = secret->text();
        else if (secret.error().code == ErrorCode::NoSuchSecret)
            tls.passphraseReference.clear(); // the key then tells that it needs one
        else
            return tl::unexpected(secret.error());
    }
    return webhook;
}

bool isSameOrigin(const QString &one, const QString &other)
{
    return originOf(one) == originOf(other);
}

QStringList dropForNewOrigin(const Webhook &before, Webhook &after)
{
    QStringList dropped;
    if (isSameOrigin(before.url, after.url))
        return dropped;
    for (Header &header : after.headers) {
        if (header.reference.isEmpty() || !header.value.isEmpty())
            continue;
        header.reference.clear();
        dropped.append(header.name);
    }
    return dropped;
}

Headers withSaved(Headers typed, const Headers &sent, const Headers &saved)
{
    const auto named = [](const Headers &headers, const QString &name) {
        return std::find_if(headers.cbegin(), headers.cend(),
                            [&name](const Header &header) { return isSameHeaderName(header.name, name.trimmed()); });
    };
    for (Header &header : typed) {
        const auto before = named(sent, header.name);
        const auto now = named(saved, header.name);
        const bool isHere = before != sent.cend() && now != saved.cend();
        if (!isHere || !isHidden(header) || before->value != header.value.trimmed() || before->reference != header.reference)
            continue;
        header.isSecret = now->isSecret;
        header.reference = now->reference;
        header.value = now->value;
    }
    return typed;
}

Headers withoutGone(Headers headers, const SecretLookup &lookup)
{
    for (Header &header : headers) {
        if (!header.isSecret || header.reference.isEmpty())
            continue;
        const auto secret = lookup(header.reference);
        if (!secret && secret.error().code == ErrorCode::NoSuchSecret)
            header.reference.clear();
    }
    return headers;
}

QStringList keysAt(const Webhook &webhook, const QDateTime &now)
{
    QStringList texts;
    const QList<WebhookKey> keys = withoutEnded(webhook.signingKeys, now);
    for (const WebhookKey &key : keys) {
        if (isTyped(key))
            texts.append(key.text);
    }
    return texts;
}

QList<WebhookKey> withoutEnded(QList<WebhookKey> keys, const QDateTime &now)
{
    keys.removeIf([&now](const WebhookKey &key) { return key.endsAt.isValid() && key.endsAt <= now; });
    return keys;
}

QList<WebhookKey> rotated(QList<WebhookKey> keys, const QString &text, const QDateTime &oldEndsAt)
{
    for (WebhookKey &key : keys) {
        if (!key.endsAt.isValid() || key.endsAt > oldEndsAt)
            key.endsAt = oldEndsAt;
    }
    keys.prepend({{}, redaction::hint(text), {}, text, redaction::prefix(text)});
    return keys;
}

} // namespace secrets
} // namespace hookpanel
