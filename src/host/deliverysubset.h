// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryrepository.h"

#include <QHash>
#include <QSet>

namespace hookpanel {

/// The next attempts of some deliveries of a store, as if there was nothing else to send: for a process that sends its own
/// and leaves the rest to the next dispatcher. The process must hold the dispatcher's lock. The repository is not owned and
/// must outlive it.
class DeliverySubset final : public DeliveryRepository
{
public:
    /// `mayBeDone` is called whenever isDone() may have become true.
    DeliverySubset(DeliveryRepository &all, const QList<Delivery> &deliveries, const std::function<void()> &mayBeDone);

    /// Whether each attempt has ended, or is left out.
    [[nodiscard]] bool isDone() const;

    /// Begins no attempt for this webhook any more, or none at all: they cannot be made now, and nobody waits.
    void leaveOut(const WebhookId &webhook);
    void leaveOutAll();

    [[nodiscard]] Result<QList<WebhookId>> webhooksWithDue(const QDateTime &now) override;
    [[nodiscard]] Result<QList<DeliveryId>> due(const WebhookId &webhook, const QDateTime &now, int limit) override;
    [[nodiscard]] Result<QDateTime> nextDue(const QList<WebhookId> &except) override;
    [[nodiscard]] Result<QList<ClaimedDelivery>> claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                       const Preparation &prepare) override;
    [[nodiscard]] Result<void> record(const QList<EndedAttempt> &ended) override;

    /// Of all deliveries: whoever had them on the wire has ended, and ours may be among them.
    [[nodiscard]] Result<int> recoverInterrupted(const QDateTime &now) override;

    /// Times are for the next dispatcher: these do nothing.
    [[nodiscard]] Result<int> spreadOverdue(const QDateTime &now, qint64 spanMs) override;
    [[nodiscard]] Result<void> shiftDue(qint64 byMs) override;

    [[nodiscard]] Result<std::optional<Delivery>> find(const DeliveryId &id) override;

private:
    [[nodiscard]] bool waits(const Delivery &delivery) const;
    [[nodiscard]] Result<void> lookAt(const QList<DeliveryId> &ids);

    DeliveryRepository &m_all;
    std::function<void()> m_mayBeDone;
    QList<DeliveryId> m_order;
    QHash<DeliveryId, Delivery> m_known;
    QHash<DeliveryId, int> m_begunBefore; ///< Attempts that each had when it was given, or was recovered.
    QSet<WebhookId> m_leftOut;
    bool m_allLeftOut = false;
};

} // namespace hookpanel
