// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventrules.h"
#include "core/jsontext.h"
#include "support/strapisite.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(10, 0, 0, 7), Qt::UTC);
const QByteArray head = R"({"event":"entry.create","createdAt":"2026-11-24T10:00:00.007Z","model":"address",)"
                        R"("uid":"api::address.address","entry":)";

Composition addressOf(const QByteArray &entry, const QString &type = u"entry.create"_s)
{
    return {type, u"address"_s, {}, entry, {}};
}

QByteArray levels(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "{\"a\":";
    return text + '1' + QByteArray(count, '}');
}

} // namespace

/// The rules for real events (product section 4): composed and given, private data, users, publishing, limits.
class TestEventRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void composedBodyIsExact();
    void tokensAreCopied();
    void namesCompleteEachOther_data();
    void namesCompleteEachOther();
    void publishingHasNoUidInStrapi4();
    void testEventIsComposed();
    void composingIsRefused_data();
    void composingIsRefused();
    void entryFaultsHavePositions();
    void givenIsRefused_data();
    void givenIsRefused();
    void membersAreCutWithTheirComma_data();
    void membersAreCutWithTheirComma();
    void privateDataGoes_data();
    void privateDataGoes();
    void usersAreCutToTheirId_data();
    void usersAreCutToTheirId();
    void creatorsAlwaysGo_data();
    void creatorsAlwaysGo();
    void mediaObeyTheirContentType();
    void releasesObeyEachContentType_data();
    void releasesObeyEachContentType();
    void objectsSayWhatTheyAre_data();
    void objectsSayWhatTheyAre();
    void wholePayloadsHaveTheirShape_data();
    void wholePayloadsHaveTheirShape();
    void ambiguousModelsObeyAll();
    void notesSayWhatHappened();
    void notesAreFew();
    void publishingNeedsDrafts_data();
    void publishingNeedsDrafts();
    void sizeAndDepthAreLimited();
    void deepAndWideIsNoMatter();

private:
    [[nodiscard]] QByteArray cleaned(const QByteArray &entry) const;

    const EventRules m_rules{strapisite::contentTypes(), strapisite::catalogue()};
};

/// What is left of an address.
QByteArray TestEventRules::cleaned(const QByteArray &entry) const
{
    const auto ruled = m_rules.given(head + entry + '}', {});
    if (!ruled || !ruled->event.payload.startsWith(head))
        return "refused or changed before the entry";
    return ruled->event.payload.sliced(head.size()).chopped(1);
}

void TestEventRules::composedBodyIsExact()
{
    const auto ruled = m_rules.compose(addressOf(" {\n\t\"street\" : \"a b\" ,\r\n \"geo\":{ } }\n"), PayloadFormat::Strapi5,
                                       now.toOffsetFromUtc(3600));
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload, head + R"({"street":"a b","geo":{}}})");
    QCOMPARE(ruled->event.type, u"entry.create"_s);
    QCOMPARE(ruled->event.createdAt, now);
    const auto media = m_rules.compose({u"media.create"_s, {}, {}, {}, R"({ "id": 1 })"}, PayloadFormat::Strapi5, now);
    QVERIFY(media);
    QCOMPARE(media->event.payload, R"({"event":"media.create","createdAt":"2026-11-24T10:00:00.007Z","media":{"id":1}})");
}

void TestEventRules::tokensAreCopied()
{
    const QByteArray tokens = "[1.0,1e5,-2.5e-7,9007199254740993,1E400,-0,\"\\u00e9\",\"\\/\",\"\xe2\x80\xa8\",\"\\ud800\","
                              "\"\\uDFFF\\u0000\",\" , \\\" : \",true,null,[],{}]";
    const QByteArray entry = "{\"meta\":" + tokens + ",\"k\\u00e9y\":1}";
    QCOMPARE(m_rules.compose(addressOf(entry), PayloadFormat::Strapi5, now)->event.payload, head + entry + '}');
    QCOMPARE(cleaned(entry), entry);
}

void TestEventRules::namesCompleteEachOther_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("uid");
    QTest::addColumn<QByteArray>("expected");

    const QByteArray both = R"("model":"address","uid":"api::address.address",)";
    QTest::newRow("both") << u"address"_s << u"api::address.address"_s << both;
    QTest::newRow("model of a known one") << u"address"_s << QString() << both;
    QTest::newRow("uid of a known one") << QString() << u"api::address.address"_s << both;
    QTest::newRow("model of an unknown one") << u"order"_s << QString() << QByteArray(R"("model":"order",)");
    QTest::newRow("uid of an unknown one")
        << QString() << u"api::shop.order-line"_s << QByteArray(R"("model":"order-line","uid":"api::shop.order-line",)");
    QTest::newRow("uid without a dot") << QString() << u"admin::role"_s
                                       << QByteArray(R"("model":"role","uid":"admin::role",)");
}

