// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine.h"
#include "core/secrets.h"
#include "core/signing/signingschemes.h"
#include "delivery/tlsmaterial.h"

#include <algorithm>

namespace hookpanel {

namespace {

/// Only what its TLS policy needs.
Webhook withPolicyAlone(const Webhook &webhook)
{
    Webhook alone;
    alone.tls = webhook.tls;
    return alone;
}

/// Whether each scheme can sign with the newest key, as far as it is known.
Result<void> checkKeys(const Webhook &webhook)
{
    if (webhook.signingKeys.isEmpty() || webhook.signingKeys.constFirst().text.isEmpty())
        return {};
    const SigningKey key(webhook.signingKeys.constFirst().text);
    for (const QString &name : webhook.signing) {
        const SigningScheme *scheme = findSigningScheme(name);
        if (!scheme) // of a newer version: it is kept
            continue;
        if (Result<void> accepted = scheme->accepts(key); !accepted)
            return accepted;
    }
    return {};
}

/// A secret that is kept for the header of this name; nothing where there is none.
QString referenceOf(const Headers &headers, const QString &name)
{
    const auto found = std::find_if(headers.cbegin(), headers.cend(),
                                    [&name](const Header &header) { return isSameHeaderName(header.name, name); });
    return found != headers.cend() && found->isSecret ? found->reference : QString();
}

} // namespace

/// An undo, or a form that is saved over what another program has saved meanwhile, may bring references back whose secrets
/// that program has forgotten. What is stored in their place stays then, or both would be lost; but what was entered for
/// another origin does not.
Webhook Engine::withoutGone(Webhook wanted, const Webhook &stored)
{
    const SecretLookup lookup = m_vault.lookup();
    if (secrets::isSameOrigin(stored.url, wanted.url)) {
        const auto isThere = [&lookup](const QString &reference) { return lookup(reference).has_value(); };
        const QStringList known = secrets::references(stored);
        const auto isGone = [&](const QString &reference) {
            return !reference.isEmpty() && !known.contains(reference) && !isThere(reference);
        };
        for (Header &header : wanted.headers) {
            const QString other = referenceOf(stored.headers, header.name);
            if (header.isSecret && header.value.isEmpty() && !other.isEmpty() && isGone(header.reference))
                header.reference = other;
        }
        const bool areKeysGone
            = std::all_of(wanted.signingKeys.cbegin(), wanted.signingKeys.cend(),
                          [&isGone](const WebhookKey &key) { return key.text.isEmpty() && isGone(key.reference); });
        if (areKeysGone && !wanted.signingKeys.isEmpty())
            wanted.signingKeys = stored.signingKeys;
    }
    wanted.headers = secrets::withoutGone(wanted.headers, lookup);
    return wanted;
}

void Engine::checkTls(const Webhook &webhook)
{
    const Result<Webhook> complete = secrets::lookedUp(withPolicyAlone(webhook), m_vault.lookup());
    if (complete)
        Q_EMIT tlsChecked(webhook.id, webhook.tls, tlsReport(complete->tls, complete->tls.passphrase));
    else
        Q_EMIT tlsChecked(webhook.id, webhook.tls, {complete.error()});
}

void Engine::checkSignature(const Webhook &webhook, const ReceivedMessage &message)
{
    const Result<Webhook> complete = secrets::lookedUp(webhook, m_vault.lookup());
    if (!complete) {
        Q_EMIT signatureNotChecked(complete.error());
        return;
    }
    SigningKeys keys; // also those that have ended: a message may be old
    for (const WebhookKey &key : complete->signingKeys)
        keys.append(SigningKey(key.text));
    if (keys.isEmpty())
        Q_EMIT signatureNotChecked({ErrorCode::SigningKeyMissing});
    else
        Q_EMIT signatureChecked(checkSignatures(message, keys, m_clock.nowUtc().toSecsSinceEpoch(), webhook.signing));
}

/// What would fail when something is sent, where it was changed. A file that is not there today keeps nobody from changing
/// the name, and neither does a locked keyring.
Result<void> Engine::checkSecurity(const Webhook &wanted, const Webhook &before)
{
    if (wanted.tls != before.tls) {
        Webhook checked = withPolicyAlone(wanted);
        if (const auto complete = secrets::lookedUp(checked, m_vault.lookup())) {
            checked = *complete;
        } else { // the key was checked when its passphrase was entered
            checked.tls.clientCertificate.clear();
            checked.tls.clientKey.clear();
        }
        if (const auto material = loadTlsMaterial(checked.tls, checked.tls.passphrase); !material)
            return tl::unexpected(material.error());
    }
    if (wanted.signing != before.signing || wanted.signingKeys != before.signingKeys) {
        Webhook checked;
        checked.signing = wanted.signing;
        checked.signingKeys = wanted.signingKeys;
        if (const auto complete = secrets::lookedUp(checked, m_vault.lookup()))
            return checkKeys(*complete);
    }
    return {};
}

} // namespace hookpanel
