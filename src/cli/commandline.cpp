// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/commandline.h"

#include "cli/command.h"
#include "cli/commandcontext.h"
#include "cli/commandtable.h"
#include "cli/helptext.h"
#include "cli/latercode.h"
#include "core/version.h"
#include "core/words.h"
#include "store/catalogueresource.h"
#include "store/eventtypestore.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString profileOption = u"profile"_s;
const QString jsonOption = u"json"_s;
const QString helpOption = u"help"_s;
const QString versionOption = u"version"_s;

bool isNegativeNumber(const QString &argument)
{
    return argument.size() > 1 && argument[0] == u'-' && argument[1].isDigit();
}

/// QCommandLineParser knows no option whose value may be left out: `--wait` becomes `--wait=`.
QStringList withEmptyValues(QStringList arguments, const QStringList &names)
{
    for (QString &argument : arguments) {
        if (argument == u"--"_s)
            break;
        if (argument.startsWith(u"--"_s) && names.contains(argument.mid(2)))
            argument += u'=';
    }
    return arguments;
}

bool takesNext(const QString &argument, const QList<QCommandLineOption> &options)
{
    return std::any_of(options.cbegin(), options.cend(), [&argument](const QCommandLineOption &option) {
        const QString name = argument.startsWith(u"--"_s) ? argument.mid(2) : argument.mid(1);
        return argument.startsWith(u'-') && !option.valueName().isEmpty() && option.names().contains(name);
    });
}

/// QCommandLineParser takes `-5` for an option, and we have none like that: such values go to the end, behind `--`.
QStringList withNumbersAsOperands(const QStringList &arguments, const QList<QCommandLineOption> &options)
{
    QStringList others;
    QStringList numbers;
    qsizetype i = 0;
    for (; i < arguments.size() && arguments[i] != u"--"_s; ++i) {
        if (isNegativeNumber(arguments[i])) {
            numbers.append(arguments[i]);
            continue;
        }
        others.append(arguments[i]);
        if (takesNext(arguments[i], options)) {
            if (i + 1 == arguments.size())
                return arguments; // its value is missing, which the parser says
            others.append(arguments[++i]);
        }
    }
    if (numbers.isEmpty())
        return arguments;
    return others + QStringList{u"--"_s} + numbers + arguments.mid(i + 1);
}

} // namespace

CommandLine::CommandLine(Console &console)
    : m_console(console)
    , m_commonOptions{
          {profileOption, tr("Use the profile in this folder instead of your own one."), u"DIR"_s},
          {jsonOption, tr("Print data, and errors, as one JSON document.")},
          {{u"h"_s, helpOption}, tr("Print this help.")},
          {versionOption, tr("Print the version.")},
      }
    , m_commands(makeCommands())
{
}

CommandLine::~CommandLine() = default;

std::optional<int> CommandLine::run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(m_commonOptions);
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    const bool parsed = parser.parse(QStringList{u"hookpanel-cli"_s} + arguments);
    const QStringList operands = parser.positionalArguments();
    // Behind the command's name it is read by the command's own parser, but errors before that want it, too.
    m_console.setJson(parser.isSet(jsonOption) || operands.contains(u"--json"_s));

    if (parser.isSet(helpOption)) {
        m_console.print(HelpText::ofProgram(m_commands, m_commonOptions));
        return exitcode::done;
    }
    if (parser.isSet(versionOption)) {
        m_console.print(u"hookpanel-cli " HOOKPANEL_VERSION ""_s);
        return exitcode::done;
    }
    if (!parsed)
        return m_console.fail(Failure::usage(tr("%1 See: hookpanel-cli --help").arg(parser.errorText())));
    if (operands.isEmpty())
        return m_console.fail(Failure::usage(tr("A command is missing. See: hookpanel-cli --help")));
    Command *command = find(operands.first());
    if (!command)
        return m_console.fail(unknownCommand(operands.first()));
    return runCommand(*command, operands.mid(1), parser);
}

