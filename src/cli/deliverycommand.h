// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "store/deliveryhistory.h"

#include <QCoreApplication>

#include <utility>

namespace hookpanel {

/// `delivery ID`: one with its attempts, request and response exactly.
class DeliveryCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static Expected<std::pair<Delivery, QList<Attempt>>> read(DeliveryHistory *history, const QCommandLineParser &arguments);
};

} // namespace hookpanel
