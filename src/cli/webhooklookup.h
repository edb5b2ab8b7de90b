// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/storedwebhook.h"

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

namespace hookpanel {

class WebhookStore;
struct CommandContext;

/// Finds webhooks by what people type: the exact id, then an exact name, then an id's beginning of at least 4
/// characters (product section 8).
class WebhookLookup
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::WebhookLookup)

public:
    static constexpr int shortestPrefix = 4;

    /// Fails with "usage" and the ids when several fit, with "not-found" when none does.
    static Expected<StoredWebhook> find(const WebhookStore &store, const QString &text);

    /// All of them, each once, in the order of `texts`; or the failures, one for each text that names none.
    static tl::expected<QList<StoredWebhook>, Failures> findAll(const WebhookStore &store, const QStringList &texts);

    /// The same for webhooks that are to be changed: fails also when one of them cannot be written.
    static tl::expected<QList<StoredWebhook>, Failures> findForWriting(const CommandContext &context,
                                                                       const QStringList &texts);

    /// What is missing when no webhook was named.
    static QString operand();

private:
    static Expected<StoredWebhook> findAmong(const QList<StoredWebhook> &all, const QString &text);
    static Failure ambiguous(const QString &text, const QList<StoredWebhook> &matches);
};

} // namespace hookpanel
