// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/exportcommand.h"

#include "cli/commandcontext.h"
#include "core/clock.h"
#include "core/definitionswords.h"
#include "core/definitionswriter.h"
#include "store/definitionsfile.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ExportCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"export"_s;
    syntax.synopsis = u"[FILE|-]"_s;
    syntax.summary = tr("write all definitions as JSON");
    syntax.details
        = tr("Writes all webhooks and the default headers in Hookpanel's own JSON to FILE, whole or not at all and "
             "readable by you alone, or to the standard output. “hookpanel-cli import” reads it.\n"
             "Secrets never leave: the value of a header such as Authorization, Cookie or X-Api-Key is null in "
             "the file unless it is a placeholder such as ${TOKEN}. How many were left out is said.");
    syntax.mostOperands = 1;
    return syntax;
}

std::optional<int> ExportCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Result<QList<StoredWebhook>> webhooks = context.webhooks.loadAll();
    if (!webhooks)
        return context.console.fail(Failure::of(webhooks.error()));
    const Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return context.console.fail(preferences.error());
    WrittenDefinitions written = writeDefinitions(*webhooks, preferences->defaultHeaders, SystemClock().nowUtc());
    written.report.defaultHeadersUnreadable = !context.preferences.defaultHeadersForSending();

    const QString file = arguments.positionalArguments().value(0, u"-"_s);
    if (file == u"-"_s) {
        context.console.printBytes(written.json);
    } else {
        if (const Result<void> done = definitionsfile::write(file, written.json, definitionsfile::Streams::Allowed); !done)
            return context.console.fail(Failure::of(done.error()));
        if (context.console.json())
            context.console.print(QJsonObject{{u"file"_s, file},
                                              {u"webhooks"_s, written.report.webhooks},
                                              {u"secretsLeftOut"_s, written.report.withheld},
                                              {u"unreadable"_s, written.report.unreadable},
                                              {u"defaultHeadersUnreadable"_s, written.report.defaultHeadersUnreadable}});
        else
            context.console.say(tr("%n webhook(s) written to “%1”.", nullptr, written.report.webhooks).arg(file));
    }
    const QStringList sentences = DefinitionsWords::of(written.report);
    for (const QString &sentence : sentences)
        context.console.say(sentence);
    return exitcode::done;
}

} // namespace hookpanel
