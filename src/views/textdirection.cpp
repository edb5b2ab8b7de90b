// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/textdirection.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionViewItem>

namespace hookpanel {

namespace {

void drawTowards(Qt::LayoutDirection direction, QStyleOptionViewItem *cell)
{
    const auto side = cell->displayAlignment & Qt::AlignTrailing ? Qt::AlignTrailing : Qt::AlignLeading;
    cell->displayAlignment = QStyle::visualAlignment(cell->direction, side) | Qt::AlignVCenter;
    cell->direction = direction;
}

} // namespace

int ownDirection(const QString &text)
{
    return text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
}

void drawInOwnDirection(QStyleOptionViewItem *cell)
{
    drawTowards(cell->text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight, cell);
}

void drawLeftToRight(QStyleOptionViewItem *cell)
{
    drawTowards(Qt::LeftToRight, cell);
}

QString isolatedIn(Qt::LayoutDirection direction, const QString &text)
{
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popDirectionalIsolate(0x2069);
    const bool isAgainst = text.isRightToLeft() != (direction == Qt::RightToLeft);
    return isAgainst ? firstStrongIsolate + text + popDirectionalIsolate : text;
}

void writeLeftToRight(QLineEdit *edit)
{
    const bool isMirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    edit->setLayoutDirection(Qt::LeftToRight);
    edit->setAlignment((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

void suitUnit(QSpinBox *box)
{
    if (auto *edit = box->findChild<QLineEdit *>()) {
        edit->setLayoutDirection(box->suffix().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        if (QGuiApplication::layoutDirection() != edit->layoutDirection())
            edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace hookpanel
