// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine.h"
#include "core/secrets.h"
#include "core/signing/signingschemes.h"
#include "delivery/tlsmaterial.h"

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

} // namespace

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
