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

/// All bytes of a file, or of the standard input for "-"; a pipe will do. Never reads much more than is allowed.
[[nodiscard]] tl::expected<QByteArray, DefinitionsProblem> read(const QString &path);

/// Reads files and what they hold, one after the other, into one. All problems of all files are told.
[[nodiscard]] tl::expected<Definitions, DefinitionsProblems> readDefinitions(const QStringList &paths);

/// Writes the file whole or not at all, mode 0600; one that is there is replaced at the end. A device or pipe is written
/// to. Fails with CannotWrite.
[[nodiscard]] Result<void> write(const QString &path, const QByteArray &bytes);

} // namespace definitionsfile
} // namespace hookpanel
