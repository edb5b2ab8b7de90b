// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preparedrequest.h"
#include "core/version.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

using Variables = QHash<QString, QString>;

Environment environmentOf(const Variables &variables)
{
    return [variables](const QString &name) {
        const auto found = variables.constFind(name);
        return found == variables.cend() ? std::nullopt : std::optional(*found);
    };
}

Event testEvent()
{
    return makeTestEvent(QDateTime(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC));
}

Webhook webhookAt(const QString &url, const Headers &headers = {})
{
    Webhook webhook;
    webhook.name = u"x"_s;
    webhook.url = url;
    webhook.headers = headers;
    return webhook;
}

Result<PreparedRequest> prepared(const Webhook &webhook, const Headers &defaults = {}, const Variables &variables = {})
{
    return prepareRequest(webhook, defaults, testEvent(), environmentOf(variables));
}

QByteArrayList namesOf(const PreparedRequest &request)
{
    QByteArrayList names;
    for (const PreparedHeader &header : request.headers)
        names.append(header.name);
    return names;
}

/// The header of this name (without case); an empty one when there is none or more than one.
PreparedHeader headerOf(const PreparedRequest &request, const QByteArray &name)
{
    QList<PreparedHeader> found;
    for (const PreparedHeader &header : request.headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            found.append(header);
    }
    return found.size() == 1 ? found.first() : PreparedHeader{};
}

const QByteArrayList ours{"Host",          "Connection", "User-Agent", "Accept", "Accept-Encoding", "Accept-Language",
                          "Content-Length"};

} // namespace

/// The one prepared request: every byte and header that leaves, and what of it may be shown.
class TestPreparedRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void plainRequest();
    void agreesWithRecordings_data();
    void agreesWithRecordings();
    void ownHeadersReplaceDefaultsWithoutCase();
    void transportHeadersCanBeReplaced();
    void replacedDefaultIsNotFilled();
    void deliveryMark();
    void emptyValueIsNotNull();
    void encodings();
    void hostAndTarget_data();
    void hostAndTarget();
    void shownWhereFilled_data();
    void shownWhereFilled();
    void filledHeaders();
    void literalIsNoPlaceholder();
    void cannotBeBuilt_data();
    void cannotBeBuilt();
    void eventTypeCannotInjectHeaders();
    void settingsAreTakenOver();
    void textForPeople();
    void secretsAreInNoText();
    void isPure();
};

void TestPreparedRequest::plainRequest()
{
    const auto request = prepared(webhookAt(u"http://127.0.0.1:21400/ok"_s));
    QVERIFY(request);
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->url, QUrl(u"http://127.0.0.1:21400/ok"_s));
    QCOMPARE(request->shownUrl, u"http://127.0.0.1:21400/ok"_s);
    QCOMPARE(request->body, "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}");
    QCOMPARE(namesOf(*request), ours + QByteArrayList({"X-Strapi-Event", "Content-Type"}));
    QCOMPARE(headerOf(*request, "Host").value, "127.0.0.1:21400");
    QCOMPARE(headerOf(*request, "Content-Length").value, "63");
    QCOMPARE(headerOf(*request, "User-Agent").value, "Hookpanel/" HOOKPANEL_VERSION);
    QCOMPARE(headerOf(*request, "Accept-Encoding").value, "identity"); // "exactly the answer" is shown
    QCOMPARE(headerOf(*request, "X-Strapi-Event").value, "trigger-test");
    QCOMPARE(headerOf(*request, "Content-Type").value, "application/json");
    for (const PreparedHeader &header : request->headers) {
        QCOMPARE(header.origin, HeaderOrigin::Fixed);
        QCOMPARE(header.shown, QString::fromLatin1(header.value));
    }
}

void TestPreparedRequest::agreesWithRecordings_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Headers>("defaults");
    QTest::addColumn<Headers>("headers");

    const Headers defaults{{u"Authorization"_s, u"Basic REDACTED"_s},
                           {u"X-Lab-Default"_s, u"from-config"_s},
                           {u"X-Lab-Over"_s, u"config-value"_s}};
    for (const QString &version : {u"v4"_s, u"v5"_s}) {
        QTest::addRow("%s, no headers", qPrintable(version)) << version + u"/trigger-test.http"_s << Headers{} << Headers{};
        QTest::addRow("%s, default headers", qPrintable(version))
            << version + u"/defaults-override-same-case.http"_s << defaults
            << Headers{{u"X-Lab-Over"_s, u"webhook-value"_s}};
    }
}

