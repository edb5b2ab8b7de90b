// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"

#include <QCoreApplication>
#include <QString>

namespace hookpanel {

/// Reads secrets from where other users cannot see them: never from the arguments of the program.
class SecretReader
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SecretReader)

public:
    static constexpr int mostBytes = 4096;

    /// The value of an environment variable. `option` is named in what is said.
    static Expected<QString> fromEnvironment(const QString &variable, const QString &option);

    /// What can be read from an open file descriptor up to its end, without a line end there. Waits for it.
    static Expected<QString> fromDescriptor(const QString &number, const QString &option);

    /// The same, if it can be a signing secret.
    static Expected<QString> asSigningSecret(const Expected<QString> &secret, const QString &option);
};

} // namespace hookpanel
