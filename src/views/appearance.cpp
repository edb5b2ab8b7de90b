// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/appearance.h"

#include "views/icons.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>

#include <utility>

namespace hookpanel {

namespace {

/// The colours that a palette of ours is made of.
struct Colors {
    QRgb window, text, base, alternate, button, highlight, highlightedText, placeholder, link, visited, toolTip, disabled;
};

constexpr Colors light{0xf4f5f6, 0x1f2328, 0xffffff, 0xf1f3f5, 0xfbfbfc, 0x155e9c,
                       0xffffff, 0x5a6570, 0x0b5cad, 0x6b3fa0, 0xffffff, 0x848b92};
constexpr Colors dark{0x26292d, 0xeceff1, 0x1b1d20, 0x212428, 0x34383d, 0x5aabe8,
                      0x0b1116, 0xa3adb7, 0x74b9f0, 0xc3a3f0, 0x34383d, 0x82898f};

/// Every role in every group: one that is missing would come from the platform's palette, which is the other kind.
QPalette paletteOf(const Colors &c)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color) {
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            palette.setColor(group, role, color);
    };
    const QColor window(c.window);
    const QColor button(c.button);
    const bool isLight = QColor(c.text).lightness() < window.lightness();
    set(QPalette::Window, window);
    set(QPalette::WindowText, QColor(c.text));
    set(QPalette::Base, QColor(c.base));
    set(QPalette::AlternateBase, QColor(c.alternate));
    set(QPalette::Text, QColor(c.text));
    set(QPalette::Button, button);
    set(QPalette::ButtonText, QColor(c.text));
    set(QPalette::BrightText, isLight ? QColor(Qt::white) : QColor(Qt::black));
    set(QPalette::ToolTipBase, QColor(c.toolTip));
    set(QPalette::ToolTipText, QColor(c.text));
    set(QPalette::PlaceholderText, QColor(c.placeholder));
    set(QPalette::Link, QColor(c.link));
    set(QPalette::LinkVisited, QColor(c.visited));
    set(QPalette::Highlight, QColor(c.highlight));
    set(QPalette::HighlightedText, QColor(c.highlightedText));
    set(QPalette::Light, isLight ? QColor(Qt::white) : button.lighter(135));
    set(QPalette::Midlight, isLight ? button.darker(104) : button.lighter(115));
    set(QPalette::Mid, isLight ? window.darker(125) : window.darker(115));
    set(QPalette::Dark, isLight ? window.darker(160) : window.darker(150));
    set(QPalette::Shadow, isLight ? window.darker(220) : QColor(Qt::black));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::PlaceholderText, QPalette::Link, QPalette::LinkVisited})
        palette.setColor(QPalette::Disabled, role, QColor(c.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.disabled));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(c.base));
    return palette;
}

} // namespace

Appearance::Appearance(const AppearanceSource *source, Theme theme, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_theme(theme)
    , m_platformIsDark(isDark(QGuiApplication::palette()))
{
    if (source)
        connect(source, &AppearanceSource::schemeChanged, this, &Appearance::dress);
    qApp->installEventFilter(this);
    dress();
}

QPalette Appearance::lightPalette()
{
    return paletteOf(light);
}

QPalette Appearance::darkPalette()
{
    return paletteOf(dark);
}

void Appearance::setTheme(Theme theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    dress();
}

ColorScheme Appearance::wanted() const
{
    switch (m_theme) {
    case Theme::Light:
        return ColorScheme::Light;
    case Theme::Dark:
        return ColorScheme::Dark;
    case Theme::System:
        break;
    }
    return m_source ? m_source->scheme() : ColorScheme::Unknown;
}

void Appearance::dress()
{
    const ColorScheme platform = m_platformIsDark ? ColorScheme::Dark : ColorScheme::Light;
    const ColorScheme scheme = wanted();
    const ColorScheme ours = scheme == platform ? ColorScheme::Unknown : scheme;
    if (ours == m_ours)
        return;
    m_ours = ours;
    const QScopedValueRollback dressing(m_dressing, true);
    switch (ours) {
    case ColorScheme::Unknown:
        QApplication::setPalette(QPalette()); // the platform's again
        // It may have become the other kind while ours was on.
        if (const bool nowDark = isDark(QGuiApplication::palette()); std::exchange(m_platformIsDark, nowDark) != nowDark)
            dress();
        break;
    case ColorScheme::Light:
        QApplication::setPalette(lightPalette());
        break;
    case ColorScheme::Dark:
        QApplication::setPalette(darkPalette());
        break;
    }
}

/// The platform's own palette may change while the program runs, as that of KDE does.
bool Appearance::eventFilter(QObject *object, QEvent *event)
{
    if (object == qApp && event->type() == QEvent::ApplicationPaletteChange && !m_dressing
        && m_ours == ColorScheme::Unknown) {
        m_platformIsDark = isDark(QGuiApplication::palette());
        dress();
    }
    return QObject::eventFilter(object, event);
}

} // namespace hookpanel
