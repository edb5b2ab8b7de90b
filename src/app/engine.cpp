// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine.h"

#include "core/secrets.h"
#include "store/desktopkeyring.h"
#include "store/filewriter.h"
#include "store/secretsaving.h"

#include <QLoggingCategory>
#include <QTimer>

namespace hookpanel {

namespace {

/// Beyond so many changes at once the window takes over the whole list, which costs it less than one row after the other.
constexpr qsizetype burst = 100;

constexpr int noticedMs = 1000; ///< Until a program of ours has written down what it did.
constexpr int longestVaultMs = 3000; ///< How long the end waits for the keyring.

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
    , m_webhooks(profile, catalogue, QStringLiteral("hookpanel"))
    , m_audit(profile, QStringLiteral("other"))
    , m_preferences(profile)
    , m_outcomes(profile)
    , m_window(profile)
    , m_catalogue(catalogue)
    , m_rules(profile, catalogue)
    , m_watcher(profile, this)
    , m_vault(profile, std::make_unique<DesktopKeyring>(), SecretVault::WithoutKeyring::Ask, this)
    , m_sender(clock, this)
    , m_trigger(m_sender, clock, environment, this)
    , m_deliveries(profile, catalogue, m_sender, clock, environment, this)
    , m_intake(profile, m_deliveries.host(), m_vault, this)
    , m_events(profile, catalogue, m_deliveries, clock, this)
{
    connect(&m_deliveries, &DeliveryEngine::storeOpened, this, &Engine::beginIntake);
    connect(&m_vault, &SecretVault::opened, this, &Engine::beginIntake);
    m_noticedTimer.setSingleShot(true);
    m_noticedTimer.setInterval(noticedMs);
    connect(&m_noticedTimer, &QTimer::timeout, this, &Engine::auditNoticed);
    m_deliveries.useSecrets(m_vault);
    connect(&m_vault, &SecretVault::needsConsent, this, &Engine::secretsNeedConsent);
    connect(&m_vault, &SecretVault::opened, this, &Engine::migrateSecrets);
    for (const auto signal : {&SecretVault::opened, &SecretVault::changed})
        connect(&m_vault, signal, this, &Engine::tellWhetherReadable);
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
    m_vault.open();
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

/// What an earlier version, or an editor, has left in clear.
void Engine::migrateSecrets()
{
    secretsaving::migrate(m_webhooks, m_preferences, m_vault, this, [this](const secretsaving::Migrated &migrated) {
        if (migrated.isNothing())
            return;
        for (const Error &error : migrated.errors)
            Q_EMIT failed(error);
        if (migrated.webhooks > 0 || migrated.defaultHeaders)
            Q_EMIT secretsMigrated(migrated.webhooks, migrated.defaultHeaders);
        ProfileChange everything;
        everything.everything = true;
        onChange(everything);
    });
}

/// When its token can be read and events can be accepted.
void Engine::beginIntake()
{
    if (m_vault.isOpened() && !m_deliveries.whyNotOpen())
        m_intake.begin();
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
    notice(changed);
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

/// Another program changed these. A program of ours writes it down itself, a moment later.
void Engine::notice(const QList<StoredWebhook> &changed)
{
    for (const StoredWebhook &stored : changed) {
        if (m_told.contains(stored.webhook.id))
            m_noticed.append({m_told.value(stored.webhook.id), stored});
    }
    if (!m_noticed.isEmpty())
        m_noticedTimer.start();
}

void Engine::auditNoticed()
{
    const QSet<QByteArray> known = m_audit.revisions();
    for (const auto &[before, after] : std::exchange(m_noticed, {})) {
        const Webhook &webhook = after.webhook;
        const auto changes = audit::changesBetween(before.webhook, webhook);
        if (known.contains(after.revision) || changes.isEmpty())
            continue;
        const AuditEntry entry{{}, {}, webhook.id, webhook.name, AuditAction::Changed, changes, after.revision};
        if (const auto done = m_audit.append(entry); !done)
            Q_EMIT failed(done.error());
    }
}

void Engine::loadAudit(const WebhookId &id, int skip, int limit)
{
    const auto entries = m_audit.read(id, skip, limit);
    if (entries)
        Q_EMIT auditLoaded(id, skip, *entries);
    else
        Q_EMIT failed(entries.error());
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
    Webhook wanted = webhook;
    const auto before = m_webhooks.load(webhook.id);
    const QStringList dropped = before ? secrets::dropForNewOrigin(before->webhook, wanted) : QStringList();
    if (const Result<void> security = checkSecurity(wanted, before ? before->webhook : Webhook()); !security) {
        Q_EMIT saveFailed(webhook.id, security.error());
        return;
    }
    wanted = withoutGone(wanted, before ? before->webhook : Webhook());
    secretsaving::save(m_webhooks, m_vault, wanted, expectedRevision, m_clock.nowUtc(), this,
                       [this, id = webhook.id, dropped](const Result<StoredWebhook> &saved) {
                           onSaved(id, saved);
                           if (saved && !dropped.isEmpty())
                               Q_EMIT secretsDropped(id, dropped);
                       });
}

void Engine::onSaved(const WebhookId &id, const Result<StoredWebhook> &saved)
{
    if (saved) {
        m_told.insert(saved->webhook.id, *saved);
        Q_EMIT webhookSaved(*saved);
        m_deliveries.wake();
        return;
    }
    if (saved.error().code == ErrorCode::NoSuchWebhook)
        m_told.remove(id);
    Q_EMIT saveFailed(id, saved.error());
    if (saved.error().code == ErrorCode::ChangedElsewhere)
        report(id, m_webhooks.load(id)); // so that opening it again shows what is there now
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
            m_removedSecrets.insert(id, secrets::references(m_told.take(id).webhook));
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
    QStringList references;
    for (const WebhookId &id : std::as_const(gone))
        references += m_removedSecrets.take(id);
    m_vault.forget(references);
    if (const auto forgotten = m_outcomes.forget(gone); !forgotten)
        qCWarning(lcEngine, "The outcomes of deleted webhooks stay in %s", qUtf8Printable(forgotten.error().subject));
}

void Engine::finish()
{
    forgetWebhooks(m_removed.values());
    m_intake.finish();
    if (m_vault.isIdle()) {
        finishDeliveries();
        return;
    }
    connect(&m_vault, &SecretVault::idle, this, &Engine::finishDeliveries);
    QTimer::singleShot(longestVaultMs, this, &Engine::finishDeliveries); // nobody closes a window to wait for a keyring
}

void Engine::finishDeliveries()
{
    if (!std::exchange(m_isFinishing, true))
        m_deliveries.finish();
}

void Engine::savePreferences(const Preferences &preferences, const Preferences &before)
{
    Preferences wanted = preferences;
    wanted.defaultHeaders = secrets::withoutGone(wanted.defaultHeaders, m_vault.lookup());
    secretsaving::save(m_preferences, m_vault, wanted, before, this,
                       [this](const Result<void> &saved) { onPreferencesSaved(saved); });
}

void Engine::onPreferencesSaved(const Result<void> &saved)
{
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
    const auto complete = forTrigger(webhook);
    m_deliveries.beginTest(delivery, complete.value_or(webhook), ruled->event);
    // Read each time: the command line may have changed default headers and proxy meanwhile.
    const auto preferences = m_preferences.forSending();
    const auto defaults = preferences ? secrets::lookedUp(preferences->defaultHeaders, m_vault.lookup())
                                      : tl::unexpected(preferences.error());
    if (complete && defaults)
        m_trigger.start({delivery, *complete, ruled->event, preferences->proxy}, *defaults);
    else // it would be another request
        m_trigger.refuse({delivery, webhook, ruled->event, {}}, complete ? defaults.error() : complete.error());
}

/// The form as it stands, with its secrets. What is kept for the stored webhook does not go to another place than that
/// one's.
Result<Webhook> Engine::forTrigger(Webhook webhook)
{
    webhook.headers = secrets::markedByDefault(webhook.headers);
    if (const auto stored = m_webhooks.load(webhook.id))
        secrets::dropForNewOrigin(stored->webhook, webhook);
    return secrets::lookedUp(webhook, m_vault.lookup());
}

void Engine::tellWhetherReadable()
{
    const auto why = m_vault.whyUnreadable();
    if (std::exchange(m_toldUnreadable, why) == why)
        return;
    if (why)
        Q_EMIT secretsUnreadable(*why);
    else
        Q_EMIT secretsReadable();
}

void Engine::revealSecret(const QString &reference)
{
    if (const auto secret = m_vault.secret(reference))
        Q_EMIT secretRevealed(reference, *secret);
    else
        Q_EMIT secretNotRevealed(reference, secret.error());
}

void Engine::readSecretsAgain()
{
    m_vault.readAgain();
}

void Engine::answerSecretsQuestion(bool mayUseFile)
{
    if (mayUseFile)
        m_vault.consent();
    else
        m_vault.refuse();
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
