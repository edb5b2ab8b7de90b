// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/webhook.h"

#include <QDateTime>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <functional>

class QDebug;

namespace hookpanel {

/// A secret on its way. It cannot be streamed, and not be compared by accident; whoever wants its text must say so.
class SecretText
{
public:
    SecretText() = default;
    explicit SecretText(const QString &text)
        : m_text(text)
    {
    }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    /// For people: "••••3aF9", see redaction::masked().
    [[nodiscard]] QString masked() const;

    bool operator==(const SecretText &) const = delete;

private:
    QString m_text;
};

QDebug operator<<(QDebug debug, const SecretText &secret) = delete;

/// Secrets by their references.
using SecretTexts = QMap<QString, SecretText>;

/// Where secrets are looked up when something is sent. Fails with SecretsLocked or SecretsUnavailable when it cannot be
/// told, and with NoSuchSecret when there certainly is none.
using SecretLookup = std::function<Result<SecretText>(const QString &reference)>;

/// Secrets of webhooks: header values that are marked, signing keys, and the passphrase of the client certificate's key. In
/// files there are references; everything that makes the one of the other is here.
namespace secrets {

/// The headers, with those marked that hold a credential by credentials::isIn(). The marks that are there stay.
[[nodiscard]] Headers markedByDefault(Headers headers);

/// Whether the value must be entered before anything can be sent.
[[nodiscard]] bool isMissing(const Header &header);

/// The value for eyes: the mask for a secret one that has a value.
[[nodiscard]] QString shownValue(const Header &header);

/// Whether shownValue() hides the value.
[[nodiscard]] bool isHidden(const Header &header);

/// The key for people: "whsec_••••3aF9", also where its text is kept apart.
[[nodiscard]] QString masked(const WebhookKey &key);

/// What refers to the profile's secrets, of headers and signing keys.
[[nodiscard]] QStringList references(const Headers &headers);
[[nodiscard]] QStringList references(const Webhook &webhook);

/// The references of `before` that `after` does not hold any more.
[[nodiscard]] QStringList lost(const Webhook &before, const Webhook &after);

/// Whether there is a value that was typed and is not kept yet.
[[nodiscard]] bool holdsTyped(const Headers &headers);
[[nodiscard]] bool holdsTyped(const Webhook &webhook);

/// A reference that nothing else has.
[[nodiscard]] QString newReference();

/// Takes typed secrets out of the headers or the webhook, each under a reference of its own: what is stored afterwards is
/// without them. A value that is kept again gets a new reference, too, so that the old file is right until the new one is
/// written.
[[nodiscard]] SecretTexts takeTyped(Headers &headers);
[[nodiscard]] SecretTexts takeTyped(Webhook &webhook);

/// With the values that the references stand for. A secret that is not there any more makes its header one whose value must
/// be entered; a signing key or a passphrase goes. Fails as the lookup does otherwise.
[[nodiscard]] Result<Headers> lookedUp(Headers headers, const SecretLookup &lookup);
[[nodiscard]] Result<Webhook> lookedUp(Webhook webhook, const SecretLookup &lookup);

/// Whether two URLs, as typed, call the same scheme, host and port. Placeholders count as their text.
[[nodiscard]] bool isSameOrigin(const QString &one, const QString &other);

/// Secrets must not go to an origin that they were not entered for: where the URL of `after` has another one than that of
/// `before`, header values that come from `before` must be entered again. Returns the names of these headers.
QStringList dropForNewOrigin(const Webhook &before, Webhook &after);

/// What a form holds after it was saved: a secret value of `typed` that was `sent` is the reference under which it is
/// `saved` now. What was typed since stays.
[[nodiscard]] Headers withSaved(Headers typed, const Headers &sent, const Headers &saved);

/// The headers, those among them that refer to a secret which is certainly not there any more without their reference.
[[nodiscard]] Headers withoutGone(Headers headers, const SecretLookup &lookup);

/// Signing keys that sign at this time, the newest first, as text; only of a webhook that was looked up.
[[nodiscard]] QStringList keysAt(const Webhook &webhook, const QDateTime &now);

/// Without the keys that have ended.
[[nodiscard]] QList<WebhookKey> withoutEnded(QList<WebhookKey> keys, const QDateTime &now);

/// `keys` with a new one in front. Those that were there and have no end sign until `oldEndsAt`.
[[nodiscard]] QList<WebhookKey> rotated(QList<WebhookKey> keys, const QString &text, const QDateTime &oldEndsAt);

} // namespace secrets
} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::SecretText)