void TestEventRules::namesCompleteEachOther()
{
    QFETCH(QString, model);
    QFETCH(QString, uid);
    QFETCH(QByteArray, expected);
    const auto ruled = m_rules.compose({u"entry.create"_s, model, uid, "{}", {}}, PayloadFormat::Strapi5, now);
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload,
             R"({"event":"entry.create","createdAt":"2026-11-24T10:00:00.007Z",)" + expected + "\"entry\":{}}");
}

void TestEventRules::publishingHasNoUidInStrapi4()
{
    for (const QString &type :
         {u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s, u"entry.publish"_s, u"entry.unpublish"_s}) {
        const bool isPublishing = type.endsWith(u"publish"_s);
        const auto four = m_rules.compose(addressOf("{}", type), PayloadFormat::Strapi4, now);
        const auto five = m_rules.compose(addressOf("{}", type), PayloadFormat::Strapi5, now);
        QCOMPARE(four->event.payload.contains("\"uid\""), !isPublishing);
        QVERIFY(five->event.payload.contains("\"uid\""));
    }
    // What is private goes all the same, and a content type of the admin's own may be called user.
    const auto ruled = m_rules.compose(addressOf(R"({"doorCode":1})", u"entry.publish"_s), PayloadFormat::Strapi4, now);
    QVERIFY(ruled->event.payload.endsWith("\"entry\":{}}"));
    QVERIFY(m_rules.compose({u"entry.publish"_s, u"user"_s, u"api::user.user"_s, "{}", {}}, PayloadFormat::Strapi4, now));
}

void TestEventRules::testEventIsComposed()
{
    const auto ruled = m_rules.compose({triggerTest, {}, {}, {}, {}}, PayloadFormat::Strapi5, now);
    QVERIFY(ruled);
    QCOMPARE(ruled->event, makeTestEvent(now));
}

void TestEventRules::composingIsRefused_data()
{
    QTest::addColumn<Composition>("composition");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("detail");

    using enum ErrorCode;
    const auto row = [](const char *name, const Composition &composition, ErrorCode code, const QString &subject,
                        const QString &detail) { QTest::newRow(name) << composition << code << subject << detail; };
    const QString create = u"entry.create"_s;
    const QString address = u"address"_s;
    row("unknown type", {u"entry.crate"_s, address, {}, "{}", {}}, UnknownEventType, u"entry.crate"_s, create);
    row("nothing like it", {u"zzzzzzzzzzzzzz"_s, address, {}, "{}", {}}, UnknownEventType, u"zzzzzzzzzzzzzz"_s, {});
    row("no entry", {create, address, {}, {}, {}}, PartMissing, u"entry"_s, create);
    row("no media", {u"media.create"_s, {}, {}, {}, {}}, PartMissing, u"media"_s, u"media.create"_s);
    row("no content type", {create, {}, {}, "{}", {}}, PartMissing, u"model"_s, create);
    row("media for an entry", {create, address, {}, "{}", "{}"}, PartNotExpected, u"media"_s, create);
    row("entry for media", {u"media.create"_s, {}, {}, "{}", "{}"}, PartNotExpected, u"entry"_s, u"media.create"_s);
    row("model for media", {u"media.create"_s, address, {}, {}, "{}"}, PartNotExpected, u"model"_s, u"media.create"_s);
    row("release", {u"releases.publish"_s, {}, {}, {}, {}}, NotComposable, u"releases.publish"_s, {});
    row("entry is a list", {create, address, {}, "[]", {}}, PartNotAnObject, u"entry"_s, {});
    row("media is null", {u"media.create"_s, {}, {}, {}, "null"}, PartNotAnObject, u"media"_s, {});
    row("uid", {create, address, u"api:address"_s, "{}", {}}, UidInvalid, u"api:address"_s, {});
    row("user by uid", {create, {}, u"plugin::users-permissions.user"_s, "{}", {}}, UserContentType,
        u"plugin::users-permissions.user"_s, {});
    row("admin by uid", {create, address, u"admin::user"_s, "{}", {}}, UserContentType, u"admin::user"_s, {});
    row("duplicate key", {create, address, {}, R"({"a":{"b":1,"b":2}})", {}}, DuplicateKey, u"b"_s, {});
}

void TestEventRules::composingIsRefused()
{
    QFETCH(Composition, composition);
    const auto ruled = m_rules.compose(composition, PayloadFormat::Strapi5, now);
    QVERIFY(!ruled);
    QTEST(ruled.error().code, "code");
    QTEST(ruled.error().subject, "subject");
    QTEST(ruled.error().detail, "detail");
}

