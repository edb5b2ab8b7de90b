// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/profile.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using hookpanel::Cause;
using hookpanel::ErrorCode;
using hookpanel::Profile;

namespace {

/// The permission bits of a file or folder, as chmod(1) writes them; -1 when there is none.
int modeOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

bool makeFolder(const QString &path, int mode)
{
    return QDir().mkpath(path) && ::chmod(QFile::encodeName(path).constData(), mode_t(mode)) == 0;
}

bool makeFile(const QString &path, int mode)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write("x") == 1
        && ::chmod(QFile::encodeName(path).constData(), mode_t(mode)) == 0;
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void paths();
    void standardDoesNotDependOnTheProgram();
    void makesPrivateFolders();
    void tightensWhatIsOurs();
    void leavesOthersFoldersAlone_data();
    void leavesOthersFoldersAlone();
    void leavesLinkTargetsAlone();
    void clearsLeftovers();
    void unusable_data();
    void unusable();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder; ///< Does not exist yet.
};

void TestProfile::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestProfile::init()
{
    ::umask(022);
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_folder = m_temporary->filePath(u"profile"_s);
}

void TestProfile::paths()
{
    const Profile profile = Profile::inFolder(u"/a/b/../c/"_s);
    QCOMPARE(profile.configFolder, u"/a/c"_s);
    QCOMPARE(profile.dataFolder, u"/a/c"_s);
    QCOMPARE(profile.preferencesFile(), u"/a/c/hookpanel.ini"_s);
    QCOMPARE(profile.webhooksFolder(), u"/a/c/webhooks"_s);
    QCOMPARE(profile.webhookFile(u"x"_s), u"/a/c/webhooks/x.ini"_s);
    QCOMPARE(profile.outcomesFile(), u"/a/c/outcomes.ini"_s);
    QCOMPARE(Profile::inFolder(u"c"_s).configFolder, QDir::currentPath() + u"/c"_s);
}

void TestProfile::standardDoesNotDependOnTheProgram()
{
    const Profile before = Profile::standard();
    QCoreApplication::setApplicationName(u"something else"_s);
    QCoreApplication::setOrganizationName(u"somebody"_s);
    QCOMPARE(Profile::standard(), before);
    QVERIFY(before.configFolder.endsWith(u"/hookpanel"));
    QVERIFY(before.dataFolder.endsWith(u"/hookpanel"));
    QVERIFY(before.configFolder != before.dataFolder);
    QVERIFY(before.configFolder.startsWith(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)));
}

void TestProfile::makesPrivateFolders()
{
    ::umask(0);
    const Profile profile{m_folder + u"/a/config"_s, m_folder + u"/b/data"_s};
    QVERIFY(profile.prepare().has_value());
    for (const QString &folder : {m_folder, m_folder + u"/a"_s, profile.configFolder, profile.webhooksFolder(),
                                  m_folder + u"/b"_s, profile.dataFolder})
        QCOMPARE(modeOf(folder), 0700);
    QVERIFY(makeFile(m_folder + u"/umask"_s, 0666));
    QCOMPARE(::umask(022), mode_t(0)); // as it was before
}

void TestProfile::tightensWhatIsOurs()
{
    const Profile profile = Profile::inFolder(m_folder);
    QVERIFY(makeFolder(m_folder, 0755));
    QVERIFY(makeFolder(profile.webhooksFolder(), 0777));
    const QString webhook = profile.webhookFile(u"0f0e0d0c-0b0a-4900-8800-070605040302"_s);
    for (const QString &file : {profile.preferencesFile(), profile.outcomesFile(), webhook,
                                webhook + u".damaged-20260101T000000000Z"_s, m_folder + u"/deliveries.sqlite-wal"_s})
        QVERIFY(makeFile(file, 0644));
    QVERIFY(profile.prepare().has_value());
    QCOMPARE(modeOf(m_folder), 0700);
    QCOMPARE(modeOf(profile.webhooksFolder()), 0700);
    QCOMPARE(modeOf(profile.preferencesFile()), 0600);
    QCOMPARE(modeOf(profile.outcomesFile()), 0600);
    QCOMPARE(modeOf(webhook), 0600);
    QCOMPARE(modeOf(webhook + u".damaged-20260101T000000000Z"_s), 0600);
}

