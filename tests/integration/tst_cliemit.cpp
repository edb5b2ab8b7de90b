// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "store/deliveryhistory.h"
#include "support/loopbackreceiver.h"

#include <QRegularExpression>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = QStringLiteral(TEST_DATA "/strapi");
const QByteArray entry = R"({ "id": 1.0, "street": "\u00e9\/", "doorCode": "hush", "owner": {"id":3, "email":"hush"} })";

} // namespace

/// `emit`, `content-types` and `event-types` as real processes: what leaves, what is refused and how, and that what is
/// refused leaves nothing behind.
class TestCliEmit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void entryIsSent();
    void formatIsFollowed();
    void payloadIsSentAsGiven();
    void whoGotNothingIsKept();
    void notesSayWhatIsNotKnown();
    void outcomesAreAwaited_data();
    void outcomesAreAwaited();
    void refusals_data();
    void refusals();
    void positionsAreTold();
    void refusedLeavesNothing();
    void damagedContentTypeStopsAll();

    void contentTypesAreListed();
    void contentTypesAreRemoved();
    void importFaults_data();
    void importFaults();
    void ownEventTypes();
    void ownEventTypeFaults_data();
    void ownEventTypeFaults();

private:
    void knowTheSite() const;
    [[nodiscard]] QByteArray sentBody() const;

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<LoopbackReceiver> m_receiver;
    QString m_webhook;
};

void TestCliEmit::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_cli = std::make_unique<CliRunner>();
    m_receiver = std::make_unique<LoopbackReceiver>();
    m_webhook = m_cli->add(u"Search"_s, m_receiver->url().toString(),
                           {u"--event"_s, u"entry.create"_s, u"--event"_s, u"entry.publish"_s, u"--retry"_s, u"off"_s});
}

void TestCliEmit::knowTheSite() const
{
    const CliResult imported = m_cli->run({u"content-types"_s, u"import"_s, site});
    QVERIFY2(imported.code == 0, imported.err.constData());
}

QByteArray TestCliEmit::sentBody() const
{
    const auto requests = m_receiver->requests();
    return requests.size() == 1 ? requests.first().body() : QByteArray::number(requests.size()) + " requests";
}

void TestCliEmit::entryIsSent()
{
    knowTheSite();
    const CliResult result
        = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, u"-"_s}, entry);
    QVERIFY2(result.code == 0, result.err.constData());
    QCOMPARE(keysOf(result.object()), u"acceptedAt deliveries event notSent notes type"_s);
    QCOMPARE(result.object()[u"type"_s].toString(), u"entry.create"_s);
    const QJsonArray deliveries = result.object()[u"deliveries"_s].toArray();
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.first()[u"webhook"_s].toString(), m_webhook);
    QCOMPARE(result.object()[u"notes"_s].toArray().size(), 2);
    QVERIFY(result.err.contains("entry.doorCode"));
    QVERIFY(result.err.contains("entry.owner"));

    const QByteArray body = sentBody();
    static const QRegularExpression time(u"\"createdAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\""_s);
    QCOMPARE(QString::fromUtf8(body).replace(time, u"\"createdAt\":T"_s).toUtf8(),
             R"({"event":"entry.create","createdAt":T,"model":"address","uid":"api::address.address",)"
             R"("entry":{"id":1.0,"street":"\u00e9\/","owner":{"id":3}}})");
    QCOMPARE(m_receiver->requests().first().header("X-Strapi-Event"), "entry.create");
}

void TestCliEmit::formatIsFollowed()
{
    knowTheSite();
    QCOMPARE(m_cli->run({u"settings"_s, u"payload-format"_s, u"4"_s}).code, 0);
    const CliResult result = m_cli->run({u"emit"_s, u"entry.publish"_s, u"--uid"_s, u"api::address.address"_s, u"--entry"_s,
                                         m_cli->write(u"entry.json"_s, R"({"id":1})")});
    QVERIFY2(result.code == 0, result.err.constData());
    QVERIFY2(sentBody().endsWith(R"(,"model":"address","entry":{"id":1}})"), sentBody().constData());
}

