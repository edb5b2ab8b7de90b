// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/webhookstore.h"

#include "store/catalogueresource.h"
#include "store/settingsformat.h"
#include "support/fewfiles.h"

#include <QDir>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;
using namespace hookpanel::test;
using namespace std::chrono_literals;

namespace {

Webhook fullWebhook()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Größe, \"x\"; = \\ "_s;
    webhook.url = u"https://${HOST}/a?b=c;d"_s;
    webhook.enabled = false;
    webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}, {u"X-Empty"_s, u""_s}};
    webhook.events = {false, {u"entry.create"_s, u"order.paid"_s}};
    webhook.contentTypes = {false, {u"api::address.address"_s}};
    webhook.timeoutSeconds = 25;
    webhook.retry = RetrySchedule::custom({1s, 5s, 60s});
    webhook.signing = {u"standard"_s, u"github"_s};
    return webhook;
}

QList<Rule> rulesOf(const StoredWebhook &stored)
{
    QList<Rule> rules;
    for (const Problem &problem : stored.problems)
        rules.append(problem.rule);
    return rules;
}

bool hasProblem(const StoredWebhook &stored, Field field, Rule rule)
{
    return std::any_of(stored.problems.cbegin(), stored.problems.cend(),
                       [=](const Problem &problem) { return problem.field == field && problem.rule == rule; });
}

} // namespace

class TestWebhookStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void emptyProfile();
    void readingMakesNothing();
    void savesAndLoads();
    void fileIsReadable();
    void idIsGiven();
    void modes();
    void firstWriteMakesTheProfile();
    void orderOfAll();
    void otherFilesAreIgnored();

    void handwritten();
    void unreadableValues_data();
    void unreadableValues();
    void unreadableTextIsKept();
    void passphraseIsOfTheSecondSchema();
    void unknownIsKept();
    void textOfUnchangedFieldsIsKept();
    void brokenRulesAreShown();

    void damagedFileIsShown_data();
    void damagedFileIsShown();
    void aSwitchLeavesTheMarkOfDamage();
    void unreadableFileIsShown_data();
    void unreadableFileIsShown();
    void newerFileIsReadOnly();

    void revisions();
    void newMustBeNew();
    void goneIsNoticed();
    void switchOnly();
    void switchThatStandsSoAlready();
    void removeAndRestore();
    void restoreDoesNotOverwrite();
    void lockedFile();
    void folderThatIsNone();
    void cannotBeListedForAMoment();

private:
    [[nodiscard]] QString path(const WebhookId &id) const { return m_profile.webhookFile(id.toString()); }
    [[nodiscard]] QByteArray bytes(const WebhookId &id) const;
    /// Writes a webhook's file as another program would.
    void put(const WebhookId &id, const QByteArray &bytes);
    [[nodiscard]] QStringList entries() const;

    EventCatalogue m_catalogue;
    std::unique_ptr<QTemporaryDir> m_temporary;
    Profile m_profile;
    std::optional<WebhookStore> m_store;
};

void TestWebhookStore::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

void TestWebhookStore::init()
{
    ::umask(022);
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_profile = Profile::inFolder(m_temporary->filePath(u"profile"_s));
    m_store.emplace(m_profile, m_catalogue);
}

