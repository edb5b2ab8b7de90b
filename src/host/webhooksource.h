// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/hold.h"
#include "core/secrets.h"
#include "host/filestamp.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <QHash>

namespace hookpanel {

/// Webhooks and preferences as they are on the disk at the moment of asking, at the cost of one look at the file's
/// stamp: a dispatcher asks for each delivery, and somebody else may have changed them meanwhile. What could not be read is
/// tried again each time.
class WebhookSource
{
public:
    WebhookSource(const Profile &profile, const EventCatalogue &catalogue);

    /// Where secrets are looked up from now on; before, there are none.
    void useSecrets(const SecretLookup &lookup) { m_lookup = lookup; }

    /// With its secrets. Nothing when there is no such webhook, or its file is not whole: sent without what it lost, a
    /// delivery would be another request. Nothing, too, while its secrets cannot be read: secretsFailure() then says why. A
    /// secret that is lost for good is one to be entered, which the request says.
    [[nodiscard]] std::optional<Webhook> webhook(const WebhookId &id);

    /// Why the last webhook() gave nothing, if it was for its secrets.
    [[nodiscard]] const std::optional<Error> &secretsFailure() const { return m_secretsFailure; }

    /// All of them, with references to their secrets, those whose files are not whole included, in the order of
    /// WebhookStore::loadAll() and failing as it does.
    [[nodiscard]] Result<QList<StoredWebhook>> all();

    /// Whether there is certainly no file of it: the folder is there and can be read. While the folder is away, or the disk
    /// fails, nobody knows.
    [[nodiscard]] bool isGone(const WebhookId &id) const;

    /// Whether what is due for this webhook must wait for something to be changed.
    [[nodiscard]] Hold holdOf(const WebhookId &id);

    /// With the secrets of the default headers. Fails as PreferencesStore::forSending() does, and while these secrets cannot
    /// be read.
    [[nodiscard]] Result<Preferences> sending();

private:
    using Stamps = QHash<WebhookId, FileStamp>;
    [[nodiscard]] std::optional<Stamps> stamps() const;
    [[nodiscard]] std::optional<Webhook> withReferences(const WebhookId &id);
    [[nodiscard]] Result<Preferences> withReferences();

    Profile m_profile;
    WebhookStore m_webhooks;
    PreferencesStore m_preferences;
    QHash<WebhookId, std::pair<FileStamp, Webhook>> m_known;
    std::optional<std::pair<Stamps, QList<StoredWebhook>>> m_all; ///< Of those that could be read.
    std::optional<std::pair<FileStamp, Preferences>> m_sending;
    SecretLookup m_lookup
        = [](const QString &reference) -> Result<SecretText> { return failure(ErrorCode::NoSuchSecret, reference); };
    std::optional<Error> m_secretsFailure;
};

} // namespace hookpanel
