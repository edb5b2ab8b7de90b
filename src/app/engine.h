// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/deliveryengine.h"
#include "app/eventengine.h"
#include "app/intakeengine.h"
#include "core/clock.h"
#include "delivery/networksender.h"
#include "delivery/testtrigger.h"
#include "host/rulesource.h"
#include "models/panelservice.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/profile.h"
#include "store/profilewatcher.h"
#include "store/secretvault.h"
#include "store/webhookstore.h"
#include "store/windowstatestore.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace hookpanel {

/// Everything that touches disk or network, in one object that lives in the engine's thread: stores, sender, triggers,
/// deliveries.
/// Talks to the window by queued signals that carry values. Its functions are called in its own thread only.
///
/// From the first load() on it watches the profile's files and tells what other programs changed: what differs from what
/// the window was told last. Its own writes differ in nothing, so they are told once, as answers.
class Engine : public QObject
{
    Q_OBJECT

public:
    Engine(const Profile &profile, const EventCatalogue &catalogue, const Clock &clock, const Environment &environment,
           QObject *parent = nullptr);

    void load();
    void saveWebhook(const hookpanel::Webhook &webhook, const QByteArray &expectedRevision);
    void setEnabled(const QList<hookpanel::WebhookId> &ids, bool enabled);
    void removeWebhooks(const QList<hookpanel::WebhookId> &ids);
    void restoreWebhooks(const QList<hookpanel::RemovedWebhook> &removed);
    void savePreferences(const hookpanel::Preferences &preferences, const hookpanel::Preferences &before);
    void trigger(const hookpanel::DeliveryId &delivery, const hookpanel::Webhook &webhook, const hookpanel::Event &event);
    void cancelTrigger(const hookpanel::DeliveryId &delivery);
    void addWebhooks(const QList<hookpanel::Webhook> &webhooks);
    void exportDefinitions(const QString &path, const QList<hookpanel::WebhookId> &ids);
    void planImport(const QStringList &paths);
    void runImport(const hookpanel::ImportPlan &plan);
    void undoImport(const hookpanel::ImportReport &report);
    void saveWindowState(const hookpanel::WindowState &state);
    void writeFile(const QString &path, const QByteArray &bytes);

    /// Reads what was done to a webhook, so many entries from the newest on.
    void loadAudit(const hookpanel::WebhookId &id, int skip, int limit);

    /// Looks a secret up for eyes.
    void revealSecret(const QString &reference);

    /// What the files of its TLS policy hold; and whether a message fits its signing secrets.
    void checkTls(const hookpanel::Webhook &webhook);
    void checkSignature(const hookpanel::Webhook &webhook, const hookpanel::ReceivedMessage &message);

    /// Reads the secrets again, where they could not be read.
    void readSecretsAgain();

    /// The owner's answer to secretsNeedConsent().
    void answerSecretsQuestion(bool mayUseFile);

    /// These webhooks were deleted for good, unless they are there again: cancels what waits for them, and forgets their
    /// secrets and outcomes.
    void forgetWebhooks(const QList<hookpanel::WebhookId> &ids);

    /// The last order: nothing can be undone any more. Forgets all webhooks that were deleted, and emits finished() when
    /// the deliveries on the wire have ended.
    void finish();

