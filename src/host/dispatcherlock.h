// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/profile.h"

#include <QLockFile>

namespace hookpanel {

/// The right to dispatch for a profile: one process at a time has it, by a lock file beside the database. That of a process
/// that has died is taken over.
class DispatcherLock
{
public:
    explicit DispatcherLock(const Profile &profile);

    /// Takes it without waiting. False while another process has it.
    [[nodiscard]] bool tryTake();
    void giveBack() { m_file.unlock(); }

    [[nodiscard]] bool isHeld() const { return m_file.isLocked(); }

private:
    QLockFile m_file;
};

} // namespace hookpanel
