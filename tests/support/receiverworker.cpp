// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/receiverworker.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslKey>
#include <QSslSocket>

#include <sys/socket.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

namespace {

QByteArray tlsFile(const QString &name)
{
    QFile file(QStringLiteral(TLS_DATA) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return file.readAll();
}

QString certificateFile(Security security)
{
    switch (security) {
    case Security::Plain:
    case Security::Trusted:
    case Security::NoCommonCipher:
    case Security::WantsClient:
    case Security::WantsClient12:
        return u"server.pem"_s;
    case Security::Expired:
        return u"expired.pem"_s;
    case Security::NotYetValid:
        return u"not-yet.pem"_s;
    case Security::SelfSigned:
        return u"self-signed.pem"_s;
    case Security::WrongHost:
        return u"wrong-host.pem"_s;
    }
    Q_UNREACHABLE();
}

QSslConfiguration serverConfiguration(Security security)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(tlsFile(certificateFile(security)), QSsl::Pem));
    configuration.setPrivateKey(QSslKey(tlsFile(u"key.pem"_s), QSsl::Ec, QSsl::Pem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols({"h2", "http/1.1"}); // offers HTTP/2; only a defect would take it
    if (security == Security::NoCommonCipher) {
        // A cipher for RSA keys, and our key is none: no client can agree with that.
        configuration.setProtocol(QSsl::TlsV1_2);
        configuration.setCiphers({QSslCipher(u"ECDHE-RSA-AES256-GCM-SHA384"_s)});
    }
    if (security == Security::WantsClient || security == Security::WantsClient12) {
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setCaCertificates(QSslCertificate::fromData(tlsFile(u"ca.pem"_s), QSsl::Pem));
    }
    if (security == Security::WantsClient12)
        configuration.setProtocol(QSsl::TlsV1_2);
    return configuration;
}

} // namespace

ReceiverWorker::ReceiverWorker(Security security)
    : m_security(security)
{
    if (security != Security::Plain)
        m_tls = serverConfiguration(security);
}

void ReceiverWorker::open()
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("Cannot listen on 127.0.0.1: %s", qPrintable(errorString()));
}

void ReceiverWorker::shutDown()
{
    close();
    dropConnections();
}

void ReceiverWorker::dropConnections()
{
    qDeleteAll(findChildren<ReceiverConnection *>(Qt::FindDirectChildrenOnly));
}

void ReceiverWorker::settle()
{
    waitForNewConnection(0);
    const auto connections = findChildren<ReceiverConnection *>(Qt::FindDirectChildrenOnly);
    for (ReceiverConnection *connection : connections)
        connection->catchUp();
}

int ReceiverWorker::openConnections() const
{
    const auto connections = findChildren<ReceiverConnection *>(Qt::FindDirectChildrenOnly);
    return static_cast<int>(std::count_if(connections.cbegin(), connections.cend(),
                                          [](const ReceiverConnection *connection) { return connection->isOpen(); }));
}

void ReceiverWorker::setAnswer(const Answer &answer)
{
    const QMutexLocker locker(&m_mutex);
    m_answer = answer;
}

void ReceiverWorker::addAnswer(const Answer &answer)
{
    const QMutexLocker locker(&m_mutex);
    m_next.append(answer);
}

Answer ReceiverWorker::takeAnswer()
{
    const QMutexLocker locker(&m_mutex);
    return m_next.isEmpty() ? m_answer : m_next.takeFirst();
}

Answer::When ReceiverWorker::nextWhen() const
{
    const QMutexLocker locker(&m_mutex);
    return m_next.isEmpty() ? m_answer.m_when : m_next.first().m_when;
}

int ReceiverWorker::addConnection()
{
    const QMutexLocker locker(&m_mutex);
    m_connections.append(QByteArray());
    return static_cast<int>(m_connections.size()) - 1;
}

void ReceiverWorker::addBytes(int connection, const QByteArray &bytes)
{
    const QMutexLocker locker(&m_mutex);
    m_connections[connection] += bytes;
}

qsizetype ReceiverWorker::addRequest(const ReceivedRequest &request)
{
    const QMutexLocker locker(&m_mutex);
    m_requests.append(request);
    return m_requests.size() - 1;
}

void ReceiverWorker::setRequest(qsizetype index, const ReceivedRequest &request)
{
    const QMutexLocker locker(&m_mutex);
    m_requests[index] = request;
}

