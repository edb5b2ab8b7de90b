// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/descriptorreader.h"

#include "cli/interrupt.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace hookpanel::descriptorreader {

using namespace Qt::StringLiterals;

tl::expected<QByteArray, Fault> readAll(int descriptor, qsizetype most, const Interrupt &interrupt)
{
    QByteArray bytes;
    while (bytes.size() <= most) {
        if (!interrupt.waitForInput(descriptor))
            return tl::unexpected(Fault{true, 0});
        char chunk[64 * 1024];
        const auto room = std::min(qsizetype(sizeof chunk), most + 1 - bytes.size()); // one more tells that it is too much
        const ssize_t count = ::read(descriptor, chunk, size_t(room));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(Fault{false, errno});
        if (count == 0)
            break;
        bytes.append(chunk, count);
    }
    return bytes;
}

tl::expected<QByteArray, Fault> readFile(const QString &file, qsizetype most, const Interrupt &interrupt)
{
    if (file == u"-"_s)
        return readAll(STDIN_FILENO, most, interrupt);
    // Not QFile: it would go on waiting for the writer of a pipe when Ctrl+C is pressed.
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected(errno == EINTR ? Fault{true, 0} : Fault{false, errno});
    const auto bytes = readAll(descriptor, most, interrupt);
    ::close(descriptor);
    return bytes;
}

} // namespace hookpanel::descriptorreader
