// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's part in exports, imports and copies.

#include "app/engine.h"
#include "core/definitionsimport.h"
#include "core/definitionswriter.h"
#include "core/secrets.h"
#include "store/definitionsfile.h"
#include "store/importer.h"
#include "store/secretsaving.h"

#include <QSet>

namespace hookpanel {

void Engine::addWebhooks(const QList<Webhook> &webhooks)
{
    for (const Webhook &webhook : webhooks)
        addCopy(webhook);
}

/// Its secrets are copied, too: each webhook has its own, which go with it.
void Engine::addCopy(const Webhook &webhook)
{
    const auto complete = secrets::lookedUp(webhook, m_vault.lookup());
    if (!complete) {
        report(webhook.id, tl::unexpected(complete.error()));
        return;
    }
    secretsaving::save(m_webhooks, m_vault, *complete, QByteArray(), m_clock.nowUtc(), this,
                       [this, id = webhook.id](const Result<StoredWebhook> &saved) { report(id, saved); });
}

void Engine::exportDefinitions(const QString &path, const QList<WebhookId> &ids)
{
    const auto loaded = m_webhooks.loadAll();
    const auto preferences = m_preferences.loadWithProblems();
    if (!loaded || !preferences) {
        Q_EMIT failed(loaded ? preferences.error() : loaded.error());
        return;
    }
    QList<StoredWebhook> webhooks = *loaded;
    if (!ids.isEmpty()) {
        const QSet<WebhookId> wanted(ids.cbegin(), ids.cend());
        webhooks.removeIf([&wanted](const StoredWebhook &stored) { return !wanted.contains(stored.webhook.id); });
    }
    const bool isWhole = ids.isEmpty();
    auto written
        = writeDefinitions(webhooks, isWhole ? preferences->preferences.defaultHeaders : Headers(), m_clock.nowUtc());
    written.report.defaultHeadersUnreadable = isWhole && preferences->hasUnreadableDefaultHeaders();
    if (const auto done = definitionsfile::write(path, written.json, definitionsfile::Streams::Refused); !done)
        Q_EMIT failed(done.error());
    else
        Q_EMIT exported(path, written.report);
}

void Engine::planImport(const QStringList &paths)
{
    const auto definitions = definitionsfile::readDefinitions(paths, definitionsfile::Streams::Refused);
    if (!definitions) {
        Q_EMIT importRefused(definitions.error());
        return;
    }
    const auto loaded = m_webhooks.loadAll();
    const auto preferences = m_preferences.load();
    if (!loaded || !preferences) {
        Q_EMIT failed(loaded ? preferences.error() : loaded.error());
        return;
    }
    const auto plan = hookpanel::planImport(*definitions, *loaded, *preferences, m_catalogue);
    if (plan)
        Q_EMIT importPlanned(*plan);
    else
        Q_EMIT importRefused(plan.error());
}

void Engine::runImport(const ImportPlan &plan)
{
    secretsaving::keepOf(plan, m_vault, this, [this](const Result<ImportPlan> &kept) {
        if (kept)
            carryOut(*kept);
        else
            Q_EMIT imported(ImportReport{.error = kept.error()});
    });
}

void Engine::carryOut(const ImportPlan &plan)
{
    const ImportReport report = Importer(m_webhooks, m_preferences).run(plan);
    for (const StoredWebhook &added : report.added)
        m_told.insert(added.webhook.id, added);
    for (const ImportReport::Update &update : report.updated)
        m_told.insert(update.stored.webhook.id, update.stored);
    Q_EMIT imported(report);
    m_deliveries.wake();
    tellPreferencesIfChanged();
}

void Engine::undoImport(const ImportReport &report)
{
    // Part by part, so that it is known which of them failed.
    ImportReport left;
    QList<Error> errors;
    QList<WebhookId> gone;
    Importer importer(m_webhooks, m_preferences);
    const auto takeBack = [&](const ImportReport &part) {
        const ImportUndone undone = importer.undo(part);
        gone += undone.gone;
        for (const StoredWebhook &stored : undone.stored)
            this->report(stored.webhook.id, stored);
        bool mayHelp = false;
        for (const Error &error : undone.errors) {
            if (!mayHelpToTryAgain(error.code)) {
                Q_EMIT failed(error);
                continue;
            }
            errors.append(error);
            mayHelp = true;
        }
        return !mayHelp;
    };
    for (const StoredWebhook &added : report.added) {
        if (!takeBack({.added = {added}}))
            left.added.append(added);
        else if (gone.contains(added.webhook.id))
            m_vault.forget(secrets::references(added.webhook));
    }
    for (const ImportReport::Update &update : report.updated) {
        if (!takeBack({.updated = {update}}))
            left.updated.append(update);
    }
    ImportReport headers = report;
    headers.added.clear();
    headers.updated.clear();
    if (!takeBack(headers)) {
        left.defaultHeadersChanged = true;
        left.defaultHeaders = report.defaultHeaders;
        left.defaultHeadersBefore = report.defaultHeadersBefore;
    }
    for (const WebhookId &id : std::as_const(gone))
        m_told.remove(id);
    if (!gone.isEmpty()) {
        m_deliveries.forgetWebhooks(gone);
        Q_EMIT webhooksGone(gone);
    }
    tellPreferencesIfChanged();
    Q_EMIT importUndone(left, errors);
}

void Engine::saveWindowState(const WindowState &state)
{
    (void)m_window.save(state); // no loss: the next window is as it is made
}

} // namespace hookpanel
