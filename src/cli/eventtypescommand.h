// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/interrupt.h"

#include <QCoreApplication>

#include <memory>

namespace hookpanel {

/// `event-types [add T --sample FILE|remove T]`: the catalogue, and the user's own event types in it.
class EventTypesCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::EventTypesCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static int list(CommandContext &context);
    int add(const QString &name, const QString &sampleFile, CommandContext &context);
    static int remove(const QString &name, CommandContext &context);

    std::unique_ptr<Interrupt> m_interrupt;
};

} // namespace hookpanel
