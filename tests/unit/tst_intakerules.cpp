// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/errorjson.h"
#include "intake/intakeanswer.h"
#include "intake/intakerules.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QByteArray token()
{
    return "the-token";
}

/// A good request, with these headers in place of its own; an empty value takes one out.
HttpHead head(const HttpFields &changes = {}, const QByteArray &target = "/events", const QByteArray &method = "POST")
{
    HttpHead result{.method = method,
                    .target = target,
                    .fields = {{"Host", "127.0.0.1:8790"},
                               {"Authorization", "Bearer " + token()},
                               {"Content-Type", "application/json"},
                               {"Content-Length", "2"}},
                    .bytes = 200};
    for (const HttpField &change : changes) {
        result.fields.removeIf([&change](const HttpField &field) { return field.name == change.name; });
        if (!change.value.isEmpty())
            result.fields.append(change);
    }
    return result;
}

} // namespace

/// What the intake refuses before a body is read, and what it says then.
class IntakeRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passes_data();
    void passes();
    void refuses_data();
    void refuses();
    void hostOfTheAddressTold_data();
    void hostOfTheAddressTold();
    void repeated_data();
    void repeated();
    void headerBytes();
    void noTokenSet();
    void faults_data();
    void faults();
    void errors_data();
    void errors();
};

void IntakeRulesTest::passes_data()
{
    QTest::addColumn<HttpHead>("request");
    const auto row = [](const char *name, const HttpHead &request) { QTest::newRow(name) << request; };
    row("plain", head());
    row("query", head({}, "/events?from=cms"));
    row("absolute form", head({}, "http://localhost:8790/events"));
    row("absolute form, scheme in capitals", head({}, "HTTP://127.0.0.1/events?x"));
    row("localhost", head({{"Host", "localhost"}}));
    row("localhost with a port", head({{"Host", "LOCALHOST:80"}}));
    row("below localhost", head({{"Host", "intake.localhost"}}));
    row("another loopback address", head({{"Host", "127.1.2.3:1"}}));
    row("IPv6", head({{"Host", "[::1]:8790"}}));
    row("own origin", head({{"Origin", "http://127.0.0.1:8790"}}));
    row("scheme in other letters", head({{"Authorization", "bearer " + token()}}));
    row("charset", head({{"Content-Type", "Application/JSON; charset=UTF-8"}}));
    row("charset in quotes", head({{"Content-Type", "application/json;charset=\"utf-8\""}}));
    row("empty body", head({{"Content-Length", "0"}}));
    row("largest body", head({{"Content-Length", "1048576"}}));
    row("identity", head({{"Content-Encoding", "identity"}}));
    row("key", head({{"Idempotency-Key", "a key, 1"}}));
    row("longest key", head({{"Idempotency-Key", QByteArray(255, 'k')}}));
    row("what may come twice", head({{"Accept", "a"}, {"accept", "b"}}));
}

void IntakeRulesTest::passes()
{
    QFETCH(HttpHead, request);
    const std::optional<IntakeRefusal> refusal = refusalOf(request, {.token = token()});
    QVERIFY2(!refusal, qPrintable(refusal ? QString::fromUtf8(IntakeAnswer::refused(*refusal).json) : QString()));
}

