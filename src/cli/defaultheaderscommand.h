// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/webhook.h"

#include <QCoreApplication>
#include <QStringList>

namespace hookpanel {

/// `default-headers [set ['K: V'…] [--secret-header-env K=VAR]…|remove K…]`: the headers sent with every webhook.
class DefaultHeadersCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DefaultHeadersCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static tl::expected<Headers, Failures> changed(const Headers &headers, const QStringList &operands,
                                                   const QStringList &secret);
    static tl::expected<Headers, Failures> with(Headers headers, const QStringList &texts, const QStringList &secret);
    static tl::expected<Headers, Failures> without(Headers headers, const QStringList &names);
    static void print(const Headers &headers, CommandContext &context);
};

} // namespace hookpanel
