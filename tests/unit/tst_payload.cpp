// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontext.h"
#include "core/payload.h"

#include <QDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC);

EventType typeWithSample(const QString &name, const QByteArray &sample)
{
    EventType type;
    type.name = name;
    type.sample = sample;
    return type;
}

} // namespace

/// Payloads of product section 4: the test event, samples as events of now, and whole payloads given by somebody.
class TestPayload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void testEventIsExact();
    void testEventIsUtc();
    void samplesKeepTheirTokens();
    void onlyTheEventsOwnTimeIsStamped();
    void sampleWithoutATimeKeepsItsType();
    void catalogueSamples_data();
    void catalogueSamples();
    void givenPayloadGoesOutAsGiven_data();
    void givenPayloadGoesOutAsGiven();
    void givenPayloadIsRefused_data();
    void givenPayloadIsRefused();
    void errorsSayWhere();
    void sizeIsLimited();
    void userDataIsRefused_data();
    void userDataIsRefused();
    void likeUserDataIsTaken_data();
    void likeUserDataIsTaken();
};

void TestPayload::testEventIsExact()
{
    const Event event = makeTestEvent(now);
    QCOMPARE(event.type, u"trigger-test"_s);
    QCOMPARE(event.createdAt, now);
    QCOMPARE(event.payload, "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}");
    QCOMPARE(event.payload.size(), 63);
    QCOMPARE(makeTestEvent(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)).payload,
             "{\"event\":\"trigger-test\",\"createdAt\":\"2026-01-02T03:04:05.000Z\"}");
}

void TestPayload::testEventIsUtc()
{
    const QDateTime elsewhere = now.toOffsetFromUtc(-5 * 3600);
    QCOMPARE(makeTestEvent(elsewhere).payload, makeTestEvent(now).payload);
}

void TestPayload::samplesKeepTheirTokens()
{
    const EventType type = typeWithSample(
        u"order.paid"_s,
        "{ \"z\" : 1.0,\n  \"event\" : \"order.paid\" , \"createdAt\"\n:\t\"2020-01-10T08:47:36.649Z\", \"n\": [ "
        "9007199254740993, 1E400 , -2.5e-7 ], \"t\": \" \\u00e9\\/  \xe2\x80\xa8 \" }\n");
    const Event event = makeSampleEvent(type, now);
    QCOMPARE(event.type, u"order.paid"_s);
    QCOMPARE(event.createdAt, now);
    QCOMPARE(event.payload,
             "{\"z\":1.0,\"event\":\"order.paid\",\"createdAt\":\"2026-11-23T16:33:57.070Z\",\"n\":[9007199254740993,1E400,"
             "-2.5e-7],\"t\":\" \\u00e9\\/  \xe2\x80\xa8 \"}");
}

void TestPayload::onlyTheEventsOwnTimeIsStamped()
{
    const EventType type = typeWithSample(
        u"x.y"_s, "{\"event\":\"x.y\",\"createdAt\":\"old\",\"entry\":{\"createdAt\":\"kept\",\"event\":\"kept\"}}");
    QCOMPARE(makeSampleEvent(type, now).payload,
             "{\"event\":\"x.y\",\"createdAt\":\"2026-11-23T16:33:57.070Z\",\"entry\":{\"createdAt\":\"kept\",\"event\":"
             "\"kept\"}}");
}

void TestPayload::sampleWithoutATimeKeepsItsType()
{
    // trigger-test has no sample; another type without a usable one must not turn into trigger-test.
    QCOMPARE(makeSampleEvent(typeWithSample(triggerTest, {}), now), makeTestEvent(now));
    for (const QByteArray &sample :
         {QByteArray(), QByteArray("{\"event\":\"x.y\"}"), QByteArray("not JSON"), QByteArray("[]")}) {
        const Event event = makeSampleEvent(typeWithSample(u"x.y"_s, sample), now);
        QCOMPARE(event.type, u"x.y"_s);
        QCOMPARE(event.payload, "{\"event\":\"x.y\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}");
    }
}

void TestPayload::catalogueSamples_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(QStringLiteral(TEST_DATA "/../../resources/events"));
    const QStringList files = folder.entryList({u"*.json"_s});
    QCOMPARE(files.size(), 12);
    for (const QString &file : files)
        QTest::addRow("%s", qPrintable(file)) << folder.filePath(file);
}

