// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "intake/intakeacceptor.h"
#include "intake/intakesettings.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace hookpanel {

class IntakeServer;

/// Where programs on this machine hand events in: `POST /events` (product section 8). HTTP has a thread of its own; each
/// good request comes from there to the thread of this object as a value, is given to the acceptor, and what that returns
/// goes back as a value and is answered. The acceptor is not owned and must outlive this object.
class Intake final : public QObject
{
    Q_OBJECT

public:
    explicit Intake(IntakeAcceptor &acceptor, QObject *parent = nullptr);

    /// Stops.
    ~Intake() override;

    /// Listens from now on, where these settings say, and no longer where it did before. Returns the port. Fails with
    /// CannotListen, and is then stopped. The token must not be empty.
    [[nodiscard]] Result<quint16> start(const IntakeSettings &settings);

    /// Ends: whoever waits for an answer gets 503, and nothing more reaches the acceptor. Returns when the thread is over.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_server != nullptr; }

private:
    void take(quint64 id, const IntakeRequest &request, const QDeadlineTimer &deadline);

    IntakeAcceptor &m_acceptor;
    QThread m_thread;
    std::unique_ptr<IntakeServer> m_server; ///< Lives in m_thread.
    std::unique_ptr<QObject> m_session; ///< With it goes what the server has sent and was not taken yet.
    quint64 m_sessionNumber = 0;
};

} // namespace hookpanel
