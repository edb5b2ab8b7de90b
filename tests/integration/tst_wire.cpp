// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include "core/outcome.h"

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// What came of an attempt, by what the receiver does (product section 6), each with exactly one request on the wire.
class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void outcome_data();
    void outcome();
    void interimAnswer();
    void answerInFull();
    void largeAnswers_data();
    void largeAnswers();
    void redirectTarget_data();
    void redirectTarget();
    void redirectShowsNoSecret();
};

void TestWire::outcome_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");

    const auto row = [](const char *name, const Answer &answer, const QString &outcome, int status, int requests = 1) {
        QTest::newRow(name) << answer << outcome << status << requests;
    };
    row("200", Answer::status(200, "fine"), u"success"_s, 200);
    row("201 without body", Answer::status(201), u"success"_s, 201);
    row("204", Answer::status(204), u"success"_s, 204);
    row("400", Answer::status(400, "no"), u"rejected"_s, 400);
    row("401", Answer::status(401, "no"), u"rejected"_s, 401);
    row("401 basic", Answer::status(401, "no").withHeader("WWW-Authenticate", "Basic realm=\"x\""), u"rejected"_s, 401);
    row("401 digest",
        Answer::status(401, "no").withHeader("WWW-Authenticate", "Digest realm=\"x\", nonce=\"abc\", qop=\"auth\""),
        u"rejected"_s, 401);
    row("401 NTLM", Answer::status(401, "no").withHeader("WWW-Authenticate", "NTLM"), u"rejected"_s, 401);
    row("401 negotiate", Answer::status(401, "no").withHeader("WWW-Authenticate", "Negotiate"), u"rejected"_s, 401);
    row("404", Answer::status(404, "no"), u"rejected"_s, 404);
    row("407", Answer::status(407, "no").withHeader("Proxy-Authenticate", "Basic realm=\"x\""), u"rejected"_s, 407);
    row("408", Answer::status(408, "slow"), u"rejected"_s, 408);
    row("410", Answer::status(410, "gone"), u"gone"_s, 410);
    row("422", Answer::status(422, "what"), u"rejected"_s, 422);
    row("425", Answer::status(425, "early"), u"rejected"_s, 425);
    row("429", Answer::status(429, "wait"), u"throttled"_s, 429);
    row("500", Answer::status(500, "oh"), u"receiver-error"_s, 500);
    row("501", Answer::status(501, "oh"), u"receiver-error"_s, 501);
    row("503", Answer::status(503, "oh"), u"receiver-error"_s, 503);
    row("599", Answer::status(599, "oh"), u"receiver-error"_s, 599);
    row("301", Answer::redirect(301, "/elsewhere"), u"redirected"_s, 301);
    row("302", Answer::redirect(302, "/elsewhere"), u"redirected"_s, 302);
    row("303", Answer::redirect(303, "/elsewhere"), u"redirected"_s, 303);
    row("304", Answer::garbage("HTTP/1.1 304 Not Modified\r\n\r\n"), u"redirected"_s, 304);
    row("307", Answer::redirect(307, "/elsewhere"), u"redirected"_s, 307);
    row("308", Answer::redirect(308, "/elsewhere"), u"redirected"_s, 308);
    row("302 without target", Answer::status(302), u"redirected"_s, 302);
    row("close before reply", Answer::closeBeforeReply(), u"dropped"_s, 0);
    row("reset", Answer::reset(), u"dropped"_s, 0);
    row("close at connect", Answer::closeBeforeReply().atConnect(), u"dropped"_s, 0, 0);
    row("reset at connect", Answer::reset().atConnect(), u"dropped"_s, 0, 0);
    row("partial status line", Answer::partialStatusLine(), u"dropped"_s, 0);
    row("partial headers", Answer::partialHeaders(), u"dropped"_s, 0);
    row("HTTP/0.9", Answer::garbage("<html>hello</html>"), u"dropped"_s, 0);
    row("garbage", Answer::garbage(QByteArray(5000, '\xee')), u"dropped"_s, 0);
    row("SSH banner", Answer::sshBanner(), u"dropped"_s, 0, 0);
    row("short body", Answer::shortBody(200, 100, "ab"), u"incomplete"_s, 200);
    row("short body of an error", Answer::shortBody(500, 100, "ab"), u"receiver-error"_s, 500);
    row("cut chunked body", Answer::garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        u"incomplete"_s, 200);
    row("chunked body", Answer::garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        u"success"_s, 200);
    row("200 then close", Answer::status(200, "fine").thenClose(), u"success"_s, 200);
    row("204 then close", Answer::garbage("HTTP/1.1 204 No Content\r\n\r\n"), u"success"_s, 204);
    row("404 then close", Answer::status(404, "no").thenClose(), u"rejected"_s, 404);
    row("empty until close", Answer::garbage("HTTP/1.0 200 OK\r\n\r\n"), u"success"_s, 200);
    row("error until close", Answer::garbage("HTTP/1.0 500 Oh\r\n\r\nhello"), u"receiver-error"_s, 500);
    row("much until close", Answer::garbage("HTTP/1.0 200 OK\r\n\r\n" + QByteArray(1'000'000, 'm')), u"success"_s, 200);
    row("body until close", Answer::garbage("HTTP/1.0 200 OK\r\n\r\nhello"), u"success"_s, 200);
    row("100 first", Answer::garbage("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        u"success"_s, 200);
    row("gzip that nobody asked for", Answer::status(200, "\x1f\x8b not gzip at all").withHeader("Content-Encoding", "gzip"),
        u"success"_s, 200);
    row("huge header", Answer::hugeHeader(64 * 1024), u"success"_s, 200);
}

void TestWire::outcome()
{
    QFETCH(Answer, answer);
    QFETCH(QString, outcome);
    QFETCH(int, status);
    QFETCH(int, requests);
    LoopbackReceiver receiver;
    receiver.answer(answer);
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(outcomeKey(attempt.outcome->kind), outcome);
    QCOMPARE(attempt.outcome->status, status);
    QCOMPARE(attempt.response.has_value(), status != 0);
    QVERIFY(!attempt.tls);
    QCOMPARE(receiver.requestCount(), requests);
    // Nothing is tried again. (Qt connects anew when a connection breaks before it has written anything to it.)
    if (requests > 0)
        QCOMPARE(receiver.connectionCount(), 1);
}

/// An interim answer is no outcome. Qt 6.4.2 stops at it, so that the final one is not seen.
void TestWire::interimAnswer()
{
    LoopbackReceiver receiver;
    receiver.answer(
        Answer::garbage("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    if (attempt.outcome->kind == OutcomeKind::Success)
        qInfo("Qt %s reads on after an interim answer", qVersion());
    else
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Dropped);
    QCOMPARE(receiver.requestCount(), 1);
}

/// The answer is there in full on success as well: what a page shows and a history keeps.
void TestWire::answerInFull()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(201, "{\"id\":1}").withHeader("Content-Type", "application/json").withHeader("X-A", "b"));
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QVERIFY(attempt.response);
    QCOMPARE(attempt.response->status, 201);
    QCOMPARE(attempt.response->reason, "Told So");
    QCOMPARE(attempt.response->body, "{\"id\":1}");
    QCOMPARE(attempt.response->size, 8);
    QVERIFY(!attempt.response->isTruncated());
    const QList<std::pair<QByteArray, QByteArray>> headers{
        {"Content-Length", "8"}, {"Content-Type", "application/json"}, {"X-A", "b"}};
    QCOMPARE(attempt.response->headers, headers);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestWire::largeAnswers_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("truncated");
    QTest::newRow("just kept") << Response::keptBytes << false;
    QTest::newRow("one more") << Response::keptBytes + 1 << true;
    QTest::newRow("5 MB") << qsizetype(5'000'000) << true;
}

