// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intake.h"
#include "integration/intakeclient.h"

#include <QTcpServer>
#include <QTimer>

#include <sys/socket.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// Ends a connection as a program that died does.
void sendReset(QTcpSocket &socket)
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

} // namespace

/// The whole intake against a raw socket that misbehaves.
class IntakeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void accepted();
    void answersAsTheAcceptorSays();
    void requests_data();
    void requests();
    void noHttpAtAll_data();
    void noHttpAtAll();
    void largestBody();
    void tooLargeBeforeTheBody();
    void lengthBeyondMeasure();
    void tooLargeWhilePushing();
    void byteAtATime();
    void slowHeaders();
    void slowBody();
    void silent();
    void endsInTheMiddle_data();
    void endsInTheMiddle();
    void endsBehindTheRequest();
    void pipelined();
    void connectionsOneAfterTheOther();
    void acceptorTooLate();
    void stopInsideTheAcceptor();
    void startInsideTheAcceptor();
    void startAgain();
    void portInUse();

private:
    [[nodiscard]] quint16 start(const IntakeLimits &limits = {});

    std::unique_ptr<FakeAcceptor> m_acceptor;
    std::unique_ptr<Intake> m_intake;
};

void IntakeTest::init()
{
    m_acceptor = std::make_unique<FakeAcceptor>();
    m_intake = std::make_unique<Intake>(*m_acceptor);
}

void IntakeTest::cleanup()
{
    m_intake.reset();
}

quint16 IntakeTest::start(const IntakeLimits &limits)
{
    const Result<quint16> port = m_intake->start({.token = intakeToken(), .limits = limits});
    return port ? *port : 0;
}

void IntakeTest::accepted()
{
    RawClient client(start());
    client.send(RawRequest{}.with("Idempotency-Key: key-1").bytes());
    QTRY_VERIFY(client.isClosed());
    const RawAnswer answer = client.answer();
    QCOMPARE(answer.status(), 202);
    QCOMPARE(answer.body, QByteArray(R"({"event":"e-1"})"));
    QVERIFY(answer.says("Content-Type: application/json"));
    QVERIFY(answer.says("Connection: close"));
    QCOMPARE(m_acceptor->requests, QList<IntakeRequest>({{samplePayload(), "key-1"}}));
}

/// The status, the document and the headers are the acceptor's; what it refuses is told as such.
void IntakeTest::answersAsTheAcceptorSays()
{
    m_acceptor->decide = [](const IntakeRequest &request) {
        return IntakeAnswer::refused({IntakeFault::IdempotencyKeyReused, QString::fromLatin1(request.idempotencyKey)});
    };
    RawClient client(start());
    client.send(RawRequest{}.with("Idempotency-Key: key-1").bytes());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 422);
    QCOMPARE(client.answer().code(), u"idempotency-key-reused"_s);
}

