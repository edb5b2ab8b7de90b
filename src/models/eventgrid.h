// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"

#include <QList>
#include <QStringList>

namespace hookpanel {

/// One row of the events grid: the event types of a group, each under the column of its action.
struct EventGridRow {
    QString group;
    QList<EventType> types;
};

/// The events grid as values: which boxes there are, where. Made from the catalogue, so that a new event type needs no
/// code.
struct EventGrid {
    QStringList actions; ///< Columns, in order of their first use.
    QList<EventGridRow> rows;

    /// All types of an edition that can be subscribed.
    static EventGrid of(const EventCatalogue &catalogue, Edition edition);
};

} // namespace hookpanel