void TestCliEmit::payloadIsSentAsGiven()
{
    knowTheSite();
    const QByteArray before
        = "{ \"createdAt\" : \"2026-01-02T03:04:05.678Z\" ,\n\"event\":\"entry.create\",\"model\":\"address\",";
    const QByteArray payload = before + R"("entry":{ "n" : 1E400, "doorCode" : 1 } })";
    const CliResult result = m_cli->run({u"emit"_s, u"--payload"_s, u"-"_s}, payload);
    QVERIFY2(result.code == 0, result.err.constData());
    QCOMPARE(sentBody(), before + R"("entry":{ "n" : 1E400 } })");
}

void TestCliEmit::whoGotNothingIsKept()
{
    const QString other = m_cli->add(u"Off"_s, m_receiver->url().toString(), {u"--event"_s, u"*"_s, u"--disabled"_s});
    const CliResult result = m_cli->json({u"emit"_s, u"media.create"_s, u"--media"_s, u"-"_s}, R"({"id":1})");
    QVERIFY2(result.code == 0, result.err.constData());
    QVERIFY(result.object()[u"deliveries"_s].toArray().isEmpty());
    QCOMPARE(result.object()[u"notSent"_s].toArray().size(), 2);

    auto history = DeliveryHistory::open(Profile::inFolder(m_cli->profile()));
    QVERIFY(history);
    const auto notSent = (*history)->notSent(EventId::fromString(result.object()[u"event"_s].toString()));
    QVERIFY(notSent);
    QMap<QString, QString> reasons;
    for (const Recipient &recipient : *notSent)
        reasons.insert(recipient.webhook.toString(), notSentKey(*recipient.reason));
    QCOMPARE(reasons, (QMap<QString, QString>{{m_webhook, u"not-subscribed"_s}, {other, u"disabled"_s}}));
    QCOMPARE(m_receiver->requestCount(), 0);
}

void TestCliEmit::notesSayWhatIsNotKnown()
{
    const CliResult result
        = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"order"_s, u"--entry"_s, u"-"_s}, "{}");
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"notes"_s].toArray().size(), 1);
    QVERIFY(result.object()[u"notes"_s].toArray().first().toString().contains(u"order"_s));
    QVERIFY(sentBody().endsWith(R"("model":"order","entry":{}})"));
}

void TestCliEmit::outcomesAreAwaited_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("taken") << 204 << 0 << QByteArray("Search: Delivered");
    QTest::newRow("refused") << 400 << 1 << QByteArray("Search: Failed");
}

void TestCliEmit::outcomesAreAwaited()
{
    QFETCH(int, status);
    QFETCH(QByteArray, said);
    m_receiver->answer(Answer::status(status));
    const CliResult result
        = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"order"_s, u"--entry"_s, u"-"_s, u"--wait=60"_s}, "{}");
    QTEST(result.code, "code");
    QVERIFY2(result.err.contains(said), result.err.constData());
    QCOMPARE(m_receiver->requestCount(), 1);
}

