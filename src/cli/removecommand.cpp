// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/removecommand.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "cli/webhooklookup.h"
#include "cli/webhooksaver.h"
#include "core/clock.h"
#include "core/secrets.h"
#include "core/words.h"
#include "store/deliverystore.h"

#include <QFile>

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax RemoveCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"remove"_s;
    syntax.synopsis = u"W…"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("delete webhooks");
    syntax.details = tr("Deletes the webhooks W, without a question and for good, and prints what they were. When one of "
                        "them is not found, none is deleted.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = CommandSyntax::anyNumber;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

/// Nothing where nothing was ever accepted: the database is not made for this.
Result<int> RemoveCommand::cancelDeliveries(const WebhookId &id, const CommandContext &context)
{
    if (!QFile::exists(context.profile.deliveriesFile()))
        return 0;
    const auto store = DeliveryStore::open(context.profile);
    if (!store)
        return tl::unexpected(store.error());
    return (*store)->stopAll(id, SystemClock().nowUtc());
}

std::optional<int> RemoveCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    QStringList references; // of secrets that go with them
    const auto remove = [&context, &references](const StoredWebhook &before) -> Result<StoredWebhook> {
        const WebhookId id = before.webhook.id;
        if (const Result<RemovedWebhook> removed = context.webhooks.remove(id); !removed)
            return tl::unexpected(removed.error());
        references += secrets::references(before.webhook);
        // The webhook is gone either way; a left-over outcome is only worth a word.
        if (const Result<void> forgotten = context.outcomes.forget(id); !forgotten)
            context.console.say(Words::of(forgotten.error()));
        if (const Result<int> cancelled = cancelDeliveries(id, context); !cancelled)
            context.console.say(Words::of(cancelled.error()));
        else if (*cancelled > 0)
            context.console.say(tr("%n pending deliveries were cancelled.", nullptr, *cancelled));
        return before;
    };
    const int ended = changeAndPrint(context, arguments.positionalArguments(), remove,
                                     [](const StoredWebhook &) { return tr("Deleted"); });
    const LaterCode code;
    context.secrets.change({}, references, &context.secrets, [code, ended, &context](const Result<void> &forgotten) {
        if (!forgotten)
            context.console.say(Words::of(forgotten.error())); // they are gone either way
        code.end(ended);
    });
    return code.now();
}

} // namespace hookpanel
