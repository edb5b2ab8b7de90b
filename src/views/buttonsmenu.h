// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMenu>

class QPushButton;

namespace hookpanel {

/// A context menu of a list: the same as the buttons that stand below it. An entry presses its button, and can be chosen
/// while the button can be pressed.
class ButtonsMenu : public QMenu
{
    Q_OBJECT

public:
    /// The buttons are not owned and must outlive the menu.
    ButtonsMenu(const QList<QPushButton *> &buttons, QWidget *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QHash<const QObject *, QAction *> m_entries; ///< By button.
};

} // namespace hookpanel
