// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace hookpanel {

class Interrupt;

/// Reads what stands behind a descriptor, or in a file, so that Ctrl+C ends the waiting.
namespace descriptorreader {

/// Why nothing was read: `cancelled` when a signal came, else the system's error number.
struct Fault {
    bool cancelled = false;
    int error = 0;
};

/// All bytes, but never much more than `most`: one byte too many is enough to refuse it for its size.
[[nodiscard]] tl::expected<QByteArray, Fault> readAll(int descriptor, qsizetype most, const Interrupt &interrupt);

/// The same of a file, a pipe included; `-` is the standard input.
[[nodiscard]] tl::expected<QByteArray, Fault> readFile(const QString &file, qsizetype most, const Interrupt &interrupt);

} // namespace descriptorreader
} // namespace hookpanel
