// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/database.h"

namespace hookpanel {

/// The ladder of deliveries.sqlite: one step per version that was ever shipped, in order. A step is never changed once it
/// is shipped; tests/data/ holds a file of each version.
[[nodiscard]] const QList<SchemaStep> &deliverySchema();

} // namespace hookpanel
