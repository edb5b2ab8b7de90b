// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliverycommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverylookup.h"
#include "cli/deliverytext.h"
#include "core/deliveryjson.h"
#include "host/webhooksource.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax DeliveryCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"delivery"_s;
    syntax.synopsis = u"ID"_s;
    syntax.summary = tr("show one delivery");
    syntax.details = tr("Shows a delivery with all its attempts: request and response as they were, without secrets.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = DeliveryLookup::operand();
    return syntax;
}

std::optional<int> DeliveryCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const auto found = context.askHistory([&](DeliveryHistory *history) { return read(history, arguments); });
    if (!found)
        return context.console.fail(found.error());
    const auto &[delivery, attempts] = *found;
    const Hold hold = isWaiting(delivery.state) ? WebhookSource(context.profile, context.catalogue).holdOf(delivery.webhook)
                                                : Hold::None;
    const DeliveryText::Sending sending = DeliveryText::sending(context.profile, {delivery});
    if (context.console.json()) {
        QJsonObject object = json::delivery(delivery, attempts, json::AttemptDetail::Full, hold);
        if (DeliveryText::isLost(delivery, sending))
            object.insert(u"heldBy"_s, u"no-dispatcher"_s);
        context.console.print(object);
    } else {
        context.console.print(DeliveryText::details(delivery, attempts, hold, sending));
    }
    return exitcode::done;
}

Expected<std::pair<Delivery, QList<Attempt>>> DeliveryCommand::read(DeliveryHistory *history,
                                                                    const QCommandLineParser &arguments)
{
    const Expected<Delivery> delivery = DeliveryLookup::find(history, arguments.positionalArguments().first());
    if (!delivery)
        return tl::unexpected(delivery.error());
    const Result<QList<Attempt>> attempts = history->attempts(delivery->id);
    if (!attempts)
        return tl::unexpected(Failure::of(attempts.error()));
    return std::pair(*delivery, *attempts);
}

} // namespace hookpanel
