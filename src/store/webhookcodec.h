// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/validation.h"
#include "core/webhook.h"
#include "store/settingsformat.h"

namespace hookpanel {

/// Between a webhook and the text entries of its file. All keys are in the group `webhook`.
namespace webhookcodec {

inline constexpr QLatin1StringView group("webhook");
inline constexpr QLatin1StringView enabledKey("webhook/enabled");

struct Decoded {
    Webhook webhook; ///< Without id, which is the file's name.
    Problems problems; ///< ValueUnreadable for each entry that is not a value of its field.
};

/// A missing entry means the default, an unreadable one too.
[[nodiscard]] Decoded decode(const settingsformat::Values &values);

/// Whether they say if the webhook is enabled.
[[nodiscard]] bool tellsSwitch(const settingsformat::Values &values);

/// The schema version of a file with these entries: 2 where it refers to secrets, which the first version would take for
/// nothing and lose, else 1, so that the first version can still write it.
[[nodiscard]] int schemaVersionOf(const settingsformat::Values &values);

/// `before` with this webhook in it. An entry whose value did not change keeps its text, so that what this version
/// cannot read, or reads only in part, is not lost; keys of other groups and unknown keys stay.
[[nodiscard]] settingsformat::Values encode(const Webhook &webhook, const settingsformat::Values &before);

} // namespace webhookcodec
} // namespace hookpanel
