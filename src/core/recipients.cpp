// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/recipients.h"

#include "core/redaction.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

std::optional<NotSentReason> reasonFor(const StoredWebhook &stored, const RuledEvent &ruled, Edition edition)
{
    const Webhook &webhook = stored.webhook;
    if (stored.isSwitchKnown() && !webhook.enabled)
        return NotSentReason::Disabled;
    if (ruled.event.type == triggerTest) // not even "all" is the test event
        return NotSentReason::NotSubscribed;
    if (stored.isKnown(Field::Events) && !webhook.events.contains(ruled.event.type))
        return NotSentReason::NotSubscribed;
    const QStringList &contentTypes = ruled.contentTypes;
    // A media event is of none. An event of entries that does not say of which passes no choice of content types.
    const bool isOfNone = contentTypes.isEmpty() && !ruled.event.type.startsWith(u"entry."_s)
        && !ruled.event.type.startsWith(u"review-workflows."_s);
    const bool isWanted = !stored.isKnown(Field::ContentTypes) || webhook.contentTypes.all || isOfNone
        || std::any_of(contentTypes.cbegin(), contentTypes.cend(),
                       [&](const QString &name) { return webhook.contentTypes.contains(name); });
    if (!isWanted)
        return NotSentReason::ContentType;
    if (ruled.edition == Edition::Enterprise && edition == Edition::Community)
        return NotSentReason::Edition;
    return std::nullopt;
}

} // namespace

QString notSentKey(NotSentReason reason)
{
    switch (reason) {
    case NotSentReason::Disabled:
        return u"disabled"_s;
    case NotSentReason::NotSubscribed:
        return u"not-subscribed"_s;
    case NotSentReason::ContentType:
        return u"content-type"_s;
    case NotSentReason::Edition:
        return u"edition"_s;
    }
    Q_UNREACHABLE();
}

std::optional<NotSentReason> notSentFromKey(const QString &key)
{
    using enum NotSentReason;
    for (const NotSentReason reason : {Disabled, NotSubscribed, ContentType, Edition}) {
        if (notSentKey(reason) == key)
            return reason;
    }
    return std::nullopt;
}

QList<Recipient> recipientsOf(const RuledEvent &ruled, const QList<StoredWebhook> &webhooks, Edition edition)
{
    QList<Recipient> recipients;
    recipients.reserve(webhooks.size());
    for (const StoredWebhook &stored : webhooks) {
        const Webhook &webhook = stored.webhook;
        const auto reason = reasonFor(stored, ruled, edition);
        const Hold hold = reason || stored.isWhole() ? Hold::None : Hold::Unreadable;
        recipients.append({webhook.id, webhook.name, redaction::url(webhook.url), reason, hold});
    }
    return recipients;
}

std::optional<EventNote> noteAboutUnreadable(const QList<Recipient> &recipients)
{
    EventNote note{EventNote::Kind::WebhookUnreadable, {}, 0};
    for (const Recipient &recipient : recipients) {
        if (recipient.hold != Hold::Unreadable)
            continue;
        if (note.subjects.size() == EventNote::mostPaths)
            ++note.more;
        else
            note.subjects.append(recipient.name.isEmpty() ? recipient.webhook.toString() : recipient.name);
    }
    return note.subjects.isEmpty() ? std::nullopt : std::optional(note);
}

} // namespace hookpanel
