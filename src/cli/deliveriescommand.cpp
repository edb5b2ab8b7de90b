// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliveriescommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"
#include "cli/webhooklookup.h"
#include "core/deliveryjson.h"
#include "host/webhooksource.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualLimit = 100;

const QString webhookOption = u"webhook"_s;
const QString stateOption = u"state"_s;
const QString eventOption = u"event"_s;
const QString limitOption = u"limit"_s;

QString stateKeys()
{
    QStringList keys;
    for (const DeliveryState state : deliveryStates())
        keys.append(deliveryStateKey(state));
    return keys.join(u", "_s);
}

} // namespace

CommandSyntax DeliveriesCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"deliveries"_s;
    syntax.synopsis = u"[--webhook W] [--state S] [--event T] [--limit N]"_s;
    syntax.summary = tr("list deliveries");
    syntax.details = tr("Lists deliveries, the newest first, tests included.");
    syntax.options = {
        {webhookOption, tr("Only those to this webhook."), u"W"_s},
        {stateOption, tr("Only those in this state: %1.").arg(stateKeys()), u"S"_s},
        {eventOption, tr("Only those of this event type."), u"T"_s},
        {limitOption, tr("At most so many; %1 when it is not given.").arg(usualLimit), u"N"_s},
    };
    return syntax;
}

std::optional<int> DeliveriesCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<DeliveryFilter> filter = filterOf(arguments, context);
    if (!filter)
        return context.console.fail(filter.error());
    const Expected<int> limit = limitOf(arguments);
    if (!limit)
        return context.console.fail(limit.error());
    const bool isWhole = context.console.json();
    const auto found = context.askHistory([&](DeliveryHistory *history) { return read(history, *filter, *limit, isWhole); });
    if (!found)
        return context.console.fail(found.error());
    WebhookSource source(context.profile, context.catalogue);
    const auto holdOf = [&source](const Delivery &delivery) {
        return isWaiting(delivery.state) ? source.holdOf(delivery.webhook) : Hold::None;
    };
    const DeliveryText::Sending sending = DeliveryText::sending(context.profile, found->deliveries);
    if (isWhole)
        printJson(*found, holdOf, sending, context);
    else if (found->deliveries.isEmpty())
        context.console.say(tr("There are no such deliveries."));
    else
        context.console.print(DeliveryText::table(found->deliveries, holdOf, sending));
    return exitcode::done;
}

Expected<DeliveriesCommand::Found> DeliveriesCommand::read(DeliveryHistory *history, const DeliveryFilter &filter, int limit,
                                                           bool withAttempts)
{
    if (!history)
        return Found();
    const Result<QList<Delivery>> deliveries = history->list(filter, 0, limit);
    if (!deliveries)
        return tl::unexpected(Failure::of(deliveries.error()));
    Found found{*deliveries, {}};
    for (const Delivery &delivery : withAttempts ? *deliveries : QList<Delivery>()) {
        const Result<QList<Attempt>> attempts = history->attempts(delivery.id, DeliveryHistory::Bodies::Left);
        if (!attempts)
            return tl::unexpected(Failure::of(attempts.error()));
        found.attempts.append(*attempts);
    }
    return found;
}

void DeliveriesCommand::printJson(const Found &found, const std::function<Hold(const Delivery &)> &holdOf,
                                  DeliveryText::Sending sending, CommandContext &context)
{
    QJsonArray array;
    for (qsizetype i = 0; i < found.deliveries.size(); ++i) {
        const Delivery &delivery = found.deliveries.at(i);
        QJsonObject object = json::delivery(delivery, found.attempts.at(i), json::AttemptDetail::Summary, holdOf(delivery));
        if (DeliveryText::isLost(delivery, sending))
            object.insert(u"heldBy"_s, u"no-dispatcher"_s);
        array.append(object);
    }
    context.console.print(array);
}

Expected<DeliveryFilter> DeliveriesCommand::filterOf(const QCommandLineParser &arguments, const CommandContext &context)
{
    DeliveryFilter filter;
    filter.eventType = arguments.value(eventOption);
    if (arguments.isSet(stateOption)) {
        const QString key = arguments.value(stateOption);
        const auto state = deliveryStateFromKey(key);
        if (!state)
            return tl::unexpected(
                Failure::badValue(tr("“%1” is no state. The states are: %2").arg(key, stateKeys()), stateOption));
        filter.states = {*state};
    }
    if (arguments.isSet(webhookOption)) {
        const QString text = arguments.value(webhookOption);
        // The history keeps webhooks that are gone: their ids are as good as those that are there.
        filter.webhook = WebhookId::fromString(text);
        if (filter.webhook.isNull()) {
            const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, text);
            if (!stored)
                return tl::unexpected(stored.error());
            filter.webhook = stored->webhook.id;
        }
    }
    return filter;
}

Expected<int> DeliveriesCommand::limitOf(const QCommandLineParser &arguments)
{
    if (!arguments.isSet(limitOption))
        return usualLimit;
    bool isNumber = false;
    const int limit = arguments.value(limitOption).toInt(&isNumber);
    if (!isNumber || limit < 1)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a limit. Use a whole number from 1 on.").arg(arguments.value(limitOption)), limitOption));
    return limit;
}

} // namespace hookpanel
