// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/columnroom.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTableView>

#include <cmath>

namespace hookpanel {

ColumnRoom::ColumnRoom(QTableView *view, int rest, const Least &least, const QList<int> &givingWay)
    : QObject(view)
    , m_view(*view)
    , m_rest(rest)
    , m_least(least)
    , m_givingWay(givingWay)
{
    for (auto column = m_least.cbegin(); column != m_least.cend(); ++column) {
        if (column.key() != m_rest)
            m_wanted.insert(column.key(), qMax(m_view.columnWidth(column.key()), headingOf(column.key())));
    }
    connect(m_view.horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { onResized(column, width); });
    m_view.viewport()->installEventFilter(this);
}

bool ColumnRoom::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        fit();
    return QObject::eventFilter(watched, event);
}

/// A cut heading names nothing. (QHeaderView::sectionSizeHint() is 0 for a hidden column, which would come and go.)
int ColumnRoom::headingOf(int column) const
{
    const QHeaderView &header = *m_view.horizontalHeader();
    const QAbstractItemModel *model = m_view.model(); // null while its owner goes, when the view lays itself out once more
    const QString text = model ? model->headerData(column, Qt::Horizontal).toString() : QString();
    const QStyle *style = header.style();
    const int margin = style->pixelMetric(QStyle::PM_HeaderMargin, nullptr, &header);
    const bool hasMark = header.isSortIndicatorShown() && header.sortIndicatorSection() == column;
    return header.fontMetrics().horizontalAdvance(text) + 2 * margin + 2
        + (hasMark ? margin + style->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, &header) : 0);
}

int ColumnRoom::leastOf(int column) const
{
    return qMin(qMax(m_least.value(column), headingOf(column)), m_wanted.value(column));
}

QList<int> ColumnRoom::shownColumns() const
{
    QList<int> columns = m_wanted.keys();
    columns.removeIf([this](int column) { return m_view.isColumnHidden(column); });
    return columns;
}

/// What is there for the columns that may change, beside those that are as they are and the one that takes the rest.
int ColumnRoom::room() const
{
    int room = m_view.viewport()->width() - qMax(m_least.value(m_rest), headingOf(m_rest));
    for (int column = 0; column < m_view.horizontalHeader()->count(); ++column) {
        if (column != m_rest && !m_wanted.contains(column))
            room -= m_view.columnWidth(column);
    }
    return room;
}

void ColumnRoom::onResized(int column, int width)
{
    if (m_isFitting || column == m_rest || !m_wanted.contains(column) || width == 0)
        return;
    if (!m_view.isVisible()) { // set up or restored: what fits is seen when it is shown
        m_wanted.insert(column, width);
        return;
    }
    const QList<int> columns = shownColumns();
    int most = room();
    for (const int other : columns)
        most -= other == column ? 0 : m_view.columnWidth(other);
    most = qMax(m_least.value(column), most);
    m_wanted.insert(column, qMin(width, most));
    if (width > most) {
        const QScopedValueRollback fitting(m_isFitting, true);
        m_view.setColumnWidth(column, most);
    }
}

void ColumnRoom::fit()
{
    if (m_isFitting)
        return;
    const QScopedValueRollback fitting(m_isFitting, true);
    QList<int> columns = m_wanted.keys();
    const auto sumOf = [&columns](const auto &widthOf) {
        int sum = 0;
        for (const int column : std::as_const(columns))
            sum += widthOf(column);
        return sum;
    };
    const auto least = [this](int column) { return leastOf(column); };
    const auto wanted = [this](int column) { return m_wanted.value(column); };
    for (const int column : std::as_const(m_givingWay)) {
        const bool isTooMuch = sumOf(least) > room();
        m_view.setColumnHidden(column, isTooMuch);
        if (isTooMuch)
            columns.removeOne(column);
    }
    const int excess = qMax(0, sumOf(wanted) - room());
    const int shrinkable = qMax(1, sumOf(wanted) - sumOf(least));
    for (const int column : std::as_const(columns)) {
        const int spare = wanted(column) - least(column);
        const int give = int(std::ceil(qMin(1.0, double(excess) / shrinkable) * spare));
        m_view.setColumnWidth(column, excess == 0 ? wanted(column) : qMax(least(column), wanted(column) - give));
    }
}

} // namespace hookpanel
