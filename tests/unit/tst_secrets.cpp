// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets.h"

#include "core/eventtype.h"
#include "core/preparedrequest.h"
#include "core/redaction.h"
#include "core/signing/signingkey.h"
#include "core/webhookjson.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_Secrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void masks_data();
    void masks();
    void urls_data();
    void urls();
    void storedFormHoldsNoValue();
    void takesWhatWasTyped();
    void looksUp();
    void whatIsGone();
    void waitsWhileLocked();
    void origins_data();
    void origins();
    void dropsForAnotherOrigin();
    void rotation();
    void requestMasks();
    void requestRefuses();
    void requestKnowsItsQuery();
};

namespace {

Webhook withHeader(const Header &header)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"One"_s;
    webhook.url = u"https://example.com/hook"_s;
    webhook.headers = {header};
    return webhook;
}

Event testEvent()
{
    return makeTestEvent(QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs));
}

std::optional<QString> noEnvironment(const QString &)
{
    return std::nullopt;
}

} // namespace

void tst_Secrets::masks_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("shown");
    QTest::newRow("empty") << QString() << u"••••"_s;
    QTest::newRow("short: four of its characters would be half of it") << u"abcdefgh"_s << u"••••"_s;
    QTest::newRow("fifteen") << u"abcdefghijklmno"_s << u"••••"_s;
    QTest::newRow("long") << u"abcdefghijklmn3aF9"_s << u"••••3aF9"_s;
    QTest::newRow("standard") << u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s << u"whsec_••••LaSw"_s;
}

void tst_Secrets::masks()
{
    QFETCH(const QString, secret);
    QFETCH(const QString, shown);
    QCOMPARE(SecretText(secret).masked(), shown);
}

void tst_Secrets::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &url, const QString &shown) { QTest::newRow(name) << url << shown; };
    row("no query", u"https://a.example/token=1"_s, u"https://a.example/token=1"_s);
    row("harmless", u"https://a.example/?page=2&q=key"_s, u"https://a.example/?page=2&q=key"_s);
    row("token", u"https://a.example/?token=abc"_s, u"https://a.example/?token=••••"_s);
    row("between others", u"https://a.example/h?a=1&api_key=x%20y&b=2"_s, u"https://a.example/h?a=1&api_key=••••&b=2"_s);
    row("several", u"https://a.example/?sig=1;secret=2"_s, u"https://a.example/?sig=••••;secret=••••"_s);
    row("upper case and hyphens", u"https://a.example/?X-Amz-Signature=f0f0"_s,
        u"https://a.example/?X-Amz-Signature=••••"_s);
    row("spelled in escapes", u"https://a.example/?%74oken=abc"_s, u"https://a.example/?%74oken=••••"_s);
    row("placeholder", u"https://a.example/?token=${T}"_s, u"https://a.example/?token=${T}"_s);
    row("placeholder with more", u"https://a.example/?token=abc${T}"_s, u"https://a.example/?token=••••"_s);
    row("empty", u"https://a.example/?token="_s, u"https://a.example/?token="_s);
    row("no value", u"https://a.example/?token&key=1"_s, u"https://a.example/?token&key=••••"_s);
    row("value with an equals sign", u"https://a.example/?token=a=b"_s, u"https://a.example/?token=••••"_s);
    row("question mark within a placeholder", u"https://${A?token=x}/?key=1"_s, u"https://${A?token=x}/?key=••••"_s);
    row("fragment", u"https://a.example/?key=1#token=2"_s, u"https://a.example/?key=••••#token=2"_s);
    row("masked already", u"https://a.example/?key=••••"_s, u"https://a.example/?key=••••"_s);
}

void tst_Secrets::urls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, shown);
    QCOMPARE(redaction::url(url), shown);
    QCOMPARE(redaction::url(shown), shown);
}

void tst_Secrets::storedFormHoldsNoValue()
{
    const Headers headers{{u"X-A"_s, u"plain"_s}, {u"X-B"_s, u"sesame"_s, true, u"ref-1"_s}, {u"X-C"_s, u"sesame"_s, true}};
    const QString text = json::headersToText(headers);
    QVERIFY2(!text.contains(u"sesame"_s), qPrintable(text));
    const auto read = json::headersFromText(text);
    QVERIFY(read);
    QCOMPARE(*read, (Headers{{u"X-A"_s, u"plain"_s}, {u"X-B"_s, {}, true, u"ref-1"_s}, {u"X-C"_s, {}, true}}));

    const QList<WebhookKey> keys{
        {u"ref-2"_s, u"3aF9"_s, QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs), u"sesame"_s}};
    const QString keyText = json::signingKeysToText(keys);
    QVERIFY2(!keyText.contains(u"sesame"_s), qPrintable(keyText));
    const auto readKeys = json::signingKeysFromText(keyText);
    QVERIFY(readKeys && readKeys->size() == 1);
    QCOMPARE(readKeys->first().reference, u"ref-2"_s);
    QCOMPARE(readKeys->first().endsAt, keys.first().endsAt);
    QVERIFY(!QJsonDocument(json::headers(headers)).toJson().contains("sesame"));
}

