// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCoreApplication>

namespace hookpanel {

/// `export [FILE]`: all definitions in Hookpanel's own JSON.
class ExportCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ExportCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;
};

} // namespace hookpanel
