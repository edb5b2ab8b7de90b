// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/panelstyle.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QStyleFactory>
#include <QStyleOption>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualTextHeight = 16; ///< Pixels, of a text of 10 points.
constexpr int focusWidth = 2;
constexpr int iconSpacing = 4;
constexpr int comboTextMargin = 2; ///< Of the text of a combo box within its field.

/// Halfway between text and ground: a line that is seen (3:1) and does not shout.
QColor outline(const QStyleOption *option)
{
    const auto group = option->state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    const QColor ink = option->palette.color(group, QPalette::WindowText);
    const QColor ground = option->palette.color(group, QPalette::Window);
    const auto middle = [](int a, int b) { return (a * 11 + b * 9) / 20; };
    return {middle(ink.red(), ground.red()), middle(ink.green(), ground.green()), middle(ink.blue(), ground.blue())};
}

/// By how much Fusion makes its sizes larger already: where Qt does not scale by itself, a screen of 192 dots per inch has
/// letters and icons twice as large.
qreal dpiFactor()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? qMax(1.0, screen->logicalDotsPerInchX() / 96) : 1;
}

void drawOutline(const QRect &rect, const QColor &color, QPainter *painter, qreal width = 1)
{
    const qreal inset = width / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, width));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), 2, 2);
    painter->restore();
}

void drawFocus(const QRect &rect, const QStyleOption *option, QPainter *painter)
{
    drawOutline(rect, option->palette.color(QPalette::Active, QPalette::Highlight), painter, focusWidth);
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
    if (element == PE_FrameFocusRect) {
        drawFocusRect(option, painter, widget);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool focused = option->state & State_HasFocus;
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawOutline(option->rect, outline(option), painter);
    else if (element == PE_FrameLineEdit)
        focused ? drawFocus(option->rect, option, painter) : drawOutline(option->rect, outline(option), painter);
}

/// Whoever sees the window sees where the keyboard is, also after a click: Fusion shows it only after Tab, and as a line
/// that is hardly there.
void PanelStyle::drawFocusRect(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (!qobject_cast<const QAbstractItemView *>(widget)) {
        drawFocus(option->rect, option, painter);
        return;
    }
    const bool selected = option->state & State_Selected;
    drawOutline(option->rect.adjusted(1, 1, -1, -1),
                option->palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight), painter);
}

void PanelStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (element == CE_ComboBoxLabel) {
        // Fusion cuts a long text off in the middle of a letter.
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            QStyleOptionComboBox shown = *box;
            const int icon = box->currentIcon.isNull() ? 0 : box->iconSize.width() + iconSpacing;
            const int room = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - icon - comboTextMargin;
            if (box->fontMetrics.horizontalAdvance(box->currentText) > room)
                shown.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room);
            QProxyStyle::drawControl(element, &shown, painter, widget);
            return;
        }
    }
    if (element == CE_PushButtonLabel) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && !button->icon.isNull() && !button->text.isEmpty()) {
            drawButtonLabel(*button, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_TabBarTabShape && option->state & State_Selected && widget && widget->hasFocus())
        drawFocus(option->rect.adjusted(2, 2, -2, -2), option, painter); // Fusion draws none
    // The frame of a list, a table or a text with the keyboard in it.
    if (element == CE_ShapedFrame && option->state & State_HasFocus && widget && widget->focusPolicy() != Qt::NoFocus)
        drawFocus(option->rect, option, painter);
}

/// Icon and text side by side in the middle. Fusion pushes the text against the button's edge in right-to-left layouts.
void PanelStyle::drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = button.state & State_Enabled;
    const QSize text = button.fontMetrics.size(Qt::TextShowMnemonic, button.text);
    const int width = qMin(button.rect.width(), button.iconSize.width() + iconSpacing + text.width());
    const QRect content = alignedRect(button.direction, Qt::AlignCenter, {width, button.rect.height()}, button.rect);
    const QRect icon = alignedRect(button.direction, Qt::AlignLeft | Qt::AlignVCenter, button.iconSize, content);
    const QRect words
        = visualRect(button.direction, content, content.adjusted(button.iconSize.width() + iconSpacing, 0, 0, 0));
    button.icon.paint(painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const int mnemonic = styleHint(SH_UnderlineShortcut, &button, widget) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    drawItemText(painter, words, int(visualAlignment(button.direction, Qt::AlignLeft) | Qt::AlignVCenter) | mnemonic,
                 button.palette, enabled, button.text, QPalette::ButtonText);
}

void PanelStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const bool focused = option->state & State_HasFocus;
    if (control == CC_SpinBox)
        focused ? drawFocus(option->rect, option, painter) : drawOutline(option->rect, outline(option), painter);
    else if (control == CC_ComboBox && focused)
        drawFocus(option->rect, option, painter);
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
        return qMax(usual, int(usual * QFontMetrics(QApplication::font()).height() / (usualTextHeight * dpiFactor())));
    }
    return usual;
}

QSize PanelStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        wanted += QSize(12, 4);
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); box && type == CT_ComboBox) {
        // Fusion's arrow grows with the dots per inch; the room for it that is asked for does not (Qt 6.4.2).
        QStyleOptionComboBox shown = *box;
        shown.rect = QRect({0, 0}, wanted);
        const int text = subControlRect(CC_ComboBox, &shown, SC_ComboBoxEditField, widget).width() - comboTextMargin;
        // What a text covers is asked for, and drawn it advances a little further.
        wanted.rwidth() += qMax(0, size.width() + shown.fontMetrics.averageCharWidth() / 2 - text);
    }
    return wanted;
}

} // namespace hookpanel
