// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/clock.h"
#include "core/webhook.h"

#include <QCoreApplication>

namespace hookpanel {

/// `secret W generate|rotate|end-old`: the signing secret of a webhook. A new one is printed once, and never again.
class SecretCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SecretCommand)

public:
    static constexpr int defaultOverlapHours = 24;
    static constexpr int longestOverlapHours = 30 * 24;

    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    /// What becomes of the webhook, and the secret that is to be printed.
    struct Change {
        Webhook webhook;
        QString secret;
    };

    [[nodiscard]] Expected<Change> change(const QCommandLineParser &arguments, const Webhook &webhook) const;
    static void print(const Change &change, CommandContext &context);

    SystemClock m_clock;
};

} // namespace hookpanel
