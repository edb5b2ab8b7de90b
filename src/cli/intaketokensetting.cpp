// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/intaketokensetting.h"

#include "cli/commandcontext.h"
#include "host/intaketoken.h"
#include "store/secretsfile.h"

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

int IntakeTokenSetting::run(const QString &value, CommandContext &context)
{
    Console &console = context.console;
    if (!value.isEmpty() && value != u"new")
        return console.fail(
            Failure::badValue(tr("A token cannot be chosen. Leave the value out to see it, or use “new”."), key()));
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return console.fail(prepared.error());
    SecretsFile secrets(context.profile, [&console](const QString &copy) {
        console.say(tr("The secrets were damaged. The damaged file is kept as %1, and a new one was begun.").arg(copy));
    });
    const auto token = value.isEmpty() ? intaketoken::get(secrets) : intaketoken::make(secrets);
    if (!token)
        return console.fail(Failure::of(token.error(), key()));
    if (token->isNew)
        console.say(tr("The token is new and is kept in %1, which only you may read.").arg(context.profile.secretsFile()));
    if (console.json())
        console.print(QJsonObject{{key(), token->value}});
    else
        console.print(token->value);
    return exitcode::done;
}

} // namespace hookpanel
