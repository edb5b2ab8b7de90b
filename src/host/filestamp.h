// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace hookpanel {

/// What changes with every writing of a file, which replaces it; and of a folder whenever a file in it comes or goes.
struct FileStamp {
    quint64 inode = 0;
    qint64 size = -1;
    qint64 modifiedNs = 0;

    /// An empty one when there is no such file.
    [[nodiscard]] static FileStamp of(const QString &path);

    bool operator==(const FileStamp &) const = default;
};

} // namespace hookpanel