void TestCliEmit::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("errorCode");
    QTest::addColumn<QString>("field");

    const auto row
        = [](const char *name, const QString &arguments, const QByteArray &input, int code, const QString &errorCode,
             const QString &field) { QTest::newRow(name) << arguments.split(u' ') << input << code << errorCode << field; };
    const QString create = u"emit entry.create "_s;
    row("user", create + u"--model user --entry -"_s, "{}", 5, u"user-content-type"_s, u"model"_s);
    row("user by uid", create + u"--uid plugin::users-permissions.user --entry -"_s, "{}", 5, u"user-content-type"_s,
        u"uid"_s);
    row("user in a payload", u"emit --payload -"_s,
        R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","uid":"admin::user"})", 5, u"user-content-type"_s,
        u"uid"_s);
    row("no drafts", u"emit entry.publish --model category --entry -"_s, "{}", 5, u"no-draft-and-publish"_s, u"model"_s);
    row("no JSON", create + u"--model address --entry -"_s, "{", 65, u"not-json"_s, u"entry"_s);
    row("empty", create + u"--model address --entry -"_s, "", 65, u"not-json"_s, u"entry"_s);
    row("list", create + u"--model address --entry -"_s, "[]", 65, u"not-an-object"_s, u"entry"_s);
    row("not UTF-8", create + u"--model address --entry -"_s, "{\"a\":\"\xff\"}", 65, u"not-utf8"_s, u"entry"_s);
    row("duplicate", create + u"--model address --entry -"_s, R"({"a":1,"a":2})", 65, u"duplicate-key"_s, u"entry"_s);
    row("too deep", create + u"--model address --entry -"_s, QByteArray(600, '['), 65, u"too-deep"_s, u"entry"_s);
    row("too large", create + u"--model address --entry -"_s, QByteArray(1024 * 1024 + 1, ' '), 65, u"too-large"_s,
        u"entry"_s);
    row("payload too large", u"emit --payload -"_s, QByteArray(1024 * 1024 + 1, ' '), 65, u"too-large"_s, {});
    row("uid", create + u"--uid address --entry -"_s, "{}", 65, u"invalid-uid"_s, u"uid"_s);
    row("unknown type", u"emit entry.crate --model address --entry -"_s, "{}", 65, u"invalid-value"_s, u"event"_s);
    row("unknown type in a payload", u"emit --payload -"_s, R"({"event":"entry.crate","createdAt":"2026-11-24T08:00:00Z"})",
        65, u"unknown-event-type"_s, u"event"_s);
    row("no time", u"emit --payload -"_s, R"({"event":"entry.create"})", 65, u"missing-member"_s, u"createdAt"_s);
    row("time is a number", u"emit --payload -"_s, R"({"event":"entry.create","createdAt":5})", 65, u"wrong-kind"_s,
        u"createdAt"_s);
    const QByteArray timed = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z")";
    row("entry is a list", u"emit --payload -"_s, timed + R"(,"model":"address","entry":[]})", 65, u"not-an-object"_s,
        u"entry"_s);
    row("other type", u"emit entry.update --payload -"_s, R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z"})",
        65, u"wrong-event"_s, u"event"_s);
    row("no file", create + u"--model address --entry /nowhere/entry.json"_s, "", 65, u"cannot-read"_s, u"entry"_s);
    row("no entry", create + u"--model address"_s, "", 64, u"usage"_s, {});
    row("no content type", create + u"--entry -"_s, "{}", 64, u"usage"_s, {});
    row("media for an entry", create + u"--model address --entry - --media -"_s, "{}", 64, u"usage"_s, {});
    row("nothing", u"emit"_s, "", 64, u"usage"_s, {});
    row("both ways", create + u"--entry - --payload -"_s, "{}", 64, u"usage"_s, {});
    row("release", u"emit releases.publish"_s, "", 64, u"usage"_s, {});
}

void TestCliEmit::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    knowTheSite();
    const CliResult result = m_cli->json(arguments, input);
    QVERIFY2(!result.error().isEmpty(), result.out + result.err);
    QTEST(result.code, "code");
    QTEST(result.error()[u"code"_s].toString(), "errorCode");
    QTEST(result.error()[u"field"_s].toString(), "field");
    QVERIFY(result.err.contains(result.error()[u"message"_s].toString().toUtf8()));
    QCOMPARE(m_receiver->requestCount(), 0);
}

void TestCliEmit::positionsAreTold()
{
    const QString file = m_cli->write(u"entry.json"_s, "{\n  \"a\": 1,\n  \"b\" 2\n}");
    const CliResult result = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, file});
    QCOMPARE(result.error()[u"line"_s].toInt(), 3);
    QCOMPARE(result.error()[u"column"_s].toInt(), 7);
    QVERIFY(result.error()[u"message"_s].toString().contains(file));
}

void TestCliEmit::refusedLeavesNothing()
{
    const auto before = m_cli->snapshot();
    QCOMPARE(m_cli->run({u"emit"_s, u"entry.create"_s, u"--model"_s, u"user"_s, u"--entry"_s, u"-"_s}, "{}").code, 5);
    QCOMPARE(m_cli->run({u"emit"_s, u"--payload"_s, u"-"_s}, "{").code, 65);
    QCOMPARE(m_cli->snapshot(), before);
}

void TestCliEmit::damagedContentTypeStopsAll()
{
    knowTheSite();
    const QString path = Profile::inFolder(m_cli->profile()).contentTypeFile(u"shared.geo"_s);
    QVERIFY(QFile::resize(path, 30));
    const CliResult result
        = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, u"-"_s}, "{}");
    QCOMPARE(result.code, 74);
    QVERIFY(result.error()[u"message"_s].toString().contains(path));
    QCOMPARE(m_receiver->requestCount(), 0);
    const CliResult listed = m_cli->json({u"content-types"_s});
    QCOMPARE(listed.code, 74);
    QCOMPARE(listed.array().size(), 4);
    QCOMPARE(m_cli->run({u"content-types"_s, u"remove"_s, u"shared.geo"_s}).code, 0);
    QCOMPARE(m_cli->run({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, u"-"_s}, "{}").code, 0);
}

