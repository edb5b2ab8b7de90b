// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signaturewords.h"
#include "core/signing/hmac.h"
#include "core/signing/signingschemes.h"
#include "core/signing/standardsigner.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Kind = SignatureFinding::Kind;

namespace {

const QString keyA = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
const QByteArray idA = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr qint64 timeA = 1614265330;
const QByteArray bodyA = R"({"test": 2432232314})";
const QByteArray signatureA = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const QByteArray testBody = R"({"event":"trigger-test","createdAt":"2020-01-10T08:47:36.649Z"})";
const QString everybody = u"It's a Secret to Everybody"_s;

const SigningScheme &scheme(const QString &name)
{
    const SigningScheme *found = findSigningScheme(name);
    if (!found)
        qFatal("There is no scheme %s", qPrintable(name));
    return *found;
}

SignatureHeaders headersA(const QByteArray &signature = signatureA)
{
    return {{"webhook-id", idA}, {"webhook-timestamp", QByteArray::number(timeA)}, {"webhook-signature", signature}};
}

SignatureFinding checkA(const SignatureHeaders &headers, const QString &key = keyA, const QByteArray &body = bodyA,
                        qint64 now = timeA)
{
    return scheme(u"standard"_s).check(body, headers, SigningKey(key), now);
}

} // namespace

/// The signing schemes against the vectors of their own reference libraries, and everything that must not pass.
class TestSigning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hmac_data();
    void hmac();
    void constantTime_data();
    void constantTime();
    void standardVectors_data();
    void standardVectors();
    void standardRotation();
    void standardIds();
    void standardFindings_data();
    void standardFindings();
    void standardClock_data();
    void standardClock();
    void keyForms_data();
    void keyForms();
    void keyForChosenSchemes_data();
    void keyForChosenSchemes();
    void keyAdvice();
    void bodyVectors_data();
    void bodyVectors();
    void bodyRotation();
    void bodyFindings_data();
    void bodyFindings();
    void registry();
    void keysAreSecret();
    void generatedKeys();
};

void TestSigning::hmac_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("RFC 4231, 2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                                 << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    QTest::newRow("RFC 4231, 6") << QByteArray(131, '\xaa')
                                 << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                                 << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

void TestSigning::hmac()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, hex);
    QCOMPARE(hmacSha256(key, message).toHex(), hex);
}

void TestSigning::constantTime_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("empty") << QByteArray() << QByteArray("") << true;
    QTest::newRow("same") << QByteArray("ab\0c", 4) << QByteArray("ab\0c", 4) << true;
    QTest::newRow("behind a NUL") << QByteArray("ab\0c", 4) << QByteArray("ab\0d", 4) << false;
    QTest::newRow("first") << QByteArray("abc") << QByteArray("xbc") << false;
    QTest::newRow("last bit") << QByteArray("abc") << QByteArray("abb") << false;
    QTest::newRow("two that cancel out") << QByteArray("\x01\x01") << QByteArray("\x02\x02") << false;
    QTest::newRow("shorter") << QByteArray("abc") << QByteArray("ab") << false;
    QTest::newRow("longer") << QByteArray("abc") << QByteArray("abcd") << false;
}

void TestSigning::constantTime()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, same);
    QCOMPARE(isSameInConstantTime(one, other), same);
    QCOMPARE(isSameInConstantTime(other, one), same);
}

void TestSigning::standardVectors_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("A") << keyA << idA << timeA << bodyA << signatureA;
    QTest::newRow("A without prefix") << keyA.mid(6) << idA << timeA << bodyA << signatureA;
    QTest::newRow("C") << u"whsec_plJ3nmyCDGBKInavdOK15jsl"_s << QByteArray("msg_loFOjxBNrRLzqYUf") << qint64(1731705121)
                       << QByteArray(R"({"event_type":"ping","data":{"success":true}})")
                       << QByteArray("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    QTest::newRow("E") << keyA << idA << timeA << QByteArray()
                       << QByteArray("v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A=");
    QTest::newRow("H") << keyA << QByteArray("msg_test") << qint64(1700000000) << testBody
                       << QByteArray("v1,5EXDHKjFiE8O73MpuK/flQmFRExE0o3W2qgy9PPuv2k=");
}

