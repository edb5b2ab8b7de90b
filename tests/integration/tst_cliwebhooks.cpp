// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "store/catalogueresource.h"
#include "store/settingsformat.h"
#include "store/webhookstore.h"

#include <QFileInfo>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QString url = u"http://127.0.0.1:9/hook"_s;

} // namespace

/// The commands that keep webhooks, with the real program and a real profile.
class TestCliWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void addGivesTheDefaults();
    void addTakesEveryOption();
    void addStartsFromTheSettings();
    void addSaysThatNoEventReachesIt();
    void filesArePrivate();
    void listIsAnArrayByName();
    void listForPeopleIsSafeForATerminal();
    void emptyListIsEmptyData();
    void showForPeople();
    void editChangesWhatIsGiven();
    void editReplacesWholeLists();
    void editEmptiesLists();
    void editWithoutOptionsChangesNothing();
    void editKeepsUnknownEventTypes();
    void enableAndDisableSeveral();
    void removeSeveral();
    void severalAreChangedTogetherOrNotAtAll();
    void namesOfWebhooks_data();
    void namesOfWebhooks();
    void ambiguousNameListsTheIds();
    void ambiguousPrefixListsTheIds();
    void badInput_data();
    void badInput();
    void everyProblemIsSaid();
    void problemsAreShown();
    void newerFilesAreNotWritten();
    void aFileInPlaceOfTheProfileCannotBeWritten();
    void aFullDiskBehindTheOutputIsSaid();
    void closedStreamsHarmNothing();

private:
    [[nodiscard]] WebhookStore store() const;
    void save(const QString &id, const QString &name) const;

    std::unique_ptr<CliRunner> m_cli;
};

void TestCliWebhooks::init()
{
    m_cli = std::make_unique<CliRunner>();
}

WebhookStore TestCliWebhooks::store() const
{
    const Profile profile = Profile::inFolder(m_cli->profile());
    if (!profile.prepare())
        qFatal("cannot make the profile");
    return {profile, readCatalogue().value()};
}

void TestCliWebhooks::save(const QString &id, const QString &name) const
{
    Webhook webhook;
    webhook.id = WebhookId::fromString(id);
    webhook.name = name;
    webhook.url = url;
    QVERIFY(store().save(webhook));
}

void TestCliWebhooks::addGivesTheDefaults()
{
    const CliResult result = m_cli->json({u"add"_s, u"--name"_s, u" Static build "_s, u"--url"_s, url});
    QCOMPARE(result.code, 0);
    QJsonObject webhook = result.object();
    const QString id = webhook.take(u"id"_s).toString();
    QVERIFY(!QUuid::fromString(id).isNull());
    QCOMPARE(id, id.toLower());
    const QJsonObject expected{
        {u"name"_s, u"Static build"_s}, {u"url"_s, url},
        {u"enabled"_s, true},           {u"headers"_s, QJsonArray()},
        {u"events"_s, QJsonArray()},    {u"contentTypes"_s, u"*"_s},
        {u"timeoutSeconds"_s, 10},      {u"retry"_s, u"standard"_s},
        {u"signing"_s, QJsonArray()},   {u"signingKeys"_s, QJsonArray()},
        {u"problems"_s, QJsonArray()},  {u"tls"_s, QJsonObject{{u"policy"_s, u"verify"_s}}},
    };
    QCOMPARE(webhook, expected);
    QVERIFY(QFile::exists(m_cli->profile() + u"/webhooks/%1.ini"_s.arg(id)));

    const CliResult shown = m_cli->json({u"show"_s, id});
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.object(), result.object());
    QVERIFY(shown.err.isEmpty());
}

