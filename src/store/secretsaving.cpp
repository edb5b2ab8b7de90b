// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretsaving.h"

#include "core/credentials.h"
#include "core/secrets.h"
#include "store/preferencesstore.h"
#include "store/secretvault.h"
#include "store/webhookstore.h"

#include <algorithm>

namespace hookpanel::secretsaving {

namespace {

void add(SecretTexts &all, const SecretTexts &more)
{
    for (auto it = more.cbegin(); it != more.cend(); ++it)
        all.insert(it.key(), *it);
}

bool holdsClear(const Headers &headers)
{
    return std::any_of(headers.cbegin(), headers.cend(),
                       [](const Header &header) { return !header.isSecret && credentials::isIn(header); });
}

QStringList lost(const Headers &before, const Headers &after)
{
    Webhook one;
    Webhook other;
    one.headers = before;
    other.headers = after;
    return secrets::lost(one, other);
}

/// A command ends when it is done: not before these are gone. That they stay, when they cannot be forgotten, harms nobody.
void forget(SecretVault &vault, const QStringList &references, QObject *context, const std::function<void()> &done)
{
    vault.change({}, references, context, [done](const Result<void> &) { done(); });
}

} // namespace

void save(WebhookStore &webhooks, SecretVault &vault, const Webhook &webhook,
          const std::optional<QByteArray> &expectedRevision, const QDateTime &now, QObject *context, const Saved &done)
{
    Webhook wanted = webhook;
    wanted.headers = secrets::markedByDefault(wanted.headers);
    wanted.signingKeys = secrets::withoutEnded(wanted.signingKeys, now);
    const SecretTexts taken = secrets::takeTyped(wanted);
    const auto before = webhook.id.isNull() ? failure(ErrorCode::NoSuchWebhook) : webhooks.load(webhook.id);
    const QStringList gone = before ? secrets::lost(before->webhook, wanted) : QStringList();
    vault.keep(taken, context, [=, &webhooks, &vault](const Result<void> &kept) {
        if (!kept) {
            done(tl::unexpected(kept.error()));
            return;
        }
        const auto saved = webhooks.save(wanted, expectedRevision);
        forget(vault, saved ? gone : taken.keys(), context, [saved, done] { done(saved); });
    });
}

void save(PreferencesStore &store, SecretVault &vault, const Preferences &preferences, const Preferences &before,
          QObject *context, const Done &done)
{
    Preferences wanted = preferences;
    wanted.defaultHeaders = secrets::markedByDefault(wanted.defaultHeaders);
    const SecretTexts taken = secrets::takeTyped(wanted.defaultHeaders);
    vault.keep(taken, context, [=, &store, &vault](const Result<void> &kept) {
        const auto saved = kept ? store.save(wanted, before) : kept;
        const QStringList gone = saved ? lost(before.defaultHeaders, wanted.defaultHeaders) : taken.keys();
        forget(vault, kept ? gone : QStringList(), context, [saved, done] { done(saved); });
    });
}

void keepOf(const ImportPlan &plan, SecretVault &vault, QObject *context,
            const std::function<void(const Result<ImportPlan> &plan)> &done)
{
    ImportPlan wanted = plan;
    SecretTexts taken;
    for (ImportItem &item : wanted.items) {
        if (item.action != ImportAction::Skip)
            add(taken, secrets::takeTyped(item.webhook));
    }
    add(taken, secrets::takeTyped(wanted.defaultHeaders));
    vault.keep(taken, context, [wanted, done](const Result<void> &kept) {
        done(kept ? Result<ImportPlan>(wanted) : tl::unexpected(kept.error()));
    });
}

void migrate(WebhookStore &webhooks, PreferencesStore &preferences, SecretVault &vault, QObject *context,
             const std::function<void(const Migrated &migrated)> &done)
{
    QList<std::pair<StoredWebhook, QStringList>> found; // with the references that are new
    SecretTexts taken;
    const QList<StoredWebhook> all = webhooks.loadAll().value_or(QList<StoredWebhook>());
    for (StoredWebhook stored : all) {
        if (stored.readOnly || !stored.isWhole() || !holdsClear(stored.webhook.headers))
            continue;
        stored.webhook.headers = secrets::markedByDefault(stored.webhook.headers);
        const SecretTexts fresh = secrets::takeTyped(stored.webhook);
        add(taken, fresh);
        found.append({stored, fresh.keys()});
    }
    const auto loaded = preferences.loadWithProblems();
    const Headers before = loaded && !loaded->hasUnreadableDefaultHeaders() ? loaded->preferences.defaultHeaders : Headers();
    Headers defaults = secrets::markedByDefault(before);
    const bool hasDefaults = holdsClear(before);
    const SecretTexts ofDefaults = secrets::takeTyped(defaults);
    add(taken, ofDefaults);
    if (taken.isEmpty()) {
        done({});
        return;
    }
    vault.keep(taken, context, [=, &webhooks, &preferences, &vault](const Result<void> &kept) {
        Migrated migrated;
        if (!kept) {
            migrated.errors.append(kept.error());
            done(migrated);
            return;
        }
        QStringList unused;
        for (const auto &[stored, fresh] : found) {
            if (const auto saved = webhooks.save(stored.webhook, stored.revision)) {
                ++migrated.webhooks;
            } else {
                migrated.errors.append(saved.error());
                unused += fresh; // and not what was kept before
            }
        }
        if (hasDefaults) {
            const auto saved = preferences.replaceDefaultHeaders(defaults, before);
            migrated.defaultHeaders = saved.has_value();
            if (!saved) {
                migrated.errors.append(saved.error());
                unused += ofDefaults.keys();
            }
        }
        forget(vault, unused, context, [migrated, done] { done(migrated); });
    });
}

} // namespace hookpanel::secretsaving
