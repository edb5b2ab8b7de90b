// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intake.h"

#include "intake/intakeserver.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

Intake::Intake(IntakeAcceptor &acceptor, QObject *parent)
    : QObject(parent)
    , m_acceptor(acceptor)
{
    m_thread.setObjectName(u"intake"_s);
}

Intake::~Intake()
{
    stop();
}

Result<quint16> Intake::start(const IntakeSettings &settings)
{
    Q_ASSERT(!settings.token.isEmpty());
    stop();
    m_server = std::make_unique<IntakeServer>(settings);
    m_session = std::make_unique<QObject>();
    ++m_sessionNumber;
    connect(
        m_server.get(), &IntakeServer::received, m_session.get(),
        [this](quint64 id, const IntakeRequest &request, const QDeadlineTimer &deadline) { take(id, request, deadline); });

    m_server->moveToThread(&m_thread);
    m_thread.start();
    Result<quint16> port = 0;
    QMetaObject::invokeMethod(
        m_server.get(), [this, &port] { port = m_server->listen(); }, Qt::BlockingQueuedConnection);
    if (!port)
        stop();
    return port;
}

void Intake::stop()
{
    if (!m_server)
        return;
    m_session.reset();
    QMetaObject::invokeMethod(
        m_server.get(), [this] { m_server->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_server.reset();
}

void Intake::take(quint64 id, const IntakeRequest &request, const QDeadlineTimer &deadline)
{
    // The client was told that it took too long and hands it in again: accepting it now would make it two.
    if (deadline.hasExpired())
        return;
    const quint64 session = m_sessionNumber;
    const IntakeAnswer answer = m_acceptor.accept(request);
    if (!m_server || session != m_sessionNumber) // The acceptor may have stopped us, or begun anew.
        return;
    QMetaObject::invokeMethod(m_server.get(), [server = m_server.get(), id, answer] { server->answer(id, answer); });
}

} // namespace hookpanel