void IntakeTest::requests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");

    const RawRequest good;
    const QByteArray length = "Content-Length: " + QByteArray::number(good.body.size());
    const auto row = [](const char *name, const QByteArray &bytes, int status, const QString &code) {
        QTest::newRow(name) << bytes << status << code;
    };

    row("two lengths", good.bytesWith(length + "\r\nContent-Length: 5"), 400, u"two-lengths"_s);
    row("twice the same length", good.bytesWith(length + "\r\n" + length), 400, u"two-lengths"_s);
    row("length with chunked", good.bytesWith(length + "\r\nTransfer-Encoding: chunked"), 400, u"two-lengths"_s);
    row("chunked with length", good.bytesWith("Transfer-Encoding: chunked\r\n" + length), 400, u"two-lengths"_s);
    row("a list of lengths", good.bytesWith("Content-Length: 5, 5"), 400, u"bad-length"_s);
    row("empty length", good.bytesWith("Content-Length:"), 400, u"bad-length"_s);
    row("length with a sign", good.bytesWith("Content-Length: +5"), 400, u"bad-length"_s);
    row("a number, then something else", good.bytesWith(length + "\r\nContent-Length: x"), 400, u"two-lengths"_s);
    row("something else, then a number", good.bytesWith("Content-Length: x\r\n" + length), 400, u"bad-length"_s);
    row("negative length", good.bytesWith("Content-Length: -1"), 400, u"bad-length"_s);
    row("length in hexadecimal", good.bytesWith("Content-Length: 0x10"), 400, u"bad-length"_s);
    row("length of 8 KiB that is none", good.bytesWith("Content-Length: " + QByteArray(8 * 1024, 'x')), 400,
        u"bad-length"_s);
    row("length of 40 KiB that is none", good.bytesWith("Content-Length: " + QByteArray(40 * 1024, 'x')), 431,
        u"headers-too-large"_s);
    row("length beyond 64 bits", good.bytesWith("Content-Length: 99999999999999999999999"), 413, u"too-large"_s);
    row("no length", good.bytesWith({}), 411, u"no-length"_s);
    row("chunked", good.bytesWith("Transfer-Encoding: chunked"), 411, u"no-length"_s);
    row("compressed and chunked", good.bytesWith("Transfer-Encoding: gzip, chunked"), 411, u"no-length"_s);

    row("headers of 1 MiB", good.with("X-Large: " + QByteArray(1024 * 1024, 'x')).bytes(), 431, u"headers-too-large"_s);
    row("headers of 40 KiB", good.with("X-Large: " + QByteArray(40 * 1024, 'x')).bytes(), 431, u"headers-too-large"_s);
    row("headers of 20 KiB", good.with("X-Large: " + QByteArray(20 * 1024, 'x')).bytes(), 431, u"headers-too-large"_s);
    row("headers of 15 KiB", good.with("X-Large: " + QByteArray(15 * 1024, 'x')).bytes(), 202, {});
    RawRequest many = good;
    for (int i = 0; i < 20000; ++i)
        many.fields.append("X-" + QByteArray::number(i) + ": 1");
    row("20,000 headers", many.bytes(), 431, u"headers-too-large"_s);
    RawRequest endless = good;
    endless.line = "POST /events?" + QByteArray(1024 * 1024, 'x') + " HTTP/1.1";
    row("request line of 1 MiB", endless.bytes(), 431, u"headers-too-large"_s);

    row("no host", good.without("Host").bytes(), 403, u"no-host"_s);
    row("foreign host", good.with("Host: evil.example").bytes(), 403, u"foreign-host"_s);
    row("foreign origin", good.with("Origin: https://evil.example").bytes(), 403, u"foreign-origin"_s);
    row("folded header", good.with("Host: 127.0.0.1\r\n .evil.example").bytes(), 403, u"no-host"_s);
    row("blank before the colon", good.without("Host").with("Host : 127.0.0.1").bytes(), 400, u"bad-header-name"_s);
    row("line without a colon", good.with("X-No-Colon").bytes(), 400, u"not-http"_s);

    const auto line = [&good](const QByteArray &text) {
        RawRequest request = good;
        request.line = text;
        return request.bytes();
    };
    row("absolute form", line("POST http://127.0.0.1/events HTTP/1.1"), 202, {});
    row("absolute form, elsewhere", line("POST http://evil.example/events HTTP/1.1"), 403, u"foreign-host"_s);
    row("other path", line("POST /other HTTP/1.1"), 404, u"wrong-path"_s);
    row("GET", line("GET /events HTTP/1.1"), 405, u"wrong-method"_s);
    row("OPTIONS", line("OPTIONS * HTTP/1.1"), 404, u"wrong-path"_s);
    row("HTTP/1.0", line("POST /events HTTP/1.0"), 202, {});
    row("HTTP/0.9", line("POST /events"), 400, u"not-http"_s);
    row("HTTP/2.0", line("POST /events HTTP/2.0"), 505, u"wrong-version"_s);
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, u"wrong-version"_s);

    row("no token", good.without("Authorization").bytes(), 401, u"no-token"_s);
    row("wrong token", good.with("Authorization: Bearer guess").bytes(), 401, u"wrong-token"_s);
    row("other content type", good.with("Content-Type: text/plain").bytes(), 415, u"wrong-content-type"_s);
}

void IntakeTest::requests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, code);
    RawClient client(start());
    client.send(bytes);
    QTRY_VERIFY(client.isClosed());
    const RawAnswer answer = client.answer();
    QCOMPARE(answer.status(), status);
    QCOMPARE(answer.code(), code);
    QCOMPARE(answer.count(), 1);
    QVERIFY2(answer.isComplete(), answer.bytes.constData());
    QVERIFY2(answer.bytes.size() < 1000, "what was sent is not repeated at any length");
    QCOMPARE(answer.says("Allow: POST"), status == 405);
    QCOMPARE(answer.head.toLower().contains("www-authenticate: bearer "), status == 401);
    QCOMPARE(m_acceptor->requests.size(), status == 202 ? 1 : 0);
}

