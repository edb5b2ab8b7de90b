// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/defaultheaderscommand.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "cli/webhookoptions.h"
#include "core/secrets.h"
#include "core/validation.h"
#include "core/webhookjson.h"
#include "store/secretsaving.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QString secretHeaderOption()
{
    return WebhookOptions::secretHeader().names().first();
}

auto hasName(const QString &name)
{
    return [name](const Header &header) { return isSameHeaderName(header.name, name); };
}

/// Puts the header in the place of the one with its name, or at the end.
void put(Headers &headers, const Header &header)
{
    const auto same = std::find_if(headers.begin(), headers.end(), hasName(header.name));
    if (same == headers.end())
        headers.append(header);
    else
        *same = header;
}

} // namespace

CommandSyntax DefaultHeadersCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"default-headers"_s;
    syntax.synopsis = u"[set ['K: V'…] [--secret-header-env K=VAR]…|remove K…]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("show or change the headers sent with every webhook");
    syntax.details = tr("Prints the headers that are sent with every webhook; a webhook's own header of the same name "
                        "replaces one of them.\n"
                        "“set” adds headers, or replaces those of the same name (upper and lower case count as the same); "
                        "“remove” takes them out by name. When one argument is refused, nothing is changed.");
    syntax.options = {WebhookOptions::secretHeader()};
    syntax.mostOperands = CommandSyntax::anyNumber;
    return syntax;
}

std::optional<int> DefaultHeadersCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return context.console.fail(preferences.error());
    const Preferences before = *preferences; // what differs is written, so that another program's change is kept
    const QStringList operands = arguments.positionalArguments();
    const QStringList secret = arguments.values(secretHeaderOption());
    if (operands.isEmpty() && !secret.isEmpty())
        return context.console.fail(Failure::usage(tr("--%1 is for “set”.").arg(secretHeaderOption())));
    if (!operands.isEmpty()) {
        const auto headers = changed(preferences->defaultHeaders, operands, secret);
        if (!headers)
            return context.console.fail(headers.error());
        if (const QString note = WebhookOptions::argumentNote(operands.mid(1)); !note.isEmpty())
            context.console.say(note);
        preferences->defaultHeaders = *headers;
        if (const Expected<void> prepared = context.prepareProfile(); !prepared)
            return context.console.fail(prepared.error());
        const LaterCode code;
        secretsaving::save(context.preferences, context.secrets, *preferences, before, &context.secrets,
                           [code, headers = *headers, &context](const Result<void> &saved) {
                               if (saved)
                                   print(headers, context);
                               code.end(saved ? exitcode::done : context.console.fail(Failure::of(saved.error())));
                           });
        return code.now();
    }
    print(preferences->defaultHeaders, context);
    return exitcode::done;
}

tl::expected<Headers, Failures> DefaultHeadersCommand::changed(const Headers &headers, const QStringList &operands,
                                                               const QStringList &secret)
{
    const QString help = tr("See: hookpanel-cli default-headers --help");
    const QString &verb = operands.first();
    const bool set = verb == u"set"_s;
    if (!set && verb != u"remove"_s)
        return tl::unexpected(Failures{Failure::usage(tr("“%1” is neither “set” nor “remove”. %2").arg(verb, help))});
    if (!set && !secret.isEmpty())
        return tl::unexpected(Failures{Failure::usage(tr("--%1 is for “set”.").arg(secretHeaderOption()))});
    if (operands.size() < 2 && secret.isEmpty()) {
        const QString missing = set ? tr("“set” needs a header, as 'X-Token: abc'.") : tr("“remove” needs a header's name.");
        return tl::unexpected(Failures{Failure::usage(missing + u' ' + help)});
    }
    return set ? with(headers, operands.mid(1), secret) : without(headers, operands.mid(1));
}

tl::expected<Headers, Failures> DefaultHeadersCommand::with(Headers headers, const QStringList &texts,
                                                            const QStringList &secret)
{
    Failures failures;
    const QString field = fieldKey(Field::DefaultHeaders);
    const auto take = [&headers, &failures](const Expected<Header> &header) {
        if (!header) {
            failures.append(header.error());
            return;
        }
        // Each by itself: an old header that breaks a rule must not stand in the way of a new one.
        failures += failuresOf(validateHeaders({*header}, Field::DefaultHeaders));
        put(headers, secrets::markedByDefault({*header}).first());
    };
    for (const QString &text : texts)
        take(WebhookOptions::headerFromText(text, field));
    for (const QString &text : secret)
        take(WebhookOptions::secretHeaderFromText(text, field));
    if (!failures.isEmpty())
        return tl::unexpected(failures);
    return headers;
}

tl::expected<Headers, Failures> DefaultHeadersCommand::without(Headers headers, const QStringList &names)
{
    Failures failures;
    const Headers before = headers;
    for (const QString &name : names) {
        if (std::none_of(before.cbegin(), before.cend(), hasName(name)))
            failures.append(Failure::noSuchName(
                tr("There is no default header “%1”; “hookpanel-cli default-headers” shows them.").arg(name),
                fieldKey(Field::DefaultHeaders)));
        headers.removeIf(hasName(name));
    }
    if (!failures.isEmpty())
        return tl::unexpected(failures);
    return headers;
}

void DefaultHeadersCommand::print(const Headers &headers, CommandContext &context)
{
    if (context.console.json()) {
        context.console.print(json::headers(headers));
    } else if (headers.isEmpty()) {
        context.console.say(tr("There are no default headers."));
    } else {
        QStringList lines;
        for (const Header &header : headers)
            lines.append(singleLine(header.name + u": "_s + secrets::shownValue(header)));
        context.console.print(lines.join(u'\n'));
    }
}

} // namespace hookpanel
