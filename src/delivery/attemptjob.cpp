// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/attemptjob.h"

#include "core/answerredaction.h"
#include "delivery/oneshotbody.h"
#include "delivery/proxies.h"
#include "delivery/tcppeers.h"
#include "delivery/transportfaults.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkRequest>

#include <algorithm>
#include <chrono>

namespace hookpanel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 publishEveryMs = 100;
constexpr qint64 readBufferBytes = 64 * 1024;
constexpr auto tcpWatchEvery = 5ms;

/// Our request as Qt's: everything that Qt would add or do on its own is set or switched off.
QNetworkRequest networkRequest(const PreparedRequest &prepared, const QSslConfiguration &tls)
{
    QNetworkRequest request(prepared.url);
    request.setSslConfiguration(tls);
    for (const PreparedHeader &header : prepared.headers)
        request.setRawHeader(header.name, header.value);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // with OneShotBody: one request
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // 43 ms slower per POST over TLS
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return request;
}

/// The headers of an answer. Qt joins repeated ones: Set-Cookie by a line break, which no header value may hold, all
/// others by a comma.
QList<std::pair<QByteArray, QByteArray>> headersOf(const QNetworkReply &reply)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        for (const QByteArray &line : value.split('\n'))
            headers.append({name, line});
    return headers;
}

/// Whether a connection that was closed had brought the whole answer all the same. Qt (measured with 6.4.2) often ends an
/// answer whose body goes on until the connection closes with ContentReSendError, although every byte of it has come; it
/// means to send the request again.
bool isWhole(const Response &response)
{
    std::optional<qint64> length;
    for (const auto &[name, value] : response.headers) {
        if (isSameHeaderName(name, "Transfer-Encoding"))
            return false; // the last chunk is missing, else there would be no error
        if (isSameHeaderName(name, "Content-Length"))
            length = value.trimmed().toLongLong();
    }
    return !length || *length == response.size;
}

/// Where a redirect leads. Nothing when a placeholder of our URL was filled: many a receiver repeats the path that was
/// called, in whole or in part, and what was filled is a secret that must not be shown or remembered.
QString redirectTarget(const QNetworkReply &reply, const PreparedRequest &request)
{
    if (request.isUrlFilled())
        return {};
    const QByteArray location = reply.rawHeader("Location").trimmed();
    const QUrl target = QUrl::fromEncoded(location);
    if (location.isEmpty() || !target.isValid())
        return QString::fromUtf8(location);
    return request.url.resolved(target).toString(QUrl::FullyEncoded);
}

} // namespace

std::unique_ptr<QNetworkAccessManager> makeAccessManager(const QNetworkProxy &proxy)
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxy(proxy);
    return manager;
}

AttemptJob::AttemptJob(const Attempt &attempt, const Clock &clock, const TransportProfile &transport,
                       QNetworkAccessManager *shared, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_transport(transport)
    , m_shared(shared)
    , m_attempt(attempt)
{
    m_attempt.proxy = shownProxy(transport.proxy);
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        watchForTcp(); // so that the phase is the one of this moment
        m_wire.deadlinePassed = true;
        judge(QNetworkReply::NoError, {});
    });
    m_tcpWatch.setTimerType(Qt::PreciseTimer);
    connect(&m_tcpWatch, &QTimer::timeout, this, &AttemptJob::watchForTcp);
}

AttemptJob::~AttemptJob() = default;

void AttemptJob::start()
{
    m_startMs = m_clock.monotonicMs();
    if (!m_attempt.startedAt.isValid())
        m_attempt.startedAt = m_clock.nowUtc();
    m_deadline.start(std::chrono::seconds(m_attempt.request.timeoutSeconds));
    publish();
    const QString scheme = m_attempt.request.url.scheme();
    if (scheme != u"http" && scheme != u"https") {
        // Core refuses other schemes long before; a QNetworkAccessManager would read file:///etc/passwd without a word.
        const Error error{ErrorCode::BadFilledUrl, m_attempt.request.shownUrl, {}, 0, 0, Rule::UrlWrongScheme};
        finish(invalidRequest(error));
        return;
    }
    post(m_shared == nullptr);
}

