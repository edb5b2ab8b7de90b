// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCoreApplication>

namespace hookpanel {

/// `stop ID`: no further attempt of a delivery that waits.
class StopCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::StopCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;
};

} // namespace hookpanel