void TestPreparedRequest::agreesWithRecordings()
{
    QFETCH(QString, file);
    QFETCH(Headers, defaults);
    QFETCH(Headers, headers);

    QFile recording(QStringLiteral(TEST_DATA "/wire/") + file);
    QVERIFY(recording.open(QIODevice::ReadOnly));
    const QByteArray bytes = recording.readAll();
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    const QByteArray body = bytes.mid(headEnd + 4);
    QByteArrayList lines = bytes.first(headEnd).replace("\r\n", "\n").split('\n');
    QCOMPARE(lines.takeFirst(), "POST /ok HTTP/1.1");

    // The recorded time makes the recorded body.
    static const QRegularExpression time(uR"re("createdAt":"([^"]*)")re"_s);
    const QString createdAt = time.match(QString::fromUtf8(body)).captured(1);
    const Event event = makeTestEvent(QDateTime::fromString(createdAt, Qt::ISODateWithMs));
    const auto request
        = prepareRequest(webhookAt(u"http://127.0.0.1:21400/ok"_s, headers), defaults, event, environmentOf({}));
    QVERIFY(request);
    QCOMPARE(request->body, body);
    QCOMPARE(request->method + ' ' + requestTarget(request->url) + " HTTP/1.1", "POST /ok HTTP/1.1");

    // Our headers and the admin's are there, spelled so and in that order; the rest belongs to each HTTP library.
    QByteArrayList expected;
    for (const PreparedHeader &header : request->headers) {
        if (!ours.contains(header.name))
            expected.append(header.name + ": " + header.value);
    }
    QByteArrayList recorded;
    for (const QByteArray &line : lines) {
        if (line.startsWith("X-") || line.startsWith("Authorization:") || line.startsWith("Content-Type:"))
            recorded.append(line);
    }
    QCOMPARE(expected, recorded);
}

void TestPreparedRequest::ownHeadersReplaceDefaultsWithoutCase()
{
    const auto request = prepared(webhookAt(u"http://h/"_s, {{u"x-b"_s, u"own"_s}, {u"X-C"_s, u"3"_s}}),
                                  {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"default"_s}});
    QVERIFY(request);
    QCOMPARE(namesOf(*request).mid(ours.size()), (QByteArrayList{"X-A", "x-b", "X-C", "X-Strapi-Event", "Content-Type"}));
    QCOMPARE(headerOf(*request, "X-A"), (PreparedHeader{"X-A", "1", u"1"_s, HeaderOrigin::Default}));
    QCOMPARE(headerOf(*request, "X-B"), (PreparedHeader{"x-b", "own", u"own"_s, HeaderOrigin::Webhook}));
    QCOMPARE(headerOf(*request, "X-C"), (PreparedHeader{"X-C", "3", u"3"_s, HeaderOrigin::Webhook}));
}

void TestPreparedRequest::transportHeadersCanBeReplaced()
{
    const auto request = prepared(webhookAt(u"http://h/"_s, {{u"user-agent"_s, u"mine"_s}, {u"ACCEPT"_s, u"text/plain"_s}}),
                                  {{u"Accept-Language"_s, u"de"_s}, {u"Accept-Encoding"_s, u"gzip"_s}});
    QVERIFY(request);
    QCOMPARE(namesOf(*request),
             (QByteArrayList{"Host", "Connection", "Content-Length", "Accept-Language", "Accept-Encoding", "user-agent",
                             "ACCEPT", "X-Strapi-Event", "Content-Type"}));
    QCOMPARE(headerOf(*request, "User-Agent").value, "mine");
    QCOMPARE(headerOf(*request, "Accept").value, "text/plain");
    QCOMPARE(headerOf(*request, "Accept-Language").origin, HeaderOrigin::Default);
}

void TestPreparedRequest::replacedDefaultIsNotFilled()
{
    // The default one does not leave, so its variable is not needed.
    const auto request = prepared(webhookAt(u"http://h/"_s, {{u"authorization"_s, u"own"_s}}),
                                  {{u"Authorization"_s, u"Bearer ${UNSET}"_s}});
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "Authorization").value, "own");
}

