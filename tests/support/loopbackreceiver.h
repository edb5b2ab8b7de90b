// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>

namespace hookpanel::test {

/// What a receiver does with one request. Made by a verb, refined by the functions below it:
/// `Answer::status(200, "ok").withHeader("X-A", "1").delayed(50)`.
class Answer
{
public:
    static Answer status(int code, const QByteArray &body = {});
    static Answer redirect(int code, const QByteArray &location);
    static Answer hang(); ///< Reads the request and never answers.
    static Answer closeBeforeReply();
    static Answer reset(); ///< Reads the request, then a TCP reset.
    static Answer partialStatusLine(); ///< "HTTP/1.1 2", then closes.
    static Answer partialHeaders(); ///< A status line and half a header, then closes.
    static Answer halfHeaders(); ///< The same, and then silence.
    static Answer shortBody(int code, int declared, const QByteArray &sent); ///< Less than Content-Length, then closes.
    static Answer trickle(int code, int bytes, int everyMs); ///< A body that comes byte by byte.
    static Answer endlessBody(); ///< 200 and bytes as fast as they are taken.
    static Answer hugeHeader(qsizetype bytes); ///< 200 with one header of that size.
    static Answer garbage(const QByteArray &bytes); ///< These bytes, then closes. Also for HTTP/0.9.
    static Answer sshBanner(); ///< At once, before a request is read; then closes.
    static Answer readNothing(); ///< Takes the connection and reads nothing from it.

    [[nodiscard]] Answer withHeader(const QByteArray &name, const QByteArray &value) const; ///< For verbs with a status.
    [[nodiscard]] Answer delayed(int ms) const; ///< Waits before everything else.
    [[nodiscard]] Answer thenClose() const; ///< Closes after the answer, without having said so.
    [[nodiscard]] Answer atConnect() const; ///< As soon as a connection is there; nothing is read from it.
    [[nodiscard]] Answer atHead() const; ///< As soon as the header has arrived, while the body may still come.

private:
    friend class ReceiverConnection;
    friend class ReceiverWorker;

    enum class When { Connect, Head, Request };
    struct Step {
        enum class Kind { Send, Pause, Flood, Close, Reset };
        Kind kind = Kind::Send;
        QByteArray bytes;
        int ms = 0;
    };

    static Answer head(int code, const QByteArray &fields);
    Answer &then(Step::Kind kind, const QByteArray &bytes = {}, int ms = 0);

    QList<Step> m_steps;
    When m_when = When::Request;
};

/// One request as it arrived: from the first byte of its request line to the last byte of its body.
struct ReceivedRequest {
    int connection = 0; ///< 0 for the first connection that was taken, 1 for the second, …
    QByteArray raw;
    bool complete = false; ///< Its body has arrived whole.

    [[nodiscard]] QByteArray requestLine() const;
    [[nodiscard]] QByteArrayList headerLines() const; ///< "Name: value", in order, bytes as they came.
    [[nodiscard]] QByteArray header(const QByteArray &name) const; ///< Any case; null when missing.
    [[nodiscard]] QByteArray body() const;
};

/// A scriptable HTTP receiver on 127.0.0.1, port chosen by the system, in a thread of its own, so that a test may block
/// (QProcess::waitForFinished) while it serves. Listens from its construction on and answers 200 unless told otherwise:
///
///     LoopbackReceiver receiver;                         // or LoopbackReceiver receiver(Security::Expired) for https
///     receiver.answerNext(Answer::status(503, "busy"));  // the next request gets this one,
///     receiver.answer(Answer::hang());                   // all others this one
///     … send something to receiver.url("/hook") …
///     QCOMPARE(receiver.requestCount(), 1);              // every wire test ends with this
///     QCOMPARE(receiver.requests().constFirst().header("X-Strapi-Event"), "trigger-test");
///
/// https to a plain receiver with Answer::hang() is a stalled handshake: url() can be given the scheme. A sender trusts
/// `Security::Trusted` with authority(). Files come from tests/data/tls.
class ReceiverWorker;
enum class Security {
    Plain,
    Trusted,
    Expired,
    NotYetValid,
    SelfSigned,
    WrongHost,
    NoCommonCipher,
    WantsClient,
    WantsClient12
};

class LoopbackReceiver : public QObject
{
    Q_OBJECT

public:
    explicit LoopbackReceiver(Security security = Security::Plain, QObject *parent = nullptr);
    ~LoopbackReceiver() override;

    void answer(const Answer &answer);
    void answerNext(const Answer &answer); ///< May be called several times: answers are used up in order.

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/hook")) const; ///< http or https, as it serves.
    [[nodiscard]] QUrl url(const QString &path, const QString &scheme) const;

    /// Requests whose header has arrived; those of the moment, whatever still waits in a socket included.
    [[nodiscard]] QList<ReceivedRequest> requests() const;
    [[nodiscard]] int requestCount() const { return static_cast<int>(requests().size()); }
    [[nodiscard]] int connectionCount() const; ///< Taken so far.
    [[nodiscard]] int openConnectionCount() const; ///< Of those, not closed by either side yet.

    /// Everything that came over a connection (after decryption), a request or not.
    [[nodiscard]] QByteArray bytes(int connection) const;

    /// Closes all connections and goes on listening.
    void dropConnections();

    /// Stops listening and closes all connections: from now on connections are refused.
    void close();

    /// The certificate authority (PEM) that signed all certificates but the self-signed one.
    [[nodiscard]] static QByteArray authority();

Q_SIGNALS:
    void connected();
    void requestArrived(); ///< One is complete.

private:
    QThread m_thread;
    std::unique_ptr<ReceiverWorker> m_worker;
    Security m_security;
    quint16 m_port = 0;
};

/// A port on 127.0.0.1 that neither takes nor refuses a connection (its queue is full): for attempts that stay in the
/// phase "connecting".
class FullPort
{
public:
    FullPort();
    ~FullPort();
    FullPort(const FullPort &) = delete;
    FullPort &operator=(const FullPort &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    QList<int> m_descriptors;
    quint16 m_port = 0;
};

} // namespace hookpanel::test
