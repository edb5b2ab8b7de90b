// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>

class QTableView;

namespace hookpanel {

/// Makes the columns of a table fit into it: one of them takes what is left, and keeps a least width. Where there is not
/// enough for all, the others become narrower, and those that may give way disappear, one after the other, until the window
/// is wider again. A column that is dragged stops where it would push another one out. Belongs to the view, whose
/// columns are to be set up before.
class ColumnRoom : public QObject
{
    Q_OBJECT

public:
    /// How narrow a column may become, in pixels.
    using Least = QHash<int, int>;

    /// `rest` is the column that takes what is left; those without a least width are as wide as they are. `givingWay` are
    /// those that disappear, the first one first.
    ColumnRoom(QTableView *view, int rest, const Least &least, const QList<int> &givingWay);

    /// As wide as the program or the user would have a column, in pixels, however narrow it is now; 0 for one that is not
    /// its business.
    [[nodiscard]] int wantedWidth(int column) const { return m_wanted.value(column); }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();
    void onResized(int column, int width);
    [[nodiscard]] int leastOf(int column) const;
    [[nodiscard]] int headingOf(int column) const;
    [[nodiscard]] int room() const;
    [[nodiscard]] QList<int> shownColumns() const;

    QTableView &m_view;
    int m_rest;
    Least m_least;
    QList<int> m_givingWay;
    QHash<int, int> m_wanted; ///< As wide as the program or the user would have them.
    bool m_isFitting = false;
};

} // namespace hookpanel
