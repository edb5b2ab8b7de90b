// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/importplanmodel.h"

#include "core/definitionswords.h"
#include "core/redaction.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

ImportPlanModel::ImportPlanModel(const ImportPlan &plan, QObject *parent)
    : QAbstractTableModel(parent)
    , m_plan(plan)
{
}

ImportPlan ImportPlanModel::chosen() const
{
    ImportPlan plan = m_plan;
    plan.items.clear();
    for (int row = 0; row < m_plan.items.size(); ++row) {
        if (!m_leftOut.contains(row))
            plan.items.append(m_plan.items.at(row));
    }
    if (m_leftOut.contains(int(m_plan.items.size()))) {
        plan.changedDefaults.clear();
        plan.defaultHeaders = plan.defaultHeadersBefore;
    }
    return plan;
}

QStringList ImportPlanModel::notes() const
{
    QStringList sentences;
    for (const ImportItem &item : m_plan.items) {
        for (const ImportNote &note : item.notes)
            sentences.append(tr("%1: %2", "name of a webhook, sentence").arg(item.webhook.name, DefinitionsWords::of(note)));
    }
    for (const ImportNote &note : m_plan.notes)
        sentences.append(DefinitionsWords::of(note));
    return sentences;
}

int ImportPlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_plan.items.size()) + (m_plan.changedDefaults.isEmpty() ? 0 : 1);
}

int ImportPlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ChangesColumn + 1;
}

bool ImportPlanModel::canBeLeftOut(int row) const
{
    return isDefaultHeaders(row) || m_plan.items.at(row).action != ImportAction::Skip;
}

QString ImportPlanModel::text(int row, int column) const
{
    if (isDefaultHeaders(row)) {
        switch (column) {
        case ActionColumn:
            return DefinitionsWords::of(ImportAction::Update);
        case NameColumn:
            return Words::of(Field::DefaultHeaders);
        case ChangesColumn:
            return m_plan.changedDefaults.join(tr(", "));
        default:
            return {};
        }
    }
    const ImportItem &item = m_plan.items.at(row);
    switch (column) {
    case ActionColumn:
        return DefinitionsWords::of(item.action);
    case NameColumn:
        return item.webhook.name;
    case UrlColumn:
        return redaction::url(item.webhook.url);
    case ChangesColumn: {
        QStringList fields;
        for (const Field field : item.changed)
            fields.append(Words::of(field));
        if (item.action == ImportAction::Skip)
            return tr("nothing");
        return item.action == ImportAction::Add ? tr("new") : fields.join(tr(", "));
    }
    default:
        return {};
    }
}

QVariant ImportPlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole: {
        QStringList lines{text(index.row(), index.column())};
        if (!isDefaultHeaders(index.row())) {
            for (const ImportNote &note : m_plan.items.at(index.row()).notes)
                lines.append(DefinitionsWords::of(note));
        }
        return lines.join(u'\n');
    }
    case Qt::CheckStateRole:
        if (index.column() != ActionColumn || !canBeLeftOut(index.row()))
            return {};
        return m_leftOut.contains(index.row()) ? Qt::Unchecked : Qt::Checked;
    default:
        return {};
    }
}

bool ImportPlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    if (value.value<Qt::CheckState>() == Qt::Checked)
        m_leftOut.remove(index.row());
    else
        m_leftOut.insert(index.row());
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

QVariant ImportPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    switch (section) {
    case ActionColumn:
        return tr("Action");
    case NameColumn:
        return tr("Name");
    case UrlColumn:
        return tr("URL");
    case ChangesColumn:
        return tr("Changes");
    default:
        return {};
    }
}

Qt::ItemFlags ImportPlanModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == ActionColumn && canBeLeftOut(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace hookpanel
