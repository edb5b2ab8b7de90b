// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/buttonsmenu.h"

#include <QAccessible>
#include <QEvent>
#include <QPushButton>

namespace hookpanel {

ButtonsMenu::ButtonsMenu(const QList<QPushButton *> &buttons, QWidget *parent)
    : QMenu(parent)
{
    setAccessibleName(tr("Actions"));
    for (QPushButton *button : buttons) {
        QAction *entry = addAction(button->icon(), button->text());
        entry->setEnabled(button->isEnabled());
        // Queued: the menu is gone before a dialog opens.
        connect(entry, &QAction::triggered, button, &QPushButton::click, Qt::QueuedConnection);
        button->installEventFilter(this);
        m_entries.insert(button, entry);
    }
    connect(this, &QMenu::triggered, this, &QWidget::close); // a screen reader's press leaves it open
}

bool ButtonsMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (QAction *entry = m_entries.value(watched); entry && event->type() == QEvent::EnabledChange)
        entry->setEnabled(static_cast<QPushButton *>(watched)->isEnabled());
    return QMenu::eventFilter(watched, event);
}

/// Screen readers keep a list of the application's windows, which Qt does not bring up to date for a popup.
void ButtonsMenu::showEvent(QShowEvent *event)
{
    QMenu::showEvent(event);
    QAccessibleEvent created(this, QAccessible::ObjectCreated);
    QAccessible::updateAccessibility(&created);
}

void ButtonsMenu::hideEvent(QHideEvent *event)
{
    QAccessibleEvent destroyed(this, QAccessible::ObjectDestroyed);
    QAccessible::updateAccessibility(&destroyed);
    QMenu::hideEvent(event);
}

} // namespace hookpanel
