// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCoreApplication>

namespace hookpanel {

/// `enable W…` and `disable W…`: one class, because only the position of the switch differs.
class SwitchCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SwitchCommand)

public:
    enum class To { Enabled, Disabled };

    explicit SwitchCommand(To to)
        : m_to(to)
    {
    }

    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    const To m_to;
};

} // namespace hookpanel