void IntakeRulesTest::refuses_data()
{
    QTest::addColumn<HttpHead>("request");
    QTest::addColumn<IntakeRefusal>("expected");
    const auto row = [](const char *name, const HttpHead &request, IntakeFault fault, const QString &subject = {}) {
        QTest::newRow(name) << request << IntakeRefusal{fault, subject};
    };
    row("no host", head({{"Host", {}}}), IntakeFault::NoHost);
    row("foreign host", head({{"Host", "evil.example"}}), IntakeFault::ForeignHost, u"evil.example"_s);
    row("begins like localhost", head({{"Host", "localhost.evil.example"}}), IntakeFault::ForeignHost,
        u"localhost.evil.example"_s);
    row("begins like 127", head({{"Host", "127.0.0.1.evil.example"}}), IntakeFault::ForeignHost,
        u"127.0.0.1.evil.example"_s);
    row("private address", head({{"Host", "192.168.0.1"}}), IntakeFault::ForeignHost, u"192.168.0.1"_s);
    row("user info", head({{"Host", "localhost@evil.example"}}), IntakeFault::ForeignHost, u"localhost@evil.example"_s);
    row("user info that looks foreign", head({{"Host", "evil.example@localhost"}}), IntakeFault::ForeignHost,
        u"evil.example@localhost"_s);
    row("host with a path", head({{"Host", "localhost/x"}}), IntakeFault::ForeignHost, u"localhost/x"_s);
    row("port that is none", head({{"Host", "localhost:x"}}), IntakeFault::ForeignHost, u"localhost:x"_s);
    row("only a port", head({{"Host", ":80"}}), IntakeFault::ForeignHost, u":80"_s);
    row("absolute form, elsewhere", head({}, "http://evil.example/events"), IntakeFault::ForeignHost, u"evil.example"_s);
    row("absolute form here, host elsewhere", head({{"Host", "evil.example"}}, "http://localhost/events"),
        IntakeFault::ForeignHost, u"evil.example"_s);

    row("foreign origin", head({{"Origin", "http://evil.example"}}), IntakeFault::ForeignOrigin, u"http://evil.example"_s);
    row("origin null", head({{"Origin", "null"}}), IntakeFault::ForeignOrigin, u"null"_s);
    row("another port", head({{"Origin", "http://127.0.0.1:3000"}}), IntakeFault::ForeignOrigin, u"http://127.0.0.1:3000"_s);
    row("another scheme", head({{"Origin", "https://127.0.0.1:8790"}}), IntakeFault::ForeignOrigin,
        u"https://127.0.0.1:8790"_s);

    row("other path", head({}, "/"), IntakeFault::WrongPath, u"/"_s);
    row("path behind", head({}, "/events/"), IntakeFault::WrongPath, u"/events/"_s);
    row("path in other letters", head({}, "/Events"), IntakeFault::WrongPath, u"/Events"_s);
    row("escaped path", head({}, "/%65vents"), IntakeFault::WrongPath, u"/%65vents"_s);
    row("absolute form without a path", head({}, "http://localhost"), IntakeFault::WrongPath, u"/"_s);
    row("https in the request line", head({}, "https://localhost/events"), IntakeFault::WrongPath,
        u"https://localhost/events"_s);
    row("long path", head({}, '/' + QByteArray(5000, 'x')), IntakeFault::WrongPath, u'/' + QString(199, u'x'));
    row("method", head({}, "/events", "GET"), IntakeFault::WrongMethod, u"GET"_s);
    row("method in other letters", head({}, "/events", "post"), IntakeFault::WrongMethod, u"post"_s);

    row("no token", head({{"Authorization", {}}}), IntakeFault::NoToken);
    row("another scheme of authorization", head({{"Authorization", "Basic dGVzdA=="}}), IntakeFault::NoToken);
    row("the token alone", head({{"Authorization", token()}}), IntakeFault::NoToken);
    row("no token behind the scheme", head({{"Authorization", "Bearer  "}}), IntakeFault::WrongToken);
    row("wrong token", head({{"Authorization", "Bearer guess"}}), IntakeFault::WrongToken);
    row("beginning of the token", head({{"Authorization", "Bearer " + token().chopped(1)}}), IntakeFault::WrongToken);
    row("more than the token", head({{"Authorization", "Bearer " + token() + '1'}}), IntakeFault::WrongToken);
    row("token in other letters", head({{"Authorization", "Bearer " + token().toUpper()}}), IntakeFault::WrongToken);
    row("nothing of the body is said without the token",
        head({{"Authorization", {}}, {"Content-Type", "text/plain"}, {"Content-Length", "99999999"}}), IntakeFault::NoToken);

    row("no content type", head({{"Content-Type", {}}}), IntakeFault::WrongContentType);
    row("form", head({{"Content-Type", "application/x-www-form-urlencoded"}}), IntakeFault::WrongContentType);
    row("longer than JSON", head({{"Content-Type", "application/json5"}}), IntakeFault::WrongContentType);
    row("Latin-1", head({{"Content-Type", "application/json; charset=iso-8859-1"}}), IntakeFault::WrongContentType);
    row("compressed", head({{"Content-Encoding", "gzip"}}), IntakeFault::WrongContentType);
    row("no length", head({{"Content-Length", {}}}), IntakeFault::NoLength);
    row("chunked", head({{"Content-Length", {}}, {"Transfer-Encoding", "chunked"}}), IntakeFault::NoLength);
    row("length and chunked", head({{"Transfer-Encoding", "chunked"}}), IntakeFault::TwoLengths);
    row("no number", head({{"Content-Length", "two"}}), IntakeFault::NoLength);
    row("one byte too many", head({{"Content-Length", "1048577"}}), IntakeFault::BodyTooLarge, u"1048577"_s);
    row("nearly 64 bits", head({{"Content-Length", "18446744073709551615"}}), IntakeFault::BodyTooLarge,
        u"1048577"_s); // "more than 1 MiB"
    row("name with a blank", head({{"Host ", "localhost"}}), IntakeFault::BadHeaderName, u"Host "_s);
    row("name with a control", head({{"X\x01", "1"}}), IntakeFault::BadHeaderName, u"X\u0001"_s);
    row("key too long", head({{"Idempotency-Key", QByteArray(256, 'k')}}), IntakeFault::BadIdempotencyKey);
    row("key with a control", head({{"Idempotency-Key", "a\tb"}}), IntakeFault::BadIdempotencyKey);
    row("key beyond ASCII", head({{"Idempotency-Key", "schl\u00fcssel"}}), IntakeFault::BadIdempotencyKey);
}

