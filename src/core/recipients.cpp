// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/recipients.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

std::optional<NotSentReason> reasonFor(const Webhook &webhook, const RuledEvent &ruled, Edition edition)
{
    if (!webhook.enabled)
        return NotSentReason::Disabled;
    if (ruled.event.type == triggerTest || !webhook.events.contains(ruled.event.type)) // not even "all" is the test event
        return NotSentReason::NotSubscribed;
    const QStringList &contentTypes = ruled.contentTypes;
    // A media event is of none. An event of entries that does not say of which passes no choice of content types.
    const bool isOfNone = contentTypes.isEmpty() && !ruled.event.type.startsWith(u"entry."_s)
        && !ruled.event.type.startsWith(u"review-workflows."_s);
    const bool isWanted = webhook.contentTypes.all || isOfNone
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
        recipients.append({webhook.id, webhook.name, webhook.url, reasonFor(webhook, ruled, edition)});
    }
    return recipients;
}

} // namespace hookpanel
