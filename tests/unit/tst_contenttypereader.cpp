// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttypereader.h"
#include "core/contenttypes.h"

#include <QFile>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QString addressPath = u"/srv/site/src/api/address/content-types/address/schema.json"_s;

QByteArray strapiFile(const QString &path)
{
    QFile file(QStringLiteral(TEST_DATA "/strapi/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

/// A schema with these attributes and options, as JSON members.
QByteArray schema(const QByteArray &attributes, const QByteArray &options = "{}")
{
    return R"({"info":{"singularName":"address"},"options":)" + options + R"(,"attributes":{)" + attributes + "}}";
}

} // namespace

/// Strapi's schema.json as content types, and each fault of one with its file and key.
class TestContentTypeReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void contentTypeIsRead();
    void componentIsRead();
    void versionsAndVariantsAreRead_data();
    void versionsAndVariantsAreRead();
    void privateNeedNotBeAttributes();
    void uidComesFromThePath_data();
    void uidComesFromThePath();
    void givenUidWins();
    void uidsAreChecked_data();
    void uidsAreChecked();
    void faultsNameFileAndKey_data();
    void faultsNameFileAndKey();
    void noJsonNamesFileAndPosition();
    void setFindsByUidAndModel();
};

void TestContentTypeReader::contentTypeIsRead()
{
    const QString path = u"src/api/address/content-types/address/schema.json"_s;
    const auto type = readContentType(strapiFile(path), path);
    QVERIFY2(type, qPrintable(type ? QString() : type.error().detail));
    QCOMPARE(type->uid, u"api::address.address"_s);
    QCOMPARE(type->model, u"address"_s);
    QCOMPARE(type->displayName, u"Address"_s);
    QVERIFY(type->draftAndPublish);
    QCOMPARE(type->attributes.list.size(), 22);
    QCOMPARE(type->attributes.list.first().name, u"street"_s); // in the order of the file
    QCOMPARE(type->attributes.stripped(), (QStringList{u"secretNote"_s, u"doorCode"_s, u"caretaker"_s}));
    QCOMPARE(type->attributes.find(u"category")->target, u"api::category.category"_s);
    QCOMPARE(type->attributes.find(u"related")->target, QString());
    QCOMPARE(type->attributes.find(u"geo")->components, QStringList{u"shared.geo"_s});
    QCOMPARE(type->attributes.find(u"sections")->components, (QStringList{u"shared.geo"_s, u"shared.quote"_s}));
    QCOMPARE(type->attributes.find(u"gallery")->type, u"media"_s);
    QCOMPARE(type->attributes.find(u"none"), nullptr);
}

void TestContentTypeReader::componentIsRead()
{
    const QString path = u"src/components/shared/quote.json"_s;
    const auto component = readComponent(strapiFile(path), path);
    QVERIFY(component);
    QCOMPARE(component->uid, u"shared.quote"_s);
    QCOMPARE(component->displayName, u"Quote"_s);
    QCOMPARE(component->attributes.stripped(), QStringList{u"source"_s});
}

void TestContentTypeReader::versionsAndVariantsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("draftAndPublish");

    QTest::newRow("no options") << QByteArray(R"({"info":{"singularName":"a"},"attributes":{}})") << false;
    QTest::newRow("off") << schema("", R"({"draftAndPublish":false})") << false;
    QTest::newRow("on") << schema("", R"({"draftAndPublish":true,"comment":""})") << true;
    QTest::newRow("single type") << QByteArray(
        R"({"kind":"singleType","info":{"singularName":"home"},"options":{"draftAndPublish":true},"attributes":{}})")
                                 << true;
    QTest::newRow("localised") << schema(
        R"("t":{"type":"string","pluginOptions":{"i18n":{"localized":true}},"private":false})")
                               << false;
    QTest::newRow("custom field") << schema(R"("c":{"type":"customField","customField":"plugin::color-picker.color"})")
                                  << false;
    QTest::newRow("relation that leads back")
        << schema(R"("r":{"type":"relation","relation":"oneToMany","target":"api::b.b","mappedBy":"a","inversedBy":null})")
        << false;
    QTest::newRow("what later versions add") << schema(R"("x":{"type":"vector","dimensions":3})", R"({"new":[1]})") << false;
}

void TestContentTypeReader::versionsAndVariantsAreRead()
{
    QFETCH(QByteArray, text);
    const auto type = readContentType(text, addressPath);
    QVERIFY2(type, qPrintable(type ? QString() : type.error().detail));
    QTEST(type->draftAndPublish, "draftAndPublish");
    QVERIFY(type->attributes.stripped().isEmpty());
}