QByteArray TestWebhookStore::bytes(const WebhookId &id) const
{
    QFile file(path(id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestWebhookStore::put(const WebhookId &id, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(m_profile.webhooksFolder()));
    QFile file(path(id));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QStringList TestWebhookStore::entries() const
{
    return QDir(m_profile.webhooksFolder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

void TestWebhookStore::emptyProfile()
{
    const auto all = m_store->loadAll();
    QVERIFY(all);
    QVERIFY(all->isEmpty());
    const auto id = WebhookId::create();
    for (const Error &error :
         {m_store->load(id).error(), m_store->setEnabled(id, true).error(), m_store->remove(id).error()}) {
        QCOMPARE(error.code, ErrorCode::NoSuchWebhook);
        QCOMPARE(error.subject, id.toString());
    }
}

void TestWebhookStore::readingMakesNothing()
{
    emptyProfile();
    QVERIFY(!QFileInfo::exists(m_profile.configFolder));
}

void TestWebhookStore::savesAndLoads()
{
    const Webhook webhook = fullWebhook();
    const auto saved = m_store->save(webhook, QByteArray());
    QVERIFY(saved);
    QCOMPARE(saved->webhook, webhook);
    QCOMPARE(saved->problems, Problems());
    QVERIFY(!saved->readOnly);
    QVERIFY(!saved->revision.isEmpty());

    const auto loaded = WebhookStore(m_profile, m_catalogue).load(webhook.id);
    QVERIFY(loaded);
    QCOMPARE(*loaded, *saved);
    QCOMPARE(*m_store->loadAll(), QList<StoredWebhook>{*saved});
}

void TestWebhookStore::fileIsReadable()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Static build"_s;
    webhook.url = u"https://ci.example/build"_s;
    webhook.headers = {{u"X-A"_s, u"1"_s}};
    webhook.events = {false, {u"entry.create"_s, u"entry.update"_s}};
    QVERIFY(m_store->save(webhook));
    const QByteArray text = bytes(webhook.id);
    QVERIFY2(text.startsWith("[meta]\nschemaVersion=1\nkeys=11\nchecksum="), text.constData());
    const QByteArray expected = R"(
[webhook]
contentTypes="\"*\""
enabled=true
events="[\"entry.create\",\"entry.update\"]"
headers="[{\"name\":\"X-A\",\"value\":\"1\"}]"
name=Static build
retry=standard
signing=[]
timeoutSeconds=10
tls=verify
url=https://ci.example/build
)";
    QCOMPARE(text.sliced(text.indexOf("\n[webhook]")), expected);
}

void TestWebhookStore::idIsGiven()
{
    Webhook webhook = fullWebhook();
    webhook.id = {};
    const auto saved = m_store->save(webhook, QByteArray());
    QVERIFY(saved);
    QVERIFY(!saved->webhook.id.isNull());
    QCOMPARE(entries(), QStringList{saved->webhook.id.toString() + u".ini"_s});
}

void TestWebhookStore::modes()
{
    ::umask(0);
    const auto mode = [](const QString &path) {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
    };
    const auto saved = m_store->save(fullWebhook());
    QVERIFY(saved);
    QCOMPARE(mode(m_profile.configFolder), 0700);
    QCOMPARE(mode(m_profile.webhooksFolder()), 0700);
    QCOMPARE(mode(m_profile.preferencesFile()), 0600);
    QCOMPARE(mode(path(saved->webhook.id)), 0600);

    QCOMPARE(::chmod(QFile::encodeName(path(saved->webhook.id)).constData(), 0644), 0);
    QVERIFY(m_store->setEnabled(saved->webhook.id, true));
    QCOMPARE(mode(path(saved->webhook.id)), 0600);

    const auto removed = m_store->remove(saved->webhook.id);
    QVERIFY(m_store->restore(*removed));
    QCOMPARE(mode(path(saved->webhook.id)), 0600);
}

void TestWebhookStore::firstWriteMakesTheProfile()
{
    QVERIFY(m_store->save(fullWebhook()));
    const QSettings settings(m_profile.preferencesFile(), QSettings::IniFormat);
    QCOMPARE(settings.value(u"meta/schemaVersion"_s).toString(), u"1"_s);
}

void TestWebhookStore::orderOfAll()
{
    for (const QString &name : {u"b"_s, u"B"_s, u"a"_s, u"C"_s, u"a"_s}) {
        Webhook webhook = fullWebhook();
        webhook.name = name;
        QVERIFY(m_store->save(webhook));
    }
    const auto all = m_store->loadAll();
    QVERIFY(all);
    QString names;
    for (const StoredWebhook &stored : *all)
        names += stored.webhook.name;
    QCOMPARE(names, u"aaBbC"_s);
    QVERIFY(all->at(0).webhook.id < all->at(1).webhook.id);
}

void TestWebhookStore::otherFilesAreIgnored()
{
    const auto saved = m_store->save(fullWebhook());
    QVERIFY(saved);
    const QString id = saved->webhook.id.toString();
    const QString other = WebhookId::create().toString();
    for (const QString &name : {u"notes.txt"_s, u"x.ini"_s, id + u".ini.new"_s, id + u".ini~"_s, u'{' + other + u"}.ini"_s,
                                other.toUpper() + u".ini"_s, other, u'.' + other + u".ini"_s, id + u".ini.damaged-1"_s,
                                u"00000000-0000-0000-0000-000000000000.ini"_s})
        QVERIFY(QFile::copy(path(saved->webhook.id), m_profile.webhooksFolder() + u'/' + name));
    QCOMPARE(*m_store->loadAll(), QList<StoredWebhook>{*saved});
}

void TestWebhookStore::handwritten()
{
    const auto id = WebhookId::create();
    put(id, R"(# my webhook
[webhook]
name=x, y
url=https://a.example/?b=c;d
headers=[{"name": "X-A", "value": "1"}]
events=*
)");
    Webhook expected;
    expected.id = id;
    expected.name = u"x, y"_s;
    expected.url = u"https://a.example/?b=c;d"_s;
    expected.headers = {{u"X-A"_s, u"1"_s}};
    expected.events = Selection::everything();
    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    QCOMPARE(loaded->webhook, expected); // and the defaults for the rest
    QCOMPARE(loaded->problems, Problems());

    const auto saved = m_store->save(expected, loaded->revision);
    QVERIFY(saved);
    QCOMPARE(saved->webhook, expected);
    QVERIFY(bytes(id).contains("schemaVersion=1"));
    QCOMPARE(entries(), QStringList{id.toString() + u".ini"_s}); // no copy: it was not damaged
}

void TestWebhookStore::unreadableValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<Field>("field");
    QTest::addColumn<QStringList>("texts");
    const QStringList noJson{u"none"_s, u""_s, u"{}"_s, u"[1]"_s, u"[\"x\""_s};
    QTest::newRow("enabled") << u"enabled"_s << Field::Enabled << QStringList{u"on"_s, u""_s, u"2"_s};
    QTest::newRow("headers") << u"headers"_s << Field::Headers << noJson + QStringList{uR"([{"name":"x"}])"_s};
    QTest::newRow("events") << u"events"_s << Field::Events << noJson;
    QTest::newRow("contentTypes") << u"contentTypes"_s << Field::ContentTypes << noJson;
    QTest::newRow("timeoutSeconds") << u"timeoutSeconds"_s << Field::Timeout
                                    << QStringList{u"ten"_s, u""_s, u"1.5"_s, u"99999999999"_s};
    QTest::newRow("retry") << u"retry"_s << Field::Retry << QStringList{u"often"_s, u""_s, u"1;2"_s};
    QTest::newRow("signing") << u"signing"_s << Field::Signing << noJson + QStringList{u"*"_s};
    QTest::newRow("tls") << u"tls"_s << Field::Tls
                         << QStringList{u"pinned"_s, u""_s, u"{}"_s, u"none"_s, uR"({"policy":"none"})"_s};
}

void TestWebhookStore::unreadableValues()
{
    QFETCH(const QString, key);
    QFETCH(const Field, field);
    QFETCH(const QStringList, texts);
    Webhook expected;
    expected.id = WebhookId::create();
    expected.name = u"x"_s;
    expected.url = u"https://a.example/"_s;
    for (const QString &text : texts) {
        put(expected.id,
            settingsformat::serialise(
                {{u"webhook/name"_s, expected.name}, {u"webhook/url"_s, expected.url}, {u"webhook/"_s + key, text}}));
        const auto loaded = m_store->load(expected.id);
        QVERIFY(loaded);
        QCOMPARE(loaded->webhook, expected);
        // Headers may hold secrets: their entry is named instead.
        const QString told = field == Field::Headers ? u"webhook/headers"_s : text;
        QCOMPARE(loaded->problems, (Problems{{field, Rule::ValueUnreadable, -1, false, told}}));
    }
}

void TestWebhookStore::unreadableTextIsKept()
{
    const auto id = WebhookId::create();
    put(id, "[webhook]\nname=x\nurl=https://a.example/\nretry=fibonacci\ntls=pinned\nheaders=none\nenabled=perhaps\n");
    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    Webhook webhook = loaded->webhook;
    webhook.name = u"y"_s;
    webhook.headers = {{u"X-A"_s, u"1"_s}};
    const auto saved = m_store->save(webhook);
    QVERIFY(saved);
    QCOMPARE(saved->webhook, webhook);
    QCOMPARE(rulesOf(*saved), (QList<Rule>(3, Rule::ValueUnreadable))); // enabled, retry, tls; no longer headers
    const auto values = settingsformat::parse(bytes(id)).values;
    QCOMPARE(values.value(u"webhook/retry"_s), u"fibonacci"_s);
    QCOMPARE(values.value(u"webhook/tls"_s), u"pinned"_s);
    QCOMPARE(values.value(u"webhook/enabled"_s), u"perhaps"_s);
    QCOMPARE(values.value(u"webhook/headers"_s), uR"([{"name":"X-A","value":"1"}])"_s);

    QVERIFY(m_store->setEnabled(id, true)); // sets it, although true is what it counted as
    QCOMPARE(settingsformat::parse(bytes(id)).values.value(u"webhook/enabled"_s), u"true"_s);
}

/// An older version, which knows no passphrase, would write the file without it.
void TestWebhookStore::passphraseIsOfTheSecondSchema()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"x"_s;
    webhook.url = u"https://a.example/"_s;
    webhook.tls.clientCertificate = u"/c.pem"_s;
    webhook.tls.clientKey = u"/k.pem"_s;
    QVERIFY(m_store->save(webhook, QByteArray()));
    QVERIFY(bytes(webhook.id).contains("schemaVersion=1"));
    webhook.tls.passphraseReference = u"ref"_s;
    QVERIFY(m_store->save(webhook));
    QVERIFY(bytes(webhook.id).contains("schemaVersion=2"));
}

void TestWebhookStore::unknownIsKept()
{
    const auto id = WebhookId::create();
    put(id,
        settingsformat::serialise({{u"meta/schemaVersion"_s, u"1"_s},
                                   {u"meta/writer"_s, u"other"_s},
                                   {u"webhook/name"_s, u"x"_s},
                                   {u"webhook/url"_s, u"https://a.example/"_s},
                                   {u"webhook/events"_s, uR"(["order.paid","entry.create"])"_s},
                                   {u"webhook/signing"_s, uR"(["svix"])"_s},
                                   {u"webhook/colour"_s, u"red, \"blue\""_s},
                                   {u"notes/by me/now"_s, u"@text"_s}}));
    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    QCOMPARE(loaded->problems, Problems()); // what is somebody else's is no problem
    QCOMPARE(loaded->webhook.events.names, (QStringList{u"order.paid"_s, u"entry.create"_s}));

    Webhook webhook = loaded->webhook;
    webhook.name = u"y"_s;
    QVERIFY(m_store->save(webhook, loaded->revision));
    QVERIFY(m_store->setEnabled(id, false));
    const auto values = settingsformat::parse(bytes(id)).values;
    QCOMPARE(values.value(u"meta/writer"_s), u"other"_s);
    QCOMPARE(values.value(u"webhook/colour"_s), u"red, \"blue\""_s);
    QCOMPARE(values.value(u"notes/by me/now"_s), u"@text"_s);
    QCOMPARE(values.value(u"webhook/name"_s), u"y"_s);
    QCOMPARE(values.value(u"webhook/events"_s), uR"(["order.paid","entry.create"])"_s);
    QCOMPARE(values.value(u"webhook/signing"_s), uR"(["svix"])"_s);
}

void TestWebhookStore::textOfUnchangedFieldsIsKept()
{
    const auto id = WebhookId::create();
    const QString headers = uR"([{"name":"X-A","value":"1","since":"a later version"}])"_s;
    put(id,
        settingsformat::serialise({{u"webhook/name"_s, u"x"_s},
                                   {u"webhook/url"_s, u"https://a.example/"_s},
                                   {u"webhook/headers"_s, headers},
                                   {u"webhook/retry"_s, u"Quick"_s}}));
    Webhook webhook = m_store->load(id)->webhook;
    QCOMPARE(webhook.headers.size(), 1);
    QCOMPARE(webhook.retry.kind(), RetrySchedule::Kind::Quick);
    webhook.name = u"y"_s;
    QVERIFY(m_store->save(webhook));
    const auto values = settingsformat::parse(bytes(id)).values;
    QCOMPARE(values.value(u"webhook/headers"_s), headers);
    QCOMPARE(values.value(u"webhook/retry"_s), u"Quick"_s);
}

void TestWebhookStore::brokenRulesAreShown()
{
    Webhook webhook = fullWebhook();
    webhook.name = QString();
    webhook.url = u"ftp://a.example/"_s;
    webhook.timeoutSeconds = 500;
    const auto saved = m_store->save(webhook);
    QVERIFY(saved);
    QCOMPARE(saved->webhook, webhook);
    QCOMPARE(rulesOf(*saved), (QList<Rule>{Rule::NameMissing, Rule::UrlWrongScheme, Rule::TimeoutOutOfRange}));
    QCOMPARE(*m_store->loadAll(), QList<StoredWebhook>{*saved});
}

void TestWebhookStore::damagedFileIsShown_data()
{
    const QByteArray good = settingsformat::serialise({{u"meta/schemaVersion"_s, u"1"_s},
                                                       {u"webhook/name"_s, u"Static build"_s},
                                                       {u"webhook/retry"_s, u"quick"_s},
                                                       {u"webhook/url"_s, u"https://a.example/"_s}});
    QTest::addColumn<QByteArray>("damaged");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Cause>("cause");
    const auto latin1 = [&good](const QByteArray &from, const char *to) { return QByteArray(good).replace(from, to); };
    const QByteArray utf16 = QByteArray("\xff\xfe", 2)
        + QByteArray(reinterpret_cast<const char *>(QString::fromUtf8(good).utf16()), good.size() * 2);
    QTest::newRow("cut in half") << good.first(good.indexOf("url=") + 6) << u"Static build"_s << Cause::ChecksumWrong;
    QTest::newRow("cut after the schema version")
        << QByteArray("[meta]\nschemaVersion=1\n") << QString() << Cause::EntriesMissing;
    QTest::newRow("emptied") << QByteArray() << QString() << Cause::Empty;
    QTest::newRow("NUL bytes") << QByteArray(good).replace("a.example", QByteArray("a.exa\0\0\0", 8)) << u"Static build"_s
                               << Cause::HoldsNul;
    QTest::newRow("all NUL") << QByteArray(300, '\0') << QString() << Cause::HoldsNul;
    QTest::newRow("garbage") << QByteArray("\x7f"
                                           "ELF\x02\x01\xff\xfe")
                             << QString() << Cause::NotUtf8;
    QTest::newRow("no schema version") << QByteArray("[meta]\nschemaVersion=x\n[webhook]\nname=y\n") << u"y"_s
                                       << Cause::Malformed;
    QTest::newRow("cut before an entry") << good.first(good.indexOf("url=")) << u"Static build"_s << Cause::EntriesMissing;
    QTest::newRow("Latin-1") << latin1("Static", "St\xe4tic") << u"Stätic build"_s << Cause::NotUtf8;
    QTest::newRow("UTF-16, cut") << utf16.chopped(3) << u"Static build"_s << Cause::Utf16;
    QTest::newRow("UTF-16 without a mark") << utf16.sliced(2) << QString() << Cause::HoldsNul;
    QTest::newRow("a line that is none") << QByteArray("[webhook]\nname=y\nurl\n") << u"y"_s << Cause::Malformed;
}

void TestWebhookStore::damagedFileIsShown()
{
    QFETCH(const QByteArray, damaged);
    QFETCH(const QString, name);
    QFETCH(const Cause, cause);
    const auto id = WebhookId::create();
    put(id, damaged);
    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    QCOMPARE(loaded->webhook.name, name);
    QVERIFY(hasProblem(*loaded, Field::File, Rule::FileDamaged));
    QCOMPARE(loaded->problems.constFirst().cause, cause);
    QCOMPARE(loaded->problems.constFirst().subject, path(id));
    QVERIFY(!loaded->readOnly);
    QCOMPARE(*m_store->loadAll(), QList<StoredWebhook>{*loaded});
    QCOMPARE(bytes(id), damaged); // reading harms nothing

    Webhook webhook = loaded->webhook;
    webhook.name = u"repaired"_s;
    webhook.url = u"https://b.example/"_s;
    const auto saved = m_store->save(webhook, loaded->revision);
    QVERIFY(saved);
    QCOMPARE(saved->webhook, webhook);
    QVERIFY(!hasProblem(*saved, Field::File, Rule::FileDamaged));
    QCOMPARE(entries().size(), 2);
    QVERIFY(entries().constLast().startsWith(id.toString() + u".ini.damaged-"_s));
    QFile copy(m_profile.webhooksFolder() + u'/' + entries().constLast());
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), damaged);
    QCOMPARE(saved->keptCopy, copy.fileName());
    QCOMPARE(m_store->loadAll()->size(), 1);
}

