// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/webhook.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace hookpanel {

/// What an audit knows about one field: its value before and afterwards, in the JSON of product section 8, secrets masked.
struct AuditChange {
    QString field; ///< Key of the field in that JSON.
    QJsonValue before;
    QJsonValue after;

    bool operator==(const AuditChange &) const = default;
};

enum class AuditAction { Added, Changed, Removed, Restored };

/// One thing that was done to a webhook.
struct AuditEntry {
    QDateTime at; ///< UTC.
    QString program; ///< "hookpanel", "hookpanel-cli edit", …; "other" for what was only noticed afterwards.
    WebhookId webhook;
    QString name; ///< As it was then.
    AuditAction action = AuditAction::Changed;
    QList<AuditChange> changes;
    QByteArray revision; ///< Of the webhook afterwards; empty when it was removed.

    bool operator==(const AuditEntry &) const = default;
};

namespace audit {

/// In which fields two versions of a webhook differ. A secret that was replaced shows as one with `"changed": true`.
[[nodiscard]] QList<AuditChange> changesBetween(const Webhook &before, const Webhook &after);

/// "added", "changed", "removed", "restored".
[[nodiscard]] QString actionKey(AuditAction action);

/// One line of the log, and what `hookpanel-cli audit` prints. The reader gives nothing for what is no entry.
[[nodiscard]] QJsonObject toJson(const AuditEntry &entry);
[[nodiscard]] std::optional<AuditEntry> fromJson(const QJsonObject &object);

} // namespace audit
} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::AuditEntry)
