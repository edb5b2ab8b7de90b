// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/fakepanelservice.h"

#include "core/secrets.h"

namespace hookpanel::test {

void FakePanelService::saveWebhook(const Webhook &webhook, const QByteArray &expectedRevision)
{
    saved.append({webhook, expectedRevision});
}

void FakePanelService::setEnabled(const QList<WebhookId> &ids, bool enabled)
{
    switched.append({ids, enabled});
}

void FakePanelService::removeWebhooks(const QList<WebhookId> &ids)
{
    removals.append(ids);
}

void FakePanelService::restoreWebhooks(const QList<RemovedWebhook> &removed)
{
    restored.append(removed);
}

void FakePanelService::savePreferences(const Preferences &preferences, const Preferences &before)
{
    savedPreferences.append({preferences, before});
}

void FakePanelService::trigger(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    triggered.append({delivery, webhook, event});
}

void FakePanelService::cancelTrigger(const DeliveryId &delivery)
{
    cancelled.append(delivery);
}

void FakePanelService::addWebhooks(const QList<Webhook> &webhooks)
{
    added.append(webhooks);
}

void FakePanelService::exportDefinitions(const QString &path, const QList<WebhookId> &ids)
{
    exports.append({path, ids});
}

void FakePanelService::planImport(const QStringList &paths)
{
    importFiles.append(paths);
}

void FakePanelService::runImport(const ImportPlan &plan)
{
    importRuns.append(plan);
}

void FakePanelService::undoImport(const ImportReport &report)
{
    importUndos.append(report);
}

void FakePanelService::saveWindowState(const WindowState &state)
{
    windowStates.append(state);
}

Environment FakePanelService::environment() const
{
    return [all = variables](const QString &name) {
        return all.contains(name) ? std::optional(all.value(name)) : std::nullopt;
    };
}

void FakePanelService::writeFile(const QString &path, const QByteArray &bytes)
{
    written.append({path, bytes});
}

void FakePanelService::loadAudit(const WebhookId &id, int skip, int limit)
{
    auditLoads.append(id);
    Q_EMIT auditLoaded(id, skip, audit.mid(skip, limit));
}

void FakePanelService::answerSave(const QByteArray &revision)
{
    StoredWebhook stored;
    stored.webhook = saved.last().webhook;
    kept.insert(secrets::takeTyped(stored.webhook));
    stored.revision = revision;
    Q_EMIT webhookSaved(stored);
}

void FakePanelService::failSave(ErrorCode code, const QString &subject, const QString &detail)
{
    Error error;
    error.code = code;
    error.subject = subject;
    error.detail = detail;
    Q_EMIT saveFailed(saved.last().webhook.id, error);
}

} // namespace hookpanel::test
