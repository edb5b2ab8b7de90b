// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/windowstate.h"
#include "models/panelservice.h"

#include <QHash>
#include <QObject>
#include <QTimer>

class QWidget;

namespace hookpanel {

/// Remembers how the user arranges a window: its place and size, and of its tables and splitters that have an object
/// name, the widths, the sorting and the parts. Hands it to the service a moment after each change, and when the window is
/// closed. Owned by the window.
class WindowMemory : public QObject
{
    Q_OBJECT

public:
    static constexpr int settleMs = 2'000; ///< Without a further change, what is dragged has come to rest.

    /// To be made when the window has all its parts. The service is not owned.
    WindowMemory(QWidget &window, PanelService &service);

    /// Arranges the window as remembered; before it is shown. A place off every screen is corrected.
    void restore(const WindowState &state);

    /// How the window is arranged now.
    [[nodiscard]] WindowState state() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void save();

    QWidget &m_window;
    PanelService &m_service;
    WindowState m_known; ///< What was restored or saved last.
    QHash<QString, QList<int>> m_moved; ///< Splitters that the user moved, as he left them.
    QTimer m_timer{this};
};

/// The rectangle, moved and made smaller so that all of it is on one of the screens: the one that shows most of it, or the
/// first. Unchanged when there is no screen.
[[nodiscard]] QRect fittedToScreens(const QRect &wanted, const QList<QRect> &screens);

} // namespace hookpanel
