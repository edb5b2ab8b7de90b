// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include "delivery/testtrigger.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// What the panel says was sent is what went over the wire, byte for byte (product section 9).
class TestWireBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void bytesAreThePreparedOnes_data();
    void bytesAreThePreparedOnes();
    void headerValues_data();
    void headerValues();
    void largeBody();
    void nameOfTheHost();
    void recordings_data();
    void recordings();
    void cookiesDoNotTravel();
    void onlyHttp();
};

namespace {

QByteArray expectedBytes(const PreparedRequest &request)
{
    QByteArray bytes = request.method + ' ' + requestTarget(request.url) + " HTTP/1.1\r\n";
    for (const PreparedHeader &header : request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    return bytes + "\r\n" + request.body;
}

/// The header lines that are the webhook's or ours, without those of the transport, which each client writes its own way.
QByteArrayList ownLines(const ReceivedRequest &request)
{
    static const QList<QByteArray> transport{"host",       "connection",      "accept",         "accept-language",
                                             "user-agent", "accept-encoding", "sec-fetch-mode", "content-length"};
    QByteArrayList own;
    const QByteArrayList lines = request.headerLines();
    for (const QByteArray &line : lines)
        if (!transport.contains(line.left(line.indexOf(':')).toLower()))
            own.append(line);
    return own;
}

/// The body with every digit of its time replaced.
QString withoutTime(const QByteArray &body)
{
    static const QRegularExpression time(uR"("\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")"_s);
    return QString::fromUtf8(body).replace(time, u"\"TIME\""_s);
}

} // namespace

void TestWireBytes::bytesAreThePreparedOnes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<int>("use");
    const int fresh = static_cast<int>(ConnectionUse::Fresh);
    const int reuse = static_cast<int>(ConnectionUse::Reuse);
    const Headers many{{u"X-B"_s, u"2"_s},
                       {u"x-a"_s, u"1, 3"_s},
                       {u"AUTHORIZATION"_s, u"Bearer abc"_s},
                       {u"Cookie"_s, u"a=b"_s},
                       {u"If-Modified-Since"_s, u"Mon, 23 Nov 2026 16:33:57 GMT"_s},
                       {u"Range"_s, u"bytes=0-1"_s},
                       {u"Origin"_s, u"https://a.example"_s},
                       {u"Date"_s, u"today"_s}};
    const Headers instead{{u"user-agent"_s, u"mine"_s},
                          {u"ACCEPT"_s, u"text/x"_s},
                          {u"accept-encoding"_s, u"gzip"_s},
                          {u"Accept-Language"_s, u"de"_s}};
    QTest::newRow("plain") << u"/hook"_s << Headers() << fresh;
    QTest::newRow("root") << QString() << Headers() << fresh;
    QTest::newRow("query") << u"/a/b?x=1&y=%20z&empty="_s << Headers() << fresh;
    QTest::newRow("encoded") << u"/%C3%A4%2Fb/ü?q=ö"_s << Headers() << fresh;
    QTest::newRow("dots") << u"/a//b/./c;d=e"_s << Headers() << fresh;
    QTest::newRow("many headers") << u"/hook"_s << many << fresh;
    QTest::newRow("instead of ours") << u"/hook"_s << instead << fresh;
    const Headers emptied{{u"User-Agent"_s, {}}, {u"Accept"_s, {}}, {u"Accept-Encoding"_s, {}}, {u"Accept-Language"_s, {}}};
    QTest::newRow("ours emptied") << u"/hook"_s << emptied << fresh;
    QTest::newRow("shared manager") << u"/hook"_s << many << reuse;
}

void TestWireBytes::bytesAreThePreparedOnes()
{
    QFETCH(QString, path);
    QFETCH(Headers, headers);
    QFETCH(int, use);
    LoopbackReceiver receiver;
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url(path), headers), static_cast<ConnectionUse>(use));
    const PreparedRequest &request = attempt.request;

    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(request.shownUrl, request.url.toString(QUrl::FullyEncoded));
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().raw, expectedBytes(request));
    QCOMPARE(receiver.bytes(0), expectedBytes(request)); // and not a byte more
}

void TestWireBytes::headerValues_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QString() << QByteArray("");
    QTest::newRow("ascii") << u"plain; q=\"1\""_s << QByteArray("plain; q=\"1\"");
    QTest::newRow("latin-1") << u"Grüße"_s << QByteArray("Gr\xfc\xdf\x65");
    QTest::newRow("beyond latin-1") << u"Grüße €"_s << QByteArray("Gr\xc3\xbc\xc3\x9f\x65 \xe2\x82\xac");
    QTest::newRow("inner blanks") << u"a  b"_s << QByteArray("a  b");
    QTest::newRow("longest") << QString(4096, u'v') << QByteArray(4096, 'v');
}

void TestWireBytes::headerValues()
{
    QFETCH(QString, value);
    QFETCH(QByteArray, bytes);
    LoopbackReceiver receiver;
    Wire wire;
    wire.run(requestTo(receiver.url(), {{u"X-Value"_s, value}}));
    QCOMPARE(receiver.requestCount(), 1);
    QVERIFY(receiver.requests().constFirst().headerLines().contains("X-Value: " + bytes));
}