void AttemptJob::cancel()
{
    if (isFinished())
        return;
    if (m_publishing) { // from within an update: everybody is told of that one first
        QMetaObject::invokeMethod(this, &AttemptJob::cancel, Qt::QueuedConnection);
        return;
    }
    watchForTcp();
    m_wire.cancelled = true;
    judge(QNetworkReply::NoError, {});
}

void AttemptJob::post(bool fresh)
{
    if (fresh)
        m_ownManager = makeAccessManager(m_transport.proxy);
    // Through a proxy, the connection that stands is the one to the proxy: it says nothing about the receiver.
    if (isSecure() && !isThroughProxy())
        m_portsBefore = connectedLocalPorts(quint16(m_attempt.request.url.port(443)));
    QNetworkAccessManager &manager = m_ownManager ? *m_ownManager : *m_shared;
    auto body = std::make_unique<OneShotBody>(m_attempt.request.body);
    const QNetworkRequest request = networkRequest(m_attempt.request, m_transport.tls);
    m_reply.reset(m_attempt.request.method == "POST"
                      ? manager.post(request, body.get())
                      : manager.sendCustomRequest(request, m_attempt.request.method, body.get()));
    m_body = body.release();
    m_body->setParent(m_reply.get());
    m_reply->setReadBufferSize(readBufferBytes);
    connectReply();
    if (fresh) {
        // Nothing else waits in a manager of our own, and the name is looked up before Qt says that it connects.
        onStartedConnecting();
        m_connectSignals = 0; // it was not Qt who said it
    }
}

void AttemptJob::connectReply()
{
    connect(m_body, &OneShotBody::readingBegun, this, &AttemptJob::onBodyBegun);
    connect(m_reply.get(), &QNetworkReply::socketStartedConnecting, this, &AttemptJob::onStartedConnecting);
    connect(m_reply.get(), &QNetworkReply::encrypted, this, &AttemptJob::onEncrypted);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, &AttemptJob::onSslErrors);
    connect(m_reply.get(), &QNetworkReply::requestSent, this, &AttemptJob::onRequestSent);
    connect(m_reply.get(), &QNetworkReply::uploadProgress, this, &AttemptJob::onUploadProgress);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &AttemptJob::onHeaders);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &AttemptJob::onBytes);
    connect(m_reply.get(), &QNetworkReply::finished, this, &AttemptJob::onReplyFinished);
}

void AttemptJob::onStartedConnecting()
{
    // A proxy that closes instead of answering is asked again and again by Qt, once a second (measured with 6.4.2).
    if (m_connectSignals++ > 0 && isThroughProxy() && m_body->pieces() == 0) {
        judge(QNetworkReply::ProxyConnectionClosedError, {});
        return;
    }
    m_startedConnecting = true;
    enterPhase(Phase::Connecting);
    if (m_portsBefore && m_attempt.phase == Phase::Connecting && !m_tcpWatch.isActive()) {
        m_notConnectedMs = elapsedMs();
        m_tcpWatch.start(tcpWatchEvery);
    }
}

void AttemptJob::watchForTcp()
{
    if (!m_tcpWatch.isActive() || m_attempt.phase != Phase::Connecting)
        return;
    const auto ports = connectedLocalPorts(quint16(m_attempt.request.url.port(443)));
    if (ports && !(*ports - *m_portsBefore).isEmpty())
        enterPhase(Phase::Securing);
    else
        m_notConnectedMs = elapsedMs();
}

/// The handshake has come so far that TCP must stand. When it was faster than the watch, TCP came up after the last look.
void AttemptJob::enterSecuring()
{
    if (m_attempt.phase == Phase::Connecting && m_portsBefore)
        enterPhase(Phase::Securing, m_notConnectedMs);
}

