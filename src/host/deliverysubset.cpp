// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliverysubset.h"

#include <algorithm>

namespace hookpanel {

DeliverySubset::DeliverySubset(DeliveryRepository &all, const QList<Delivery> &deliveries,
                               const std::function<void()> &mayBeDone)
    : m_all(all)
    , m_mayBeDone(mayBeDone)
{
    for (const Delivery &delivery : deliveries) {
        m_order.append(delivery.id);
        m_known.insert(delivery.id, delivery);
        m_begunBefore.insert(delivery.id, delivery.attempts);
    }
}

bool DeliverySubset::waits(const Delivery &delivery) const
{
    const bool isWaiting = delivery.state == DeliveryState::Pending || delivery.state == DeliveryState::WaitingRetry;
    return isWaiting && delivery.attempts == m_begunBefore.value(delivery.id) && !m_allLeftOut
        && !m_leftOut.contains(delivery.webhook);
}

bool DeliverySubset::isDone() const
{
    return std::none_of(m_known.cbegin(), m_known.cend(), [this](const Delivery &delivery) {
        return waits(delivery) || delivery.state == DeliveryState::Attempting;
    });
}

void DeliverySubset::leaveOut(const WebhookId &webhook)
{
    m_leftOut.insert(webhook);
    m_mayBeDone();
}

void DeliverySubset::leaveOutAll()
{
    m_allLeftOut = true;
    m_mayBeDone();
}

Result<QList<WebhookId>> DeliverySubset::webhooksWithDue(const QDateTime &now)
{
    QList<WebhookId> webhooks;
    for (const Delivery &delivery : m_known) {
        if (waits(delivery) && delivery.dueAt <= now && !webhooks.contains(delivery.webhook))
            webhooks.append(delivery.webhook);
    }
    std::sort(webhooks.begin(), webhooks.end(),
              [](const WebhookId &one, const WebhookId &other) { return one.toString() < other.toString(); });
    return webhooks;
}

Result<QList<DeliveryId>> DeliverySubset::due(const WebhookId &webhook, const QDateTime &now, int limit)
{
    QList<DeliveryId> ids;
    for (const DeliveryId &id : m_order) {
        const Delivery delivery = m_known.value(id);
        if (delivery.webhook == webhook && waits(delivery) && delivery.dueAt <= now && ids.size() < limit)
            ids.append(id);
    }
    return ids;
}

Result<QDateTime> DeliverySubset::nextDue(const QList<WebhookId> &except)
{
    QDateTime next;
    for (const Delivery &delivery : m_known) {
        const bool counts = waits(delivery) && !except.contains(delivery.webhook);
        if (counts && (!next.isValid() || delivery.dueAt < next))
            next = delivery.dueAt;
    }
    return next;
}

Result<QList<ClaimedDelivery>> DeliverySubset::claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                     const Preparation &prepare)
{
    const auto claimed = m_all.claim(ids, now, prepare);
    if (claimed) {
        if (const auto seen = lookAt(ids); !seen) // those that somebody stopped meanwhile, too
            return tl::unexpected(seen.error());
    }
    return claimed;
}

Result<void> DeliverySubset::record(const QList<EndedAttempt> &ended)
{
    const auto recorded = m_all.record(ended);
    if (!recorded)
        return recorded;
    QList<DeliveryId> ids;
    for (const EndedAttempt &one : ended)
        ids.append(one.attempt.delivery);
    return lookAt(ids);
}

Result<void> DeliverySubset::lookAt(const QList<DeliveryId> &ids)
{
    for (const DeliveryId &id : ids) {
        const auto delivery = m_all.find(id);
        if (!delivery)
            return tl::unexpected(delivery.error());
        if (*delivery)
            m_known.insert(id, **delivery);
    }
    m_mayBeDone();
    return {};
}

Result<int> DeliverySubset::recoverInterrupted(const QDateTime &now)
{
    const auto recovered = m_all.recoverInterrupted(now);
    if (!recovered)
        return recovered;
    if (const auto seen = lookAt(m_order); !seen)
        return tl::unexpected(seen.error());
    for (const Delivery &delivery : std::as_const(m_known))
        m_begunBefore.insert(delivery.id, delivery.attempts);
    return recovered;
}

Result<int> DeliverySubset::spreadOverdue(const QDateTime &, qint64)
{
    return 0;
}

Result<void> DeliverySubset::shiftDue(qint64)
{
    return {};
}

Result<std::optional<Delivery>> DeliverySubset::find(const DeliveryId &id)
{
    return m_all.find(id);
}

} // namespace hookpanel
