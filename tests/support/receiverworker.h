// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/loopbackreceiver.h"

#include <QMutex>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace hookpanel::test {

/// The part of a LoopbackReceiver that lives in its thread: takes connections and keeps what arrived. Functions marked
/// "any thread" may be called from the test's.
class ReceiverWorker : public QTcpServer
{
    Q_OBJECT

public:
    explicit ReceiverWorker(Security security);

    void open();
    void dropConnections();
    void shutDown();
    void settle(); ///< Reads what waits in the sockets.

    [[nodiscard]] int openConnections() const;

    void setAnswer(const Answer &answer); // any thread
    void addAnswer(const Answer &answer); // any thread
    Answer takeAnswer(); // any thread
    [[nodiscard]] Answer::When nextWhen() const; // any thread

    int addConnection();
    void addBytes(int connection, const QByteArray &bytes);
    qsizetype addRequest(const ReceivedRequest &request);
    void setRequest(qsizetype index, const ReceivedRequest &request);

    [[nodiscard]] QList<ReceivedRequest> requests() const; // any thread
    [[nodiscard]] QByteArrayList connections() const; // any thread

Q_SIGNALS:
    void connected();
    void requestArrived();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Security m_security;
    QSslConfiguration m_tls;
    mutable QMutex m_mutex; ///< Guards all below.
    Answer m_answer = Answer::status(200);
    QList<Answer> m_next;
    QList<ReceivedRequest> m_requests;
    QByteArrayList m_connections; ///< The bytes of each.
};

/// One connection: reads requests, one after the other, and does with each what its answer says.
class ReceiverConnection : public QObject
{
    Q_OBJECT

public:
    ReceiverConnection(std::unique_ptr<QTcpSocket> socket, ReceiverWorker &worker);

    [[nodiscard]] bool isOpen() const;
    void begin(); ///< The connection stands (and is encrypted, where it should be).
    void read();
    void catchUp(); ///< Reads what has come since the last turn of the event loop.

private:
    bool parse();
    void play(const Answer &answer);
    void playOn();
    void playStep(const Answer::Step &step);
    void flood();

    ReceiverWorker &m_worker;
    QTcpSocket *m_socket; ///< A child.
    int m_number = 0;
    bool m_begun = false;
    bool m_silent = false; ///< Reads nothing any more.
    QByteArray m_buffer; ///< What belongs to no complete request yet.
    qsizetype m_current = -1; ///< The request in the log whose body is still coming.
    bool m_answered = false; ///< The current request has its answer already.
    QList<Answer::Step> m_steps;
    bool m_flooding = false;
    QTimer m_pause;
};

} // namespace hookpanel::test
