// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>
#include <QTcpServer>

namespace hookpanel::test {

/// An HTTP proxy on 127.0.0.1, in the thread of the test, that leads every CONNECT to one port of this machine, whatever
/// host is asked for; or does as it is told instead.
class TestProxy : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        Tunnel, ///< 200, then bytes to and fro.
        Status, ///< Another status, then closes.
        Close, ///< Reads the CONNECT and closes.
        Hang, ///< Reads the CONNECT and says nothing.
        Garbage, ///< Something that is no HTTP.
        Authenticate, ///< 407 unless the right credentials come along.
    };

    explicit TestProxy(quint16 target = 0, Manner manner = Manner::Tunnel, int status = 200, QObject *parent = nullptr);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString address() const; ///< "http://127.0.0.1:40123"

    /// The heads of all requests that came, CONNECT or not.
    [[nodiscard]] const QByteArrayList &heads() const { return m_heads; }

    static constexpr const char *credentials = "me:secret";

private:
    void take(class QTcpSocket *client);
    void answer(QTcpSocket *client, const QByteArray &head);
    void tunnel(QTcpSocket *client);

    QTcpServer m_server;
    quint16 m_target;
    Manner m_manner;
    int m_status;
    QByteArrayList m_heads;
};

} // namespace hookpanel::test
