// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine.h"

#include "store/filewriter.h"

namespace hookpanel {

Engine::Engine(const Profile &profile, const EventCatalogue &catalogue, const Clock &clock, const Environment &environment,
               QObject *parent)
    : QObject(parent)
    , m_webhooks(profile, catalogue)
    , m_preferences(profile)
    , m_outcomes(profile)
    , m_window(profile)
    , m_catalogue(catalogue)
    , m_sender(clock, this)
    , m_trigger(m_sender, clock, environment, this)
{
    connect(&m_trigger, &TestTrigger::attemptUpdated, this, &Engine::onAttempt);
}

void Engine::load()
{
    PanelContent content;
    const auto webhooks = m_webhooks.loadAll();
    if (!webhooks) {
        Q_EMIT failed(webhooks.error());
        return;
    }
    content.webhooks = *webhooks;
    const auto loaded = m_preferences.loadWithProblems();
    if (loaded) {
        content.preferences = loaded->preferences;
        content.problems = loaded->problems;
    }
    content.lastOutcomes = m_outcomes.load();
    Q_EMIT this->loaded(content);
    if (!loaded)
        Q_EMIT failed(loaded.error());
}

void Engine::report(const WebhookId &id, const Result<StoredWebhook> &result)
{
    if (result)
        Q_EMIT webhookStored(*result);
    else
        Q_EMIT webhookFailed(id, result.error());
}

void Engine::saveWebhook(const Webhook &webhook, const QByteArray &expectedRevision)
{
    const auto saved = m_webhooks.save(webhook, expectedRevision);
    if (saved) {
        Q_EMIT webhookSaved(*saved);
        return;
    }
    Q_EMIT saveFailed(webhook.id, saved.error());
    if (saved.error().code == ErrorCode::ChangedElsewhere)
        report(webhook.id, m_webhooks.load(webhook.id)); // so that opening it again shows what is there now
}

void Engine::setEnabled(const QList<WebhookId> &ids, bool enabled)
{
    for (const WebhookId &id : ids)
        report(id, m_webhooks.setEnabled(id, enabled));
}

void Engine::removeWebhooks(const QList<WebhookId> &ids)
{
    QList<RemovedWebhook> removed;
    for (const WebhookId &id : ids) {
        if (auto result = m_webhooks.remove(id))
            removed.append(*result);
        else
            Q_EMIT webhookFailed(id, result.error());
    }
    if (!removed.isEmpty())
        Q_EMIT webhooksRemoved(removed);
}

void Engine::restoreWebhooks(const QList<RemovedWebhook> &removed)
{
    for (const RemovedWebhook &webhook : removed)
        report(webhook.id, m_webhooks.restore(webhook));
}

void Engine::savePreferences(const Preferences &preferences, const Preferences &before)
{
    const auto saved = m_preferences.save(preferences, before);
    const auto stored = saved ? m_preferences.loadWithProblems() : tl::unexpected(saved.error());
    if (stored)
        Q_EMIT preferencesStored(stored->preferences, stored->problems);
    else
        Q_EMIT preferencesFailed(stored.error());
}

void Engine::trigger(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    // Read each time: the command line may have changed the default headers meanwhile.
    const auto defaultHeaders = m_preferences.defaultHeadersForSending();
    const TestOrder order{delivery, webhook, event};
    if (defaultHeaders)
        m_trigger.start(order, *defaultHeaders);
    else
        m_trigger.refuse(order, defaultHeaders.error()); // without its default headers it would be another request
}

void Engine::cancelTrigger(const DeliveryId &delivery)
{
    m_trigger.cancel(delivery);
}

void Engine::writeFile(const QString &path, const QByteArray &bytes)
{
    if (const auto done = writeWholeFile(path, bytes); !done)
        Q_EMIT fileFailed(path, done.error());
    else
        Q_EMIT fileWritten(path);
}

void Engine::onAttempt(const Attempt &attempt)
{
    Q_EMIT attemptUpdated(attempt);
    if (!attempt.isFinished() || !m_webhooks.load(attempt.webhook))
        return; // a form that was never saved has no place to keep it
    if (const auto done = m_outcomes.record(attempt.webhook, lastOutcomeOf(attempt)); !done)
        Q_EMIT failed(done.error());
}

} // namespace hookpanel
