// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/intaketokensetting.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "host/intaketoken.h"
#include "store/vaultstore.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString IntakeTokenSetting::key()
{
    return u"intake-token"_s;
}

QString IntakeTokenSetting::description()
{
    return tr(
        "The token that programs send to the intake; made when it is first asked for. “new” makes another one, and the "
        "old one is refused from then on.");
}

std::optional<int> IntakeTokenSetting::run(const QString &value, CommandContext &context)
{
    Console &console = context.console;
    if (!value.isEmpty() && value != u"new")
        return console.fail(
            Failure::badValue(tr("A token cannot be chosen. Leave the value out to see it, or use “new”."), key()));
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return console.fail(prepared.error());
    const auto secrets = std::make_shared<VaultStore>(context.profile, context.secrets, [&console](const QString &copy) {
        console.say(tr("The secrets were damaged. The damaged file is kept as %1, and a new one was begun.").arg(copy));
    });
    const LaterCode code;
    const auto print = [secrets, code, &context](const Result<intaketoken::Token> &token) {
        code.end(token ? printToken(token->value, token->isNew, context)
                       : context.console.fail(Failure::of(token.error(), key())));
    };
    context.openSecrets([secrets, print, value, &context] {
        if (value.isEmpty())
            intaketoken::get(*secrets, &context.secrets, print);
        else
            intaketoken::make(*secrets, &context.secrets, print);
    });
    return code.now();
}

int IntakeTokenSetting::printToken(const QString &token, bool isNew, CommandContext &context)
{
    Console &console = context.console;
    const bool isInFile = context.secrets.storage() == SecretPlace::Storage::File;
    if (isNew && isInFile)
        console.say(tr("The token is new and is kept in %1, which only you may read.").arg(context.profile.secretsFile()));
    else if (isNew)
        console.say(tr("The token is new and is kept in the keyring."));
    if (console.json())
        console.print(QJsonObject{{key(), token}});
    else
        console.print(token);
    return exitcode::done;
}

} // namespace hookpanel
