// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/credentials.h"
#include "core/definitionsimport.h"
#include "core/definitionsreader.h"
#include "core/definitionswords.h"
#include "core/definitionswriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QString idA = u"11111111-2222-4333-8444-555555555555"_s;
const QString idB = u"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"_s;

EventCatalogue smallCatalogue()
{
    EventType create;
    create.name = u"entry.create"_s;
    EventType update;
    update.name = u"entry.update"_s;
    return EventCatalogue({create, update});
}

StoredWebhook stored(const QString &id, const QString &name)
{
    StoredWebhook made;
    made.webhook.id = WebhookId::fromString(id);
    made.webhook.name = name;
    made.webhook.url = u"https://a.example/hook"_s;
    made.webhook.events.names = QStringList{u"entry.create"_s};
    made.revision = "revision";
    return made;
}

QByteArray fileWith(const QByteArray &webhooks, const QByteArray &more = {})
{
    return R"({"format":"hookpanel-definitions","version":1,)" + more + R"("webhooks":[)" + webhooks + "]}";
}

tl::expected<ImportPlan, DefinitionsProblems> plan(const QByteArray &file, const QList<StoredWebhook> &existing = {},
                                                   const Preferences &preferences = {})
{
    const auto read = readDefinitions(file, u"file"_s);
    if (!read)
        return tl::unexpected(read.error());
    return planImport(*read, existing, preferences, smallCatalogue());
}

QByteArray written(const QList<StoredWebhook> &webhooks, const Headers &defaults = {})
{
    return writeDefinitions(webhooks, defaults, QDateTime(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC)).json;
}

/// What carrying out a plan for an empty profile leaves.
QList<StoredWebhook> carriedOut(const ImportPlan &plan)
{
    QList<StoredWebhook> result;
    for (const ImportItem &item : plan.items)
        result.append({item.webhook, {}, {}, false});
    return result;
}

/// Any text that may stand in a name or a header value.
QString randomText(QRandomGenerator &random, int longest)
{
    static const QString favourites = u"\"\\,;=#@%[]{}()'`$!x0aéß日\u2028"_s;
    QString text;
    const int length = random.bounded(1, longest);
    for (int i = 0; i < length; ++i)
        text += random.bounded(9) == 0 ? QString::fromUcs4(U"🎣")
                                       : QString(favourites.at(random.bounded(int(favourites.size()))));
    return text.replace(u"${"_s, u"$ {"_s);
}

Webhook randomWebhook(QRandomGenerator &random)
{
    static const QStringList names{u"X-A"_s, u"Authorization"_s, u"X-Api-Key"_s, u"Cookie"_s, u"X-B"_s};
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u'n' + randomText(random, 30);
    webhook.url = u"https://a.example/"_s + QString::number(random.bounded(1000)) + u"?x=${KEY}"_s;
    webhook.enabled = random.bounded(2) == 0;
    for (const QString &name : names) {
        if (random.bounded(3) == 0)
            webhook.headers.append({name, random.bounded(3) == 0 ? u"${TOKEN}"_s : randomText(random, 40)});
    }
    if (random.bounded(3) == 0)
        webhook.events = Selection::everything();
    else if (random.bounded(2) == 0)
        webhook.events.names = QStringList{u"entry.update"_s, u"of.tomorrow"_s};
    if (random.bounded(2) == 0)
        webhook.contentTypes = {false, {randomText(random, 10), u"api::a.a"_s}};
    webhook.timeoutSeconds = random.bounded(1, 121);
    const auto kind = RetrySchedule::Kind(random.bounded(4));
    webhook.retry = kind == RetrySchedule::Kind::Custom
        ? RetrySchedule::custom({std::chrono::seconds(random.bounded(1, 99)), std::chrono::seconds(604800)})
        : RetrySchedule(kind);
    if (random.bounded(3) == 0)
        webhook.signing = QStringList{u"github"_s, u"of-tomorrow"_s};
    if (random.bounded(3) == 0)
        webhook.tls = TlsPolicy{TlsPolicy::Trust::ExtraCa, u"/etc/a \"b\".pem"_s, {}, u"/c.pem"_s, u"/k.pem"_s};
    return normalised(webhook);
}

} // namespace

/// Definitions as JSON: what is written, what is read, what is refused, and what an import would do.
class TestDefinitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void credentialsByName_data();
    void credentialsByName();
    void credentialsByValue_data();
    void credentialsByValue();
    void writes();
    void neverWritesASecret();
    void leavesUnreadableOut();
    void readsOtherShapes_data();
    void readsOtherShapes();
    void refusesBytes_data();
    void refusesBytes();
    void refusesShapes_data();
    void refusesShapes();
    void tellsAllFaultsAtOnce();
    void defaultHeadersNameTheirFile();
    void unknownSchemesAreSaid();
    void refusesRules_data();
    void refusesRules();
    void everyFaultHasASentenceOfItsOwn();
    void addsUpdatesSkips();
    void whatIsNotGivenStays();
    void withheldSecrets();
    void withheldOfAnotherOrigin_data();
    void withheldOfAnotherOrigin();
    void passphraseStaysWithItsKey();
    void defaultHeaders();
    void keepsWhatIsOfTomorrow();
    void newerFileIsNotUpdated();
    void sameIdTwice();
    void roundTrip();
    void schemaKnowsEveryKey();
};