void TestEventRules::entryFaultsHavePositions()
{
    const auto broken = m_rules.compose(addressOf("{\n \"a\": 1,\n}"), PayloadFormat::Strapi5, now);
    QCOMPARE(broken.error().code, ErrorCode::NotJson);
    QCOMPARE(broken.error().line, 3);
    QCOMPARE(broken.error().column, 1);
    const auto latin1 = m_rules.compose(addressOf("{\"a\":\"\xe9\"}"), PayloadFormat::Strapi5, now);
    QCOMPARE(latin1.error().code, ErrorCode::NotUtf8);
    QCOMPARE(latin1.error().subject, u"6"_s);
    // A model that no content type of ours has, but the User's.
    const EventRules empty({}, strapisite::catalogue());
    QCOMPARE(empty.compose({u"entry.create"_s, u"user"_s, {}, "{}", {}}, PayloadFormat::Strapi5, now).error().code,
             ErrorCode::UserContentType);
    QCOMPARE(m_rules.compose({u"entry.create"_s, u"user"_s, {}, "{}", {}}, PayloadFormat::Strapi5, now).error().subject,
             u"plugin::users-permissions.user"_s);
}

void TestEventRules::givenIsRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("subject");

    using enum ErrorCode;
    QTest::newRow("unknown type") << QByteArray(R"({"event":"entry.crate","createdAt":"2026-11-24T08:00:00Z"})")
                                  << UnknownEventType << u"entry.crate"_s;
    QTest::newRow("no createdAt") << QByteArray(R"({"event":"entry.create"})") << MissingMember << u"createdAt"_s;
    QTest::newRow("list") << QByteArray("[]") << NotAnObject << QString();
    QTest::newRow("user") << QByteArray(
        R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user","entry":{}})")
                          << UserContentType << u"user"_s;
    QTest::newRow("reviewed user") << QByteArray(
        R"({"event":"review-workflows.updateEntryStage","createdAt":"2026-11-24T08:00:00Z","uid":"admin::user","entity":{}})")
                                   << UserContentType << u"admin::user"_s;
    QTest::newRow("duplicate deep inside")
        << QByteArray(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","entry":[{"a":1,"\u0061":2}]})")
        << DuplicateKey << u"a"_s;
}

void TestEventRules::givenIsRefused()
{
    QFETCH(QByteArray, payload);
    const auto ruled = m_rules.given(payload, {});
    QVERIFY(!ruled);
    QTEST(ruled.error().code, "code");
    QTEST(ruled.error().subject, "subject");
}

void TestEventRules::membersAreCutWithTheirComma_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *entry, const char *expected) {
        QTest::newRow(name) << QByteArray(entry) << QByteArray(expected);
    };
    row("only one", R"({ "doorCode" : 1 })", R"({  })");
    row("first", R"({ "doorCode" : 1 , "a" : 2 })", R"({ "a" : 2 })");
    row("middle", "{\n  \"a\": 1,\n  \"doorCode\": 2,\n  \"b\": 3\n}", "{\n  \"a\": 1,\n  \"b\": 3\n}");
    row("last", "{\n  \"a\": 1,\n  \"doorCode\": 2\n}", "{\n  \"a\": 1\n}");
    row("two at the end", R"({"a":1 , "doorCode":2 ,"secretNote":3 })", R"({"a":1 })");
    row("first and last", R"({"doorCode":1, "a":2, "secretNote":3})", R"({"a":2})");
    row("all of three", R"({"doorCode":1,"secretNote":2,"caretaker":3})", R"({})");
    row("every second", R"({"doorCode":1,"a":2,"secretNote":3,"b":4,"caretaker":5})", R"({"a":2,"b":4})");
    row("with a container", R"({"doorCode":{"x":[1,{"doorCode":2}]},"a":[{"b":1}]})", R"({"a":[{"b":1}]})");
    row("cuts inside each other's neighbours", R"({"geo":{"accuracy":1},"doorCode":2,"stops":[{"accuracy":3,"lat":4}]})",
        R"({"geo":{},"stops":[{"lat":4}]})");
    row("escaped key", R"({"d\u006forCode":1,"a":2})", R"({"a":2})");
    row("looks alike", R"({"DoorCode":1,"doorCode ":2})", R"({"DoorCode":1,"doorCode ":2})");
}

void TestEventRules::membersAreCutWithTheirComma()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
    QCOMPARE(cleaned(expected), expected);
}

