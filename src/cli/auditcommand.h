// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "core/audit.h"

#include <QCoreApplication>

namespace hookpanel {

/// `audit [W]`: what was done to the webhooks, when and by which program.
class AuditCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::AuditCommand)

public:
    static constexpr int usualLimit = 100;

    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    [[nodiscard]] static QString text(const QList<AuditEntry> &entries);
};

} // namespace hookpanel
