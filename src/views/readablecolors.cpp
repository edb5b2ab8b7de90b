// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/readablecolors.h"

#include <algorithm>
#include <cmath>

namespace hookpanel {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &ink, const QColor &ground, int inkPercent)
{
    const auto part = [inkPercent](int a, int b) { return (a * inkPercent + b * (100 - inkPercent)) / 100; };
    return {part(ink.red(), ground.red()), part(ink.green(), ground.green()), part(ink.blue(), ground.blue())};
}

QColor quieter(const QColor &ink, const QColor &ground)
{
    for (int inkPercent = 55; inkPercent < 100; inkPercent += 5) {
        if (const QColor color = mixed(ink, ground, inkPercent); contrastOf(color, ground) >= 5)
            return color;
    }
    return ink;
}

} // namespace

double contrastOf(const QColor &one, const QColor &other)
{
    const double x = luminance(one);
    const double y = luminance(other);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor remarkColor(const QPalette &palette)
{
    return quieter(palette.color(QPalette::Text), palette.color(QPalette::Base));
}

QColor mutedColor(const QPalette &palette)
{
    return quieter(palette.color(QPalette::WindowText), palette.color(QPalette::Window));
}

} // namespace hookpanel
