// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "host/filestamp.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <QHash>

namespace hookpanel {

/// Webhooks and preferences as they are on the disk at the moment of asking, at the cost of one look at the file's
/// stamp: a dispatcher asks for each delivery, and somebody else may have changed them meanwhile.
class WebhookSource
{
public:
    WebhookSource(const Profile &profile, const EventCatalogue &catalogue);

    /// Nothing when there is no such webhook, or its file is not whole: sent without what it lost, a delivery would be
    /// another request.
    [[nodiscard]] std::optional<Webhook> webhook(const WebhookId &id);

    /// Whether its file is there, readable or not.
    [[nodiscard]] bool exists(const WebhookId &id) const;

    /// Fails as PreferencesStore::forSending() does.
    [[nodiscard]] Result<Preferences> sending();

private:
    Profile m_profile;
    WebhookStore m_webhooks;
    PreferencesStore m_preferences;
    QHash<WebhookId, std::pair<FileStamp, std::optional<Webhook>>> m_known;
    std::optional<std::pair<FileStamp, Result<Preferences>>> m_sending;
};

} // namespace hookpanel
