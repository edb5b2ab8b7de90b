// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/loopbackreceiver.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// What QNetworkAccessManager does when it is left to itself: the reasons for what src/delivery switches off. Measured
/// with Qt 6.4.2. A newer Qt that behaves better is noticed by a message and breaks nothing; then a precaution may go.
class TestQtNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repeatsAPostThatWasDropped_data();
    void repeatsAPostThatWasDropped();
    void transferTimeoutIsOfInactivity();
    void abortLooksLikeATimeout();
    void followsRedirects_data();
    void followsRedirects();
    void tlsSettingsStickToTheConnection();
    void letsLineBreaksIntoHeaders();
    void carriesCookiesToANeighbour();
    void repeatsAPostForCredentials();
    void readsFiles();
    void addsHeaders();
    void joinsRepeatedHeaders();
    void tellsNothingOnSuccess();
    void speaksHttp2();
    void saysSentAfterTheFirstPiece();
    void urlsAndPlaceholders();
};

namespace {

/// Says that this Qt does not do any more what the name of the test says.
void notice(bool asMeasured, const char *what)
{
    if (!asMeasured)
        qInfo("Qt %s behaves otherwise than 6.4.2: %s", qVersion(), what);
}

QNetworkRequest jsonTo(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // which our receiver offers and does not speak
    return request;
}

std::unique_ptr<QNetworkReply> finished(QNetworkReply *reply)
{
    QSignalSpy spy(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !spy.wait(20'000))
        qFatal("A reply does not finish");
    return std::unique_ptr<QNetworkReply>(reply);
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

void TestQtNetwork::repeatsAPostThatWasDropped_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("close before reply") << Answer::closeBeforeReply();
    QTest::newRow("reset") << Answer::reset();
    QTest::newRow("partial status line") << Answer::partialStatusLine();
}

/// N1. Why the body goes out of a OneShotBody.
void TestQtNetwork::repeatsAPostThatWasDropped()
{
    QFETCH(Answer, answer);
    LoopbackReceiver receiver;
    receiver.answer(answer);
    QNetworkAccessManager manager;
    const auto reply = finished(manager.post(jsonTo(receiver.url()), QByteArray("{}")));
    QVERIFY(reply->error() != QNetworkReply::NoError);
    QVERIFY(receiver.requestCount() >= 1);
    notice(receiver.requestCount() > 1, "a dropped POST is not repeated (N1)");
}

/// N2. Why an attempt has a deadline of its own: the body takes far longer than the limit.
void TestQtNetwork::transferTimeoutIsOfInactivity()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::trickle(200, 12, 100));
    QNetworkAccessManager manager;
    QNetworkRequest request = jsonTo(receiver.url());
    request.setTransferTimeout(600);
    const auto reply = finished(manager.post(request, QByteArray("{}")));
    QCOMPARE(receiver.requestCount(), 1);
    notice(reply->error() == QNetworkReply::NoError, "a transfer timeout ends a body that trickles (N2)");
}

/// N3. Why the reason is stored before abort() is called.
void TestQtNetwork::abortLooksLikeATimeout()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::hang());
    QNetworkAccessManager manager;
    QNetworkRequest request = jsonTo(receiver.url());
    const std::unique_ptr<QNetworkReply> aborted(manager.post(request, QByteArray("{}")));
    QTRY_COMPARE(receiver.requestCount(), 1);
    QSignalSpy spy(aborted.get(), &QNetworkReply::finished);
    aborted->abort();
    notice(spy.size() == 1, "abort() does not emit finished() before it returns (N3)");

    request.setTransferTimeout(100);
    const auto timedOut = finished(manager.post(request, QByteArray("{}")));
    notice(timedOut->error() == aborted->error(), "a timeout and abort() are told apart (N3)");
}

void TestQtNetwork::followsRedirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("then");
    QTest::newRow("302") << 302 << QByteArray("GET /elsewhere HTTP/1.1");
    QTest::newRow("308") << 308 << QByteArray("POST /elsewhere HTTP/1.1");
}

