// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliveryfilter.h"

#include <algorithm>
#include <array>

namespace hookpanel {

bool DeliveryFilter::matches(const Delivery &delivery) const
{
    if (!states.isEmpty() && !states.contains(delivery.state))
        return false;
    if (!webhook.isNull() && webhook != delivery.webhook)
        return false;
    if (!eventType.isEmpty() && eventType != delivery.eventType)
        return false;
    if (test && *test != delivery.test)
        return false;
    if ((from.isValid() && delivery.createdAt < from) || (to.isValid() && delivery.createdAt >= to))
        return false;
    if (text.isEmpty() || (delivery.outcome && textOutcomes.contains(delivery.outcome->kind)))
        return true;
    return searchableText(delivery.url, delivery.webhookName, delivery.eventType).contains(folded(text));
}

QString searchableText(const QString &url, const QString &webhookName, const QString &eventType)
{
    return folded(url + u'\n' + webhookName + u'\n' + eventType); // no text that is searched for holds a line end
}

QString folded(const QString &text)
{
    return text.toCaseFolded();
}

} // namespace hookpanel
