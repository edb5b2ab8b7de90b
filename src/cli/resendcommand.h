// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/deliveryordercommand.h"

namespace hookpanel {

/// `resend ID`: the same payload again, as a new delivery of the same event.
class ResendCommand final : public DeliveryOrderCommand
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ResendCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;

protected:
    [[nodiscard]] std::optional<int> order(const Delivery &delivery, CommandContext &context) override;
};

} // namespace hookpanel
