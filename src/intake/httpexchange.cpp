// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/httpexchange.h"

#include "intake/intakesettings.h"

#include <QDateTime>
#include <QLocale>

#include <microhttpd.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>

#include <netinet/in.h>
#include <sys/socket.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Room for the headers that the judge may still pass, and for what the library makes of them.
constexpr size_t memoryPerConnection = 64 * 1024;

/// In so many rounds the library writes all that the system takes at once; more would mean that a client does not read.
constexpr int lastRounds = 16;

/// What a client sent is quoted to it, but not at any length: answers must be small enough to be written at once.
constexpr qsizetype longestSubject = 40;

HttpFields fieldsOf(const IntakeAnswer &answer)
{
    return HttpFields{{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}, {"Connection", "close"}}
    + answer.fields;
}

/// An answer as it is on the wire.
QByteArray wireBytes(const IntakeAnswer &answer)
{
    const QString date = QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' '
        + MHD_get_reason_phrase_for(static_cast<unsigned int>(answer.status)) + "\r\nDate: " + date.toLatin1()
        + "\r\nContent-Length: " + QByteArray::number(answer.json.size()) + "\r\n";
    const HttpFields fields = fieldsOf(answer);
    for (const HttpField &field : fields)
        bytes += field.name + ": " + field.value + "\r\n";
    return bytes + "\r\n" + answer.json;
}

/// The status in what the library says when it refuses a request by itself; nothing where it says something else. "Error
/// processing request (HTTP response code is 400 ('<html>…'))."
std::optional<int> refusedStatus(const QByteArray &message)
{
    static const QByteArray before("HTTP response code is ");
    static constexpr qsizetype digits = 3;
    const qsizetype found = message.indexOf(before);
    if (found < 0)
        return {};
    bool isNumber = false;
    const int status = message.mid(found + before.size(), digits).toInt(&isNumber);
    return isNumber ? std::optional(status) : std::nullopt;
}

/// What is known of headers that the library refuses: it counts them only when it is content with them.
qsizetype sizeOf(const HttpFields &fields)
{
    constexpr qsizetype around = 4; // colon, blank and line end
    qsizetype size = 0;
    for (const HttpField &field : fields)
        size += field.name.size() + field.value.size() + around;
    return size;
}

/// What that status is about.
IntakeRefusal refusalFor(int status, const HttpFields &fields)
{
    static const auto isNumber = [](const QByteArray &text) {
        return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    switch (status) {
    case MHD_HTTP_CONTENT_TOO_LARGE:
        return {IntakeFault::BodyTooLarge, IntakeRefusal::beyondMeasure()};
    case MHD_HTTP_URI_TOO_LONG:
    case MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE:
        return {IntakeFault::HeadersBeyondMeasure, {}};
    case MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED:
        return {IntakeFault::WrongVersion, {}};
    default:
        if (status >= MHD_HTTP_INTERNAL_SERVER_ERROR)
            return {IntakeFault::NoRoom, {}};
        if (sizeOf(fields) > IntakeLimits().headerBytes)
            return {IntakeFault::HeadersBeyondMeasure, {}};
        for (const HttpField &field : fields) {
            if (field.name.compare(MHD_HTTP_HEADER_CONTENT_LENGTH, Qt::CaseInsensitive) == 0 && !isNumber(field.value))
                return {IntakeFault::BadLength, QString::fromLatin1(field.value.left(longestSubject))};
        }
        return {IntakeFault::NotHttp, {}};
    }
}

} // namespace

/// The library's callbacks, in C: `cls` is the HttpExchange.
struct MicrohttpdCallbacks {
    static HttpExchange *self(void *cls) { return static_cast<HttpExchange *>(cls); }

    static void connectionChanged(void *cls, MHD_Connection *connection, void **, MHD_ConnectionNotificationCode code)
    {
        HttpExchange *exchange = self(cls);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            exchange->m_connection = connection;
            exchange->m_socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        } else {
            exchange->onClosed();
        }
    }

    /// The request line's target, before the library takes its query off and unescapes it.
    static void *targetRead(void *cls, const char *target, MHD_Connection *)
    {
        self(cls)->m_head.target = target;
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
    static MHD_Result requestRead(void *cls, MHD_Connection *, const char *, const char *method, const char *version,
                                  const char *piece, size_t *size, void **)
    {
        HttpExchange *exchange = self(cls);
        switch (exchange->m_stage) {
        case HttpExchange::Stage::Head:
            exchange->onHead(method, version);
            break;
        case HttpExchange::Stage::Body:
            if (*size == 0)
                exchange->onBody();
            exchange->m_body.append(piece, qsizetype(*size));
            *size = 0;
            break;
        case HttpExchange::Stage::Waiting:
        case HttpExchange::Stage::Answered:
            *size = 0;
            break;
        }
        return MHD_YES;
    }

    static void logged(void *cls, const char *format, va_list arguments)
    {
        std::array<char, 256> message{}; // A longer one is cut; its beginning is what matters.
        std::vsnprintf(message.data(), message.size(), format, arguments);
        if (const std::optional<int> status = refusedStatus(message.data()))
            self(cls)->onRefused(*status);
    }
};