void TestContentTypeReader::privateNeedNotBeAttributes()
{
    const auto type = readContentType(schema(R"("a":{"type":"string"},"b":{"type":"string","private":true})",
                                             R"({"privateAttributes":["publishedAt","b"]})"),
                                      addressPath);
    QVERIFY(type);
    QCOMPARE(type->attributes.stripped(), (QStringList{u"b"_s, u"publishedAt"_s}));
    QVERIFY(!type->attributes.isKept(u"publishedAt"));
    QVERIFY(type->attributes.isKept(u"a"));
    QVERIFY(type->attributes.isKept(u"anything"));
}

void TestContentTypeReader::uidComesFromThePath_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("contentType");
    QTest::addColumn<QString>("component");

    const auto row = [](const QString &path, const QString &contentType, const QString &component) {
        QTest::addRow("%s", qPrintable(path)) << path << contentType << component;
    };
    row(addressPath, u"api::address.address"_s, {});
    row(u"src/api/shop/content-types/order-line/schema.json"_s, u"api::shop.order-line"_s, {});
    row(u"api/shop/content-types/order/schema.json"_s, u"api::shop.order"_s, {});
    row(u"/s/src/extensions/users-permissions/content-types/user/schema.json"_s, u"plugin::users-permissions.user"_s, {});
    row(u"/s/src/components/shared/geo.json"_s, {}, u"shared.geo"_s);
    row(u"/s/src/components/geo.json"_s, {}, {});
    row(u"/s/schema.json"_s, {}, {});
    row(u"/s/src/api/a/content-types/b/schema.json.bak"_s, {}, {});
    row(u"/s/src/myapi/a/content-types/b/schema.json"_s, {}, {});
    row(u"/s/src/api/a/b/content-types/c/schema.json"_s, {}, {});
}

void TestContentTypeReader::uidComesFromThePath()
{
    QFETCH(QString, path);
    QTEST(contentTypeUidOf(path), "contentType");
    QTEST(componentUidOf(path), "component");
}

void TestContentTypeReader::givenUidWins()
{
    QCOMPARE(readContentType(schema(""), addressPath, u"api::other.other"_s)->uid, u"api::other.other"_s);
    QCOMPARE(readContentType(schema(""), u"/tmp/schema.json"_s, u"admin::role"_s)->uid, u"admin::role"_s);
    const auto missing = readContentType(schema(""), u"/tmp/schema.json"_s);
    QCOMPARE(missing.error().code, ErrorCode::UidMissing);
    QCOMPARE(missing.error().subject, u"/tmp/schema.json"_s);
    QCOMPARE(readComponent(schema(""), u"/tmp/geo.json"_s).error().code, ErrorCode::UidMissing);
}

void TestContentTypeReader::uidsAreChecked_data()
{
    QTest::addColumn<QString>("uid");
    QTest::addColumn<bool>("isContentType");
    QTest::addColumn<bool>("isComponent");

    QTest::newRow("api") << u"api::address.address"_s << true << false;
    QTest::newRow("admin") << u"admin::user"_s << true << false;
    QTest::newRow("component") << u"shared.geo"_s << false << true;
    QTest::newRow("nothing") << QString() << false << false;
    QTest::newRow("a folder up") << u"api::../x.y"_s << false << false;
    QTest::newRow("a folder") << u"api::a/b.c"_s << false << false;
    QTest::newRow("component as folder") << u"../x.y"_s << false << false;
    QTest::newRow("line break") << u"api::a.b\n"_s << false << false;
    QTest::newRow("too many parts") << u"api::a.b.c"_s << false << false;
    QTest::newRow("too long") << u"api::a."_s + QString(200, u'x') << false << false;
    QTest::newRow("blank") << u"api::a. b"_s << false << false;
}

void TestContentTypeReader::uidsAreChecked()
{
    QFETCH(QString, uid);
    QTEST(isContentTypeUid(uid), "isContentType");
    QTEST(isComponentUid(uid), "isComponent");
}

