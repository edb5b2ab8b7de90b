// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryfile.h"

#include "host/dispatcherlock.h"
#include "host/filestamp.h"
#include "store/database.h"

#include <QFile>

namespace hookpanel {

DeliveryFile::DeliveryFile(const Profile &profile, DispatcherLock &lock, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_lock(lock)
    , m_clock(clock)
{
}

/// What is accepted into a file whose damage shows later would be put aside with it.
Result<std::unique_ptr<DeliveryStore>> DeliveryFile::openWhole() const
{
    auto opened = DeliveryStore::open(m_profile);
    const auto checked = opened ? (*opened)->check() : Result<void>();
    if (!checked && checked.error().code == ErrorCode::Damaged)
        return tl::unexpected(checked.error());
    return opened; // what else is wrong shows when something is written
}

Result<std::unique_ptr<DeliveryStore>> DeliveryFile::open(Found found)
{
    auto opened = openOnce(found);
    if (!opened && opened.error().code == ErrorCode::Damaged && found == Found::Whole)
        opened = openOnce(Found::Damaged);
    return opened;
}

/// The lock lets one process after the other look. All of a damaged file is put aside, whatever can still be read.
Result<std::unique_ptr<DeliveryStore>> DeliveryFile::openOnce(Found found)
{
    const bool isLocked = m_lock.takeFile(); // where it cannot be had, the opening fails as well, and says why
    auto opened = openWhole();
    QString aside;
    const bool isOurs = isCurrent(); // the one that showed the damage
    if (found == Found::Damaged && (opened ? isOurs : opened.error().code == ErrorCode::Damaged)) {
        opened = failure(ErrorCode::Damaged, path()); // closed before it is renamed
        const auto put = DeliveryStore::setAside(m_profile, m_clock.nowUtc());
        if (put) {
            aside = *put;
            opened = DeliveryStore::open(m_profile);
        } else {
            opened = tl::unexpected(put.error());
        }
    }
    if (opened)
        m_inode = inodeNow();
    if (isLocked)
        m_lock.giveFileBack();
    if (!aside.isEmpty())
        Q_EMIT setAside(aside);
    return opened;
}

bool DeliveryFile::isCurrent() const
{
    return inodeNow() == m_inode;
}

bool DeliveryFile::isThere() const
{
    return QFile::exists(path());
}

quint64 DeliveryFile::inodeNow() const
{
    return FileStamp::of(path()).inode;
}

} // namespace hookpanel
