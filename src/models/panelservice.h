// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/audit.h"
#include "core/definitions.h"
#include "core/eventtype.h"
#include "core/intakestatus.h"
#include "core/placeholders.h"
#include "core/preferences.h"
#include "core/secrets.h"
#include "core/storedwebhook.h"
#include "core/windowstate.h"

#include <QHash>
#include <QObject>

namespace hookpanel {

class DeliveryService;
class EventService;

/// Everything that the window shows at start.
struct PanelContent {
    QList<StoredWebhook> webhooks;
    QHash<WebhookId, LastOutcome> lastOutcomes;
    Preferences preferences;
    Problems problems; ///< What of the preferences could not be read.
};

/// What the window asks of the engine. Requests return at once; what came of them arrives as a signal in the window's
/// thread, also when it was nothing but an error. Implemented in app/ across the thread border, and by a fake in tests.
class PanelService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Answered by loaded() or failed().
    virtual void load() = 0;

    /// Answered by webhookSaved() or saveFailed(), in the order of the calls. See WebhookStore::save() for the revision.
    virtual void saveWebhook(const hookpanel::Webhook &webhook, const QByteArray &expectedRevision) = 0;

    /// Stores new webhooks. Answered per webhook by webhookStored() or webhookFailed().
    virtual void addWebhooks(const QList<hookpanel::Webhook> &webhooks) = 0;

    /// Answered per webhook by webhookStored() or webhookFailed().
    virtual void setEnabled(const QList<hookpanel::WebhookId> &ids, bool enabled) = 0;

    /// Answered by webhooksRemoved() with those that are gone, and webhookFailed() for each that is not.
    virtual void removeWebhooks(const QList<hookpanel::WebhookId> &ids) = 0;

    /// Puts removed webhooks back exactly as they were. Answered per webhook by webhookStored() or webhookFailed().
    virtual void restoreWebhooks(const QList<hookpanel::RemovedWebhook> &removed) = 0;

    /// Writes what differs from `before`, so that what another program set meanwhile stays. Answered by
    /// preferencesSaved() or preferencesFailed(), in the order of the calls.
    virtual void savePreferences(const hookpanel::Preferences &preferences, const hookpanel::Preferences &before) = 0;

    /// Sends a test event with the webhook as it stands. attemptUpdated() follows it under this delivery id.
    virtual void trigger(const hookpanel::DeliveryId &delivery, const hookpanel::Webhook &webhook,
                         const hookpanel::Event &event)
        = 0;
    virtual void cancelTrigger(const hookpanel::DeliveryId &delivery) = 0;

    /// Writes these webhooks to a file, or all of them and the default headers when none is named. Answered by exported()
    /// or failed().
    virtual void exportDefinitions(const QString &path, const QList<hookpanel::WebhookId> &ids) = 0;

    /// Reads files of definitions and changes nothing. Answered by importPlanned() or importRefused(), or failed().
    virtual void planImport(const QStringList &paths) = 0;

    /// Carries a plan out. Answered by imported(), and preferencesStored() where default headers were changed.
    virtual void runImport(const hookpanel::ImportPlan &plan) = 0;

    /// Takes an import back. webhooksGone(), webhookStored() and preferencesStored() tell what changed, failed() what was
    /// changed since and stays; answered by importUndone().
    virtual void undoImport(const hookpanel::ImportReport &report) = 0;

    /// Not answered: it is no loss when it cannot be kept.
    virtual void saveWindowState(const hookpanel::WindowState &state) = 0;

    /// The environment that placeholders are filled from when something is sent, so that what is shown before is the same.
    [[nodiscard]] virtual hookpanel::Environment environment() const = 0;

    /// Writes a file that the user named. Answered by fileWritten() or fileFailed().
    virtual void writeFile(const QString &path, const QByteArray &bytes) = 0;

    /// The removal of these webhooks cannot be undone any more: what waits for them is cancelled. Not answered. Those that
    /// are there again stay as they are.
    virtual void forgetWebhooks(const QList<hookpanel::WebhookId> &ids) = 0;

    /// Another token for the intake; who bears the old one is refused from then on. Answered by intakeTokenMade() or
    /// intakeTokenFailed().
    virtual void makeIntakeToken() = 0;

    /// What was done to a webhook, so many entries from the newest on. Answered by auditLoaded() or failed().
    virtual void loadAudit(const hookpanel::WebhookId &id, int skip, int limit)
    {
        Q_UNUSED(id)
        Q_UNUSED(skip)
        Q_UNUSED(limit)
    }

    /// The owner's answer to secretsNeedConsent(): secrets may be kept in a file, or not.
    virtual void answerSecretsQuestion(bool mayUseFile) { Q_UNUSED(mayUseFile) }

