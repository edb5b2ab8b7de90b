// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhooksview.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace hookpanel {

WebhooksView::WebhooksView(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setSortingEnabled(true);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table; the arrow keys move in it
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
}

QList<int> WebhooksView::selectedRowNumbers() const
{
    QList<int> rows;
    const auto selected = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void WebhooksView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Space)
        Q_EMIT switchPressed();
    else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2))
        Q_EMIT editPressed();
    else if (plain && event->key() == Qt::Key_Delete)
        Q_EMIT deletePressed();
    else if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier)
        askForMenuAtCurrent(); // Qt's xcb plugin makes a context menu event of the menu key only
    else
        QTableView::keyPressEvent(event);
}

void WebhooksView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse)
        Q_EMIT menuRequested(event->globalPos());
    else
        askForMenuAtCurrent();
}

/// By key, the menu opens at the current row, wherever the mouse is.
void WebhooksView::askForMenuAtCurrent()
{
    if (!currentIndex().isValid())
        return;
    scrollTo(currentIndex());
    const QRect row = visualRect(currentIndex().siblingAtColumn(0)).intersected(viewport()->rect());
    Q_EMIT menuRequested(viewport()->mapToGlobal(QPoint(row.center().x(), row.bottom())));
}

QItemSelectionModel::SelectionFlags WebhooksView::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    const bool byMouse = event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease);
    const bool byLeftButton = byMouse && static_cast<const QMouseEvent *>(event)->button() == Qt::LeftButton;
    if (byLeftButton && m_actionColumns.contains(index.column()))
        return QItemSelectionModel::NoUpdate;
    return QTableView::selectionCommand(index, event);
}

} // namespace hookpanel
