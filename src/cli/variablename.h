// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace hookpanel {

/// Whether this may be the name of an environment variable. Whoever gives a secret itself by mistake must not read it again
/// in a log: no sentence repeats what is no name.
[[nodiscard]] bool isVariableName(const QString &text);

} // namespace hookpanel