void TestCliWebhooks::addTakesEveryOption()
{
    const CliResult result = m_cli->run({u"add"_s,
                                         u"--name=-- Überfluß"_s,
                                         u"--url"_s,
                                         u"https://${HOST}/a"_s,
                                         u"--event"_s,
                                         u"entry.create"_s,
                                         u"--event"_s,
                                         u"media.update"_s,
                                         u"--header"_s,
                                         u"X-One: 1:2"_s,
                                         u"--header-env"_s,
                                         u"X-Two=MY_TOKEN"_s,
                                         u"--header"_s,
                                         u"X-Three:"_s,
                                         u"--content-type"_s,
                                         u"address"_s,
                                         u"--content-type"_s,
                                         u"api::page.page"_s,
                                         u"--disabled"_s,
                                         u"--timeout"_s,
                                         u"7"_s,
                                         u"--retry"_s,
                                         u"1,5,60"_s,
                                         u"--json"_s});
    QCOMPARE(result.code, 0);
    const QJsonObject webhook = result.object();
    QCOMPARE(webhook[u"name"].toString(), u"-- Überfluß"_s);
    QCOMPARE(webhook[u"url"].toString(), u"https://${HOST}/a"_s);
    QCOMPARE(webhook[u"enabled"], QJsonValue(false));
    QCOMPARE(webhook[u"events"].toArray(), QJsonArray({u"entry.create"_s, u"media.update"_s}));
    const QJsonArray headers{QJsonObject{{u"name"_s, u"X-One"_s}, {u"value"_s, u"1:2"_s}},
                             QJsonObject{{u"name"_s, u"X-Two"_s}, {u"value"_s, u"${MY_TOKEN}"_s}},
                             QJsonObject{{u"name"_s, u"X-Three"_s}, {u"value"_s, QString()}}};
    QCOMPARE(webhook[u"headers"].toArray(), headers);
    QCOMPARE(webhook[u"contentTypes"].toArray(), QJsonArray({u"address"_s, u"api::page.page"_s}));
    QCOMPARE(webhook[u"timeoutSeconds"].toInt(), 7);
    QCOMPARE(webhook[u"retry"].toArray(), QJsonArray({1, 5, 60}));

    const CliResult all = m_cli->json({u"add"_s, u"--name"_s, u"all"_s, u"--url"_s, url, u"--event"_s, u"*"_s});
    QCOMPARE(all.object()[u"events"], QJsonValue(u"*"_s));
}

void TestCliWebhooks::addStartsFromTheSettings()
{
    QCOMPARE(m_cli->run({u"settings"_s, u"timeout"_s, u"33"_s}).code, 0);
    QCOMPARE(m_cli->run({u"settings"_s, u"retry"_s, u"quick"_s}).code, 0);
    const QJsonObject webhook = m_cli->json({u"add"_s, u"--name"_s, u"a"_s, u"--url"_s, url}).object();
    QCOMPARE(webhook[u"timeoutSeconds"].toInt(), 33);
    QCOMPARE(webhook[u"retry"].toString(), u"quick"_s);
}

void TestCliWebhooks::addSaysThatNoEventReachesIt()
{
    const CliResult without = m_cli->run({u"add"_s, u"--name"_s, u"a"_s, u"--url"_s, url});
    QCOMPARE(without.code, 0);
    QVERIFY(without.err.contains("No event types"));
    const CliResult with = m_cli->run({u"add"_s, u"--name"_s, u"b"_s, u"--url"_s, url, u"--event"_s, u"*"_s});
    QCOMPARE(with.code, 0);
    QCOMPARE(with.err, QByteArray());
}

void TestCliWebhooks::filesArePrivate()
{
    const QString id = m_cli->add(u"a"_s, url);
    const auto forOthers
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QStringList entries{m_cli->profile(), m_cli->profile() + u"/webhooks"_s,
                              m_cli->profile() + u"/webhooks/%1.ini"_s.arg(id)};
    for (const QString &entry : entries)
        QVERIFY2(!(QFileInfo(entry).permissions() & forOthers), qPrintable(entry));
}

void TestCliWebhooks::listIsAnArrayByName()
{
    const QString b = m_cli->add(u"b"_s, url);
    const QString a = m_cli->add(u"a"_s, url);
    const CliResult result = m_cli->json({u"list"_s});
    QCOMPARE(result.code, 0);
    QVERIFY(result.document().isArray());
    QCOMPARE(result.array().size(), 2);
    QCOMPARE(result.array()[0].toObject(), m_cli->json({u"show"_s, a}).object());
    QCOMPARE(result.array()[1].toObject(), m_cli->json({u"show"_s, b}).object());
}

