// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/windowstate.h"
#include "store/profile.h"

namespace hookpanel {

/// How the window was arranged (window.ini in the data folder). What cannot be read is forgotten: a window is always
/// shown. Same thread rule as WebhookStore, but load() may be called in any thread.
class WindowStateStore
{
public:
    static constexpr int schemaVersion = 1;

    explicit WindowStateStore(const Profile &profile);

    [[nodiscard]] WindowState load() const;

    /// Fails with NewerVersion, CannotRead or CannotWrite.
    Result<void> save(const WindowState &state);

private:
    Profile m_profile;
};

} // namespace hookpanel
