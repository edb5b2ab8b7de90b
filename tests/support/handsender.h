// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "delivery/sender.h"

#include <QTest>

#include <algorithm>

namespace hookpanel::test {

/// A sender whose attempts end when the test says so.
class HandSender final : public Sender
{
public:
    void send(const Attempt &attempt, ConnectionUse use) override
    {
        QCOMPARE(use, ConnectionUse::Reuse);
        sent.append(attempt);
        running.append(attempt.delivery);
    }
    void cancel(const DeliveryId &delivery) override { end(delivery, OutcomeKind::Cancelled); }

    void end(const DeliveryId &delivery, OutcomeKind kind, int status = 0, const QByteArray &retryAfter = {})
    {
        const auto found = std::find_if(sent.crbegin(), sent.crend(),
                                        [&](const Attempt &attempt) { return attempt.delivery == delivery; });
        QVERIFY(found != sent.crend());
        QVERIFY(running.removeOne(delivery));
        Attempt attempt = *found;
        Outcome outcome;
        outcome.kind = kind;
        outcome.status = status;
        attempt.outcome = outcome;
        if (status > 0)
            attempt.response = Response{status, {}, {}, {}, 0};
        if (!retryAfter.isEmpty())
            attempt.response->headers.append({"retry-after", retryAfter});
        Q_EMIT attemptUpdated(attempt);
    }

    QList<Attempt> sent;
    QList<DeliveryId> running;
};

} // namespace hookpanel::test
