// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/deliverytext.h"
#include "cli/failure.h"
#include "core/hold.h"
#include "store/deliveryhistory.h"

#include <QCoreApplication>

#include <functional>

namespace hookpanel {

/// `deliveries`: the newest ones first.
class DeliveriesCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveriesCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static Expected<DeliveryFilter> filterOf(const QCommandLineParser &arguments, const CommandContext &context);
    static Expected<int> limitOf(const QCommandLineParser &arguments);

    struct Found {
        QList<Delivery> deliveries;
        QList<QList<Attempt>> attempts; ///< Of each, where they are asked for.
    };
    static Expected<Found> read(DeliveryHistory *history, const DeliveryFilter &filter, int limit, bool withAttempts);
    static void printJson(const Found &found, const std::function<Hold(const Delivery &)> &holdOf,
                          DeliveryText::Sending sending, CommandContext &context);
};

} // namespace hookpanel
