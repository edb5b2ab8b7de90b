// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProxyStyle>

class QStyleOptionButton;

namespace hookpanel {

/// Fusion with what it lacks: it draws an unchecked box and the frame of a field in a shade of the window, next to invisible
/// on a dark palette (measured contrast 1.2; 3 is wanted, WCAG 2.1 1.4.11), paints the focus over the text of a selected
/// cell and shows it elsewhere only after Tab and faintly, cuts long texts of combo boxes, pushes a button's icon and text
/// apart from right to left, leaves no room between a button's
/// icon and its border, and keeps icons and boxes small beside large text. Desktops with a style of their own keep it as it
/// is.
class PanelStyle : public QProxyStyle
{
    Q_OBJECT

public:
    /// Puts it over the application's style where that is Fusion, and does nothing else.
    static void install();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;

private:
    explicit PanelStyle(QStyle *style);
    void drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const;
    void drawFocusRect(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
};

} // namespace hookpanel
