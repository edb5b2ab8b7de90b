// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/resendcommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverylookup.h"
#include "cli/deliverytext.h"
#include "core/deliveryjson.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ResendCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"resend"_s;
    syntax.synopsis = u"ID"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("send a delivery again");
    syntax.details
        = tr("Sends the same payload again, as a new delivery to the same webhook, with the webhook's settings of "
             "now.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = DeliveryLookup::operand();
    return syntax;
}

std::optional<int> ResendCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<std::unique_ptr<DeliveryHistory>> history = context.openHistory();
    if (!history)
        return context.console.fail(history.error());
    const Expected<Delivery> before = DeliveryLookup::find(history->get(), arguments.positionalArguments().first());
    if (!before)
        return context.console.fail(before.error());
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    const Result<Delivery> again = (*session)->host().resend(*before);
    if (!again)
        return context.console.fail(Failure::of(again.error()));
    m_attempts = std::make_unique<FirstAttempts>(std::move(*session), context);
    m_attempts->run({*again}, FirstAttempts::Until::NextAttempt, std::nullopt, [&context](const QList<Delivery> &ended) {
        if (context.console.json())
            context.console.print(json::delivery(ended.first(), {}, json::AttemptDetail::Summary));
        else
            context.console.print(DeliveryText::line(ended.first()));
        CommandContext::finish(exitcode::done);
    });
    return std::nullopt;
}

} // namespace hookpanel