void TestEventRules::privateDataGoes_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *entry, const char *expected) {
        QTest::newRow(name) << QByteArray(entry) << QByteArray(expected);
    };
    row("in options", R"({"street":"x","caretaker":"hush"})", R"({"street":"x"})");
    row("in a component", R"({"geo":{"lat":1,"accuracy":2}})", R"({"geo":{"lat":1}})");
    row("in a repeatable one", R"({"stops":[{"accuracy":2},{"lat":1,"accuracy":2}]})", R"({"stops":[{},{"lat":1}]})");
    row("in a dynamic zone",
        R"({"sections":[{"__component":"shared.quote","source":1,"accuracy":3},{"__component":"shared.geo","source":1,"accuracy":3}]})",
        R"({"sections":[{"__component":"shared.quote","accuracy":3},{"__component":"shared.geo","source":1}]})");
    row("component in a zone's component", R"({"sections":[{"__component":"shared.quote","place":{"accuracy":1,"lat":2}}]})",
        R"({"sections":[{"__component":"shared.quote","place":{"lat":2}}]})");
    row("zone's name behind", R"({"sections":[{"source":1,"__component":"shared.quote"}]})",
        R"({"sections":[{"__component":"shared.quote"}]})");
    row("zone without a name: any of them", R"({"sections":[{"source":1,"accuracy":2,"text":3}]})",
        R"({"sections":[{"text":3}]})");
    row("zone of an unknown component", R"({"sections":[{"__component":"x.y","source":1}]})",
        R"({"sections":[{"__component":"x.y","source":1}]})");
    row("through a relation", R"({"category":{"name":"a","margin":2}})", R"({"category":{"name":"a"}})");
    row("through relations and back", R"({"category":{"addresses":[{"doorCode":1,"geo":{"accuracy":2}}]}})",
        R"({"category":{"addresses":[{"geo":{}}]}})");
    row("through an open relation",
        R"({"related":[{"__type":"api::category.category","margin":1},{"__type":"api::x.x","margin":2}]})",
        R"({"related":[{"__type":"api::category.category"},{"__type":"api::x.x","margin":2}]})");
    row("other locales", R"({"localizations":[{"doorCode":1,"street":"b"}]})", R"({"localizations":[{"street":"b"}]})");
    row("as Strapi 4's own API wraps it",
        R"({"id":1,"attributes":{"doorCode":1,"category":{"data":{"attributes":{"margin":1}}}}})",
        R"({"id":1,"attributes":{"category":{"data":{"attributes":{}}}}})");
    row("an array of arrays", R"({"stops":[[{"accuracy":2}]]})", R"({"stops":[[{}]]})");
    row("not in free JSON", R"({"meta":{"doorCode":1,"accuracy":2}})", R"({"meta":{"doorCode":1,"accuracy":2}})");
    row("not of another type", R"({"category":{"doorCode":1}})", R"({"category":{"doorCode":1}})");
    row("not in an unknown member", R"({"extra":{"doorCode":1}})", R"({"extra":{"doorCode":1}})");
    row("relations that are only counted", R"({"category":{"count":1},"owner":{"count":0}})",
        R"({"category":{"count":1},"owner":{"count":0}})");
}

void TestEventRules::privateDataGoes()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
    const auto composed = m_rules.compose(addressOf(entry), PayloadFormat::Strapi5, now);
    QVERIFY(composed);
    QCOMPARE(composed->event.payload, head + expected + '}');
}

void TestEventRules::usersAreCutToTheirId_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *entry, const char *expected) {
        QTest::newRow(name) << QByteArray(entry) << QByteArray(expected);
    };
    row("one", R"({"owner":{"username":"jim","id":3,"email":"j@x","documentId":"abc","role":{"id":1}},"a":1})",
        R"({"owner":{"id":3,"documentId":"abc"},"a":1})");
    row("many", R"({"category":{"editors":[{"id":1,"email":"a"},{"email":"b"},null,7]}})",
        R"({"category":{"editors":[{"id":1},{},null,7]}})");
    row("an id alone", R"({"owner":3})", R"({"owner":3})");
    row("null", R"({"owner":null})", R"({"owner":null})");
    row("data hidden in the id", R"({"owner":{"id":{"email":"a"},"documentId":["b"]}})", R"({"owner":{}})");
    row("data hidden in the count", R"({"owner":{"count":"a@x"}})", R"({"owner":{}})");
    row("as Strapi 4's own API wraps it", R"({"owner":{"data":{"id":1,"attributes":{"email":"a"}}}})",
        R"({"owner":{"data":{"id":1}}})");
    row("data that is a text", R"({"owner":{"data":"a@x"}})", R"({"owner":{}})");
    row("new relations", R"({"owner":{"connect":[{"id":1,"email":"a"}]}})", R"({"owner":{}})");
    row("open relation", R"({"related":[{"__type":"plugin::users-permissions.user","id":1,"email":"a"}]})",
        R"({"related":[{"id":1}]})");
    row("who reviews", R"({"strapi_assignee":{"id":1,"firstname":"Ada","email":"a"}})", R"({"strapi_assignee":{"id":1}})");
    row("in another locale", R"({"localizations":[{"owner":{"id":1,"email":"a"}}]})",
        R"({"localizations":[{"owner":{"id":1}}]})");
}

