// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/eventtypesmodel.h"

#include "core/words.h"

#include <QCollator>
#include <QLocale>
#include <QMap>

#include <algorithm>

namespace hookpanel {

namespace {

using Subscribers = QList<EventTypesModel::Subscriber>;

Subscribers inOrder(Subscribers subscribers)
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(subscribers.begin(), subscribers.end(),
              [&collator](const EventTypesModel::Subscriber &a, const EventTypesModel::Subscriber &b) {
                  return collator.compare(a.name, b.name) < 0;
              });
    return subscribers;
}

} // namespace

void EventTypesModel::setContent(const EventCatalogue &catalogue, const QList<StoredWebhook> &webhooks)
{
    QMap<QString, Subscribers> named;
    Subscribers takesAll;
    for (const StoredWebhook &stored : webhooks) {
        const Webhook &webhook = stored.webhook;
        const QString name = webhook.name.isEmpty() ? webhook.url : webhook.name;
        if (webhook.events.all)
            takesAll.append({webhook.id, name, true});
        else
            for (const QString &type : webhook.events.names)
                named[type].append({webhook.id, name, false});
    }
    QList<Row> rows;
    for (const EventType &type : catalogue.types()) {
        if (type.name != triggerTest) // nobody can subscribe to it
            rows.append({type, true, inOrder(named.take(type.name) + takesAll)});
    }
    for (auto left = named.cbegin(); left != named.cend(); ++left) {
        Row row{{}, false, inOrder(*left)};
        row.type.name = left.key();
        rows.append(row);
    }
    const bool areSame = std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                                    [](const Row &a, const Row &b) { return a.type.name == b.type.name; });
    if (!areSame) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int i = 0; i < int(rows.size()); ++i) {
        if (std::exchange(m_rows[i], rows.at(i)) != rows.at(i))
            Q_EMIT dataChanged(index(i, 0), index(i, columns - 1));
    }
}

const EventTypesModel::Row *EventTypesModel::at(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

int EventTypesModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Row &row) { return row.type.name == name; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QStringList EventTypesModel::namersOf(const QString &name) const
{
    QStringList names;
    if (const Row *row = at(rowOf(name))) {
        for (const Subscriber &subscriber : row->subscribers) {
            if (!subscriber.byAll)
                names.append(subscriber.name);
        }
    }
    return names;
}

int EventTypesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EventTypesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString EventTypesModel::text(const Row &row, int column)
{
    switch (Column(column)) {
    case NameColumn:
        return row.type.name;
    case GroupColumn:
        if (!row.isKnown)
            return tr("not known");
        return row.type.own ? tr("Your own") : Words::ofCatalogue(row.type.group);
    case SubscribedColumn:
        return QLocale().toString(row.subscribers.size());
    }
    return {};
}

QVariant EventTypesModel::data(const QModelIndex &index, int role) const
{
    const Row *row = at(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::ToolTipRole:
        return row->type.description.isEmpty() ? row->type.name : Words::ofCatalogue(row->type.description);
    case Qt::TextAlignmentRole:
        if (index.column() == SubscribedColumn)
            return int(Qt::AlignTrailing | Qt::AlignVCenter);
        return {};
    default:
        return {};
    }
}

QVariant EventTypesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NameColumn:
        return tr("Event type");
    case GroupColumn:
        return tr("Group");
    case SubscribedColumn:
        return tr("Subscribed");
    }
    return {};
}

} // namespace hookpanel