void TestCliWebhooks::listForPeopleIsSafeForATerminal()
{
    // Refused on every way in, but another program may have written it.
    save(u"11111111-1111-4111-8111-111111111111"_s, u"evil\u001b[2J\u009bX\u202e\nname"_s);
    const CliResult result = m_cli->run({u"list"_s});
    QCOMPARE(result.code, 0);
    const QString text = QString::fromUtf8(result.out + result.err);
    QVERIFY(text.contains(u"evil\\x1b[2J\\x9bX\\u202e"_s));
    for (const QChar character : text)
        QVERIFY(character == u'\n' || character.category() != QChar::Other_Control);
    QVERIFY(result.out.startsWith("ID"));
    QCOMPARE(result.out.count('\n'), 2);
}

void TestCliWebhooks::emptyListIsEmptyData()
{
    const CliResult text = m_cli->run({u"list"_s});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out, QByteArray());
    QVERIFY(text.err.contains("no webhooks"));
    const CliResult json = m_cli->json({u"list"_s});
    QCOMPARE(json.code, 0);
    QVERIFY(json.document().isArray());
    QVERIFY(json.array().isEmpty());
    QVERIFY2(!QFile::exists(m_cli->profile()), "reading makes nothing");
}

void TestCliWebhooks::showForPeople()
{
    const QString id
        = m_cli->add(u"Static build"_s, url, {u"--header"_s, u"X-A: 1"_s, u"--event"_s, u"*"_s, u"--disabled"_s});
    const CliResult result = m_cli->run({u"show"_s, id});
    QCOMPARE(result.code, 0);
    for (const char *part : {"Static build", "Disabled", "X-A: 1", "all, future ones too", "10 s", "Standard"})
        QVERIFY2(result.out.contains(part), part);
    QVERIFY(result.out.contains(id.toUtf8()));
    QCOMPARE(result.err, QByteArray());
}

void TestCliWebhooks::editChangesWhatIsGiven()
{
    const QString id
        = m_cli->add(u"old"_s, url, {u"--header"_s, u"X-A: 1"_s, u"--event"_s, u"entry.create"_s, u"--disabled"_s});
    const QJsonObject before = m_cli->json({u"show"_s, id}).object();
    const CliResult result = m_cli->json({u"edit"_s, id, u"--name"_s, u"new"_s, u"--enabled"_s, u"--timeout"_s, u"120"_s});
    QCOMPARE(result.code, 0);
    QJsonObject expected = before;
    expected[u"name"] = u"new"_s;
    expected[u"enabled"] = true;
    expected[u"timeoutSeconds"] = 120;
    QCOMPARE(result.object(), expected);
    QCOMPARE(m_cli->json({u"show"_s, id}).object(), expected);
}

void TestCliWebhooks::editReplacesWholeLists()
{
    const QString id = m_cli->add(u"a"_s, url,
                                  {u"--header"_s, u"X-A: 1"_s, u"--header"_s, u"X-B: 2"_s, u"--event"_s, u"entry.create"_s,
                                   u"--event"_s, u"entry.update"_s, u"--content-type"_s, u"address"_s});
    const QJsonObject webhook = m_cli
                                    ->json({u"edit"_s, u"--header"_s, u"X-C: 3"_s, u"--event"_s, u"media.create"_s,
                                            u"--content-type"_s, u"*"_s, id})
                                    .object();
    QCOMPARE(webhook[u"headers"].toArray(), QJsonArray{QJsonObject({{u"name"_s, u"X-C"_s}, {u"value"_s, u"3"_s}})});
    QCOMPARE(webhook[u"events"].toArray(), QJsonArray{u"media.create"_s});
    QCOMPARE(webhook[u"contentTypes"], QJsonValue(u"*"_s));
}

void TestCliWebhooks::editEmptiesLists()
{
    const QString id = m_cli->add(u"a"_s, url, {u"--header"_s, u"X-A: 1"_s, u"--event"_s, u"*"_s});
    const CliResult result = m_cli->json({u"edit"_s, id, u"--no-headers"_s, u"--no-events"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"headers"].toArray(), QJsonArray());
    QCOMPARE(result.object()[u"events"], QJsonValue(QJsonArray()));
    QVERIFY(result.err.contains("No event types"));
}

