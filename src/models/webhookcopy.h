// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/webhook.h"

#include <QCoreApplication>

namespace hookpanel {

/// Copies of webhooks for Duplicate.
class WebhookCopy
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::WebhookCopy)

public:
    /// A copy under a new id and the name "<name> (copy)", or "(copy 2)" and so on where that is taken; of a long name the
    /// beginning is kept. It is Disabled: it has the same endpoint and event types, and an enabled one would tell that
    /// endpoint everything twice from the moment it is stored.
    [[nodiscard]] static Webhook of(const Webhook &webhook, const QStringList &takenNames);

private:
    static QString nameFor(const QString &name, const QStringList &takenNames);
};

} // namespace hookpanel
