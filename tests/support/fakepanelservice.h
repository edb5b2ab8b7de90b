// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/payload.h"
#include "models/panelservice.h"
#include "support/fakedeliveryservice.h"
#include "support/fakeeventservice.h"

namespace hookpanel::test {

/// A service without disk and network: keeps the orders that it gets. What comes of them is the test's to tell, by the
/// answer functions or by emitting a signal of PanelService itself.
class FakePanelService final : public PanelService
{
    Q_OBJECT

public:
    struct Saved {
        Webhook webhook;
        QByteArray revision;
    };
    struct Switched {
        QList<WebhookId> ids;
        bool enabled = false;
    };
    struct SavedPreferences {
        Preferences preferences;
        Preferences before;
    };
    struct Triggered {
        DeliveryId delivery;
        Webhook webhook;
        Event event;
    };

    struct Exported {
        QString path;
        QList<WebhookId> ids;
    };

    using PanelService::PanelService;

    void load() override { ++loads; }
    void saveWebhook(const hookpanel::Webhook &webhook, const QByteArray &expectedRevision) override;
    void setEnabled(const QList<hookpanel::WebhookId> &ids, bool enabled) override;
    void removeWebhooks(const QList<hookpanel::WebhookId> &ids) override;
    void restoreWebhooks(const QList<hookpanel::RemovedWebhook> &removed) override;
    void savePreferences(const hookpanel::Preferences &preferences, const hookpanel::Preferences &before) override;
    void trigger(const hookpanel::DeliveryId &delivery, const hookpanel::Webhook &webhook,
                 const hookpanel::Event &event) override;
    void cancelTrigger(const hookpanel::DeliveryId &delivery) override;
    void addWebhooks(const QList<hookpanel::Webhook> &webhooks) override;
    void exportDefinitions(const QString &path, const QList<hookpanel::WebhookId> &ids) override;
    void planImport(const QStringList &paths) override;
    void runImport(const hookpanel::ImportPlan &plan) override;
    void undoImport(const hookpanel::ImportReport &report) override;
    void saveWindowState(const hookpanel::WindowState &state) override;

    [[nodiscard]] hookpanel::Environment environment() const override;
    void writeFile(const QString &path, const QByteArray &bytes) override;
    void forgetWebhooks(const QList<hookpanel::WebhookId> &ids) override { forgotten.append(ids); }
    void makeIntakeToken() override { ++intakeTokens; }
    void revealSecret(const QString &reference) override { revealed.append(reference); }
    void checkTls(const hookpanel::Webhook &webhook) override { tlsChecks.append(webhook); }
    void checkSignature(const hookpanel::Webhook &webhook, const hookpanel::ReceivedMessage &message) override
    {
        signatureChecks.append({webhook, message});
    }
    void readSecretsAgain() override { ++secretReadings; }
    void answerSecretsQuestion(bool mayUseFile) override { secretAnswers.append(mayUseFile); }
    void loadAudit(const hookpanel::WebhookId &id, int skip, int limit) override;
    [[nodiscard]] FakeDeliveryService &deliveries() override { return deliveryService; }
    [[nodiscard]] FakeEventService &events() override { return eventService; }

    /// The last saveWebhook() went well.
    void answerSave(const QByteArray &revision = "stored");

    /// The last saveWebhook() failed.
    void failSave(ErrorCode code, const QString &subject, const QString &detail = {});

    QHash<QString, QString> variables; ///< The environment.
    SecretTexts kept; ///< What saves that were answered held.
    QList<Webhook> tlsChecks;
    QList<std::pair<Webhook, ReceivedMessage>> signatureChecks;
    QList<std::pair<QString, QByteArray>> written;
    FakeDeliveryService deliveryService;
    FakeEventService eventService;
    QList<QList<WebhookId>> forgotten;
    int loads = 0;
    int intakeTokens = 0; ///< Asked for.
    QStringList revealed; ///< References asked for.
    int secretReadings = 0; ///< Asked for.
    QList<bool> secretAnswers;
    QList<AuditEntry> audit; ///< The newest first; what loadAudit() is answered with, at once.
    QList<WebhookId> auditLoads;
    QList<Saved> saved;
    QList<Switched> switched;
    QList<QList<WebhookId>> removals;
    QList<QList<RemovedWebhook>> restored;
    QList<SavedPreferences> savedPreferences;
    QList<Triggered> triggered;
    QList<DeliveryId> cancelled;
    QList<QList<Webhook>> added;
    QList<Exported> exports;
    QList<QStringList> importFiles;
    QList<ImportPlan> importRuns;
    QList<ImportReport> importUndos;
    QList<WindowState> windowStates;
};

} // namespace hookpanel::test