void TestEventRules::usersAreCutToTheirId()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
}

void TestEventRules::creatorsAlwaysGo_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *rest, const char *expected) {
        QTest::newRow(name) << QByteArray(rest) << QByteArray(expected);
    };
    row("known", R"("model":"address","entry":{"a":1,"createdBy":{"email":"x"},"updatedBy":2})",
        R"("model":"address","entry":{"a":1})");
    row("unknown", R"("model":"order","entry":{"createdBy":1,"lines":[{"updatedBy":2,"n":3}]})",
        R"("model":"order","entry":{"lines":[{"n":3}]})");
    row("in free JSON", R"("model":"address","entry":{"meta":{"x":[{"createdBy":1}]}})",
        R"("model":"address","entry":{"meta":{"x":[{}]}})");
    row("who reviews an unknown one", R"("model":"order","entry":{"strapi_assignee":{"id":1,"email":"x"}})",
        R"("model":"order","entry":{"strapi_assignee":{"id":1}})");
    row("media", R"("media":{"createdBy":1,"id":2})", R"("media":{"id":2})");
    row("release", R"("release":{"id":1,"createdBy":{"id":2}})", R"("release":{"id":1})");
    row("not outside", R"("createdBy":"shop","order":{"updatedBy":"till"})",
        R"("createdBy":"shop","order":{"updatedBy":"till"})");
}

void TestEventRules::creatorsAlwaysGo()
{
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, expected);
    const QByteArray start = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z",)";
    const auto ruled = m_rules.givenOfAnyType(start + rest + '}', {}); // parts of several event types
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload, start + expected + '}');
    // Without any content types as well.
    QCOMPARE(makeGivenEvent(start + rest + '}', {})->payload, start + expected + '}');
}

void TestEventRules::mediaObeyTheirContentType()
{
    ContentTypes types = strapisite::contentTypes();
    const QString uid = u"plugin::upload.file"_s;
    types.insert(readContentType(R"({"info":{"singularName":"file"},"attributes":{"url":{"type":"string"},)"
                                 R"("folderPath":{"type":"string","private":true}}})",
                                 u"schema.json"_s, uid)
                     .value());
    const EventRules rules(types, strapisite::catalogue());
    const QByteArray media = R"({"url":"/a","folderPath":"/1"})";
    QVERIFY(rules.compose({u"media.create"_s, {}, {}, {}, media}, PayloadFormat::Strapi5, now)
                ->event.payload.endsWith(R"("media":{"url":"/a"}})"));
    const QByteArray entry = "{\"cover\":" + media + ",\"gallery\":[" + media + "],\"category\":{\"cover\":" + media + "}}";
    QCOMPARE(
        rules.compose(addressOf(entry), PayloadFormat::Strapi5, now)->event.payload,
        head + R"({"cover":{"url":"/a"},"gallery":[{"url":"/a"}],"category":{"cover":{"url":"/a","folderPath":"/1"}}}})");
    // Where nothing is known of media they go as they are.
    QCOMPARE(cleaned(entry), entry);
}

void TestEventRules::releasesObeyEachContentType_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("unknown");

    const auto row = [](const char *name, const char *rest, const char *expected, const QString &unknown = {}) {
        QTest::newRow(name) << QByteArray(rest) << QByteArray(expected) << unknown;
    };
    row("known", R"("release":{"actions":[{"contentType":"api::address.address","entry":{"doorCode":1,"street":2}}]})",
        R"("release":{"actions":[{"contentType":"api::address.address","entry":{"street":2}}]})");
    row("named behind", R"("release":{"actions":[{"entry":{"doorCode":1},"contentType":"api::address.address"}]})",
        R"("release":{"actions":[{"entry":{},"contentType":"api::address.address"}]})");
    row("a user of it",
        R"("release":{"actions":[{"contentType":"api::address.address","entry":{"owner":{"id":1,"email":2}}}]})",
        R"("release":{"actions":[{"contentType":"api::address.address","entry":{"owner":{"id":1}}}]})");
    row("a user",
        R"("release":{"actions":[{"contentType":"plugin::users-permissions.user","entry":{"id":1,"documentId":"a","email":2}}]})",
        R"("release":{"actions":[{"contentType":"plugin::users-permissions.user","entry":{"id":1,"documentId":"a"}}]})");
    row("an object with the uid",
        R"("release":{"actions":[{"contentType":{"uid":"api::address.address"},"entry":{"doorCode":1}}]})",
        R"("release":{"actions":[{"contentType":{"uid":"api::address.address"},"entry":{}}]})");
    row("uid", R"("release":{"actions":[{"uid":"api::address.address","entry":{"doorCode":1}}]})",
        R"("release":{"actions":[{"uid":"api::address.address","entry":{}}]})");
    row("each its own",
        R"("release":{"actions":[{"contentType":"api::category.category","entry":{"doorCode":1,"margin":2}},{"contentType":"api::address.address","entry":{"doorCode":1,"margin":2}}]})",
        R"("release":{"actions":[{"contentType":"api::category.category","entry":{"doorCode":1}},{"contentType":"api::address.address","entry":{"margin":2}}]})");
    row("unknown", R"("release":{"actions":[{"contentType":"api::x.x","entry":{"doorCode":1}}]})",
        R"("release":{"actions":[{"contentType":"api::x.x","entry":{"doorCode":1}}]})", u"api::x.x"_s);
    row("not named", R"("release":{"actions":[{"entry":{"a":1}}]})", R"("release":{"actions":[{"entry":{"a":1}}]})",
        u"release.actions[].entry"_s);
    row("only counted", R"("release":{"actions":{"count":3}})", R"("release":{"actions":{"count":3}})");
    row("assignees",
        R"("release":{"assignees":[{"id":1,"email":2}]},"workflow":{"stages":{"to":{"assignee":{"id":1,"email":2}}}})",
        R"("release":{"assignees":[{"id":1}]},"workflow":{"stages":{"to":{"assignee":{"id":1}}}})");
}

