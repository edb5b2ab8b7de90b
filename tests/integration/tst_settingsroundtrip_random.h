// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preferences.h"
#include "core/webhook.h"

/// Values made of a seed, so that two processes know the same ones without telling each other.
namespace roundtrip {

[[nodiscard]] QList<hookpanel::Webhook> randomWebhooks(quint32 seed, int count);
[[nodiscard]] hookpanel::Preferences randomPreferences(quint32 seed);

} // namespace roundtrip
