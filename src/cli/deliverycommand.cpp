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
    const Expected<std::unique_ptr<DeliveryHistory>> history = context.openHistory();
    if (!history)
        return context.console.fail(history.error());
    const Expected<Delivery> delivery = DeliveryLookup::find(history->get(), arguments.positionalArguments().first());
    if (!delivery)
        return context.console.fail(delivery.error());
    const Result<QList<Attempt>> attempts = (*history)->attempts(delivery->id);
    if (!attempts)
        return context.console.fail(Failure::of(attempts.error()));
    const Hold hold = isWaiting(delivery->state)
        ? WebhookSource(context.profile, context.catalogue).holdOf(delivery->webhook)
        : Hold::None;
    const DeliveryText::Sending sending = DeliveryText::sending(context.profile, {*delivery});
    if (context.console.json()) {
        QJsonObject object = json::delivery(*delivery, *attempts, json::AttemptDetail::Full, hold);
        if (DeliveryText::isLost(*delivery, sending))
            object.insert(u"heldBy"_s, u"no-dispatcher"_s);
        context.console.print(object);
    } else {
        context.console.print(DeliveryText::details(*delivery, *attempts, hold, sending));
    }
    return exitcode::done;
}

} // namespace hookpanel
