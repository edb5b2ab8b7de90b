// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/loopbackreceiver.h"

#include "support/receiverworker.h"

#include <QFile>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

LoopbackReceiver::LoopbackReceiver(Security security, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<ReceiverWorker>(security))
    , m_security(security)
{
    connect(m_worker.get(), &ReceiverWorker::connected, this, &LoopbackReceiver::connected);
    connect(m_worker.get(), &ReceiverWorker::requestArrived, this, &LoopbackReceiver::requestArrived);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::open, Qt::BlockingQueuedConnection);
    m_port = m_worker->serverPort();
}

LoopbackReceiver::~LoopbackReceiver()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

void LoopbackReceiver::answer(const Answer &answer)
{
    m_worker->setAnswer(answer);
}

void LoopbackReceiver::answerNext(const Answer &answer)
{
    m_worker->addAnswer(answer);
}

quint16 LoopbackReceiver::port() const
{
    return m_port;
}

QUrl LoopbackReceiver::url(const QString &path) const
{
    return url(path, m_security == Security::Plain ? u"http"_s : u"https"_s);
}

QUrl LoopbackReceiver::url(const QString &path, const QString &scheme) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(m_port).arg(path));
}

QList<ReceivedRequest> LoopbackReceiver::requests() const
{
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::settle, Qt::BlockingQueuedConnection);
    return m_worker->requests();
}

int LoopbackReceiver::connectionCount() const
{
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::settle, Qt::BlockingQueuedConnection);
    return static_cast<int>(m_worker->connections().size());
}

int LoopbackReceiver::openConnectionCount() const
{
    int count = 0;
    QMetaObject::invokeMethod(
        m_worker.get(), [&count, worker = m_worker.get()] { count = worker->openConnections(); },
        Qt::BlockingQueuedConnection);
    return count;
}

QByteArray LoopbackReceiver::bytes(int connection) const
{
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::settle, Qt::BlockingQueuedConnection);
    return m_worker->connections().value(connection);
}

void LoopbackReceiver::dropConnections()
{
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::dropConnections, Qt::BlockingQueuedConnection);
}

void LoopbackReceiver::close()
{
    QMetaObject::invokeMethod(m_worker.get(), &ReceiverWorker::shutDown, Qt::BlockingQueuedConnection);
}

QByteArray LoopbackReceiver::authority()
{
    QFile file(QStringLiteral(TLS_DATA "/ca.pem"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return file.readAll();
}

FullPort::FullPort()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);

    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    m_descriptors.append(listener);
    if (::bind(listener, generic, length) != 0 || ::listen(listener, 0) != 0
        || ::getsockname(listener, generic, &length) != 0)
        qFatal("Cannot listen on 127.0.0.1");
    m_port = ntohs(address.sin_port);
    // Linux keeps one connection more than the queue's length; what comes after that is left without an answer.
    for (int i = 0; i < 3; ++i) {
        const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        m_descriptors.append(filler);
        static_cast<void>(::connect(filler, generic, length));
    }
}

FullPort::~FullPort()
{
    for (const int descriptor : std::as_const(m_descriptors))
        ::close(descriptor);
}

} // namespace hookpanel::test