void TestEventRules::releasesObeyEachContentType()
{
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, expected);
    QFETCH(QString, unknown);
    const QByteArray start = R"({"event":"releases.publish","createdAt":"2026-11-24T08:00:00Z","isPublished":true,)";
    const auto ruled = m_rules.given(start + rest + '}', {});
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload, start + expected + '}');
    const QList<EventNote> notes{{EventNote::Kind::UnknownParts, {unknown}, 0}};
    QCOMPARE(ruled->notes.contains(notes.first()), !unknown.isEmpty());
}

void TestEventRules::objectsSayWhatTheyAre_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *rest, const char *expected) {
        QTest::newRow(name) << QByteArray(rest) << QByteArray(expected);
    };
    row("related in a media", R"("media":{"related":[{"__type":"admin::user","id":1,"email":2}]})",
        R"("media":{"related":[{"id":1}]})");
    row("by the other mark", R"("media":{"related":{"__contentType":"plugin::users-permissions.user","id":1,"email":2}})",
        R"("media":{"related":{"id":1}})");
    row("a known type", R"("media":{"related":[{"__type":"api::address.address","doorCode":1,"geo":{"accuracy":1}}]})",
        R"("media":{"related":[{"__type":"api::address.address","geo":{}}]})");
    row("media of an entry",
        R"("model":"address","entry":{"cover":{"related":[{"__type":"admin::user","id":1,"email":2}]}})",
        R"("model":"address","entry":{"cover":{"related":[{"id":1}]}})");
    row("in free JSON",
        R"("model":"address","entry":{"meta":{"x":[{"__contentType":"api::address.address","doorCode":1}]}})",
        R"("model":"address","entry":{"meta":{"x":[{"__contentType":"api::address.address"}]}})");
    row("of an unknown entry", R"("model":"order","entry":{"by":{"__type":"admin::user","email":2}})",
        R"("model":"order","entry":{"by":{}})");
    row("outside",
        R"("data":[{"__type":"admin::user","id":1,"email":2},{"__type":"api::address.address","createdBy":1,"doorCode":1}])",
        R"("data":[{"id":1},{"__type":"api::address.address"}])");
    row("something else", R"("data":{"__type":"Order","createdBy":1,"doorCode":1})",
        R"("data":{"__type":"Order","createdBy":1,"doorCode":1})");
}

void TestEventRules::objectsSayWhatTheyAre()
{
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, expected);
    const QByteArray start = R"({"event":"x.y","createdAt":"2026-11-24T08:00:00Z",)";
    const auto ruled = m_rules.givenOfAnyType(start + rest + '}', {});
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload, start + expected + '}');
}