void TestCliWebhooks::editWithoutOptionsChangesNothing()
{
    const QString id = m_cli->add(u"a"_s, url);
    const auto before = m_cli->snapshot();
    const CliResult result = m_cli->json({u"edit"_s, id});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"id"].toString(), id);
    QVERIFY(result.err.contains("Nothing to change"));
    QCOMPARE(m_cli->snapshot(), before);
}

void TestCliWebhooks::editKeepsUnknownEventTypes()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"from the future"_s;
    webhook.url = url;
    webhook.events.names = QStringList{u"order.paid"_s};
    webhook.signing = QStringList{u"svix"_s};
    QVERIFY(store().save(webhook));
    const CliResult result
        = m_cli->json({u"edit"_s, webhook.id.toString(), u"--event"_s, u"order.paid"_s, u"--event"_s, u"entry.create"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"events"].toArray(), QJsonArray({u"order.paid"_s, u"entry.create"_s}));
    QCOMPARE(result.object()[u"signing"].toArray(), QJsonArray({u"svix"_s}));
}

void TestCliWebhooks::enableAndDisableSeveral()
{
    const QString a = m_cli->add(u"a"_s, url);
    const QString b = m_cli->add(u"b"_s, url);
    const CliResult off = m_cli->json({u"disable"_s, a, u"b"_s, b});
    QCOMPARE(off.code, 0);
    QCOMPARE(off.array().size(), 2);
    QCOMPARE(off.array()[0][u"id"].toString(), a);
    QCOMPARE(off.array()[1][u"id"].toString(), b);
    for (const QString &id : {a, b})
        QCOMPARE(m_cli->json({u"show"_s, id}).object()[u"enabled"], QJsonValue(false));

    const CliResult on = m_cli->run({u"enable"_s, b});
    QCOMPARE(on.code, 0);
    QVERIFY(on.out.contains("Enabled"));
    QCOMPARE(m_cli->json({u"show"_s, a}).object()[u"enabled"], QJsonValue(false));
    QCOMPARE(m_cli->json({u"show"_s, b}).object()[u"enabled"], QJsonValue(true));
}

void TestCliWebhooks::removeSeveral()
{
    const QString a = m_cli->add(u"a"_s, url);
    const QString b = m_cli->add(u"b"_s, url);
    const QString c = m_cli->add(u"c"_s, url);
    const CliResult result = m_cli->json({u"remove"_s, u"a"_s, c});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.array().size(), 2);
    QCOMPARE(m_cli->json({u"list"_s}).array().size(), 1);
    QCOMPARE(m_cli->json({u"show"_s, a}).code, 6);
    QCOMPARE(m_cli->json({u"show"_s, b}).code, 0);
}

void TestCliWebhooks::severalAreChangedTogetherOrNotAtAll()
{
    const QString a = m_cli->add(u"a"_s, url);
    const auto before = m_cli->snapshot();
    for (const QString &command : {u"disable"_s, u"enable"_s, u"remove"_s}) {
        const CliResult result = m_cli->json({command, a, u"nobody"_s});
        QCOMPARE(result.code, 6);
        QVERIFY(result.err.contains("nobody"));
        QCOMPARE(result.error()[u"code"].toString(), u"not-found"_s);
        QCOMPARE(m_cli->snapshot(), before);
    }
}

void TestCliWebhooks::namesOfWebhooks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name"); // of the webhook that is meant

    QTest::newRow("id") << u"abcdef01-2345-4789-8abc-def012345678"_s << 0 << u"first"_s;
    QTest::newRow("id in upper case") << u"ABCDEF01-2345-4789-8ABC-DEF012345678"_s << 0 << u"first"_s;
    QTest::newRow("name") << u"first"_s << 0 << u"first"_s;
    QTest::newRow("name with blanks") << u"the second one"_s << 0 << u"the second one"_s;
    QTest::newRow("name before prefix") << u"abcdef"_s << 0 << u"abcdef"_s;
    QTest::newRow("prefix of 4") << u"1234"_s << 0 << u"the second one"_s;
    QTest::newRow("prefix in upper case") << u"ABCDEF01"_s << 0 << u"first"_s;
    QTest::newRow("prefix of 3") << u"123"_s << 6 << QString();
    QTest::newRow("name in another case") << u"First"_s << 6 << QString();
    QTest::newRow("id with a tail") << u"abcdef01-2345-4789-8abc-def012345678x"_s << 6 << QString();
    QTest::newRow("nothing") << QString() << 6 << QString();
}