void TestDefinitions::credentialsByName_data()
{
    QTest::addColumn<bool>("carries");
    for (const char *name : {"Set-Cookie", "XApiKey", "x-gitlabtoken", "Authorization", "proxy-authorization", "COOKIE",
                             "X-Api-Key", "X-API-KEY", "PRIVATE-TOKEN", "X-Auth-Token", "X-Secret", "Api-Password",
                             "X_Access_Key", "apikey", "Ocp-Apim-Subscription-Key"})
        QTest::newRow(name) << true;
    for (const char *name :
         {"X-A", "User-Agent", "Accept", "X-Keyboard", "X-Monkey", "X-Author", "Idempotency-Key", "X-Tokens-Left"})
        QTest::newRow(name) << false;
}

void TestDefinitions::credentialsByName()
{
    QFETCH(const bool, carries);
    QCOMPARE(credentials::isCarriedBy(QString::fromLatin1(QTest::currentDataTag())), carries);
}

void TestDefinitions::credentialsByValue_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isIn");
    QTest::newRow("text") << u"abc"_s << true;
    QTest::newRow("Bearer and text") << u"Bearer abc"_s << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("placeholder") << u"${A}"_s << false;
    QTest::newRow("Strapi's placeholder") << u"${process.env.A}"_s << false;
    QTest::newRow("Bearer and placeholder") << u"Bearer ${A}"_s << false;
    QTest::newRow("two placeholders") << u"${USER}:${PASS}"_s << false;
    QTest::newRow("cookie of a placeholder") << u"session=${S}"_s << false;
    QTest::newRow("placeholder and text") << u"${A}abc123"_s << true;
    QTest::newRow("text and placeholder") << u"abc123${A}"_s << true;
    QTest::newRow("long word and placeholder") << u"abcdefghijklmnopqrstuvwxyz=${A}"_s << true;
    QTest::newRow("literal dollar") << u"$${A}"_s << true;
    QTest::newRow("no placeholder at all") << u"${a b}"_s << true;
}

void TestDefinitions::credentialsByValue()
{
    QFETCH(const QString, value);
    QFETCH(const bool, isIn);
    QCOMPARE(credentials::isIn({u"Authorization"_s, value}), isIn);
    QVERIFY(!credentials::isIn({u"X-Other"_s, value}));
}

void TestDefinitions::writes()
{
    StoredWebhook webhook = stored(idA, u"Search \"index\""_s);
    webhook.webhook.headers = {{u"X-A"_s, u"é"_s}, {u"Authorization"_s, u"Bearer abc"_s}};
    webhook.webhook.retry = RetrySchedule::custom({std::chrono::seconds(1), std::chrono::seconds(5)});
    QCOMPARE(QString::fromUtf8(written({webhook}, {{u"X-D"_s, u"1"_s}})), uR"({
  "format": "hookpanel-definitions",
  "version": 1,
  "exportedAt": "2026-11-23T16:33:57.070Z",
  "webhooks": [
    {
      "id": "11111111-2222-4333-8444-555555555555",
      "name": "Search \"index\"",
      "url": "https://a.example/hook",
      "enabled": true,
      "headers": [
        {"name": "X-A", "value": "é"},
        {"name": "Authorization", "value": null, "secret": true}
      ],
      "events": ["entry.create"],
      "contentTypes": "*",
      "timeoutSeconds": 10,
      "retry": [1, 5],
      "signing": [],
      "tls": {"policy": "verify"}
    }
  ],
  "defaultHeaders": [
    {"name": "X-D", "value": "1"}
  ]
}
)"_s);
    const QJsonObject empty = QJsonDocument::fromJson(written({})).object();
    QCOMPARE(empty[u"webhooks"], QJsonValue(QJsonArray()));
    QVERIFY(!empty.contains(u"defaultHeaders"_s));
}

void TestDefinitions::neverWritesASecret()
{
    StoredWebhook webhook = stored(idA, u"A"_s);
    webhook.webhook.headers = {{u"Authorization"_s, u"s3cret1"_s},
                               {u"X-Api-Key"_s, u"${K}s3cret2"_s},
                               {u"Cookie"_s, u""_s},
                               {u"X-Token"_s, u"Bearer ${T}"_s}};
    const auto result
        = writeDefinitions({webhook}, {{u"Proxy-Authorization"_s, u"s3cret3"_s}}, QDateTime::currentDateTimeUtc());
    QVERIFY(!result.json.contains("s3cret"));
    QVERIFY(result.json.contains("Bearer ${T}"));
    QCOMPARE(result.report.withheld, 3);
    QCOMPARE(result.report.webhooks, 1);
    QVERIFY(DefinitionsWords::of(result.report).first().contains(u'3'));
}

