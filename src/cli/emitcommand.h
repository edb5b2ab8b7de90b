// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/firstattempts.h"
#include "cli/interrupt.h"

#include <QCoreApplication>

namespace hookpanel {

/// `emit T --model M --entry FILE`, `emit --payload FILE`: accepts an event for every webhook that is subscribed to it.
class EmitCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::EmitCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static Expected<void> checkForm(const QCommandLineParser &arguments);
    static Expected<RuledEvent> makeEvent(const QCommandLineParser &arguments, CommandContext &context,
                                          const Interrupt &interrupt);
    static Expected<RuledEvent> compose(const EventRules &rules, const QCommandLineParser &arguments,
                                        CommandContext &context, const Interrupt &interrupt);
    static Expected<QByteArray> partOf(const QString &option, const QCommandLineParser &arguments,
                                       const Interrupt &interrupt);
    static Failure composeFailure(const Error &error, const QCommandLineParser &arguments);
    static Expected<std::optional<std::chrono::seconds>> waitOf(const QCommandLineParser &arguments);
    void print(const QList<Delivery> &deliveries, CommandContext &context) const;

    std::unique_ptr<Interrupt> m_interrupt;
    std::unique_ptr<FirstAttempts> m_attempts;
    Acceptance m_acceptance;
    bool m_isInterrupted = false; ///< By a signal, after the event was accepted.
};

} // namespace hookpanel
