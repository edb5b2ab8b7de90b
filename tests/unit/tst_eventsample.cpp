// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttypereader.h"
#include "core/eventrules.h"
#include "core/eventsample.h"
#include "core/jsontext.h"
#include "store/catalogueresource.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);
const QString nowText = u"2026-11-24T10:00:00.000Z"_s;

ContentTypes knownTypes()
{
    ContentTypes types;
    types.insert(*readContentType(R"({"kind":"collectionType","collectionName":"addresses",
        "info":{"singularName":"address","pluralName":"addresses","displayName":"Address"},
        "options":{"draftAndPublish":true},
        "attributes":{"city":{"type":"string"},"secret":{"type":"string","private":true},"pin":{"type":"password"},
          "size":{"type":"integer"},"owner":{"type":"relation","relation":"manyToOne","target":"plugin::users-permissions.user"},
          "geo":{"type":"component","component":"shared.geo"},
          "parts":{"type":"dynamiczone","components":["shared.geo"]},"cover":{"type":"media"}}})",
                                  u"schema.json"_s, u"api::address.address"_s));
    types.insert(*readComponent(R"({"collectionName":"geos","info":{"displayName":"Geo"},
        "attributes":{"lat":{"type":"float"},"accuracy":{"type":"float","private":true}}})",
                                u"geo.json"_s, u"shared.geo"_s));
    return types;
}

EventCatalogue catalogue()
{
    const auto read = readCatalogue();
    if (!read)
        qFatal("The catalogue cannot be read");
    return *read;
}

} // namespace

/// The payload that one starts from, and what becomes of it when it is sent.
class TestEventSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void everySampleObeysTheRules_data();
    void everySampleObeysTheRules();
    void madeOfAttributes();
    void strapi4LeavesOut();
    void stamped_data();
    void stamped();
};

void TestEventSample::everySampleObeysTheRules_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("contentType");
    QTest::addColumn<int>("format");
    const auto types = catalogue().types();
    for (const EventType &type : types) {
        for (const auto &contentType : {QString(), u"api::address.address"_s}) {
            for (const auto format : {PayloadFormat::Strapi4, PayloadFormat::Strapi5})
                QTest::addRow("%s %s %d", qPrintable(type.name), qPrintable(contentType), int(format))
                    << type.name << contentType << int(format);
        }
    }
}

void TestEventSample::everySampleObeysTheRules()
{
    QFETCH(QString, type);
    QFETCH(QString, contentType);
    QFETCH(int, format);
    const ContentTypes known = knownTypes();
    const EventType eventType = *catalogue().find(type);
    const QByteArray sample = samplePayload(eventType, known.find(contentType), known, PayloadFormat(format), now);
    if (type == triggerTest) {
        QVERIFY(sample.isEmpty());
        return;
    }
    const auto ruled = EventRules(known, catalogue()).given(sample, type);
    QVERIFY2(ruled, sample);
    QCOMPARE(ruled->event.createdAt, now);
    const bool isOfOne = hasContentType(eventType) && !contentType.isEmpty();
    QCOMPARE(ruled->contentTypes.contains(contentType), isOfOne);
    if (isOfOne) // what never leaves is not in it from the beginning
        QCOMPARE(ruled->event.payload, sample);
}

void TestEventSample::madeOfAttributes()
{
    const ContentTypes known = knownTypes();
    const QByteArray sample = samplePayload(*catalogue().find(u"entry.create"_s), known.find(u"api::address.address"_s),
                                            known, PayloadFormat::Strapi5, now);
    const QByteArray expected = R"({
  "event": "entry.create",
  "createdAt": "2026-11-24T10:00:00.000Z",
  "model": "address",
  "uid": "api::address.address",
  "entry": {
    "id": 1,
    "documentId": "a1b2c3d4e5f6g7h8i9j0k1l2",
    "city": "City",
    "size": 1,
    "owner": {
      "id": 1,
      "documentId": "a1b2c3d4e5f6g7h8i9j0k1l2"
    },
    "geo": {
      "id": 1,
      "lat": 1.5
    },
    "parts": [
      {
        "__component": "shared.geo",
        "id": 1,
        "lat": 1.5
      }
    ],
    "cover": null,
    "createdAt": "2026-01-15T09:30:00.000Z",
    "updatedAt": "2026-01-15T09:30:00.000Z",
    "publishedAt": "2026-01-15T09:30:00.000Z",
    "locale": null
  }
})";
    QCOMPARE(QString::fromUtf8(sample), QString::fromUtf8(expected));
}

void TestEventSample::strapi4LeavesOut()
{
    const ContentTypes known = knownTypes();
    const ContentType *address = known.find(u"api::address.address"_s);
    for (const auto &[type, hasUid] : {std::pair(u"entry.publish"_s, false), std::pair(u"entry.update"_s, true)}) {
        const QByteArray sample = samplePayload(*catalogue().find(type), address, known, PayloadFormat::Strapi4, now);
        QCOMPARE(sample.contains("\"uid\""), hasUid);
        QVERIFY(!sample.contains("documentId"));
        QVERIFY(!sample.contains("locale"));
    }
}

void TestEventSample::stamped_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isUntouched");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("offered time") << QByteArray(R"({ "createdAt": "then" ,"a": 1.0})") << false
                                  << QByteArray(R"({ "createdAt": "2026-11-24T10:00:00.000Z" ,"a": 1.0})");
    QTest::newRow("untouched") << QByteArray("{ \"createdAt\": \"then\",\n \"a\": 1.0 }") << true
                               << QByteArray(R"({"createdAt":"2026-11-24T10:00:00.000Z","a":1.0})");
    QTest::newRow("typed time") << QByteArray(R"({"createdAt": "2020"})") << false << QByteArray(R"({"createdAt": "2020"})");
    QTest::newRow("no time") << QByteArray(R"({"a": "then"})") << false << QByteArray(R"({"a": "then"})");
    QTest::newRow("no JSON") << QByteArray(R"({"createdAt": "then")") << false << QByteArray(R"({"createdAt": "then")");
    QTest::newRow("no object") << QByteArray(R"(["then"])") << false << QByteArray(R"(["then"])");
}

void TestEventSample::stamped()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, isUntouched);
    QFETCH(QByteArray, expected);
    QCOMPARE(stampedPayload(payload, u"then"_s, isUntouched, now), expected);
}

QTEST_APPLESS_MAIN(TestEventSample)
#include "tst_eventsample.moc"
