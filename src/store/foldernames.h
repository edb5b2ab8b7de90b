// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

namespace hookpanel {

/// The names of all that is in a folder, in no order. QDir answers with none where the folder cannot be read, be it only for
/// a moment because too many files are open, as if there were none: then webhooks and content types would be gone. Fails
/// with CannotRead.
[[nodiscard]] Result<QStringList> namesInFolder(const QString &folder);

} // namespace hookpanel
