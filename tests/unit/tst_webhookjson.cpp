// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/webhookjson.h"
#include "core/words.h"

#include <QJsonDocument>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QStringList sorted(QStringList keys)
{
    keys.sort();
    return keys;
}

Attempt finishedAttempt()
{
    Attempt attempt;
    attempt.delivery = DeliveryId::create();
    attempt.webhook = WebhookId::create();
    attempt.eventType = triggerTest;
    attempt.test = true;
    attempt.durationMs = 41;
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, std::nullopt}, {Phase::Sending, 2}, {Phase::Waiting, 39}};
    attempt.request.url = QUrl(u"http://h/s3cret"_s);
    attempt.request.shownUrl = u"http://h/${TOKEN}"_s;
    attempt.request.headers = {{"Host", "h", u"h"_s, HeaderOrigin::Fixed},
                               {"Authorization", "Bearer s3cret", u"Bearer ${TOKEN}"_s, HeaderOrigin::Webhook}};
    attempt.request.body = "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}";
    attempt.response = Response{200, "OK", {{"X-A", "1"}, {"X-A", "caf\xe9"}}, "{\"ok\":\"\xc3\xa9\"}", 11};
    attempt.outcome = Outcome{OutcomeKind::Success, 200};
    return attempt;
}

} // namespace

/// The JSON shapes of product section 8, key by key, and the text entries of settings files.
class TestWebhookJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void webhookShape();
    void webhookWithEverything();
    void webhookProblems();
    void retryForms_data();
    void retryForms();
    void triggerShape();
    void triggerWithoutAnAnswer();
    void triggerTimeoutKeepsTheStatus();
    void triggerResponseBodies_data();
    void triggerResponseBodies();
    void triggerTls();
    void triggerHoldsNoFilledValue();
    void errorShape();
    void headersSurviveText_data();
    void headersSurviveText();
    void otherTextIsNoHeaders();
    void selectionSurvivesText();
    void otherTextIsNoSelection();
};

void TestWebhookJson::webhookShape()
{
    Webhook webhook;
    webhook.id = WebhookId::fromString(u"0f8fad5b-d9cb-469f-a165-70867728950e"_s);
    webhook.name = u"Search index"_s;
    webhook.url = u"https://${HOST}/reindex"_s;
    const QJsonObject json = json::webhook(webhook, {});
    QCOMPARE(json,
             (QJsonObject{{u"id"_s, u"0f8fad5b-d9cb-469f-a165-70867728950e"_s},
                          {u"name"_s, u"Search index"_s},
                          {u"url"_s, u"https://${HOST}/reindex"_s},
                          {u"enabled"_s, true},
                          {u"headers"_s, QJsonArray{}},
                          {u"events"_s, QJsonArray{}},
                          {u"contentTypes"_s, u"*"_s},
                          {u"timeoutSeconds"_s, 10},
                          {u"retry"_s, u"standard"_s},
                          {u"signing"_s, QJsonArray{}},
                          {u"signingKeys"_s, QJsonArray{}},
                          {u"tls"_s, QJsonObject{{u"policy"_s, u"verify"_s}}},
                          {u"problems"_s, QJsonArray{}}}));
}

void TestWebhookJson::webhookWithEverything()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.enabled = false;
    webhook.headers = {{u"X-B"_s, u"2"_s}, {u"X-A"_s, u"${A}"_s}};
    webhook.events = Selection::everything();
    webhook.contentTypes = {false, {u"b"_s, u"api::a.a"_s}};
    webhook.timeoutSeconds = 120;
    webhook.signing = {u"github"_s, u"standard"_s};
    const QJsonObject json = json::webhook(webhook, {});
    QCOMPARE(json[u"enabled"], QJsonValue(false));
    QCOMPARE(json[u"headers"].toArray(),
             (QJsonArray{QJsonObject{{u"name"_s, u"X-B"_s}, {u"value"_s, u"2"_s}},
                         QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"${A}"_s}}}));
    QCOMPARE(json[u"events"], QJsonValue(u"*"_s));
    QCOMPARE(json[u"contentTypes"].toArray(), (QJsonArray{u"b"_s, u"api::a.a"_s}));
    QCOMPARE(json[u"timeoutSeconds"], QJsonValue(120));
    QCOMPARE(json[u"signing"].toArray(), (QJsonArray{u"github"_s, u"standard"_s}));
    webhook.events = {false, {u"entry.update"_s, u"entry.create"_s}};
    QCOMPARE(json::webhook(webhook, {})[u"events"].toArray(), (QJsonArray{u"entry.update"_s, u"entry.create"_s}));
}

