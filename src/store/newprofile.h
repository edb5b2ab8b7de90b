// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/profile.h"

namespace hookpanel {

/// Makes the folders of a profile and, where there is none, a hookpanel.ini with nothing but the schema version: the
/// first step of every write of a store. Fails with FolderUnusable, CannotRead or CannotWrite.
[[nodiscard]] Result<void> makeProfile(const Profile &profile);

} // namespace hookpanel
