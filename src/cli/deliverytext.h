// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/hold.h"
#include "core/recipients.h"
#include "store/profile.h"

#include <QCoreApplication>

#include <functional>

namespace hookpanel {

/// The forms for people of what the command line prints about deliveries.
class DeliveryText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliveryText)

public:
    /// Whether any program sends deliveries of the profile now.
    enum class Sending { Somebody, Nobody };

    /// Looked at only where one of these is on the wire by the history.
    [[nodiscard]] static Sending sending(const Profile &profile, const QList<Delivery> &deliveries);

    /// Whether the attempt that is on the wire by the history was left there by a program that has ended. A test is sent by
    /// a program of its own, of which nothing is known.
    [[nodiscard]] static bool isLost(const Delivery &delivery, Sending sending);

    /// One line per delivery, in columns; `holdOf` says for what one waits.
    static QString table(const QList<Delivery> &deliveries, const std::function<Hold(const Delivery &)> &holdOf,
                         Sending sending);

    /// Everything about one delivery and its attempts.
    static QString details(const Delivery &delivery, const QList<Attempt> &attempts, Hold hold, Sending sending);

    /// One line: what became of a delivery.
    static QString line(const Delivery &delivery);

    /// The deliveries of an event that was accepted, and who does not get it.
    static QString acceptance(const AcceptedEvent &event, const QList<Delivery> &deliveries,
                              const QList<Recipient> &notSent);

private:
    static QString state(const Delivery &delivery, Sending sending);
    static QString outcome(const Delivery &delivery);
    static QString time(const QDateTime &time);
    static QString nextAttempt(const Delivery &delivery, Hold hold, Sending sending);
};

} // namespace hookpanel