void AttemptJob::onSslErrors(const QList<QSslError> &errors)
{
    enterSecuring();
    m_attempt.tls = tlsInfo(m_reply->sslConfiguration());
    if (m_transport.pin.isEmpty()) {
        m_wire.tlsFault = tlsFault(errors);
        return;
    }
    // The complaints are about who signed it, its host and its dates; the pin stands for all of them.
    if (m_attempt.tls->sha256 == m_transport.pin)
        m_reply->ignoreSslErrors(errors);
    else
        m_wire.tlsFault = TlsFault::WrongCertificate;
}

void AttemptJob::onEncrypted()
{
    m_encrypted = true;
    m_attempt.tls = tlsInfo(m_reply->sslConfiguration());
    if (m_startedConnecting) {
        enterSecuring();
        enterPhase(Phase::Sending); // the request is written next
    }
}

void AttemptJob::onBodyBegun()
{
    m_bodyBegunMs = elapsedMs();
    m_attempt.connectionReused = !m_startedConnecting;
    if (!m_attempt.connectionReused)
        enterSending(); // on a cached connection only when something has left: it may be a dead one
}

void AttemptJob::enterSending()
{
    enterPhase(Phase::Sending, m_bodyBegunMs);
}

/// requestSent() comes when the header and the first piece of the body were written (measured with Qt 6.4.2), so that it
/// says that something left, and for a body of one piece that all of it did.
void AttemptJob::onRequestSent()
{
    m_somethingSent = true;
    enterSending();
    if (m_body->pieces() <= 1 && m_body->atEnd())
        onAllSent();
}

/// The total that Qt tells is no help: for a body of unknown size, which a sequential one is, it is what was sent so far.
void AttemptJob::onUploadProgress(qint64 sent)
{
    if (sent > 0 && sent == m_attempt.request.body.size())
        onAllSent();
}

void AttemptJob::onAllSent()
{
    m_somethingSent = true;
    m_wire.requestSent = true;
    enterSending();
    enterPhase(Phase::Waiting);
}

void AttemptJob::onHeaders()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return;
    if (!m_attempt.response)
        m_attempt.response.emplace();
    m_attempt.response->status = status;
    m_attempt.response->reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    m_attempt.response->headers = headersOf(*m_reply);
    // Qt 6.4.2 takes an interim answer (103) for the final one; only 100 is left out as it should be. It is none.
    m_wire.status = status >= 200 ? status : 0;
    if (status >= 300 && status <= 399)
        m_wire.location = redirectTarget(*m_reply, m_attempt.request);
    enterPhase(Phase::Receiving);
}

void AttemptJob::onBytes()
{
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty() || !m_attempt.response)
        return;
    Response &response = *m_attempt.response;
    response.size += bytes.size();
    response.body += bytes.left(std::max<qsizetype>(0, Response::keptBytes - response.body.size()));
    if (elapsedMs() - m_publishedMs >= publishEveryMs)
        publish();
}

void AttemptJob::onReplyFinished()
{
    const QNetworkReply::NetworkError error = m_reply->error();
    if (isDeadReusedConnection(error)) {
        m_reply->disconnect(this);
        m_reply.release()->deleteLater(); // it is the sender of this very signal; its body goes with it
        m_attempt.connectionReused = false;
        post(true);
        return;
    }
    onBytes();
    judge(error, m_reply->errorString());
}

/// A cached connection that the receiver had closed: nothing of the request arrived anywhere, so that it may leave on a
/// fresh connection. Only while Qt has not said that the request was sent and at most the first piece of the body was
/// asked for; a second piece would mean that the first one had left.
bool AttemptJob::isDeadReusedConnection(QNetworkReply::NetworkError error) const
{
    return error == QNetworkReply::ContentReSendError && !m_startedConnecting && !m_somethingSent && m_wire.status == 0
        && m_body->pieces() <= 1;
}

bool AttemptJob::isSecure() const
{
    return m_attempt.request.url.scheme() == u"https";
}

