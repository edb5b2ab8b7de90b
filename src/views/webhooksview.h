// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace hookpanel {

/// The table of webhooks with its keys: Space moves the switch of the selected rows, Enter and F2 edit, Delete deletes.
/// A right click and the menu key (or Shift+F10) ask for the context menu. The cells of the columns given by
/// setActionColumns() act on a click and leave the selection alone.
class WebhooksView : public QTableView
{
    Q_OBJECT

public:
    explicit WebhooksView(QWidget *parent = nullptr);

    void setActionColumns(const QList<int> &columns) { m_actionColumns = columns; }

    /// Rows that are selected, from the top.
    [[nodiscard]] QList<int> selectedRowNumbers() const;

Q_SIGNALS:
    void switchPressed();
    void editPressed();
    void deletePressed();
    void menuRequested(const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;

private:
    void askForMenuAtCurrent();

    QList<int> m_actionColumns;
};

} // namespace hookpanel
