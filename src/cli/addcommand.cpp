// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/addcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhookoptions.h"
#include "cli/webhooksaver.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax AddCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"add"_s;
    syntax.synopsis = u"--name N --url U [--event T]… [--header 'K: V']… [--header-env K=VAR]… "
                      "[--secret-header-env K=VAR]… [--content-type C]… "
                      "[--disabled] [--timeout S] [--retry off|quick|standard|LIST] "
                      "[--sign SCHEME]… [--secret-env VAR|--secret-fd N] "
                      "[--tls-ca FILE|--tls-pin SHA256] [--tls-client-cert FILE --tls-client-key FILE] "
                      "[--tls-passphrase-env VAR] [--secret-storage keyring|file]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("add a webhook");
    syntax.details = tr("Adds a webhook and prints it. What is not given is as the settings say: no headers, no event "
                        "types, all content types, and the timeout and retry schedule of “hookpanel-cli settings”.");
    syntax.options = WebhookOptions::common();
    return syntax;
}

std::optional<int> AddCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    for (const QString &required : {u"name"_s, u"url"_s}) {
        if (!arguments.isSet(required))
            return context.console.fail(Failure::usage(tr("--%1 is missing. See: hookpanel-cli add --help").arg(required)));
    }
    if (const std::optional<Failure> failure = WebhookOptions::contradiction(arguments))
        return context.console.fail(*failure);
    const Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return context.console.fail(preferences.error());

    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.timeoutSeconds = preferences->timeoutSeconds;
    webhook.retry = preferences->retry;
    const auto checked = WebhookOptions::checked(arguments, webhook, context.catalogue);
    if (!checked)
        return context.console.fail(checked.error());
    if (const std::optional<Failure> failure = WebhookOptions::chooseStorage(arguments, context.secrets))
        return context.console.fail(*failure);
    if (const QString note = WebhookOptions::argumentNote(arguments.values(u"header"_s)); !note.isEmpty())
        context.console.say(note);
    return saveAndPrint(context, *checked, QByteArray());
}

} // namespace hookpanel