void TestWebhookStore::aSwitchLeavesTheMarkOfDamage()
{
    const auto written = m_store->save(fullWebhook());
    QVERIFY(written);
    const WebhookId id = written->webhook.id;
    const QByteArray whole = bytes(id);
    put(id, whole.first(whole.lastIndexOf("webhook")));
    const auto damaged = m_store->load(id);
    QVERIFY(damaged && hasProblem(*damaged, Field::File, Rule::FileDamaged));
    const auto off = m_store->setEnabled(id, !damaged->webhook.enabled);
    QVERIFY(off);
    QVERIFY(!off->keptCopy.isEmpty());
    for (const bool enabled : {true, false, true}) { // nobody has looked at the rest of it
        const auto switched = m_store->setEnabled(id, enabled);
        QVERIFY(switched);
        QVERIFY(hasProblem(*switched, Field::File, Rule::FileDamaged));
        QCOMPARE(switched->problems.constFirst().cause, damaged->problems.constFirst().cause);
        QCOMPARE(m_store->load(id)->problems, switched->problems);
    }
    const auto seen = m_store->save(m_store->load(id)->webhook);
    QVERIFY(seen);
    QVERIFY(!hasProblem(*seen, Field::File, Rule::FileDamaged));
    QVERIFY(!hasProblem(*m_store->load(id), Field::File, Rule::FileDamaged));
    QVERIFY(!bytes(id).contains("damaged"));
}

