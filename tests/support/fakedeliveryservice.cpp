// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/fakedeliveryservice.h"

#include <algorithm>

namespace hookpanel::test {

void FakeDeliveryService::requestPage(int ticket, const DeliveryFilter &filter, DeliveryPage::Place place, qint64 position,
                                      int limit)
{
    askedFilters.append(filter);
    DeliveryPage page{ticket, place, {}, false};
    for (const Delivery &delivery : std::as_const(history)) {
        const bool wanted = place == DeliveryPage::Place::Newest
            || (place == DeliveryPage::Place::Older ? delivery.position < position : delivery.position > position);
        if (wanted && filter.matches(delivery))
            page.deliveries.append(delivery);
    }
    page.isLast = page.deliveries.size() <= limit;
    const qsizetype count = qMin<qsizetype>(limit, page.deliveries.size());
    page.deliveries = place == DeliveryPage::Place::Newer ? page.deliveries.last(count) : page.deliveries.first(count);
    answers.append(page);
    if (!holdBack)
        QMetaObject::invokeMethod(this, &FakeDeliveryService::answer, Qt::QueuedConnection);
}

void FakeDeliveryService::requestDetails(const DeliveryId &id)
{
    const auto found = std::find_if(history.cbegin(), history.cend(), [&](const Delivery &one) { return one.id == id; });
    if (found == history.cend())
        Q_EMIT detailsGone(id);
    else
        Q_EMIT detailsReady(*found, attempts.value(id), payloads.value(id));
}

void FakeDeliveryService::requestSummary()
{
    ++summariesAsked;
    Q_EMIT summaryReady(summary);
}

void FakeDeliveryService::requestEvents(int ticket, const WebhookId &notSentTo, const EventId &wanted)
{
    eventsAskedFor.append(notSentTo);
    eventsWanted.append(wanted);
    Q_EMIT eventsReady(ticket, events);
}

void FakeDeliveryService::requestRecipients(const EventId &id)
{
    QList<Delivery> deliveries = history;
    deliveries.removeIf([&id](const Delivery &delivery) { return delivery.event != id; });
    Q_EMIT recipientsReady(id, deliveries, notSent.value(id));
}

void FakeDeliveryService::exportDeliveries(const QString &path, DeliveryFormat format, const DeliveryFilter &filter)
{
    exports.append({path, format, filter});
}

Delivery &FakeDeliveryService::add(const QString &webhookName, const QString &eventType)
{
    Delivery delivery;
    delivery.position = ++lastPosition;
    // The same in each picture.
    delivery.id
        = DeliveryId::fromString(QStringLiteral("6a1f0c52-0000-4000-8000-%1").arg(lastPosition, 12, 10, QLatin1Char('0')));
    delivery.event = EventId::create();
    delivery.eventType = eventType;
    delivery.webhook = WebhookId::create();
    delivery.webhookName = webhookName;
    delivery.url = QStringLiteral("https://search.example.com/hooks/reindex");
    delivery.createdAt = firstCreatedAt.addSecs(lastPosition);
    delivery.dueAt = delivery.createdAt;
    history.prepend(delivery);
    payloads.insert(delivery.id, R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z"})");
    return history.first();
}

void FakeDeliveryService::change(const Delivery &delivery)
{
    const auto found
        = std::find_if(history.begin(), history.end(), [&](const Delivery &one) { return one.id == delivery.id; });
    if (found != history.end())
        *found = delivery;
    Q_EMIT deliveriesUpdated({delivery});
}

} // namespace hookpanel::test