void TestWire::largeAnswers()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, truncated);
    QByteArray body;
    for (int i = 0; body.size() < size; ++i)
        body += QByteArray::number(i) + ' ';
    body.truncate(size);
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(200, body));
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(attempt.response->size, size);
    QCOMPARE(attempt.response->isTruncated(), truncated);
    QVERIFY(attempt.response->body == body.left(Response::keptBytes));
    QCOMPARE(receiver.requestCount(), 1);
}

void TestWire::redirectTarget_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("target"); // %1 is the receiver's origin
    QTest::newRow("path") << QByteArray("/elsewhere?a=%20b") << u"%1/elsewhere?a=%20b"_s;
    QTest::newRow("relative") << QByteArray("next") << u"%1/a/next"_s;
    QTest::newRow("other origin") << QByteArray("https://other.example/x") << u"https://other.example/x"_s;
    QTest::newRow("without scheme") << QByteArray("//other.example/x") << u"http://other.example/x"_s;
    QTest::newRow("a file") << QByteArray("file:///etc/passwd") << u"file:///etc/passwd"_s;
    QTest::newRow("nonsense") << QByteArray("http://[nonsense") << u"http://[nonsense"_s;
    QTest::newRow("empty") << QByteArray() << QString();
}

/// N5: Qt's own policy follows, turns the POST into a GET or repeats it, and takes Authorization along.
void TestWire::redirectTarget()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, target);
    for (const int status : {301, 302, 303, 307, 308}) {
        LoopbackReceiver receiver;
        receiver.answerNext(Answer::redirect(status, location));
        Wire wire;
        const Attempt attempt = wire.run(requestTo(receiver.url(u"/a/b"_s)));
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Redirected);
        QCOMPARE(attempt.outcome->status, status);
        if (target.contains(u"%1"))
            QCOMPARE(attempt.outcome->detail, target.arg(receiver.url(QString()).toString()));
        else
            QCOMPARE(attempt.outcome->detail, target);
        QCOMPARE(receiver.requestCount(), 1);
    }
}

/// A receiver that repeats what was called, in whole, in part or spelled in another way, must not bring a filled value
/// into the outcome.
void TestWire::redirectShowsNoSecret()
{
    for (const QByteArray &location : {QByteArray("next"), QByteArray("/s3cret/b/"), QByteArray("/%733CRET?from=s3cret")}) {
        LoopbackReceiver receiver;
        receiver.answer(Answer::redirect(308, location));
        Wire wire;
        PreparedRequest request = requestTo(receiver.url(u"/s3cret/b"_s));
        request.shownUrl = u"${BASE}/b"_s;
        const Attempt attempt = wire.run(request);
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Redirected);
        QCOMPARE(attempt.outcome->detail, QString());
        QCOMPARE(receiver.requestCount(), 1);
    }
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestWire)

#include "tst_wire.moc"
