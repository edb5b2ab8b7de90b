// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/definitions.h"

#include <QCoreApplication>

namespace hookpanel {

/// `import FILE…`: adds and updates webhooks from definitions; with `--dry-run` it only says what it would do.
class ImportCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ImportCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static void print(const ImportPlan &plan, bool isPreview, CommandContext &context);
    static void tellProgress(qsizetype done, qsizetype all, CommandContext &context);
    static std::optional<int> carryOut(const ImportPlan &plan, CommandContext &context);
    static int write(const ImportPlan &plan, CommandContext &context);
};

/// "not-json": the name of a fault in the `error` document.
[[nodiscard]] QString faultKey(DefinitionsFault fault);

} // namespace hookpanel
