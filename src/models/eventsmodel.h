// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventsummary.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// The newest events, with how many webhooks got each and how many did not.
class EventsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TypeColumn, SentColumn, NotSentColumn };
    static constexpr int columns = NotSentColumn + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(const QList<EventSummary> &events);

    [[nodiscard]] EventId idAt(int row) const;
    [[nodiscard]] int rowOf(const EventId &id) const; ///< -1 when it is not among them.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<EventSummary> m_events;
};

} // namespace hookpanel
