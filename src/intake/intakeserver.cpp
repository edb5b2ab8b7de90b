// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakeserver.h"

#include "intake/intakerules.h"

#include <cerrno>
#include <system_error>

#include <poll.h>
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
    , m_room(this)
{
    m_room.setSingleShot(true);
    connect(&m_room, &QTimer::timeout, this, &IntakeServer::accept);
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

    m_knock = std::make_unique<QSocketNotifier>(m_listener->socketDescriptor(), QSocketNotifier::Read);
    connect(m_knock.get(), &QSocketNotifier::activated, this, &IntakeServer::accept);
    return m_listener->serverPort();
}

void IntakeServer::close()
{
    m_knock.reset();
    m_listener.reset();
    m_room.stop();
    const QHash<quint64, Client> clients = std::exchange(m_clients, {});
    for (const Client &client : clients) {
        if (client.exchange)
            client.exchange->answer(IntakeAnswer::refused({IntakeFault::Stopping, {}}));
        delete client.connection;
    }
}

void IntakeServer::answer(quint64 id, const IntakeAnswer &answer)
{
    if (HttpExchange *exchange = m_clients.value(id).exchange)
        exchange->answer(answer);
}

/// Those beyond the limit stay in the system's queue: they are late, not refused. While one must wait there, it would knock
/// on and on; as long as none does, the next one is to be heard.
void IntakeServer::accept()
{
    Room room = makeRoom();
    for (; room == Room::There; room = makeRoom()) {
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
    m_knock->setEnabled(room == Room::NotNeeded);
}

bool IntakeServer::isAnybodyWaiting() const
{
    pollfd listener{int(m_listener->socketDescriptor()), POLLIN, 0};
    return ::poll(&listener, 1, 0) > 0;
}

/// Connections that say nothing must not keep out those that would. The one that was silent longest goes, if it was so
/// for a while: between a client's connection and its first byte there is always some time. Otherwise it is looked at
/// again when that while is over.
IntakeServer::Room IntakeServer::makeRoom()
{
    if (m_clients.size() < m_settings.limits.connections)
        return Room::There;
    if (!isAnybodyWaiting())
        return Room::NotNeeded;
    std::optional<quint64> longest;
    int longestMs = 0;
    for (auto client = m_clients.cbegin(); client != m_clients.cend(); ++client) {
        const std::optional<int> ms = client->connection->silentMs();
        if (ms && (!longest || *ms > longestMs)) {
            longest = client.key();
            longestMs = *ms;
        }
    }
    if (!longest)
        return Room::NotYet; // until one of them ends
    if (longestMs < m_settings.limits.silenceMs) {
        m_room.start(m_settings.limits.silenceMs - longestMs);
        return Room::NotYet;
    }
    remove(*longest);
    return Room::There;
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
    const auto found = m_clients.find(id);
    if (found == m_clients.end())
        return;
    Client &client = *found;
    client.deadline.setRemainingTime(m_settings.limits.requestMs);
    Descriptor socket = client.connection->duplicate();
    if (!socket.isValid()) {
        remove(id);
        return;
    }
    const auto judge = [this](const HttpHead &head) {
        const std::optional<IntakeRefusal> refusal = refusalOf(head, m_settings);
        return refusal ? std::optional(IntakeAnswer::refused(*refusal)) : std::nullopt;
    };
    client.exchange = new HttpExchange(std::move(socket), judge, client.connection);
    if (!client.exchange->isRunning()) {
        remove(id);
        return;
    }
    connect(client.exchange, &HttpExchange::received, this,
            [this, id](const HttpHead &head, const QByteArray &body) { onReceived(id, head, body); });
    connect(client.exchange, &HttpExchange::finished, this, [this, id] { linger(id); });
}

/// The request's time is up: one that waits for the acceptor is told so, any other, the answered included, is cut off.
void IntakeServer::hurry(quint64 id)
{
    const Client client = m_clients.value(id);
    if (!client.exchange)
        return;
    if (!client.exchange->isWaiting()) {
        client.connection->abort();
        return;
    }
    client.exchange->answer(IntakeAnswer::refused({IntakeFault::TookTooLong, {}}));
    client.connection->hurry();
}

void IntakeServer::linger(quint64 id)
{
    if (IntakeConnection *connection = m_clients.value(id).connection)
        connection->linger();
}

void IntakeServer::remove(quint64 id)
{
    if (IntakeConnection *connection = m_clients.take(id).connection) {
        connection->disconnect(this); // until it is gone it may have more to say
        connection->deleteLater(); // It is mostly the one that says so.
    }
    if (m_knock)
        m_knock->setEnabled(true);
}

void IntakeServer::onReceived(quint64 id, const HttpHead &head, const QByteArray &body)
{
    Q_EMIT received(id, {body, head.value("Idempotency-Key")}, m_clients.value(id).deadline);
}

} // namespace hookpanel
