// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliverytext.h"

#include "cli/webhooktext.h"
#include "core/clock.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString DeliveryText::time(const QDateTime &time)
{
    return time.isValid() ? toIsoUtc(time) : u"–"_s;
}

QString DeliveryText::outcome(const Delivery &delivery)
{
    return delivery.outcome ? Words::brief(*delivery.outcome) : u"–"_s;
}

QString DeliveryText::nextAttempt(const Delivery &delivery, Hold hold)
{
    return hold != Hold::None && isWaiting(delivery.state) ? Words::brief(hold) : time(delivery.dueAt);
}

QString DeliveryText::table(const QList<Delivery> &deliveries, const std::function<Hold(const Delivery &)> &holdOf)
{
    QList<QStringList> rows{
        {tr("State"), tr("Time"), tr("Event"), tr("Webhook"), tr("Outcome"), tr("Attempts"), tr("Next attempt"), tr("ID")}};
    for (const Delivery &delivery : deliveries) {
        const QString type = delivery.test ? tr("%1 (test)").arg(delivery.eventType) : delivery.eventType;
        rows.append({Words::of(delivery.state), time(delivery.createdAt), type, delivery.webhookName, outcome(delivery),
                     QString::number(delivery.attempts), nextAttempt(delivery, holdOf(delivery)), delivery.id.toString()});
    }
    return inColumns(rows);
}

QString DeliveryText::details(const Delivery &delivery, const QList<Attempt> &attempts, Hold hold)
{
    QList<QStringList> rows{{tr("Delivery"), delivery.id.toString()},
                            {tr("Event"), delivery.eventType},
                            {tr("Event ID"), delivery.event.toString()},
                            {tr("Webhook"), delivery.webhookName},
                            {tr("URL"), delivery.url},
                            {tr("State"), Words::of(delivery.state)},
                            {tr("Accepted"), time(delivery.createdAt)},
                            {tr("Next attempt"), nextAttempt(delivery, hold)}};
    if (delivery.test)
        rows.append({tr("Test"), tr("yes")});
    QStringList parts{inColumns(rows)};
    for (const Attempt &attempt : attempts) {
        parts.append(
            tr("Attempt %1, %2").arg(QString::number(attempt.number), time(attempt.startedAt)) + u'\n'
            + (attempt.isFinished() ? WebhookText::report(attempt, delivery.webhookName) : Words::of(attempt.phase)));
    }
    return parts.join(u"\n\n"_s);
}

QString DeliveryText::line(const Delivery &delivery)
{
    if (!delivery.outcome)
        return tr("%1: %2", "webhook, state").arg(delivery.webhookName, Words::of(delivery.state));
    return tr("%1: %2, %3", "webhook, state, outcome")
        .arg(delivery.webhookName, Words::of(delivery.state), Words::brief(*delivery.outcome));
}

QString DeliveryText::acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries,
                                 const QList<Recipient> &notSent)
{
    QList<QStringList> rows{{tr("Event ID"), event.id.toString()}};
    for (const Delivery &delivery : deliveries)
        rows.append({delivery.webhookName, Words::of(delivery.state), delivery.id.toString()});
    for (const Recipient &recipient : notSent)
        rows.append({recipient.name, Words::of(*recipient.reason)});
    return inColumns(rows);
}

} // namespace hookpanel