void IntakeTest::largestBody()
{
    RawRequest request;
    request.body = QByteArray(1024 * 1024, ' ');
    RawClient client(start());
    client.send(request.bytes());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 202);
    QCOMPARE(m_acceptor->requests.value(0).payload, request.body);
}

void IntakeTest::noHttpAtAll_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one word") << QByteArray("hello\r\n\r\n");
    QTest::newRow("a TLS client") << QByteArray::fromHex("16030100f8010000f40303") + QByteArray(200, 'x') + "\n\n";
}

/// What cannot be the beginning of a request is closed without a word.
void IntakeTest::noHttpAtAll()
{
    QFETCH(QByteArray, bytes);
    RawClient client(start());
    client.send(bytes);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().bytes, QByteArray());
    QVERIFY(m_acceptor->requests.isEmpty());
}

/// Nobody waits for a body that is refused anyway.
void IntakeTest::tooLargeBeforeTheBody()
{
    RawRequest request;
    request.body.clear();
    RawClient client(start());
    client.send(request.bytesWith("Content-Length: 1073741824"));
    QTRY_COMPARE(client.answer().status(), 413);
    QCOMPARE(client.answer().code(), u"too-large"_s);
}

/// No number is made up.
void IntakeTest::lengthBeyondMeasure()
{
    for (const char *length : {"99999999999999999999999", "18446744073709551615"}) {
        RawClient client(start());
        client.send(RawRequest{}.bytesWith(QByteArray("Content-Length: ") + length));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.answer().status(), 413);
        QVERIFY2(client.answer().body.contains("more than 1 MiB"), client.answer().body.constData());
    }
}

/// A client that pushes its body without listening gets to read the answer, not a reset.
void IntakeTest::tooLargeWhilePushing()
{
    RawRequest request;
    request.body = QByteArray(8 * 1024 * 1024, ' ');
    RawClient client(start());
    client.send(request.bytes());
    QTRY_COMPARE(client.socket().bytesToWrite(), 0);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 413);
    QVERIFY(m_acceptor->requests.isEmpty());
}

void IntakeTest::byteAtATime()
{
    RawClient client(start());
    client.socket().setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    const QByteArray bytes = RawRequest{}.bytes();
    for (const char byte : bytes) {
        client.send(QByteArray(1, byte));
        QVERIFY(client.socket().flush());
    }
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 202);
}

/// Each byte comes well within the time, and still they do not keep the connection: the total counts.
void IntakeTest::slowHeaders()
{
    RawClient client(start({.requestMs = 300}));
    client.send("POST /events HTTP/1.1\r\nX-Slow: ");
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&client] { client.send("x"); });
    drip.start(20);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.answer().bytes.isEmpty());
    QVERIFY(m_acceptor->requests.isEmpty());
}

void IntakeTest::slowBody()
{
    RawRequest request;
    request.body.clear();
    RawClient client(start({.requestMs = 300}));
    client.send(request.bytesWith("Content-Length: 1000000"));
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&client] { client.send(" "); });
    drip.start(20);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(m_acceptor->requests.isEmpty());
}

void IntakeTest::silent()
{
    RawClient client(start({.firstByteMs = 100, .requestMs = 600000}));
    QVERIFY(client.socket().waitForConnected());
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.answer().bytes.isEmpty());
}

void IntakeTest::endsInTheMiddle_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("reset");
    const int whole = int(RawRequest{}.bytes().size());
    QTest::newRow("nothing") << 0 << false;
    QTest::newRow("in the request line") << 7 << false;
    QTest::newRow("in the headers") << 60 << false;
    QTest::newRow("in the body") << whole - 1 << false;
    QTest::newRow("nothing, reset") << 0 << true;
    QTest::newRow("in the body, reset") << whole - 1 << true;
}

/// Half a request is none, and the intake goes on.
void IntakeTest::endsInTheMiddle()
{
    QFETCH(int, bytes);
    QFETCH(bool, reset);
    const quint16 port = start({.connections = 1, .firstByteMs = 600000, .requestMs = 600000});
    RawClient client(port);
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    client.send(RawRequest{}.bytes().left(bytes));
    client.socket().flush();
    if (reset)
        sendReset(client.socket());
    else
        client.socket().disconnectFromHost();

    RawClient next(port); // There is room for one only: it is served when the other is gone.
    next.send(RawRequest{}.bytes());
    QTRY_VERIFY(next.isClosed());
    QCOMPARE(next.answer().status(), 202);
    QCOMPARE(m_acceptor->requests.size(), 1);
}

