// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/style.h"

#include "views/icons.h"

#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

namespace hookpanel {

namespace {

void setTextColor(QLabel *label, const QColor &color)
{
    QPalette palette = QGuiApplication::palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

void scaleFont(QLabel *label, qreal factor)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
}

} // namespace

void makeTitle(QLabel *label)
{
    scaleFont(label, 1.5);
}

void makeHeading(QLabel *label)
{
    scaleFont(label, 1.1);
}

void allowNarrow(QPushButton *button)
{
    const int letter = button->fontMetrics().averageCharWidth();
    const int forIcon = button->icon().isNull() ? 0 : button->iconSize().width() + letter;
    QSizePolicy policy = button->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Preferred);
    button->setSizePolicy(policy);
    button->setMinimumWidth(button->fontMetrics().horizontalAdvance(button->text()) + forIcon + 3 * letter);
}

void makeGood(QLabel *label)
{
    setTextColor(label, goodColor(QGuiApplication::palette()));
}

void makeBad(QLabel *label)
{
    setTextColor(label, badColor(QGuiApplication::palette()));
}

void makePlain(QLabel *label)
{
    label->setPalette(QPalette());
}

void nameClearButton(QLineEdit *edit)
{
    const auto buttons = edit->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setAccessibleName(QCoreApplication::translate("hookpanel::Style", "Clear"));
}

void dressTabs(QTabBar *tabs, const QString &description)
{
    tabs->setAccessibleDescription(description); // its name is that of the chosen tab
    tabs->setDrawBase(false);
    tabs->setUsesScrollButtons(false);
    tabs->setElideMode(Qt::ElideNone);
    const auto buttons = tabs->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setObjectName(QString());
}

void showProblem(QLabel *label, QWidget *field, const QString &sentence)
{
    makeBad(label);
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
    field->setAccessibleDescription(sentence);
}

} // namespace hookpanel
