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

/// What is composed, what is taken as given, and what is refused.
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
    void wholePayloadsHaveTheirShape_data();
    void wholePayloadsHaveTheirShape();
    void publishingNeedsDrafts_data();
    void publishingNeedsDrafts();
    void sizeAndDepthAreLimited();

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

QTEST_GUILESS_MAIN(TestEventRules)

#include "tst_eventrules.moc"