void TestPreparedRequest::deliveryMark()
{
    const DeliveryId delivery = DeliveryId::create();
    const auto request = prepareRequest(webhookAt(u"http://h/"_s, {{u"X-A"_s, u"1"_s}}), {}, testEvent(), environmentOf({}),
                                        DeliveryMark{delivery, 3});
    QVERIFY(request);
    QCOMPARE(namesOf(*request).mid(ours.size()),
             (QByteArrayList{"X-A", "X-Hookpanel-Delivery", "X-Hookpanel-Attempt", "X-Strapi-Event", "Content-Type"}));
    QCOMPARE(headerOf(*request, "X-Hookpanel-Delivery").value, delivery.toString().toLatin1());
    QCOMPARE(headerOf(*request, "X-Hookpanel-Attempt").value, "3");
}

void TestPreparedRequest::emptyValueIsNotNull()
{
    // QNetworkRequest takes a null value for "no such header".
    const auto request = prepared(webhookAt(u"http://h/"_s, {{u"X-Empty"_s, QString()}}));
    QVERIFY(request);
    const PreparedHeader header = headerOf(*request, "X-Empty");
    QCOMPARE(header.name, "X-Empty");
    QVERIFY(header.value.isEmpty());
    QVERIFY(!header.value.isNull());
}

void TestPreparedRequest::encodings()
{
    const auto request = prepared(
        webhookAt(u"http://h/"_s, {{u"X-L"_s, u"caf\u00e9"_s}, {u"X-U"_s, u"\u20ac\u00e9"_s}, {u"X-V"_s, u"${V}"_s}}), {},
        {{u"V"_s, u"\u00fc\u0142"_s}});
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "X-L").value, "caf\xe9");
    QCOMPARE(headerOf(*request, "X-L").shown, u"caf\u00e9"_s);
    QCOMPARE(headerOf(*request, "X-U").value, "\xe2\x82\xac\xc3\xa9");
    QCOMPARE(headerOf(*request, "X-U").shown, u"\u20ac\u00e9"_s);
    QCOMPARE(headerOf(*request, "X-V").value, "\xc3\xbc\xc5\x82");
}

