// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/attempt.h"
#include "core/clock.h"
#include "core/payload.h"
#include "core/storedwebhook.h"

#include <QCoreApplication>

#include <memory>
#include <optional>

namespace hookpanel {

class DeliverySession;
class Interrupt;
class NetworkSender;
class TestTrigger;
struct TestOrder;

/// `trigger W [--event T] [--payload FILE|-]`: sends a test event now and prints what came of it. It goes on in the
/// event loop; SIGINT and SIGTERM cancel the attempt, which then ends like any other.
class TriggerCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::TriggerCommand)

public:
    TriggerCommand();
    ~TriggerCommand() override;

    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    [[nodiscard]] Expected<Event> makeEvent(const QCommandLineParser &arguments, const CommandContext &context,
                                            const Webhook &webhook) const;
    static Expected<void> checkType(const QString &type, bool payloadGiven, const CommandContext &context,
                                    const Webhook &webhook);
    void start(const TestOrder &order, const Preferences &preferences, CommandContext &context);
    void follow(const Attempt &attempt, const Webhook &webhook, CommandContext &context);
    void finish(const Attempt &attempt, const Webhook &webhook, CommandContext &context);
    void keep(const TestOrder &order, CommandContext &context);
    void record(const Attempt &attempt, CommandContext &context);
    static void sayNotRecorded(const Failure &failure, CommandContext &context);

    SystemClock m_clock;
    std::optional<Phase> m_shownPhase;
    std::unique_ptr<DeliverySession> m_session; ///< None when the history cannot be written.
    std::unique_ptr<Interrupt> m_interrupt;
    std::unique_ptr<NetworkSender> m_sender;
    std::unique_ptr<TestTrigger> m_trigger; ///< Uses m_sender, so it goes first.
};

} // namespace hookpanel