void TestContentTypeReader::faultsNameFileAndKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("key");

    using enum ErrorCode;
    const auto row = [](const char *name, const QByteArray &text, ErrorCode code, const QString &key) {
        QTest::newRow(name) << text << code << key;
    };
    row("no info", R"({"attributes":{}})", SchemaKeyMissing, u"info"_s);
    row("info is a text", R"({"info":"x","attributes":{}})", SchemaKeyWrong, u"info"_s);
    row("no name", R"({"info":{},"attributes":{}})", SchemaKeyMissing, u"info.singularName"_s);
    row("name of version 3", R"({"info":{"name":"address"},"attributes":{}})", SchemaKeyMissing, u"info.singularName"_s);
    row("name is a number", R"({"info":{"singularName":1},"attributes":{}})", SchemaKeyWrong, u"info.singularName"_s);
    row("name is empty", R"({"info":{"singularName":""},"attributes":{}})", SchemaKeyWrong, u"info.singularName"_s);
    row("no attributes", R"({"info":{"singularName":"a"}})", SchemaKeyMissing, u"attributes"_s);
    row("attributes are a list", R"({"info":{"singularName":"a"},"attributes":[]})", SchemaKeyWrong, u"attributes"_s);
    row("options are a list", schema("", "[]"), SchemaKeyWrong, u"options"_s);
    row("draft & publish is a text", schema("", R"({"draftAndPublish":"true"})"), SchemaKeyWrong,
        u"options.draftAndPublish"_s);
    row("private is a text", schema("", R"({"privateAttributes":"x"})"), SchemaKeyWrong, u"options.privateAttributes"_s);
    row("private holds a number", schema("", R"({"privateAttributes":["x",1]})"), SchemaKeyWrong,
        u"options.privateAttributes"_s);
    row("attribute is a text", schema(R"("a":"string")"), SchemaKeyWrong, u"attributes.a"_s);
    row("attribute without type", schema(R"("a":{"model":"b"})"), SchemaKeyMissing, u"attributes.a.type"_s);
    row("type is a number", schema(R"("a":{"type":1})"), SchemaKeyWrong, u"attributes.a.type"_s);
    row("private is 1", schema(R"("a":{"type":"string","private":1})"), SchemaKeyWrong, u"attributes.a.private"_s);
    row("relation without kind", schema(R"("a":{"type":"relation","target":"api::b.b"})"), SchemaKeyMissing,
        u"attributes.a.relation"_s);
    row("relation without target", schema(R"("a":{"type":"relation","relation":"oneToOne"})"), SchemaKeyMissing,
        u"attributes.a.target"_s);
    row("component without name", schema(R"("a":{"type":"component"})"), SchemaKeyMissing, u"attributes.a.component"_s);
    row("zone without components", schema(R"("a":{"type":"dynamiczone"})"), SchemaKeyMissing, u"attributes.a.components"_s);
    row("zone of a text", schema(R"("a":{"type":"dynamiczone","components":"b"})"), SchemaKeyWrong,
        u"attributes.a.components"_s);
}

void TestContentTypeReader::faultsNameFileAndKey()
{
    QFETCH(QByteArray, text);
    const auto type = readContentType(text, addressPath);
    QVERIFY(!type);
    QTEST(type.error().code, "code");
    QCOMPARE(type.error().subject, addressPath);
    QTEST(type.error().detail, "key");
}

void TestContentTypeReader::noJsonNamesFileAndPosition()
{
    const auto broken = readContentType("{\n  \"info\": }", addressPath);
    QCOMPARE(broken.error().code, ErrorCode::NotJson);
    QCOMPARE(broken.error().detail, addressPath);
    QCOMPARE(broken.error().line, 2);
    QCOMPARE(broken.error().column, 11);
    const auto list = readContentType("[]", addressPath);
    QCOMPARE(list.error().code, ErrorCode::NotAnObject);
    QCOMPARE(list.error().detail, addressPath);
    const auto twice
        = readComponent(R"({"attributes":{"a":{"type":"string"},"a":{"type":"string"}}})", u"components/a/b.json"_s);
    QCOMPARE(twice.error().code, ErrorCode::DuplicateKey);
    QCOMPARE(twice.error().subject, u"a"_s);
}

void TestContentTypeReader::setFindsByUidAndModel()
{
    ContentTypes set;
    ContentType address{u"api::address.address"_s, u"address"_s, {}, false, {}};
    set.insert(address);
    set.insert(ContentType{u"api::other.address"_s, u"address"_s, {}, false, {}});
    set.insert(ContentType{u"api::category.category"_s, u"category"_s, {}, false, {}});
    set.insert(Component{u"shared.geo"_s, {}, {}});
    QCOMPARE(set.types().size(), 3);
    QCOMPARE(set.find(u"api::address.address"_s)->model, u"address"_s);
    QCOMPARE(set.find(u"address"_s), nullptr);
    QCOMPARE(set.findModel(u"category"_s)->uid, u"api::category.category"_s);
    QCOMPARE(set.findModel(u"address"_s), nullptr); // there are two
    QCOMPARE(set.findModel({}), nullptr);
    QCOMPARE(set.candidates(u"address"_s, {}).size(), 2);
    QCOMPARE(set.candidates(u"address"_s, u"api::other.address"_s).size(), 1);
    QVERIFY(set.candidates(u"address"_s, u"api::unknown.address"_s).isEmpty());
    QVERIFY(set.component(u"shared.geo"_s));
    QCOMPARE(set.component(u"shared.quote"_s), nullptr);
    address.draftAndPublish = true;
    set.insert(address);
    QCOMPARE(set.types().size(), 3);
    QVERIFY(set.find(u"api::address.address"_s)->draftAndPublish);
}

QTEST_GUILESS_MAIN(TestContentTypeReader)
#include "tst_contenttypereader.moc"