QList<ReceivedRequest> ReceiverWorker::requests() const
{
    const QMutexLocker locker(&m_mutex);
    return m_requests;
}

QByteArrayList ReceiverWorker::connections() const
{
    const QMutexLocker locker(&m_mutex);
    return m_connections;
}

void ReceiverWorker::incomingConnection(qintptr descriptor)
{
    if (m_security == Security::Plain) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setSocketDescriptor(descriptor);
        auto *connection = new ReceiverConnection(std::move(socket), *this);
        connection->begin();
        return;
    }
    auto socket = std::make_unique<QSslSocket>();
    QSslSocket *tls = socket.get();
    tls->setSslConfiguration(m_tls);
    tls->setSocketDescriptor(descriptor);
    auto *connection = new ReceiverConnection(std::move(socket), *this);
    connect(tls, &QSslSocket::encrypted, connection, &ReceiverConnection::begin);
    tls->startServerEncryption();
}

ReceiverConnection::ReceiverConnection(std::unique_ptr<QTcpSocket> socket, ReceiverWorker &worker)
    : QObject(&worker)
    , m_worker(worker)
    , m_socket(socket.release())
    , m_number(worker.addConnection())
{
    m_socket->setParent(this);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &ReceiverConnection::playOn);
    connect(m_socket, &QTcpSocket::readyRead, this, &ReceiverConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &ReceiverConnection::flood);
    Q_EMIT worker.connected();
}

bool ReceiverConnection::isOpen() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

void ReceiverConnection::begin()
{
    m_begun = true;
    if (m_worker.nextWhen() == Answer::When::Connect) {
        m_silent = true;
        m_socket->setReadBufferSize(1); // else QTcpSocket would read into its own buffer whether asked or not
        play(m_worker.takeAnswer());
    }
}

void ReceiverConnection::catchUp()
{
    if (m_begun && !m_silent && isOpen()) {
        m_socket->waitForReadyRead(0);
        read();
    }
}

void ReceiverConnection::read()
{
    if (!m_begun || m_silent)
        return;
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    m_worker.addBytes(m_number, bytes);
    m_buffer += bytes;
    while (parse()) { }
}

/// Takes the next piece of m_buffer: true when a request became complete and there may be another.
bool ReceiverConnection::parse()
{
    const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n") + 4;
    if (headEnd < 4)
        return false;
    ReceivedRequest request{m_number, m_buffer, false};
    const qsizetype size = headEnd + request.header("Content-Length").toLongLong();
    request.complete = m_buffer.size() >= size;
    request.raw.truncate(size);
    if (m_current < 0)
        m_current = m_worker.addRequest(request);
    else
        m_worker.setRequest(m_current, request);
    if (!m_answered && (request.complete || m_worker.nextWhen() == Answer::When::Head)) {
        m_answered = true;
        play(m_worker.takeAnswer());
    }
    if (!request.complete)
        return false;
    m_buffer.remove(0, size);
    m_current = -1;
    m_answered = false;
    Q_EMIT m_worker.requestArrived();
    return !m_buffer.isEmpty();
}

void ReceiverConnection::play(const Answer &answer)
{
    m_steps += answer.m_steps;
    if (!m_pause.isActive())
        playOn();
}

void ReceiverConnection::playOn()
{
    while (!m_steps.isEmpty() && !m_pause.isActive())
        playStep(m_steps.takeFirst());
}

void ReceiverConnection::playStep(const Answer::Step &step)
{
    switch (step.kind) {
    case Answer::Step::Kind::Send:
        m_socket->write(step.bytes);
        m_socket->flush();
        break;
    case Answer::Step::Kind::Pause:
        m_pause.start(step.ms);
        break;
    case Answer::Step::Kind::Flood:
        m_flooding = true;
        flood();
        break;
    case Answer::Step::Kind::Close:
        m_socket->disconnectFromHost();
        break;
    case Answer::Step::Kind::Reset: {
        const linger atOnce{1, 0};
        setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        m_socket->abort();
        break;
    }
    }
}

void ReceiverConnection::flood()
{
    constexpr qint64 ahead = 256 * 1024;
    while (m_flooding && isOpen() && m_socket->bytesToWrite() < ahead)
        m_socket->write(QByteArray(ahead, 'e'));
}

} // namespace hookpanel::test
