// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/webhooksource.h"

#include "store/foldernames.h"

#include <QFile>

#include <algorithm>
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

/// Nothing where the folder cannot be read.
std::optional<WebhookSource::Stamps> WebhookSource::stamps() const
{
    const auto names = namesInFolder(m_profile.webhooksFolder());
    if (!names)
        return std::nullopt;
    Stamps stamps;
    for (const QString &name : *names) {
        if (const WebhookId id = Profile::idOfWebhookFile(name); !id.isNull())
            stamps.insert(id, FileStamp::of(m_profile.webhookFile(id.toString())));
    }
    return stamps;
}

/// What is asked for each event and each pause in typing: files that are as they were are not read again, which also means
/// that one that cannot be read for a moment is still known.
Result<QList<StoredWebhook>> WebhookSource::all()
{
    constexpr qsizetype few = 100; // beyond that the store reads with several threads
    const auto now = stamps(); // before reading: what changes meanwhile is read again the next time
    if (!now)
        return m_webhooks.loadAll(); // tells why
    if (m_all && m_all->first == *now)
        return m_all->second;
    QList<StoredWebhook> webhooks;
    Stamps changed = *now;
    if (m_all) {
        for (const StoredWebhook &stored : std::as_const(m_all->second)) {
            const auto stamp = now->constFind(stored.webhook.id);
            if (stamp == now->cend() || m_all->first.value(stored.webhook.id) != *stamp)
                continue;
            webhooks.append(stored);
            changed.remove(stored.webhook.id);
        }
    }
    if (!m_all || changed.size() > few) {
        const auto loaded = m_webhooks.loadAll();
        if (!loaded)
            return loaded;
        webhooks = *loaded;
    } else {
        for (auto it = changed.cbegin(); it != changed.cend(); ++it) {
            if (const auto stored = m_webhooks.load(it.key())) // else it was removed meanwhile
                webhooks.append(*stored);
        }
        std::sort(webhooks.begin(), webhooks.end(), WebhookStore::comesBefore);
    }
    m_all = {*now, {}};
    for (const StoredWebhook &stored : std::as_const(webhooks)) {
        if (stored.isReadable())
            m_all->second.append(stored);
        else
            m_all->first.remove(stored.webhook.id); // reading may succeed the next time, without any change to the file
    }
    return webhooks;
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
