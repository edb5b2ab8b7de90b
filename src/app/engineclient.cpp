// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"

#include <QMetaMethod>

namespace hookpanel {

EngineClient::EngineClient(const Profile &profile, const EventCatalogue &catalogue, const Clock &clock,
                           const Environment &environment, QObject *parent)
    : PanelService(parent)
    , m_environment(environment)
    , m_engine(new Engine(profile, catalogue, clock, environment))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_engine->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_engine, &QObject::deleteLater);
    connect(m_engine, &Engine::loaded, this, &PanelService::loaded);
    connect(m_engine, &Engine::failed, this, &PanelService::failed);
    connect(m_engine, &Engine::webhookSaved, this, &PanelService::webhookSaved);
    connect(m_engine, &Engine::saveFailed, this, &PanelService::saveFailed);
    connect(m_engine, &Engine::webhookStored, this, &PanelService::webhookStored);
    connect(m_engine, &Engine::webhookFailed, this, &PanelService::webhookFailed);
    connect(m_engine, &Engine::webhooksRemoved, this, &PanelService::webhooksRemoved);
    connect(m_engine, &Engine::webhooksGone, this, &PanelService::webhooksGone);
    connect(m_engine, &Engine::preferencesSaved, this, &PanelService::preferencesSaved);
    connect(m_engine, &Engine::preferencesStored, this, &PanelService::preferencesStored);
    connect(m_engine, &Engine::preferencesFailed, this, &PanelService::preferencesFailed);
    connect(m_engine, &Engine::preferencesUnreadable, this, &PanelService::preferencesUnreadable);
    connect(m_engine, &Engine::attemptUpdated, this, &PanelService::attemptUpdated);
    connect(m_engine, &Engine::exported, this, &PanelService::exported);
    connect(m_engine, &Engine::importPlanned, this, &PanelService::importPlanned);
    connect(m_engine, &Engine::importRefused, this, &PanelService::importRefused);
    connect(m_engine, &Engine::imported, this, &PanelService::imported);
    connect(m_engine, &Engine::importUndone, this, &PanelService::importUndone);
    connect(m_engine, &Engine::lastOutcomeStored, this, &PanelService::lastOutcomeStored);
    connect(m_engine, &Engine::secretsNeedConsent, this, [this](const Error &why) {
        if (isSignalConnected(QMetaMethod::fromSignal(&PanelService::secretsNeedConsent)))
            Q_EMIT secretsNeedConsent(why);
        else
            answerSecretsQuestion(false); // a file that nobody was asked about is none that was agreed to
    });
    connect(m_engine, &Engine::auditLoaded, this, &PanelService::auditLoaded);
    connect(m_engine, &Engine::secretRevealed, this, &PanelService::secretRevealed);
    connect(m_engine, &Engine::secretNotRevealed, this, &PanelService::secretNotRevealed);
    connect(m_engine, &Engine::secretsUnreadable, this, &PanelService::secretsUnreadable);
    connect(m_engine, &Engine::secretsReadable, this, &PanelService::secretsReadable);
    connect(m_engine, &Engine::secretsMigrated, this, &PanelService::secretsMigrated);
    connect(m_engine, &Engine::secretsDropped, this, &PanelService::secretsDropped);
    connect(m_engine, &Engine::fileWritten, this, &PanelService::fileWritten);
    connect(m_engine, &Engine::fileFailed, this, &PanelService::fileFailed);
    connect(&m_engine->intake(), &IntakeEngine::statusChanged, this, &PanelService::intakeChanged);
    connect(&m_engine->intake(), &IntakeEngine::tokenMade, this, &PanelService::intakeTokenMade);
    connect(&m_engine->intake(), &IntakeEngine::testCame, this, &PanelService::intakeTestCame);
    connect(&m_engine->intake(), &IntakeEngine::secretsSetAside, this, &PanelService::secretsSetAside);
    connect(&m_engine->intake(), &IntakeEngine::failed, this, &PanelService::intakeTokenFailed);
    connect(m_engine, &Engine::finished, &m_thread, &QThread::quit, Qt::DirectConnection); // from the engine's own thread
    m_deliveries = std::make_unique<DeliveryClient>(m_engine->deliveries(), profile, clock);
    m_events = std::make_unique<EventClient>(m_engine->events());
    m_thread.start();
}