void TestWebhookStore::unreadableFileIsShown_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("folder") << u"folder"_s << Cause::IsFolder;
    QTest::newRow("pipe") << u"pipe"_s << Cause::NotAFile;
    QTest::newRow("link to nowhere") << u"link to nowhere"_s << Cause::LinkToNowhere;
    QTest::newRow("device") << u"device"_s << Cause::NotAFile;
    QTest::newRow("100 MB") << u"100 MB"_s << Cause::TooLarge;
}

void TestWebhookStore::unreadableFileIsShown()
{
    QFETCH(const QString, kind);
    QFETCH(const Cause, cause);
    const auto good = m_store->save(fullWebhook());
    QVERIFY(good);
    const auto id = WebhookId::create();
    if (kind == u"folder")
        QVERIFY(QDir().mkpath(path(id)));
    else if (kind == u"pipe")
        QCOMPARE(::mkfifo(QFile::encodeName(path(id)).constData(), 0600), 0);
    else if (kind == u"device")
        QVERIFY(QFile::link(u"/dev/zero"_s, path(id))); // without an end, were it read
    else if (kind == u"100 MB")
        QVERIFY(QFile(path(id)).open(QIODevice::WriteOnly) && QFile::resize(path(id), 100'000'000));
    else
        QVERIFY(QFile::link(u"nowhere"_s, path(id)));

    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    QCOMPARE(loaded->webhook.id, id);
    QVERIFY(loaded->webhook.name.isEmpty());
    QCOMPARE(rulesOf(*loaded), QList<Rule>{Rule::FileUnreadable});
    QCOMPARE(loaded->problems.constFirst().field, Field::File);
    QCOMPARE(loaded->problems.constFirst().subject, path(id));
    QCOMPARE(loaded->problems.constFirst().cause, cause);
    QCOMPARE(*m_store->loadAll(), (QList<StoredWebhook>{*loaded, *good}));

    Webhook webhook = fullWebhook();
    webhook.id = id;
    const auto saved = m_store->save(webhook, loaded->revision);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::CannotRead);
    QCOMPARE(saved.error().subject, path(id));
    QVERIFY(!m_store->setEnabled(id, false));
    QVERIFY(!m_store->remove(id));
    QCOMPARE(*m_store->load(id), *loaded);
}

