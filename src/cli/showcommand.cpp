// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/showcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhooktext.h"
#include "core/webhookjson.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// What the webhook subscribes to and the catalogue has not: it never happens.
QStringList problemsWithEvents(const StoredWebhook &stored, const EventCatalogue &catalogue)
{
    QStringList sentences;
    for (const QString &name : stored.webhook.events.names) {
        if (!catalogue.contains(name))
            sentences.append(
                ShowCommand::tr("The event type “%1” is not in the catalogue: it was removed, or another version "
                                "has it. Nothing is sent for it until it is added again.")
                    .arg(name));
    }
    return sentences;
}

QJsonObject jsonOf(const StoredWebhook &stored, const QStringList &problemsWithEvents)
{
    QJsonObject object = json::webhook(stored.webhook, stored.problems);
    QJsonArray problems = object.value(u"problems"_s).toArray();
    for (const QString &sentence : problemsWithEvents)
        problems.append(QJsonObject{{u"field"_s, u"events"_s}, {u"message"_s, sentence}});
    object.insert(u"problems"_s, problems);
    return object;
}

} // namespace

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
    const QStringList problems = problemsWithEvents(*stored, context.catalogue);
    if (context.console.json()) {
        context.console.print(jsonOf(*stored, problems));
        return exitcode::done;
    }
    const QHash<WebhookId, LastOutcome> outcomes = context.lastOutcomes();
    const auto last = outcomes.constFind(stored->webhook.id);
    context.console.print(
        WebhookText::details(*stored, last == outcomes.constEnd() ? std::nullopt : std::optional(*last), problems));
    return exitcode::done;
}

} // namespace hookpanel
