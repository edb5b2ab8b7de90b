// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>

namespace hookpanel {

/// "cannot-write": the name of an error code in JSON.
[[nodiscard]] QString errorKey(ErrorCode code);

/// The same of an error; a member of a payload that is there, but of another kind, has a name of its own: "wrong-kind".
[[nodiscard]] QString errorKey(const Error &error);

/// The member of a payload that an error is about, for `field`: the same on each way in. Empty where it is the whole.
[[nodiscard]] QString payloadField(const Error &error);

namespace json {

/// `{"error":{"code","message","field","line","column"}}` (product section 8), in the words of core.
[[nodiscard]] QJsonObject error(const Error &error, const QString &field = {});

} // namespace json
} // namespace hookpanel
