// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/auditlog.h"

#include "store/privateumask.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// All lines of a file, the newest first; none where there is no file.
Result<QList<QByteArray>> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QList<QByteArray>();
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::CannotRead, path, Cause::Unknown, file.errorString());
    QList<QByteArray> lines = file.readAll().split('\n');
    std::reverse(lines.begin(), lines.end());
    return lines;
}

} // namespace

AuditLog::AuditLog(const Profile &profile, const QString &program, qint64 mostBytes)
    : m_path(profile.auditFile())
    , m_program(program)
    , m_mostBytes(mostBytes)
{
}

Result<void> AuditLog::append(AuditEntry entry) const
{
    entry.at = QDateTime::currentDateTimeUtc();
    if (entry.program.isEmpty())
        entry.program = m_program;
    const QByteArray line = QJsonDocument(audit::toJson(entry)).toJson(QJsonDocument::Compact) + '\n';
    makeRoom();
    const PrivateUmask umask;
    const int descriptor
        = ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (descriptor < 0)
        return failure(ErrorCode::CannotWrite, m_path, Cause::Unknown, qt_error_string(errno));
    // In one piece: lines of two processes do not mix.
    const auto written = ::write(descriptor, line.constData(), size_t(line.size()));
    const int error = errno;
    ::close(descriptor);
    if (written != line.size())
        return failure(ErrorCode::CannotWrite, m_path, written < 0 ? Cause::Unknown : Cause::NotWhollyWritten,
                       written < 0 ? qt_error_string(error) : QString());
    return {};
}

/// Under a lock, with another look: else of two processes one would put the other's new file in the place of the old.
void AuditLog::makeRoom() const
{
    if (QFileInfo(m_path).size() < m_mostBytes)
        return;
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    if (lock.tryLock(0) && QFileInfo(m_path).size() >= m_mostBytes)
        std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(m_path + u".1"_s).constData());
}

Result<QList<AuditEntry>> AuditLog::read(const std::optional<WebhookId> &webhook, qsizetype skip, qsizetype limit) const
{
    QList<AuditEntry> entries;
    for (const QString &path : {m_path, m_path + u".1"_s}) {
        const auto lines = linesOf(path);
        if (!lines)
            return tl::unexpected(lines.error());
        for (const QByteArray &line : *lines) {
            if (webhook && !line.contains(webhook->toString().toLatin1())) // sooner told than by reading it
                continue;
            const auto entry = audit::fromJson(QJsonDocument::fromJson(line).object());
            if (!entry || (webhook && entry->webhook != *webhook) || skip-- > 0)
                continue;
            if (entries.size() == limit)
                return entries;
            entries.append(*entry);
        }
    }
    return entries;
}

QSet<QByteArray> AuditLog::revisions() const
{
    QSet<QByteArray> all;
    const auto lines = linesOf(m_path).value_or(QList<QByteArray>());
    for (const QByteArray &line : lines)
        all.insert(QJsonDocument::fromJson(line).object().value(u"revision"_s).toString().toLatin1());
    return all;
}

} // namespace hookpanel
