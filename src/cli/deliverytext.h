// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/hold.h"
#include "core/recipients.h"

#include <QCoreApplication>

#include <functional>

namespace hookpanel {

/// The forms for people of what the command line prints about deliveries.
class DeliveryText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryText)

public:
    /// One line per delivery, in columns; `holdOf` says for what one waits.
    static QString table(const QList<Delivery> &deliveries, const std::function<Hold(const Delivery &)> &holdOf);

    /// Everything about one delivery and its attempts.
    static QString details(const Delivery &delivery, const QList<Attempt> &attempts, Hold hold);

    /// One line: what became of a delivery.
    static QString line(const Delivery &delivery);

    /// The deliveries of an event that was accepted, and who does not get it.
    static QString acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries,
                              const QList<Recipient> &notSent);

private:
    static QString outcome(const Delivery &delivery);
    static QString time(const QDateTime &time);
    static QString nextAttempt(const Delivery &delivery, Hold hold);
};

} // namespace hookpanel