void TestSigning::standardVectors()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, id);
    QFETCH(qint64, time);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, signature);
    const SigningScheme &standard = scheme(u"standard"_s);
    const auto headers = standard.sign({id, time, body}, {SigningKey(key)});
    QVERIFY(headers);
    QCOMPARE(*headers,
             (SignatureHeaders{
                 {"webhook-id", id}, {"webhook-timestamp", QByteArray::number(time)}, {"webhook-signature", signature}}));
    QCOMPARE(standard.check(body, *headers, SigningKey(key), time).kind, Kind::Fits);
    QCOMPARE(standard.check(body + ' ', *headers, SigningKey(key), time).kind, Kind::DoesNotFit);
}

/// Both keys sign, the newest first; a receiver with either accepts.
void TestSigning::standardRotation()
{
    const SigningScheme &standard = scheme(u"standard"_s);
    const SigningKey oldKey(keyA);
    const SigningKey newKey(u"whsec_plJ3nmyCDGBKInavdOK15jsl"_s);
    const auto headers = standard.sign({idA, timeA, bodyA}, {newKey, oldKey});
    QVERIFY(headers);
    const QByteArrayList signatures = headers->last().second.split(' ');
    QCOMPARE(signatures.size(), 2);
    QCOMPARE(signatures.last(), signatureA);
    for (const SigningKey &key : {newKey, oldKey})
        QCOMPARE(standard.check(bodyA, *headers, key, timeA).kind, Kind::Fits);
    QCOMPARE(standard.check(bodyA, *headers, SigningKey::generate(), timeA).kind, Kind::DoesNotFit);
}

void TestSigning::standardIds()
{
    for (const QByteArray &id : {QByteArray(), QByteArray("msg.1"), QByteArray(".")}) {
        const auto headers = scheme(u"standard"_s).sign({id, timeA, bodyA}, {SigningKey(keyA)});
        QVERIFY(!headers);
        QCOMPARE(headers.error().code, ErrorCode::SigningIdUnusable);
    }
    const auto unsignedHeaders = scheme(u"standard"_s).sign({idA, timeA, bodyA}, {});
    QVERIFY(!unsignedHeaders);
    QCOMPARE(unsignedHeaders.error().code, ErrorCode::SigningKeyMissing);
}