void tst_Secrets::takesWhatWasTyped()
{
    Webhook webhook = withHeader({u"X-A"_s, u"sesame"_s, true, u"old"_s});
    webhook.headers.append({u"X-B"_s, {}, true, u"kept"_s});
    webhook.headers.append({u"X-C"_s, u"plain"_s});
    webhook.signingKeys = {{{}, {}, {}, u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s}};
    const Webhook before = withHeader({u"X-A"_s, {}, true, u"old"_s});
    const SecretTexts taken = secrets::takeTyped(webhook);
    QCOMPARE(taken.size(), 2);
    const QString reference = webhook.headers.first().reference;
    QVERIFY(reference != u"old"_s);
    QCOMPARE(taken.value(reference).text(), u"sesame"_s);
    QVERIFY(webhook.headers.first().value.isEmpty());
    QCOMPARE(webhook.headers.at(1).reference, u"kept"_s);
    QCOMPARE(webhook.headers.at(2).value, u"plain"_s);
    QCOMPARE(webhook.signingKeys.first().hint, u"LaSw"_s);
    QVERIFY(webhook.signingKeys.first().text.isEmpty());
    QCOMPARE(secrets::lost(before, webhook), QStringList{u"old"_s});
    QVERIFY(!secrets::holdsTyped(webhook));
}

void tst_Secrets::looksUp()
{
    const auto lookup
        = [](const QString &reference) -> Result<SecretText> { return SecretText(u"value of "_s + reference); };
    Webhook webhook = withHeader({u"X-A"_s, {}, true, u"one"_s});
    webhook.headers.append({u"X-B"_s, u"typed"_s, true, u"two"_s});
    webhook.signingKeys = {{u"three"_s, {}, {}, {}}};
    const auto complete = secrets::lookedUp(webhook, lookup);
    QVERIFY(complete);
    QCOMPARE(complete->headers.at(0).value, u"value of one"_s);
    QCOMPARE(complete->headers.at(1).value, u"typed"_s);
    QCOMPARE(secrets::keysAt(*complete, QDateTime::currentDateTimeUtc()), QStringList{u"value of three"_s});
}

void tst_Secrets::whatIsGone()
{
    const auto lookup
        = [](const QString &reference) -> Result<SecretText> { return failure(ErrorCode::NoSuchSecret, reference); };
    Webhook webhook = withHeader({u"X-A"_s, {}, true, u"one"_s});
    webhook.signingKeys = {{u"three"_s, {}, {}, {}}};
    const auto complete = secrets::lookedUp(webhook, lookup);
    QVERIFY(complete);
    QVERIFY(secrets::isMissing(complete->headers.first()));
    QVERIFY(complete->signingKeys.isEmpty());
}

void tst_Secrets::waitsWhileLocked()
{
    const auto lookup = [](const QString &) -> Result<SecretText> { return failure(ErrorCode::SecretsLocked); };
    const auto complete = secrets::lookedUp(withHeader({u"X-A"_s, {}, true, u"one"_s}), lookup);
    QVERIFY(!complete);
    QCOMPARE(complete.error().code, ErrorCode::SecretsLocked);
    QVERIFY(secrets::lookedUp(withHeader({u"X-A"_s, u"plain"_s}), lookup)); // needs nothing
}

void tst_Secrets::origins_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const QString &one, const QString &other, bool isSame) {
        QTest::newRow(qPrintable(one + u" / "_s + other)) << one << other << isSame;
    };
    row(u"https://a.example/x"_s, u"https://a.example/y?z"_s, true);
    row(u"https://a.example"_s, u"HTTPS://A.Example:443/"_s, true);
    row(u"https://a.example"_s, u"http://a.example"_s, false);
    row(u"https://a.example"_s, u"https://b.example"_s, false);
    row(u"https://a.example"_s, u"https://a.example.evil.example"_s, false);
    row(u"https://a.example"_s, u"https://a.example:444"_s, false);
    row(u"http://a.example:80/"_s, u"http://a.example/"_s, true);
    row(u"https://${HOST}/x"_s, u"https://${HOST}/y"_s, true);
    row(u"https://${HOST}/x"_s, u"https://${OTHER}/x"_s, false);
    row(u"${BASE}/x"_s, u"${BASE}/y"_s, true);
    row(u"${BASE}/x"_s, u"${OTHER}/x"_s, false);
    row(u"${BASE}/x"_s, u"https://a.example/x"_s, false);
    row(u"https://[::1]:8080/x"_s, u"https://[::1]:8080/y"_s, true);
    row(u"https://a.example?x"_s, u"https://a.example/y"_s, true);
}

