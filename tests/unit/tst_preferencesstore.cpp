// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/preferencesstore.h"

#include "store/settingsformat.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;
using namespace std::chrono_literals;

namespace {

Preferences allChanged()
{
    Preferences preferences;
    preferences.defaultHeaders = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}, {u"X-Empty"_s, u""_s}};
    preferences.payloadFormat = PayloadFormat::Strapi4;
    preferences.edition = Edition::Enterprise;
    preferences.timeoutSeconds = 30;
    preferences.retry = RetrySchedule::custom({1s, 5s});
    preferences.proxy = *ProxyChoice::fromText(u"socks5://proxy.example:1080"_s);
    preferences.theme = Theme::Dark;
    return preferences;
}

} // namespace

class TestPreferencesStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void defaults();
    void savesAndLoads();
    void onlyWhatIsSetIsWritten();
    void fileIsReadable();
    void unreadableCountsAsUnset_data();
    void unreadableCountsAsUnset();
    void damagedDefaultHeaders_data();
    void damagedDefaultHeaders();
    void unknownIsKept();
    void twoProgramsDoNotUndoEachOther();
    void newerIsNotWritten();
    void damagedIsCopiedAside();
    void notAFile();

private:
    [[nodiscard]] QByteArray bytes() const;
    void put(const QByteArray &bytes);
    [[nodiscard]] settingsformat::Values values() const { return settingsformat::parse(bytes()).values; }

    std::unique_ptr<QTemporaryDir> m_temporary;
    Profile m_profile;
    std::optional<PreferencesStore> m_store;
};

void TestPreferencesStore::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPreferencesStore::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_profile = Profile::inFolder(m_temporary->filePath(u"profile"_s));
    m_store.emplace(m_profile);
}

QByteArray TestPreferencesStore::bytes() const
{
    QFile file(m_profile.preferencesFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPreferencesStore::put(const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(m_profile.configFolder));
    QFile file(m_profile.preferencesFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestPreferencesStore::defaults()
{
    const auto loaded = m_store->load();
    QVERIFY(loaded);
    QCOMPARE(*loaded, Preferences());
    QVERIFY(!QFileInfo::exists(m_profile.configFolder)); // reading makes nothing
}

void TestPreferencesStore::savesAndLoads()
{
    ::umask(0);
    QVERIFY(m_store->save(allChanged()));
    QCOMPARE(::umask(022), mode_t(0));
    QCOMPARE(*PreferencesStore(m_profile).load(), allChanged());
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_profile.preferencesFile()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0600);

    QVERIFY(m_store->save(Preferences()));
    QCOMPARE(*PreferencesStore(m_profile).load(), Preferences());
}

void TestPreferencesStore::onlyWhatIsSetIsWritten()
{
    Preferences preferences;
    preferences.edition = Edition::Enterprise;
    QVERIFY(m_store->save(preferences));
    QCOMPARE(values(),
             (settingsformat::Values{{u"meta/schemaVersion"_s, u"1"_s}, {u"preferences/edition"_s, u"enterprise"_s}}));
}

void TestPreferencesStore::fileIsReadable()
{
    QVERIFY(m_store->save(allChanged()));
    const QByteArray expected = R"(
[headers]
default="[{\"name\":\"Authorization\",\"value\":\"Bearer ${TOKEN}\"},{\"name\":\"X-Empty\",\"value\":\"\"}]"

[preferences]
edition=enterprise
payloadFormat=4
proxy=socks5://proxy.example:1080
retry="1,5"
theme=dark
timeoutSeconds=30
)";
    QCOMPARE(bytes().sliced(bytes().indexOf("\n[headers]")), expected);
    QVERIFY(bytes().startsWith("[meta]\nschemaVersion=1\n"));
}

void TestPreferencesStore::unreadableCountsAsUnset_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("payloadFormat") << u"preferences/payloadFormat"_s << QStringList{u"6"_s, u""_s, u"Strapi"_s};
    QTest::newRow("edition") << u"preferences/edition"_s << QStringList{u"team"_s, u""_s};
    QTest::newRow("timeoutSeconds") << u"preferences/timeoutSeconds"_s
                                    << QStringList{u"0"_s, u"121"_s, u"-1"_s, u"x"_s, u""_s};
    QTest::newRow("proxy") << u"preferences/proxy"_s
                           << QStringList{u"fast"_s, u"http://proxy.example"_s, u"http://a:b@proxy.example:1"_s, u""_s};
    QTest::newRow("theme") << u"preferences/theme"_s << QStringList{u"blue"_s, u""_s};
    QTest::newRow("retry") << u"preferences/retry"_s << QStringList{u"often"_s, u"0"_s, u"1,9999999"_s, u""_s};
    QTest::newRow("headers") << u"headers/default"_s << QStringList{u"none"_s, u""_s, u"[1]"_s, u"{}"_s};
}

void TestPreferencesStore::unreadableCountsAsUnset()
{
    QFETCH(const QString, key);
    QFETCH(const QStringList, texts);
    for (const QString &text : texts) {
        put(settingsformat::serialise({{key, text}, {u"other/key"_s, u"x"_s}}));
        const auto loaded = m_store->load();
        QVERIFY(loaded);
        QCOMPARE(*loaded, Preferences());
        const auto problems = m_store->loadWithProblems()->problems;
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.constFirst().rule, Rule::ValueUnreadable);
        QCOMPARE(problems.constFirst().subject, key); // not the value, which may be a credential
        QVERIFY(m_store->save(*loaded)); // nothing was set
        QCOMPARE(values().value(key), text);
        QVERIFY(m_store->save(allChanged()));
        QCOMPARE(*m_store->load(), allChanged());
    }
}

