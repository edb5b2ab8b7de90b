// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>

class QTableView;

namespace hookpanel {

/// Keeps what is chosen in a table, where its keys are and how far it is scrolled, also when its model begins anew with
/// other rows or another order. Once, after the view has its model; `idOf` tells a row's identity and must outlive the view.
void keepRows(QTableView *view, const std::function<QString(int row)> &idOf);

} // namespace hookpanel
