// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/recipients.h"

#include "core/jsontext.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// What the payload calls its content type: model, uid, both or none.
QStringList contentTypesOf(const Event &event)
{
    QStringList names;
    if (const auto payload = JsonText::parse(event.payload)) {
        for (const QString &key : {u"model"_s, u"uid"_s}) {
            if (const auto name = payload->string(key))
                names.append(*name);
        }
    }
    return names;
}

std::optional<NotSentReason> reasonFor(const Webhook &webhook, const QString &type, const QStringList &contentTypes)
{
    if (!webhook.enabled)
        return NotSentReason::Disabled;
    if (!webhook.events.contains(type))
        return NotSentReason::NotSubscribed;
    const bool isWanted = webhook.contentTypes.all || contentTypes.isEmpty() // the event is of none, as a media event
        || std::any_of(contentTypes.cbegin(), contentTypes.cend(),
                       [&](const QString &name) { return webhook.contentTypes.contains(name); });
    return isWanted ? std::nullopt : std::make_optional(NotSentReason::ContentType);
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
    }
    Q_UNREACHABLE();
}

QList<Recipient> recipientsOf(const Event &event, const QList<StoredWebhook> &webhooks)
{
    const QStringList contentTypes = contentTypesOf(event);
    QList<Recipient> recipients;
    recipients.reserve(webhooks.size());
    for (const StoredWebhook &stored : webhooks) {
        const Webhook &webhook = stored.webhook;
        recipients.append({webhook.id, webhook.name, webhook.url, reasonFor(webhook, event.type, contentTypes)});
    }
    return recipients;
}

} // namespace hookpanel
