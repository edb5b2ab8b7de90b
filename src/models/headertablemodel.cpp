// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/headertablemodel.h"

#include "core/secrets.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

void HeaderTableModel::setHeaders(const Headers &headers)
{
    beginResetModel();
    m_rows = headers;
    m_rows.append(Header());
    m_problems.clear();
    endResetModel();
}

Headers HeaderTableModel::headers() const
{
    Headers headers = m_rows;
    headers.removeLast();
    return headers;
}

void HeaderTableModel::setProblems(const Problems &problems)
{
    if (m_problems == problems)
        return;
    m_problems = problems;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ValueColumn));
}

int HeaderTableModel::rowOfHeader(int number) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!normalisedHeaders({m_rows.at(row)}).isEmpty() && number-- == 0)
            return row;
    }
    return -1;
}

void HeaderTableModel::removeHeader(int row)
{
    if (row < 0 || row >= m_rows.size() - 1)
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    m_problems.clear(); // their rows are no longer these; they are checked again at once
    endRemoveRows();
    Q_EMIT edited();
}

int HeaderTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HeaderTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QString HeaderTableModel::problemText(const QModelIndex &index) const
{
    for (const Problem &problem : m_problems) {
        if (rowOfHeader(problem.row) == index.row() && problem.inValue == (index.column() == ValueColumn))
            return Words::of(problem);
    }
    return {};
}

QVariant HeaderTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Header &header = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ValueColumn && header.isSecret && !header.reference.isEmpty() && header.value.isEmpty())
            return secrets::shownValue(header);
        [[fallthrough]];
    case Qt::EditRole:
        return index.column() == NameColumn ? header.name : header.value;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        const QString problem = problemText(index);
        return problem.isEmpty() ? QVariant() : problem;
    }
    default:
        return {};
    }
}

bool HeaderTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    Header &header = m_rows[index.row()];
    QString &field = index.column() == NameColumn ? header.name : header.value;
    const QString text = value.toString();
    if (field == text)
        return true;
    field = text;
    Q_EMIT dataChanged(index, index);
    if (index.row() == m_rows.size() - 1) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.append(Header());
        endInsertRows();
    }
    Q_EMIT edited();
    return true;
}

QVariant HeaderTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags HeaderTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

} // namespace hookpanel