void IntakeRulesTest::refuses()
{
    QFETCH(HttpHead, request);
    QFETCH(IntakeRefusal, expected);
    const std::optional<IntakeRefusal> refusal = refusalOf(request, {.token = token()});
    QVERIFY(refusal.has_value());
    QCOMPARE(refusal->subject, expected.subject);
    QCOMPARE(int(refusal->fault), int(expected.fault));
}

void IntakeRulesTest::hostOfTheAddressTold_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("passes");
    QTest::newRow("loopback") << u"192.168.0.1"_s << QByteArray("localhost") << true;
    QTest::newRow("itself") << u"192.168.0.1"_s << QByteArray("192.168.0.1:8790") << true;
    QTest::newRow("another") << u"192.168.0.1"_s << QByteArray("192.168.0.2") << false;
    QTest::newRow("a name") << u"192.168.0.1"_s << QByteArray("evil.example") << false;
    QTest::newRow("everywhere") << u"0.0.0.0"_s << QByteArray("192.168.0.2") << true;
    QTest::newRow("everywhere, a name") << u"0.0.0.0"_s << QByteArray("evil.example") << false;
    QTest::newRow("everywhere, IPv6") << u"::"_s << QByteArray("[fe80::1]") << true;
}

/// On another address than the loopback one, its own name is one more that is known. Other names are not: a page can have
/// them point here.
void IntakeRulesTest::hostOfTheAddressTold()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, host);
    QFETCH(bool, passes);
    QCOMPARE(!refusalOf(head({{"Host", host}}), {.address = QHostAddress(address), .token = token()}), passes);
}

void IntakeRulesTest::repeated_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const char *value, IntakeFault fault = IntakeFault::RepeatedHeader) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(value) << int(fault);
    };
    row("Host", "127.0.0.1:8790");
    row("Authorization", "Bearer the-token");
    row("Content-Type", "application/json");
    row("Content-Length", "2", IntakeFault::TwoLengths);
    row("Origin", "http://127.0.0.1:8790");
    row("Idempotency-Key", "k");
    row("Transfer-Encoding", "chunked");
}

/// The same value again is no better: the next program may take the other one.
void IntakeRulesTest::repeated()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, fault);
    HttpHead request = head({{name, value}});
    request.fields.append({name.toLower(), value});
    const std::optional<IntakeRefusal> refusal = refusalOf(request, {.token = token()});
    QVERIFY(refusal.has_value());
    QCOMPARE(int(refusal->fault), fault);
    QCOMPARE(refusal->subject, QString::fromLatin1(name));
}

void IntakeRulesTest::headerBytes()
{
    HttpHead request = head();
    request.bytes = 16 * 1024;
    QVERIFY(!refusalOf(request, {.token = token()}));
    ++request.bytes;
    const std::optional<IntakeRefusal> refusal = refusalOf(request, {.token = token()});
    QVERIFY(refusal.has_value());
    QCOMPARE(*refusal, (IntakeRefusal{IntakeFault::HeadersTooLarge, u"16385"_s}));
}

