// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/removecommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhooksaver.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax RemoveCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"remove"_s;
    syntax.synopsis = u"W…"_s;
    syntax.summary = tr("delete webhooks");
    syntax.details = tr("Deletes the webhooks W, without a question and for good, and prints what they were. When one of "
                        "them is not found, none is deleted.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = CommandSyntax::anyNumber;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

std::optional<int> RemoveCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const auto remove = [&context](const StoredWebhook &before) -> Result<StoredWebhook> {
        const WebhookId id = before.webhook.id;
        if (const Result<RemovedWebhook> removed = context.webhooks.remove(id); !removed)
            return tl::unexpected(removed.error());
        // The webhook is gone either way; a left-over outcome is only worth a word.
        if (const Result<void> forgotten = context.outcomes.forget(id); !forgotten)
            context.console.say(Words::of(forgotten.error()));
        return before;
    };
    return changeAndPrint(context, arguments.positionalArguments(), remove,
                          [](const StoredWebhook &) { return tr("Deleted"); });
}

} // namespace hookpanel
