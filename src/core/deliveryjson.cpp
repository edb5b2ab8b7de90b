// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliveryjson.h"

#include "core/clock.h"
#include "core/measuredtime.h"
#include "core/webhookjson.h"
#include "core/words.h"

namespace hookpanel::json {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toIsoUtc(time)) : QJsonValue();
}

QJsonObject attemptObject(const Attempt &attempt, AttemptDetail detail)
{
    const bool ended = attempt.isFinished();
    const Outcome outcome = attempt.outcome.value_or(Outcome());
    const auto measured = ended ? measuredMs(outcome, attempt.durationMs) : std::nullopt;
    QJsonObject object{{u"number"_s, attempt.number},
                       {u"startedAt"_s, timeOrNull(attempt.startedAt)},
                       {u"outcome"_s, ended ? QJsonValue(outcomeKey(outcome.kind)) : QJsonValue()},
                       {u"status"_s, ended && outcome.status > 0 ? QJsonValue(outcome.status) : QJsonValue()},
                       {u"durationMs"_s, measured ? QJsonValue(*measured) : QJsonValue()},
                       {u"message"_s, ended ? Words::of(outcome) : Words::of(attempt.phase)},
                       {u"proxy"_s, attempt.proxy.isEmpty() ? QJsonValue() : QJsonValue(attempt.proxy)}};
    if (detail == AttemptDetail::Full) {
        const bool isKnown = !attempt.request.headers.isEmpty(); // there is none where it could not be built
        object.insert(u"request"_s, isKnown ? QJsonValue(request(attempt.request)) : QJsonValue());
        object.insert(u"response"_s, response(attempt.response));
    }
    return object;
}

} // namespace

QJsonObject delivery(const Delivery &delivery, const QList<Attempt> &attempts, AttemptDetail detail, Hold hold)
{
    const bool isHeld = hold != Hold::None && isWaiting(delivery.state);
    QJsonArray attemptArray;
    for (const Attempt &attempt : attempts)
        attemptArray.append(attemptObject(attempt, detail));
    return {{u"id"_s, delivery.id.toString()},
            {u"event"_s, delivery.event.toString()},
            {u"type"_s, delivery.eventType},
            {u"webhook"_s, delivery.webhook.toString()},
            {u"webhookName"_s, delivery.webhookName},
            {u"state"_s, deliveryStateKey(delivery.state)},
            {u"outcome"_s, delivery.outcome ? QJsonValue(outcomeKey(delivery.outcome->kind)) : QJsonValue()},
            {u"test"_s, delivery.test},
            {u"createdAt"_s, timeOrNull(delivery.createdAt)},
            {u"nextAttemptAt"_s, isHeld ? QJsonValue() : timeOrNull(delivery.dueAt)},
            {u"heldBy"_s, isHeld ? QJsonValue(holdKey(hold)) : QJsonValue()},
            {u"sentAgain"_s, delivery.sentAgain},
            {u"attempts"_s, attemptArray}};
}

QJsonObject acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries, const QList<Recipient> &notSent,
                       const QStringList &notes)
{
    QJsonArray deliveryArray;
    for (const Delivery &delivery : deliveries) {
        deliveryArray.append(QJsonObject{{u"id"_s, delivery.id.toString()},
                                         {u"webhook"_s, delivery.webhook.toString()},
                                         {u"state"_s, deliveryStateKey(delivery.state)}});
    }
    QJsonArray notSentArray;
    for (const Recipient &recipient : notSent) {
        if (recipient.reason)
            notSentArray.append(
                QJsonObject{{u"webhook"_s, recipient.webhook.toString()}, {u"reason"_s, notSentKey(*recipient.reason)}});
    }
    return {
        {u"event"_s, event.id.toString()}, {u"type"_s, event.event.type}, {u"acceptedAt"_s, toIsoUtc(event.acceptedAt)},
        {u"deliveries"_s, deliveryArray},  {u"notSent"_s, notSentArray},  {u"notes"_s, QJsonArray::fromStringList(notes)}};
}

} // namespace hookpanel::json
