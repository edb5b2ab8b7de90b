// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/importer.h"

namespace hookpanel {

Importer::Importer(WebhookStore &webhooks, PreferencesStore &preferences)
    : m_webhooks(webhooks)
    , m_preferences(preferences)
{
}

ImportReport Importer::run(const ImportPlan &plan, const Progress &progress)
{
    ImportReport report;
    qsizetype done = 0;
    report.defaultHeaders = plan.defaultHeaders;
    report.defaultHeadersBefore = plan.defaultHeadersBefore;
    for (const ImportItem &item : plan.items) {
        if (progress)
            progress(done++, plan.items.size());
        if (item.action == ImportAction::Skip) {
            ++report.skipped;
            continue;
        }
        const auto saved = m_webhooks.save(item.webhook, item.expectedRevision);
        if (!saved) {
            report.error = saved.error();
            return report;
        }
        if (item.action == ImportAction::Add)
            report.added.append(*saved);
        else
            report.updated.append({*saved, item.before});
    }
    if (plan.changedDefaults.isEmpty())
        return report;
    const auto saved = m_preferences.replaceDefaultHeaders(plan.defaultHeaders, plan.defaultHeadersBefore);
    if (saved)
        report.defaultHeadersChanged = true;
    else
        report.error = saved.error();
    return report;
}

ImportUndone Importer::undo(const ImportReport &report)
{
    ImportUndone undone;
    for (const StoredWebhook &added : report.added) {
        const WebhookId id = added.webhook.id;
        const auto now = m_webhooks.load(id);
        if (now && now->revision != added.revision) {
            undone.errors.append(Error{.code = ErrorCode::ChangedElsewhere, .subject = added.webhook.name});
            continue;
        }
        const auto removed = m_webhooks.remove(id);
        if (removed || removed.error().code == ErrorCode::NoSuchWebhook)
            undone.gone.append(id);
        else
            undone.errors.append(removed.error());
    }
    for (const ImportReport::Update &update : report.updated) {
        const auto saved = m_webhooks.save(update.before, update.stored.revision);
        if (saved)
            undone.stored.append(*saved);
        else
            undone.errors.append(saved.error());
    }
    if (report.defaultHeadersChanged) {
        const auto saved = m_preferences.replaceDefaultHeaders(report.defaultHeadersBefore, report.defaultHeaders);
        if (!saved)
            undone.errors.append(saved.error());
    }
    return undone;
}

} // namespace hookpanel