void TestWebhookStore::newerFileIsReadOnly()
{
    const auto id = WebhookId::create();
    put(id,
        settingsformat::serialise(
            {{u"meta/schemaVersion"_s, u"3"_s}, {u"webhook/name"_s, u"x"_s}, {u"webhook/url"_s, u"https://a.example/"_s}}));
    const QByteArray before = bytes(id);
    const auto loaded = m_store->load(id);
    QVERIFY(loaded);
    QVERIFY(loaded->readOnly);
    QCOMPARE(loaded->webhook.name, u"x"_s);
    QCOMPARE(loaded->problems, (Problems{{Field::File, Rule::FileNewer}}));

    for (const Error &error :
         {m_store->save(loaded->webhook, loaded->revision).error(), m_store->save(loaded->webhook).error(),
          m_store->setEnabled(id, true).error(), m_store->setEnabled(id, false).error(), m_store->remove(id).error()}) {
        QCOMPARE(error.code, ErrorCode::NewerVersion);
        QCOMPARE(error.subject, path(id));
    }
    QCOMPARE(bytes(id), before);
}

void TestWebhookStore::revisions()
{
    Webhook webhook = fullWebhook();
    const auto first = m_store->save(webhook, QByteArray());
    QVERIFY(first);
    webhook.name = u"second"_s;
    const auto second = m_store->save(webhook, first->revision);
    QVERIFY(second);
    QVERIFY(second->revision != first->revision);

    webhook.name = u"third"_s;
    const QByteArray before = bytes(webhook.id);
    const auto late = m_store->save(webhook, first->revision);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(late.error().subject, u"second"_s);
    QCOMPARE(bytes(webhook.id), before);
    QVERIFY(m_store->save(webhook)); // without a revision it is meant to be overwritten
    QCOMPARE(m_store->save(webhook)->revision, m_store->load(webhook.id)->revision);
}

