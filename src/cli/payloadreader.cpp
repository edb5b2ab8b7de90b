// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/payloadreader.h"

#include "cli/interrupt.h"
#include "core/errorjson.h"
#include "core/jsontext.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

Expected<QByteArray> PayloadReader::read(const QString &file, const Interrupt &interrupt)
{
    if (file == u"-"_s)
        return readAll(STDIN_FILENO, tr("the standard input"), interrupt);
    // Not QFile: it would go on waiting for the writer of a pipe when Ctrl+C is pressed.
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(errno == EINTR ? cancelled() : cannotRead(file, errno));
    const Expected<QByteArray> bytes = readAll(descriptor, file, interrupt);
    ::close(descriptor);
    return bytes;
}

Expected<QByteArray> PayloadReader::readAll(int descriptor, const QString &file, const Interrupt &interrupt)
{
    QByteArray bytes;
    // One byte too many is enough to be refused for its size.
    while (bytes.size() <= JsonText::maximumBytes) {
        if (!interrupt.waitForInput(descriptor))
            return tl::unexpected(cancelled());
        char chunk[64 * 1024];
        const ssize_t count = ::read(descriptor, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(cannotRead(file, errno));
        if (count == 0)
            break;
        bytes.append(chunk, count);
    }
    return bytes;
}

Failure PayloadReader::cannotRead(const QString &file, int error)
{
    Failure failure = Failure::badValue(
        tr("The payload “%1” cannot be read: %2. Check the file's name and permissions.").arg(file, qt_error_string(error)),
        u"payload"_s);
    failure.code = errorKey(ErrorCode::CannotRead);
    return failure;
}

Failure PayloadReader::cancelled()
{
    return {.exitCode = exitcode::cancelled,
            .code = u"cancelled"_s,
            .message = tr("Cancelled while the payload was read. Nothing was sent."),
            .field = {}};
}

} // namespace hookpanel
