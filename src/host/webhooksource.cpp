// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/webhooksource.h"

#include <algorithm>

namespace hookpanel {

namespace {

bool isUnreadable(const Problems &problems)
{
    return std::any_of(problems.cbegin(), problems.cend(),
                       [](const Problem &problem) { return problem.rule == Rule::FileUnreadable; });
}

} // namespace

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
    if (stored && !isUnreadable(stored->problems))
        webhook = stored->webhook;
    m_known.insert(id, {stamp, webhook});
    return webhook;
}

Result<Headers> WebhookSource::defaultHeaders()
{
    const FileStamp stamp = FileStamp::of(m_profile.preferencesFile());
    if (!m_headers || m_headers->first != stamp)
        m_headers = {stamp, m_preferences.defaultHeadersForSending()};
    return m_headers->second;
}

} // namespace hookpanel
