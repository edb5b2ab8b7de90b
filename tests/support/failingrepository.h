// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryrepository.h"

#include <QHash>

namespace hookpanel::test {

/// A repository whose functions fail while the test says so, as on a disk that is full. The one behind it is not owned.
class FailingRepository final : public DeliveryRepository
{
public:
    explicit FailingRepository(DeliveryRepository &all)
        : m_all(all)
    {
    }

    /// From now on this function does nothing and fails.
    void fail(const QString &function, ErrorCode code) { m_failing.insert(function, code); }
    void mend() { m_failing.clear(); }

    Result<QList<WebhookId>> webhooksWithDue(const QDateTime &now) override
    {
        return orFail("webhooksWithDue", [&] { return m_all.webhooksWithDue(now); });
    }
    Result<QList<DeliveryId>> due(const WebhookId &webhook, const QDateTime &now, int limit) override
    {
        return orFail("due", [&] { return m_all.due(webhook, now, limit); });
    }
    Result<QDateTime> nextDue(const QList<WebhookId> &except) override
    {
        return orFail("nextDue", [&] { return m_all.nextDue(except); });
    }
    Result<QList<ClaimedDelivery>> claim(const QList<DeliveryId> &ids, const QDateTime &now,
                                         const Preparation &prepare) override
    {
        return orFail("claim", [&] { return m_all.claim(ids, now, prepare); });
    }
    Result<void> record(const QList<EndedAttempt> &ended) override
    {
        return orFail("record", [&] { return m_all.record(ended); });
    }
    Result<int> recoverInterrupted(const QDateTime &now) override
    {
        return orFail("recoverInterrupted", [&] { return m_all.recoverInterrupted(now); });
    }
    Result<int> spreadOverdue(const QDateTime &now, qint64 spanMs) override
    {
        return orFail("spreadOverdue", [&] { return m_all.spreadOverdue(now, spanMs); });
    }
    Result<void> shiftDue(qint64 byMs) override
    {
        return orFail("shiftDue", [&] { return m_all.shiftDue(byMs); });
    }
    Result<std::optional<Delivery>> find(const DeliveryId &id) override
    {
        return orFail("find", [&] { return m_all.find(id); });
    }

private:
    template<typename Call> auto orFail(const char *function, const Call &call) -> decltype(call())
    {
        const QString name = QString::fromLatin1(function);
        if (m_failing.contains(name))
            return failure(m_failing.value(name), QStringLiteral("deliveries.sqlite"));
        return call();
    }

    DeliveryRepository &m_all;
    QHash<QString, ErrorCode> m_failing;
};

} // namespace hookpanel::test
