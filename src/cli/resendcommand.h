// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/firstattempts.h"

#include <QCoreApplication>

namespace hookpanel {

/// `resend ID`: the same payload again, as a new delivery of the same event.
class ResendCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ResendCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    std::unique_ptr<FirstAttempts> m_attempts;
};

} // namespace hookpanel