void TestPreparedRequest::hostAndTarget_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("shown");

    const auto row = [](const char *url, const char *host, const char *target, const char *shown) {
        QTest::addRow("%s", url) << QString::fromUtf8(url) << QByteArray(host) << QByteArray(target)
                                 << QString::fromUtf8(shown);
    };
    row("http://example.com", "example.com", "/", "http://example.com");
    row("http://example.com?x=1", "example.com", "/?x=1", "http://example.com?x=1");
    row("http://example.com/?", "example.com", "/?", "http://example.com/?");
    row("HTTP://EXAMPLE.com:80/Hook", "example.com", "/Hook", "http://example.com:80/Hook");
    row("https://example.com:443/", "example.com", "/", "https://example.com:443/");
    row("https://example.com:80/", "example.com:80", "/", "https://example.com:80/");
    row("http://example.com:443/", "example.com:443", "/", "http://example.com:443/");
    row("http://example.com:9/a/b?c=d&e", "example.com:9", "/a/b?c=d&e", "http://example.com:9/a/b?c=d&e");
    row("http://[::1]/", "[::1]", "/", "http://[::1]/");
    row("http://[2001:DB8::1]:8080/x", "[2001:db8::1]:8080", "/x", "http://[2001:db8::1]:8080/x");
    // RFC 6874 4: the zone means something on this machine only and does not leave it.
    row("http://[fe80::1%25eth0]:8080/x", "[fe80::1]:8080", "/x", "http://[fe80::1%25eth0]:8080/x");
    row("https://b\xc3\xbc"
        "cher.example:8443/\xc3\xa4?q=\xc3\xb6",
        "xn--bcher-kva.example:8443", "/%C3%A4?q=%C3%B6", "https://xn--bcher-kva.example:8443/%C3%A4?q=%C3%B6");
    row("http://example.com/a b?c d", "example.com", "/a%20b?c%20d", "http://example.com/a%20b?c%20d");
    row("http://example.com/a%2Fb%20c?d=%26", "example.com", "/a%2Fb%20c?d=%26", "http://example.com/a%2Fb%20c?d=%26");
    // Dot segments are resolved by QNetworkAccessManager in any case; so they are before anything is shown.
    row("http://example.com/a/../b/./c", "example.com", "/b/c", "http://example.com/b/c");
    row("http://example.com/a/./b/../c", "example.com", "/a/c", "http://example.com/a/c"); // "/a//c" by QUrl's own rule
    row("http://example.com/a/./b/../c//d", "example.com", "/a/c//d", "http://example.com/a/c//d");
    row("http://example.com/a/b/..", "example.com", "/a/", "http://example.com/a/");
    row("http://example.com/../..", "example.com", "/", "http://example.com/");
    row("http://example.com/.well-known/x", "example.com", "/.well-known/x", "http://example.com/.well-known/x");
    row("http://example.com/a//b", "example.com", "/a//b", "http://example.com/a//b");
    row("http://example.com//b", "example.com", "/b", "http://example.com/b");
    row("http://example.com/a/..//b", "example.com", "/b", "http://example.com/b");
    row("http://example.com/%2e%2e/%41?%7e", "example.com", "/A?~", "http://example.com/A?~");
    row("http://example.com/a%zz", "example.com", "/a%25zz", "http://example.com/a%25zz");
}

void TestPreparedRequest::hostAndTarget()
{
    QFETCH(QString, url);

    const auto request = prepared(webhookAt(url));
    QVERIFY(request);
    QTEST(headerOf(*request, "Host").value, "host");
    QCOMPARE(headerOf(*request, "Host").shown, QString::fromLatin1(headerOf(*request, "Host").value));
    QTEST(requestTarget(request->url), "target");
    QTEST(request->shownUrl, "shown");
}