void tst_Secrets::origins()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, isSame);
    QCOMPARE(secrets::isSameOrigin(one, other), isSame);
    QCOMPARE(secrets::isSameOrigin(other, one), isSame);
}

void tst_Secrets::dropsForAnotherOrigin()
{
    const Webhook before = withHeader({u"X-A"_s, {}, true, u"one"_s});
    Webhook after = before;
    after.url = u"https://example.com/other"_s;
    QVERIFY(secrets::dropForNewOrigin(before, after).isEmpty());
    QCOMPARE(after.headers.first().reference, u"one"_s);
    after.url = u"https://elsewhere.example/hook"_s;
    after.headers.append({u"X-B"_s, u"typed anew"_s, true, u"two"_s});
    after.headers.append({u"X-C"_s, u"plain"_s});
    QCOMPARE(secrets::dropForNewOrigin(before, after), QStringList{u"X-A"_s});
    QVERIFY(secrets::isMissing(after.headers.first()));
    QCOMPARE(after.headers.at(1).value, u"typed anew"_s);
    QCOMPARE(after.headers.at(2).value, u"plain"_s);
}

void tst_Secrets::rotation()
{
    const QDateTime now = QDateTime::fromString(u"2026-01-02T00:00:00Z"_s, Qt::ISODate);
    const QDateTime later = now.addDays(1);
    QList<WebhookKey> keys = secrets::rotated({}, u"first"_s, {});
    QVERIFY(!keys.first().endsAt.isValid());
    keys = secrets::rotated(keys, u"second"_s, later);
    keys = secrets::rotated(keys, u"third"_s, now.addDays(2));
    QCOMPARE(keys.at(1).endsAt, now.addDays(2));
    QCOMPARE(keys.at(2).endsAt, later); // its end does not move away
    Webhook webhook;
    webhook.signingKeys = keys;
    QCOMPARE(secrets::keysAt(webhook, now), (QStringList{u"third"_s, u"second"_s, u"first"_s}));
    QCOMPARE(secrets::keysAt(webhook, later), (QStringList{u"third"_s, u"second"_s}));
    QCOMPARE(secrets::withoutEnded(keys, now.addDays(3)).size(), 1);
}

void tst_Secrets::requestMasks()
{
    const auto request = prepareRequest(withHeader({u"X-A"_s, u"sesame"_s, true}), {}, testEvent(), noEnvironment);
    QVERIFY(request);
    QVERIFY(!requestText(*request).contains(u"sesame"_s));
    QVERIFY(requestText(*request).contains(u"X-A: ••••"_s));
    const auto header = std::find_if(request->headers.cbegin(), request->headers.cend(),
                                     [](const PreparedHeader &one) { return one.name == "X-A"; });
    QVERIFY(header != request->headers.cend());
    QCOMPARE(header->value, QByteArray("sesame"));
}

void tst_Secrets::requestRefuses()
{
    const auto missing = prepareRequest(withHeader({u"X-A"_s, {}, true}), {}, testEvent(), noEnvironment);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::SecretMissing);
    QCOMPARE(missing.error().subject, u"X-A"_s);
    const Webhook unread = withHeader({u"X-A"_s, {}, true, u"one"_s});
    QVERIFY(!prepareRequest(unread, {}, testEvent(), noEnvironment));
    const EffectiveRequest shown = effectiveRequest(unread, {}, testEvent(), noEnvironment);
    QVERIFY(!shown.problem); // enough to be shown
    QVERIFY(requestText(shown.request).contains(u"X-A: ••••"_s));
    // One that is replaced is not needed.
    const Headers defaults{{u"x-a"_s, {}, true}};
    QVERIFY(prepareRequest(withHeader({u"X-A"_s, u"own"_s}), defaults, testEvent(), noEnvironment));
}

void tst_Secrets::requestKnowsItsQuery()
{
    Webhook webhook = withHeader({u"X-A"_s, u"plain"_s});
    webhook.url = u"https://example.com/hook?token=open%20sesame&page=2"_s;
    const auto request = prepareRequest(webhook, {}, testEvent(), noEnvironment);
    QVERIFY(request);
    QCOMPARE(request->url.toString(QUrl::FullyEncoded), webhook.url);
    QCOMPARE(request->shownUrl, u"https://example.com/hook?token=••••&page=2"_s);
    QVERIFY(requestLine(*request).contains(u"/hook?token=••••&page=2"_s));
    QVERIFY(request->isUrlFilled());
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_secrets.moc"
