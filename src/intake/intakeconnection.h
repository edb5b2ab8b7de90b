// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/descriptor.h"
#include "intake/intakesettings.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <optional>

namespace hookpanel {

/// A socket of the intake around its one request: waits for the first byte, watches the time while somebody else reads and
/// answers, and afterwards reads off what the client still sends, so that the answer is not lost in a reset (RFC 9112 9.6).
/// Holds its own descriptor of the socket all the time.
class IntakeConnection final : public QObject
{
    Q_OBJECT

public:
    IntakeConnection(Descriptor socket, const IntakeLimits &limits, QObject *parent = nullptr);

    /// A second descriptor of the same socket.
    [[nodiscard]] Descriptor duplicate() const;

    /// For how long it has been open without a byte; nothing once there was one.
    [[nodiscard]] std::optional<int> silentMs() const;

    /// A last, short time for an answer to get through; then overdue() comes again.
    void hurry();

    /// Ends both directions: who reads or writes it notices.
    void abort();

    /// The answer is out: from here on it only waits for the client to close.
    void linger();

Q_SIGNALS:
    /// The first byte of a request is there. From now on the time of the request counts.
    void begun();

    /// The request's time is up.
    void overdue();

    /// Nothing more comes of it.
    void ended();

private:
    enum class Phase { Quiet, Exchange, Lingering };

    void onReadable();
    void onTimeout();
    void discard();

    Descriptor m_socket;
    IntakeLimits m_limits;
    Phase m_phase = Phase::Quiet;
    qint64 m_discarded = 0;
    QSocketNotifier m_notifier;
    QTimer m_timer;
};

} // namespace hookpanel