void TestWebhookJson::webhookProblems()
{
    const Problem problem{Field::Timeout, Rule::TimeoutOutOfRange, -1, false, u"0"_s};
    const QJsonArray problems
        = json::webhook({}, {problem, {Field::Headers, Rule::HeaderNameOurs, 2, false, u"X-A"_s}})[u"problems"].toArray();
    QCOMPARE(problems.size(), 2);
    QCOMPARE(problems.first().toObject(),
             (QJsonObject{{u"field"_s, u"timeoutSeconds"_s}, {u"message"_s, Words::of(problem)}}));
    QCOMPARE(problems.last().toObject()[u"field"], QJsonValue(u"headers"_s));
    QVERIFY(problems.last().toObject()[u"message"].toString().contains(u"X-A"_s));
}

void TestWebhookJson::retryForms_data()
{
    QTest::addColumn<RetrySchedule>("retry");
    QTest::addColumn<QJsonValue>("json");

    QTest::newRow("off") << RetrySchedule(RetrySchedule::Kind::Off) << QJsonValue(u"off"_s);
    QTest::newRow("quick") << RetrySchedule(RetrySchedule::Kind::Quick) << QJsonValue(u"quick"_s);
    QTest::newRow("standard") << RetrySchedule(RetrySchedule::Kind::Standard) << QJsonValue(u"standard"_s);
    QTest::newRow("list") << RetrySchedule::custom({std::chrono::seconds(1), std::chrono::seconds(604'800)})
                          << QJsonValue(QJsonArray{1, 604'800});
}

void TestWebhookJson::retryForms()
{
    QFETCH(RetrySchedule, retry);
    Webhook webhook;
    webhook.retry = retry;
    QTEST(json::webhook(webhook, {}).value(u"retry"), "json");
}

void TestWebhookJson::triggerShape()
{
    const Attempt attempt = finishedAttempt();
    const QJsonObject json = json::trigger(attempt);
    QCOMPARE(json.keys(),
             sorted({u"delivery"_s, u"webhook"_s, u"event"_s, u"outcome"_s, u"status"_s, u"message"_s, u"durationMs"_s,
                     u"timeline"_s, u"proxy"_s, u"request"_s, u"response"_s, u"tls"_s}));
    QVERIFY(json[u"proxy"].isNull()); // called directly
    Attempt proxied = attempt;
    proxied.proxy = u"http://proxy.example:3128"_s;
    QCOMPARE(json::trigger(proxied)[u"proxy"], QJsonValue(proxied.proxy));
    QCOMPARE(json[u"delivery"], QJsonValue(attempt.delivery.toString()));
    QCOMPARE(json[u"webhook"], QJsonValue(attempt.webhook.toString()));
    QCOMPARE(json[u"event"], QJsonValue(u"trigger-test"_s));
    QCOMPARE(json[u"outcome"], QJsonValue(u"success"_s));
    QCOMPARE(json[u"status"], QJsonValue(200));
    QCOMPARE(json[u"message"], QJsonValue(Words::of(*attempt.outcome)));
    QCOMPARE(json[u"durationMs"], QJsonValue(41));
    QCOMPARE(json[u"tls"], QJsonValue());
    // What cannot be measured is null, never 0.
    QCOMPARE(json[u"timeline"].toArray(),
             (QJsonArray{QJsonObject{{u"phase"_s, u"queued"_s}, {u"ms"_s, 0}},
                         QJsonObject{{u"phase"_s, u"connecting"_s}, {u"ms"_s, QJsonValue()}},
                         QJsonObject{{u"phase"_s, u"sending"_s}, {u"ms"_s, 2}},
                         QJsonObject{{u"phase"_s, u"waiting"_s}, {u"ms"_s, 39}}}));
    QCOMPARE(json[u"request"].toObject(),
             (QJsonObject{{u"method"_s, u"POST"_s},
                          {u"url"_s, u"http://h/${TOKEN}"_s},
                          {u"headers"_s,
                           QJsonArray{QJsonObject{{u"name"_s, u"Host"_s}, {u"value"_s, u"h"_s}},
                                      QJsonObject{{u"name"_s, u"Authorization"_s}, {u"value"_s, u"Bearer ${TOKEN}"_s}}}},
                          {u"body"_s, u"{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}"_s}}));
    QCOMPARE(json[u"response"].toObject(),
             (QJsonObject{{u"status"_s, 200},
                          {u"headers"_s,
                           QJsonArray{QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"1"_s}},
                                      QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"caf\u00e9"_s}}}},
                          {u"body"_s, u"{\"ok\":\"\u00e9\"}"_s},
                          {u"size"_s, 11},
                          {u"truncated"_s, false}}));
}

void TestWebhookJson::triggerWithoutAnAnswer()
{
    Attempt attempt = finishedAttempt();
    attempt.response.reset();
    attempt.outcome = Outcome{OutcomeKind::ConnectionRefused};
    const QJsonObject json = json::trigger(attempt);
    QCOMPARE(json[u"outcome"], QJsonValue(u"connection-refused"_s));
    QVERIFY(json.contains(u"status"_s));
    QCOMPARE(json[u"status"], QJsonValue());
    QVERIFY(json.contains(u"response"_s));
    QCOMPARE(json[u"response"], QJsonValue());
    QVERIFY(json.contains(u"tls"_s));
}

void TestWebhookJson::triggerTimeoutKeepsTheStatus()
{
    Attempt attempt = finishedAttempt();
    attempt.outcome = Outcome{OutcomeKind::Timeout, 200, Phase::Receiving};
    QCOMPARE(json::trigger(attempt)[u"outcome"], QJsonValue(u"timeout"_s));
    QCOMPARE(json::trigger(attempt)[u"status"], QJsonValue(200));
}

void TestWebhookJson::triggerResponseBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("isText");

    QTest::newRow("empty") << QByteArray() << 0LL << u""_s << true;
    QTest::newRow("kept in full") << QByteArray("abc") << 3LL << u"abc"_s << true;
    QTest::newRow("cut") << QByteArray("abc") << 300'000LL << u"abc"_s << true;
    QTest::newRow("cut inside a character") << QByteArray("ab\xc3") << 300'000LL << u"ab"_s << true;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << 5LL << u"\ufeff{}"_s << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << 3LL << QString(u"a"_s + QChar(0) + u'b') << true;
    QTest::newRow("not UTF-8") << QByteArray("a\xe9z") << 3LL << u"a\ufffdz"_s << false;
}

