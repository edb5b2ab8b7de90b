// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace hookpanel {

/// Writes a file that the user named, whole or not at all: an older file of that name stays as it is when the disk is full
/// (of QSaveFile's own results none tells that; measured with Qt 6.4.2). Fails with CannotWrite, the path and the system's
/// reason.
[[nodiscard]] Result<void> writeWholeFile(const QString &path, const QByteArray &bytes);

} // namespace hookpanel
