// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/deliverysession.h"
#include "cli/interrupt.h"
#include "cli/latercode.h"
#include "host/intakekeeper.h"
#include "store/vaultstore.h"

#include <QCoreApplication>

namespace hookpanel {

/// `serve`: dispatches without a window until SIGTERM, and takes in events where that is switched on.
class ServeCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ServeCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    void follow(CommandContext &context);
    void followIntake(CommandContext &context);
    void takeIn(std::optional<quint16> port, CommandContext &context, const LaterCode &code);
    void takeInLater(quint16 port, CommandContext &context, const LaterCode &code, const Error &why);
    void dispatch(CommandContext &context);
    void end(int exitCode);

    std::unique_ptr<DeliverySession> m_session;
    std::unique_ptr<VaultStore> m_secrets;
    std::unique_ptr<IntakeKeeper> m_intake; ///< Uses the session and the secrets, so it goes first.
    std::unique_ptr<Interrupt> m_interrupt;
    bool m_isDispatching = false;
    int m_exitCode = exitcode::done;
};

} // namespace hookpanel
