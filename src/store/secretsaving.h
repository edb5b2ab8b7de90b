// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"
#include "core/preferences.h"
#include "core/storedwebhook.h"

#include <functional>
#include <optional>

class QObject;

namespace hookpanel {

class PreferencesStore;
class SecretVault;
class WebhookStore;

/// Writing what holds secrets, in the one order that loses none: the secrets are kept first, then the file that refers to
/// them is written, and what nothing refers to any more is forgotten last. When the file cannot be written, the new secrets
/// are forgotten again. Ended keys of signatures go as well.
///
/// Each function calls `done` once: from within, where there is nothing to keep or it is kept in a file; not at all when
/// the context is gone by then. The stores must live until then.
namespace secretsaving {

using Saved = std::function<void(const Result<StoredWebhook> &saved)>;
using Done = std::function<void(const Result<void> &done)>;

/// See WebhookStore::save().
void save(WebhookStore &webhooks, SecretVault &vault, const Webhook &webhook,
          const std::optional<QByteArray> &expectedRevision, const QDateTime &now, QObject *context, const Saved &done);

/// See PreferencesStore::save().
void save(PreferencesStore &store, SecretVault &vault, const Preferences &preferences, const Preferences &before,
          QObject *context, const Done &done);

/// Keeps the secrets of a plan, which then refers to them: before it is carried out.
void keepOf(const ImportPlan &plan, SecretVault &vault, QObject *context,
            const std::function<void(const Result<ImportPlan> &plan)> &done);

/// What a migration found to do, and did.
struct Migrated {
    int webhooks = 0; ///< Whose secrets are kept apart now.
    bool defaultHeaders = false;
    QList<Error> errors; ///< Why others were not written; they are as they were.

    [[nodiscard]] bool isNothing() const { return webhooks == 0 && !defaultHeaders && errors.isEmpty(); }
};

/// Takes credentials that stand in clear in the files of webhooks and default headers, as earlier versions left them, and
/// keeps them apart. Nothing is lost when it is cut: each file is as it was, or refers to what is kept. Files that are
/// damaged, or that a newer version wrote, stay as they are.
void migrate(WebhookStore &webhooks, PreferencesStore &preferences, SecretVault &vault, QObject *context,
             const std::function<void(const Migrated &migrated)> &done);

} // namespace secretsaving
} // namespace hookpanel
