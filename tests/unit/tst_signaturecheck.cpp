// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signaturecheck.h"
#include "core/signaturewords.h"
#include "core/signing/signingschemes.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Kind = SignatureFinding::Kind;

namespace {

const SigningKey key(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
constexpr qint64 now = 1700000000;

SignatureHeaders signedHeaders(const QByteArray &body, const QStringList &schemes = {u"standard"_s, u"github"_s})
{
    SignatureHeaders headers{{"Content-Type", "application/json"}};
    for (const QString &name : schemes)
        headers += *findSigningScheme(name)->sign({"msg_1", now, body}, {key});
    return headers;
}

QStringList schemesOf(const QList<CheckedSignature> &checked)
{
    QStringList names;
    for (const CheckedSignature &one : checked)
        names.append(one.scheme);
    return names;
}

} // namespace

/// Which part of a request that came differs, told in words.
class TestSignatureCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void schemes();
    void keys();
    void changedBodies_data();
    void changedBodies();
    void clockOfAChangedBody();
    void headerTexts_data();
    void headerTexts();
    void sentences();
    void clockSentences_data();
    void clockSentences();
};

void TestSignatureCheck::schemes()
{
    const QByteArray body = "{}";
    const ReceivedMessage message{signedHeaders(body), body};
    const auto found = checkSignatures(message, {key}, now);
    QCOMPARE(schemesOf(found), (QStringList{u"standard"_s, u"github"_s}));
    QVERIFY(allFit(found));

    const auto wanted = checkSignatures(message, {key}, now, {u"strapi"_s, u"of-another-version"_s});
    QCOMPARE(schemesOf(wanted), (QStringList{u"standard"_s, u"github"_s, u"strapi"_s}));
    QCOMPARE(wanted.last().finding, (SignatureFinding{Kind::HeaderMissing, u"X-Strapi-Signature-256"_s}));
    QVERIFY(!allFit(wanted));

    const auto none = checkSignatures({{{"Content-Type", "application/json"}}, body}, {key}, now);
    QVERIFY(none.isEmpty());
    QVERIFY(!allFit(none)); // no signature is none that fits

    // One header of three is enough to know what was meant.
    const auto part = checkSignatures({{{"webhook-id", "msg_1"}}, body}, {key}, now);
    QCOMPARE(part.size(), 1);
    QCOMPARE(part.first().finding, (SignatureFinding{Kind::HeaderMissing, u"webhook-signature"_s}));
}

void TestSignatureCheck::keys()
{
    const ReceivedMessage message{signedHeaders("{}", {u"standard"_s}), "{}"};
    const SigningKey newest = SigningKey::generate();
    QVERIFY(allFit(checkSignatures(message, {newest, key}, now)));
    QVERIFY(allFit(checkSignatures(message, {SigningKey(u"whpk_AAAA"_s), key}, now)));
    QCOMPARE(checkSignatures(message, {newest, SigningKey(u"whpk_AAAA"_s)}, now).first().finding.kind, Kind::DoesNotFit);
    const auto refused = checkSignatures(message, {SigningKey(u"whpk_AAAA"_s)}, now).first();
    QCOMPARE(refused.finding.kind, Kind::KeyRefused);
    QCOMPARE(refused.finding.error->code, ErrorCode::SigningKeyPublic);
    QCOMPARE(checkSignatures(message, {}, now).first().finding.error->code, ErrorCode::SigningKeyMissing);
    QCOMPARE(checkSignatures(message, {newest, key}, now + 301).first().finding.kind, Kind::ClockOff);
}

void TestSignatureCheck::changedBodies_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("checked");
    QTest::addColumn<BodyChange>("change");

    const QByteArray compact = R"({"event":"x","entry":{"a":[1,2.50,"d, e: f"],"n":{}},"t":"é/"})";
    const QByteArray indented = "{\n  \"event\": \"x\",\n  \"entry\": {\n    \"a\": [\n      1,\n      2.50,\n"
                                "      \"d, e: f\"\n    ],\n    \"n\": {}\n  },\n  \"t\": \"é/\"\n}";
    const QByteArray byFour = "{\n    \"event\": \"x\",\n    \"entry\": {\n        \"a\": [\n            1,\n"
                              "            2.50,\n            \"d, e: f\"\n        ],\n        \"n\": {}\n    },\n"
                              "    \"t\": \"é/\"\n}";
    const QByteArray python = R"({"event": "x", "entry": {"a": [1, 2.50, "d, e: f"], "n": {}}, "t": "é/"})";
    const QByteArray escaped = R"({"event":"x","entry":{"a":[1,2.50,"d, e: f"],"n":{}},"t":"\u00e9\/"})";

    const auto row = [](const char *title, const QByteArray &sent, const QByteArray &checked, BodyChange change) {
        QTest::newRow(title) << sent << checked << change;
    };
    row("line end added", compact, compact + '\n', BodyChange::LineEndRemoved);
    row("CR LF added", compact, compact + "\r\n", BodyChange::LineEndRemoved);
    row("line end removed", compact + '\n', compact, BodyChange::LineEndAdded);
    row("CR LF removed", compact + "\r\n", compact, BodyChange::LineEndAdded);
    row("to CR LF", indented, QByteArray(indented).replace("\n", "\r\n"), BodyChange::CrLfToLf);
    row("to CR LF, and one at the end", indented, QByteArray(indented).replace("\n", "\r\n") + "\r\n", BodyChange::CrLfToLf);
    row("to LF", QByteArray(indented).replace("\n", "\r\n"), indented, BodyChange::LfToCrLf);
    row("byte order mark", compact, "\xef\xbb\xbf" + compact, BodyChange::ByteOrderMarkRemoved);
    row("indented", compact, indented, BodyChange::Compacted);
    row("indented, line end, byte order mark", compact, "\xef\xbb\xbf" + indented + '\n', BodyChange::Compacted);
    row("written by Python", compact, python, BodyChange::Compacted);
    row("compacted from 2", indented, compact, BodyChange::IndentedBy2);
    row("compacted from 2 with a line end", indented + '\n', compact, BodyChange::IndentedBy2);
    row("4 to 2", byFour, indented, BodyChange::IndentedBy4);
    row("compacted from Python", python, compact, BodyChange::Spaced);
    row("escaped", compact, escaped, BodyChange::Unescaped);
    row("escaped and indented", compact, QByteArray(indented).replace("é/", "\\u00e9\\/"), BodyChange::Unescaped);
    row("a surrogate pair", R"({"t":"😀 \n\\u0041"})", R"({ "t": "\ud83d\ude00 \n\\u0041" })", BodyChange::Unescaped);
    row("text, not JSON", "a\nb", "a\r\nb", BodyChange::CrLfToLf);
    row("another value", compact, QByteArray(compact).replace("2.50", "2.5"), BodyChange::None);
    row("nothing in common", compact, "hello", BodyChange::None);
    row("empty", compact, "", BodyChange::None);
}