void TestDefinitions::leavesUnreadableOut()
{
    StoredWebhook unreadable = stored(idB, u""_s);
    unreadable.problems = {{Field::File, Rule::FileUnreadable}};
    const auto result = writeDefinitions({stored(idA, u"A"_s), unreadable}, {}, QDateTime::currentDateTimeUtc());
    QCOMPARE(result.report.webhooks, 1);
    QCOMPARE(result.report.unreadable, 1);
    QVERIFY(!result.json.contains(idB.toLatin1()));
}

void TestDefinitions::readsOtherShapes_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray one = R"({"id":"11111111-2222-4333-8444-555555555555","name":"A","url":"http://h/","problems":[]})";
    QTest::newRow("own") << fileWith(one);
    QTest::newRow("with a schema's name") << fileWith(one, R"("$schema":"definitions.schema.json",)");
    QTest::newRow("a list") << QByteArray("[" + one + "]");
    QTest::newRow("a single one") << one;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + fileWith(one));
    QTest::newRow("white space around") << QByteArray("\n\t " + fileWith(one) + "\r\n\n");
}

void TestDefinitions::readsOtherShapes()
{
    QFETCH(const QByteArray, file);
    const auto read = readDefinitions(file, u"file"_s);
    QVERIFY(read);
    QCOMPARE(read->webhooks.size(), 1);
    QCOMPARE(read->webhooks.first().webhook.id.toString(), idA);
    QCOMPARE(read->webhooks.first().webhook.url, u"http://h/"_s);
    QCOMPARE(read->webhooks.first().unknownKeys, QStringList());
    QCOMPARE(read->unknownKeys, QStringList());
}

