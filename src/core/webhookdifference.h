// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/validation.h"
#include "core/webhook.h"

#include <QList>

namespace hookpanel {

/// The fields in which two versions of one webhook differ, in the order of the form. The order of event types and of
/// content types says nothing, and neither does what Selection keeps aside while it means "all".
[[nodiscard]] QList<Field> differingFields(const Webhook &one, const Webhook &other);

/// The headers of `mine` that `theirs` does not have just so, with the same name and value; the whole list when only the
/// order differs.
[[nodiscard]] Headers headersOnlyIn(const Headers &mine, const Headers &theirs);

/// The names of `mine` that `theirs` lacks, in order.
[[nodiscard]] QStringList namesOnlyIn(const Selection &mine, const Selection &theirs);

} // namespace hookpanel
