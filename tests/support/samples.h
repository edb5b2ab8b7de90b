// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/payload.h"
#include "core/preparedrequest.h"
#include "core/storedwebhook.h"

namespace hookpanel::test {

/// A webhook as a store would give it.
inline StoredWebhook storedWebhook(const QString &name, const QString &url = QStringLiteral("https://example.com/hook"))
{
    StoredWebhook stored;
    stored.webhook.id = WebhookId::create();
    stored.webhook.name = name;
    stored.webhook.url = url;
    stored.revision = "first";
    return stored;
}

/// An attempt of a test event that goes to this webhook, prepared and queued.
inline Attempt attemptTo(const Webhook &webhook, const DeliveryId &delivery, const Event &event)
{
    Attempt attempt;
    attempt.delivery = delivery;
    attempt.webhook = webhook.id;
    attempt.eventType = event.type;
    attempt.test = true;
    attempt.startedAt = event.createdAt;
    const auto nothing = [](const QString &) { return std::optional<QString>(); };
    if (const auto request = prepareRequest(webhook, {}, event, nothing))
        attempt.request = *request;
    return attempt;
}

/// The same, answered.
inline Attempt answered(Attempt attempt, int status, const QByteArray &reason, const QByteArray &body)
{
    WireResult wire;
    wire.requestSent = true;
    wire.answerComplete = true;
    wire.status = status;
    wire.reached = Phase::Receiving;
    Response response;
    response.status = status;
    response.reason = reason;
    response.headers = {{"Server", "nginx/1.22.1"},
                        {"Date", "Mon, 23 Nov 2026 16:33:57 GMT"},
                        {"Content-Type", "application/json"},
                        {"Content-Length", QByteArray::number(body.size())}};
    response.body = body;
    response.size = body.size();
    attempt.response = response;
    attempt.phase = Phase::Receiving;
    attempt.timeline = {{Phase::Queued, 0},  {Phase::Connecting, 12}, {Phase::Securing, 31},
                        {Phase::Sending, 2}, {Phase::Waiting, 38},    {Phase::Receiving, 1}};
    attempt.durationMs = 84;
    attempt.outcome = classify(wire);
    return attempt;
}

/// The same, ended without an answer.
inline Attempt ended(Attempt attempt, OutcomeKind kind, Phase phase, qint64 ms)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.phase = phase;
    attempt.phase = phase;
    attempt.timeline = {{Phase::Queued, 0}, {phase, ms}};
    attempt.durationMs = ms;
    attempt.outcome = outcome;
    return attempt;
}

} // namespace hookpanel::test
