// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/keptrows.h"

#include <QScrollBar>
#include <QSet>
#include <QTableView>

#include <memory>

namespace hookpanel {

namespace {

struct Place {
    QSet<QString> selected;
    QString current;
    int column = 0;
    int scrolled = 0;
};

} // namespace

void keepRows(QTableView *view, const std::function<QString(int row)> &idOf)
{
    const auto place = std::make_shared<Place>();
    QObject::connect(view->model(), &QAbstractItemModel::modelAboutToBeReset, view, [view, idOf, place] {
        const QModelIndex current = view->currentIndex();
        *place = {{},
                  current.isValid() ? idOf(current.row()) : QString(),
                  qMax(0, current.column()),
                  view->verticalScrollBar()->value()};
        const auto rows = view->selectionModel()->selectedRows();
        for (const QModelIndex &row : rows)
            place->selected.insert(idOf(row.row()));
    });
    QObject::connect(view->model(), &QAbstractItemModel::modelReset, view, [view, idOf, place] {
        if (place->current.isEmpty() && place->selected.isEmpty()) {
            view->verticalScrollBar()->setValue(place->scrolled);
            return;
        }
        QItemSelection selection;
        QModelIndex current;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QString id = idOf(row);
            if (place->selected.contains(id))
                selection.select(view->model()->index(row, 0), view->model()->index(row, 0));
            if (!id.isEmpty() && id == place->current)
                current = view->model()->index(row, place->column);
        }
        if (current.isValid())
            view->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        view->verticalScrollBar()->setValue(place->scrolled);
    });
}

} // namespace hookpanel
