// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventrules.h"
#include "core/storedwebhook.h"

#include <QList>
#include <QMetaType>

#include <optional>

namespace hookpanel {

/// Why a webhook does not get an event: the first of these that is true.
enum class NotSentReason {
    Disabled,
    NotSubscribed,
    ContentType,
    Edition, ///< No event of this type comes from the edition of Strapi that is chosen.
};

/// "not-subscribed": the name in JSON.
[[nodiscard]] QString notSentKey(NotSentReason reason);

[[nodiscard]] std::optional<NotSentReason> notSentFromKey(const QString &key);

/// One webhook and whether it gets an event.
struct Recipient {
    WebhookId webhook;
    QString name;
    QString url; ///< As typed.
    std::optional<NotSentReason> reason; ///< Nothing when it gets the event.

    bool operator==(const Recipient &) const = default;
};

/// Who gets an event, and why the others do not: every webhook, in the order given. `edition` is the one that is chosen in
/// the preferences. Pure: screen, command line and history agree.
[[nodiscard]] QList<Recipient> recipientsOf(const RuledEvent &ruled, const QList<StoredWebhook> &webhooks, Edition edition);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Recipient)
