// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/deliverysession.h"
#include "cli/firstattempts.h"

#include <QCoreApplication>

namespace hookpanel {

/// What the commands that do something with one delivery have in common: they find it by the ID that is their operand, open
/// the profile's deliveries, give their order, and print what has become of it.
class DeliveryOrderCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryOrderCommand)

public:
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) final;

protected:
    /// Name, summary and details are the command's own.
    [[nodiscard]] static CommandSyntax syntaxOf(const QString &name, const QString &summary, const QString &details);

    /// Gives the order. The session is there from now on. Returns an exit code, or nothing when it goes on.
    [[nodiscard]] virtual std::optional<int> order(const Delivery &delivery, CommandContext &context) = 0;

    [[nodiscard]] DeliverySession &session() { return m_attempts ? m_attempts->session() : *m_session; }

    /// For an order that failed: says why, after putting a damaged database aside as every other command does.
    [[nodiscard]] int fail(const Error &error, const Delivery &delivery, CommandContext &context);

    /// Sends the next attempt of this delivery, or leaves it to who dispatches, then prints it and ends the program.
    void sendAndPrint(const Delivery &delivery, CommandContext &context);

    /// Prints the delivery and returns what the program ends with.
    [[nodiscard]] static int print(const Delivery &delivery, CommandContext &context);

private:
    std::unique_ptr<DeliverySession> m_session;
    std::unique_ptr<FirstAttempts> m_attempts; ///< Has the session then.
};

} // namespace hookpanel
