// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliverytext.h"

#include "cli/webhooktext.h"
#include "core/clock.h"
#include "core/words.h"
#include "host/dispatcherlock.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

QString DeliveryText::time(const QDateTime &time)
{
    return time.isValid() ? toIsoUtc(time) : u"–"_s;
}

DeliveryText::Sending DeliveryText::sending(const Profile &profile, const QList<Delivery> &deliveries)
{
    const bool isAny = std::any_of(deliveries.cbegin(), deliveries.cend(),
                                   [](const Delivery &one) { return one.state == DeliveryState::Attempting; });
    return !isAny || DispatcherLock(profile).isSenderElsewhere() ? Sending::Somebody : Sending::Nobody;
}

bool DeliveryText::isLost(const Delivery &delivery, Sending sending)
{
    return sending == Sending::Nobody && delivery.state == DeliveryState::Attempting && !delivery.test;
}

QString DeliveryText::state(const Delivery &delivery, Sending sending)
{
    if (isLost(delivery, sending))
        return tr("Interrupted", "state");
    return delivery.sentAgain ? tr("%1 · sent again", "state").arg(Words::of(delivery.state)) : Words::of(delivery.state);
}

/// Of the attempt before the one on the wire: beside "Sending now" it would be taken for that one's.
QString DeliveryText::outcome(const Delivery &delivery)
{
    return delivery.outcome && delivery.state != DeliveryState::Attempting ? Words::brief(*delivery.outcome) : u"–"_s;
}

QString DeliveryText::nextAttempt(const Delivery &delivery, Hold hold, Sending sending)
{
    if (isLost(delivery, sending))
        return tr("when Hookpanel runs again");
    return hold != Hold::None && isWaiting(delivery.state) ? Words::brief(hold) : time(delivery.dueAt);
}

QString DeliveryText::table(const QList<Delivery> &deliveries, const std::function<Hold(const Delivery &)> &holdOf,
                            Sending sending)
{
    QList<QStringList> rows{
        {tr("State"), tr("Time"), tr("Event"), tr("Webhook"), tr("Outcome"), tr("Attempts"), tr("Next attempt"), tr("ID")}};
    for (const Delivery &delivery : deliveries) {
        const QString type = delivery.test ? tr("%1 (test)").arg(delivery.eventType) : delivery.eventType;
        rows.append({state(delivery, sending), time(delivery.createdAt), type, delivery.webhookName, outcome(delivery),
                     QString::number(delivery.attempts), nextAttempt(delivery, holdOf(delivery), sending),
                     delivery.id.toString()});
    }
    return inColumns(rows);
}

QString DeliveryText::details(const Delivery &delivery, const QList<Attempt> &attempts, Hold hold, Sending sending)
{
    QList<QStringList> rows{{tr("Delivery"), delivery.id.toString()},
                            {tr("Event"), delivery.eventType},
                            {tr("Event ID"), delivery.event.toString()},
                            {tr("Webhook"), delivery.webhookName},
                            {tr("URL"), delivery.url},
                            {tr("State"), state(delivery, sending)},
                            {tr("Accepted"), time(delivery.createdAt)},
                            {tr("Next attempt"), nextAttempt(delivery, hold, sending)}};
    if (delivery.test)
        rows.append({tr("Test"), tr("yes")});
    QStringList parts{inColumns(rows)};
    const QString unfinished = tr("Interrupted: the program ended during this attempt.");
    for (const Attempt &attempt : attempts) {
        parts.append(tr("Attempt %1, %2").arg(QString::number(attempt.number), time(attempt.startedAt)) + u'\n'
                     + (attempt.isFinished()            ? WebhookText::report(attempt, delivery.webhookName)
                            : isLost(delivery, sending) ? unfinished
                                                        : Words::of(attempt.phase)));
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
