// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/deliveryfilter.h"
#include "core/deliverysummary.h"
#include "core/eventsummary.h"
#include "core/recipients.h"
#include "core/result.h"
#include "store/deliveryrows.h"
#include "store/profile.h"

#include <memory>

namespace hookpanel {

class Database;

/// Reads what DeliveryStore writes, through a connection of its own that cannot write: a long search blocks nobody. To be
/// used from the thread that opened it. Fails with CannotRead or Damaged and the file's name.
class DeliveryHistory
{
public:
    static constexpr int nearKeys = 2000; ///< So many are looked through before it is asked where a time begins.

    using Bodies = deliveryrows::Bodies;

    /// Nothing when there is no file yet. Fails with NewerVersion, too.
    [[nodiscard]] static Result<std::unique_ptr<DeliveryHistory>> open(const Profile &profile);

    ~DeliveryHistory();
    Q_DISABLE_COPY_MOVE(DeliveryHistory)

    /// Looks for damage that has not shown yet, see deliverycheck.
    [[nodiscard]] Result<void> check();

    /// Newest first, those before `position` (0: from the newest on). Never reads a body.
    [[nodiscard]] Result<QList<Delivery>> list(const DeliveryFilter &filter, qint64 before, int limit);

    /// The other way: those after `position`, the oldest of them last, so that they go before what is there.
    [[nodiscard]] Result<QList<Delivery>> listAfter(const DeliveryFilter &filter, qint64 after, int limit);
    [[nodiscard]] Result<qint64> count(const DeliveryFilter &filter);

    /// Nothing when there is none.
    [[nodiscard]] Result<std::optional<Delivery>> find(const DeliveryId &id);
    [[nodiscard]] Result<std::optional<Event>> event(const EventId &id);

    /// The webhooks that did not get an event, each with its name of then and its reason, in their order.
    [[nodiscard]] Result<QList<Recipient>> notSent(const EventId &id);

    /// Its deliveries, the oldest first.
    [[nodiscard]] Result<QList<Delivery>> deliveriesOf(const EventId &id);

    /// The newest real events, also those that nobody got; with a webhook, those that it did not get.
    [[nodiscard]] Result<QList<EventSummary>> newestEvents(const WebhookId &webhook, int limit);

    /// Deliveries whose id begins with this text, at most `limit`.
    [[nodiscard]] Result<QList<DeliveryId>> idsBeginningWith(const QString &text, int limit);

    /// In their order; one that is on the wire has no outcome.
    [[nodiscard]] Result<QList<Attempt>> attempts(const DeliveryId &id, Bodies bodies = Bodies::Read);

    /// Of the 24 hours before `now`, and how each webhook does.
    [[nodiscard]] Result<DeliverySummary> summary(const QDateTime &now);

private:
    explicit DeliveryHistory(std::unique_ptr<Database> database);

    [[nodiscard]] Result<QList<Delivery>> read(const QString &statement, const QVariantList &values);
    [[nodiscard]] Result<QList<Delivery>> listNear(const DeliveryFilter &filter, qint64 before, int limit);
    [[nodiscard]] Result<void> countHours(const QDateTime &now, DeliverySummary &summary);
    [[nodiscard]] Result<void> readLastOutcomes(DeliverySummary &summary);

    std::unique_ptr<Database> m_database;
};

} // namespace hookpanel