void TestWebhookJson::triggerResponseBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(qint64, size);
    QFETCH(bool, isText);

    Attempt attempt = finishedAttempt();
    attempt.response->body = body;
    attempt.response->size = size;
    const QJsonObject response = json::trigger(attempt)[u"response"].toObject();
    QTEST(response[u"body"].toString(), "shown");
    QCOMPARE(response[u"size"].toInteger(), size);
    QCOMPARE(response[u"truncated"].toBool(), size > body.size());
    // Bytes that are no text can still be had.
    QCOMPARE(response.contains(u"bodyBase64"_s), !isText);
    if (!isText)
        QCOMPARE(QByteArray::fromBase64(response[u"bodyBase64"].toString().toLatin1()), body);
}

void TestWebhookJson::triggerTls()
{
    Attempt attempt = finishedAttempt();
    TlsInfo tls;
    tls.protocol = u"TLSv1.3"_s;
    tls.names = {u"example.com"_s};
    tls.notAfter = QDateTime(QDate(2027, 1, 2), QTime(3, 4, 5), Qt::UTC);
    tls.sha256 = "00ff";
    attempt.tls = tls;
    const QJsonObject json = json::trigger(attempt)[u"tls"].toObject();
    QCOMPARE(json[u"protocol"], QJsonValue(u"TLSv1.3"_s));
    QCOMPARE(json[u"names"].toArray(), (QJsonArray{u"example.com"_s}));
    QCOMPARE(json[u"notAfter"], QJsonValue(u"2027-01-02T03:04:05Z"_s));
    QCOMPARE(json[u"sha256"], QJsonValue(u"00ff"_s));
}