void TestPreparedRequest::shownWhereFilled_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("called");
    QTest::addColumn<QString>("shownUrl");
    QTest::addColumn<QString>("shownHost");
    QTest::addColumn<QString>("requestLine");

    const auto row = [](const char *url, const char *called, const char *shownUrl, const char *host, const char *line) {
        QTest::addRow("%s", url) << QString::fromUtf8(url) << QString::fromUtf8(called) << QString::fromUtf8(shownUrl)
                                 << QString::fromUtf8(host) << QString::fromUtf8(line);
    };
    row("${BASE}/hook", "https://base.example:8443/api/hook", "${BASE}/hook", "${BASE}", "POST ${BASE}/hook HTTP/1.1");
    row("${BASE}", "https://base.example:8443/api", "${BASE}", "${BASE}", "POST ${BASE} HTTP/1.1");
    row("${process.env.BASE}/hook", "https://base.example:8443/api/hook", "${BASE}/hook", "${BASE}",
        "POST ${BASE}/hook HTTP/1.1");
    row("https://${HOST}/", "https://host.example/", "https://${HOST}/", "${HOST}", "POST / HTTP/1.1");
    row("https://${HOST}", "https://host.example", "https://${HOST}", "${HOST}", "POST / HTTP/1.1");
    row("https://${HOST}?x=${TOKEN}", "https://host.example?x=s3cret", "https://${HOST}?x=${TOKEN}", "${HOST}",
        "POST /?x=${TOKEN} HTTP/1.1");
    row("https://api.${HOST}:${PORT}/x", "https://api.host.example:9/x", "https://api.${HOST}:${PORT}/x",
        "api.${HOST}:${PORT}", "POST /x HTTP/1.1");
    row("http://[${V6}]:${PORT}/", "http://[::1]:9/", "http://[${V6}]:${PORT}/", "[${V6}]:${PORT}", "POST / HTTP/1.1");
    row("${SCHEME}://host.example/x", "https://host.example/x", "${SCHEME}://host.example/x", "host.example",
        "POST /x HTTP/1.1");
    // A variable that holds more than its place suggests does not show through.
    row("https://host.example${MORE}/x", "https://host.example/s3cret/x", "https://host.example${MORE}/x", "host.example",
        "POST ${MORE}/x HTTP/1.1");
    row("https://${HOSTPATH}/x", "https://host.example/s3cret/x", "https://${HOSTPATH}/x", "${HOSTPATH}",
        "POST ${HOSTPATH}/x HTTP/1.1");
    row("${URL}://x/y", "https://host.example/s3cret://x/y", "${URL}://x/y", "${URL}", "POST ${URL}://x/y HTTP/1.1");
    // Nothing of the host was filled: it is shown as it leaves.
    row("HTTPS://Host.Example:443/${TOKEN}?a", "https://host.example:443/s3cret?a", "https://host.example:443/${TOKEN}?a",
        "host.example", "POST /${TOKEN}?a HTTP/1.1");
    row("https://b\xc3\xbc"
        "cher.example/${TOKEN}",
        "https://xn--bcher-kva.example/s3cret", "https://xn--bcher-kva.example/${TOKEN}", "xn--bcher-kva.example",
        "POST /${TOKEN} HTTP/1.1");
    // Filled text is percent-encoded where needed.
    row("https://host.example/${ODD}?q=${ODD}", "https://host.example/a%20%C3%A9%22?q=a%20%C3%A9%22",
        "https://host.example/${ODD}?q=${ODD}", "host.example", "POST /${ODD}?q=${ODD} HTTP/1.1");
    // What was typed is shown as it leaves, too.
    row("https://h/${TOKEN}/\xc3\xa4 \"/%41?q=\xc3\xb6 ${ODD}&r=\xc3\xbc",
        "https://h/s3cret/%C3%A4%20%22/A?q=%C3%B6%20a%20%C3%A9%22&r=%C3%BC",
        "https://h/${TOKEN}/%C3%A4%20%22/A?q=%C3%B6%20${ODD}&r=%C3%BC", "h",
        "POST /${TOKEN}/%C3%A4%20%22/A?q=%C3%B6%20${ODD}&r=%C3%BC HTTP/1.1");
    row("${BASE}/\xc3\xa4 b", "https://base.example:8443/api/%C3%A4%20b", "${BASE}/%C3%A4%20b", "${BASE}",
        "POST ${BASE}/%C3%A4%20b HTTP/1.1");
    row("https://\xc3\xbc.${HOST}/\xc3\xa4", "https://xn--tda.host.example/%C3%A4", "https://xn--tda.${HOST}/%C3%A4",
        "xn--tda.${HOST}", "POST /%C3%A4 HTTP/1.1");
    row("https://a${IDN}b.example/x", "https://xn--ab-xka.example/x", "https://${IDN}.example/x", "${IDN}.example",
        "POST /x HTTP/1.1");
    row("https://${HOST}:443/", "https://host.example:443/", "https://${HOST}:443/", "${HOST}", "POST / HTTP/1.1");
    // Dot segments, of both.
    row("https://h/a/../${TOKEN}/./b", "https://h/s3cret/b", "https://h/${TOKEN}/b", "h", "POST /${TOKEN}/b HTTP/1.1");
    row("https://h/${ODD2}/\xc3\xa4/./y/../x?q=\xc3\xa4 b&r=$${TOKEN}",
        "https://h/a%20part/%C3%A4/x?q=%C3%A4%20b&r=$%7BTOKEN%7D", "https://h/${ODD2}/%C3%A4/x?q=%C3%A4%20b&r=$%7BTOKEN%7D",
        "h", "POST /${ODD2}/%C3%A4/x?q=%C3%A4%20b&r=$%7BTOKEN%7D HTTP/1.1");
    row("https://h/${ODD2}/./b", "https://h/a%20part/b", "https://h/${ODD2}/b", "h", "POST /${ODD2}/b HTTP/1.1");
    row("https://h/${ODD2}/x/../b", "https://h/a%20part/b", "https://h/${ODD2}/b", "h", "POST /${ODD2}/b HTTP/1.1");
    row("https://h/${TOKEN}/../b", "https://h/b", "https://h/b", "h", "POST /b HTTP/1.1");
    row("https://h/x/${UP}/${TOKEN}", "https://h/b/s3cret", "https://h/${UP}/${TOKEN}", "h",
        "POST /${UP}/${TOKEN} HTTP/1.1");
    row("${BASE}/../b", "https://base.example:8443/b", "${BASE}/b", "${BASE}", "POST /b HTTP/1.1");
    row("https://h/s3/../${TOKEN}//c", "https://h/s3cret//c", "https://h/${TOKEN}//c", "h", "POST /${TOKEN}//c HTTP/1.1");
    // A literal leaves encoded, and so it is told apart from a variable of the same name.
    row("https://h/$${TOKEN}/${TOKEN}", "https://h/$%7BTOKEN%7D/s3cret", "https://h/$%7BTOKEN%7D/${TOKEN}", "h",
        "POST /$%7BTOKEN%7D/${TOKEN} HTTP/1.1");
    // Of what cannot be told apart, more counts as filled, never less.
    row("https://h/${PERCENT}41/b", "https://h/A/b", "https://h/${PERCENT}/b", "h", "POST /${PERCENT}/b HTTP/1.1");
    row("https://host.example/${PATH2}", "https://host.example/a/b?c=d", "https://host.example/${PATH2}", "host.example",
        "POST /${PATH2} HTTP/1.1");
}