void TestWebhookStore::newMustBeNew()
{
    const Webhook webhook = fullWebhook();
    QVERIFY(m_store->save(webhook, QByteArray()));
    const auto again = m_store->save(webhook, QByteArray());
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::ChangedElsewhere);

    const auto nameless = WebhookId::create();
    put(nameless, "");
    Webhook other = webhook;
    other.id = nameless;
    QCOMPARE(m_store->save(other, QByteArray()).error().subject, nameless.toString());
}

void TestWebhookStore::goneIsNoticed()
{
    const Webhook webhook = fullWebhook();
    const auto saved = m_store->save(webhook, QByteArray());
    QVERIFY(saved);
    QVERIFY(m_store->remove(webhook.id));
    const auto late = m_store->save(webhook, saved->revision);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::NoSuchWebhook);
    QCOMPARE(entries(), QStringList());
}

void TestWebhookStore::switchOnly()
{
    const Webhook webhook = fullWebhook();
    QVERIFY(m_store->save(webhook));
    auto values = settingsformat::parse(bytes(webhook.id)).values;
    const auto switched = m_store->setEnabled(webhook.id, true);
    QVERIFY(switched);
    Webhook expected = webhook;
    expected.enabled = true;
    QCOMPARE(switched->webhook, expected);
    values.insert(u"webhook/enabled"_s, u"true"_s);
    QCOMPARE(settingsformat::parse(bytes(webhook.id)).values, values);

    put(webhook.id, "[webhook]\nname=x\n");
    QVERIFY(m_store->setEnabled(webhook.id, false));
    QCOMPARE(settingsformat::parse(bytes(webhook.id)).values.keys(),
             (QStringList{u"meta/schemaVersion"_s, u"webhook/enabled"_s, u"webhook/name"_s}));
}

