// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakeserver.h"

#include "intake/intakerules.h"

#include <cerrno>
#include <system_error>

#include <sys/socket.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// How long nothing is accepted when the system gives no more.
constexpr int breathMs = 200;

} // namespace

IntakeServer::IntakeServer(const IntakeSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

IntakeServer::~IntakeServer()
{
    close();
}

Result<quint16> IntakeServer::listen()
{
    const auto cannotListen = [this](const QString &detail, Cause cause = Cause::Unknown) {
        const QString host = m_settings.address.protocol() == QAbstractSocket::IPv6Protocol
            ? u"[%1]"_s.arg(m_settings.address.toString())
            : m_settings.address.toString();
        return failure(ErrorCode::CannotListen, u"%1:%2"_s.arg(host).arg(m_settings.port), cause, detail);
    };

    m_listener = std::make_unique<QTcpServer>();
    if (!m_listener->listen(m_settings.address, m_settings.port))
        return cannotListen(m_listener->errorString(),
                            m_listener->serverError() == QAbstractSocket::AddressInUseError ? Cause::Locked
                                                                                            : Cause::Unknown);
    m_listener->pauseAccepting(); // It listens; accepting is ours, because it would accept beyond the limit.

    m_daemon = std::make_unique<HttpDaemon>(m_settings.limits.connections, [settings = m_settings](const HttpHead &head) {
        const std::optional<IntakeRefusal> refusal = refusalOf(head, settings);
        return refusal ? std::optional(IntakeAnswer::refused(*refusal)) : std::nullopt;
    });
    if (!m_daemon->isRunning())
        return cannotListen(QString::fromStdString(std::generic_category().message(errno)));
    connect(m_daemon.get(), &HttpDaemon::received, this, &IntakeServer::onReceived);
    connect(m_daemon.get(), &HttpDaemon::finished, this, &IntakeServer::linger);

    m_knock = std::make_unique<QSocketNotifier>(m_listener->socketDescriptor(), QSocketNotifier::Read);
    connect(m_knock.get(), &QSocketNotifier::activated, this, &IntakeServer::accept);
    return m_listener->serverPort();
}

void IntakeServer::close()
{
    m_knock.reset();
    m_listener.reset();
    if (m_daemon) {
        const QList<quint64> waiting = m_daemon->waiting();
        for (const quint64 id : waiting)
            m_daemon->answer(id, IntakeAnswer::refused({IntakeFault::Stopping, {}}));
    }
    m_daemon.reset();
    for (const Client &client : std::as_const(m_clients))
        delete client.connection;
    m_clients.clear();
}

void IntakeServer::answer(quint64 id, const IntakeAnswer &answer)
{
    if (m_daemon)
        m_daemon->answer(id, answer);
}

/// Those beyond the limit stay in the system's queue: they are late, not refused.
void IntakeServer::accept()
{
    while (m_clients.size() < m_settings.limits.connections) {
        Descriptor socket(::accept4(m_listener->socketDescriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.isValid()) {
            add(std::move(socket));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            // No descriptors left, mostly: whoever knocks is heard again a little later, not as long as it knocks.
            m_knock->setEnabled(false);
            QTimer::singleShot(breathMs, m_knock.get(), [this] { m_knock->setEnabled(true); });
        }
        return;
    }
    m_knock->setEnabled(false);
}

void IntakeServer::add(Descriptor socket)
{
    const quint64 id = ++m_lastId;
    IntakeConnection *connection = new IntakeConnection(std::move(socket), m_settings.limits, this);
    connect(connection, &IntakeConnection::begun, this, [this, id] { begin(id); });
    connect(connection, &IntakeConnection::overdue, this, [this, id] { hurry(id); });
    connect(connection, &IntakeConnection::ended, this, [this, id] { remove(id); });
    m_clients.insert(id, {connection, {}});
}

void IntakeServer::begin(quint64 id)
{
    Client &client = m_clients[id];
    client.deadline.setRemainingTime(m_settings.limits.requestMs);
    Descriptor socket = client.connection->duplicate();
    if (!socket.isValid() || !m_daemon->add(id, std::move(socket)))
        remove(id);
}

/// The request's time is up: one that waits for the acceptor is told so, any other, the answered included, is cut off.
void IntakeServer::hurry(quint64 id)
{
    IntakeConnection *connection = m_clients.value(id).connection;
    if (!m_daemon->isWaiting(id)) {
        connection->abort();
        return;
    }
    m_daemon->answer(id, IntakeAnswer::refused({IntakeFault::TookTooLong, {}}));
    connection->hurry();
}

void IntakeServer::linger(quint64 id)
{
    if (IntakeConnection *connection = m_clients.value(id).connection)
        connection->linger();
}

void IntakeServer::remove(quint64 id)
{
    if (IntakeConnection *connection = m_clients.take(id).connection)
        connection->deleteLater(); // It is mostly the one that says so.
    if (m_knock)
        m_knock->setEnabled(true);
}

void IntakeServer::onReceived(quint64 id, const HttpHead &head, const QByteArray &body)
{
    Q_EMIT received(id, {body, head.value("Idempotency-Key")}, m_clients.value(id).deadline);
}

} // namespace hookpanel
