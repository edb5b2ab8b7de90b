// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCommandLineOption>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace hookpanel {

/// The texts of --help, made from the commands' own descriptions. Lines are at most `columns` wide.
class HelpText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::HelpText)

public:
    static constexpr int columns = 80;

    /// The text with its lines broken between words; the first line begins after `indent` spaces, further ones after
    /// `hanging`. A word longer than a line stays whole.
    static QString wrapped(const QString &text, int indent, int hanging);

    /// Two columns: terms at the left, explanations wrapped at the right.
    static QString definitions(const QList<std::pair<QString, QString>> &rows);

    /// Help of the program.
    static QString ofProgram(const std::vector<std::unique_ptr<Command>> &commands,
                             const QList<QCommandLineOption> &commonOptions);

    /// Help of one command.
    static QString ofCommand(const CommandSyntax &syntax, const QList<QCommandLineOption> &commonOptions);
};

} // namespace hookpanel