void TestPayload::catalogueSamples()
{
    QFETCH(QString, file);

    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const auto json = JsonText::parse(source.readAll());
    QVERIFY(json);
    const QString name = json->string(u"name"_s).value_or(QString());
    const JsonText::Member *sampleMember = json->find(u"sample"_s);
    const QByteArray sample = sampleMember ? json->value(*sampleMember) : QByteArray();

    const Event event = makeSampleEvent(typeWithSample(name, sample), now);
    QCOMPARE(event.type, name);
    QVERIFY(event.payload.startsWith("{\"event\":\"" + name.toUtf8() + "\",\"createdAt\":\"2026-11-23T16:33:57.070Z\""));
    // As given it is an event too, and its keys are those of the catalogue, in order.
    QVERIFY(makeGivenEvent(event.payload, name));
    QStringList keys{u"event"_s, u"createdAt"_s};
    const auto keysJson = JsonText::parse(json->value(*json->find(u"keys"_s)));
    for (const QByteArray &key : keysJson->compact().replace('[', "").replace(']', "").split(',')) {
        if (!key.isEmpty() && event.payload.contains(key + ':'))
            keys.append(QString::fromUtf8(key.mid(1, key.size() - 2)));
    }
    QStringList actual;
    const auto payload = JsonText::parse(event.payload);
    for (const JsonText::Member &member : payload->members())
        actual.append(member.key);
    QCOMPARE(actual, keys);
}

void TestPayload::givenPayloadGoesOutAsGiven_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("event");

    QTest::newRow("spelling and space kept") << QByteArray(
        " {\"createdAt\": \"2020-01-10T08:47:36.649Z\",\r\n \"event\":\"entry.create\", \"n\":1.0 ,\"m\":1E400}\n")
                                             << u"entry.create"_s << u"entry.create"_s;
    QTest::newRow("no type named") << QByteArray("{\"event\":\"order.paid\",\"createdAt\":\"2026-11-24T08:00:00Z\"}")
                                   << QString() << u"order.paid"_s;
    QTest::newRow("escaped event") << QByteArray("{\"event\":\"entry\\u002ecreate\",\"createdAt\":\"2026-11-24T08:00:00Z\"}")
                                   << u"entry.create"_s << u"entry.create"_s;
    QTest::newRow("trigger-test") << QByteArray(
        "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"more\":[]}")
                                  << triggerTest << triggerTest;
}

void TestPayload::givenPayloadGoesOutAsGiven()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, type);

    const auto event = makeGivenEvent(payload, type);
    QVERIFY(event);
    QTEST(event->type, "event");
    QCOMPARE(event->payload, payload);
}