HttpExchange::HttpExchange(Descriptor socket, Judge judge, QObject *parent)
    : QObject(parent)
    , m_judge(std::move(judge))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HttpExchange::run);

    // Not strict in the library's sense: it would answer a missing Host by itself, and our own rules are stricter. Its
    // timeout stays off too: it counts from the last byte, so that a byte now and then keeps a connection for ever.
    // The logger comes first, or what goes wrong with the other options is said on stderr.
    m_daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0,
                                nullptr, nullptr, &MicrohttpdCallbacks::requestRead, this, MHD_OPTION_EXTERNAL_LOGGER,
                                &MicrohttpdCallbacks::logged, this, MHD_OPTION_CONNECTION_LIMIT, 1U,
                                MHD_OPTION_CONNECTION_MEMORY_LIMIT, memoryPerConnection, MHD_OPTION_NOTIFY_CONNECTION,
                                &MicrohttpdCallbacks::connectionChanged, this, MHD_OPTION_URI_LOG_CALLBACK,
                                &MicrohttpdCallbacks::targetRead, this, MHD_OPTION_END);
    if (!m_daemon)
        return;
    const sockaddr_in unused{}; // Only for limits per address, of which there are none.
    MHD_add_connection(m_daemon, socket.release(), reinterpret_cast<const sockaddr *>(&unused), sizeof unused);
    const int poll = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    m_notifier = std::make_unique<QSocketNotifier>(poll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &HttpExchange::run);
    schedule();
}

HttpExchange::~HttpExchange()
{
    if (!m_daemon)
        return;
    m_notifier.reset();
    m_again.stop();
    // The library must not be ended while a connection of it is suspended.
    if (m_stage == Stage::Waiting)
        MHD_resume_connection(m_connection);
    m_stage = Stage::Answered;
    for (int i = 0; i < lastRounds && m_connection; ++i)
        MHD_run(m_daemon);
    MHD_stop_daemon(m_daemon);
}

void HttpExchange::answer(const IntakeAnswer &answer)
{
    if (!isWaiting())
        return;
    respond(answer);
    MHD_resume_connection(m_connection);
    m_again.start(0);
}

void HttpExchange::run()
{
    MHD_run(m_daemon);
    schedule();
}

/// The library polls edges: what it has not worked off in one round is announced by no event any more.
void HttpExchange::schedule()
{
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (MHD_get_timeout(m_daemon, &wait) == MHD_YES)
        m_again.start(int(wait));
    else
        endHalfRequest();
}

/// Bytes and the end of a stream that arrive together are one edge: the library (0.9.75) takes the bytes for all there is
/// and never learns of the end. What is then half a request stays one.
void HttpExchange::endHalfRequest()
{
    char next = 0;
    const bool isHalf = m_connection && (m_stage == Stage::Head || m_stage == Stage::Body);
    if (isHalf && ::recv(m_socket, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
        ::shutdown(m_socket, SHUT_RDWR);
}

void HttpExchange::onHead(const char *method, const char *version)
{
    m_head.version = version;
    m_head.method = method;
    MHD_get_connection_values_n(m_connection, MHD_HEADER_KIND, &MicrohttpdCallbacks::headerRead, &m_head.fields);
    const MHD_ConnectionInfo *info = MHD_get_connection_info(m_connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    m_head.bytes = info ? qsizetype(info->header_size) : 0;
    m_stage = Stage::Body;
    if (const std::optional<IntakeAnswer> refused = m_judge(m_head))
        respond(*refused);
}

void HttpExchange::onBody()
{
    m_stage = Stage::Waiting;
    MHD_suspend_connection(m_connection);
    Q_EMIT received(m_head, m_body);
    m_body.clear();
}

/// The library is about to send a page of its own.
void HttpExchange::onRefused(int status)
{
    HttpFields fields;
    MHD_get_connection_values_n(m_connection, MHD_HEADER_KIND, &MicrohttpdCallbacks::headerRead, &fields);
    writeInstead(IntakeAnswer::refused(refusalFor(status, fields)));
}

void HttpExchange::onClosed()
{
    m_connection = nullptr;
    Q_EMIT finished();
}

void HttpExchange::respond(const IntakeAnswer &answer)
{
    m_stage = Stage::Answered;
    // With RESPMEM_MUST_COPY the library does not write to the bytes.
    MHD_Response *response = MHD_create_response_from_buffer(
        size_t(answer.json.size()), const_cast<char *>(answer.json.constData()), MHD_RESPMEM_MUST_COPY);
    if (!response)
        return; // No memory: the library closes a connection that has no response.
    const HttpFields fields = fieldsOf(answer);
    for (const HttpField &field : fields)
        MHD_add_response_header(response, field.name.constData(), field.value.constData());
    MHD_queue_response(m_connection, static_cast<unsigned int>(answer.status), response);
    MHD_destroy_response(response);
}

/// An answer past the library, which cannot write to the socket any more. Nothing was written to it before and it is short
/// (longestSubject), so that the system takes all of it at once.
void HttpExchange::writeInstead(const IntakeAnswer &answer)
{
    if (m_stage == Stage::Answered)
        return;
    m_stage = Stage::Answered;
    const QByteArray bytes = wireBytes(answer);
    ::send(m_socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(m_socket, SHUT_WR);
}

} // namespace hookpanel
