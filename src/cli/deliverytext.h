// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/recipients.h"

#include <QCoreApplication>

namespace hookpanel {

/// The forms for people of what the command line prints about deliveries.
class DeliveryText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryText)

public:
    /// One line per delivery, in columns.
    static QString table(const QList<Delivery> &deliveries);

    /// Everything about one delivery and its attempts.
    static QString details(const Delivery &delivery, const QList<Attempt> &attempts);

    /// One line: what became of a delivery.
    static QString line(const Delivery &delivery);

    /// The deliveries of an event that was accepted, and who does not get it.
    static QString acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries,
                              const QList<Recipient> &notSent);

private:
    static QString outcome(const Delivery &delivery);
    static QString time(const QDateTime &time);
};

} // namespace hookpanel