void TestWebhookJson::triggerHoldsNoFilledValue()
{
    QVERIFY(!QJsonDocument(json::trigger(finishedAttempt())).toJson().contains("s3cret"));
}

void TestWebhookJson::errorShape()
{
    QCOMPARE(json::error(u"usage"_s, u"Sentence."_s),
             (QJsonObject{{u"error"_s,
                           QJsonObject{{u"code"_s, u"usage"_s},
                                       {u"message"_s, u"Sentence."_s},
                                       {u"field"_s, QJsonValue()},
                                       {u"line"_s, QJsonValue()},
                                       {u"column"_s, QJsonValue()}}}}));
    QCOMPARE(json::error(u"bad-input"_s, u"Sentence."_s, u"url"_s, 3, 1)[u"error"].toObject(),
             (QJsonObject{{u"code"_s, u"bad-input"_s},
                          {u"message"_s, u"Sentence."_s},
                          {u"field"_s, u"url"_s},
                          {u"line"_s, 3},
                          {u"column"_s, 1}}));
}

void TestWebhookJson::headersSurviveText_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << Headers{} << u"[]"_s;
    QTest::newRow("in order") << Headers{{u"X-B"_s, u"2"_s}, {u"X-A"_s, u""_s}}
                              << u"[{\"name\":\"X-B\",\"value\":\"2\"},{\"name\":\"X-A\",\"value\":\"\"}]"_s;
    QTest::newRow("odd characters") << Headers{{u"X, Y"_s, u"a=\"b\"; c\\d, \u00e9 ${A} %1\n"_s}}
                                    << u"[{\"name\":\"X, Y\",\"value\":\"a=\\\"b\\\"; c\\\\d, \u00e9 ${A} %1\\n\"}]"_s;
}

void TestWebhookJson::headersSurviveText()
{
    QFETCH(Headers, headers);
    QFETCH(QString, text);
    QCOMPARE(json::headersToText(headers), text);
    QCOMPARE(json::headersFromText(text), std::optional(headers));
}

void TestWebhookJson::otherTextIsNoHeaders()
{
    for (const QString &text : {u""_s, u"x"_s, u"{}"_s, u"\"*\""_s, u"[1]"_s, u"[[]]"_s, u"[{}]"_s, u"[{\"name\":\"a\"}]"_s,
                                u"[{\"name\":\"a\",\"value\":1}]"_s, u"[{\"name\":null,\"value\":\"\"}]"_s,
                                u"[{\"name\":\"a\",\"value\":\"b\"}"_s})
        QVERIFY2(!json::headersFromText(text), qPrintable(text));
}

void TestWebhookJson::selectionSurvivesText()
{
    QCOMPARE(json::selectionToText(Selection::everything()), u"\"*\""_s);
    QCOMPARE(json::selectionToText({false, {}}), u"[]"_s);
    QCOMPARE(json::selectionToText({false, {u"b"_s, u"a"_s}}), u"[\"b\",\"a\"]"_s);
    for (const Selection &selection : {Selection::everything(), Selection{}, Selection{false, {u"entry.create"_s}},
                                       Selection{false, {u"a, \"b\""_s, u"c"_s}}})
        QCOMPARE(json::selectionFromText(json::selectionToText(selection)), std::optional(selection));
    QCOMPARE(json::selectionFromText(u"*"_s), std::optional(Selection::everything()));
    // The name "*" in a list is a name.
    QCOMPARE(json::selectionFromText(u"[\"*\"]"_s), std::optional(Selection{false, {u"*"_s}}));
}

void TestWebhookJson::otherTextIsNoSelection()
{
    for (const QString &text : {u""_s, u"x"_s, u"{}"_s, u"\"a\""_s, u"[1]"_s, u"[null]"_s, u"[\"a\""_s, u"true"_s})
        QVERIFY2(!json::selectionFromText(text), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestWebhookJson)
#include "tst_webhookjson.moc"