    /// The text of a secret, to be shown for a while. Answered by secretRevealed() or secretNotRevealed().
    virtual void revealSecret(const QString &reference) { Q_UNUSED(reference) }

    /// Secrets could not be read: looks again at once. secretsReadable() or secretsUnreadable() tell what came of it.
    virtual void readSecretsAgain() { }

    /// The deliveries of the same profile. Owned by the service.
    [[nodiscard]] virtual hookpanel::DeliveryService &deliveries() = 0;

    /// The events of the same profile. Owned by the service.
    [[nodiscard]] virtual hookpanel::EventService &events() = 0;

Q_SIGNALS:
    void loaded(const hookpanel::PanelContent &content);
    void failed(const hookpanel::Error &error);
    void webhookSaved(const hookpanel::StoredWebhook &stored);
    void saveFailed(const hookpanel::WebhookId &id, const hookpanel::Error &error);

    /// A webhook has a new stored state by something else than saveWebhook(): its switch, an undo, another program.
    void webhookStored(const hookpanel::StoredWebhook &stored);
    void webhookFailed(const hookpanel::WebhookId &id, const hookpanel::Error &error);
    void webhooksRemoved(const QList<hookpanel::RemovedWebhook> &removed);

    /// Another program removed the files of these webhooks.
    void webhooksGone(const QList<hookpanel::WebhookId> &ids);

    /// savePreferences() went well; this is what is stored now. `problems` are what of it cannot be read.
    void preferencesSaved(const hookpanel::Preferences &preferences, const hookpanel::Problems &problems);

    /// The preferences have a new stored state by something else than savePreferences(): an import, another program.
    void preferencesStored(const hookpanel::Preferences &preferences, const hookpanel::Problems &problems);
    void preferencesFailed(const hookpanel::Error &error);

    /// The file of the preferences is none, or cannot be read; what was told of them last, or the defaults, are in force.
    /// preferencesStored() or loaded() tells the end of it.
    void preferencesUnreadable(const hookpanel::Error &error);
    void attemptUpdated(const hookpanel::Attempt &attempt);
    void exported(const QString &path, const hookpanel::ExportReport &report);
    void importPlanned(const hookpanel::ImportPlan &plan);
    void importRefused(const QList<hookpanel::DefinitionsProblem> &problems);
    void imported(const hookpanel::ImportReport &report);

    /// `left` is what of the import could not be taken back and may be another time, and the errors say why; both empty
    /// when there is none.
    void importUndone(const hookpanel::ImportReport &left, const QList<hookpanel::Error> &errors);

    /// The newest first, after so many newer ones.
    void auditLoaded(const hookpanel::WebhookId &id, int skip, const QList<hookpanel::AuditEntry> &entries);

    /// A secret is to be kept, and there is no keyring that can be used: may it be kept in a file that only the owner can
    /// read? What waits for the answer goes on, or fails with SecretsUndecided, after answerSecretsQuestion(). When nobody
    /// listens, the answer is no.
    void secretsNeedConsent(const hookpanel::Error &why);

    /// Secrets that stood in clear in the files of so many webhooks, or of the default headers, are kept apart now.
    void secretsMigrated(int webhooks, bool defaultHeaders);

    void secretRevealed(const QString &reference, const hookpanel::SecretText &secret);
    void secretNotRevealed(const QString &reference, const hookpanel::Error &error);

    /// The secrets of the profile cannot be read, and deliveries that need one wait. secretsReadable() tells the end of it.
    void secretsUnreadable(const hookpanel::Error &why);
    void secretsReadable();

    /// The URL of a webhook leads to another place since it was saved: the secret values of these headers must be entered
    /// again.
    void secretsDropped(const hookpanel::WebhookId &id, const QStringList &headers);
    void fileWritten(const QString &path);
    void fileFailed(const QString &path, const hookpanel::Error &error);

    /// Another program sent something to this webhook, and it ended so.
    void lastOutcomeStored(const hookpanel::WebhookId &id, const hookpanel::LastOutcome &outcome);

    /// How it stands with the intake: at first off, and then this.
    void intakeChanged(const hookpanel::IntakeStatus &status);

    /// There is a new token, asked for or made on first use: to be shown once.
    void intakeTokenMade(const QString &token);
    void intakeTokenFailed(const hookpanel::Error &error);

    /// A program handed a `trigger-test` in; it was answered and goes to nobody.
    void intakeTestCame();

    /// The file of the secrets was damaged; this is a copy of it, and a new one was begun.
    void secretsSetAside(const QString &copy);
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::PanelContent)
