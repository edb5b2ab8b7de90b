// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <functional>

namespace hookpanel {

/// What an undone import left.
struct ImportUndone {
    QList<WebhookId> gone; ///< Those that the import had added.
    QList<StoredWebhook> stored; ///< Those that it had updated, as they were before.
    QList<Error> errors; ///< What could not be undone, because it was changed since or cannot be written.
};

/// Carries plans of imports out. Owns neither store; lives in their thread.
class Importer
{
public:
    Importer(WebhookStore &webhooks, PreferencesStore &preferences);

    /// Is told how many of how many webhooks are done, before each.
    using Progress = std::function<void(qsizetype done, qsizetype all)>;

    /// Writes what the plan says, webhook by webhook, and stops at the first that cannot be written. What was changed
    /// since the plan was made is not overwritten: ChangedElsewhere.
    [[nodiscard]] ImportReport run(const ImportPlan &plan, const Progress &progress = {});

    /// Takes an import back, but for what was changed since.
    [[nodiscard]] ImportUndone undo(const ImportReport &report);

private:
    WebhookStore &m_webhooks;
    PreferencesStore &m_preferences;
};

} // namespace hookpanel