void TestSignatureCheck::changedBodies()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, checked);
    QFETCH(BodyChange, change);
    QVERIFY(allFit(checkSignatures({signedHeaders(sent), sent}, {key}, now)));
    const auto found = checkSignatures({signedHeaders(sent), checked}, {key}, now);
    QCOMPARE(found.size(), 2);
    for (const CheckedSignature &one : found) {
        QCOMPARE(one.finding.kind, Kind::DoesNotFit);
        QCOMPARE(one.change, change);
    }
    const auto otherKey = checkSignatures({signedHeaders(sent), checked}, {SigningKey::generate()}, now);
    QCOMPARE(otherKey.first().change, BodyChange::None);
}

void TestSignatureCheck::clockOfAChangedBody()
{
    const auto found = checkSignatures({signedHeaders("{}", {u"standard"_s}), "{}\n"}, {key}, now + 1000);
    QCOMPARE(found.first().finding.kind, Kind::DoesNotFit);
    QCOMPARE(found.first().change, BodyChange::LineEndRemoved);
    QCOMPARE(found.first().finding.age, std::optional<qint64>(1000));
}

void TestSignatureCheck::headerTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<SignatureHeaders>("headers");
    const SignatureHeaders two{{"webhook-id", "msg_1"}, {"X-A", "b: c"}};
    QTest::newRow("plain") << QByteArray("webhook-id: msg_1\nX-A: b: c\n") << two;
    QTest::newRow("CR LF and no blank") << QByteArray("webhook-id:msg_1\r\nX-A :b: c\r\n\r\n") << two;
    QTest::newRow("request line") << QByteArray("POST /a:b HTTP/1.1\nwebhook-id: msg_1\nX-A: b: c") << two;
    QTest::newRow("curl -v") << QByteArray("> POST / HTTP/1.1\n> webhook-id: msg_1\n> X-A: b: c\n>\n* end") << two;
    QTest::newRow("JSON object") << QByteArray(R"({"X-A":"b: c","webhook-id":["msg_1"],"n":1})")
                                 << SignatureHeaders{two.last(), two.first()};
    QTest::newRow("JSON list") << QByteArray(R"( [{"name":"webhook-id","value":"msg_1"},{"name":"X-A","value":"b: c"},3])")
                               << two;
    QTest::newRow("broken JSON") << QByteArray("{\"a\":") << SignatureHeaders();
    QTest::newRow("nothing") << QByteArray("hello\nworld") << SignatureHeaders();
    QTest::newRow("empty") << QByteArray() << SignatureHeaders();
}

void TestSignatureCheck::headerTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(SignatureHeaders, headers);
    QCOMPARE(headersFromText(text), headers);
}

/// Every finding and every change has a name and a sentence of its own.
void TestSignatureCheck::sentences()
{
    QSet<QString> all;
    QSet<QString> names;
    for (int kind = 0; kind <= int(Kind::KeyRefused); ++kind) {
        CheckedSignature checked{u"standard"_s, {}};
        checked.finding.kind = Kind(kind);
        checked.finding.subject = u"%1 %2 <b>"_s;
        const QString sentence = SignatureWords::of(checked);
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        all.insert(sentence);
        names.insert(findingKey(Kind(kind)));
    }
    for (int change = 1; change <= int(BodyChange::Unescaped); ++change) {
        CheckedSignature checked{u"standard"_s, {Kind::DoesNotFit}, BodyChange(change)};
        all.insert(SignatureWords::of(checked));
        names.insert(bodyChangeKey(BodyChange(change)));
    }
    all.insert(SignatureWords::noSignature());
    const int count = int(Kind::KeyRefused) + 1 + int(BodyChange::Unescaped);
    QCOMPARE(names.size(), count);
    QCOMPARE(all.size(), count + 1);
}

void TestSignatureCheck::clockSentences_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("words");
    QTest::newRow("6 min old") << qint64(361) << u"is 6 min 1 s old"_s;
    QTest::newRow("6 min ahead") << qint64(-360) << u"lies 6 min 0 s ahead"_s;
    QTest::newRow("days") << qint64(3 * 86400) << u"is 3 d old"_s;
}

void TestSignatureCheck::clockSentences()
{
    QFETCH(qint64, age);
    QFETCH(QString, words);
    const QString sentence = SignatureWords::of(CheckedSignature{u"standard"_s, {Kind::ClockOff, {}, age}});
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestSignatureCheck)
#include "tst_signaturecheck.moc"