/// An intake that was given no token takes nothing, the empty one included.
void IntakeRulesTest::noTokenSet()
{
    const std::optional<IntakeRefusal> refusal = refusalOf(head({{"Authorization", "Bearer "}}), {});
    QVERIFY(refusal.has_value());
    QCOMPARE(int(refusal->fault), int(IntakeFault::WrongToken));
}

void IntakeRulesTest::faults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](IntakeFault fault, int status, const char *code) {
        QTest::newRow(code) << int(fault) << status << QString::fromLatin1(code);
    };
    row(IntakeFault::TwoLengths, 400, "two-lengths");
    row(IntakeFault::BadHeaderName, 400, "bad-header-name");
    row(IntakeFault::RepeatedHeader, 400, "repeated-header");
    row(IntakeFault::BadIdempotencyKey, 400, "bad-idempotency-key");
    row(IntakeFault::NoHost, 403, "no-host");
    row(IntakeFault::ForeignHost, 403, "foreign-host");
    row(IntakeFault::ForeignOrigin, 403, "foreign-origin");
    row(IntakeFault::WrongPath, 404, "wrong-path");
    row(IntakeFault::WrongMethod, 405, "wrong-method");
    row(IntakeFault::NoToken, 401, "no-token");
    row(IntakeFault::WrongToken, 401, "wrong-token");
    row(IntakeFault::WrongContentType, 415, "wrong-content-type");
    row(IntakeFault::NoLength, 411, "no-length");
    row(IntakeFault::HeadersTooLarge, 431, "headers-too-large");
    row(IntakeFault::BodyTooLarge, 413, "too-large");
    row(IntakeFault::IdempotencyKeyReused, 422, "idempotency-key-reused");
    row(IntakeFault::NoRoom, 503, "no-room");
    row(IntakeFault::Stopping, 503, "stopping");
    row(IntakeFault::TookTooLong, 503, "took-too-long");
}

/// Each fault has its status, its name and a sentence that ends.
void IntakeRulesTest::faults()
{
    QFETCH(int, fault);
    QFETCH(int, status);
    QFETCH(QString, code);
    const IntakeAnswer answer = IntakeAnswer::refused({IntakeFault(fault), u"subject"_s});
    QCOMPARE(answer.status, status);
    const QJsonObject error = QJsonDocument::fromJson(answer.json).object().value(u"error").toObject();
    QCOMPARE(error.keys(), QStringList({u"code"_s, u"column"_s, u"field"_s, u"line"_s, u"message"_s}));
    QCOMPARE(error.value(u"code").toString(), code);
    QVERIFY(error.value(u"message").toString().endsWith(u'.'));
    QVERIFY(!error.value(u"message").toString().contains(u"%1"));
}

void IntakeRulesTest::errors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field");
    const auto row = [](ErrorCode code, int status, const QString &field = {}) {
        QTest::newRow(qPrintable(errorKey(code))) << int(code) << status << field;
    };
    row(ErrorCode::NotJson, 400);
    row(ErrorCode::NotAnObject, 400);
    row(ErrorCode::NotUtf8, 400);
    row(ErrorCode::TooDeep, 400);
    row(ErrorCode::DuplicateKey, 400, u"subject"_s);
    row(ErrorCode::MissingMember, 400, u"subject"_s);
    row(ErrorCode::TooLarge, 413);
    row(ErrorCode::WrongEvent, 422, u"event"_s);
    row(ErrorCode::UserContentType, 422, u"model"_s);
    row(ErrorCode::CannotWrite, 503);
    row(ErrorCode::CannotRead, 503);
    row(ErrorCode::Damaged, 500);
    row(ErrorCode::NewerVersion, 500);
}

void IntakeRulesTest::errors()
{
    QFETCH(int, code);
    QFETCH(int, status);
    QFETCH(QString, field);
    const Error error{.code = ErrorCode(code), .subject = u"subject"_s, .line = 3, .column = 7};
    const IntakeAnswer answer = IntakeAnswer::refused(error);
    QCOMPARE(answer.status, status);
    const QJsonObject document = QJsonDocument::fromJson(answer.json).object().value(u"error").toObject();
    QCOMPARE(document.value(u"code").toString(), errorKey(error.code));
    QCOMPARE(document.value(u"field").toString(), field);
    QCOMPARE(document.value(u"line").toInt(), 3);
    QCOMPARE(document.value(u"column").toInt(), 7);
}

QTEST_APPLESS_MAIN(IntakeRulesTest)

#include "tst_intakerules.moc"
