// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliveryordercommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverylookup.h"
#include "cli/deliverytext.h"
#include "core/deliveryjson.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax DeliveryOrderCommand::syntaxOf(const QString &name, const QString &summary, const QString &details)
{
    CommandSyntax syntax;
    syntax.name = name;
    syntax.synopsis = u"ID"_s;
    syntax.usesSecrets = true;
    syntax.summary = summary;
    syntax.details = details;
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = DeliveryLookup::operand();
    return syntax;
}

std::optional<int> DeliveryOrderCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const auto delivery = context.askHistory([&arguments](DeliveryHistory *history) {
        return DeliveryLookup::find(history, arguments.positionalArguments().first());
    });
    if (!delivery)
        return context.console.fail(delivery.error());
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    m_session = std::move(*session);
    return order(*delivery, context);
}

/// In the database that is begun then there is no such delivery.
int DeliveryOrderCommand::fail(const Error &error, const Delivery &delivery, CommandContext &context)
{
    DeliveryHost &host = session().host();
    const bool isBegun = error.code == ErrorCode::Damaged && host.beginAnew(host.inode());
    return context.console.fail(isBegun ? DeliveryLookup::none(delivery.id.toString()) : Failure::of(error));
}

void DeliveryOrderCommand::sendAndPrint(const Delivery &delivery, CommandContext &context)
{
    m_attempts = std::make_unique<FirstAttempts>(std::move(m_session), context);
    m_attempts->run({delivery}, FirstAttempts::Until::NextAttempt, std::nullopt,
                    [&context](const QList<Delivery> &ended) { CommandContext::finish(print(ended.first(), context)); });
}

int DeliveryOrderCommand::print(const Delivery &delivery, CommandContext &context)
{
    if (context.console.json())
        context.console.print(json::delivery(delivery, {}, json::AttemptDetail::Summary));
    else
        context.console.print(DeliveryText::line(delivery));
    return exitcode::done;
}

} // namespace hookpanel