/// N5. Why the redirect policy is manual: credentials go along to another origin.
void TestQtNetwork::followsRedirects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, then);
    LoopbackReceiver first;
    LoopbackReceiver other;
    first.answer(Answer::redirect(status, other.url(u"/elsewhere"_s).toEncoded()));
    QNetworkAccessManager manager;
    QNetworkRequest request = jsonTo(first.url());
    request.setRawHeader("Authorization", "Bearer secret");
    const auto reply = finished(manager.post(request, QByteArray("{}")));
    QVERIFY(first.requestCount() >= 1);
    const QList<ReceivedRequest> arrived = other.requests();
    notice(arrived.size() == 1, "redirects are not followed by default (N5)");
    if (!arrived.isEmpty()) {
        notice(arrived.first().requestLine() == then, "a redirected POST keeps or loses its method (N5)");
        notice(arrived.first().header("Authorization") == "Bearer secret", "Authorization stays at its origin (N5)");
    }
}

/// N6. Why there is one manager per transport profile.
void TestQtNetwork::tlsSettingsStickToTheConnection()
{
    LoopbackReceiver receiver(Security::SelfSigned);
    QNetworkAccessManager manager;
    QNetworkRequest request = jsonTo(receiver.url());
    QSslConfiguration lax = QSslConfiguration::defaultConfiguration();
    lax.setPeerVerifyMode(QSslSocket::VerifyNone);
    request.setSslConfiguration(lax);
    QCOMPARE(statusOf(*finished(manager.post(request, QByteArray("{}")))), 200);
    request.setSslConfiguration(QSslConfiguration::defaultConfiguration());
    const auto strict = finished(manager.post(request, QByteArray("{}")));
    notice(statusOf(*strict) == 200, "a strict request does not use a connection made without verification (N6)");
    QCOMPARE(receiver.requestCount(), statusOf(*strict) == 200 ? 2 : 1);
}

/// N8. Why names and values are checked in core.
void TestQtNetwork::letsLineBreaksIntoHeaders()
{
    LoopbackReceiver receiver;
    QNetworkAccessManager manager;
    QNetworkRequest request = jsonTo(receiver.url());
    request.setRawHeader("X-A", "1\r\nX-Injected: yes");
    const auto reply = finished(manager.post(request, QByteArray("{}")));
    const QList<ReceivedRequest> arrived = receiver.requests();
    notice(arrived.size() == 1 && arrived.first().header("X-Injected") == "yes", "a line break in a value is refused (N8)");
}

/// N9. Why cookies are neither kept nor sent.
void TestQtNetwork::carriesCookiesToANeighbour()
{
    LoopbackReceiver first;
    LoopbackReceiver neighbour;
    first.answer(Answer::status(200).withHeader("Set-Cookie", "id=1"));
    QNetworkAccessManager manager;
    QCOMPARE(statusOf(*finished(manager.post(jsonTo(first.url()), QByteArray("{}")))), 200);
    QCOMPARE(statusOf(*finished(manager.post(jsonTo(neighbour.url()), QByteArray("{}")))), 200);
    QCOMPARE(neighbour.requestCount(), 1);
    notice(neighbour.requests().constFirst().header("Cookie") == "id=1", "cookies stay at their port (N9)");
}

/// N10. Why user info in a URL is refused.
void TestQtNetwork::repeatsAPostForCredentials()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(401).withHeader("WWW-Authenticate", "Basic realm=\"x\""));
    QNetworkAccessManager manager;
    QUrl url = receiver.url();
    url.setUserInfo(u"user:password"_s);
    const auto reply = finished(manager.post(jsonTo(url), QByteArray("{}")));
    QCOMPARE(statusOf(*reply), 401);
    notice(receiver.requestCount() > 1, "a POST with credentials in its URL is one request (N10)");
}

/// N11. Why the sender checks the scheme again.
void TestQtNetwork::readsFiles()
{
    const QString path = QStringLiteral(TEST_DATA "/wire/v5/trigger-test.http");
    QNetworkAccessManager manager;
    const auto reply = finished(manager.get(QNetworkRequest(QUrl::fromLocalFile(path))));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    notice(reply->readAll() == file.readAll(), "files are not read (N11)");
}