void TestSigning::standardFindings_data()
{
    QTest::addColumn<SignatureHeaders>("headers");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("subject");

    const auto row = [](const char *title, const QByteArray &signature, Kind kind, const QString &subject = {}) {
        QTest::newRow(title) << headersA(signature) << kind << subject;
    };
    const QString header = u"webhook-signature"_s;
    row("fits", signatureA, Kind::Fits);
    row("nothing behind the label", "v1,", Kind::Malformed, header);
    row("no label", signatureA.mid(3), Kind::Malformed, header);
    row("first 8 characters", signatureA.left(8), Kind::Malformed, header);
    row("not base64", "v1,!!!!", Kind::Malformed, header);
    row("label v2", "v2," + signatureA.mid(3), Kind::LabelUnknown, u"v2"_s);
    row("labels v1a and v2", "v1a," + signatureA.mid(3) + " v2," + signatureA.mid(3), Kind::LabelUnknown, u"v1a, v2"_s);
    row("last letters", signatureA.chopped(3) + "OA=", Kind::DoesNotFit);
    row("short, but base64", "v1,g0hM", Kind::DoesNotFit);
    row("third of four", "v1,AAAA v2,AAAA " + signatureA + " v1,BBBB", Kind::Fits);
    row("behind a broken one", "v1, " + signatureA, Kind::Fits);
    row("URL-safe alphabet", QByteArray(signatureA).replace('+', '-').replace('/', '_'), Kind::Fits);
    row("without padding", signatureA.chopped(1), Kind::Fits);
    row("empty", "", Kind::HeaderMissing, header);

    const auto change = [](const char *title, qsizetype index, const QByteArray &value, Kind kind, const QString &subject) {
        SignatureHeaders headers = headersA();
        headers[index].second = value;
        QTest::newRow(title) << headers << kind << subject;
    };
    change("another id", 0, "msg_other", Kind::DoesNotFit, {});
    change("empty id", 0, " ", Kind::IdMissing, u"webhook-id"_s);
    change("another time", 1, QByteArray::number(timeA + 1), Kind::DoesNotFit, {});
    change("empty time", 1, "", Kind::TimestampMissing, u"webhook-timestamp"_s);
    change("time hello", 1, "hello", Kind::TimestampMalformed, u"hello"_s);
    change("time with a sign", 1, "+1614265330", Kind::TimestampMalformed, u"+1614265330"_s);
    change("time too long", 1, "99999999999999999999", Kind::TimestampMalformed, u"99999999999999999999"_s);
    change("time in a fraction", 1, "1614265330.0", Kind::TimestampMalformed, u"1614265330.0"_s);

    const auto without = [](const char *title, qsizetype index, Kind kind, const QString &subject) {
        SignatureHeaders headers = headersA();
        headers.removeAt(index);
        QTest::newRow(title) << headers << kind << subject;
    };
    without("no id", 0, Kind::IdMissing, u"webhook-id"_s);
    without("no time", 1, Kind::TimestampMissing, u"webhook-timestamp"_s);
    without("no signature", 2, Kind::HeaderMissing, header);
    SignatureHeaders loud = headersA();
    for (auto &[name, value] : loud) {
        name = name.toUpper();
        value = ' ' + value + ' ';
    }
    QTest::newRow("names in upper case") << loud << Kind::Fits << QString();
}

void TestSigning::standardFindings()
{
    QFETCH(SignatureHeaders, headers);
    QFETCH(Kind, kind);
    QFETCH(QString, subject);
    const SignatureFinding finding = checkA(headers);
    QCOMPARE(finding.kind, kind);
    QCOMPARE(finding.subject, subject);
    QCOMPARE(checkA(headersA(), keyA, bodyA + ' ').kind, Kind::DoesNotFit);
}

void TestSigning::standardClock_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("now") << qint64(0) << Kind::Fits;
    QTest::newRow("300 s old") << qint64(300) << Kind::Fits;
    QTest::newRow("301 s old") << qint64(301) << Kind::ClockOff;
    QTest::newRow("300 s ahead") << qint64(-300) << Kind::Fits;
    QTest::newRow("301 s ahead") << qint64(-301) << Kind::ClockOff;
}

void TestSigning::standardClock()
{
    QFETCH(qint64, age);
    QFETCH(Kind, kind);
    const SignatureFinding finding = checkA(headersA(), keyA, bodyA, timeA + age);
    QCOMPARE(finding.kind, kind);
    QCOMPARE(finding.age, std::optional(age));
    // What does not fit does not fit, whatever the clock says.
    QCOMPARE(checkA(headersA(), keyA, "x", timeA + age).kind, Kind::DoesNotFit);
}