void TestWebhookStore::switchThatStandsSoAlready()
{
    const auto id = WebhookId::create();
    const QByteArray before("# by hand\n[webhook]\nname=x\nurl=https://a.example/\nenabled=1\n");
    put(id, before);
    const auto switched = m_store->setEnabled(id, true);
    QVERIFY(switched);
    QCOMPARE(*switched, *m_store->load(id));
    QCOMPARE(bytes(id), before);
}

void TestWebhookStore::removeAndRestore()
{
    const auto id = WebhookId::create();
    for (const QByteArray &before : {QByteArray("# by hand\n[webhook]\nname=x\nurl=https://a.example/\n"), QByteArray(),
                                     QByteArray("[webhook]\nname=x\nbroken\0", 24)}) {
        put(id, before);
        const auto loaded = m_store->load(id);
        QVERIFY(loaded);
        const auto removed = m_store->remove(id);
        QVERIFY(removed);
        QCOMPARE(*removed, (RemovedWebhook{id, loaded->webhook.name, before}));
        QCOMPARE(entries(), QStringList());
        QCOMPARE(m_store->load(id).error().code, ErrorCode::NoSuchWebhook);

        const auto restored = m_store->restore(*removed);
        QVERIFY(restored);
        QCOMPARE(*restored, *loaded);
        QCOMPARE(bytes(id), before);
        QCOMPARE(entries(), QStringList{id.toString() + u".ini"_s});
        QVERIFY(m_store->restore(*removed)); // twice is once
    }
}