/// N12. Why every header is set by us.
void TestQtNetwork::addsHeaders()
{
    LoopbackReceiver receiver;
    QNetworkAccessManager manager;
    QNetworkRequest request(receiver.url());
    request.setRawHeader("X-CaSe", "kept");
    const auto reply = finished(manager.post(request, QByteArray("{}")));
    QCOMPARE(receiver.requestCount(), 1);
    const ReceivedRequest arrived = receiver.requests().constFirst();
    QVERIFY(arrived.headerLines().contains("X-CaSe: kept"));
    for (const char *name : {"Connection", "Accept-Encoding", "Accept-Language", "User-Agent", "Content-Type"})
        notice(!arrived.header(name).isNull(), name);
}

/// N13. Why an answer is judged by its status, and what the headers of an answer look like.
void TestQtNetwork::joinsRepeatedHeaders()
{
    QNetworkAccessManager manager;
    for (const int status : {408, 422, 425, 429}) {
        LoopbackReceiver receiver;
        receiver.answer(Answer::status(status, "body").withHeader("X-A", "1").withHeader("X-A", "2"));
        const auto reply = finished(manager.post(jsonTo(receiver.url()), QByteArray("{}")));
        QCOMPARE(statusOf(*reply), status);
        QCOMPARE(reply->readAll(), "body");
        notice(reply->error() == QNetworkReply::UnknownContentError, "4xx have errors of their own (N13)");
        notice(reply->rawHeader("X-A") == "1, 2", "repeated headers are not joined (N13)");
        QCOMPARE(receiver.requestCount(), 1);
    }
}

/// N14. Why errorString() is never shown.
void TestQtNetwork::tellsNothingOnSuccess()
{
    LoopbackReceiver receiver;
    QNetworkAccessManager manager;
    const auto reply = finished(manager.post(jsonTo(receiver.url()), QByteArray("{}")));
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    notice(reply->errorString() == u"Unknown error", "a success has another error text (N14)");
    QCOMPARE(receiver.requestCount(), 1);
}

/// N17. Why HTTP/2 is switched off.
void TestQtNetwork::speaksHttp2()
{
    LoopbackReceiver receiver(Security::SelfSigned);
    QNetworkAccessManager manager;
    QNetworkRequest request(receiver.url()); // as it is made, without our attribute
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QSslConfiguration lax = QSslConfiguration::defaultConfiguration();
    lax.setPeerVerifyMode(QSslSocket::VerifyNone);
    request.setSslConfiguration(lax);
    const std::unique_ptr<QNetworkReply> reply(manager.post(request, QByteArray("{}")));
    QTRY_VERIFY(!receiver.bytes(0).isEmpty());
    notice(receiver.bytes(0).startsWith("PRI * HTTP/2.0"), "HTTP/2 is not the default (N17)");
    reply->abort();
}

/// Found beside N4: requestSent() is no sign that the request was sent, only that it was begun.
void TestQtNetwork::saysSentAfterTheFirstPiece()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::readNothing());
    QNetworkAccessManager manager;
    const std::unique_ptr<QNetworkReply> reply(manager.post(jsonTo(receiver.url()), QByteArray(32 * 1024 * 1024, 'b')));
    QSignalSpy sent(reply.get(), &QNetworkReply::requestSent);
    QSignalSpy progress(reply.get(), &QNetworkReply::uploadProgress);
    QTRY_VERIFY(!progress.isEmpty());
    notice(sent.wait(1'000) || !sent.isEmpty(), "requestSent() waits for the whole body");
    reply->abort();
}

/// N23. Why placeholders are filled in text, before QUrl.
void TestQtNetwork::urlsAndPlaceholders()
{
    notice(!QUrl(u"https://${HOST}/"_s).isValid(), "QUrl takes a placeholder for a host (N23)");
    notice(QUrl(u"https://a.example/${X}"_s).toEncoded().contains("$%7BX%7D"), "QUrl leaves braces in a path (N23)");
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestQtNetwork)

#include "tst_qtnetwork.moc"