void TestCliEmit::contentTypesAreListed()
{
    QVERIFY(m_cli->json({u"content-types"_s}).array().isEmpty());
    const CliResult imported = m_cli->json({u"content-types"_s, u"import"_s, site});
    QCOMPARE(imported.code, 0);
    QCOMPARE(imported.array().size(), 5);
    QCOMPARE(keysOf(imported.array().first().toObject()), u"action file kind uid"_s);
    QCOMPARE(imported.array().first()[u"action"_s].toString(), u"add"_s);
    QCOMPARE(m_cli->json({u"content-types"_s, u"import"_s, site}).array().first()[u"action"_s].toString(), u"update"_s);
    const QJsonArray listed = m_cli->json({u"content-types"_s}).array();
    QCOMPARE(listed.size(), 5);
    const QJsonObject address = listed.first().toObject();
    QCOMPARE(keysOf(address), u"cutToId draftAndPublish kind model name stripped uid"_s);
    QCOMPARE(address[u"uid"_s].toString(), u"api::address.address"_s);
    QCOMPARE(address[u"stripped"_s].toArray(),
             (QJsonArray{u"secretNote"_s, u"doorCode"_s, u"caretaker"_s, u"geo.accuracy"_s, u"stops.accuracy"_s,
                         u"sections.accuracy"_s, u"sections.source"_s, u"sections.place.accuracy"_s}));
    QCOMPARE(address[u"cutToId"_s].toArray(), QJsonArray{u"owner"_s});
    const QByteArray table = m_cli->run({u"content-types"_s}).out;
    QVERIFY(table.contains("secretNote, doorCode, caretaker, geo.accuracy"));
    QVERIFY(table.contains("owner (all but its id)"));
}

void TestCliEmit::contentTypesAreRemoved()
{
    knowTheSite();
    QCOMPARE(m_cli->run({u"content-types"_s, u"remove"_s, u"address"_s}).code, 0); // by its model
    QCOMPARE(m_cli->run({u"content-types"_s, u"remove"_s, u"api::category.category"_s}).code, 0);
    const CliResult again = m_cli->json({u"content-types"_s, u"remove"_s, u"address"_s});
    QCOMPARE(again.code, 6);
    QCOMPARE(again.error()[u"code"_s].toString(), u"not-found"_s);
    QCOMPARE(m_cli->json({u"content-types"_s}).array().size(), 3);
}

void TestCliEmit::importFaults_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("errorCode");
    QTest::newRow("nothing there") << QStringList{u"/nowhere/schema.json"_s} << 65 << u"cannot-read"_s;
    QTest::newRow("no schema in it") << QStringList{QStringLiteral(TEST_DATA "/tls")} << 65 << u"nothing-to-import"_s;
    QTest::newRow("no uid") << QStringList{u"FILE"_s} << 65 << u"missing-uid"_s;
    QTest::newRow("bad uid") << QStringList{u"FILE"_s, u"--uid"_s, u"x y"_s} << 65 << u"invalid-uid"_s;
    QTest::newRow("no schema") << QStringList{u"FILE"_s, u"--uid"_s, u"api::a.a"_s} << 65 << u"not-a-schema"_s;
    QTest::newRow("no file") << QStringList{} << 64 << u"usage"_s;
    QTest::newRow("one uid for two") << QStringList{u"FILE"_s, u"FILE"_s, u"--uid"_s, u"api::a.a"_s} << 64 << u"usage"_s;
}

void TestCliEmit::importFaults()
{
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings(u"FILE"_s, m_cli->write(u"any.json"_s, R"({"info":{}})"));
    const auto before = m_cli->snapshot();
    const CliResult result = m_cli->json(QStringList{u"content-types"_s, u"import"_s} + arguments);
    QTEST(result.code, "code");
    QTEST(result.error()[u"code"_s].toString(), "errorCode");
    QCOMPARE(m_cli->snapshot(), before);
}