void TestSigning::keyForms_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<std::optional<ErrorCode>>("standard"); // what that scheme says of it; nothing when it takes it
    QTest::addColumn<std::optional<ErrorCode>>("github");

    using Code = std::optional<ErrorCode>;
    const auto row = [](const char *title, const QString &key, Code standard, Code github) {
        QTest::newRow(title) << key << standard << github;
    };
    const QString letters = keyA.mid(6);
    row("24 bytes", keyA, {}, {});
    row("without prefix", letters, {}, {});
    row("18 bytes", u"whsec_plJ3nmyCDGBKInavdOK15jsl"_s, {}, {});
    row("URL-safe, no padding", u"whsec_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_w"_s, {}, {});
    row("a sentence", everybody, ErrorCode::SigningKeyNotBase64, {});
    row("not Latin-1", u"whsec_日本"_s, ErrorCode::SigningKeyNotBase64, {});
    row("one letter too many", u"whsec_AAAAA"_s, ErrorCode::SigningKeyNotBase64, {});
    row("padding inside", u"whsec_AA=AAAAA"_s, ErrorCode::SigningKeyNotBase64, {});
    row("typo", u"hwsec_"_s + letters, ErrorCode::SigningKeyPrefix, {});
    row("shouted", u"WHSEC_"_s + letters, ErrorCode::SigningKeyPrefix, {});
    row("dash", u"whsec-"_s + letters, ErrorCode::SigningKeyPrefix, {});
    for (const char *begin : {"empty", "white space", "prefix alone"}) {
        const QString key = *begin == 'e' ? QString() : *begin == 'w' ? u"  "_s : u"whsec_"_s;
        row(begin, key, ErrorCode::SigningKeyMissing, ErrorCode::SigningKeyMissing);
    }
    row("public", u"whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="_s, ErrorCode::SigningKeyPublic,
        ErrorCode::SigningKeyPublic);
    row("Ed25519", u"whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="_s,
        ErrorCode::SigningKeyAsymmetric, ErrorCode::SigningKeyAsymmetric);
    row("line end", keyA + u'\n', ErrorCode::SigningKeyNotOneLine, ErrorCode::SigningKeyNotOneLine);
    row("two lines", keyA + u'\n' + keyA, ErrorCode::SigningKeyNotOneLine, ErrorCode::SigningKeyNotOneLine);
    row("space in front", u' ' + keyA, ErrorCode::SigningKeyNotOneLine, ErrorCode::SigningKeyNotOneLine);
}

/// Each wrong key has its own sentence before anything is signed, and no sentence repeats it.
void TestSigning::keyForms()
{
    QFETCH(QString, key);
    QFETCH(std::optional<ErrorCode>, standard);
    QFETCH(std::optional<ErrorCode>, github);
    const auto codeOf = [&key](const QString &name) -> std::optional<ErrorCode> {
        const SigningKey typed(key);
        const Result<void> accepted = scheme(name).accepts(typed);
        const auto made = scheme(name).sign({idA, timeA, bodyA}, {typed});
        const SignatureFinding finding = scheme(name).check(bodyA, headersA(), typed, timeA);
        if (accepted)
            return made && finding.kind != Kind::KeyRefused ? std::nullopt : std::optional(ErrorCode::CannotRead);
        const QString sentence = SignatureWords::of(accepted.error());
        const bool isSilent = key.size() < 8 || !sentence.contains(key.trimmed().mid(6));
        const bool isTheSame = !made && made.error() == accepted.error() && finding.error == accepted.error();
        return isTheSame && isSilent && sentence.endsWith(u'.') ? accepted.error().code : ErrorCode::CannotRead;
    };
    QCOMPARE(codeOf(u"standard"_s), standard);
    QCOMPARE(codeOf(u"github"_s), github);
    QCOMPARE(codeOf(u"strapi"_s), github);
}

void TestSigning::keyForChosenSchemes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("schemes");
    QTest::addColumn<bool>("accepted");
    const QStringList both{u"standard"_s, u"github"_s};
    QTest::newRow("none chosen") << keyA << QStringList() << true;
    QTest::newRow("any text, none chosen") << u"It's a Secret to Everybody"_s << QStringList() << true;
    QTest::newRow("any text for github") << u"It's a Secret to Everybody"_s << QStringList{u"github"_s} << true;
    QTest::newRow("any text for both") << u"It's a Secret to Everybody"_s << both << false;
    QTest::newRow("whsec_ is standard's") << u"whsec_not base64!"_s << QStringList{u"github"_s} << false;
    QTest::newRow("empty, none chosen") << QString() << QStringList() << false;
    QTest::newRow("public, none chosen") << u"whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="_s << QStringList() << false;
    QTest::newRow("unknown scheme") << keyA << QStringList{u"morse"_s} << true;
}

