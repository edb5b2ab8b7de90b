// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "core/ids.h"
#include "core/result.h"

#include <QCoreApplication>

namespace hookpanel {

/// `remove W…`: deletes webhooks.
class RemoveCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::RemoveCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    [[nodiscard]] static Result<int> cancelDeliveries(const WebhookId &id, const CommandContext &context);
};

} // namespace hookpanel
