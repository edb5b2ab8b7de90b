// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/filewriter.h"

#include "store/settingsformat.h"

#include <QSaveFile>

#include <cerrno>

namespace hookpanel {

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::CannotWrite, path, file.errorString());
    errno = 0;
    if (!settingsformat::writeChecked(file, bytes)) {
        const QString reason = errno != 0 ? qt_error_string(errno) : file.errorString();
        file.cancelWriting();
        return failure(ErrorCode::CannotWrite, path, reason);
    }
    if (!file.commit())
        return failure(ErrorCode::CannotWrite, path, file.errorString());
    return {};
}

} // namespace hookpanel