void TestPreparedRequest::shownWhereFilled()
{
    QFETCH(QString, url);
    QFETCH(QString, requestLine);

    const Variables variables{{u"BASE"_s, u"https://base.example:8443/api"_s},
                              {u"HOST"_s, u"Host.Example"_s},
                              {u"PORT"_s, u"9"_s},
                              {u"V6"_s, u"::1"_s},
                              {u"SCHEME"_s, u"https"_s},
                              {u"TOKEN"_s, u"s3cret"_s},
                              {u"MORE"_s, u"/s3cret"_s},
                              {u"URL"_s, u"https://host.example/s3cret"_s},
                              {u"ODD"_s, u"a \u00e9\""_s},
                              {u"PATH2"_s, u"a/b?c=d"_s},
                              {u"HOSTPATH"_s, u"host.example/s3cret"_s},
                              {u"IDN"_s, u"\u00fc"_s},
                              {u"UP"_s, u"../b"_s},
                              {u"ODD2"_s, u"a part"_s},
                              {u"PERCENT"_s, u"%"_s}};
    const auto request = prepared(webhookAt(url), {}, variables);
    QVERIFY(request);
    QTEST(request->url.toString(QUrl::FullyEncoded), "called");
    QTEST(request->shownUrl, "shownUrl");
    QTEST(headerOf(*request, "Host").shown, "shownHost");
    QVERIFY(!headerOf(*request, "Host").value.contains('$'));
    QVERIFY(!headerOf(*request, "Host").shown.contains(u"s3cret"_s));
    QCOMPARE(requestText(*request).section(u'\n', 0, 0), requestLine);
    QVERIFY(!requestText(*request).contains(u"s3cret"_s));
}

void TestPreparedRequest::filledHeaders()
{
    const auto request = prepared(webhookAt(u"http://h/"_s, {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}}),
                                  {{u"X-Key"_s, u"${process.env.TOKEN}"_s}}, {{u"TOKEN"_s, u"s3cret"_s}});
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "Authorization"),
             (PreparedHeader{"Authorization", "Bearer s3cret", u"Bearer ${TOKEN}"_s, HeaderOrigin::Webhook}));
    QCOMPARE(headerOf(*request, "X-Key"), (PreparedHeader{"X-Key", "s3cret", u"${TOKEN}"_s, HeaderOrigin::Default}));
}