std::optional<int> CommandLine::runCommand(Command &command, const QStringList &arguments, const QCommandLineParser &before)
{
    const CommandSyntax syntax = command.syntax();
    const QList<QCommandLineOption> options = syntax.options + m_commonOptions;
    m_parser = std::make_unique<QCommandLineParser>(); // a command may begin later, when its secrets are there
    QCommandLineParser &parser = *m_parser;
    parser.addOptions(options);
    const QStringList given = withEmptyValues(arguments, syntax.optionsWithoutValue);
    const bool parsed = parser.parse(QStringList{syntax.name} + withNumbersAsOperands(given, options));
    m_console.setJson(before.isSet(jsonOption) || parser.isSet(jsonOption));

    if (parser.isSet(helpOption)) {
        m_console.print(HelpText::ofCommand(syntax, m_commonOptions));
        return exitcode::done;
    }
    if (parser.isSet(versionOption)) {
        m_console.print(u"hookpanel-cli " HOOKPANEL_VERSION ""_s);
        return exitcode::done;
    }
    if (const std::optional<Failure> failure = checkForm(syntax, parser, parsed))
        return m_console.fail(*failure);
    if (const std::optional<Failure> failure = makeContext(before, parser, syntax.name))
        return m_console.fail(*failure);
    if (!syntax.usesSecrets)
        return command.run(parser, *m_context);
    if (parser.optionNames().contains(u"secret-storage"_s)) { // also for what is moved before the command runs
        if (const auto storage = SecretPlace::fromKey(parser.value(u"secret-storage"_s)))
            m_context->secrets.prefer(*storage);
    }
    const LaterCode code;
    m_context->openSecrets([this, code, &command] {
        if (const std::optional<int> ended = command.run(*m_parser, *m_context))
            code.end(*ended);
    });
    return code.now();
}

std::optional<Failure> CommandLine::makeContext(const QCommandLineParser &before, const QCommandLineParser &after,
                                                const QString &command)
{
    Profile profile;
    const QCommandLineParser &named = after.isSet(profileOption) ? after : before;
    if (named.isSet(profileOption)) {
        const QString folder = named.value(profileOption);
        if (folder.isEmpty())
            return Failure::usage(tr("--profile needs a folder: its name is empty."));
        profile = Profile::inFolder(folder);
    } else if (qEnvironmentVariableIsEmpty("HOME") && qEnvironmentVariableIsEmpty("XDG_CONFIG_HOME")) {
        return Failure::usage(tr("There is no home folder (HOME is not set): name the profile's folder with --profile."));
    } else {
        profile = Profile::standard();
    }

    const Result<EventCatalogue> catalogue = readCatalogue();
    if (!catalogue) {
        Failure failure = Failure::of(catalogue.error());
        failure.exitCode = exitcode::internal;
        return failure;
    }
    const LoadedEventTypes own = EventTypeStore(profile).load();
    for (const Error &fault : own.faults)
        m_console.say(Words::of(fault)); // the others are there all the same
    m_context = std::make_unique<CommandContext>(m_console, profile, catalogue->withOwn(own.types), command);
    return std::nullopt;
}

Command *CommandLine::find(const QString &name) const
{
    const auto found = std::find_if(m_commands.cbegin(), m_commands.cend(),
                                    [&name](const auto &command) { return command->syntax().name == name; });
    return found == m_commands.cend() ? nullptr : found->get();
}

Failure CommandLine::unknownCommand(const QString &name) const
{
    QStringList names;
    for (const auto &command : m_commands)
        names.append(command->syntax().name);
    return Failure::usage(
        tr("There is no command “%1”. The commands are: %2. See: hookpanel-cli --help").arg(name, names.join(u", "_s)));
}

std::optional<Failure> CommandLine::checkForm(const CommandSyntax &syntax, const QCommandLineParser &parser, bool parsed)
{
    const QString help = tr("See: hookpanel-cli %1 --help").arg(syntax.name);
    if (!parsed)
        return Failure::usage(parser.errorText() + u' ' + help);
    const QStringList operands = parser.positionalArguments();
    if (operands.size() < syntax.fewestOperands)
        return Failure::usage(tr("Something is missing: %1. %2").arg(syntax.operand, help));
    if (operands.size() > syntax.mostOperands) {
        const QString &first = operands[syntax.mostOperands];
        return Failure::usage(tr("“%1” is one argument too many. %2").arg(first, help));
    }
    return std::nullopt;
}

} // namespace hookpanel
