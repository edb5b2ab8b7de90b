// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"
#include "core/eventtype.h"
#include "core/preferences.h"

#include <tl/expected.hpp>

namespace hookpanel {

/// What importing `definitions` would do. A webhook with the id of one that is there updates it, or is skipped when
/// nothing would change; any other is added, under its own id or a new one. Default headers are added, or replace those of
/// the same name. All or nothing: when one webhook breaks a rule, or an id is there twice, there is no plan. Event types
/// and signing schemes that this version does not know are kept.
[[nodiscard]] tl::expected<ImportPlan, DefinitionsProblems> planImport(const Definitions &definitions,
                                                                       const QList<StoredWebhook> &existing,
                                                                       const Preferences &preferences,
                                                                       const EventCatalogue &catalogue);

} // namespace hookpanel
