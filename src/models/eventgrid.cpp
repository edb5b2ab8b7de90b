// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/eventgrid.h"

#include <algorithm>

namespace hookpanel {

EventGrid EventGrid::of(const EventCatalogue &catalogue, Edition edition)
{
    EventGrid grid;
    const auto shown = catalogue.shownIn(edition);
    for (const EventType &type : shown) {
        if (type.name == triggerTest)
            continue;
        auto row
            = std::find_if(grid.rows.begin(), grid.rows.end(), [&](const EventGridRow &r) { return r.group == type.group; });
        if (row == grid.rows.end())
            row = grid.rows.insert(grid.rows.end(), {type.group, {}});
        row->types.append(type);
        if (!grid.actions.contains(type.action))
            grid.actions.append(type.action);
    }
    return grid;
}

} // namespace hookpanel
