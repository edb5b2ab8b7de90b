// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"

#include <QByteArray>
#include <QCoreApplication>

namespace hookpanel {

class Interrupt;

/// Reads a payload from a file, or from the standard input for `-`.
class PayloadReader
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::PayloadReader)

public:
    /// All bytes, but never much more than a payload may have. Fails with bad data when the file cannot be read, and as
    /// cancelled when a signal came while it waited. `option` is the one that names the file, for the sentence.
    static Expected<QByteArray> read(const QString &file, const Interrupt &interrupt,
                                     const QString &option = QStringLiteral("payload"));

private:
    static Failure cannotRead(const QString &file, int error, const QString &option);
    static Failure cancelled();
};

} // namespace hookpanel
