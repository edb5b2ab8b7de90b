// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"

#include <QCoreApplication>

namespace hookpanel {

struct CommandContext;

/// `settings intake-token [new]`: the one setting that is a secret, so it stands in no list and is given by name only.
class IntakeTokenSetting
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::IntakeTokenSetting)

public:
    static QString key();
    static QString description();

    /// Prints the token, made on first use; `value` is empty, or "new" for another one. Returns the exit code,
    /// or nothing while the keyring is waited for.
    [[nodiscard]] static std::optional<int> run(const QString &value, CommandContext &context);

private:
    [[nodiscard]] static int printToken(const QString &token, bool isNew, CommandContext &context);
};

} // namespace hookpanel
