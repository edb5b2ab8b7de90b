// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preferences.h"

#include <QObject>
#include <QPalette>

namespace hookpanel {

/// What a desktop prefers; Unknown where it has no opinion or cannot be asked.
enum class ColorScheme { Unknown, Light, Dark };

/// Tells what the desktop prefers. Implemented in app/ over the portal, and by a fake in tests.
class AppearanceSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual ColorScheme scheme() const = 0;

Q_SIGNALS:
    void schemeChanged();
};

/// Dresses the application light or dark: as chosen, else as the desktop prefers, else as Qt's platform theme has it. Where
/// the platform's own palette is already what is wanted it stays, so that the window looks like its neighbours; else a
/// complete palette of ours takes its place. Qt 6.4 does none of this by itself (QStyleHints::colorScheme is new in 6.5).
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// Dresses at once. The source is not owned and must outlive it; without one only the platform is asked.
    explicit Appearance(const AppearanceSource *source, Theme theme, QObject *parent = nullptr);

    void setTheme(Theme theme);

    /// Our palettes: each text role reads at 4.5:1 or better on its ground, Disabled at 3:1.
    [[nodiscard]] static QPalette lightPalette();
    [[nodiscard]] static QPalette darkPalette();

    bool eventFilter(QObject *object, QEvent *event) override;

private:
    [[nodiscard]] ColorScheme wanted() const;
    void dress();

    const AppearanceSource *m_source;
    Theme m_theme;
    bool m_platformIsDark;
    ColorScheme m_ours = ColorScheme::Unknown; ///< Which palette of ours is on; Unknown for the platform's.
    bool m_dressing = false;
};

} // namespace hookpanel
