// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/outcome.h"
#include "core/result.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>

#include <algorithm>
#include <optional>

namespace hookpanel {

/// A webhook as a store holds it: the value, what is wrong with it, and what a save must compare with.
struct StoredWebhook {
    Webhook webhook;
    Problems problems; ///< Broken rules and unreadable values; a webhook with problems is shown, never dropped.
    QByteArray revision; ///< Changes whenever the stored bytes change.
    bool readOnly = false; ///< A newer version wrote it.
    QString keptCopy = {}; ///< Where the write that returned this put the bytes of the damaged file that it replaced.

    /// Whether something is wrong. That it was changed in an editor is worth a sentence, but no warning.
    [[nodiscard]] bool needsAttention() const
    {
        return std::any_of(problems.cbegin(), problems.cend(),
                           [](const Problem &problem) { return problem.cause != Cause::ChangedByHand; });
    }

    /// Whether its file can be read at all, if not whole.
    [[nodiscard]] bool isReadable() const { return !hasProblem(Rule::FileUnreadable); }

    /// Whether its file says if it is enabled.
    [[nodiscard]] bool isSwitchKnown() const { return isReadable() && !hasProblem(Rule::ValueUnreadable, Field::Enabled); }

    /// Whether nothing of it was lost or is unreadable: else what is sent would be another request.
    [[nodiscard]] bool isWhole() const
    {
        return isReadable() && !hasProblem(Rule::FileDamaged) && !hasProblem(Rule::ValueUnreadable);
    }

    /// Whether the value of this field is what was saved: of a damaged file nobody knows that. For the switch, see
    /// isSwitchKnown().
    [[nodiscard]] bool isKnown(Field field) const
    {
        return isReadable() && !hasProblem(Rule::FileDamaged) && !hasProblem(Rule::ValueUnreadable, field);
    }

    bool operator==(const StoredWebhook &) const = default;

private:
    [[nodiscard]] bool hasProblem(Rule rule, std::optional<Field> field = {}) const
    {
        return std::any_of(problems.cbegin(), problems.cend(), [&](const Problem &problem) {
            return problem.rule == rule && (!field || problem.field == *field);
        });
    }
};

/// A webhook that was removed, whole, so that it can be put back exactly as it was.
struct RemovedWebhook {
    WebhookId id;
    QString name;
    QByteArray bytes;

    bool operator==(const RemovedWebhook &) const = default;
};

/// How the last attempt of a webhook ended: for the list.
struct LastOutcome {
    Outcome outcome;
    qint64 durationMs = 0;
    QDateTime at;
    bool test = false;
    QDateTime retryAt = {}; ///< When the next attempt is to start; invalid when none is. Not kept in files.

    bool operator==(const LastOutcome &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::StoredWebhook)
Q_DECLARE_METATYPE(hookpanel::RemovedWebhook)
Q_DECLARE_METATYPE(hookpanel::LastOutcome)
