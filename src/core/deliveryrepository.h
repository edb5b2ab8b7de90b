// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/result.h"
#include "core/retrypolicy.h"

#include <QList>

#include <functional>

namespace hookpanel {

/// A delivery that a dispatcher has claimed, with what its next attempt needs.
struct ClaimedDelivery {
    Delivery delivery; ///< Attempting; `attempts` is the number of the attempt that was begun for it.
    Event event;

    bool operator==(const ClaimedDelivery &) const = default;
};

/// Makes the request of a claimed delivery; nothing when it cannot be built.
using Preparation = std::function<std::optional<PreparedRequest>(const ClaimedDelivery &claimed)>;

/// How an attempt ended, and what becomes of its delivery.
struct EndedAttempt {
    Attempt attempt; ///< With its outcome.
    retrypolicy::Verdict verdict;

    bool operator==(const EndedAttempt &) const = default;
};

/// What a dispatcher asks of the store of deliveries. Every call reads or writes at once, and what it has returned is on
/// the disk. Fails with CannotRead, CannotWrite or Damaged; then nothing has changed.
class DeliveryRepository
{
public:
    virtual ~DeliveryRepository() = default;

    /// Webhooks with a delivery whose time has come.
    [[nodiscard]] virtual Result<QList<WebhookId>> webhooksWithDue(const QDateTime &now) = 0;

    /// The deliveries of a webhook whose time has come, the longest waiting first.
    [[nodiscard]] virtual Result<QList<DeliveryId>> due(const WebhookId &webhook, const QDateTime &now, int limit) = 0;

    /// When the next delivery is due, those of some webhooks not counted; invalid when none waits.
    [[nodiscard]] virtual Result<QDateTime> nextDue(const QList<WebhookId> &except) = 0;

    /// Begins an attempt of each delivery that is still waiting, in one transaction, and returns those. Whoever begins an
    /// attempt first has it: another process' claim leaves it out. What `prepare` makes of each is kept with its attempt, so
    /// that one which is interrupted tells what was on the wire.
    [[nodiscard]] virtual Result<QList<ClaimedDelivery>> claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                               const Preparation &prepare)
        = 0;

    /// Writes ends of attempts, in one transaction. One whose delivery is not attempting any more changes nothing.
    [[nodiscard]] virtual Result<void> record(const QList<EndedAttempt> &ended) = 0;

    /// After a restart, for the one dispatcher of the profile: attempts that were on the wire become `interrupted`, and
    /// their deliveries wait for the next one from `now` on. Tests are their senders' own. Returns how many.
    [[nodiscard]] virtual Result<int> recoverInterrupted(const QDateTime &now) = 0;

    /// Gives overdue retries times from `now` on, evenly over `spanMs`. Returns how many there are. First attempts whose
    /// time is after `now`, as after a clock that was set back while nobody dispatched, are due now.
    [[nodiscard]] virtual Result<int> spreadOverdue(const QDateTime &now, qint64 spanMs) = 0;

    /// Moves the times of all that wait, as after a clock that was set back.
    [[nodiscard]] virtual Result<void> shiftDue(qint64 byMs) = 0;

    /// As it stands now; nothing when there is none.
    [[nodiscard]] virtual Result<std::optional<Delivery>> find(const DeliveryId &id) = 0;
};

} // namespace hookpanel
