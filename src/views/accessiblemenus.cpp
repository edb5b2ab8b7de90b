// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/accessiblemenus.h"

#include <QAccessible>
#include <QAccessibleObject>
#include <QApplication>
#include <QMenu>

namespace hookpanel {

namespace {

QList<QMenu *> openMenus()
{
    QList<QMenu *> menus;
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (auto *menu = qobject_cast<QMenu *>(window); menu && menu->isVisible())
            menus.append(menu);
    }
    return menus;
}

/// The application with the windows that Qt counts, and the open menus after them.
class ApplicationWithMenus final : public QAccessibleApplication
{
public:
    int childCount() const override { return QAccessibleApplication::childCount() + int(openMenus().size()); }

    QAccessibleInterface *child(int index) const override
    {
        const int windows = QAccessibleApplication::childCount();
        return index < windows ? QAccessibleApplication::child(index)
                               : QAccessible::queryAccessibleInterface(openMenus().value(index - windows));
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto menu = openMenus().indexOf(qobject_cast<QMenu *>(child->object()));
        return menu < 0 ? QAccessibleApplication::indexOfChild(child) : QAccessibleApplication::childCount() + int(menu);
    }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    return object && object == qApp ? new ApplicationWithMenus : nullptr; // Qt's own list of interfaces owns it
}

} // namespace

void exposeOpenMenus()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace hookpanel