void TestPayload::givenPayloadIsRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("subject");

    const auto row = [](const char *name, const char *payload, ErrorCode code, const QString &subject) {
        QTest::newRow(name) << QByteArray(payload) << code << subject;
    };
    using enum ErrorCode;
    row("array", "[]", NotAnObject, {});
    row("text", "\"event\"", NotAnObject, {});
    row("null", "null", NotAnObject, {});
    row("no event", "{\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember, u"event"_s);
    row("event deeper", "{\"a\":{\"event\":\"entry.create\"},\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember,
        u"event"_s);
    row("empty event", "{\"event\":\"\",\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember, u"event"_s);
    row("event is a number", "{\"event\":1,\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember, u"event"_s);
    row("event is null", "{\"event\":null,\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember, u"event"_s);
    row("upper-case key", "{\"Event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\"}", MissingMember, u"event"_s);
    row("no createdAt", "{\"event\":\"entry.create\"}", MissingMember, u"createdAt"_s);
    row("empty createdAt", "{\"event\":\"entry.create\",\"createdAt\":\"\"}", MissingMember, u"createdAt"_s);
    for (const char *text : {"x", "now", "2026-11-24", "2026-13-24T08:00:00Z", "08:00:00", "1763971200", "T"})
        QTest::addRow("createdAt is %s", text)
            << QByteArray("{\"event\":\"entry.create\",\"createdAt\":\"") + text + "\"}" << BadTime << u"createdAt"_s;
    row("createdAt is a number", "{\"event\":\"entry.create\",\"createdAt\":1}", MissingMember, u"createdAt"_s);
    row("another event", "{\"event\":\"entry.update\",\"createdAt\":\"2026-11-24T08:00:00Z\"}", WrongEvent,
        u"entry.update"_s);
    row("another case", "{\"event\":\"Entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\"}", WrongEvent,
        u"Entry.create"_s);
    row("two events", "{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"event\":\"y\"}", DuplicateKey,
        u"event"_s);
    row("not UTF-8", "{\"event\":\"\xe9\"}", NotUtf8, u"10"_s);
}

void TestPayload::givenPayloadIsRefused()
{
    QFETCH(QByteArray, payload);

    const auto event = makeGivenEvent(payload, u"entry.create"_s);
    QVERIFY(!event);
    QTEST(event.error().code, "code");
    QTEST(event.error().subject, "subject");
    if (event.error().code == ErrorCode::WrongEvent)
        QCOMPARE(event.error().detail, u"entry.create"_s);
}

void TestPayload::errorsSayWhere()
{
    const auto event = makeGivenEvent("{\n  \"event\": \"entry.create\",\n  \"createdAt\": nope\n}", {});
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::NotJson);
    QCOMPARE(event.error().line, 3);
    QCOMPARE(event.error().column, 16);
}

void TestPayload::sizeIsLimited()
{
    const QByteArray begin = "{\"event\":\"x\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"z\":\"";
    const QByteArray whole = begin + QByteArray(1'048'576 - begin.size() - 2, 'z') + "\"}";
    QCOMPARE(whole.size(), 1'048'576);
    QVERIFY(makeGivenEvent(whole, {}));
    QCOMPARE(makeGivenEvent(whole + ' ', {}).error().code, ErrorCode::TooLarge);
    // A long member must be readable up to the limit as well.
    const QByteArray longEvent
        = "{\"createdAt\":\"2026-11-24T08:00:00Z\",\"event\":\"" + QByteArray(1'048'576 - 47, 'z') + "\"}";
    QCOMPARE(longEvent.size(), 1'048'576);
    QVERIFY(makeGivenEvent(longEvent, {}));
}

void TestPayload::userDataIsRefused_data()
{
    QTest::addColumn<QByteArray>("members");

    QTest::newRow("users-permissions") << QByteArray("\"model\":\"user\",\"uid\":\"plugin::users-permissions.user\"");
    QTest::newRow("uid alone") << QByteArray("\"uid\":\"plugin::users-permissions.user\"");
    QTest::newRow("admin") << QByteArray("\"model\":\"anything\",\"uid\":\"admin::user\"");
    QTest::newRow("escaped") << QByteArray("\"uid\":\"admin\\u003a:user\"");
    QTest::newRow("model without uid") << QByteArray("\"model\":\"user\"");
    QTest::newRow("escaped key") << QByteArray("\"m\\u006fdel\":\"user\"");
    QTest::newRow("empty uid") << QByteArray("\"model\":\"user\",\"uid\":\"\"");
    QTest::newRow("null uid") << QByteArray("\"model\":\"user\",\"uid\":null");
    QTest::newRow("uid of another type") << QByteArray("\"model\":\"user\",\"uid\":[\"api::x.x\"]");
}

void TestPayload::userDataIsRefused()
{
    QFETCH(QByteArray, members);

    for (const QByteArray &type : {QByteArray("entry.create"), QByteArray("trigger-test"), QByteArray("order.paid")}) {
        const auto event
            = makeGivenEvent("{\"event\":\"" + type + "\",\"createdAt\":\"2026-11-24T08:00:00Z\"," + members + "}", {});
        QVERIFY(!event);
        QCOMPARE(event.error().code, ErrorCode::UserContentType);
        QVERIFY(!event.error().subject.isEmpty());
    }
}

void TestPayload::likeUserDataIsTaken_data()
{
    QTest::addColumn<QByteArray>("members");

    QTest::newRow("own type named user") << QByteArray("\"model\":\"user\",\"uid\":\"api::user.user\"");
    QTest::newRow("other model") << QByteArray("\"model\":\"users\"");
    QTest::newRow("inside the entry") << QByteArray(
        "\"model\":\"address\",\"entry\":{\"model\":\"user\",\"uid\":\"admin::user\"}");
    QTest::newRow("media") << QByteArray("\"media\":{}");
}

void TestPayload::likeUserDataIsTaken()
{
    QFETCH(QByteArray, members);
    QVERIFY(makeGivenEvent("{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\"," + members + "}", {}));
}

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