void TestCliWebhooks::namesOfWebhooks()
{
    QFETCH(QString, text);
    QFETCH(int, code);
    QFETCH(QString, name);
    save(u"abcdef01-2345-4789-8abc-def012345678"_s, u"first"_s);
    save(u"12345678-2345-4789-8abc-def012345678"_s, u"the second one"_s);
    save(u"99999999-2345-4789-8abc-def012345678"_s, u"abcdef"_s);
    for (const QStringList &arguments : {QStringList{u"show"_s, text}, QStringList{u"edit"_s, text}}) {
        const CliResult result = m_cli->json(arguments);
        QCOMPARE(result.code, code);
        QCOMPARE(result.object()[u"name"].toString(), name);
    }
    QCOMPARE(m_cli->run({u"enable"_s, text}).code, code);
}

void TestCliWebhooks::ambiguousNameListsTheIds()
{
    const QString one = m_cli->add(u"twin"_s, url);
    const QString other = m_cli->add(u"twin"_s, url);
    const auto before = m_cli->snapshot();
    for (const QString &command : {u"show"_s, u"enable"_s, u"remove"_s, u"trigger"_s}) {
        const CliResult result = m_cli->run({command, u"twin"_s});
        QCOMPARE(result.code, 64);
        QVERIFY(result.err.contains(one.toUtf8()));
        QVERIFY(result.err.contains(other.toUtf8()));
        QCOMPARE(result.out, QByteArray());
    }
    QCOMPARE(m_cli->snapshot(), before);
}

void TestCliWebhooks::ambiguousPrefixListsTheIds()
{
    save(u"abcdef01-2345-4789-8abc-def012345678"_s, u"first"_s);
    save(u"abcdef02-2345-4789-8abc-def012345678"_s, u"second"_s);
    const CliResult result = m_cli->json({u"show"_s, u"abcdef"_s});
    QCOMPARE(result.code, 64);
    QVERIFY(result.error()[u"message"].toString().contains(u"abcdef01-2345-4789-8abc-def012345678"_s));
    QVERIFY(result.error()[u"message"].toString().contains(u"abcdef02-2345-4789-8abc-def012345678"_s));
}

