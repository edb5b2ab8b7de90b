// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/dispatcherlock.h"

#include "store/privateumask.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

DispatcherLock::DispatcherLock(const Profile &profile)
    : m_file(profile.deliveriesFile() + u".lock"_s)
{
    m_file.setStaleLockTime(0); // however old: a process that lives keeps it
}

bool DispatcherLock::tryTake()
{
    const PrivateUmask umask;
    return m_file.isLocked() || m_file.tryLock(0);
}

} // namespace hookpanel
