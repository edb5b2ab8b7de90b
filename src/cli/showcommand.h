// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCoreApplication>

namespace hookpanel {

/// `show W`: everything about one webhook.
class ShowCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ShowCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;
};

} // namespace hookpanel
