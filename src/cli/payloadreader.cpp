// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/payloadreader.h"

#include "cli/descriptorreader.h"
#include "core/errorjson.h"
#include "core/jsontext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

Expected<QByteArray> PayloadReader::read(const QString &file, const Interrupt &interrupt, const QString &option)
{
    const auto bytes = descriptorreader::readFile(file, JsonText::maximumBytes, interrupt);
    if (bytes)
        return *bytes;
    if (bytes.error().cancelled)
        return tl::unexpected(cancelled());
    return tl::unexpected(cannotRead(file == u"-"_s ? tr("the standard input") : file, bytes.error().error, option));
}

Failure PayloadReader::cannotRead(const QString &file, int error, const QString &option)
{
    const QString reason = qt_error_string(error);
    const QString message = option == u"payload"_s
        ? tr("The payload “%1” cannot be read: %2. Check the file's name and permissions.").arg(file, reason)
        : tr("The file “%1” for --%3 cannot be read: %2. Check its name and permissions.").arg(file, reason, option);
    Failure failure = Failure::badValue(message, option);
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
