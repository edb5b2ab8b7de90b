// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>

namespace hookpanel {

/// "cannot-write": the name of an error code in JSON.
[[nodiscard]] QString errorKey(ErrorCode code);

namespace json {

/// `{"error":{"code","message","field","line","column"}}` (product section 8), in the words of core.
[[nodiscard]] QJsonObject error(const Error &error, const QString &field = {});

} // namespace json
} // namespace hookpanel
