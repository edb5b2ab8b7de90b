// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jsonfile.h"

#include <QFile>
#include <QFileInfo>

namespace hookpanel::jsonfile {

Result<QByteArray> read(const QString &path, qsizetype largest)
{
    const QFileInfo info(path);
    if (info.isDir())
        return failure(ErrorCode::CannotRead, path, Cause::IsFolder);
    if (info.isSymLink() && !info.exists())
        return failure(ErrorCode::CannotRead, path, Cause::LinkToNowhere);
    if (info.exists() && !info.isFile())
        return failure(ErrorCode::CannotRead, path, Cause::NotAFile);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::CannotRead, path, file.errorString());
    if (file.size() > largest)
        return failure(ErrorCode::TooLarge, QString::number(file.size()), path);
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::CannotRead, path, file.errorString());
    return bytes;
}

Result<void> remove(const QString &path)
{
    QFile file(path);
    if (!file.remove())
        return failure(ErrorCode::CannotWrite, path, file.errorString());
    return {};
}

} // namespace hookpanel::jsonfile
