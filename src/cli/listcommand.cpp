// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/listcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooktext.h"
#include "core/webhookjson.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ListCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"list"_s;
    syntax.summary = tr("list all webhooks");
    syntax.details = tr("Lists all webhooks by name, with their switch, event types and last outcome.");
    return syntax;
}

std::optional<int> ListCommand::run(const QCommandLineParser &, CommandContext &context)
{
    const Result<QList<StoredWebhook>> webhooks = context.webhooks.loadAll();
    if (!webhooks)
        return context.console.fail(Failure::of(webhooks.error()));

    if (context.console.json()) {
        QJsonArray array;
        for (const StoredWebhook &stored : *webhooks)
            array.append(json::webhook(stored.webhook, stored.problems));
        context.console.print(array);
    } else if (webhooks->isEmpty()) {
        context.console.say(tr("There are no webhooks yet. Add one: hookpanel-cli add --name NAME --url URL"));
    } else {
        context.console.print(WebhookText::table(*webhooks, context.lastOutcomes()));
    }

    for (const StoredWebhook &stored : *webhooks) {
        for (const Problem &problem : stored.problems) {
            const QString id = stored.webhook.id.toString();
            const QString sentence = Words::of(problem);
            context.console.say(stored.webhook.name.isEmpty() ? tr("%1: %2").arg(id, sentence)
                                                              : tr("%1 (%2): %3").arg(stored.webhook.name, id, sentence));
        }
    }
    return exitcode::done;
}

} // namespace hookpanel
