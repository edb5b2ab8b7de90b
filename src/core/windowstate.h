// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QRect>
#include <QString>

namespace hookpanel {

/// How a user arranged the window, by the object names of its parts; what is not in it is as it is made.
struct WindowState {
    struct Sorting {
        int column = 0;
        bool isDescending = false;

        bool operator==(const Sorting &) const = default;
    };

    QRect geometry; ///< On the desktop when it is not maximised, in device-independent pixels; null when never seen.
    bool maximised = false;
    QMap<QString, QList<double>> columns; ///< Per table: widths as multiples of its font's average letter.
    QMap<QString, Sorting> sorting; ///< Per table.
    QMap<QString, QList<int>> splitters; ///< Per splitter: the sizes of its parts, in device-independent pixels.

    bool operator==(const WindowState &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::WindowState)
