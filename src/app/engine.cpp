// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine.h"

#include "store/filewriter.h"

#include <QLoggingCategory>

namespace hookpanel {

namespace {

/// Beyond so many changes at once the window takes over the whole list, which costs it less than one row after the other.
constexpr qsizetype burst = 100;

Q_LOGGING_CATEGORY(lcEngine, "hookpanel.engine")

/// What OutcomeStore keeps of it.
LastOutcome asStored(LastOutcome last)
{
    last.outcome.detail.clear();
    last.outcome.error.reset();
    return last;
}

} // namespace

Engine::Engine(const Profile &profile, const EventCatalogue &catalogue, const Clock &clock, const Environment &environment,
               QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_webhooks(profile, catalogue)
    , m_preferences(profile)
    , m_outcomes(profile)
    , m_window(profile)
    , m_catalogue(catalogue)
    , m_rules(profile, catalogue)
    , m_watcher(profile, this)
    , m_sender(clock, this)
    , m_trigger(m_sender, clock, environment, this)
    , m_deliveries(profile, catalogue, m_sender, clock, environment, this)
    , m_intake(profile, m_deliveries.host(), this)
    , m_events(profile, catalogue, m_deliveries, clock, this)
{
    connect(&m_deliveries, &DeliveryEngine::storeOpened, &m_intake, &IntakeEngine::begin);
    connect(&m_trigger, &TestTrigger::attemptUpdated, this, &Engine::onAttempt);
    connect(&m_watcher, &ProfileWatcher::changed, this, &Engine::onChange);
    connect(&m_deliveries, &DeliveryEngine::webhookSwitchedOff, this,
            [this](const StoredWebhook &stored) { report(stored.webhook.id, stored); });
    connect(&m_events, &EventEngine::knowledgeChanged, this,
            [this](const EventKnowledge &knowledge) { takeCatalogue(knowledge.catalogue); });
    connect(&m_deliveries, &DeliveryEngine::finished, this, &Engine::finished);
}

void Engine::load()
{
    m_watcher.start(); // before anything is read, so that no change slips through
    m_events.load(); // webhooks are checked against the event types
    PanelContent content;
    const auto webhooks = m_webhooks.loadAll();
    if (!webhooks) {
        m_toldFailure = webhooks.error();
        Q_EMIT failed(webhooks.error());
        return;
    }
    content.webhooks = *webhooks;
    m_toldFailure.reset();
    m_toldPreferences = m_preferences.loadWithProblems();
    if (m_toldPreferences) {
        content.preferences = m_toldPreferences->preferences;
        content.problems = m_toldPreferences->problems;
    }
    const auto outcomesBefore = std::exchange(m_toldOutcomes, m_outcomes.loadWithError());
    content.lastOutcomes = m_toldOutcomes.outcomes;
    m_told.clear();
    m_told.reserve(content.webhooks.size());
    for (const StoredWebhook &webhook : *webhooks)
        m_told.insert(webhook.webhook.id, webhook);
    Q_EMIT loaded(content);
    if (!m_toldPreferences)
        Q_EMIT preferencesUnreadable(m_toldPreferences.error());
    if (m_toldOutcomes.error && m_toldOutcomes.error != outcomesBefore.error)
        Q_EMIT failed(*m_toldOutcomes.error);
    m_deliveries.open();
    m_deliveries.wake(); // another program may have enabled a webhook
}

/// What is wrong with a webhook depends on the event types that there are.
void Engine::takeCatalogue(const EventCatalogue &catalogue)
{
    if (std::exchange(m_catalogue, catalogue).types() == catalogue.types())
        return;
    m_webhooks.setCatalogue(catalogue);
    ProfileChange change;
    change.everything = true;
    if (!m_told.isEmpty())
        onChange(change);
}

void Engine::report(const WebhookId &id, const Result<StoredWebhook> &result)
{
    if (result) {
        m_told.insert(id, *result);
        Q_EMIT webhookStored(*result);
        m_deliveries.wake();
        return;
    }
    if (result.error().code == ErrorCode::NoSuchWebhook)
        m_told.remove(id); // the window takes it out of its list
    Q_EMIT webhookFailed(id, result.error());
}

/// The files of these changed, or may have: reads them and tells what is new to the window.
void Engine::onChange(const ProfileChange &change)
{
    if (change.preferences || change.everything)
        tellPreferencesIfChanged();
    if (change.contentTypes || change.eventTypes || change.everything)
        m_events.load();
    if (change.everything || change.webhooks.size() > burst) {
        const auto all = m_webhooks.loadAll();
        if (!all) {
            if (m_toldFailure != all.error())
                Q_EMIT failed(all.error());
            m_toldFailure = all.error();
            return;
        }
        m_toldFailure.reset();
        QList<StoredWebhook> changed;
        QHash<WebhookId, StoredWebhook> gone = m_told;
        for (const StoredWebhook &stored : *all) {
            gone.remove(stored.webhook.id);
            if (m_told.value(stored.webhook.id) != stored)
                changed.append(stored);
        }
        tellChanges(changed, gone.keys());
    } else {
        QList<StoredWebhook> changed;
        QList<WebhookId> gone;
        for (const WebhookId &id : change.webhooks) {
            const auto stored = m_webhooks.load(id);
            if (stored && m_told.value(id) != *stored)
                changed.append(*stored);
            else if (!stored && m_told.contains(id))
                gone.append(id);
        }
        tellChanges(changed, gone);
    }
    if (change.outcomes || change.everything)
        tellOutcomesIfChanged();
}

void Engine::tellChanges(const QList<StoredWebhook> &changed, const QList<WebhookId> &gone)
{
    if (changed.size() + gone.size() > burst) {
        load();
        return;
    }
    for (const StoredWebhook &stored : changed)
        report(stored.webhook.id, stored);
    for (const WebhookId &id : gone)
        m_told.remove(id);
    if (!gone.isEmpty())
        Q_EMIT webhooksGone(gone);
}

void Engine::tellPreferencesIfChanged()
{
    const auto loaded = m_preferences.loadWithProblems();
    if (loaded == m_toldPreferences)
        return;
    m_toldPreferences = loaded;
    m_deliveries.lookAtRetention();
    if (loaded)
        Q_EMIT preferencesStored(loaded->preferences, loaded->problems);
    else
        Q_EMIT preferencesUnreadable(loaded.error());
}

void Engine::tellOutcomesIfChanged()
{
    const auto before = std::exchange(m_toldOutcomes, m_outcomes.loadWithError());
    const auto &outcomes = m_toldOutcomes.outcomes;
    for (auto it = outcomes.cbegin(); it != outcomes.cend(); ++it) {
        const auto known = before.outcomes.constFind(it.key());
        if (known == before.outcomes.cend() || *known != *it)
            Q_EMIT lastOutcomeStored(it.key(), *it);
    }
    if (m_toldOutcomes.error && m_toldOutcomes.error != before.error)
        Q_EMIT failed(*m_toldOutcomes.error);
}

void Engine::saveWebhook(const Webhook &webhook, const QByteArray &expectedRevision)
{
    const auto saved = m_webhooks.save(webhook, expectedRevision);
    if (saved) {
        m_told.insert(saved->webhook.id, *saved);
        Q_EMIT webhookSaved(*saved);
        m_deliveries.wake();
        return;
    }
    if (saved.error().code == ErrorCode::NoSuchWebhook)
        m_told.remove(webhook.id);
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
        if (auto result = m_webhooks.remove(id)) {
            removed.append(*result);
            m_told.remove(id);
            m_removed.insert(id);
        } else {
            report(id, tl::unexpected(result.error()));
        }
    }
    if (!removed.isEmpty())
        Q_EMIT webhooksRemoved(removed);
}

void Engine::restoreWebhooks(const QList<RemovedWebhook> &removed)
{
    for (const RemovedWebhook &webhook : removed)
        report(webhook.id, m_webhooks.restore(webhook));
}

void Engine::forgetWebhooks(const QList<WebhookId> &ids)
{
    QList<WebhookId> gone = ids;
    gone.removeIf([this](const WebhookId &id) {
        return !m_removed.remove(id) || m_webhooks.load(id).has_value(); // brought back
    });
    if (gone.isEmpty())
        return;
    m_deliveries.forgetWebhooks(gone);
    if (const auto forgotten = m_outcomes.forget(gone); !forgotten)
        qCWarning(lcEngine, "The outcomes of deleted webhooks stay in %s", qUtf8Printable(forgotten.error().subject));
}

void Engine::finish()
{
    forgetWebhooks(m_removed.values());
    m_intake.finish();
    m_deliveries.finish();
}

void Engine::savePreferences(const Preferences &preferences, const Preferences &before)
{
    const auto saved = m_preferences.save(preferences, before);
    const auto stored = saved ? m_preferences.loadWithProblems() : tl::unexpected(saved.error());
    if (!stored) {
        Q_EMIT preferencesFailed(stored.error());
        return;
    }
    m_toldPreferences = stored;
    m_deliveries.lookAtRetention();
    m_intake.look();
    Q_EMIT preferencesSaved(stored->preferences, stored->problems);
}

void Engine::trigger(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    // For an edited payload, too: no user's data and nothing private leaves. What a rule refuses is not kept either.
    const auto rules = m_rules.rules();
    const auto ruled = rules ? rules->givenOfAnyType(event.payload, event.type) : tl::unexpected(rules.error());
    if (!ruled) {
        m_trigger.refuse({delivery, webhook, event, {}}, ruled.error());
        return;
    }
    m_deliveries.beginTest(delivery, webhook, ruled->event);
    // Read each time: the command line may have changed default headers and proxy meanwhile.
    const auto preferences = m_preferences.forSending();
    if (preferences)
        m_trigger.start({delivery, webhook, ruled->event, preferences->proxy}, preferences->defaultHeaders);
    else
        m_trigger.refuse({delivery, webhook, ruled->event, {}}, preferences.error()); // it would be another request
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
    m_deliveries.onTestAttempt(attempt);
    if (attempt.isFinished())
        m_deliveries.endTest(attempt);
    if (!attempt.isFinished() || !m_webhooks.load(attempt.webhook))
        return; // a form that was never saved has no place to keep it
    if (const auto done = m_outcomes.record(attempt.webhook, lastOutcomeOf(attempt)); !done)
        Q_EMIT failed(done.error());
    else
        m_toldOutcomes.outcomes.insert(attempt.webhook, asStored(lastOutcomeOf(attempt)));
}

} // namespace hookpanel
