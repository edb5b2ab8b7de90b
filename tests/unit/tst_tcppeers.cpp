// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/tcppeers.h"

#include "support/loopbackreceiver.h"

#include <QTcpSocket>
#include <QTest>

namespace hookpanel {

class TestTcpPeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsConnections();
    void ignoresWhatIsNotConnected();
};

void TestTcpPeers::findsConnections()
{
    test::LoopbackReceiver receiver;
    const auto before = connectedLocalPorts(receiver.port());
    if (!before) {
        qInfo("This system cannot be asked for its connections");
        return;
    }
    QCOMPARE(*before, QSet<quint16>());
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), receiver.port());
    QVERIFY(socket.waitForConnected());
    QCOMPARE(*connectedLocalPorts(receiver.port()), QSet<quint16>{socket.localPort()});
    QTRY_COMPARE(receiver.connectionCount(), 1);
    QCOMPARE(*connectedLocalPorts(socket.localPort()), QSet<quint16>{receiver.port()}); // the other end
    socket.abort();
    QCOMPARE(*connectedLocalPorts(receiver.port()), QSet<quint16>());
}

void TestTcpPeers::ignoresWhatIsNotConnected()
{
    const test::FullPort full;
    QTcpSocket socket;
    const auto before = connectedLocalPorts(full.port()); // what fills the port
    socket.connectToHost(QStringLiteral("127.0.0.1"), full.port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectingState);
    QCOMPARE(connectedLocalPorts(full.port()), before);
}

} // namespace hookpanel

QTEST_GUILESS_MAIN(hookpanel::TestTcpPeers)

#include "tst_tcppeers.moc"
