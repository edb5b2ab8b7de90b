// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"

#include <QDateTime>

namespace hookpanel {

/// Definitions as text, and what it holds.
struct WrittenDefinitions {
    QByteArray json; ///< Ends with a line end.
    ExportReport report;
};

/// Writes webhooks, and default headers where there are some, in Hookpanel's own JSON: keys in the order of the form, one
/// field per line, so that two exports can be compared line by line. Values that are credentials by their header's nature
/// (core/credentials.h), and empty ones of such headers, are null with "secret":true. A webhook whose file cannot be read
/// is left out.
[[nodiscard]] WrittenDefinitions writeDefinitions(const QList<StoredWebhook> &webhooks, const Headers &defaultHeaders,
                                                  const QDateTime &now);

} // namespace hookpanel