void TestCliEmit::ownEventTypes()
{
    const QByteArray sample = R"({"event":"order.paid","createdAt":"2020-01-10T08:59:35.796Z","total":1.0})";
    const CliResult added = m_cli->json({u"event-types"_s, u"add"_s, u"order.paid"_s, u"--sample"_s, u"-"_s}, sample);
    QVERIFY2(added.code == 0, added.err.constData());
    QCOMPARE(added.object()[u"sample"_s].toString().toUtf8(), sample);
    QCOMPARE(keysOf(added.object()), u"description edition group keys known name note own sample subscribed"_s);

    // From now on it is an event type like any other.
    const QString shop
        = m_cli->add(u"Shop"_s, m_receiver->url().toString(), {u"--event"_s, u"order.paid"_s, u"--retry"_s, u"off"_s});
    QVERIFY(!shop.isEmpty());
    QCOMPARE(m_cli->run({u"emit"_s, u"order.paid"_s, u"--payload"_s, u"-"_s}, sample).code, 0);
    QCOMPARE(sentBody(), sample);
    const QJsonObject listed = m_cli->json({u"event-types"_s}).array().last().toObject();
    QCOMPARE(listed[u"name"_s].toString(), u"order.paid"_s);
    QCOMPARE(listed[u"own"_s].toBool(), true);
    QCOMPARE(listed[u"subscribed"_s].toArray(), QJsonArray{shop});
    const QString all = m_cli->add(u"All"_s, m_receiver->url().toString(), {u"--event"_s, u"*"_s, u"--retry"_s, u"off"_s});
    QVERIFY(!all.isEmpty()); // it misses nothing that is gone

    const CliResult removed = m_cli->json({u"event-types"_s, u"remove"_s, u"order.paid"_s});
    QCOMPARE(removed.code, 0);
    QCOMPARE(removed.object()[u"subscribed"_s].toArray(), QJsonArray{shop});
    QVERIFY(removed.err.contains("“Shop” is still subscribed"));
    QCOMPARE(m_cli->run({u"emit"_s, u"order.paid"_s, u"--payload"_s, u"-"_s}, sample).code, 65);
    QCOMPARE(m_cli->run({u"event-types"_s, u"remove"_s, u"order.paid"_s}).code, 6);

    // As long as a webhook names it, it is listed as one that is gone.
    const QJsonObject gone = m_cli->json({u"event-types"_s}).array().last().toObject();
    QCOMPARE(gone[u"name"_s].toString(), u"order.paid"_s);
    QCOMPARE(gone[u"known"_s], QJsonValue(false));
    QCOMPARE(gone[u"subscribed"_s].toArray(), QJsonArray{shop});
    QVERIFY(m_cli->run({u"event-types"_s}).out.contains("order.paid"));
    const QJsonArray problems = m_cli->json({u"show"_s, shop}).object()[u"problems"_s].toArray();
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.at(0)[u"field"_s].toString(), u"events"_s);
    QVERIFY(m_cli->run({u"show"_s, shop}).out.contains("“order.paid” is not in the catalogue"));
}

void TestCliEmit::ownEventTypeFaults_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("errorCode");
    const QStringList sample{u"--sample"_s, u"-"_s};
    QTest::newRow("built in") << QStringList{u"add"_s, u"entry.create"_s} + sample << 65 << u"built-in"_s;
    QTest::newRow("name") << QStringList{u"add"_s, u"a/b"_s} + sample << 65 << u"invalid-value"_s;
    QTest::newRow("another sample") << QStringList{u"add"_s, u"order.sent"_s} + sample << 65 << u"wrong-event"_s;
    QTest::newRow("no sample") << QStringList{u"add"_s, u"order.paid"_s} << 64 << u"usage"_s;
    QTest::newRow("no name") << QStringList{u"add"_s} + sample << 64 << u"usage"_s;
    QTest::newRow("no verb of ours") << QStringList{u"change"_s, u"x"_s} << 64 << u"usage"_s;
    QTest::newRow("removing a built-in one") << QStringList{u"remove"_s, u"entry.create"_s} << 65 << u"built-in"_s;
    QTest::newRow("removing none") << QStringList{u"remove"_s, u"order.paid"_s} << 6 << u"not-found"_s;
}

void TestCliEmit::ownEventTypeFaults()
{
    QFETCH(QStringList, arguments);
    const auto before = m_cli->snapshot();
    const CliResult result = m_cli->json(QStringList{u"event-types"_s} + arguments,
                                         R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z"})");
    QTEST(result.code, "code");
    QTEST(result.error()[u"code"_s].toString(), "errorCode");
    QCOMPARE(m_cli->snapshot(), before);
}

QTEST_GUILESS_MAIN(TestCliEmit)
#include "tst_cliemit.moc"