/// Completes the facts and ends the attempt by them.
void AttemptJob::judge(QNetworkReply::NetworkError error, const QString &errorString)
{
    const bool begun = m_body && m_body->pieces() > 0;
    if (begun)
        enterSending();
    if (isThroughProxy() && !begun && !m_encrypted && !m_wire.cancelled)
        m_wire.proxyFault = m_wire.deadlinePassed ? ProxyFault::NoAnswer : proxyFault(error, errorString);
    const bool connected = begun || m_encrypted || m_attempt.phase >= Phase::Securing;
    m_wire.fault = transportFault(error, connected);
    if (isSecure() && !m_encrypted && m_startedConnecting) {
        if (m_wire.fault == TransportFault::TlsFailed && m_wire.tlsFault == TlsFault::None) {
            m_wire.tlsFault = handshakeFault(errorString);
        } else if (m_wire.fault == TransportFault::ConnectionClosed) {
            // Closed during the handshake: whatever listens there, it does not speak TLS with us.
            m_wire.fault = TransportFault::TlsFailed;
            m_wire.tlsFault = TlsFault::NoTlsAnswer;
        }
        if (m_wire.fault == TransportFault::TlsFailed)
            enterSecuring();
    }
    // With TLS 1.3 the receiver looks at our certificate when for us the handshake is over.
    if (isSecure() && m_encrypted && m_wire.status == 0
        && handshakeFault(errorString) == TlsFault::ClientCertificateWanted) {
        m_wire.fault = TransportFault::TlsFailed;
        m_wire.tlsFault = TlsFault::ClientCertificateWanted;
    }
    if (m_wire.fault == TransportFault::ConnectionClosed && m_attempt.response && isWhole(*m_attempt.response))
        m_wire.fault = TransportFault::None;
    const bool ended = !m_wire.deadlinePassed && !m_wire.cancelled;
    if (ended && m_wire.status == 0 && m_wire.fault == TransportFault::None)
        m_wire.fault = TransportFault::ConnectionClosed; // finished without an error and without a status is no answer
    // A receiver that closes at once may be faster than requestSent(): what was begun may have arrived.
    m_wire.requestSent = m_wire.requestSent || begun;
    m_wire.answerComplete = ended && m_wire.status != 0 && m_wire.fault == TransportFault::None;
    m_wire.reached = m_attempt.phase;
    finish(classify(m_wire));
}

void AttemptJob::enterPhase(Phase next, qint64 atMs)
{
    if (isFinished() || next <= m_attempt.phase)
        return;
    const bool undivided = isSecure() && m_attempt.phase == Phase::Connecting && next > Phase::Securing;
    closePhase(atMs, !undivided);
    for (int skipped = int(m_attempt.phase) + 1; skipped < int(next); ++skipped) {
        const auto phase = Phase(skipped);
        if (phase != Phase::Securing || isSecure())
            m_attempt.timeline.append({phase, std::nullopt});
    }
    m_attempt.phase = next;
    m_attempt.phaseStartedMs = atMs;
    if (next != Phase::Connecting)
        m_tcpWatch.stop();
    publish();
}

void AttemptJob::closePhase(qint64 atMs, bool measured)
{
    const qint64 ms = std::max<qint64>(0, atMs - m_attempt.phaseStartedMs);
    m_attempt.timeline.append({m_attempt.phase, measured ? std::optional(ms) : std::nullopt});
}

/// Every road ends here, once: the reason is stored before the reply is aborted, because abort() emits finished() and
/// looks the same as a timeout.
void AttemptJob::finish(const Outcome &outcome)
{
    if (isFinished())
        return;
    closePhase(elapsedMs(), true);
    m_attempt.outcome = outcome;
    m_deadline.stop();
    m_tcpWatch.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    publish();
}

void AttemptJob::publish()
{
    m_publishedMs = elapsedMs();
    m_attempt.durationMs = m_publishedMs;
    m_publishing = true;
    Q_EMIT updated(redaction::withoutRepeatedSecrets(m_attempt));
    m_publishing = false;
}

} // namespace hookpanel
