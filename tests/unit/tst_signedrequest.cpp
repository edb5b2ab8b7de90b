// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attemptrecord.h"
#include "core/preparedrequest.h"
#include "core/redaction.h"
#include "core/signaturecheck.h"
#include "core/words.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const SigningKey key(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
const DeliveryId delivery = DeliveryId::fromString(u"6f9619ff-8b86-4011-b42d-00cf4fc964ff"_s);
constexpr qint64 seconds = 1700000000;

std::optional<QString> nothingSet(const QString & /*name*/)
{
    return std::nullopt;
}

Webhook signedBy(const QStringList &schemes)
{
    Webhook webhook;
    webhook.name = u"x"_s;
    webhook.url = u"http://h/"_s;
    webhook.headers = {{u"X-A"_s, u"1"_s}};
    webhook.signing = schemes;
    return webhook;
}

Event eventWith(const QByteArray &body)
{
    return {u"order.paid"_s, QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC), body};
}

Result<PreparedRequest> prepared(const Webhook &webhook, const std::optional<Signing> &signing,
                                 const QByteArray &body = "{\"event\":\"order.paid\"}")
{
    return prepareRequest(webhook, {}, eventWith(body), nothingSet, DeliveryMark{delivery, 2}, signing);
}

QByteArrayList namesOf(const PreparedRequest &request)
{
    QByteArrayList names;
    for (const PreparedHeader &header : request.headers)
        names.append(header.name);
    return names;
}

SignatureHeaders headersOf(const PreparedRequest &request)
{
    SignatureHeaders headers;
    for (const PreparedHeader &header : request.headers)
        headers.append({header.name, header.value});
    return headers;
}

} // namespace

/// A request with signatures: over exactly the bytes that leave, in their place, or nothing leaves at all.
class TestSignedRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void order();
    void bytesThatLeave_data();
    void bytesThatLeave();
    void attemptsDiffer();
    void testsAreSigned();
    void nothingLeavesUnsigned_data();
    void nothingLeavesUnsigned();
    void withoutArgument();
    void historyKeepsSignatures();
    void keysAreInNoText();
};

void TestSignedRequest::order()
{
    const auto request = prepared(signedBy({u"strapi"_s, u"standard"_s, u"github"_s}), Signing{{key}, delivery, seconds});
    QVERIFY(request);
    const QByteArrayList names = namesOf(*request);
    QCOMPARE(
        names.mid(names.indexOf("X-A")),
        (QByteArrayList{"X-A", "X-Hookpanel-Delivery", "X-Hookpanel-Attempt", "X-Strapi-Signature-256", "webhook-id",
                        "webhook-timestamp", "webhook-signature", "X-Hub-Signature-256", "X-Strapi-Event", "Content-Type"}));
    for (const PreparedHeader &header : request->headers) {
        const bool isSignature = header.name.startsWith("webhook-") || header.name.endsWith("-Signature-256");
        QCOMPARE(header.origin == HeaderOrigin::Signature, isSignature);
        QCOMPARE(header.shown.toLatin1(), header.value);
    }
    QCOMPARE(headerValue(headersOf(*request), "webhook-id"), QByteArray("6f9619ff-8b86-4011-b42d-00cf4fc964ff"));
    QCOMPARE(headerValue(headersOf(*request), "webhook-timestamp"), QByteArray("1700000000"));
    const EffectiveRequest effective
        = effectiveRequest(signedBy({u"github"_s}), {}, eventWith("{}"), nothingSet, {}, Signing{{key}, delivery, seconds});
    QCOMPARE(Words::originOf(effective.headers.at(effective.headers.size() - 3)), u"(signature)"_s);
}

void TestSignedRequest::bytesThatLeave_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("compact") << QByteArray("{\"event\":\"order.paid\"}");
    QTest::newRow("white space and line ends") << QByteArray("{ \"event\" :\t\"order.paid\" }\r\n");
    QTest::newRow("not ASCII") << QByteArray("{\"event\":\"é\\u00e9😀\"}");
    QTest::newRow("no text") << QByteArray("\0\xff\xfe\r\n", 5);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("1 MiB") << QByteArray(1024 * 1024, 'x');
}

void TestSignedRequest::bytesThatLeave()
{
    QFETCH(QByteArray, body);
    const QStringList schemes{u"standard"_s, u"github"_s, u"strapi"_s};
    const auto request = prepared(signedBy(schemes), Signing{{key}, delivery, seconds}, body);
    QVERIFY(request);
    QCOMPARE(request->body, body);
    const auto checked = checkSignatures({headersOf(*request), request->body}, {key}, seconds, schemes);
    QCOMPARE(checked.size(), 3);
    QVERIFY(allFit(checked));
}

