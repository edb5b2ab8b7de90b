// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryrepository.h"
#include "core/recipients.h"
#include "core/retention.h"
#include "store/handinrows.h"
#include "store/profile.h"

#include <QList>

#include <memory>
#include <optional>

class QSqlQuery;

namespace hookpanel {

class Database;
class Transaction;

/// Events, deliveries and attempts of a profile in deliveries.sqlite: what changes them. DeliveryHistory reads them. What
/// accept() and claim() have returned is on the disk and survives the end of the process at any moment. To be used from the
/// thread that opened it; every call reads or writes at once. Fails with CannotRead, CannotWrite or Damaged and the file's
/// name; then nothing has changed.
class DeliveryStore final : public DeliveryRepository
{
public:
    /// Opens or makes the file. A newer version's file is refused: NewerVersion.
    [[nodiscard]] static Result<std::unique_ptr<DeliveryStore>> open(const Profile &profile);

    /// Looks for damage that has not shown yet, see deliverycheck.
    [[nodiscard]] Result<void> check();

    /// Puts a damaged file aside, with its log, as deliveries.sqlite.damaged-<time>, and returns that name. A connection
    /// that is open goes on with that file, and must be closed before a new one is made.
    [[nodiscard]] static Result<QString> setAside(const Profile &profile, const QDateTime &now);

    ~DeliveryStore() override;
    Q_DISABLE_COPY_MOVE(DeliveryStore)

    /// Keeps the event, its deliveries, each due at once, who does not get it and why, and the key under which it was
    /// handed in: all or nothing.
    [[nodiscard]] Result<void> accept(const AcceptedEvent &event, const QList<NewDelivery> &deliveries,
                                      const QList<Recipient> &notSent = {},
                                      const std::optional<HandIn> &handIn = std::nullopt);

    /// What came under this key within the last day, if anything did.
    [[nodiscard]] Result<std::optional<HandIn>> handIn(const QByteArray &key, const QDateTime &now);

    /// Keeps how far attempts are that are on the wire: for other processes that show them, and for a history in which they
    /// are interrupted.
    [[nodiscard]] Result<void> noteUnderWay(const QList<Attempt> &attempts);

    /// Keeps a test event whose one attempt begins now: nobody else sends it. record() ends it.
    [[nodiscard]] Result<void> beginTest(const AcceptedEvent &event, const NewDelivery &delivery,
                                         const Preparation &prepare = {});

    /// Ends tests as interrupted whose process must have ended long ago. Returns how many.
    [[nodiscard]] Result<int> endLostTests(const QDateTime &now);

    /// The same payload once more: a new delivery of an event that is kept. One to the same webhook that is a dead letter is
    /// none any more.
    [[nodiscard]] Result<void> addDelivery(const EventId &event, const NewDelivery &delivery, const QDateTime &now);

    /// Dead deliveries that were not sent again: how many, and those after a position (0: from the oldest on).
    [[nodiscard]] Result<qint64> countDeadLetters();
    [[nodiscard]] Result<QList<Delivery>> deadLetters(qint64 after, int limit);

    [[nodiscard]] Result<QList<WebhookId>> webhooksWithDue(const QDateTime &now) override;

    /// Webhooks with a delivery that waits, whenever its time comes.
    [[nodiscard]] Result<QList<WebhookId>> webhooksWaiting(const QDateTime &now);
    [[nodiscard]] Result<QList<DeliveryId>> due(const WebhookId &webhook, const QDateTime &now, int limit) override;
    [[nodiscard]] Result<QDateTime> nextDue(const QList<WebhookId> &except) override;
    [[nodiscard]] Result<QList<ClaimedDelivery>> claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                                       const Preparation &prepare = {}) override;
    [[nodiscard]] Result<void> record(const QList<EndedAttempt> &ended) override;
    [[nodiscard]] Result<int> recoverInterrupted(const QDateTime &now) override;
    [[nodiscard]] Result<int> spreadOverdue(const QDateTime &now, qint64 spanMs) override;
    [[nodiscard]] Result<void> shiftDue(qint64 byMs) override;
    [[nodiscard]] Result<std::optional<Delivery>> find(const DeliveryId &id) override;

    /// Makes the next attempt due at once. Returns whether the delivery waits for one.
    [[nodiscard]] Result<bool> retryNow(const DeliveryId &id, const QDateTime &now);

    /// Cancels a delivery that waits; one that is on the wire has no attempt after this one, and whoever sends it is to
    /// abort it: see toAbort(). Returns whether it is either.
    [[nodiscard]] Result<bool> stop(const DeliveryId &id, const QDateTime &now);

    /// What is on the wire, of whatever process, and is to be aborted.
    [[nodiscard]] Result<QList<DeliveryId>> toAbort();

    /// Cancels all of a webhook that wait, as its deletion does; what is on the wire goes on to its end and has no attempt
    /// after this one. Returns how many.
    [[nodiscard]] Result<int> stopAll(const WebhookId &webhook, const QDateTime &now);

    /// What is done from here until its commit() is one commit, or nothing: for many orders at once, each of which would
    /// wait for the disk. Nothing else may be done meanwhile.
    [[nodiscard]] Result<Transaction> batch();

    /// When the first deliveries may be taken away; set once, when that has been said.
    [[nodiscard]] Result<std::optional<QDateTime>> firstPurge();
    [[nodiscard]] Result<void> setFirstPurge(const QDateTime &when);

    /// How many deliveries retention would take away now.
    [[nodiscard]] Result<qint64> countPurgeable(const Retention &retention, const QDateTime &now);

    /// Takes away at most `limit` of them, with all that belongs to them, and gives some disk space back: small steps, so
    /// that nobody waits for the database for long.
    [[nodiscard]] Result<PurgeStep> purgeStep(const Retention &retention, const QDateTime &now, int limit);

    /// Whether another process has changed anything since the last call.
    [[nodiscard]] bool hasChangedElsewhere();

private:
    /// What stands in the row of a delivery on the wire that somebody stopped; 0: nobody did.
    enum class StopMark { NoFurther = 1, Abort = 2 };

    explicit DeliveryStore(std::unique_ptr<Database> database);

    [[nodiscard]] Result<int> interruptAll(const QString &condition, const QDateTime &now);
    [[nodiscard]] Result<qint64> insertEvent(const AcceptedEvent &event, bool unsent);
    [[nodiscard]] Result<void> insertDelivery(qint64 event, const QString &type, bool test, const NewDelivery &delivery,
                                              const QDateTime &now);
    [[nodiscard]] Result<std::optional<Event>> event(const EventId &id);
    [[nodiscard]] Result<QList<Attempt>> attempts(const DeliveryId &id);
    [[nodiscard]] Result<std::optional<ClaimedDelivery>> claimOne(const DeliveryId &id, const QDateTime &now,
                                                                  const Preparation &prepare);
    [[nodiscard]] Result<void> recordOne(const EndedAttempt &ended);
    [[nodiscard]] Result<int> stopWhere(const QString &condition, const QString &value, StopMark mark, const QDateTime &now);
    [[nodiscard]] Result<bool> isStopped(const Delivery &delivery);
    [[nodiscard]] Result<bool> move(const Delivery &delivery, const retrypolicy::Verdict &verdict, const QDateTime &now);

    std::unique_ptr<Database> m_database;
};

} // namespace hookpanel
