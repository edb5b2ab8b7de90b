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
    if (context.console.json())
        context.console.print(json::delivery(*delivery, *attempts, json::AttemptDetail::Full, hold));
    else
        context.console.print(DeliveryText::details(*delivery, *attempts, hold));
    return exitcode::done;
}

} // namespace hookpanel