void TestCliWebhooks::badInput_data()
{
    QTest::addColumn<QStringList>("options"); // of `add` with a name and a URL, and of `edit`
    QTest::addColumn<QString>("field");

    const auto row = [](const char *title, const QStringList &options, const char *field) {
        QTest::newRow(title) << options << QString::fromLatin1(field);
    };
    row("empty name", {u"--name"_s, u"  "_s}, "name");
    row("long name", {u"--name"_s, QString(121, u'n')}, "name");
    row("name of two lines", {u"--name"_s, u"a\nb"_s}, "name");
    row("empty url", {u"--url"_s, QString()}, "url");
    row("no scheme", {u"--url"_s, u"example.com/x"_s}, "url");
    row("other scheme", {u"--url"_s, u"ftp://example.com/x"_s}, "url");
    row("no host", {u"--url"_s, u"http:///x"_s}, "url");
    row("bad port", {u"--url"_s, u"http://h:65536/"_s}, "url");
    row("user info", {u"--url"_s, u"http://me:secret@h/"_s}, "url");
    row("fragment", {u"--url"_s, u"http://h/#x"_s}, "url");
    row("long url", {u"--url"_s, u"http://h/"_s + QString(2048, u'x')}, "url");
    row("broken placeholder", {u"--url"_s, u"http://h/${A-B}"_s}, "url");
    row("no header", {u"--header"_s, u"X-Token"_s}, "headers");
    row("header without name", {u"--header"_s, u": v"_s}, "headers");
    row("nothing but a colon", {u"--header"_s, u":"_s}, "headers");
    row("header name with a blank", {u"--header"_s, u"X Token: v"_s}, "headers");
    row("header twice", {u"--header"_s, u"X-A: 1"_s, u"--header"_s, u"x-a: 2"_s}, "headers");
    row("header of the connection", {u"--header"_s, u"host: h"_s}, "headers");
    row("header of ours", {u"--header"_s, u"Content-Type: text/plain"_s}, "headers");
    row("header value of two lines", {u"--header"_s, u"X-A: 1\r\nX-B: 2"_s}, "headers");
    row("long header value", {u"--header"_s, u"X-A: "_s + QString(4097, u'v')}, "headers");
    row("header-env without =", {u"--header-env"_s, u"X-A"_s}, "headers");
    row("header-env without variable", {u"--header-env"_s, u"X-A="_s}, "headers");
    row("header-env of no variable", {u"--header-env"_s, u"X-A=MY TOKEN"_s}, "headers");
    row("unknown event", {u"--event"_s, u"entry.crate"_s}, "events");
    row("test event", {u"--event"_s, u"trigger-test"_s}, "events");
    row("empty event", {u"--event"_s, QString()}, "events");
    row("empty content type", {u"--content-type"_s, QString()}, "contentTypes");
    row("no timeout", {u"--timeout"_s, u"0"_s}, "timeoutSeconds");
    row("negative timeout", {u"--timeout"_s, u"-5"_s}, "timeoutSeconds");
    row("long timeout", {u"--timeout"_s, u"121"_s}, "timeoutSeconds");
    row("timeout with unit", {u"--timeout"_s, u"5s"_s}, "timeoutSeconds");
    row("timeout past int", {u"--timeout"_s, u"4294967297"_s}, "timeoutSeconds");
    row("retry word", {u"--retry"_s, u"often"_s}, "retry");
    row("retry empty", {u"--retry"_s, QString()}, "retry");
    row("retry of no wait", {u"--retry"_s, u"0"_s}, "retry");
    row("retry too late", {u"--retry"_s, u"604801"_s}, "retry");
    row("retry too often", {u"--retry"_s, QStringList(25, u"1"_s).join(u',')}, "retry");
}

void TestCliWebhooks::badInput()
{
    QFETCH(QStringList, options);
    QFETCH(QString, field);
    const QString id = m_cli->add(u"there before"_s, url);
    const auto before = m_cli->snapshot();

    const QStringList add = QStringList{u"add"_s, u"--name"_s, u"n"_s, u"--url"_s, url} + options;
    const QStringList edit = QStringList{u"edit"_s, id} + options;
    for (const QStringList &arguments : {add, edit}) {
        const CliResult json = m_cli->json(arguments);
        QCOMPARE(json.code, 65);
        QCOMPARE(keysOf(json.object()), u"error"_s);
        QCOMPARE(keysOf(json.error()), u"code column field line message"_s);
        QCOMPARE(json.error()[u"field"].toString(), field);
        QVERIFY(!json.error()[u"code"].toString().isEmpty());
        QVERIFY(json.error()[u"line"].isNull());
        const QString message = json.error()[u"message"].toString();
        QVERIFY(!message.isEmpty());

        const CliResult text = m_cli->run(arguments);
        QCOMPARE(text.code, 65);
        QCOMPARE(text.out, QByteArray());
        QCOMPARE(text.err, json.err);
        QVERIFY(!text.err.isEmpty());
        QCOMPARE(m_cli->snapshot(), before);
    }
}

void TestCliWebhooks::everyProblemIsSaid()
{
    const CliResult result = m_cli->json({u"add"_s, u"--name"_s, QString(), u"--url"_s, u"ftp://h"_s, u"--timeout"_s,
                                          u"500"_s, u"--event"_s, u"entry.crate"_s});
    QCOMPARE(result.code, 65);
    QCOMPARE(result.err.count('\n'), 4);
    QVERIFY(result.err.contains("Did you mean “entry.create”?"));
    QCOMPARE(result.error()[u"field"].toString(), u"name"_s);
    QVERIFY2(!QFile::exists(m_cli->profile()), "nothing is made");
}

