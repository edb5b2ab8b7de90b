// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/eventsmodel.h"

#include "models/deliverytablemodel.h"

#include <QLocale>

#include <algorithm>

namespace hookpanel {

void EventsModel::setEvents(const QList<EventSummary> &events)
{
    if (events == m_events)
        return;
    beginResetModel();
    m_events = events;
    endResetModel();
}

EventId EventsModel::idAt(int row) const
{
    return row >= 0 && row < m_events.size() ? m_events.at(row).id : EventId();
}

int EventsModel::rowOf(const EventId &id) const
{
    const auto found
        = std::find_if(m_events.cbegin(), m_events.cend(), [&](const EventSummary &event) { return event.id == id; });
    return found == m_events.cend() ? -1 : int(found - m_events.cbegin());
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_events.size())
        return {};
    const EventSummary &event = m_events.at(index.row());
    const bool isCount = index.column() == SentColumn || index.column() == NotSentColumn;
    if (role == Qt::TextAlignmentRole && isCount)
        return int(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case TimeColumn:
        return DeliveryTableModel::timeText(event.acceptedAt);
    case TypeColumn:
        return event.type;
    case SentColumn:
        return QLocale().toString(event.sentTo);
    case NotSentColumn:
        return QLocale().toString(event.notSentTo);
    }
    return {};
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case TimeColumn:
        return tr("Time");
    case TypeColumn:
        return tr("Event");
    case SentColumn:
        return tr("Sent to");
    case NotSentColumn:
        return tr("Not sent to");
    }
    return {};
}

} // namespace hookpanel
