// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/headertablemodel.h"

#include "core/credentials.h"
#include "core/words.h"

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// A value was typed, or a name: what that makes of the header. A credential becomes a secret; nothing but placeholders in
/// the place of one is none.
void judge(Header &header)
{
    if (credentials::isIn(header)) {
        header.isSecret = true;
    } else if (header.isSecret && !header.value.isEmpty() && credentials::isCarriedBy(header.name)) {
        header.isSecret = false;
        header.reference.clear();
    }
}

/// Puts a text into one of the cells of a row. An editor of a hidden value begins empty, so an empty text there changes
/// nothing. Returns whether anything was changed.
bool put(Header &header, int column, const QString &text)
{
    const bool isName = column == HeaderTableModel::NameColumn;
    QString &field = isName ? header.name : header.value;
    if (field == text || (!isName && text.isEmpty() && secrets::isHidden(header)))
        return false;
    if (isName && !isSameHeaderName(header.name, text))
        header.isOpen = false; // that was decided about another one
    field = text;
    if (!isName)
        header.reference.clear();
    judge(header);
    return true;
}

} // namespace

void HeaderTableModel::setHeaders(const Headers &headers)
{
    beginResetModel();
    m_rows = headers;
    m_rows.append(Header());
    m_problems.clear();
    m_lost.clear();
    m_revealedRow = -1;
    m_revealed.clear();
    endResetModel();
}

Headers HeaderTableModel::headers() const
{
    Headers headers = m_rows;
    headers.removeLast();
    for (Header &header : headers) {
        if (!header.isSecret)
            header.reference.clear(); // kept for the case that it becomes secret again
    }
    return headers;
}

Headers HeaderTableModel::headersWith(const QModelIndex &cell, const QString &text) const
{
    Headers headers = m_rows;
    if (cell.isValid())
        put(headers[cell.row()], cell.column(), text);
    return normalisedHeaders(headers);
}

void HeaderTableModel::takeSaved(const Headers &sent, const Headers &saved)
{
    const Headers before = m_rows;
    m_rows = secrets::withSaved(m_rows, sent, saved);
    if (m_rows == before)
        return;
    conceal();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ValueColumn));
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
    m_revealedRow = -1;
    m_revealed.clear();
    endRemoveRows();
    Q_EMIT edited();
}

bool HeaderTableModel::isSecret(int row) const
{
    return row >= 0 && row < m_rows.size() && (m_rows.at(row).isSecret || credentials::isIn(m_rows.at(row)));
}

void HeaderTableModel::setSecret(int row, bool isSecret)
{
    if (row < 0 || row >= m_rows.size() - 1 || this->isSecret(row) == isSecret)
        return;
    Header &header = m_rows[row];
    if (!isSecret && row == m_revealedRow)
        header.value = m_revealed;
    header.isSecret = isSecret;
    header.isOpen = !isSecret && credentials::isCarriedBy(header.name);
    conceal();
    tellRow(row);
    Q_EMIT edited();
}

void HeaderTableModel::setLost(const QStringList &references)
{
    if (m_lost == references)
        return;
    m_lost = references;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ValueColumn));
}

bool HeaderTableModel::mustBeEntered(const Header &header) const
{
    return secrets::isMissing(header) || (header.isSecret && header.value.isEmpty() && m_lost.contains(header.reference));
}

bool HeaderTableModel::canReveal(int row) const
{
    return row >= 0 && row < m_rows.size() && secrets::isHidden(m_rows.at(row)) && !mustBeEntered(m_rows.at(row));
}

QString HeaderTableModel::referenceOf(int row) const
{
    const Header header = m_rows.value(row);
    return header.value.isEmpty() ? header.reference : QString();
}

int HeaderTableModel::rowOfReference(const QString &reference) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!reference.isEmpty() && canReveal(row) && referenceOf(row) == reference)
            return row;
    }
    return -1;
}

void HeaderTableModel::reveal(int row, const QString &text)
{
    conceal();
    if (!canReveal(row))
        return;
    m_revealedRow = row;
    m_revealed = text.isEmpty() ? m_rows.at(row).value : text;
    tellRow(row);
}

void HeaderTableModel::conceal()
{
    const int row = std::exchange(m_revealedRow, -1);
    m_revealed.clear();
    if (row >= 0)
        tellRow(row);
}

void HeaderTableModel::tellRow(int row)
{
    Q_EMIT dataChanged(index(row, NameColumn), index(row, ValueColumn));
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
    const Header &header = m_rows.at(index.row());
    if (index.column() == ValueColumn && m_lost.contains(header.reference) && mustBeEntered(header))
        return tr("The URL leads to another place than the one that this value was entered for. Enter it again.");
    return {};
}

QString HeaderTableModel::shownValue(int row) const
{
    const Header &header = m_rows.at(row);
    if (row == m_revealedRow)
        return m_revealed;
    return mustBeEntered(header) ? tr("Must be entered") : secrets::shownValue(header);
}

QVariant HeaderTableModel::valueText(int row, int role) const
{
    if (role == Qt::EditRole)
        return secrets::isHidden(m_rows.at(row)) ? QString() : m_rows.at(row).value;
    if (role == Qt::DisplayRole)
        return shownValue(row);
    return isSecret(row) ? tr("%1 (secret)", "value of a header, or a mask").arg(shownValue(row)) : QVariant();
}

QVariant HeaderTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::AccessibleTextRole:
        if (index.column() == ValueColumn)
            return valueText(index.row(), role);
        return role == Qt::AccessibleTextRole ? QVariant() : m_rows.at(index.row()).name;
    case SecretRole:
        return isSecret(index.row());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        const QString problem = problemText(index);
        if (!problem.isEmpty())
            return problem;
        if (role == Qt::ToolTipRole && index.column() == ValueColumn && isSecret(index.row()))
            return tr("This value is a secret. What you type here replaces it.");
        return {};
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
    const bool wasSecret = isSecret(index.row());
    if (!put(header, index.column(), value.toString()))
        return true;
    if (index.row() == m_revealedRow)
        conceal();
    const bool isOther = wasSecret != isSecret(index.row());
    if (isOther)
        tellRow(index.row());
    else
        Q_EMIT dataChanged(index, index);
    if (index.row() == m_rows.size() - 1) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.append(Header());
        endInsertRows();
    }
    if (isOther && !wasSecret)
        Q_EMIT madeSecret(m_rows.at(index.row()).name);
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