    /// Its functions are called in the engine's thread, too.
    [[nodiscard]] DeliveryEngine &deliveries() { return m_deliveries; }
    [[nodiscard]] IntakeEngine &intake() { return m_intake; }
    [[nodiscard]] EventEngine &events() { return m_events; }

Q_SIGNALS:
    void loaded(const hookpanel::PanelContent &content);
    void failed(const hookpanel::Error &error);
    void webhookSaved(const hookpanel::StoredWebhook &stored);
    void saveFailed(const hookpanel::WebhookId &id, const hookpanel::Error &error);
    void webhookStored(const hookpanel::StoredWebhook &stored);
    void webhookFailed(const hookpanel::WebhookId &id, const hookpanel::Error &error);
    void webhooksRemoved(const QList<hookpanel::RemovedWebhook> &removed);
    void webhooksGone(const QList<hookpanel::WebhookId> &ids);
    void preferencesSaved(const hookpanel::Preferences &preferences, const hookpanel::Problems &problems);
    void preferencesStored(const hookpanel::Preferences &preferences, const hookpanel::Problems &problems);
    void preferencesFailed(const hookpanel::Error &error);
    void preferencesUnreadable(const hookpanel::Error &error);
    void attemptUpdated(const hookpanel::Attempt &attempt);
    void exported(const QString &path, const hookpanel::ExportReport &report);
    void importPlanned(const hookpanel::ImportPlan &plan);
    void importRefused(const QList<hookpanel::DefinitionsProblem> &problems);
    void imported(const hookpanel::ImportReport &report);
    void importUndone(const hookpanel::ImportReport &left, const QList<hookpanel::Error> &errors);
    void lastOutcomeStored(const hookpanel::WebhookId &id, const hookpanel::LastOutcome &outcome);
    void auditLoaded(const hookpanel::WebhookId &id, int skip, const QList<hookpanel::AuditEntry> &entries);
    void secretsNeedConsent(const hookpanel::Error &why);
    void secretRevealed(const QString &reference, const hookpanel::SecretText &secret);
    void secretNotRevealed(const QString &reference, const hookpanel::Error &error);
    void tlsChecked(const hookpanel::WebhookId &id, const hookpanel::TlsPolicy &policy, const hookpanel::TlsReport &report);
    void signatureChecked(const QList<hookpanel::CheckedSignature> &checked);
    void signatureNotChecked(const hookpanel::Error &error);
    void secretsUnreadable(const hookpanel::Error &why);
    void secretsReadable();
    void secretsMigrated(int webhooks, bool defaultHeaders);
    void secretsDropped(const hookpanel::WebhookId &id, const QStringList &headers);
    void fileWritten(const QString &path);
    void fileFailed(const QString &path, const hookpanel::Error &error);
    void finished();

private:
    void report(const WebhookId &id, const Result<StoredWebhook> &result);
    void migrateSecrets();
    void tellWhetherReadable();
    void beginIntake();
    [[nodiscard]] Webhook withoutGone(Webhook wanted, const Webhook &stored);
    [[nodiscard]] Result<void> checkSecurity(const Webhook &wanted, const Webhook &before);
    void onSaved(const WebhookId &id, const Result<StoredWebhook> &saved);
    void onPreferencesSaved(const Result<void> &saved);
    void carryOut(const ImportPlan &plan);
    void finishDeliveries();
    void notice(const QList<StoredWebhook> &changed);
    void auditNoticed();
    void addCopy(const Webhook &webhook);
    [[nodiscard]] Result<Webhook> forTrigger(Webhook webhook);
    void onAttempt(const Attempt &attempt);
    void takeCatalogue(const EventCatalogue &catalogue);
    void onChange(const ProfileChange &change);
    void tellChanges(const QList<StoredWebhook> &changed, const QList<WebhookId> &gone);
    void tellPreferencesIfChanged();
    void tellOutcomesIfChanged();

    const Clock &m_clock;
    WebhookStore m_webhooks;
    AuditLog m_audit; ///< For what other programs do without writing it down.
    QList<std::pair<StoredWebhook, StoredWebhook>> m_noticed; ///< Before and after.
    QTimer m_noticedTimer{this};
    PreferencesStore m_preferences;
    OutcomeStore m_outcomes;
    WindowStateStore m_window;
    EventCatalogue m_catalogue;
    RuleSource m_rules;
    ProfileWatcher m_watcher;
    QHash<WebhookId, StoredWebhook> m_told; ///< What the window knows.
    Result<LoadedPreferences> m_toldPreferences;
    LoadedOutcomes m_toldOutcomes;
    QSet<WebhookId> m_removed; ///< By the window, and may still be brought back.
    bool m_isFinishing = false;
    std::optional<Error> m_toldFailure; ///< Of loading everything: the same one is told once.
    SecretVault m_vault; ///< Before whatever looks secrets up.
    std::optional<Error> m_toldUnreadable; ///< Of the secrets.
    QHash<WebhookId, QStringList> m_removedSecrets; ///< Of webhooks that may still be brought back.
    NetworkSender m_sender;
    TestTrigger m_trigger;
    DeliveryEngine m_deliveries;
    IntakeEngine m_intake; ///< Uses the deliveries' host, so it goes first.
    EventEngine m_events;
};

} // namespace hookpanel
