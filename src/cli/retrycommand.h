// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/deliveryordercommand.h"

namespace hookpanel {

/// `retry ID`: the next attempt of a delivery that waits, now.
class RetryCommand final : public DeliveryOrderCommand
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::RetryCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;

protected:
    [[nodiscard]] std::optional<int> order(const Delivery &delivery, CommandContext &context) override;
};

} // namespace hookpanel
