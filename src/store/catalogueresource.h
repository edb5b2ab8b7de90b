// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/result.h"

namespace hookpanel {

/// Reads the event catalogue from the files of a folder, one JSON object per event type; by default the built-in ones.
/// Fails with the file's name when one of them is not of the expected shape (a test reads all built-in ones).
[[nodiscard]] Result<EventCatalogue> readCatalogue(const QString &folder = QStringLiteral(":/events"));

/// Reads one event type from a file that is named after it. Fails with CannotRead or Damaged and the file's name.
[[nodiscard]] Result<EventType> readEventType(const QString &path);

} // namespace hookpanel
