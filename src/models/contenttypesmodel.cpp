// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/contenttypesmodel.h"

#include "core/strippedparts.h"

#include <QCollator>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

void ContentTypesModel::setContent(const ContentTypes &types)
{
    const auto strippedOf = [&types](const Attributes &attributes) {
        const StrippedParts parts = strippedParts(attributes, types);
        QStringList stripped = parts.removed;
        for (const QString &path : parts.cutToId)
            stripped.append(tr("%1 (all but its id)").arg(path));
        return stripped;
    };
    QList<Row> rows;
    for (const ContentType &type : types.types())
        rows.append({type.displayName, type.uid, false, type.draftAndPublish, strippedOf(type.attributes)});
    for (const Component &component : types.components())
        rows.append({component.displayName, component.uid, true, false, strippedOf(component.attributes)});
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(rows.begin(), rows.end(), [&collator](const Row &a, const Row &b) {
        return a.isComponent != b.isComponent ? b.isComponent : collator.compare(a.name, b.name) < 0;
    });
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

QString ContentTypesModel::uidAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).uid : QString();
}

int ContentTypesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ContentTypesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString ContentTypesModel::text(const Row &row, int column)
{
    switch (Column(column)) {
    case NameColumn:
        return row.name;
    case UidColumn:
        return row.uid;
    case KindColumn:
        return row.isComponent ? tr("Component") : tr("Content type");
    case DraftsColumn:
        return row.draftAndPublish ? tr("yes") : u"–"_s;
    case StrippedColumn:
        return row.stripped.isEmpty() ? tr("nothing") : row.stripped.join(tr(", "));
    }
    return {};
}

QVariant ContentTypesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_rows.at(index.row()), index.column());
    return {};
}

QVariant ContentTypesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NameColumn:
        return tr("Name");
    case UidColumn:
        return tr("UID");
    case KindColumn:
        return tr("Kind");
    case DraftsColumn:
        return tr("Draft & publish");
    case StrippedColumn:
        return tr("Taken out of events");
    }
    return {};
}

} // namespace hookpanel
