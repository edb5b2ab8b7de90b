// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/filelock.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QLockFile>
#include <QThread>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

Result<void> notLocked(const QLockFile &lock, const QString &path)
{
    const auto cannotWrite
        = [&path](Cause cause, const QString &detail = {}) { return failure(ErrorCode::CannotWrite, path, cause, detail); };
    switch (lock.error()) {
    case QLockFile::PermissionError:
        return cannotWrite(Cause::FolderNotWritable);
    case QLockFile::UnknownError:
        return cannotWrite(Cause::LockNotWritable);
    case QLockFile::LockFailedError:
    case QLockFile::NoError:
        break;
    }
    qint64 process = 0;
    QString host;
    QString program;
    if (lock.getLockInfo(&process, &host, &program))
        return cannotWrite(Cause::Locked, u"%1 (%2)"_s.arg(program, QString::number(process)));
    return cannotWrite(Cause::Locked);
}

} // namespace

/// QLockFile::tryLock() waits longer and longer between its tries (100 ms, then twice that, …), so that a busy other
/// process would win for seconds; we ask often.
///
/// A process that is killed between making its lock and writing into it leaves an empty one, which QLockFile respects for
/// half a minute (measured: Qt 6.4.2). One that stays empty is removed; that does nothing to the lock of a process which is
/// alive, because the system knows that it is held.
Result<void> lockWithin(QLockFile &lock, const QString &path, int waitMs)
{
    constexpr unsigned long pauseMs = 5;
    constexpr int emptyMs = 250; // a process that is alive writes into its lock at once
    const QDeadlineTimer deadline(waitMs);
    QDeadlineTimer staysEmpty(emptyMs);
    while (!lock.tryLock(0)) {
        if (lock.error() != QLockFile::LockFailedError || deadline.hasExpired())
            return notLocked(lock, path);
        if (QFileInfo(lock.fileName()).size() > 0)
            staysEmpty.setRemainingTime(emptyMs);
        else if (staysEmpty.hasExpired())
            lock.removeStaleLockFile();
        QThread::msleep(pauseMs);
    }
    return {};
}

} // namespace hookpanel
