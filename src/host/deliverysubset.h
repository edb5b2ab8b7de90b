// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryrepository.h"

#include <QHash>

namespace hookpanel {

/// Some deliveries of a store as if there were no others: for a process that sends its own and leaves the rest to the next
/// dispatcher. The process must hold the dispatcher's lock. The repository is not owned and must outlive it.
class DeliverySubset final : public DeliveryRepository
{
public:
    /// Which attempts are sent: the next one of each, or all until each delivery is over.
    enum class Attempts { Next, All };

    DeliverySubset(DeliveryRepository &all, const QList<Delivery> &deliveries, Attempts attempts);

    /// Whether nothing more will be sent.
    [[nodiscard]] bool isDone() const;

    /// As they stood at the last look, in the order given.
    [[nodiscard]] QList<Delivery> deliveries() const;

    [[nodiscard]] Result<QList<WebhookId>> webhooksWithDue(const QDateTime &now) override;
    [[nodiscard]] Result<QList<DeliveryId>> due(const WebhookId &webhook, const QDateTime &now, int limit) override;
    [[nodiscard]] Result<QDateTime> nextDue(const QList<WebhookId> &except) override;
    [[nodiscard]] Result<QList<ClaimedDelivery>> claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                       const Preparation &prepare) override;
    [[nodiscard]] Result<void> record(const QList<EndedAttempt> &ended) override;

    /// What others left behind is for the next dispatcher: these do nothing.
    [[nodiscard]] Result<int> recoverInterrupted(const QDateTime &now) override;
    [[nodiscard]] Result<int> spreadOverdue(const QDateTime &now, qint64 spanMs) override;
    [[nodiscard]] Result<void> shiftDue(qint64 byMs) override;

    [[nodiscard]] Result<std::optional<Delivery>> find(const DeliveryId &id) override;

private:
    [[nodiscard]] bool waits(const Delivery &delivery) const;
    [[nodiscard]] Result<void> lookAt(const QList<DeliveryId> &ids);

    DeliveryRepository &m_all;
    Attempts m_attempts;
    QList<DeliveryId> m_order;
    QHash<DeliveryId, Delivery> m_known;
    QHash<DeliveryId, int> m_begunBefore; ///< Attempts that each had when it was given.
};

} // namespace hookpanel