void TestPreparedRequest::literalIsNoPlaceholder()
{
    const auto request = prepared(webhookAt(u"http://h/?x=$${A}"_s, {{u"X-A"_s, u"$${A}"_s}}));
    QVERIFY(request);
    QCOMPARE(requestTarget(request->url), "/?x=$%7BA%7D");
    QCOMPARE(request->shownUrl, u"http://h/?x=$%7BA%7D"_s);
    QCOMPARE(headerOf(*request, "X-A").value, "${A}");
    QCOMPARE(headerOf(*request, "X-A").shown, u"${A}"_s);
    QCOMPARE(headerOf(*request, "Host").shown, u"h"_s);
}

void TestPreparedRequest::cannotBeBuilt_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("value");
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<Error>("error");

    const auto row = [](const char *name, const QString &url, const QString &value, const Variables &variables,
                        ErrorCode code, const QString &subject, std::optional<Rule> rule) {
        QTest::newRow(name) << url << value << variables << Error{code, subject, {}, 0, 0, rule};
    };
    const QString fine = u"https://h/"_s;
    const auto none = std::optional<Rule>();
    using enum ErrorCode;
    row("unset in the URL", u"${X}/hook"_s, {}, {}, UnsetVariable, u"X"_s, none);
    row("empty in the URL", u"https://${X}/"_s, {}, {{u"X"_s, u""_s}}, UnsetVariable, u"X"_s, none);
    row("unset in a header", fine, u"Bearer ${X}"_s, {}, UnsetVariable, u"X"_s, none);
    row("empty in a header", fine, u"${process.env.X}"_s, {{u"X"_s, u""_s}}, UnsetVariable, u"X"_s, none);
    row("no placeholder in the URL", u"https://h/${"_s, {}, {}, BadPlaceholder, u"https://h/${"_s, none);
    row("no placeholder in a header", fine, u"${"_s, {}, BadFilledHeader, u"X-A"_s, Rule::BadPlaceholder);

    const auto url = [&](const char *name, const char *typed, const char *filled, Rule rule) {
        row(name, QString::fromUtf8(typed), {}, {{u"X"_s, QString::fromUtf8(filled)}}, BadFilledUrl,
            QString::fromUtf8(typed), rule);
    };
    url("other scheme", "${X}://h/", "file", Rule::UrlWrongScheme);
    url("file", "${X}", "file:///etc/passwd", Rule::UrlWrongScheme);
    url("no scheme", "${X}/hook", "example.com", Rule::UrlNoScheme);
    url("user info", "https://${X}/", "user:pass@h", Rule::UrlUserInfo);
    url("fragment", "https://h/${X}", "a#b", Rule::UrlFragment);
    url("bad port", "https://h:${X}/", "65536", Rule::UrlBadPort);
    url("bad host", "https://${X}/", "a b", Rule::UrlBadHost);
    url("line break", "https://h/${X}", "a\r\nX-Evil: 1", Rule::UrlControlCharacter);
    url("line break at the end", "https://h/${X}", "a\n", Rule::UrlControlCharacter);
    row("too long", u"https://h/${X}"_s, {}, {{u"X"_s, QString(2048, u'x')}}, BadFilledUrl, u"https://h/${X}"_s,
        Rule::UrlTooLong);
    row("not a URL at all", u"nonsense"_s, {}, {}, BadFilledUrl, u"nonsense"_s, Rule::UrlNoScheme);

    row("header with a line break", fine, u"a${X}"_s, {{u"X"_s, u"b\r\nX-Evil: 1"_s}}, BadFilledHeader, u"X-A"_s,
        Rule::HeaderValueControlCharacter);
    row("header with a line break at the end", fine, u"${X}"_s, {{u"X"_s, u"b\n"_s}}, BadFilledHeader, u"X-A"_s,
        Rule::HeaderValueControlCharacter);
    row("header too long", fine, u"x${X}"_s, {{u"X"_s, QString(4096, u'x')}}, BadFilledHeader, u"X-A"_s,
        Rule::HeaderValueTooLong);
}

