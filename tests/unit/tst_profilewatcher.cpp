// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/profilewatcher.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace hookpanel;

/// The changes are made by the file calls that other programs use; the watcher cannot tell who they are.
class TestProfileWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsWhatChanged_data();
    void tellsWhatChanged();
    void rulesThatComeLater();
    void otherFilesAreNoChange();
    void oneTellingForManyChanges();
    void aFolderThatComesLater();
    void aFolderThatIsReplaced();
    void aProfileThatGoesAndComes();
    void aFileInPlaceOfTheFolder();
    void overflow();
    void dataFolderOfItsOwn();

private:
    void start(const Profile &profile);
    void put(const QString &path, const QByteArray &bytes);
    [[nodiscard]] ProfileChange all() const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    Profile m_profile;
    WebhookId m_id = WebhookId::create();
    std::unique_ptr<ProfileWatcher> m_watcher;
    QList<ProfileChange> m_told;
};

void TestProfileWatcher::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_profile = Profile::inFolder(m_temporary->filePath(u"profile"_s));
    m_told.clear();
}

void TestProfileWatcher::cleanup()
{
    m_watcher.reset();
}

void TestProfileWatcher::start(const Profile &profile)
{
    m_watcher = std::make_unique<ProfileWatcher>(profile);
    connect(m_watcher.get(), &ProfileWatcher::changed, this, [this](const ProfileChange &change) { m_told.append(change); });
    m_watcher->start();
    QVERIFY(m_watcher->isWatching());
}

void TestProfileWatcher::put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Everything that was told so far, together.
ProfileChange TestProfileWatcher::all() const
{
    ProfileChange sum;
    for (const ProfileChange &change : m_told) {
        sum.webhooks += change.webhooks;
        sum.preferences |= change.preferences;
        sum.outcomes |= change.outcomes;
        sum.contentTypes |= change.contentTypes;
        sum.eventTypes |= change.eventTypes;
        sum.secrets |= change.secrets;
        sum.everything |= change.everything;
    }
    return sum;
}

void TestProfileWatcher::tellsWhatChanged_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how :
         {"new", "in place", "grown", "replaced", "removed", "moved away", "preferences", "outcomes", "secrets"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestProfileWatcher::tellsWhatChanged()
{
    QFETCH(const QString, how);
    QVERIFY(m_profile.prepare());
    const QString path = m_profile.webhookFile(m_id.toString());
    if (how != u"new")
        put(path, "before");
    start(m_profile);
    bool isWebhook = true;
    if (how == u"new") {
        put(path, "x");
    } else if (how == u"in place") {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
        QCOMPARE(file.write("B"), 1); // one byte, the same length, the same inode
    } else if (how == u"grown") {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write("more"), 4);
    } else if (how == u"replaced") {
        put(m_temporary->filePath(u"other"_s), "other");
        QVERIFY(QFile::remove(path) && QFile::rename(m_temporary->filePath(u"other"_s), path));
    } else if (how == u"removed") {
        QVERIFY(QFile::remove(path));
    } else if (how == u"moved away") {
        QVERIFY(QFile::rename(path, m_temporary->filePath(u"away"_s)));
    } else {
        isWebhook = false;
        put(how == u"preferences"   ? m_profile.preferencesFile()
                : how == u"secrets" ? m_profile.secretsFile()
                                    : m_profile.outcomesFile(),
            "x");
    }
    QTRY_VERIFY(!m_told.isEmpty());
    QCOMPARE(all().webhooks, isWebhook ? QSet<WebhookId>{m_id} : QSet<WebhookId>());
    QCOMPARE(all().preferences, how == u"preferences");
    QCOMPARE(all().outcomes, how == u"outcomes");
    QCOMPARE(all().secrets, how == u"secrets");
    QVERIFY(!all().everything && !all().contentTypes && !all().eventTypes);
}

/// Their folders are mostly not there at the start, and come, go and are replaced like any other.
void TestProfileWatcher::rulesThatComeLater()
{
    QVERIFY(m_profile.prepare());
    start(m_profile);
    QVERIFY(Profile::prepareOwnFolder(m_profile.contentTypesFolder()));
    put(m_profile.contentTypeFile(u"api::a.a"_s), "x");
    QTRY_VERIFY(all().contentTypes);
    QVERIFY(!all().eventTypes && !all().everything && !all().preferences);
    m_told.clear();
    put(m_profile.contentTypeFile(u"api::a.a"_s), "y");
    QTRY_VERIFY(all().contentTypes);
    m_told.clear();
    put(m_profile.contentTypesFolder() + u"/api::a.a.json.XyZ123"_s, "half of it"); // ends with the next one
    QVERIFY(Profile::prepareOwnFolder(m_profile.eventTypesFolder()));
    QTRY_VERIFY(all().eventTypes);
    QVERIFY(!all().contentTypes);
    m_told.clear();
    put(m_profile.eventTypeFile(u"order.paid"_s), "x");
    QTRY_VERIFY(all().eventTypes);
    m_told.clear();
    QVERIFY(QFile::remove(m_profile.eventTypeFile(u"order.paid"_s)));
    QTRY_VERIFY(all().eventTypes);
    m_told.clear();
    QVERIFY(QDir(m_profile.contentTypesFolder()).removeRecursively());
    QTRY_VERIFY(all().contentTypes);
    QVERIFY(!all().everything);
}

