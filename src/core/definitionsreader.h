// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"

#include <tl/expected.hpp>

namespace hookpanel {

/// Reads definitions strictly: Hookpanel's own JSON, or a list of webhooks or a single one in the shape that the command
/// line prints. `source` is the file's name, for sentences. All problems are told, not only the first; whether the
/// webhooks obey the rules is the matter of planImport().
[[nodiscard]] tl::expected<Definitions, DefinitionsProblems> readDefinitions(const QByteArray &bytes, const QString &source);

} // namespace hookpanel
