// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/dispatcherlock.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The bytes of the lock file.
enum Byte { Sending, EverythingIsSent, DatabaseFile };

} // namespace

DispatcherLock::DispatcherLock(const Profile &profile)
    : m_locks(profile.deliveriesFile() + u".lock"_s)
{
}

bool DispatcherLock::tryTake(Scope scope)
{
    if (m_isHeld)
        return true;
    if (!m_locks.tryTake(Sending))
        return false;
    m_isHeld = scope == Scope::SomeOfIts || m_locks.tryTake(EverythingIsSent);
    if (!m_isHeld)
        m_locks.giveBack(Sending);
    return m_isHeld;
}

void DispatcherLock::giveBack()
{
    m_locks.giveBack(EverythingIsSent);
    m_locks.giveBack(Sending);
    m_isHeld = false;
}

bool DispatcherLock::isDispatcherElsewhere()
{
    return m_locks.isTakenElsewhere(EverythingIsSent);
}

bool DispatcherLock::isSenderElsewhere()
{
    return m_locks.isTakenElsewhere(Sending);
}

bool DispatcherLock::takeFile()
{
    return m_locks.take(DatabaseFile);
}

void DispatcherLock::giveFileBack()
{
    m_locks.giveBack(DatabaseFile);
}

} // namespace hookpanel
