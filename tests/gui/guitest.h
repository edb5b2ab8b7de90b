// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/catalogueresource.h"
#include "support/fakepanelservice.h"
#include "support/fakeprompts.h"
#include "support/samples.h"
#include "support/stillclock.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

/// What the tests of the window share.
namespace hookpanel::test {

/// Every warning fails a test, but for the one that the offscreen platform says for each window with a layout.
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

/// The widget of this object name; a test that asks for one that is not there ends.
template<typename Widget = QWidget> Widget &find(const QWidget &parent, const char *objectName)
{
    auto *widget = parent.findChild<Widget *>(QString::fromLatin1(objectName));
    if (!widget)
        qFatal("There is no widget %s", objectName);
    return *widget;
}

inline void click(QWidget &widget)
{
    QTest::mouseClick(&widget, Qt::LeftButton);
}

/// A click into the middle of a cell.
inline void clickCell(QAbstractItemView &view, const QModelIndex &index, Qt::KeyboardModifiers modifiers = {})
{
    view.scrollTo(index);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, view.visualRect(index).center());
}

/// What a mouse does on a double click; QTest::mouseDClick() alone sends only its second press.
inline void doubleClickCell(QAbstractItemView &view, const QModelIndex &index)
{
    clickCell(view, index);
    const QPoint place = view.visualRect(index).center();
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, place);
}

/// Goes to a screen by its entry in the navigation, named in English whatever the language is.
inline void goToScreen(QWidget &window, const QString &name)
{
    auto &navigation = find<QListWidget>(window, "navigation");
    const QString text = QCoreApplication::translate("hookpanel::MainWindow", name.toUtf8().constData());
    const QList<QListWidgetItem *> items = navigation.findItems(text, Qt::MatchExactly);
    if (items.size() != 1)
        qFatal("There is no screen %s", qPrintable(name));
    clickCell(navigation, navigation.model()->index(navigation.row(items.first()), 0));
}

/// Shows a page in the state that a user meets: exposed and active, so that focus and shortcuts work.
inline bool show(QWidget &window, const QSize &size = {1120, 760})
{
    window.resize(size);
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

/// The built-in catalogue.
inline EventCatalogue catalogue()
{
    const auto read = readCatalogue();
    if (!read)
        qFatal("The catalogue cannot be read");
    return *read;
}

} // namespace hookpanel::test
