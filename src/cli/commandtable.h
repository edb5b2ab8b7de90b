// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>
#include <vector>

namespace hookpanel {

class Command;

/// All commands, in the order of the help.
[[nodiscard]] std::vector<std::unique_ptr<Command>> makeCommands();

} // namespace hookpanel