void TestWebhookStore::restoreDoesNotOverwrite()
{
    Webhook webhook = fullWebhook();
    QVERIFY(m_store->save(webhook));
    const auto removed = m_store->remove(webhook.id);
    QVERIFY(removed);
    webhook.name = u"somebody else's"_s;
    QVERIFY(m_store->save(webhook));
    const auto restored = m_store->restore(*removed);
    QVERIFY(!restored);
    QCOMPARE(restored.error().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(m_store->load(webhook.id)->webhook, webhook);
}

void TestWebhookStore::lockedFile()
{
    const auto saved = m_store->save(fullWebhook());
    QVERIFY(saved);
    QLockFile lock(path(saved->webhook.id) + u".lock"_s); // as another program's QSettings takes it
    QVERIFY(lock.tryLock(0));
    const auto late = m_store->setEnabled(saved->webhook.id, true);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::CannotWrite);
    QCOMPARE(late.error().subject, path(saved->webhook.id));
    QCOMPARE(late.error().cause, Cause::Locked);
    QCOMPARE(*m_store->load(saved->webhook.id), *saved); // reading does not wait
    QVERIFY(m_store->save(fullWebhook())); // nor does another webhook
}

void TestWebhookStore::folderThatIsNone()
{
    QVERIFY(QDir().mkpath(m_profile.configFolder));
    QVERIFY(QFile(m_profile.webhooksFolder()).open(QIODevice::WriteOnly));
    QCOMPARE(m_store->loadAll().error().code, ErrorCode::CannotRead);
    const auto saved = m_store->save(fullWebhook());
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::FolderUnusable);
    QCOMPARE(saved.error().subject, m_profile.webhooksFolder());
}

/// Else an event that comes then would go to nobody.
void TestWebhookStore::cannotBeListedForAMoment()
{
    QVERIFY(m_store->save(fullWebhook()));
    const auto loaded = withoutMoreFiles([&] { return m_store->loadAll(); });
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::CannotRead);
    QCOMPARE(m_store->loadAll()->size(), 1);
}

QTEST_GUILESS_MAIN(TestWebhookStore)
#include "tst_webhookstore.moc"