void TestProfile::leavesOthersFoldersAlone_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("entry");
    QTest::newRow("sticky, as /tmp") << 01777 << QString();
    QTest::newRow("for a group") << 02775 << QString();
    QTest::newRow("a project") << 0755 << u"README.md"_s;
    QTest::newRow("a home") << 0751 << u".profile"_s;
}

void TestProfile::leavesOthersFoldersAlone()
{
    QFETCH(const int, mode);
    QFETCH(const QString, entry);
    if (!entry.isEmpty()) {
        QVERIFY(makeFolder(m_folder, 0755));
        QVERIFY(makeFile(m_folder + u'/' + entry, 0644));
    }
    QVERIFY(makeFolder(m_folder, mode));
    const Profile profile = Profile::inFolder(m_folder);
    for (int i = 0; i < 2; ++i) { // the second time there is a profile in it
        QVERIFY(profile.prepare().has_value());
        QCOMPARE(modeOf(m_folder), mode);
        QCOMPARE(modeOf(profile.webhooksFolder()) & 0777, 0700); // ours all the same
        QVERIFY(makeFile(profile.preferencesFile(), 0600));
    }
    if (!entry.isEmpty())
        QCOMPARE(modeOf(m_folder + u'/' + entry), 0644);
}

void TestProfile::leavesLinkTargetsAlone()
{
    const Profile profile = Profile::inFolder(m_folder);
    QVERIFY(profile.prepare().has_value());
    const QString target = m_temporary->filePath(u"target"_s);
    QVERIFY(makeFile(target, 0644));
    QVERIFY(QFile::link(target, profile.preferencesFile()));
    QVERIFY(QFile::link(target, profile.webhooksFolder() + u"/link.ini"_s));
    QVERIFY(profile.prepare().has_value());
    QCOMPARE(modeOf(target), 0644);
}

void TestProfile::clearsLeftovers()
{
    const Profile profile = Profile::inFolder(m_folder);
    QVERIFY(profile.prepare().has_value());
    const QString webhook = profile.webhookFile(u"0f0e0d0c-0b0a-4900-8800-070605040302"_s);
    const QStringList kept{webhook, webhook + u".damaged-20260101T000000000Z"_s, profile.webhooksFolder() + u"/notes"_s};
    for (const QString &file : kept + QStringList{webhook + u".new"_s, webhook + u".new.AbCdEf"_s})
        QVERIFY(makeFile(file, 0600));
    QFile lock(webhook + u".lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("999999999\nhookpanel\n" + QSysInfo::machineHostName().toUtf8() + '\n'); // no such process
    lock.close();

    QVERIFY(profile.prepare().has_value());
    QStringList left;
    const auto entries = QDir(profile.webhooksFolder()).entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo &entry : entries)
        left.append(entry.filePath());
    QCOMPARE(left, kept);
}

void TestProfile::unusable_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("named");
    QTest::newRow("a file") << u"file"_s << u"file"_s;
    QTest::newRow("inside a file") << u"file/profile"_s << u"file/profile"_s;
    QTest::newRow("no folders can be made") << u"/proc/profile"_s << u"/proc/profile"_s;
    QTest::newRow("webhooks is a file") << u"odd"_s << u"odd/webhooks"_s;
    QTest::newRow("no name") << QString() << QString();
}

void TestProfile::unusable()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, named);
    QVERIFY(makeFile(m_temporary->filePath(u"file"_s), 0644));
    QVERIFY(makeFolder(m_temporary->filePath(u"odd"_s), 0700));
    QVERIFY(makeFile(m_temporary->filePath(u"odd/webhooks"_s), 0644));

    const QDir temporary(m_temporary->path());
    const auto prepared = Profile::inFolder(folder.isEmpty() ? folder : temporary.filePath(folder)).prepare();
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().code, ErrorCode::FolderUnusable);
    QCOMPARE(prepared.error().subject, named.isEmpty() ? named : temporary.filePath(named));
    QVERIFY(prepared.error().cause != Cause::Unknown || !prepared.error().detail.isEmpty());
    QCOMPARE(modeOf(m_temporary->filePath(u"file"_s)), 0644);
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
