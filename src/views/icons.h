// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace hookpanel {

/// One of our own icons (resources/icons), drawn in the palette's text colour of the moment: it follows light and dark,
/// a selected row and a disabled button.
[[nodiscard]] QIcon icon(const QString &name);

/// Whether a palette is dark: its text is lighter than its ground.
[[nodiscard]] bool isDark(const QPalette &palette);

/// Colours with a meaning, readable (4.5:1) on the palette's ground.
[[nodiscard]] QColor goodColor(const QPalette &palette);
[[nodiscard]] QColor warnColor(const QPalette &palette);
[[nodiscard]] QColor badColor(const QPalette &palette);

} // namespace hookpanel
