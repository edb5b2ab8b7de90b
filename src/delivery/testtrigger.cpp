// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/testtrigger.h"

#include "core/redaction.h"

namespace hookpanel {

TestTrigger::TestTrigger(Sender &sender, const Clock &clock, Environment environment, QObject *parent)
    : QObject(parent)
    , m_sender(sender)
    , m_clock(clock)
    , m_environment(std::move(environment))
{
    connect(&sender, &Sender::attemptUpdated, this, [this](const Attempt &attempt) {
        if (attempt.test)
            Q_EMIT attemptUpdated(attempt);
    });
}

void TestTrigger::start(const TestOrder &order, const Headers &defaultHeaders)
{
    const Result<PreparedRequest> request
        = prepareRequest(order.webhook, defaultHeaders, order.event, m_environment, std::nullopt,
                         signingOf(order.webhook, order.delivery, m_clock.nowUtc()));
    if (!request) {
        refuse(order, request.error());
        return;
    }
    Attempt attempt = begun(order);
    attempt.request = *request;
    attempt.request.proxy = order.proxy;
    if (order.tlsPassphrase)
        attempt.request.tlsPassphrase = *order.tlsPassphrase;
    m_sender.send(attempt, ConnectionUse::Fresh);
}

void TestTrigger::refuse(const TestOrder &order, const Error &error)
{
    // What there is of the request, so that the attempt shows what it was about. The placeholders stay as typed.
    Attempt attempt = begun(order);
    attempt.request.shownUrl = redaction::url(order.webhook.url);
    attempt.request.body = order.event.payload;
    attempt.outcome = invalidRequest(error);
    Q_EMIT attemptUpdated(attempt);
}

Attempt TestTrigger::begun(const TestOrder &order) const
{
    Attempt attempt;
    attempt.delivery = order.delivery;
    attempt.webhook = order.webhook.id;
    attempt.eventType = order.event.type;
    attempt.test = true;
    attempt.startedAt = m_clock.nowUtc();
    return attempt;
}

void TestTrigger::cancel(const DeliveryId &delivery)
{
    m_sender.cancel(delivery);
}

} // namespace hookpanel