void TestPreferencesStore::damagedDefaultHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<Rule>>("rules");
    QTest::addColumn<bool>("maySend");
    QVERIFY(m_store->save(allChanged()));
    const QByteArray whole = bytes();
    const QByteArray withoutHeaders = settingsformat::serialise({{u"preferences/edition"_s, u"enterprise"_s}});
    const QByteArray noList = settingsformat::serialise({{u"headers/default"_s, u"none"_s}});

    QTest::newRow("whole") << whole << QList<Rule>{} << true;
    QTest::newRow("none set") << withoutHeaders << QList<Rule>{} << true;
    QTest::newRow("by hand") << QByteArray("[preferences]\nedition=enterprise\n") << QList<Rule>{} << true;
    QTest::newRow("cut behind them") << whole.first(whole.indexOf("retry=")) << QList<Rule>{Rule::PreferencesDamaged}
                                     << true;
    QTest::newRow("cut before them") << whole.first(whole.indexOf("default="))
                                     << QList<Rule>{Rule::PreferencesDamaged, Rule::DefaultHeadersLost} << false;
    QTest::newRow("cut within them") << whole.first(whole.indexOf("Bearer"))
                                     << QList<Rule>{Rule::PreferencesDamaged, Rule::ValueUnreadable} << false;
    QTest::newRow("emptied") << QByteArray() << QList<Rule>{Rule::PreferencesDamaged, Rule::DefaultHeadersLost} << false;
    QTest::newRow("not a list") << noList << QList<Rule>{Rule::ValueUnreadable} << false;
}

void TestPreferencesStore::damagedDefaultHeaders()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QList<Rule>, rules);
    QFETCH(const bool, maySend);
    put(bytes);
    const auto loaded = m_store->loadWithProblems();
    QVERIFY(loaded);
    QCOMPARE(loaded->preferences, *m_store->load());
    QList<Rule> found;
    for (const Problem &problem : loaded->problems)
        found.append(problem.rule);
    QCOMPARE(found, rules);
    const auto headers = m_store->defaultHeadersForSending();
    QCOMPARE(headers.has_value(), maySend);
    if (headers)
        QCOMPARE(*headers, loaded->preferences.defaultHeaders);
    else
        QCOMPARE(headers.error(), (Error{ErrorCode::DefaultHeadersUnreadable, m_profile.preferencesFile()}));
}

void TestPreferencesStore::unknownIsKept()
{
    put("[preferences]\nedition=enterprise\ncolour=\"red, blue\"\n[later]\na\\b=c\n");
    auto preferences = m_store->load();
    QVERIFY(preferences);
    preferences->timeoutSeconds = 20;
    QVERIFY(m_store->save(*preferences));
    QCOMPARE(values().value(u"preferences/colour"_s), u"red, blue"_s);
    QCOMPARE(values().value(u"later/a/b"_s), u"c"_s);
    QCOMPARE(m_store->load()->edition, Edition::Enterprise);
}

void TestPreferencesStore::twoProgramsDoNotUndoEachOther()
{
    const Preferences before = *m_store->load();
    Preferences mine = before;
    mine.timeoutSeconds = 20;
    Preferences theirs = before;
    theirs.edition = Edition::Enterprise;
    QVERIFY(m_store->save(theirs, before));
    QVERIFY(m_store->save(mine, before));
    const auto both = m_store->load();
    QVERIFY(both);
    QCOMPARE(both->timeoutSeconds, 20);
    QCOMPARE(both->edition, Edition::Enterprise);
}

void TestPreferencesStore::newerIsNotWritten()
{
    put(settingsformat::serialise({{u"meta/schemaVersion"_s, u"3"_s}, {u"preferences/timeoutSeconds"_s, u"20"_s}}));
    const QByteArray before = bytes();
    QCOMPARE(m_store->load()->timeoutSeconds, 20);
    const auto saved = m_store->save(allChanged());
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::NewerVersion);
    QCOMPARE(saved.error().subject, m_profile.preferencesFile());
    QCOMPARE(bytes(), before);
}

void TestPreferencesStore::damagedIsCopiedAside()
{
    const QByteArray damaged("[preferences]\ntimeoutSeconds=20\nedit");
    put(damaged);
    QCOMPARE(m_store->load()->timeoutSeconds, 20);
    QVERIFY(m_store->save(allChanged()));
    QCOMPARE(*m_store->load(), allChanged());
    const QDir folder(m_profile.configFolder);
    const QStringList copies = folder.entryList({u"hookpanel.ini.damaged-*"_s});
    QCOMPARE(copies.size(), 1);
    QFile copy(folder.filePath(copies.constFirst()));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), damaged);
}

void TestPreferencesStore::notAFile()
{
    QVERIFY(QDir().mkpath(m_profile.preferencesFile()));
    QCOMPARE(m_store->load().error().code, ErrorCode::CannotRead);
    const auto saved = m_store->save(allChanged());
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::CannotRead);
    QCOMPARE(saved.error().subject, m_profile.preferencesFile());
}

QTEST_GUILESS_MAIN(TestPreferencesStore)
#include "tst_preferencesstore.moc"
