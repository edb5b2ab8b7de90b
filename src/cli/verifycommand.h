// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/signaturecheck.h"
#include "core/storedwebhook.h"

#include <QCoreApplication>

namespace hookpanel {

class Interrupt;

/// `verify W --headers FILE --body FILE`: says whether what a receiver got was signed with the secret, and if not, which
/// part differs.
class VerifyCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::VerifyCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static Expected<SigningKeys> keysFor(const Webhook &webhook, const QCommandLineParser &arguments,
                                         const Interrupt &interrupt, CommandContext &context);
    static Expected<ReceivedMessage> readMessage(const QCommandLineParser &arguments, const Interrupt &interrupt);
    static Expected<QByteArray> readFile(const QString &file, const QString &option, const Interrupt &interrupt);
    static int report(const Webhook &webhook, const QList<CheckedSignature> &checked, CommandContext &context);
};

} // namespace hookpanel
