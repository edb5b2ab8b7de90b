// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace hookpanel {

/// Files of definitions, wherever the user keeps them.
namespace definitionsfile {

/// What is no file, but a pipe, a device or a socket: a shell's user knows what it is and waits for its other end. The
/// window refuses it (NotAFile), because nobody there may ever answer.
enum class Streams { Refused, Allowed };

/// All bytes of a file; where streams are allowed, also of the standard input for "-". Never reads much more than is
/// allowed.
[[nodiscard]] tl::expected<QByteArray, DefinitionsProblem> read(const QString &path, Streams streams);

/// Reads files and what they hold, one after the other, into one. All problems of all files are told.
[[nodiscard]] tl::expected<Definitions, DefinitionsProblems> readDefinitions(const QStringList &paths, Streams streams);

/// Writes the file whole or not at all, mode 0600; one that is there is replaced at the end. A stream is written to where
/// that is allowed. Fails with CannotWrite.
[[nodiscard]] Result<void> write(const QString &path, const QByteArray &bytes, Streams streams);

} // namespace definitionsfile
} // namespace hookpanel
