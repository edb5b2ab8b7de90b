// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/testproxy.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace hookpanel::test {

TestProxy::TestProxy(quint16 target, Manner manner, int status, QObject *parent)
    : QObject(parent)
    , m_target(target)
    , m_manner(manner)
    , m_status(status)
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("The proxy cannot listen");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_server.nextPendingConnection())
            take(client);
    });
}

QString TestProxy::address() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(port());
}

void TestProxy::take(QTcpSocket *client)
{
    client->setProxy(QNetworkProxy::NoProxy);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
        if (client->property("tunnel").toBool())
            return; // its own connection reads
        const QByteArray seen = client->peek(64 * 1024);
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = client->read(end + 4);
        m_heads.append(head);
        answer(client, head);
    });
}

void TestProxy::answer(QTcpSocket *client, const QByteArray &head)
{
    const auto close = [client](const QByteArray &bytes) {
        client->write(bytes);
        client->disconnectFromHost();
    };
    switch (m_manner) {
    case Manner::Tunnel:
        tunnel(client);
        return;
    case Manner::Status:
        close("HTTP/1.1 " + QByteArray::number(m_status) + " No\r\nContent-Length: 0\r\n\r\n");
        return;
    case Manner::Close:
        client->disconnectFromHost();
        return;
    case Manner::Hang:
        return;
    case Manner::Garbage:
        close("SSH-2.0-OpenSSH_9.2\r\n");
        return;
    case Manner::Authenticate:
        if (head.contains("Proxy-Authorization: Basic " + QByteArray(credentials).toBase64()))
            tunnel(client);
        else
            client->write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
        return;
    }
}

void TestProxy::tunnel(QTcpSocket *client)
{
    client->setProperty("tunnel", true);
    auto *target = new QTcpSocket(client);
    target->setProxy(QNetworkProxy::NoProxy);
    connect(target, &QTcpSocket::connected, client, [client, target] {
        client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        connect(client, &QTcpSocket::readyRead, target, [client, target] { target->write(client->readAll()); });
    });
    connect(target, &QTcpSocket::readyRead, client, [client, target] { client->write(target->readAll()); });
    connect(target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    target->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
}

} // namespace hookpanel::test
