// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/deliverysession.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace hookpanel {

/// Deliveries that a command has just made due: their next attempts are sent by this process where no other one
/// dispatches, else by that one. With Until::Over they are followed to their final outcomes, whoever sends them.
class FirstAttempts final : public QObject
{
    Q_OBJECT

public:
    enum class Until { NextAttempt, Over };

    FirstAttempts(std::unique_ptr<DeliverySession> session, CommandContext &context);

    /// Calls `done` once, from the event loop or from within, with the deliveries as they then stand: when there is nothing
    /// more to do or to wait for, or when the time is over.
    void run(const QList<Delivery> &deliveries, Until until, std::optional<std::chrono::seconds> patience,
             const std::function<void(const QList<Delivery> &)> &done);

    /// Begins nothing more, and calls `done` when what is on the wire has ended.
    void giveUp();

    [[nodiscard]] DeliverySession &session() { return *m_session; }

private:
    void look();
    void tell(const Delivery &delivery);
    void finish();
    [[nodiscard]] bool isOver() const;

    std::unique_ptr<DeliverySession> m_session;
    CommandContext &m_context;
    QList<Delivery> m_deliveries;
    Until m_until = Until::NextAttempt;
    bool m_sending = false; ///< By this process.
    std::function<void(const QList<Delivery> &)> m_done;
    QTimer m_patience{this};
    QTimer m_poll{this};
};

} // namespace hookpanel
