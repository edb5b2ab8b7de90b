// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventnote.h"
#include "core/eventrules.h"
#include "core/hold.h"
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

    /// Unreadable when its file is not whole and what can be read of it does not exclude the event: it gets a delivery,
    /// which waits until the file is whole.
    Hold hold = Hold::None;

    bool operator==(const Recipient &) const = default;
};

/// Who gets an event, and why the others do not: every webhook, in the order given. `edition` is the one that is chosen in
/// the preferences. Pure: screen, command line and history agree. Nothing accepted is lost: a value that was lost with a
/// part of a file is no reason.
[[nodiscard]] QList<Recipient> recipientsOf(const RuledEvent &ruled, const QList<StoredWebhook> &webhooks, Edition edition);

/// What the sender should know of those whose delivery waits for a whole file; nothing where there are none.
[[nodiscard]] std::optional<EventNote> noteAboutUnreadable(const QList<Recipient> &recipients);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Recipient)
