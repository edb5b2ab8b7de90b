// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "host/bytelocks.h"
#include "store/profile.h"

namespace hookpanel {

/// Who may do what with the deliveries of a profile, by locks of a file beside the database. They end with their process.
class DispatcherLock
{
public:
    /// What a process dispatches: whatever is due, from now on, or some deliveries of its own, soon over.
    enum class Scope { Everything, SomeOfIts };

    explicit DispatcherLock(const Profile &profile);

    /// The right to dispatch: one process at a time has it. Does not wait; false while another one has it.
    [[nodiscard]] bool tryTake(Scope scope);
    void giveBack();

    [[nodiscard]] bool isHeld() const { return m_isHeld; }

    /// Whether another process dispatches whatever is due.
    [[nodiscard]] bool isDispatcherElsewhere();

    /// Whether any process, this one aside, sends deliveries now: whatever is due, or some of its own.
    [[nodiscard]] bool isSenderElsewhere();

    /// The right to open the database or to put a damaged one aside. Waits: nobody has it for longer than that takes.
    /// False when the lock cannot be had at all, as in a folder that cannot be written.
    bool takeFile();
    void giveFileBack();

private:
    ByteLocks m_locks;
    bool m_isHeld = false;
};

} // namespace hookpanel
