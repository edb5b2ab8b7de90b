// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/helptext.h"

#include <QStringList>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// "--event T", "-h, --help"
QString term(const QCommandLineOption &option)
{
    QStringList names;
    const QStringList known = option.names();
    for (const QString &name : known)
        names.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
    QString result = names.join(u", "_s);
    if (!option.valueName().isEmpty())
        result += u' ' + option.valueName();
    return result;
}

QString optionList(const QList<QCommandLineOption> &options)
{
    QList<std::pair<QString, QString>> rows;
    for (const QCommandLineOption &option : options)
        rows.append({term(option), option.description()});
    return HelpText::definitions(rows);
}

/// A synopsis is broken between its brackets, not inside them: the blanks inside become no-break spaces for a while.
QString unbreakable(const QString &synopsis)
{
    QString result = synopsis;
    int depth = 0;
    for (QChar &character : result) {
        if (character == u'[')
            ++depth;
        else if (character == u']')
            --depth;
        else if (character == u' ' && depth > 0)
            character = QChar::Nbsp;
    }
    return result;
}

} // namespace

QString HelpText::wrapped(const QString &text, int indent, int hanging)
{
    QStringList lines;
    QString line(indent, u' ');
    bool lineIsEmpty = true;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!lineIsEmpty && line.size() + 1 + word.size() > columns) {
            lines.append(line);
            line = QString(hanging, u' ');
            lineIsEmpty = true;
        }
        line += lineIsEmpty ? word : u' ' + word;
        lineIsEmpty = false;
    }
    lines.append(line);
    return lines.join(u'\n');
}

QString HelpText::definitions(const QList<std::pair<QString, QString>> &rows)
{
    constexpr int indent = 2;
    constexpr qsizetype widestTerm = 24;
    qsizetype width = 0;
    for (const auto &row : rows)
        width = qMin(widestTerm, qMax(width, row.first.size()));
    const int right = indent + int(width) + 2;

    QStringList lines;
    for (const auto &[name, explanation] : rows) {
        const QString left = QString(indent, u' ') + name;
        if (name.size() > width) {
            lines.append(left);
            lines.append(wrapped(explanation, right, right));
        } else {
            lines.append(left + wrapped(explanation, right, right).mid(left.size()));
        }
    }
    return lines.join(u'\n');
}

QString HelpText::ofProgram(const std::vector<std::unique_ptr<Command>> &commands,
                            const QList<QCommandLineOption> &commonOptions)
{
    QList<std::pair<QString, QString>> rows;
    for (const auto &command : commands) {
        const CommandSyntax syntax = command->syntax();
        rows.append({syntax.name, syntax.summary});
    }
    const QStringList parts{
        wrapped(tr("Usage: hookpanel-cli [--profile DIR] [--json] COMMAND …"), 0, 7),
        wrapped(tr("Defines webhooks, switches them on and off, and sends test events. The window of the same "
                   "profile is opened by hookpanel."),
                0, 0),
        tr("Commands:") + u'\n' + definitions(rows),
        tr("Options, before or after the command:") + u'\n' + optionList(commonOptions),
        wrapped(tr("A webhook is named by its id, its exact name, or at least 4 characters of the start of its id."), 0, 0),
        wrapped(tr("Data goes to the standard output, messages to the standard error."), 0, 0),
        wrapped(tr("Exit codes: 0 done or success; 1 the receiver answered with an error or a redirect; 2 no "
                   "complete answer; 3 TLS; 4 timeout; 5 refused by a rule about events; 6 nothing by that name; "
                   "64 usage; 65 bad data; 70 internal; 73 or 74 cannot write; 130 cancelled."),
                0, 0),
        wrapped(tr("Help about one command: hookpanel-cli COMMAND --help"), 0, 0),
    };
    return parts.join(u"\n\n"_s);
}

QString HelpText::ofCommand(const CommandSyntax &syntax, const QList<QCommandLineOption> &commonOptions)
{
    QStringList parts;
    const QString usage = tr("Usage: hookpanel-cli %1 %2").arg(syntax.name, unbreakable(syntax.synopsis));
    parts.append(wrapped(usage.trimmed(), 0, 7).replace(QChar::Nbsp, u' '));
    const QStringList paragraphs = syntax.details.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &paragraph : paragraphs)
        parts.append(wrapped(paragraph, 0, 0));
    if (!syntax.table.isEmpty())
        parts.append(syntax.tableTitle + u'\n' + definitions(syntax.table));
    if (!syntax.options.isEmpty())
        parts.append(tr("Options:") + u'\n' + optionList(syntax.options));
    parts.append(tr("Options of every command:") + u'\n' + optionList(commonOptions));
    return parts.join(u"\n\n"_s);
}

} // namespace hookpanel