void TestEventRules::wholePayloadsHaveTheirShape_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<std::optional<ErrorCode>>("code");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("detail");

    const auto row = [](const char *name, const QByteArray &type, const QByteArray &rest,
                        const std::optional<ErrorCode> &code = {}, const QString &subject = {}, const QString &detail = {}) {
        QTest::newRow(name) << R"({"event":")" + type + R"(","createdAt":"2026-11-24T08:00:00Z")" + rest + '}' << code
                            << subject << detail;
    };
    using enum ErrorCode;
    row("model", "entry.create", R"(,"model":"address","entry":{})");
    row("uid", "entry.create", R"(,"uid":"api::address.address","entry":{})");
    row("null, read too late", "entry.create", R"(,"model":"address","entry":null)");
    row("neither", "entry.create", R"(,"entry":{})");
    row("model is a number", "entry.create", R"(,"model":5,"entry":{})", MissingMember, u"model"_s, u"text"_s);
    row("uid is null", "entry.create", R"(,"model":"address","uid":null,"entry":{})");
    row("no entry", "entry.create", R"(,"model":"address")");
    row("entry is a list", "entry.create", R"(,"model":"address","entry":[{}])", PartNotAnObject, u"entry"_s);
    row("entry is a text", "entry.delete", R"(,"model":"address","entry":"x")", PartNotAnObject, u"entry"_s);
    row("media", "media.create", R"(,"media":{})");
    row("no media", "media.create", "");
    row("media is a text", "media.update", R"(,"media":"x")", PartNotAnObject, u"media"_s);
    row("media is null", "media.delete", R"(,"media":null)");
    row("a release that failed", "releases.publish", R"(,"isPublished":false,"error":{})");
    row("release is a list", "releases.publish", R"(,"release":[])", PartNotAnObject, u"release"_s);
    row("test", "trigger-test", "");
    QTest::newRow("event is a number") << QByteArray(R"({"event":5,"createdAt":"2026-11-24T08:00:00Z"})")
                                       << std::optional(MissingMember) << u"event"_s << u"text"_s;
    QTest::newRow("createdAt is a number") << QByteArray(R"({"event":"trigger-test","createdAt":5})")
                                           << std::optional(MissingMember) << u"createdAt"_s << u"text"_s;
    QTest::newRow("no event") << QByteArray(R"({"createdAt":"2026-11-24T08:00:00Z"})") << std::optional(MissingMember)
                              << u"event"_s << QString();
}

void TestEventRules::wholePayloadsHaveTheirShape()
{
    QFETCH(QByteArray, payload);
    QFETCH(std::optional<ErrorCode>, code);
    const auto ruled = m_rules.given(payload, {});
    QCOMPARE(ruled ? std::optional<ErrorCode>() : ruled.error().code, code);
    if (!code)
        return;
    QTEST(ruled.error().subject, "subject");
    QTEST(ruled.error().detail, "detail");
}

void TestEventRules::ambiguousModelsObeyAll()
{
    ContentTypes types = strapisite::contentTypes();
    types.insert(
        readContentType(R"({"info":{"singularName":"address"},"attributes":{"phone":{"type":"string","private":true},)"
                        R"("owner":{"type":"json"}}})",
                        u"schema.json"_s, u"api::crm.address"_s)
            .value());
    const EventRules rules(types, strapisite::catalogue());
    const auto ruled = rules.compose(addressOf(R"({"phone":1,"doorCode":2,"owner":{"id":3,"email":4}})", u"entry.publish"_s),
                                     PayloadFormat::Strapi5, now);
    QVERIFY(ruled); // one of them has drafts
    QVERIFY(ruled->event.payload.endsWith(R"("model":"address","entry":{"owner":{"id":3}}})"));
    QCOMPARE(ruled->notes.first(), (EventNote{EventNote::Kind::AmbiguousModel, {u"address"_s}, 0}));
    // With a uid it is one of them.
    const auto other = rules.compose({u"entry.create"_s, {}, u"api::crm.address"_s, R"({"phone":1,"doorCode":2})", {}},
                                     PayloadFormat::Strapi5, now);
    QVERIFY(other->event.payload.endsWith(R"("entry":{"doorCode":2}})"));
}

void TestEventRules::notesSayWhatHappened()
{
    using Kind = EventNote::Kind;
    const auto notesOf = [this](const QByteArray &payload) { return m_rules.given(payload, {})->notes; };
    QVERIFY(notesOf(head + R"({"street":"x"}})").isEmpty());
    QCOMPARE(notesOf(head + R"({"doorCode":1,"stops":[{"accuracy":1},{"accuracy":2}],"owner":{"id":1,"email":2}}})"),
             (QList<EventNote>{{Kind::PrivateTaken, {u"entry.doorCode"_s, u"entry.stops[].accuracy"_s}, 0},
                               {Kind::UserCut, {u"entry.owner"_s}, 0}}));
    QCOMPARE(
        notesOf(head
                + R"({"related":[{"__type":"api::x.x","a":1}],"sections":[{"__component":"x.y"},{"__component":"x.y"}]}})"),
        (QList<EventNote>{{Kind::UnknownParts, {u"api::x.x"_s, u"x.y"_s}, 0}}));
    QCOMPARE(notesOf(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"order","entry":{}})"),
             (QList<EventNote>{{Kind::UnknownContentType, {u"order"_s}, 0}}));
    QCOMPARE(
        notesOf(
            R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"address","uid":"api::o.o","entry":{}})"),
        (QList<EventNote>{{Kind::UnknownContentType, {u"api::o.o"_s}, 0}}));
    QVERIFY(notesOf(R"({"event":"media.create","createdAt":"2026-11-24T08:00:00Z","media":{}})").isEmpty());
}

