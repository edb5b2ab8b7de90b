// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/payload.h"
#include "core/preparedrequest.h"
#include "delivery/networksender.h"
#include "support/loopbackreceiver.h"

#include <QHash>
#include <QHostInfo>
#include <QSignalSpy>
#include <QTest>

namespace hookpanel::test {

/// The request of a test event to this URL, as the program makes it.
inline PreparedRequest requestTo(const QUrl &url, const Headers &headers = {}, int timeoutSeconds = 10)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = QStringLiteral("Under test");
    webhook.url = url.toString(QUrl::FullyEncoded);
    webhook.headers = headers;
    webhook.timeoutSeconds = timeoutSeconds;
    const auto request = prepareRequest(webhook, {}, makeTestEvent(SystemClock().nowUtc()),
                                        [](const QString &) { return std::optional<QString>(); });
    if (!request)
        qFatal("The request of this test cannot be prepared");
    return *request;
}

/// Whether this system can look up the name "localhost": a bare one, without /etc/hosts, cannot.
inline bool knowsLocalhost()
{
    return QHostInfo::fromName(QStringLiteral("localhost")).error() == QHostInfo::NoError;
}

/// The same with another body.
inline PreparedRequest withBody(PreparedRequest request, const QByteArray &body)
{
    request.body = body;
    for (PreparedHeader &header : request.headers)
        if (header.name == "Content-Length")
            header.value = QByteArray::number(body.size());
    return request;
}

/// A real sender whose updates are kept.
class Wire : public QObject
{
public:
    Wire()
    {
        connect(&sender, &Sender::attemptUpdated, this, [this](const Attempt &attempt) {
            updates.append(attempt);
            m_last.insert(attempt.delivery, attempt);
        });
    }

    /// Starts an attempt and returns its delivery.
    DeliveryId start(const PreparedRequest &request, ConnectionUse use = ConnectionUse::Fresh)
    {
        Attempt attempt;
        attempt.delivery = DeliveryId::create();
        attempt.eventType = triggerTest;
        attempt.request = request;
        sender.send(attempt, use);
        return attempt.delivery;
    }

    [[nodiscard]] Attempt last(const DeliveryId &delivery) const { return m_last.value(delivery); }

    /// Waits until the attempt has ended.
    Attempt wait(const DeliveryId &delivery)
    {
        QSignalSpy spy(&sender, &Sender::attemptUpdated);
        while (!last(delivery).isFinished())
            if (!spy.wait(patienceMs))
                qFatal("The attempt does not end; it is in phase %s", qPrintable(phaseKey(last(delivery).phase)));
        return last(delivery);
    }

    Attempt run(const PreparedRequest &request, ConnectionUse use = ConnectionUse::Fresh)
    {
        return wait(start(request, use));
    }

    /// Waits until the attempt is in this phase.
    bool reaches(const DeliveryId &delivery, Phase phase)
    {
        QSignalSpy spy(&sender, &Sender::attemptUpdated);
        while (last(delivery).phase < phase && !last(delivery).isFinished() && spy.wait(patienceMs)) { }
        return last(delivery).phase == phase;
    }

    /// The updates of one attempt.
    [[nodiscard]] QList<Attempt> updatesOf(const DeliveryId &delivery) const
    {
        QList<Attempt> found;
        for (const Attempt &attempt : updates)
            if (attempt.delivery == delivery)
                found.append(attempt);
        return found;
    }

    SystemClock clock;
    NetworkSender sender{clock};
    QList<Attempt> updates;

private:
    static constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

    QHash<DeliveryId, Attempt> m_last;
};

/// "queued connecting sending": the phases of a timeline, those without a measured time in brackets.
inline QString timelineText(const Attempt &attempt)
{
    QStringList words;
    for (const PhaseTime &time : attempt.timeline)
        words.append(time.ms ? phaseKey(time.phase) : u'(' + phaseKey(time.phase) + u')');
    return words.join(u' ');
}

} // namespace hookpanel::test
