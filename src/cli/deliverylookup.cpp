// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliverylookup.h"

#include "store/deliveryhistory.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

Expected<Delivery> DeliveryLookup::find(DeliveryHistory *history, const QString &text)
{
    if (!history)
        return tl::unexpected(none(text));
    const Expected<DeliveryId> id = idOf(*history, text);
    if (!id)
        return tl::unexpected(id.error());
    const Result<std::optional<Delivery>> delivery = history->find(*id);
    if (!delivery)
        return tl::unexpected(Failure::of(delivery.error()));
    if (!*delivery)
        return tl::unexpected(none(text));
    return **delivery;
}

Failure DeliveryLookup::none(const QString &text)
{
    return Failure::noSuchName(tr("There is no delivery “%1”. See: hookpanel-cli deliveries").arg(text));
}

Expected<DeliveryId> DeliveryLookup::idOf(DeliveryHistory &history, const QString &text)
{
    if (const auto id = DeliveryId::fromString(text); !id.isNull())
        return id;
    if (text.size() < shortestPrefix)
        return DeliveryId();
    constexpr int enough = 10;
    const Result<QList<DeliveryId>> ids = history.idsBeginningWith(text, enough);
    if (!ids)
        return tl::unexpected(Failure::of(ids.error()));
    if (ids->size() <= 1)
        return ids->value(0);
    QStringList names;
    for (const DeliveryId &id : *ids)
        names.append(id.toString());
    return tl::unexpected(Failure::usage(tr("“%1” means several deliveries: %2").arg(text, names.join(u", "_s))));
}

QString DeliveryLookup::operand()
{
    return tr("the delivery (its id, or the start of it)");
}

} // namespace hookpanel
