// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/jsontext.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace hookpanel::jsonfile {

/// What a file of ours may have around a schema or sample of the largest size.
inline constexpr qsizetype wrapping = 4096;

/// All bytes of a file. A pipe, a device or a folder is refused before anything is read: nobody waits for it. Fails with
/// CannotRead, or TooLarge with the file as detail.
[[nodiscard]] Result<QByteArray> read(const QString &path, qsizetype largest = JsonText::maximumBytes);

/// Fails with CannotWrite.
[[nodiscard]] Result<void> remove(const QString &path);

} // namespace hookpanel::jsonfile
