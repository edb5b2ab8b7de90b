// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/deliveryordercommand.h"

#include <QTimer>

namespace hookpanel {

/// `stop ID`: no further attempt of a delivery that waits; one that is on the wire is aborted by who sends it.
class StopCommand final : public DeliveryOrderCommand
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::StopCommand)

public:
    static constexpr int abortedWithinMs = 3000; ///< The sender looks once a second, and mostly at once.

    [[nodiscard]] CommandSyntax syntax() const override;

protected:
    [[nodiscard]] std::optional<int> order(const Delivery &delivery, CommandContext &context) override;

private:
    void followToEnd(const Delivery &delivery, CommandContext &context);

    QTimer m_poll;
    QTimer m_patience;
};

} // namespace hookpanel
