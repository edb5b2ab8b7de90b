// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/deliverysession.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace hookpanel {

/// Deliveries that a command has just made due: their next attempts are sent by this process where no other one dispatches
/// whatever is due, else by that one. With Until::Over they are followed to their final outcomes, whoever sends them.
///
/// The right to dispatch is held for an attempt at a time, never while a retry waits. What is held back, as for a disabled
/// webhook, is said and not waited for.
class FirstAttempts final : public QObject
{
    Q_OBJECT

public:
    enum class Until { NextAttempt, Over };

    FirstAttempts(std::unique_ptr<DeliverySession> session, CommandContext &context);

    /// Calls `done` once, from the event loop or from within, with the deliveries as they then stand: when there is nothing
    /// more to do or to wait for, or when the time is over. What is on the wire then is given up, and tried again by the
    /// next dispatcher.
    void run(const QList<Delivery> &deliveries, Until until, std::optional<std::chrono::seconds> patience,
             const std::function<void(const QList<Delivery> &)> &done);

    /// Begins nothing more, and calls `done` when what is on the wire has ended; with Until::Over that is given up.
    void giveUp();

    [[nodiscard]] DeliverySession &session() { return *m_session; }

private:
    void look();
    void send(const QList<Delivery> &deliveries);
    void onStopped();
    void onPatienceOver();
    void readAnew();
    [[nodiscard]] QList<Delivery> toSend();
    [[nodiscard]] bool isHeldBack(const Delivery &delivery);
    void sayHold(const Delivery &delivery, Hold hold);
    [[nodiscard]] bool isSettled(const Delivery &delivery) const;
    void tell(const Delivery &delivery);
    void finish();

    std::unique_ptr<DeliverySession> m_session;
    CommandContext &m_context;
    QList<Delivery> m_deliveries;
    QHash<DeliveryId, int> m_begunBefore; ///< Attempts that each had at the beginning.
    QList<Delivery> m_sent; ///< Given to the host now.
    QSet<DeliveryId> m_heldBack; ///< Not waited for any more.
    Until m_until = Until::NextAttempt;
    bool m_sending = false; ///< By this process.
    bool m_givenUp = false;
    std::function<void(const QList<Delivery> &)> m_done;
    QTimer m_patience{this};
    QTimer m_poll{this};
};

} // namespace hookpanel
