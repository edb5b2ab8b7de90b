// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"

#include <QCoreApplication>

namespace hookpanel {

/// `delivery ID`: one with its attempts, request and response exactly.
class DeliveryCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;
};

} // namespace hookpanel