void TestEventRules::notesAreFew()
{
    QByteArray entry = "{\"meta\":{";
    for (int i = 0; i < 80; ++i)
        entry += "\"m" + QByteArray::number(i) + "\":{\"createdBy\":1},";
    entry += "\"" + QByteArray(500, 'n') + "\":[{\"createdBy\":1}]}}";
    const auto notes = m_rules.given(head + entry + '}', {})->notes;
    QCOMPARE(notes.size(), 1);
    QCOMPARE(notes.first().subjects.size(), EventNote::mostPaths);
    QCOMPARE(notes.first().more, 81 - EventNote::mostPaths);
    const auto deep = m_rules.given(head + R"({"meta":{")" + QByteArray(500, 'n') + R"(":{"createdBy":1}}}})", {})->notes;
    QCOMPARE_LT(deep.first().subjects.first().size(), 150);
    QVERIFY(deep.first().subjects.first().endsWith(u".createdBy"_s));
}

void TestEventRules::publishingNeedsDrafts_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("with") << u"entry.publish"_s << u"address"_s << true;
    QTest::newRow("without") << u"entry.publish"_s << u"category"_s << false;
    QTest::newRow("unpublish without") << u"entry.unpublish"_s << u"category"_s << false;
    QTest::newRow("not known") << u"entry.publish"_s << u"order"_s << true;
    QTest::newRow("another event") << u"entry.update"_s << u"category"_s << true;
}

void TestEventRules::publishingNeedsDrafts()
{
    QFETCH(QString, type);
    QFETCH(QString, model);
    QFETCH(bool, isTaken);
    const auto composed = m_rules.compose({type, model, {}, "{}", {}}, PayloadFormat::Strapi4, now);
    const auto given = m_rules.given(R"({"event":")" + type.toUtf8() + R"(","createdAt":"2026-11-24T08:00:00Z","model":")"
                                         + model.toUtf8() + R"(","entry":{}})",
                                     type);
    QCOMPARE(composed.has_value(), isTaken);
    QCOMPARE(given.has_value(), isTaken);
    if (isTaken)
        return;
    QCOMPARE(composed.error().code, ErrorCode::NoDraftAndPublish);
    QCOMPARE(composed.error().subject, u"api::category.category"_s);
    QCOMPARE(composed.error().detail, type);
    QCOMPARE(given.error().code, ErrorCode::NoDraftAndPublish);
}

void TestEventRules::sizeAndDepthAreLimited()
{
    // The payload is the first of 512 levels.
    QVERIFY(m_rules.compose(addressOf(levels(511)), PayloadFormat::Strapi5, now));
    QCOMPARE(m_rules.compose(addressOf(levels(512)), PayloadFormat::Strapi5, now).error().code, ErrorCode::TooDeep);
    QVERIFY(m_rules.given(head + levels(511) + '}', {}));
    QCOMPARE(m_rules.given(head + levels(512) + '}', {}).error().code, ErrorCode::TooDeep);
    // 1 MiB is what leaves, not what was handed in.
    const auto ofSize = [](qsizetype size) { return "{\"a\":\"" + QByteArray(size - 8, 'x') + "\"}"; };
    const qsizetype most = JsonText::maximumBytes - head.size() - 1;
    QCOMPARE(m_rules.compose(addressOf(ofSize(most)), PayloadFormat::Strapi5, now)->event.payload.size(),
             JsonText::maximumBytes);
    QCOMPARE(m_rules.compose(addressOf(ofSize(most + 1)), PayloadFormat::Strapi5, now).error().code, ErrorCode::TooLarge);
}

void TestEventRules::deepAndWideIsNoMatter()
{
    // A chain of relations to and fro as deep as it may be, and as many private members as fit.
    QByteArray entry = "1";
    for (int i = 0; i < 250; ++i)
        entry = R"({"doorCode":1,"category":{"margin":2,"addresses":)" + entry + "}}";
    QByteArray expected = "1";
    for (int i = 0; i < 250; ++i)
        expected = R"({"category":{"addresses":)" + expected + "}}";
    QCOMPARE(cleaned(entry), expected);
    QByteArray stops = "{\"accuracy\":1}";
    while (stops.size() < 1'000'000)
        stops += ",{\"accuracy\":1}";
    const QByteArray cut = cleaned("{\"stops\":[" + stops + "]}");
    QVERIFY(!cut.contains("accuracy"));
    QCOMPARE(cut.count("{}"), stops.count("accuracy"));
}

QTEST_GUILESS_MAIN(TestEventRules)
#include "tst_eventrules.moc"
