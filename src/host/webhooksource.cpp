// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/webhooksource.h"

#include <QFile>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace hookpanel {

WebhookSource::WebhookSource(const Profile &profile, const EventCatalogue &catalogue)
    : m_profile(profile)
    , m_webhooks(profile, catalogue)
    , m_preferences(profile)
{
}

std::optional<Webhook> WebhookSource::webhook(const WebhookId &id)
{
    m_secretsFailure.reset();
    const auto stored = withReferences(id);
    if (!stored)
        return std::nullopt;
    auto complete = secrets::lookedUp(*stored, m_lookup);
    if (complete)
        return *complete;
    m_secretsFailure = complete.error();
    return std::nullopt;
}

std::optional<Webhook> WebhookSource::withReferences(const WebhookId &id)
{
    const FileStamp stamp = FileStamp::of(m_profile.webhookFile(id.toString()));
    const auto known = m_known.constFind(id);
    if (known != m_known.cend() && known->first == stamp)
        return known->second;
    const auto stored = m_webhooks.load(id);
    if (!stored || !stored->isWhole()) {
        m_known.remove(id); // reading may succeed the next time, without any change to the file
        return std::nullopt;
    }
    m_known.insert(id, {stamp, stored->webhook});
    return stored->webhook;
}

bool WebhookSource::isGone(const WebhookId &id) const
{
    const QByteArray folder = QFile::encodeName(m_profile.webhooksFolder());
    if (::access(folder.constData(), R_OK | X_OK) != 0)
        return false;
    struct stat status = {};
    return ::lstat(QFile::encodeName(m_profile.webhookFile(id.toString())).constData(), &status) != 0 && errno == ENOENT;
}

Hold WebhookSource::holdOf(const WebhookId &id)
{
    const auto webhook = this->webhook(id);
    if (m_secretsFailure)
        return Hold::Secrets;
    if (!webhook)
        return isGone(id) ? Hold::Removed : Hold::Unreadable;
    if (!webhook->enabled)
        return Hold::Disabled;
    const auto preferences = sending();
    if (preferences)
        return Hold::None;
    const ErrorCode code = preferences.error().code;
    return code == ErrorCode::SecretsLocked || code == ErrorCode::SecretsUnavailable ? Hold::Secrets : Hold::Preferences;
}

Result<Preferences> WebhookSource::sending()
{
    auto preferences = withReferences();
    if (!preferences)
        return preferences;
    const auto headers = secrets::lookedUp(preferences->defaultHeaders, m_lookup);
    if (!headers)
        return tl::unexpected(headers.error());
    preferences->defaultHeaders = *headers;
    return preferences;
}

Result<Preferences> WebhookSource::withReferences()
{
    const FileStamp stamp = FileStamp::of(m_profile.preferencesFile());
    if (m_sending && m_sending->first == stamp)
        return m_sending->second;
    m_sending.reset();
    const auto preferences = m_preferences.forSending();
    if (preferences) // reading may succeed the next time, without any change to the file
        m_sending = {stamp, *preferences};
    return preferences;
}

} // namespace hookpanel
