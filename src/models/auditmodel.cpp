// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/auditmodel.h"

#include "models/auditwords.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

void AuditModel::setEntries(const QList<AuditEntry> &entries)
{
    beginResetModel();
    m_entries = entries;
    m_rows.clear();
    for (qsizetype entry = 0; entry < m_entries.size(); ++entry) {
        // What a new webhook began with is no change; that it was made is told by one row.
        const bool isWhole = m_entries.at(entry).action != AuditAction::Changed;
        if (isWhole)
            m_rows.append({entry, -1});
        for (qsizetype change = 0; !isWhole && change < m_entries.at(entry).changes.size(); ++change)
            m_rows.append({entry, change});
    }
    endResetModel();
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AuditModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString AuditModel::text(const Row &row, int column) const
{
    const AuditEntry &entry = m_entries.at(row.entry);
    const AuditChange change = entry.changes.value(row.change);
    switch (column) {
    case TimeColumn: {
        const QDateTime local = entry.at.toLocalTime();
        return QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + local.toString(u"HH:mm:ss"_s);
    }
    case ProgramColumn:
        return AuditWords::program(entry.program);
    case FieldColumn:
        return row.change < 0 ? AuditWords::of(entry.action) : AuditWords::field(change.field);
    case BeforeColumn:
        return AuditWords::lines(change.field, change.before, change.after).join(u'\n');
    case AfterColumn:
        return AuditWords::lines(change.field, change.after, change.before).join(u'\n');
    default:
        return {};
    }
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const QString shown = text(m_rows.at(index.row()), index.column());
    const bool isValue = index.column() == BeforeColumn || index.column() == AfterColumn;
    switch (role) {
    case Qt::DisplayRole:
        return shown.isEmpty() && isValue ? u"–"_s : shown;
    case Qt::ToolTipRole:
        return isValue && !shown.isEmpty() ? QVariant(shown) : QVariant();
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case ProgramColumn:
        return tr("Program");
    case FieldColumn:
        return tr("Field");
    case BeforeColumn:
        return tr("Before");
    case AfterColumn:
        return tr("After");
    default:
        return {};
    }
}

} // namespace hookpanel
