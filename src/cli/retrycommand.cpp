// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/retrycommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverylookup.h"
#include "cli/deliverytext.h"
#include "core/deliveryjson.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax RetryCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"retry"_s;
    syntax.synopsis = u"ID"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("send the next attempt of a delivery now");
    syntax.details = tr("Sends the next attempt of a delivery that waits, now: by the window or “serve” where one runs on "
                        "this profile, else by this command. One that is over can be sent again with “resend”.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = DeliveryLookup::operand();
    return syntax;
}

std::optional<int> RetryCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<std::unique_ptr<DeliveryHistory>> history = context.openHistory();
    if (!history)
        return context.console.fail(history.error());
    const Expected<Delivery> delivery = DeliveryLookup::find(history->get(), arguments.positionalArguments().first());
    if (!delivery)
        return context.console.fail(delivery.error());
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    DeliveryStore &store = (*session)->store();
    const Result<bool> due = store.retryNow(delivery->id, (*session)->clock().nowUtc());
    if (!due)
        return context.console.fail(Failure::of(due.error()));
    if (!*due) {
        const QString sentence
            = tr("This delivery does not wait for an attempt: %1. To send it again: hookpanel-cli resend %2")
                  .arg(Words::of(delivery->state), delivery->id.toString());
        return context.console.fail(Failure::badValue(sentence, u"id"_s));
    }
    const auto now = store.find(delivery->id);
    if (!now)
        return context.console.fail(Failure::of(now.error()));
    m_attempts = std::make_unique<FirstAttempts>(std::move(*session), context);
    m_attempts->run({now->value_or(*delivery)}, FirstAttempts::Until::NextAttempt, std::nullopt,
                    [&context](const QList<Delivery> &ended) {
                        if (context.console.json())
                            context.console.print(json::delivery(ended.first(), {}, json::AttemptDetail::Summary));
                        else
                            context.console.print(DeliveryText::line(ended.first()));
                        CommandContext::finish(exitcode::done);
                    });
    return std::nullopt;
}

} // namespace hookpanel