EngineClient::~EngineClient()
{
    // The end is the last order: QThread::quit() from here would overtake those that are queued already and lose them
    // (measured with Qt 6.4.2).
    m_events.reset();
    m_deliveries.reset();
    post([](Engine &engine) { engine.finish(); });
    m_thread.wait();
}

void EngineClient::post(const std::function<void(Engine &)> &order)
{
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine, order] { order(*engine); }, Qt::QueuedConnection);
}

void EngineClient::load()
{
    post([](Engine &engine) { engine.load(); });
}

void EngineClient::saveWebhook(const Webhook &webhook, const QByteArray &expectedRevision)
{
    post([=](Engine &engine) { engine.saveWebhook(webhook, expectedRevision); });
}

void EngineClient::setEnabled(const QList<WebhookId> &ids, bool enabled)
{
    post([=](Engine &engine) { engine.setEnabled(ids, enabled); });
}

void EngineClient::removeWebhooks(const QList<WebhookId> &ids)
{
    post([=](Engine &engine) { engine.removeWebhooks(ids); });
}

void EngineClient::restoreWebhooks(const QList<RemovedWebhook> &removed)
{
    post([=](Engine &engine) { engine.restoreWebhooks(removed); });
}

void EngineClient::savePreferences(const Preferences &preferences, const Preferences &before)
{
    post([=](Engine &engine) { engine.savePreferences(preferences, before); });
}

void EngineClient::trigger(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    post([=](Engine &engine) { engine.trigger(delivery, webhook, event); });
}

void EngineClient::cancelTrigger(const DeliveryId &delivery)
{
    post([=](Engine &engine) { engine.cancelTrigger(delivery); });
}

void EngineClient::addWebhooks(const QList<Webhook> &webhooks)
{
    post([=](Engine &engine) { engine.addWebhooks(webhooks); });
}

void EngineClient::exportDefinitions(const QString &path, const QList<WebhookId> &ids)
{
    post([=](Engine &engine) { engine.exportDefinitions(path, ids); });
}

void EngineClient::planImport(const QStringList &paths)
{
    post([=](Engine &engine) { engine.planImport(paths); });
}

void EngineClient::runImport(const ImportPlan &plan)
{
    post([=](Engine &engine) { engine.runImport(plan); });
}

void EngineClient::undoImport(const ImportReport &report)
{
    post([=](Engine &engine) { engine.undoImport(report); });
}

void EngineClient::saveWindowState(const WindowState &state)
{
    post([=](Engine &engine) { engine.saveWindowState(state); });
}

void EngineClient::forgetWebhooks(const QList<WebhookId> &ids)
{
    post([=](Engine &engine) { engine.forgetWebhooks(ids); });
}

void EngineClient::makeIntakeToken()
{
    post([](Engine &engine) { engine.intake().makeToken(); });
}

void EngineClient::revealSecret(const QString &reference)
{
    post([=](Engine &engine) { engine.revealSecret(reference); });
}

void EngineClient::readSecretsAgain()
{
    post([](Engine &engine) { engine.readSecretsAgain(); });
}

void EngineClient::loadAudit(const WebhookId &id, int skip, int limit)
{
    post([=](Engine &engine) { engine.loadAudit(id, skip, limit); });
}

void EngineClient::answerSecretsQuestion(bool mayUseFile)
{
    post([=](Engine &engine) { engine.answerSecretsQuestion(mayUseFile); });
}

void EngineClient::writeFile(const QString &path, const QByteArray &bytes)
{
    post([=](Engine &engine) { engine.writeFile(path, bytes); });
}

} // namespace hookpanel