void TestSigning::keyForChosenSchemes()
{
    QFETCH(const QString, key);
    QFETCH(const QStringList, schemes);
    QFETCH(const bool, accepted);
    QCOMPARE(signingKeyAccepted(SigningKey(key), schemes).has_value(), accepted);
}

void TestSigning::keyAdvice()
{
    const auto keyOf = [](qsizetype bytes) { return SigningKey(QString::fromLatin1(QByteArray(bytes, 'k').toBase64())); };
    QVERIFY(!SignatureWords::adviceOn(keyOf(23)).isEmpty());
    QCOMPARE(SignatureWords::adviceOn(keyOf(24)), QString());
    QCOMPARE(SignatureWords::adviceOn(keyOf(64)), QString());
    QVERIFY(!SignatureWords::adviceOn(keyOf(65)).isEmpty());
    QVERIFY(SignatureWords::adviceOn(keyOf(23)) != SignatureWords::adviceOn(keyOf(65)));
}

void TestSigning::bodyVectors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("GitHub's own") << QByteArray("Hello, World!")
                                  << QByteArray("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    QTest::newRow("empty") << QByteArray() << QByteArray("66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40");
    QTest::newRow("H") << testBody << QByteArray("17e003c99c2b1c1d02f870fa67b64a5d9df18575f533bda95a95ada63d6c6a5d");
}

void TestSigning::bodyVectors()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, hex);
    const QList<std::pair<QString, QByteArray>> headers{{u"github"_s, "X-Hub-Signature-256"},
                                                        {u"strapi"_s, "X-Strapi-Signature-256"}};
    for (const auto &[name, header] : headers) {
        const auto made = scheme(name).sign({idA, timeA, body}, {SigningKey(everybody)});
        QVERIFY(made);
        QCOMPARE(*made, (SignatureHeaders{{header, "sha256=" + hex}}));
        QCOMPARE(scheme(name).check(body, *made, SigningKey(everybody), 0).kind, Kind::Fits);
        QCOMPARE(scheme(name).check(body + ' ', *made, SigningKey(everybody), 0).kind, Kind::DoesNotFit);
    }
}

/// The header bears one signature: that of the newest key. The older one need not even suit.
void TestSigning::bodyRotation()
{
    const SigningKey newest(keyA);
    const auto made = scheme(u"github"_s).sign({idA, timeA, bodyA}, {newest, SigningKey(everybody)});
    const auto alone = scheme(u"github"_s).sign({idA, timeA, bodyA}, {newest});
    QVERIFY(made && alone);
    QCOMPARE(*made, *alone);
    const auto none = scheme(u"github"_s).sign({idA, timeA, bodyA}, {});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::SigningKeyMissing);
}

