// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/foldernames.h"

#include <QFile>

#include <cerrno>

#include <dirent.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

Result<QStringList> namesInFolder(const QString &folder)
{
    DIR *directory = ::opendir(QFile::encodeName(folder).constData());
    if (!directory)
        return failure(ErrorCode::CannotRead, folder, Cause::Unknown, qt_error_string(errno));
    QStringList names;
    errno = 0; // of readdir, null is the end as well
    while (const dirent *entry = ::readdir(directory)) {
        const QString name = QFile::decodeName(entry->d_name);
        if (name != u"." && name != u"..")
            names.append(name);
        errno = 0;
    }
    const int error = errno;
    ::closedir(directory);
    if (error != 0)
        return failure(ErrorCode::CannotRead, folder, Cause::Unknown, qt_error_string(error));
    return names;
}

} // namespace hookpanel
