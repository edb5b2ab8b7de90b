// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QImage>

class QWidget;

/// Looking at what was drawn.
namespace hookpanel::test {

/// What a part of a picture is made of.
struct Ink {
    QColor ground; ///< The most frequent colour.
    QColor ink; ///< The one that stands out most from it.
    double contrast = 1; ///< Of the two, by WCAG 2: 1 to 21.
};

[[nodiscard]] Ink inkOf(const QImage &image);

/// The highest contrast between two pictures of the same thing at one place: how well the difference is seen.
[[nodiscard]] double contrastOfDifference(const QImage &a, const QImage &b);

/// A window as it looks now.
[[nodiscard]] QImage pictureOf(QWidget &window);

/// The part of a window's picture where a widget, or a part of it, stands.
[[nodiscard]] QImage part(const QImage &picture, const QWidget &widget, const QRect &rect);
[[nodiscard]] QImage part(const QImage &picture, const QWidget &widget);

/// What of a widget's text has no room: a sentence, or nothing. What may be shortened says so by its size policy.
[[nodiscard]] QString cutOffIn(const QWidget &window);

} // namespace hookpanel::test
