// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/commandcontext.h"

#include <memory>
#include <optional>

namespace hookpanel {

/// The exit code of a command that may have to wait for the keyring: Command::run() returns now(), and end() is called once,
/// before that or later from the event loop. Copies are the same one.
class LaterCode
{
public:
    void end(int exitCode) const
    {
        if (m_state->hasReturned)
            CommandContext::finish(exitCode);
        else
            m_state->code = exitCode;
    }

    [[nodiscard]] std::optional<int> now() const
    {
        m_state->hasReturned = true;
        return m_state->code;
    }

private:
    struct State {
        bool hasReturned = false;
        std::optional<int> code;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace hookpanel
