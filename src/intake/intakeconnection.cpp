// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakeconnection.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>

namespace hookpanel {

namespace {

/// A client that goes on sending a body that was refused is listened to for a while, but not without end.
constexpr qint64 mostDiscarded = 64LL * 1024 * 1024;

} // namespace

IntakeConnection::IntakeConnection(Descriptor socket, const IntakeLimits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_limits(limits)
    , m_notifier(m_socket.get(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &IntakeConnection::onReadable);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // A coarse one may be early: the deadline would not have passed yet.
    connect(&m_timer, &QTimer::timeout, this, &IntakeConnection::onTimeout);
    m_timer.start(m_limits.firstByteMs);
}

Descriptor IntakeConnection::duplicate() const
{
    return Descriptor(::fcntl(m_socket.get(), F_DUPFD_CLOEXEC, 0));
}

std::optional<int> IntakeConnection::silentMs() const
{
    char first = 0;
    const bool isSilent = m_phase == Phase::Quiet && ::recv(m_socket.get(), &first, 1, MSG_PEEK | MSG_DONTWAIT) < 0;
    return isSilent ? std::optional(m_limits.firstByteMs - m_timer.remainingTime()) : std::nullopt;
}

void IntakeConnection::hurry()
{
    m_timer.start(m_limits.closingMs);
}

void IntakeConnection::abort()
{
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

void IntakeConnection::linger()
{
    m_phase = Phase::Lingering;
    ::shutdown(m_socket.get(), SHUT_WR);
    m_notifier.setEnabled(true);
    m_timer.start(m_limits.closingMs);
}

void IntakeConnection::onReadable()
{
    if (m_phase == Phase::Lingering) {
        discard();
        return;
    }
    m_notifier.setEnabled(false);
    char first = 0;
    if (::recv(m_socket.get(), &first, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) {
        Q_EMIT ended();
        return;
    }
    m_phase = Phase::Exchange;
    m_timer.start(m_limits.requestMs);
    Q_EMIT begun();
}

void IntakeConnection::onTimeout()
{
    if (m_phase == Phase::Exchange)
        Q_EMIT overdue();
    else
        Q_EMIT ended();
}

void IntakeConnection::discard()
{
    static constexpr size_t atOnce = 64 * 1024;
    std::array<char, atOnce> piece; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by recv()
    const ssize_t count = ::recv(m_socket.get(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    m_discarded += count;
    if (count > 0 && m_discarded < mostDiscarded)
        return;
    m_notifier.setEnabled(false);
    Q_EMIT ended();
}

} // namespace hookpanel
