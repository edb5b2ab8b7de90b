// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QList>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>
#include <utility>

namespace hookpanel {

struct CommandContext;

/// How a command is written and explained. All help comes from here.
struct CommandSyntax {
    static constexpr int anyNumber = std::numeric_limits<int>::max();

    QString name; ///< "trigger"
    QString synopsis; ///< "W [--event T] [--payload FILE|-]": what follows the name
    QString summary; ///< A few words for the list of commands, no full stop.
    QString details; ///< Paragraphs for the command's own help, each on a line of its own.
    QString tableTitle; ///< A table of the command's own in its help, such as the keys of `settings`; may be empty.
    QList<std::pair<QString, QString>> table; ///< Its rows: term and explanation.
    QList<QCommandLineOption> options; ///< Beside the options that every command takes.
    QStringList optionsWithoutValue; ///< Options whose value may be left out: `--wait` beside `--wait=5`.
    int fewestOperands = 0; ///< How many arguments must stand beside the options …
    int mostOperands = 0; ///< … and how many may.
    bool usesSecrets = false; ///< It writes or sends what holds secrets: they are read before it runs.
    QString operand; ///< What is missing when there are too few: "the webhook (its id, name or the start of its id)"
};

/// One command of `hookpanel-cli`. To add one: a class of this kind, and its line in commandtable.cpp.
class Command
{
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual CommandSyntax syntax() const = 0;

    /// Does it. `arguments` are parsed by syntax(), with the right number of operands. Returns the exit code, or
    /// nothing while the command goes on in the event loop; it then ends by CommandContext::finish(). The context
    /// lives until the program ends.
    [[nodiscard]] virtual std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) = 0;
};

} // namespace hookpanel
