// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/showcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhooktext.h"
#include "core/webhookjson.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ShowCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"show"_s;
    syntax.synopsis = u"W"_s;
    syntax.summary = tr("show one webhook");
    syntax.details = tr("Shows everything about the webhook W.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

std::optional<int> ShowCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, arguments.positionalArguments().first());
    if (!stored)
        return context.console.fail(stored.error());
    if (context.console.json()) {
        context.console.print(json::webhook(stored->webhook, stored->problems));
        return exitcode::done;
    }
    const QHash<WebhookId, LastOutcome> outcomes = context.lastOutcomes();
    const auto last = outcomes.constFind(stored->webhook.id);
    context.console.print(WebhookText::details(*stored, last == outcomes.constEnd() ? std::nullopt : std::optional(*last)));
    return exitcode::done;
}

} // namespace hookpanel
