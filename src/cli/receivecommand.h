// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/interrupt.h"
#include "intake/testreceiver.h"

#include <QCoreApplication>

#include <memory>

namespace hookpanel {

/// `receive`: a receiver to try webhooks on, which prints what arrives until SIGTERM or SIGINT. Needs no profile.
class ReceiveCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ReceiveCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    std::unique_ptr<TestReceiver> m_receiver;
    std::unique_ptr<Interrupt> m_interrupt;
};

} // namespace hookpanel
