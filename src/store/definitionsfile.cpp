// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/definitionsfile.h"

#include "core/definitionsreader.h"
#include "store/settingsformat.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hookpanel::definitionsfile {

using namespace Qt::StringLiterals;

namespace {

tl::expected<QByteArray, int> readAll(int descriptor)
{
    QByteArray bytes;
    // One byte too many is enough to be refused for its size.
    while (bytes.size() <= definitions::maximumBytes) {
        char chunk[64 * 1024];
        const ssize_t count = ::read(descriptor, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(errno);
        if (count == 0)
            break;
        bytes.append(chunk, count);
    }
    return bytes;
}

/// Whether it is neither a file nor a folder, which tells itself when it is read.
bool isStream(int descriptor)
{
    struct stat status = {};
    return ::fstat(descriptor, &status) != 0 || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

DefinitionsProblem unreadable(const QString &path, int error)
{
    if (error == ENXIO) // a socket, or a device that is not there
        return {.fault = DefinitionsFault::NotAFile, .source = path};
    const auto fault = error == EISDIR ? DefinitionsFault::IsFolder : DefinitionsFault::CannotRead;
    return {.fault = fault, .source = path, .subject = qt_error_string(error)};
}

Result<void> cannotWrite(const QString &path, int error)
{
    return failure(ErrorCode::CannotWrite, path,
                   error != 0 ? qt_error_string(error) : u"not all of it reached the disk, which may be full"_s);
}

/// Writes an open file to its end and closes it; gives the system's error, 0 for none that it tells.
std::optional<int> writeAndClose(int descriptor, const QByteArray &bytes)
{
    QFile file;
    errno = 0;
    if (!file.open(descriptor, QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return errno;
    if (!settingsformat::writeChecked(file, bytes))
        return errno == EINVAL ? 0 : errno; // EINVAL: not this write failed, but what was looked at after it
    file.close();
    return std::nullopt;
}

/// For what is no file: a pipe, /dev/stdout.
Result<void> writeDirectly(const QString &path, const QByteArray &bytes)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(path, errno);
    qsizetype written = 0;
    int error = 0;
    while (written < bytes.size() && error == 0) {
        const ssize_t count = ::write(descriptor, bytes.constData() + written, size_t(bytes.size() - written));
        if (count > 0)
            written += count;
        else if (errno != EINTR)
            error = errno;
    }
    ::close(descriptor);
    return error == 0 ? Result<void>() : cannotWrite(path, error);
}

} // namespace

tl::expected<QByteArray, DefinitionsProblem> read(const QString &path, Streams streams)
{
    if (streams == Streams::Allowed && path == u"-"_s) {
        const auto bytes = readAll(STDIN_FILENO);
        return bytes ? tl::expected<QByteArray, DefinitionsProblem>(*bytes)
                     : tl::unexpected(unreadable(path, bytes.error()));
    }
    const int waiting = streams == Streams::Refused ? O_NONBLOCK : 0; // else a pipe waits for its other end
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | waiting);
    if (descriptor < 0)
        return tl::unexpected(unreadable(path, errno));
    if (streams == Streams::Refused && isStream(descriptor)) {
        ::close(descriptor);
        return tl::unexpected(DefinitionsProblem{.fault = DefinitionsFault::NotAFile, .source = path});
    }
    const auto bytes = readAll(descriptor);
    ::close(descriptor);
    if (!bytes)
        return tl::unexpected(unreadable(path, bytes.error()));
    return *bytes;
}

tl::expected<Definitions, DefinitionsProblems> readDefinitions(const QStringList &paths, Streams streams)
{
    Definitions all;
    DefinitionsProblems problems;
    for (const QString &path : paths) {
        const auto bytes = read(path, streams);
        if (!bytes) {
            problems.append(bytes.error());
            continue;
        }
        const auto one = hookpanel::readDefinitions(*bytes, path);
        if (!one) {
            problems += one.error();
            continue;
        }
        all.webhooks += one->webhooks;
        all.defaultHeaders += one->defaultHeaders;
        all.defaultSources += one->defaultSources;
        all.withheldDefaults += one->withheldDefaults;
        all.unknownKeys += one->unknownKeys;
    }
    if (!problems.isEmpty())
        return tl::unexpected(problems);
    return all;
}

Result<void> write(const QString &path, const QByteArray &bytes, Streams streams)
{
    const QFileInfo info(path);
    if (info.isDir())
        return failure(ErrorCode::CannotWrite, path, Cause::IsFolder);
    if (info.exists() && !info.isFile())
        return streams == Streams::Allowed ? writeDirectly(path, bytes)
                                           : failure(ErrorCode::CannotWrite, path, Cause::NotAFile);
    const QString target = info.isSymLink() ? info.symLinkTarget() : path;
    const QByteArray finalName = QFile::encodeName(target);
    const QByteArray freshName = finalName + ".new-" + QByteArray::number(qint64(::getpid()));
    const int descriptor = ::open(freshName.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return cannotWrite(path, errno);
    std::optional<int> error = writeAndClose(descriptor, bytes);
    if (!error && std::rename(freshName.constData(), finalName.constData()) != 0)
        error = errno;
    if (!error)
        return {};
    ::unlink(freshName.constData());
    return cannotWrite(path, *error);
}

} // namespace hookpanel::definitionsfile
