// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QDateTime;
class QTableView;

namespace hookpanel {

/// Gives the columns of a table of deliveries the width of what mostly stands in them: measuring the rows themselves would
/// take seconds, and widths would jump while they change. Where there is less room they become narrower, and those that
/// matter least disappear; the state, the webhook and the outcome stay. `now` is a time to measure by.
void sizeDeliveryColumns(QTableView *view, const QDateTime &now);

} // namespace hookpanel
