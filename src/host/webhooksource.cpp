// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/webhooksource.h"

#include <QFile>

#include <sys/stat.h>

namespace hookpanel {

WebhookSource::WebhookSource(const Profile &profile, const EventCatalogue &catalogue)
    : m_profile(profile)
    , m_webhooks(profile, catalogue)
    , m_preferences(profile)
{
}

WebhookSource::Stamp WebhookSource::stampOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    constexpr qint64 nsPerSecond = 1'000'000'000;
    return {status.st_ino, status.st_size, status.st_mtim.tv_sec * nsPerSecond + status.st_mtim.tv_nsec};
}

std::optional<Webhook> WebhookSource::webhook(const WebhookId &id)
{
    const Stamp stamp = stampOf(m_profile.webhookFile(id.toString()));
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
    return stampOf(m_profile.webhookFile(id.toString())) != Stamp();
}

Result<Preferences> WebhookSource::sending()
{
    const Stamp stamp = stampOf(m_profile.preferencesFile());
    if (!m_sending || m_sending->first != stamp)
        m_sending = {stamp, m_preferences.forSending()};
    return m_sending->second;
}

} // namespace hookpanel