void TestWireBytes::largeBody()
{
    LoopbackReceiver receiver;
    Wire wire;
    QByteArray body;
    for (int i = 0; body.size() < 1024 * 1024; ++i)
        body += QByteArray::number(i) + ',';
    const PreparedRequest request = withBody(requestTo(receiver.url()), body);
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
    QVERIFY(receiver.requests().constFirst().raw == expectedBytes(request));
}

void TestWireBytes::nameOfTheHost()
{
    LoopbackReceiver receiver;
    Wire wire;
    QUrl url = receiver.url();
    url.setHost(u"LocalHost"_s);
    const Attempt attempt = wire.run(requestTo(url));
    if (!knowsLocalhost()) {
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Dns);
        return;
    }
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().header("Host"), "localhost:" + QByteArray::number(receiver.port()));
}

void TestWireBytes::recordings_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Headers>("defaults");
    QTest::addColumn<Headers>("headers");
    const Headers defaults{{u"Authorization"_s, u"Basic REDACTED"_s},
                           {u"X-Lab-Default"_s, u"from-config"_s},
                           {u"X-Lab-Over"_s, u"default-value"_s}};
    const Headers over{{u"X-Lab-Over"_s, u"webhook-value"_s}};
    QTest::newRow("Strapi 4") << u"v4/trigger-test.http"_s << Headers() << Headers();
    QTest::newRow("Strapi 5") << u"v5/trigger-test.http"_s << Headers() << Headers();
    QTest::newRow("Strapi 4, default headers") << u"v4/defaults-override-same-case.http"_s << defaults << over;
    QTest::newRow("Strapi 5, default headers") << u"v5/defaults-override-same-case.http"_s << defaults << over;
    const Headers many{{u"X-B"_s, u"2"_s}, {u"x-a"_s, u"1, 3"_s}, {u"Authorization"_s, u"Bearer REDACTED"_s}};
    QTest::newRow("Strapi 5, many headers") << u"v5/trigger-headers-many.http"_s << Headers() << many;
}

void TestWireBytes::recordings()
{
    QFETCH(QString, file);
    QFETCH(Headers, defaults);
    QFETCH(Headers, headers);
    QFile recording(QStringLiteral(TEST_DATA "/wire/") + file);
    QVERIFY(recording.open(QIODevice::ReadOnly));
    const ReceivedRequest recorded{0, recording.readAll(), true};

    LoopbackReceiver receiver;
    Wire wire;
    TestTrigger trigger(wire.sender, wire.clock, [](const QString &) { return std::optional<QString>(); });
    TestOrder order;
    order.webhook.name = u"Recorded"_s;
    order.webhook.url = receiver.url(u"/ok"_s).toString();
    order.webhook.headers = headers;
    order.event = makeTestEvent(wire.clock.nowUtc());
    trigger.start(order, defaults);
    QCOMPARE(wire.wait(order.delivery).outcome->kind, OutcomeKind::Success);

    QCOMPARE(receiver.requestCount(), 1);
    const ReceivedRequest sent = receiver.requests().constFirst();
    QCOMPARE(sent.requestLine(), recorded.requestLine());
    QCOMPARE(ownLines(sent), ownLines(recorded));
    QCOMPARE(sent.header("X-Strapi-Event"), "trigger-test");
    QCOMPARE(sent.header("Content-Length"), recorded.header("Content-Length"));
    QCOMPARE(sent.body().size(), recorded.body().size());
    QCOMPARE(withoutTime(sent.body()), withoutTime(recorded.body()));
}

/// N9: Qt's cookie jar knows no ports; what one receiver sets would go to its neighbour.
void TestWireBytes::cookiesDoNotTravel()
{
    LoopbackReceiver first;
    LoopbackReceiver second;
    first.answer(Answer::status(200).withHeader("Set-Cookie", "id=1").withHeader("Set-Cookie", "b=2; Path=/"));
    Wire wire;
    const Attempt attempt = wire.run(requestTo(first.url()), ConnectionUse::Reuse);
    wire.run(requestTo(first.url()), ConnectionUse::Reuse);
    wire.run(requestTo(second.url()), ConnectionUse::Reuse);

    QList<QByteArray> shown;
    for (const auto &[name, value] : attempt.response->headers)
        if (name == "Set-Cookie")
            shown.append(value);
    QCOMPARE(shown, QList<QByteArray>({"id=1", "b=2; Path=/"}));
    QCOMPARE(first.requestCount(), 2);
    QCOMPARE(second.requestCount(), 1);
    QVERIFY(first.requests().constLast().header("Cookie").isNull());
    QVERIFY(second.requests().constFirst().header("Cookie").isNull());
}

/// N11: a QNetworkAccessManager reads files, too.
void TestWireBytes::onlyHttp()
{
    Wire wire;
    PreparedRequest request = requestTo(QUrl(u"http://127.0.0.1:9/"_s));
    request.url = QUrl::fromLocalFile(QStringLiteral(TEST_DATA "/wire/v5/trigger-test.http"));
    request.shownUrl = request.url.toString();
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::InvalidRequest);
    QCOMPARE(attempt.outcome->error->rule, std::optional(Rule::UrlWrongScheme));
    QVERIFY(!attempt.response);
    QCOMPARE(wire.updates.size(), 2);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestWireBytes)

#include "tst_wirebytes.moc"
