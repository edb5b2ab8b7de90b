// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/appearance.h"

namespace hookpanel::test {

/// The palettes that the window has by choice, and where the desktop asks for the other kind than Qt's platform gives.
inline QPalette lightPalette()
{
    return Appearance::lightPalette();
}

inline QPalette darkPalette()
{
    return Appearance::darkPalette();
}

} // namespace hookpanel::test