void TestCliWebhooks::problemsAreShown()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"by hand"_s;
    webhook.url = u"ftp://example.com"_s;
    QVERIFY(store().save(webhook));
    const QString id = webhook.id.toString();

    const QJsonArray problems = m_cli->json({u"show"_s, id}).object()[u"problems"].toArray();
    QCOMPARE(problems.size(), 1);
    QCOMPARE(keysOf(problems[0].toObject()), u"field message"_s);
    QCOMPARE(problems[0][u"field"].toString(), u"url"_s);
    const QString message = problems[0][u"message"].toString();
    QVERIFY(QString::fromUtf8(m_cli->run({u"show"_s, id}).out).contains(message));
    const CliResult list = m_cli->run({u"list"_s});
    QCOMPARE(list.code, 0);
    QVERIFY(QString::fromUtf8(list.err).contains(message));

    // Its switch works, and putting the field right makes it whole.
    QCOMPARE(m_cli->run({u"disable"_s, id}).code, 0);
    const CliResult edited = m_cli->json({u"edit"_s, id, u"--url"_s, url});
    QCOMPARE(edited.code, 0);
    QCOMPARE(edited.object()[u"problems"].toArray(), QJsonArray());
}

void TestCliWebhooks::newerFilesAreNotWritten()
{
    const QString id = m_cli->add(u"from tomorrow"_s, url);
    const QString other = m_cli->add(u"of today"_s, url);
    QFile file(m_cli->profile() + u"/webhooks/%1.ini"_s.arg(id));
    QVERIFY(file.open(QIODevice::ReadWrite));
    auto content = settingsformat::parse(file.readAll());
    content.values[u"meta/schemaVersion"_s] = u"99"_s;
    file.resize(0);
    file.seek(0);
    file.write(settingsformat::serialise(content.values));
    file.close();

    QCOMPARE(m_cli->run({u"show"_s, id}).code, 0);
    const auto before = m_cli->snapshot();
    const QList<QStringList> writes{
        {u"edit"_s, id, u"--name"_s, u"x"_s}, {u"disable"_s, other, id}, {u"remove"_s, other, id}};
    for (const QStringList &arguments : writes) {
        const CliResult result = m_cli->json(arguments);
        QCOMPARE(result.code, 74);
        QCOMPARE(result.error()[u"code"].toString(), u"newer-version"_s);
        QVERIFY(result.err.contains("newer version"));
        QCOMPARE(m_cli->snapshot(), before);
    }
}

void TestCliWebhooks::aFileInPlaceOfTheProfileCannotBeWritten()
{
    const QString inTheWay = m_cli->write(u"profile"_s, "I am a file");
    const CliResult result = m_cli->json({u"add"_s, u"--name"_s, u"a"_s, u"--url"_s, url});
    QVERIFY2(result.code == 73 || result.code == 74, QByteArray::number(result.code));
    QVERIFY(result.err.contains(inTheWay.toUtf8()));
    QVERIFY(!result.error()[u"message"].toString().isEmpty());
}

void TestCliWebhooks::aFullDiskBehindTheOutputIsSaid()
{
    if (!QFile::exists(u"/dev/full"_s))
        return; // only Linux has it
    QVERIFY(!m_cli->add(u"a"_s, url).isEmpty());
    QProcess process;
    process.setStandardOutputFile(u"/dev/full"_s);
    m_cli->start(process, {u"list"_s});
    const CliResult result = CliRunner::finish(process);
    QCOMPARE(result.code, 74);
    QVERIFY(result.err.contains("could not be written"));
}

void TestCliWebhooks::closedStreamsHarmNothing()
{
    const QString id = m_cli->add(u"a"_s, url);
    QProcess process;
    process.start(u"/bin/sh"_s,
                  {u"-c"_s, u"exec \"$@\" <&- >&- 2>&-"_s, u"sh"_s, QStringLiteral(HOOKPANEL_CLI), u"--profile"_s,
                   m_cli->profile(), u"--json"_s, u"edit"_s, id, u"--name"_s, u"b"_s});
    QCOMPARE(CliRunner::finish(process).code, 74);
    const QJsonObject webhook = m_cli->json({u"show"_s, id}).object();
    QCOMPARE(webhook[u"name"].toString(), u"b"_s);
    QCOMPARE(webhook[u"problems"].toArray(), QJsonArray());
}

QTEST_GUILESS_MAIN(TestCliWebhooks)
#include "tst_cliwebhooks.moc"
