// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/panelstyle.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualTextHeight = 16; ///< Pixels, of a text of 10 points.

/// Halfway between text and ground: a line that is seen (3:1) and does not shout.
QColor outline(const QStyleOption *option)
{
    const auto group = option->state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    const QColor ink = option->palette.color(group, QPalette::WindowText);
    const QColor ground = option->palette.color(group, QPalette::Window);
    const auto middle = [](int a, int b) { return (a * 11 + b * 9) / 20; };
    return {middle(ink.red(), ground.red()), middle(ink.green(), ground.green()), middle(ink.blue(), ground.blue())};
}

void drawOutline(const QRect &rect, const QColor &color, QPainter *painter)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(color);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
}

} // namespace

PanelStyle::PanelStyle(QStyle *style)
    : QProxyStyle(style)
{
}

void PanelStyle::install()
{
    if (QApplication::style()->name().compare(u"fusion"_s, Qt::CaseInsensitive) == 0)
        QApplication::setStyle(new PanelStyle(QStyleFactory::create(u"fusion"_s))); // the application owns its style
}

void PanelStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (element == PE_FrameFocusRect && qobject_cast<const QAbstractItemView *>(widget)) {
        if (option->state & State_KeyboardFocusChange) {
            const bool selected = option->state & State_Selected;
            drawOutline(option->rect, option->palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight),
                        painter);
        }
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawOutline(option->rect, outline(option), painter);
    else if (element == PE_FrameLineEdit && !(option->state & State_HasFocus))
        drawOutline(option->rect, outline(option), painter);
}

void PanelStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox && !(option->state & State_HasFocus))
        drawOutline(option->rect, outline(option), painter);
}

int PanelStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    switch (int(metric)) { // of more than a hundred, those that stand beside text
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return qMax(usual, usual * QFontMetrics(QApplication::font()).height() / usualTextHeight);
    }
    return usual;
}

QSize PanelStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        wanted += QSize(12, 4);
    return wanted;
}

} // namespace hookpanel
