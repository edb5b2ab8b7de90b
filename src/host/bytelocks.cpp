// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/bytelocks.h"

#include "host/filestamp.h"
#include "store/privateumask.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hookpanel {

ByteLocks::ByteLocks(const QString &path)
    : m_path(path)
{
}

ByteLocks::~ByteLocks()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // the locks go with it
}

/// A file that somebody removed is no lock between us and those who come later: then the new one is opened, unless there
/// are locks of ours that would end with the old one.
bool ByteLocks::open()
{
    struct stat status = {};
    if (m_descriptor >= 0 && !m_ours.isEmpty())
        return true;
    if (m_descriptor >= 0 && ::fstat(m_descriptor, &status) == 0 && FileStamp::of(m_path).inode == status.st_ino)
        return true;
    const PrivateUmask umask;
    const int descriptor = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = descriptor;
    return true;
}

bool ByteLocks::ask(int command, int type, int byte)
{
    struct flock lock = {};
    lock.l_type = short(type);
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    int done = 0;
    do {
        done = ::fcntl(m_descriptor, command, &lock);
    } while (done != 0 && errno == EINTR);
    return command == F_OFD_GETLK ? done == 0 && lock.l_type != F_UNLCK : done == 0;
}

bool ByteLocks::takeBy(int command, int byte)
{
    const bool isTaken = open() && ask(command, F_WRLCK, byte);
    if (isTaken)
        m_ours.insert(byte);
    return isTaken;
}

bool ByteLocks::tryTake(int byte)
{
    return takeBy(F_OFD_SETLK, byte);
}

bool ByteLocks::take(int byte)
{
    return takeBy(F_OFD_SETLKW, byte);
}

void ByteLocks::giveBack(int byte)
{
    if (m_ours.remove(byte))
        (void)ask(F_OFD_SETLK, F_UNLCK, byte); // cannot fail for a lock that is held
}

bool ByteLocks::isTakenElsewhere(int byte)
{
    return open() && ask(F_OFD_GETLK, F_WRLCK, byte);
}

} // namespace hookpanel
