// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/signing/signingkey.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QList>

#include <optional>

namespace hookpanel {

class Interrupt;

/// Where a command gets a secret from: an environment variable or an open file descriptor, never an argument, which every
/// user of the machine can see in its list of processes.
class SecretSource
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SecretSource)

public:
    static constexpr qsizetype mostBytes = 4096; ///< No secret is longer.

    /// `--secret-env VAR` and `--secret-fd N`.
    static QList<QCommandLineOption> options();

    /// The signing secret that is given; nothing when neither option is there. One line end behind it is not part of it.
    /// Fails with the reason when both are there, or when there is no secret where it was said to be.
    [[nodiscard]] static Expected<std::optional<SigningKey>> given(const QCommandLineParser &arguments,
                                                                   const Interrupt &interrupt);

    /// The name of the option that is given.
    static QString optionOf(const QCommandLineParser &arguments);

    /// Whether the secret is to come from the standard input, which then nothing else can.
    static bool isStandardInput(const QCommandLineParser &arguments);

private:
    static Expected<QByteArray> fromEnvironment(const QString &variable);
    static Expected<QByteArray> fromDescriptor(const QString &number, const Interrupt &interrupt);
};

} // namespace hookpanel