/// A client may close its side as soon as it has said everything.
void IntakeTest::endsBehindTheRequest()
{
    const quint16 port = start();
    RawClient client(port);
    QVERIFY(client.socket().waitForConnected());
    client.send(RawRequest{}.bytes());
    client.socket().flush();
    ::shutdown(int(client.socket().socketDescriptor()), SHUT_WR);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 202);
}

/// One connection, one request: the second is not taken, and the answer says that the connection ends.
void IntakeTest::pipelined()
{
    RawRequest second;
    second.body = R"({"event":"second"})";
    RawClient client(start());
    client.send(RawRequest{}.bytes() + second.bytes());
    QTRY_VERIFY(client.isClosed());
    const RawAnswer answer = client.answer();
    QCOMPARE(answer.count(), 1);
    QCOMPARE(answer.status(), 202);
    QVERIFY(answer.says("Connection: close"));
    QCOMPARE(m_acceptor->requests.size(), 1);
    QCOMPARE(m_acceptor->requests.constFirst().payload, samplePayload());
}

void IntakeTest::connectionsOneAfterTheOther()
{
    const quint16 port = start({.connections = 2});
    for (int i = 0; i < 20; ++i) {
        RawClient client(port);
        client.send(RawRequest{}.bytes());
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.answer().status(), 202);
    }
    QCOMPARE(m_acceptor->requests.size(), 20);
}

/// The time of the request covers the wait for the acceptor. This thread is busy until the client was told; what it was
/// sent meanwhile is not accepted any more, or the repeated hand-in would make it two.
void IntakeTest::acceptorTooLate()
{
    RawClient client(start({.requestMs = 500}));
    QVERIFY(client.socket().waitForConnected());
    client.send(RawRequest{}.bytes());
    QVERIFY(client.socket().waitForDisconnected());
    QCOMPARE(client.answer().status(), 503);
    QCOMPARE(client.answer().code(), u"took-too-long"_s);
    QCoreApplication::sendPostedEvents();
    QVERIFY(m_acceptor->requests.isEmpty());
}

void IntakeTest::stopInsideTheAcceptor()
{
    m_acceptor->decide = [this](const IntakeRequest &) {
        m_intake->stop();
        return IntakeAnswer::accepted("{}");
    };
    RawClient client(start());
    client.send(RawRequest{}.bytes());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 503);
    QCOMPARE(client.answer().code(), u"stopping"_s);
    QVERIFY(!m_intake->isRunning());
}

/// New settings, say another token, while a request is being taken: it belongs to what is over.
void IntakeTest::startInsideTheAcceptor()
{
    quint16 next = 0;
    m_acceptor->decide = [this, &next](const IntakeRequest &) {
        next = start();
        return IntakeAnswer::accepted("{}");
    };
    RawClient client(start());
    client.send(RawRequest{}.bytes());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 503);

    m_acceptor->decide = [](const IntakeRequest &) { return IntakeAnswer::refused(Error{.code = ErrorCode::NotJson}); };
    RawClient later(next);
    later.send(RawRequest{}.bytes());
    QTRY_VERIFY(later.isClosed());
    QCOMPARE(later.answer().status(), 400);
}

void IntakeTest::startAgain()
{
    const quint16 first = start();
    QVERIFY(first != 0);
    const quint16 second = start();
    QVERIFY(second != 0);
    m_intake->stop();
    m_intake->stop();
    const Result<quint16> third = m_intake->start({.port = second, .token = intakeToken()});
    QVERIFY(third.has_value());
    QCOMPARE(*third, second);
    RawClient client(*third);
    client.send(RawRequest{}.bytes());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 202);
}

void IntakeTest::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const Result<quint16> port = m_intake->start({.port = other.serverPort(), .token = intakeToken()});
    QVERIFY(!port.has_value());
    QCOMPARE(port.error().code, ErrorCode::CannotListen);
    QCOMPARE(port.error().subject, u"127.0.0.1:%1"_s.arg(other.serverPort()));
    QVERIFY(!port.error().detail.isEmpty());
    QVERIFY(!m_intake->isRunning());
}

QTEST_GUILESS_MAIN(IntakeTest)

#include "tst_intake.moc"