void TestSigning::bodyFindings_data()
{
    QTest::addColumn<SignatureHeaders>("headers");
    QTest::addColumn<Kind>("kind");
    const QByteArray hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    const auto row = [](const char *title, const QByteArray &value, Kind kind) {
        QTest::newRow(title) << SignatureHeaders{{"x-hub-signature-256", value}} << kind;
    };
    row("fits", "sha256=" + hex, Kind::Fits);
    row("without sha256=", hex, Kind::PrefixMissing);
    row("upper case", "sha256=" + hex.toUpper(), Kind::UpperCase);
    row("another digit", "sha256=" + hex.chopped(1) + '8', Kind::DoesNotFit);
    row("cut off", "sha256=" + hex.left(20), Kind::Malformed);
    row("longer", "sha256=" + hex + "00", Kind::Malformed);
    row("not hexadecimal", "sha256=" + hex.chopped(1) + 'g', Kind::Malformed);
    row("sha1", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59", Kind::Malformed);
    row("mark alone", "sha256=", Kind::Malformed);
    row("empty", "", Kind::HeaderMissing);
    QTest::newRow("missing") << SignatureHeaders{{"X-Other", "sha256=" + hex}} << Kind::HeaderMissing;
}

void TestSigning::bodyFindings()
{
    QFETCH(SignatureHeaders, headers);
    QFETCH(Kind, kind);
    const SigningScheme &github = scheme(u"github"_s);
    const SignatureFinding finding = github.check("Hello, World!", headers, SigningKey(everybody), 0);
    QCOMPARE(finding.kind, kind);
    QVERIFY(!finding.age);
    const bool namesHeader = kind != Kind::Fits && kind != Kind::DoesNotFit;
    QCOMPARE(finding.subject, namesHeader ? u"X-Hub-Signature-256"_s : QString());
}

/// What the form, the help and the header rules take from the registry.
void TestSigning::registry()
{
    QCOMPARE(signingSchemeNames(), (QStringList{u"standard"_s, u"github"_s, u"strapi"_s}));
    QVERIFY(!findSigningScheme(u"Standard"_s));
    QVERIFY(!findSigningScheme({}));
    QSet<QString> titles;
    QSet<QByteArray> headers;
    for (const auto &each : signingSchemes()) {
        QVERIFY(SignatureWords::descriptionOf(*each).endsWith(u'.'));
        titles.insert(SignatureWords::titleOf(*each));
        const auto made = each->sign({idA, timeA, bodyA}, {SigningKey(keyA)});
        QVERIFY(made);
        QByteArrayList names;
        for (const auto &[name, value] : *made)
            names.append(name);
        QCOMPARE(names, each->headerNames());
        for (const QByteArray &name : names)
            headers.insert(name.toLower());
    }
    QCOMPARE(titles.size(), qsizetype(signingSchemes().size()));
    QCOMPARE(headers.size(), 5); // no two schemes set the same one
}

void TestSigning::keysAreSecret()
{
    static_assert(!QTypeTraits::has_ostream_operator_v<QDebug, SigningKey>, "a key must not get into a log");
    QCOMPARE(SigningKey(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La3aF9"_s).masked(), u"whsec_••••3aF9"_s);
    QCOMPARE(SigningKey(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaaF9=="_s).masked(), u"whsec_••••aaF9"_s);
    QCOMPARE(SigningKey(everybody).masked(), u"••••body"_s);
    QCOMPARE(SigningKey(u"whsec_MfKQ9r8GKYqrTwj"_s).masked(), u"whsec_••••"_s); // four of so few would tell too much
    QCOMPARE(SigningKey(u"short"_s).masked(), u"••••"_s);
    QCOMPARE(SigningKey().masked(), u"••••"_s);
}

void TestSigning::generatedKeys()
{
    const SigningKey known = SigningKey::generate([](qsizetype count) { return QByteArray(count, '\x42'); });
    QCOMPARE(known.text(), u"whsec_QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="_s);
    QCOMPARE(*StandardSigner::keyBytes(known), QByteArray(32, '\x42'));
    QSet<QString> texts;
    for (int i = 0; i < 100; ++i) {
        const SigningKey key = SigningKey::generate();
        texts.insert(key.text());
        QCOMPARE(StandardSigner::keyBytes(key)->size(), 32);
        QCOMPARE(SignatureWords::adviceOn(key), QString());
    }
    QCOMPARE(texts.size(), 100);
    QCOMPARE(systemRandomBytes(7).size(), 7);
    QCOMPARE(systemRandomBytes(0).size(), 0);
}

QTEST_GUILESS_MAIN(TestSigning)
#include "tst_signing.moc"
