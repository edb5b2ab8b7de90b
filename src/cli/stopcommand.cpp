// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/stopcommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverylookup.h"
#include "cli/deliverysession.h"
#include "cli/deliverytext.h"
#include "core/deliveryjson.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax StopCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"stop"_s;
    syntax.synopsis = u"ID"_s;
    syntax.summary = tr("stop retrying a delivery");
    syntax.details = tr("Cancels a delivery that waits for an attempt. One that is being sent now goes on to its "
                        "end, and is not tried again.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = DeliveryLookup::operand();
    return syntax;
}

std::optional<int> StopCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<std::unique_ptr<DeliveryHistory>> history = context.openHistory();
    if (!history)
        return context.console.fail(history.error());
    const Expected<Delivery> delivery = DeliveryLookup::find(history->get(), arguments.positionalArguments().first());
    if (!delivery)
        return context.console.fail(delivery.error());
    const Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    DeliveryStore &store = (*session)->store();
    const Result<bool> stopped = store.stop(delivery->id, (*session)->clock().nowUtc());
    if (!stopped)
        return context.console.fail(Failure::of(stopped.error()));
    if (!*stopped)
        return context.console.fail(Failure::badValue(
            tr("This delivery does not wait for an attempt: %1.").arg(Words::of(delivery->state)), u"id"_s));
    const auto now = store.find(delivery->id);
    if (!now)
        return context.console.fail(Failure::of(now.error()));
    if (*now && (*now)->state == DeliveryState::Attempting)
        context.console.say(tr("It is being sent now. Whatever comes of it, there is no further attempt."));
    if (context.console.json())
        context.console.print(json::delivery(now->value_or(*delivery), {}, json::AttemptDetail::Summary));
    else
        context.console.print(DeliveryText::line(now->value_or(*delivery)));
    return exitcode::done;
}

} // namespace hookpanel
