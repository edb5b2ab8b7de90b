// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/webhooksource.h"


namespace hookpanel {

WebhookSource::WebhookSource(const Profile &profile, const EventCatalogue &catalogue)
    : m_profile(profile)
    , m_webhooks(profile, catalogue)
    , m_preferences(profile)
{
}

std::optional<Webhook> WebhookSource::webhook(const WebhookId &id)
{
    const FileStamp stamp = FileStamp::of(m_profile.webhookFile(id.toString()));
    const auto known = m_known.constFind(id);
    if (known != m_known.cend() && known->first == stamp)
        return known->second;
    std::optional<Webhook> webhook;
    const auto stored = m_webhooks.load(id);
    if (stored && stored->isWhole())
        webhook = stored->webhook;
    m_known.insert(id, {stamp, webhook});
    return webhook;
}

bool WebhookSource::exists(const WebhookId &id) const
{
    return FileStamp::of(m_profile.webhookFile(id.toString())) != FileStamp();
}

Result<Preferences> WebhookSource::sending()
{
    const FileStamp stamp = FileStamp::of(m_profile.preferencesFile());
    if (!m_sending || m_sending->first != stamp)
        m_sending = {stamp, m_preferences.forSending()};
    return m_sending->second;
}

} // namespace hookpanel