void TestDefinitions::refusesBytes_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<DefinitionsFault>("fault");
    QTest::addColumn<QString>("words"); // that the sentence must hold

    using enum DefinitionsFault;
    QTest::newRow("empty") << QByteArray() << Empty << u"empty"_s;
    QTest::newRow("only white space") << QByteArray(" \n\t\n") << Empty << u"empty"_s;
    QTest::newRow("not JSON") << QByteArray("{\"a\":1,}") << NotJson << u"line 1, column 8"_s;
    QTest::newRow("not JSON, second line") << QByteArray("{\n  ä") << NotJson << u"line 2, column 3"_s;
    QTest::newRow("cut") << fileWith("{\"name\":\"A\"").chopped(10) << NotJson << u"line 1"_s;
    QTest::newRow("two documents") << QByteArray("{}{}") << NotJson << u"column 3"_s;
    QTest::newRow("UTF-16 with mark") << QByteArray("\xff\xfe{\0}\0", 6) << Utf16 << u"UTF-16"_s;
    QTest::newRow("UTF-16, the other way") << QByteArray("\xfe\xff\0{\0}", 6) << Utf16 << u"UTF-16"_s;
    QTest::newRow("UTF-16 without mark") << QByteArray("{\0\"\0a\0\"\0:\0", 10) << Utf16 << u"UTF-16"_s;
    QTest::newRow("NUL inside") << QByteArray("{\"a\":\"b\0c\"}", 11) << HoldsNul << u"offset 7"_s;
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01\0\0\0\0\0",
                                          12)
                            << HoldsNul << u"offset 7"_s;
    QTest::newRow("Latin-1") << QByteArray("{\"a\":\"\xe9\"}") << NotUtf8 << u"offset 6"_s;
    QTest::newRow("deep") << QByteArray(100'000, '[') << TooDeep << u"too deeply"_s;
    QTest::newRow("duplicate key") << QByteArray("{\"a\":1,\"a\":2}") << DuplicateKey << u"“a”"_s;
    QTest::newRow("too large") << QByteArray(definitions::maximumBytes + 1, ' ') << TooLarge << u"16 MiB"_s;
    QTest::newRow("a text") << QByteArray("\"webhooks\"") << NotDefinitions << u"neither"_s;
    QTest::newRow("a number") << QByteArray("42") << NotDefinitions << u"neither"_s;
    QTest::newRow("null") << QByteArray("null") << NotDefinitions << u"neither"_s;
    QTest::newRow("another object") << QByteArray("{\"error\":{}}") << NotDefinitions << u"neither"_s;
    QTest::newRow("another format") << QByteArray("{\"format\":\"postman\",\"version\":1}") << WrongFormat << u"“postman”"_s;
    QTest::newRow("an empty list") << QByteArray("[]") << Empty << u"no webhook"_s;
    QTest::newRow("definitions of nothing")
        << QByteArray("{\"format\":\"hookpanel-definitions\",\"version\":1,\"webhooks\":[],\"defaultHeaders\":[]}") << Empty
        << u"no webhook"_s;
    QTest::newRow("no version") << QByteArray("{\"format\":\"hookpanel-definitions\",\"webhooks\":[]}") << VersionMissing
                                << u"“version”"_s;
    QTest::newRow("half a version") << QByteArray("{\"format\":\"hookpanel-definitions\",\"version\":1.5,\"webhooks\":[]}")
                                    << VersionMissing << u"“version”"_s;
    QTest::newRow("newer version") << QByteArray("{\"format\":\"hookpanel-definitions\",\"version\":2,\"webhooks\":[]}")
                                   << NewerVersion << u"version 2"_s;
    QTest::newRow("no webhooks") << QByteArray("{\"format\":\"hookpanel-definitions\",\"version\":1}") << WebhooksMissing
                                 << u"“webhooks”"_s;
}

void TestDefinitions::refusesBytes()
{
    QFETCH(const QByteArray, file);
    QFETCH(const DefinitionsFault, fault);
    QFETCH(const QString, words);
    const auto read = readDefinitions(file, u"a.json"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().size(), 1);
    QCOMPARE(read.error().first().fault, fault);
    const QString sentence = DefinitionsWords::of(read.error().first());
    QVERIFY2(sentence.startsWith(u"“a.json”: "), qPrintable(sentence));
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
}

void TestDefinitions::refusesShapes_data()
{
    QTest::addColumn<QByteArray>("webhook");
    QTest::addColumn<DefinitionsFault>("fault");
    QTest::addColumn<QString>("field");

    using enum DefinitionsFault;
    const auto with = [](const QByteArray &member) { return R"({"name":"A","url":"http://h/",)" + member + "}"; };
    QTest::newRow("a text") << QByteArray("\"x\"") << NotAWebhook << QString();
    QTest::newRow("null") << QByteArray("null") << NotAWebhook << QString();
    QTest::newRow("no name") << QByteArray(R"({"url":"http://h/"})") << FieldMissing << u"name"_s;
    QTest::newRow("no url") << QByteArray(R"({"name":"A"})") << FieldMissing << u"url"_s;
    QTest::newRow("name is a number") << QByteArray(R"({"name":1,"url":"http://h/"})") << NotAText << u"name"_s;
    QTest::newRow("url is null") << QByteArray(R"({"name":"A","url":null})") << NotAText << u"url"_s;
    QTest::newRow("id is no UUID") << with(R"("id":"x")") << IdInvalid << u"id"_s;
    QTest::newRow("id is null") << with(R"("id":null)") << IdInvalid << u"id"_s;
    QTest::newRow("enabled is a number") << with(R"("enabled":1)") << NotTrueOrFalse << u"enabled"_s;
    QTest::newRow("timeout is a text") << with(R"("timeoutSeconds":"10")") << NotWholeNumber << u"timeoutSeconds"_s;
    QTest::newRow("timeout is half") << with(R"("timeoutSeconds":1.5)") << NotWholeNumber << u"timeoutSeconds"_s;
    QTest::newRow("timeout is huge") << with(R"("timeoutSeconds":1e300)") << NotWholeNumber << u"timeoutSeconds"_s;
    QTest::newRow("headers are an object") << with(R"("headers":{"A":"b"})") << NotHeaders << u"headers"_s;
    QTest::newRow("header without value") << with(R"("headers":[{"name":"A"}])") << NotHeaders << u"headers"_s;
    QTest::newRow("header value is a number") << with(R"("headers":[{"name":"A","value":1}])") << NotHeaders << u"headers"_s;
    QTest::newRow("header is a text") << with(R"("headers":["A: b"])") << NotHeaders << u"headers"_s;
    QTest::newRow("secret is a text") << with(R"("headers":[{"name":"A","value":null,"secret":"yes"}])") << NotHeaders
                                      << u"headers"_s;
    QTest::newRow("header is null") << with(R"("headers":[null])") << NotHeaders << u"headers"_s;
    QTest::newRow("id is a number") << with(R"("id":7)") << IdInvalid << u"id"_s;
    QTest::newRow("enabled is a text") << with(R"("enabled":"true")") << NotTrueOrFalse << u"enabled"_s;
    QTest::newRow("signing holds a number") << with(R"("signing":["github",1])") << NotAList << u"signing"_s;
    QTest::newRow("retry is null") << with(R"("retry":null)") << NotASchedule << u"retry"_s;
    QTest::newRow("events are a text") << with(R"("events":"entry.create")") << NotAList << u"events"_s;
    QTest::newRow("an event is a number") << with(R"("events":[1])") << NotAList << u"events"_s;
    QTest::newRow("content types are null") << with(R"("contentTypes":null)") << NotAList << u"contentTypes"_s;
    QTest::newRow("signing is all") << with(R"("signing":"*")") << NotAList << u"signing"_s;
    QTest::newRow("retry is another word") << with(R"("retry":"often")") << NotASchedule << u"retry"_s;
    QTest::newRow("retry is text of seconds") << with(R"("retry":"1,2")") << NotASchedule << u"retry"_s;
    QTest::newRow("retry holds a half") << with(R"("retry":[1.5])") << NotASchedule << u"retry"_s;
    QTest::newRow("tls is a text") << with(R"("tls":"verify")") << NotATlsPolicy << u"tls"_s;
    QTest::newRow("tls without a policy") << with(R"("tls":{"caFile":"/ca.pem"})") << NotATlsPolicy << u"tls"_s;
    QTest::newRow("tls believes everybody") << with(R"("tls":{"policy":"none"})") << NotATlsPolicy << u"tls"_s;
    QTest::newRow("tls holds a number") << with(R"("tls":{"policy":"ca","caFile":1})") << NotATlsPolicy << u"tls"_s;
    QTest::newRow("retry is a number") << with(R"("retry":5)") << NotASchedule << u"retry"_s;
}

void TestDefinitions::refusesShapes()
{
    QFETCH(const QByteArray, webhook);
    QFETCH(const DefinitionsFault, fault);
    QFETCH(const QString, field);
    const auto read = readDefinitions(fileWith(R"({"name":"First","url":"http://h/"},)" + webhook), u"a.json"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().size(), 1);
    const DefinitionsProblem &problem = read.error().first();
    QCOMPARE(problem.fault, fault);
    QCOMPARE(problem.field, field);
    QCOMPARE(problem.number, 2);
    QVERIFY(DefinitionsWords::of(problem).startsWith(u"“a.json”, webhook 2"));
}

/// Wrong shapes and broken rules of one file are told together, each where it stands.
void TestDefinitions::tellsAllFaultsAtOnce()
{
    const auto read = readDefinitions(
        fileWith(R"({"name":"A","url":"ftp://h/","timeoutSeconds":"1"},{"name":"B","url":"http://h/","retry":[1,"x",0]},)"
                 R"({"name":"C","url":"http://h/","retry":[0],"timeoutSeconds":0,"signing":["github",1]})",
                 R"("defaultHeaders":[{"name":"Host","value":"x"},{"name":"X"}],)"),
        u"a.json"_s);
    QVERIFY(!read);
    QStringList sentences;
    for (const DefinitionsProblem &problem : read.error())
        sentences.append(DefinitionsWords::of(problem));
    const QStringList beginnings{u"“a.json”, “defaultHeaders”: Entry 2 "_s,
                                 u"“a.json”, webhook 1 (“A”), “timeoutSeconds”: "_s,
                                 u"“a.json”, webhook 1 (“A”), “url”: "_s,
                                 u"“a.json”, webhook 2 (“B”), “retry”: Entry 2 "_s,
                                 u"“a.json”, webhook 3 (“C”), “signing”: Entry 2 "_s,
                                 u"“a.json”, webhook 3 (“C”), “timeoutSeconds”: "_s,
                                 u"“a.json”, webhook 3 (“C”), “retry”: "_s};
    QVERIFY2(sentences.size() == beginnings.size(), qPrintable(sentences.join(u'\n')));
    for (qsizetype i = 0; i < sentences.size(); ++i)
        QVERIFY2(sentences.at(i).startsWith(beginnings.at(i)), qPrintable(sentences.at(i)));
}

void TestDefinitions::defaultHeadersNameTheirFile()
{
    const auto read = readDefinitions(
        fileWith({}, R"("defaultHeaders":[{"name":"X","value":"1"},{"name":"Host","value":"x"}],)"), u"a.json"_s);
    QVERIFY(read);
    const auto plan = planImport(*read, {}, Preferences(), EventCatalogue());
    QVERIFY(!plan);
    QCOMPARE(plan.error().size(), 1);
    QVERIFY2(DefinitionsWords::of(plan.error().first()).startsWith(u"“a.json”, “defaultHeaders”: "),
             qPrintable(DefinitionsWords::of(plan.error().first())));
}

void TestDefinitions::unknownSchemesAreSaid()
{
    const auto made = plan(fileWith(R"({"name":"A","url":"http://h/","signing":["github","later"]})"));
    QVERIFY(made);
    QCOMPARE(made->items.first().webhook.signing, (QStringList{u"github"_s, u"later"_s}));
    QCOMPARE(made->items.first().notes, (QList<ImportNote>{{ImportNote::Kind::UnknownScheme, u"later"_s}}));
}

void TestDefinitions::refusesRules_data()
{
    QTest::addColumn<QByteArray>("webhook");
    QTest::addColumn<Rule>("rule");
    QTest::newRow("empty name") << QByteArray(R"({"name":" ","url":"http://h/"})") << Rule::NameMissing;
    QTest::newRow("scheme") << QByteArray(R"({"name":"A","url":"ftp://h/"})") << Rule::UrlWrongScheme;
    QTest::newRow("header") << QByteArray(R"({"name":"A","url":"http://h/","headers":[{"name":"Host","value":"x"}]})")
                            << Rule::HeaderNameConnection;
    QTest::newRow("line break") << QByteArray(
        R"({"name":"A","url":"http://h/","headers":[{"name":"X","value":"a\r\nb: c"}]})")
                                << Rule::HeaderValueControlCharacter;
    QTest::newRow("timeout") << QByteArray(R"({"name":"A","url":"http://h/","timeoutSeconds":0})")
                             << Rule::TimeoutOutOfRange;
    QTest::newRow("retry") << QByteArray(R"({"name":"A","url":"http://h/","retry":[]})") << Rule::RetryInvalid;
    QTest::newRow("test event") << QByteArray(R"({"name":"A","url":"http://h/","events":["trigger-test"]})")
                                << Rule::EventNotSubscribable;
    QTest::newRow("content types") << QByteArray(R"({"name":"A","url":"http://h/","contentTypes":[]})")
                                   << Rule::ContentTypeEmpty;
}

void TestDefinitions::refusesRules()
{
    QFETCH(const QByteArray, webhook);
    QFETCH(const Rule, rule);
    // A good one beside it does not make a plan.
    const auto refused = plan(fileWith(R"({"name":"Good","url":"http://h/"},)" + webhook));
    QVERIFY(!refused);
    QCOMPARE(refused.error().size(), 1);
    QCOMPARE(refused.error().first().fault, DefinitionsFault::BreaksRule);
    QCOMPARE(refused.error().first().problem->rule, rule);
    QCOMPARE(refused.error().first().number, 2);
    QVERIFY(!refused.error().first().field.isEmpty());
}

void TestDefinitions::everyFaultHasASentenceOfItsOwn()
{
    QStringList sentences;
    for (int fault = 0; fault <= int(DefinitionsFault::ReadOnly); ++fault) {
        const QString sentence = DefinitionsWords::of(DefinitionsProblem{.fault = DefinitionsFault(fault)});
        QVERIFY(sentence.size() > 10);
        QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
        sentences.append(sentence);
    }
}

void TestDefinitions::addsUpdatesSkips()
{
    StoredWebhook changed = stored(idA, u"A"_s);
    changed.webhook.name = u"B"_s;
    changed.webhook.timeoutSeconds = 20;
    const QByteArray file = written({changed, stored(idB, u"Same"_s), stored({}, u"B"_s)})
                                .replace("\"id\": \"00000000-0000-0000-0000-000000000000\",", "");
    const auto made = plan(file, {stored(idA, u"A"_s), stored(idB, u"Same"_s)});
    QVERIFY(made);
    QCOMPARE(made->items.size(), 3);
    QCOMPARE(made->items.at(0).action, ImportAction::Update);
    QCOMPARE(made->items.at(0).changed, (QList<Field>{Field::Name, Field::Timeout}));
    QCOMPARE(made->items.at(0).expectedRevision, "revision");
    QCOMPARE(made->items.at(0).webhook, changed.webhook);
    QCOMPARE(made->items.at(1).action, ImportAction::Skip);
    QCOMPARE(made->items.at(2).action, ImportAction::Add); // two of one name are two webhooks
    QCOMPARE(made->items.at(2).expectedRevision, QByteArray());
    QVERIFY(!made->items.at(2).webhook.id.isNull());
    QCOMPARE(DefinitionsWords::counts(*made), u"1 to add, 1 to update, 1 to skip"_s);
}

void TestDefinitions::whatIsNotGivenStays()
{
    StoredWebhook before = stored(idA, u"A"_s);
    before.webhook.timeoutSeconds = 33;
    before.webhook.headers = {{u"X-A"_s, u"1"_s}};
    before.webhook.events = {true, {u"entry.create"_s}};
    const auto made
        = plan(fileWith(R"({"id":")" + idA.toUtf8() + R"(","name":"A","url":"http://new/","events":"*"})"), {before});
    QVERIFY(made);
    Webhook expected = before.webhook;
    expected.url = u"http://new/"_s;
    QCOMPARE(made->items.first().webhook, expected);
    QCOMPARE(made->items.first().changed, QList<Field>{Field::Url});

    Preferences preferences;
    preferences.timeoutSeconds = 44;
    const auto added = plan(fileWith(R"({"name":"A","url":"http://new/"})"), {}, preferences);
    QVERIFY(added);
    QCOMPARE(added->items.first().webhook.timeoutSeconds, 44); // as in a new webhook
}

void TestDefinitions::withheldSecrets()
{
    StoredWebhook before = stored(idA, u"A"_s);
    before.webhook.headers = {{u"authorization"_s, u"s3cret"_s}, {u"X-A"_s, u"1"_s}};
    const QByteArray file = written({before}).replace("\"value\": \"1\"", "\"value\": \"2\"");
    const auto update = plan(file, {before});
    QVERIFY(update);
    QCOMPARE(update->items.first().action, ImportAction::Update);
    QCOMPARE(update->items.first().webhook.headers, (Headers{{u"authorization"_s, u"s3cret"_s}, {u"X-A"_s, u"2"_s}}));
    QCOMPARE(update->items.first().notes, (QList<ImportNote>{{ImportNote::Kind::SecretKept, u"authorization"_s}}));

    const auto add = plan(file);
    QVERIFY(add);
    QCOMPARE(add->items.first().webhook.headers, (Headers{{u"authorization"_s, u""_s, true}, {u"X-A"_s, u"2"_s}}));
    QCOMPARE(add->items.first().notes, (QList<ImportNote>{{ImportNote::Kind::SecretMissing, u"authorization"_s}}));

    const auto same = plan(written({before}), {before});
    QVERIFY(same);
    QCOMPARE(same->items.first().action, ImportAction::Skip);
    QCOMPARE(same->items.first().notes, QList<ImportNote>());
}

void TestDefinitions::withheldOfAnotherOrigin_data()
{
    QTest::addColumn<Headers>("there");
    QTest::newRow("kept apart") << Headers{{u"X-Key"_s, {}, true, u"ref"_s}};
    QTest::newRow("in clear") << Headers{{u"X-Key"_s, u"s3cret"_s}};
    QTest::newRow("a credential in clear") << Headers{{u"Authorization"_s, u"s3cret"_s}};
}

/// Else whoever writes a file could send what is set to a server of their own.
void TestDefinitions::withheldOfAnotherOrigin()
{
    QFETCH(const Headers, there);
    StoredWebhook before = stored(idA, u"A"_s);
    before.webhook.headers = there;
    const QByteArray name = there.first().name.toUtf8();
    const auto made = plan(fileWith(R"({"id":")" + idA.toUtf8() + R"(","name":"A","url":"https://evil.example/",)"
                                    + R"("headers":[{"name":")" + name + R"(","value":null}]})"),
                           {before});
    QVERIFY(made);
    QCOMPARE(made->items.first().webhook.headers, (Headers{{there.first().name, {}, true}}));
    QCOMPARE(made->items.first().notes, (QList<ImportNote>{{ImportNote::Kind::SecretMissing, there.first().name}}));
}

void TestDefinitions::passphraseStaysWithItsKey()
{
    StoredWebhook before = stored(idA, u"A"_s);
    before.webhook.tls.clientCertificate = u"/c.pem"_s;
    before.webhook.tls.clientKey = u"/k.pem"_s;
    before.webhook.tls.passphraseReference = u"ref"_s;
    const QByteArray file = written({before});
    const auto same = plan(file, {before});
    QVERIFY(same);
    QCOMPARE(same->items.first().action, ImportAction::Skip);

    const auto renamed = plan(QByteArray(file).replace("\"A\"", "\"B\""), {before});
    QVERIFY(renamed);
    QCOMPARE(renamed->items.first().webhook.tls, before.webhook.tls);
    QCOMPARE(renamed->items.first().changed, QList<Field>{Field::Name});

    const auto another = plan(QByteArray(file).replace("/k.pem", "/other.pem"), {before});
    QVERIFY(another);
    QCOMPARE(another->items.first().webhook.tls.passphraseReference, QString());
    QCOMPARE(another->items.first().notes, (QList<ImportNote>{{ImportNote::Kind::PassphraseMissing, u"/other.pem"_s}}));

    const auto none
        = plan(QByteArray(file).replace(R"(, "clientCertificate": "/c.pem", "clientKey": "/k.pem")", ""), {before});
    QVERIFY(none);
    QCOMPARE(none->items.first().webhook.tls, TlsPolicy());
    QCOMPARE(none->items.first().notes, QList<ImportNote>());
}

void TestDefinitions::defaultHeaders()
{
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-A"_s, u"1"_s}, {u"Cookie"_s, u"s3cret"_s}, {u"X-Other"_s, u"stays"_s}};
    const QByteArray file
        = written({}, {{u"x-a"_s, u"2"_s}, {u"Cookie"_s, u"another"_s}, {u"X-New"_s, u"3"_s}, {u"X-Token"_s, u"abc"_s}});
    const auto made = plan(file, {}, preferences);
    QVERIFY(made);
    QCOMPARE(made->defaultHeaders,
             (Headers{{u"x-a"_s, u"2"_s},
                      {u"Cookie"_s, u"s3cret"_s},
                      {u"X-Other"_s, u"stays"_s},
                      {u"X-New"_s, u"3"_s},
                      {u"X-Token"_s, u""_s, true}}));
    QCOMPARE(made->changedDefaults, (QStringList{u"x-a"_s, u"X-New"_s, u"X-Token"_s}));
    QCOMPARE(made->notes, (QList<ImportNote>{{ImportNote::Kind::SecretMissing, u"X-Token"_s}}));
    QVERIFY(!made->changesNothing());

    const auto refused = plan(fileWith({}, R"("defaultHeaders":[{"name":"Host","value":"x"}],)"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().first().field, u"defaultHeaders"_s);
}

void TestDefinitions::keepsWhatIsOfTomorrow()
{
    const auto made = plan(fileWith(
        R"({"name":"A","url":"http://h/","events":["of.tomorrow"],"signing":["of-tomorrow"],"color":"red","headers":[{"name":"X","value":"1","note":""}]})",
        R"("comment":"",)"));
    QVERIFY(made);
    const ImportItem &item = made->items.first();
    QCOMPARE(item.webhook.events.names, QStringList{u"of.tomorrow"_s});
    QCOMPARE(item.webhook.signing, QStringList{u"of-tomorrow"_s});
    QCOMPARE(item.notes,
             (QList<ImportNote>{{ImportNote::Kind::UnknownKey, u"color"_s},
                                {ImportNote::Kind::UnknownKey, u"headers.note"_s},
                                {ImportNote::Kind::UnknownEvent, u"of.tomorrow"_s},
                                {ImportNote::Kind::UnknownScheme, u"of-tomorrow"_s}}));
    QCOMPARE(made->notes, (QList<ImportNote>{{ImportNote::Kind::UnknownKey, u"comment"_s}}));
}

void TestDefinitions::newerFileIsNotUpdated()
{
    StoredWebhook newer = stored(idA, u"A"_s);
    newer.readOnly = true;
    const auto same = plan(written({newer}), {newer});
    QVERIFY(same);
    QCOMPARE(same->items.first().action, ImportAction::Skip);
    const auto refused = plan(written({stored(idA, u"B"_s)}), {newer});
    QVERIFY(!refused);
    QCOMPARE(refused.error().first().fault, DefinitionsFault::ReadOnly);
}

void TestDefinitions::sameIdTwice()
{
    const auto refused = plan(written({stored(idA, u"A"_s), stored(idB, u"B"_s), stored(idA, u"C"_s)}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().size(), 1);
    QCOMPARE(refused.error().first().fault, DefinitionsFault::IdTwice);
    QCOMPARE(refused.error().first().number, 3);
    QCOMPARE(refused.error().first().subject, u"1"_s);
}

/// Whatever is exported comes into an empty profile such that its export is the same; and into its own profile as nothing
/// to do.
void TestDefinitions::roundTrip()
{
    QRandomGenerator random(20261123);
    for (int run = 0; run < 200; ++run) {
        QList<StoredWebhook> webhooks;
        const int count = random.bounded(6);
        for (int i = 0; i < count; ++i)
            webhooks.append({randomWebhook(random), {}, "r", false});
        Preferences preferences;
        preferences.defaultHeaders = randomWebhook(random).headers;
        if (webhooks.isEmpty() && preferences.defaultHeaders.isEmpty())
            continue; // an export of nothing is refused
        const QByteArray file = written(webhooks, preferences.defaultHeaders);

        const auto fresh = plan(file);
        QVERIFY2(fresh, qPrintable(fresh ? QString() : DefinitionsWords::of(fresh.error().first())));
        QCOMPARE(fresh->count(ImportAction::Add), count);
        QCOMPARE(QString::fromUtf8(written(carriedOut(*fresh), fresh->defaultHeaders)), QString::fromUtf8(file));

        const auto again = plan(file, webhooks, preferences);
        QVERIFY(again);
        QVERIFY2(again->changesNothing(), file.constData());
    }
}

void TestDefinitions::schemaKnowsEveryKey()
{
    QFile file(QStringLiteral(SOURCE_ROOT "/docs/definitions.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(schema[u"$schema"].toString(), u"https://json-schema.org/draft/2020-12/schema"_s);
    QVERIFY(!schema[u"$id"].toString().isEmpty());
    StoredWebhook webhook = stored(idA, u"A"_s);
    webhook.webhook.headers = {{u"Cookie"_s, u"x"_s}};
    const QJsonObject file1 = QJsonDocument::fromJson(written({webhook}, {{u"X"_s, u"1"_s}})).object();
    const auto keysOf = [](const QJsonObject &object) { return object.keys(); };
    QStringList expected = keysOf(file1) + QStringList{u"$schema"_s};
    expected.sort();
    QCOMPARE(keysOf(schema[u"properties"].toObject()), expected);
    const QJsonObject definitions = schema[u"$defs"].toObject();
    QStringList webhookKeys = keysOf(file1[u"webhooks"][0].toObject()) + QStringList{u"problems"_s};
    webhookKeys.sort();
    QCOMPARE(keysOf(definitions[u"webhook"][u"properties"].toObject()), webhookKeys);
    QCOMPARE(keysOf(definitions[u"header"][u"properties"].toObject()),
             keysOf(file1[u"webhooks"][0][u"headers"][0].toObject()));
}

QTEST_GUILESS_MAIN(TestDefinitions)
#include "tst_definitions.moc"
