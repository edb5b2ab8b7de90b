// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/httpdaemon.h"

#include <microhttpd.h>

#include <netinet/in.h>
#include <sys/socket.h>

namespace hookpanel {

namespace {

/// Room for the headers that the judge may still pass, and for what the library makes of them.
constexpr size_t memoryPerConnection = 64 * 1024;

/// In so many rounds the library writes all that the system takes at once; more would mean that a client does not read.
constexpr int lastRounds = 16;

} // namespace

/// The library's callbacks, in C: `cls` is the HttpDaemon, a connection's context is its Exchange.
struct MicrohttpdCallbacks {
    static HttpDaemon *self(void *cls) { return static_cast<HttpDaemon *>(cls); }

    static HttpDaemon::Exchange *exchangeOf(MHD_Connection *connection)
    {
        const MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        return info ? static_cast<HttpDaemon::Exchange *>(info->socket_context) : nullptr;
    }

    static void connectionChanged(void *cls, MHD_Connection *connection, void **context, MHD_ConnectionNotificationCode code)
    {
        HttpDaemon *daemon = self(cls);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            HttpDaemon::Exchange &exchange = daemon->m_exchanges[daemon->m_adding];
            exchange.id = daemon->m_adding;
            exchange.connection = connection;
            exchange.socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
            *context = &exchange;
            return;
        }
        const quint64 id = static_cast<HttpDaemon::Exchange *>(*context)->id;
        *context = nullptr;
        daemon->m_exchanges.erase(id);
        Q_EMIT daemon->finished(id);
    }

    /// The request line's target, before the library takes its query off and unescapes it.
    static void *targetRead(void *, const char *target, MHD_Connection *connection)
    {
        if (HttpDaemon::Exchange *exchange = exchangeOf(connection))
            exchange->head.target = target;
        return nullptr;
    }

    static MHD_Result headerRead(void *cls, MHD_ValueKind, const char *name, size_t nameSize, const char *value,
                                 size_t valueSize)
    {
        static_cast<HttpFields *>(cls)->append(
            {QByteArray(name, qsizetype(nameSize)), QByteArray(value, qsizetype(valueSize))});
        return MHD_YES;
    }

    /// Called with the headers, then with each piece of the body, then once more at the end.
    static MHD_Result requestRead(void *cls, MHD_Connection *connection, const char *, const char *method, const char *,
                                  const char *piece, size_t *size, void **)
    {
        HttpDaemon::Exchange *exchange = exchangeOf(connection);
        if (!exchange)
            return MHD_NO;
        switch (exchange->stage) {
        case HttpDaemon::Stage::Head:
            self(cls)->onHead(*exchange, method);
            break;
        case HttpDaemon::Stage::Body:
            if (*size == 0)
                self(cls)->onBody(*exchange);
            exchange->body.append(piece, qsizetype(*size));
            *size = 0;
            break;
        case HttpDaemon::Stage::Waiting:
        case HttpDaemon::Stage::Answered:
            *size = 0;
            break;
        }
        return MHD_YES;
    }
};

HttpDaemon::HttpDaemon(int connections, Judge judge, QObject *parent)
    : QObject(parent)
    , m_judge(std::move(judge))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HttpDaemon::run);

    // Not strict in the library's sense: it would answer a missing Host by itself, and our own rules are stricter. Its
    // timeout stays off too: it counts from the last byte, so that a byte now and then keeps a connection for ever.
    m_daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, nullptr, nullptr,
                                &MicrohttpdCallbacks::requestRead, this, MHD_OPTION_CONNECTION_LIMIT,
                                static_cast<unsigned int>(connections), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                memoryPerConnection, MHD_OPTION_NOTIFY_CONNECTION, &MicrohttpdCallbacks::connectionChanged,
                                this, MHD_OPTION_URI_LOG_CALLBACK, &MicrohttpdCallbacks::targetRead, this, MHD_OPTION_END);
    if (!m_daemon)
        return;
    const int poll = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    m_notifier = std::make_unique<QSocketNotifier>(poll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &HttpDaemon::run);
}

