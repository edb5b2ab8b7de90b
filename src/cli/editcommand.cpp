// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/editcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhookoptions.h"
#include "cli/webhooksaver.h"
#include "core/secrets.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax EditCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"edit"_s;
    syntax.synopsis = u"W [--name N] [--url U] [--event T]… [--no-events] [--header 'K: V']… [--header-env K=VAR]… "
                      "[--secret-header-env K=VAR]… "
                      "[--no-headers] [--content-type C]… [--enabled|--disabled] [--timeout S] "
                      "[--retry off|quick|standard|LIST] [--sign SCHEME]… [--secret-env VAR|--secret-fd N] [--tls-verify] "
                      "[--tls-ca FILE|--tls-pin SHA256] [--tls-client-cert FILE --tls-client-key FILE] "
                      "[--tls-passphrase-env VAR] [--secret-storage keyring|file]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("change a webhook");
    syntax.details
        = tr("Changes the webhook W and prints it. What is not given stays as it is. --event, --content-type, "
             "--sign, and --header together with --header-env and --secret-header-env, replace the whole list.\n"
             "Where the URL gets another scheme, host or port, the secret values of headers must be entered again: "
             "they are not sent to where they were not meant for.");
    syntax.options = WebhookOptions::common() + WebhookOptions::ofEdit();
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

std::optional<int> EditCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    if (const std::optional<Failure> failure = WebhookOptions::contradiction(arguments))
        return context.console.fail(*failure);
    const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, arguments.positionalArguments().first());
    if (!stored)
        return context.console.fail(stored.error());
    if (!WebhookOptions::anyGiven(arguments)) {
        context.console.say(tr("Nothing to change: no option says what. See: hookpanel-cli edit --help"));
        printWebhook(context, *stored);
        return exitcode::done;
    }
    if (const std::optional<Failure> failure = refusalToWrite(context, *stored))
        return context.console.fail(*failure);
    auto checked = WebhookOptions::checked(arguments, stored->webhook, context.catalogue);
    if (!checked)
        return context.console.fail(checked.error());
    if (const std::optional<Failure> failure = WebhookOptions::chooseStorage(arguments, context.secrets))
        return context.console.fail(*failure);
    const QStringList dropped = secrets::dropForNewOrigin(stored->webhook, *checked);
    if (!dropped.isEmpty())
        context.console.say(
            tr("The URL leads to another place, so these secret values must be entered again: %1. Nothing can be "
               "sent until then.")
                .arg(dropped.join(u", "_s)));
    if (const QString note = WebhookOptions::argumentNote(arguments.values(u"header"_s)); !note.isEmpty())
        context.console.say(note);
    return saveAndPrint(context, *checked, stored->revision);
}

} // namespace hookpanel
