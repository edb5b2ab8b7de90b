// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventrules.h"
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

} // namespace

/// What is taken out of an event, at any depth, and what is said of it.
class TestPrivateData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

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
    void ambiguousModelsObeyAll();
    void notesSayWhatHappened();
    void notesAreFew();
    void deepAndWideIsNoMatter();

private:
    [[nodiscard]] QByteArray cleaned(const QByteArray &entry) const;

    const EventRules m_rules{strapisite::contentTypes(), strapisite::catalogue()};
};

/// What is left of an address.
QByteArray TestPrivateData::cleaned(const QByteArray &entry) const
{
    const auto ruled = m_rules.given(head + entry + '}', {});
    if (!ruled || !ruled->event.payload.startsWith(head))
        return "refused or changed before the entry";
    return ruled->event.payload.sliced(head.size()).chopped(1);
}

void TestPrivateData::membersAreCutWithTheirComma_data()
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

void TestPrivateData::membersAreCutWithTheirComma()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
    QCOMPARE(cleaned(expected), expected);
}

void TestPrivateData::privateDataGoes_data()
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

void TestPrivateData::privateDataGoes()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
    const auto composed = m_rules.compose(addressOf(entry), PayloadFormat::Strapi5, now);
    QVERIFY(composed);
    QCOMPARE(composed->event.payload, head + expected + '}');
}

void TestPrivateData::usersAreCutToTheirId_data()
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

void TestPrivateData::usersAreCutToTheirId()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, expected);
    QCOMPARE(cleaned(entry), expected);
}

void TestPrivateData::creatorsAlwaysGo_data()
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

void TestPrivateData::creatorsAlwaysGo()
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

void TestPrivateData::mediaObeyTheirContentType()
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

void TestPrivateData::releasesObeyEachContentType_data()
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

void TestPrivateData::releasesObeyEachContentType()
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

void TestPrivateData::objectsSayWhatTheyAre_data()
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

void TestPrivateData::objectsSayWhatTheyAre()
{
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, expected);
    const QByteArray start = R"({"event":"x.y","createdAt":"2026-11-24T08:00:00Z",)";
    const auto ruled = m_rules.givenOfAnyType(start + rest + '}', {});
    QVERIFY(ruled);
    QCOMPARE(ruled->event.payload, start + expected + '}');
}

void TestPrivateData::ambiguousModelsObeyAll()
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

void TestPrivateData::notesSayWhatHappened()
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
    for (const QByteArray &none : {QByteArray(), QByteArray(R"("model":null,)"), QByteArray(R"("model":"",)")}) {
        QCOMPARE(notesOf(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z",)" + none + R"("entry":{}})"),
                 (QList<EventNote>{{Kind::UnknownContentType, {}, 0}}));
    }
    QVERIFY(notesOf(R"({"event":"media.create","createdAt":"2026-11-24T08:00:00Z","media":{}})").isEmpty());
}

void TestPrivateData::notesAreFew()
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

void TestPrivateData::deepAndWideIsNoMatter()
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

QTEST_GUILESS_MAIN(TestPrivateData)

#include "tst_privatedata.moc"
