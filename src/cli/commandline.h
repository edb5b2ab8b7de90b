// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/console.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace hookpanel {

class Command;
struct CommandContext;
struct CommandSyntax;

/// Reads `hookpanel-cli`'s arguments, finds the command and runs it. Options that every command takes may stand before
/// or after the command's name.
class CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::CommandLine)

public:
    /// The console must outlive it.
    explicit CommandLine(Console &console);
    ~CommandLine();

    /// Runs the command of these arguments (without the program's name). Returns the exit code, or nothing while the
    /// command goes on in the event loop, which then ends with the exit code.
    [[nodiscard]] std::optional<int> run(const QStringList &arguments);

private:
    std::optional<int> runCommand(Command &command, const QStringList &arguments, const QCommandLineParser &before);
    std::optional<Failure> makeContext(const QCommandLineParser &before, const QCommandLineParser &after,
                                       const QString &command);
    static std::optional<Failure> checkForm(const CommandSyntax &syntax, const QCommandLineParser &parser, bool parsed);
    [[nodiscard]] Command *find(const QString &name) const;
    [[nodiscard]] Failure unknownCommand(const QString &name) const;

    Console &m_console;
    QList<QCommandLineOption> m_commonOptions;
    std::vector<std::unique_ptr<Command>> m_commands;
    std::unique_ptr<QCommandLineParser> m_parser; ///< Of the command.
    std::unique_ptr<CommandContext> m_context;
};

} // namespace hookpanel