HttpDaemon::~HttpDaemon()
{
    if (!m_daemon)
        return;
    m_notifier.reset();
    m_again.stop();
    // The library must not be ended while a connection of it is suspended.
    for (auto &[id, exchange] : m_exchanges) {
        if (exchange.stage == Stage::Waiting)
            MHD_resume_connection(exchange.connection);
        exchange.stage = Stage::Answered;
    }
    for (int i = 0; i < lastRounds; ++i)
        MHD_run(m_daemon);
    MHD_stop_daemon(m_daemon);
}

bool HttpDaemon::add(quint64 id, Descriptor socket)
{
    m_adding = id;
    const sockaddr_in unused{}; // Only for limits per address, of which there are none.
    const MHD_Result result
        = MHD_add_connection(m_daemon, socket.release(), reinterpret_cast<const sockaddr *>(&unused), sizeof unused);
    schedule();
    return result == MHD_YES;
}

bool HttpDaemon::isWaiting(quint64 id) const
{
    const auto found = m_exchanges.find(id);
    return found != m_exchanges.end() && found->second.stage == Stage::Waiting;
}

QList<quint64> HttpDaemon::waiting() const
{
    QList<quint64> ids;
    for (const auto &[id, exchange] : m_exchanges) {
        if (exchange.stage == Stage::Waiting)
            ids.append(id);
    }
    return ids;
}

void HttpDaemon::answer(quint64 id, const IntakeAnswer &answer)
{
    if (!isWaiting(id))
        return;
    Exchange &exchange = m_exchanges.at(id);
    respond(exchange, answer);
    MHD_resume_connection(exchange.connection);
    m_again.start(0);
}

void HttpDaemon::run()
{
    MHD_run(m_daemon);
    schedule();
}

/// The library polls edges: what it has not worked off in one round is announced by no event any more.
void HttpDaemon::schedule()
{
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (MHD_get_timeout(m_daemon, &wait) == MHD_YES)
        m_again.start(int(wait));
    else
        endHalfRequests();
}

/// Bytes and the end of a stream that arrive together are one edge: the library (0.9.75) takes the bytes for all there is
/// and never learns of the end. What is then half a request stays one.
void HttpDaemon::endHalfRequests()
{
    for (const auto &[id, exchange] : m_exchanges) {
        char next = 0;
        const bool isHalf = exchange.stage == Stage::Head || exchange.stage == Stage::Body;
        if (isHalf && ::recv(exchange.socket, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
            ::shutdown(exchange.socket, SHUT_RDWR);
    }
}

void HttpDaemon::onHead(Exchange &exchange, const char *method)
{
    HttpHead &head = exchange.head;
    head.method = method;
    MHD_get_connection_values_n(exchange.connection, MHD_HEADER_KIND, &MicrohttpdCallbacks::headerRead, &head.fields);
    const MHD_ConnectionInfo *info = MHD_get_connection_info(exchange.connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    head.bytes = info ? qsizetype(info->header_size) : 0;
    exchange.stage = Stage::Body;
    if (const std::optional<IntakeAnswer> refused = m_judge(head))
        respond(exchange, *refused);
}

void HttpDaemon::onBody(Exchange &exchange)
{
    exchange.stage = Stage::Waiting;
    MHD_suspend_connection(exchange.connection);
    Q_EMIT received(exchange.id, exchange.head, exchange.body);
    exchange.body.clear();
}

void HttpDaemon::respond(Exchange &exchange, const IntakeAnswer &answer)
{
    exchange.stage = Stage::Answered;
    // With RESPMEM_MUST_COPY the library does not write to the bytes.
    MHD_Response *response = MHD_create_response_from_buffer(
        size_t(answer.json.size()), const_cast<char *>(answer.json.constData()), MHD_RESPMEM_MUST_COPY);
    if (!response)
        return; // No memory: the library closes a connection that has no response.
    const HttpFields common{{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}, {"Connection", "close"}};
    for (const HttpField &field : common + answer.fields)
        MHD_add_response_header(response, field.name.constData(), field.value.constData());
    MHD_queue_response(exchange.connection, static_cast<unsigned int>(answer.status), response);
    MHD_destroy_response(response);
}

} // namespace hookpanel