/// The id stays, the time is that of the attempt, and so is the signature.
void TestSignedRequest::attemptsDiffer()
{
    const auto first = prepared(signedBy({u"standard"_s}), Signing{{key}, delivery, seconds});
    const auto second = prepared(signedBy({u"standard"_s}), Signing{{key}, delivery, seconds + 5});
    QVERIFY(first && second);
    QCOMPARE(headerValue(headersOf(*first), "webhook-id"), headerValue(headersOf(*second), "webhook-id"));
    QVERIFY(headerValue(headersOf(*first), "webhook-timestamp") != headerValue(headersOf(*second), "webhook-timestamp"));
    QVERIFY(headerValue(headersOf(*first), "webhook-signature") != headerValue(headersOf(*second), "webhook-signature"));
}

/// A test bears no X-Hookpanel-Delivery, but a message id: receivers that verify take it.
void TestSignedRequest::testsAreSigned()
{
    const auto request = prepareRequest(signedBy({u"standard"_s}), {}, eventWith("{}"), nothingSet, std::nullopt,
                                        Signing{{key}, delivery, seconds});
    QVERIFY(request);
    QVERIFY(!namesOf(*request).contains("X-Hookpanel-Delivery"));
    QVERIFY(allFit(checkSignatures({headersOf(*request), request->body}, {key}, seconds)));
}

void TestSignedRequest::nothingLeavesUnsigned_data()
{
    QTest::addColumn<QStringList>("schemes");
    QTest::addColumn<Signing>("signing");
    QTest::addColumn<ErrorCode>("code");
    const QStringList standard{u"standard"_s};
    QTest::newRow("no key") << standard << Signing{{}, delivery, seconds} << ErrorCode::SigningKeyMissing;
    QTest::newRow("a bad older key") << standard << Signing{{key, SigningKey(u"x!"_s)}, delivery, seconds}
                                     << ErrorCode::SigningKeyNotBase64;
    QTest::newRow("public key") << standard << Signing{{SigningKey(u"whpk_AAAA"_s)}, delivery, seconds}
                                << ErrorCode::SigningKeyPublic;
    QTest::newRow("unknown scheme") << QStringList{u"standard"_s, u"svix"_s} << Signing{{key}, delivery, seconds}
                                    << ErrorCode::SigningSchemeUnknown;
    QTest::newRow("one of two cannot") << QStringList{u"github"_s, u"standard"_s}
                                       << Signing{{SigningKey(u"a sentence"_s)}, delivery, seconds}
                                       << ErrorCode::SigningKeyNotBase64;
}

void TestSignedRequest::nothingLeavesUnsigned()
{
    QFETCH(QStringList, schemes);
    QFETCH(Signing, signing);
    QFETCH(ErrorCode, code);
    const auto request = prepared(signedBy(schemes), signing);
    QVERIFY(!request);
    QCOMPARE(request.error().code, code);

    Attempt attempt;
    attempt.outcome = invalidRequest(request.error());
    Attempt read;
    attemptrecord::fill(read, attemptrecord::toJson(attempt));
    QCOMPARE(read.outcome, attempt.outcome); // a history says why, in the same words
    QVERIFY(Words::whyNothingLeaves(request.error()).contains(Words::of(request.error())));
}

void TestSignedRequest::withoutArgument()
{
    const auto request = prepared(signedBy({u"standard"_s}), std::nullopt);
    QVERIFY(request);
    QVERIFY(!headerValue(headersOf(*request), "webhook-signature"));
    const auto none = prepared(signedBy({}), Signing{{key}, delivery, seconds});
    QVERIFY(none);
    QCOMPARE(none->headers, request->headers);
}

/// A signature is no secret: the history keeps it, with its origin, also where a header of such a name would be masked.
void TestSignedRequest::historyKeepsSignatures()
{
    Attempt attempt;
    attempt.request = *prepared(signedBy({u"standard"_s, u"github"_s}), Signing{{key}, delivery, seconds});
    attempt.request.headers.append({"X-Future-Token", "abc", u"abc"_s, HeaderOrigin::Signature});
    QCOMPARE(redaction::headerValue(u"X-Future-Token"_s, u"abc"_s), redaction::mask.toString());
    Attempt read;
    attemptrecord::fill(read, attemptrecord::toJson(attempt));
    QCOMPARE(read.request.headers, attempt.request.headers);
}

void TestSignedRequest::keysAreInNoText()
{
    const QString letters = key.text().mid(6);
    Attempt attempt;
    attempt.request = *prepared(signedBy({u"standard"_s, u"github"_s, u"strapi"_s}), Signing{{key}, delivery, seconds});
    QVERIFY(!requestText(attempt.request).contains(letters));
    QVERIFY(!attemptrecord::toJson(attempt).contains(letters.toLatin1()));
}

QTEST_GUILESS_MAIN(TestSignedRequest)
#include "tst_signedrequest.moc"