void TestPreparedRequest::cannotBeBuilt()
{
    QFETCH(QString, url);
    QFETCH(QString, value);
    QFETCH(Variables, variables);
    QFETCH(Error, error);

    const auto own = prepared(webhookAt(url, {{u"X-A"_s, value}}), {}, variables);
    QVERIFY(!own);
    QCOMPARE(own.error().code, error.code);
    QCOMPARE(own.error().subject, error.subject);
    QCOMPARE(own.error().rule, error.rule);
    // A default header is no better.
    const auto byDefault = prepared(webhookAt(url), {{u"X-A"_s, value}}, variables);
    QVERIFY(!byDefault);
    QCOMPARE(byDefault.error(), own.error());
}

void TestPreparedRequest::eventTypeCannotInjectHeaders()
{
    Event event = testEvent();
    for (const QString &type : {u"a\r\nX-Evil: 1"_s, u"a\n"_s, QString(4097, u'x')}) {
        event.type = type;
        const auto request = prepareRequest(webhookAt(u"http://h/"_s), {}, event, environmentOf({}));
        QVERIFY(!request);
        QCOMPARE(request.error().code, ErrorCode::BadFilledHeader);
        QCOMPARE(request.error().subject, u"X-Strapi-Event"_s);
    }
    event.type = u"commande.pay\u00e9e"_s;
    const auto request = prepareRequest(webhookAt(u"http://h/"_s), {}, event, environmentOf({}));
    QVERIFY(request);
    QCOMPARE(headerOf(*request, "X-Strapi-Event").value,
             "commande.pay\xe9"
             "e");
    QCOMPARE(headerOf(*request, "X-Strapi-Event").shown, event.type);
}

void TestPreparedRequest::settingsAreTakenOver()
{
    Webhook webhook = webhookAt(u"  http://h/  "_s);
    webhook.enabled = false; // its Trigger button still works
    webhook.timeoutSeconds = 42;
    QCOMPARE(prepared(webhook)->timeoutSeconds, 42);
    QCOMPARE(prepared(webhook)->url, QUrl(u"http://h/"_s));
    webhook.timeoutSeconds = 0;
    QCOMPARE(prepared(webhook)->timeoutSeconds, 1);
    webhook.timeoutSeconds = 1000;
    QCOMPARE(prepared(webhook)->timeoutSeconds, 120);
}

void TestPreparedRequest::textForPeople()
{
    const auto request = prepared(webhookAt(u"http://h:81/a?b"_s, {{u"X-A"_s, u"1"_s}}));
    QVERIFY(request);
    QCOMPARE(requestText(*request),
             u"POST /a?b HTTP/1.1\nHost: h:81\nConnection: keep-alive\nUser-Agent: Hookpanel/" HOOKPANEL_VERSION
             "\nAccept: */*\nAccept-Encoding: identity\nAccept-Language: *\nContent-Length: 63\nX-A: 1\n"
             "X-Strapi-Event: trigger-test\nContent-Type: application/json\n\n"
             "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}"_s);
}

void TestPreparedRequest::secretsAreInNoText()
{
    const Variables variables{{u"A"_s, u"s3cret"_s}, {u"BASE"_s, u"https://s3cret.example"_s}};
    const auto request
        = prepared(webhookAt(u"${BASE}/${A}"_s, {{u"X-A"_s, u"Bearer ${A}"_s}}), {{u"X-B"_s, u"${A}"_s}}, variables);
    QVERIFY(request);
    QVERIFY(!requestText(*request).contains(u"s3cret"_s));
    QVERIFY(!request->shownUrl.contains(u"s3cret"_s));
    // An error must not tell it either.
    const auto bad = prepared(webhookAt(u"ftp://h/${A}"_s), {}, variables);
    QVERIFY(!bad);
    QVERIFY(!bad.error().subject.contains(u"s3cret"_s) && !bad.error().detail.contains(u"s3cret"_s));
}

void TestPreparedRequest::isPure()
{
    const Webhook webhook = webhookAt(u"http://h/${A}"_s, {{u"X-A"_s, u"${A}"_s}});
    const auto first = prepared(webhook, {}, {{u"A"_s, u"1"_s}});
    QVERIFY(first);
    QCOMPARE(prepared(webhook, {}, {{u"A"_s, u"1"_s}}), first);
}

QTEST_GUILESS_MAIN(TestPreparedRequest)
#include "tst_preparedrequest.moc"