void TestProfileWatcher::otherFilesAreNoChange()
{
    QVERIFY(m_profile.prepare());
    start(m_profile);
    const QString path = m_profile.webhookFile(m_id.toString());
    for (const QString &other : {path + u".lock"_s, path + u".new"_s, path + u"~"_s,
                                 path + u".damaged-20261124T000000000Z"_s, m_profile.webhooksFolder() + u"/notes.ini"_s,
                                 m_profile.preferencesFile() + u".lock"_s, m_profile.configFolder + u"/deliveries.sqlite"_s})
        put(other, "x");
    put(path, "x"); // ends the test
    QTRY_VERIFY(!m_told.isEmpty());
    QCOMPARE(all().webhooks, QSet<WebhookId>{m_id});
    QVERIFY(!all().preferences);
    QVERIFY(!all().outcomes);
    QVERIFY(!all().everything);
}

void TestProfileWatcher::oneTellingForManyChanges()
{
    constexpr int count = 1000;
    QVERIFY(m_profile.prepare());
    start(m_profile);
    for (int i = 0; i < count; ++i)
        put(m_profile.webhookFile(WebhookId::create().toString()), "x");
    QTRY_COMPARE(all().webhooks.size(), count);
    QCOMPARE(m_told.size(), 1); // nothing was told while it went on, and it did not take a second of the event loop
}

void TestProfileWatcher::aFolderThatComesLater()
{
    start(m_profile); // not even the profile's folder is there
    QVERIFY(m_profile.prepare());
    QTRY_VERIFY(all().everything);
    m_told.clear();
    put(m_profile.webhookFile(m_id.toString()), "x");
    QTRY_VERIFY(all().webhooks.contains(m_id));
    put(m_profile.preferencesFile(), "x");
    QTRY_VERIFY(all().preferences);
}

void TestProfileWatcher::aFolderThatIsReplaced()
{
    QVERIFY(m_profile.prepare());
    start(m_profile);
    QVERIFY(QDir(m_profile.configFolder).rename(u"webhooks"_s, u"old"_s));
    QVERIFY(QDir(m_profile.configFolder).mkdir(u"webhooks"_s));
    QTRY_VERIFY(all().everything);
    m_told.clear();
    put(m_profile.configFolder + u"/old/"_s + WebhookId::create().toString() + u".ini"_s, "x"); // nobody's business now
    put(m_profile.webhookFile(m_id.toString()), "x");
    QTRY_VERIFY(!all().webhooks.isEmpty());
    QCOMPARE(all().webhooks, QSet<WebhookId>{m_id});
}

void TestProfileWatcher::aProfileThatGoesAndComes()
{
    QVERIFY(m_profile.prepare());
    start(m_profile);
    for (int round = 0; round < 3; ++round) {
        m_told.clear();
        QVERIFY(QDir(m_profile.configFolder).removeRecursively());
        QTRY_VERIFY(all().everything);
        m_told.clear();
        QVERIFY(m_profile.prepare());
        QTRY_VERIFY(all().everything);
        put(m_profile.webhookFile(m_id.toString()), "x");
        QTRY_VERIFY(all().webhooks.contains(m_id));
    }
}

void TestProfileWatcher::aFileInPlaceOfTheFolder()
{
    QVERIFY(m_profile.prepare());
    start(m_profile);
    QVERIFY(QDir(m_profile.configFolder).rmdir(u"webhooks"_s));
    put(m_profile.webhooksFolder(), "no folder");
    QTRY_VERIFY(all().everything);
    m_told.clear();
    QVERIFY(QFile::remove(m_profile.webhooksFolder()));
    QVERIFY(m_profile.prepare());
    QTRY_VERIFY(all().everything);
    put(m_profile.webhookFile(m_id.toString()), "x");
    QTRY_VERIFY(all().webhooks.contains(m_id));
}

/// The kernel keeps a limited number of events; more than that is one event that says so.
void TestProfileWatcher::overflow()
{
    QFile limit(u"/proc/sys/fs/inotify/max_queued_events"_s);
    QVERIFY(limit.open(QIODevice::ReadOnly));
    const int most = limit.readAll().trimmed().toInt();
    QVERIFY(most > 0);
    QVERIFY(m_profile.prepare());
    start(m_profile);
    QFile one(m_profile.webhookFile(m_id.toString()));
    QFile other(m_profile.configFolder + u"/other"_s); // the kernel merges equal events that follow each other
    QVERIFY(one.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    for (int i = 0; i < most; ++i)
        QVERIFY(one.write("x") == 1 && other.write("x") == 1);
    QTRY_VERIFY(all().everything);
    m_told.clear();
    QCOMPARE(one.write("x"), 1);
    QTRY_VERIFY(all().webhooks.contains(m_id));
}

void TestProfileWatcher::dataFolderOfItsOwn()
{
    m_profile.dataFolder = m_temporary->filePath(u"data"_s);
    start(m_profile);
    QVERIFY(m_profile.prepare());
    QTRY_VERIFY(all().everything);
    m_told.clear();
    put(m_profile.configFolder + u"/outcomes.ini"_s, "x"); // not here
    put(m_profile.outcomesFile(), "x");
    QTRY_VERIFY(all().outcomes);
    QVERIFY(!all().preferences);
}

QTEST_GUILESS_MAIN(TestProfileWatcher)
#include "tst_profilewatcher.moc"
