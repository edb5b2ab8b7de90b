// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/delivery.h"

#include <QCoreApplication>

namespace hookpanel {

class DeliveryHistory;

/// Finds a delivery by what people type: its id, or an id's beginning of at least 4 characters.
class DeliveryLookup
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryLookup)

public:
    static constexpr int shortestPrefix = 4;

    /// `history` is none where nothing was ever accepted. Fails with "usage" and the ids when several fit, with "not-found"
    /// when none does.
    static Expected<Delivery> find(DeliveryHistory *history, const QString &text);

    /// That there is no such delivery.
    static Failure none(const QString &text);

    /// What is missing when none was named.
    static QString operand();

private:
    static Expected<DeliveryId> idOf(DeliveryHistory &history, const QString &text);
};

} // namespace hookpanel
