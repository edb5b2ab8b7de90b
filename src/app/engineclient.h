// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/deliveryclient.h"
#include "app/engine.h"
#include "app/eventclient.h"
#include "models/panelservice.h"

#include <QThread>

#include <functional>
#include <memory>

namespace hookpanel {

/// The window's side of the engine: owns the engine's thread and hands every order over as a queued call.
class EngineClient final : public PanelService
{
    Q_OBJECT

public:
    /// The clock must outlive the client. The environment is asked in both threads.
    EngineClient(const Profile &profile, const EventCatalogue &catalogue, const Clock &clock,
                 const Environment &environment = processEnvironment(), QObject *parent = nullptr);
    ~EngineClient() override;

    void load() override;
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
    [[nodiscard]] hookpanel::Environment environment() const override { return m_environment; }
    void writeFile(const QString &path, const QByteArray &bytes) override;
    void forgetWebhooks(const QList<hookpanel::WebhookId> &ids) override;
    void makeIntakeToken() override;
    void loadAudit(const hookpanel::WebhookId &id, int skip, int limit) override;
    void revealSecret(const QString &reference) override;
    void readSecretsAgain() override;
    void answerSecretsQuestion(bool mayUseFile) override;
    [[nodiscard]] hookpanel::DeliveryService &deliveries() override { return *m_deliveries; }
    [[nodiscard]] hookpanel::EventService &events() override { return *m_events; }

private:
    void post(const std::function<void(Engine &)> &order);

    Environment m_environment;
    QThread m_thread;
    Engine *m_engine; ///< Lives in m_thread and is deleted there when the thread ends.
    std::unique_ptr<DeliveryClient> m_deliveries; ///< Uses m_engine, so it goes first.
    std::unique_ptr<EventClient> m_events; ///< The same.
};

} // namespace hookpanel
