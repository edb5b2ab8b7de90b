// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

namespace hookpanel::redaction {

/// The attempt without what its answer repeats of the request's secrets, as many receivers do: filled values stand as
/// `${NAME}`, credentials that were typed as the mask, also where they are percent-encoded, escaped as in JSON, in
/// hexadecimal or in Base64. The target of a redirect is without them, too. Where the URL was filled, headers that may lead
/// back to it (Location) are masked whole. Texts of fewer than four bytes stay: they hide nothing, and would be found
/// everywhere. Pure; done twice it changes nothing more.
[[nodiscard]] Attempt withoutRepeatedSecrets(Attempt attempt);

} // namespace hookpanel::redaction
