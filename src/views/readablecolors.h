// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QPalette>

namespace hookpanel {

/// WCAG 2 contrast of two colours: 1 to 21. Text wants 4.5.
[[nodiscard]] double contrastOf(const QColor &one, const QColor &other);

/// For remarks beside a text on the palette's Base: quieter than the text, and readable (4.5:1).
[[nodiscard]] QColor remarkColor(const QPalette &palette);

/// The same on the palette's Window: for help beside what matters.
[[nodiscard]] QColor mutedColor(const QPalette &palette);

} // namespace hookpanel
