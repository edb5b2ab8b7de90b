// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsfile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using hookpanel::Cause;
using hookpanel::ErrorCode;
using hookpanel::SettingsFile;
using hookpanel::SettingsKind;
using hookpanel::SettingsSnapshot;
namespace settingsformat = hookpanel::settingsformat;

/// One settings file: what is read, what is written, and what stays when it cannot be.
class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void missing();
    void writesAndReads();
    void writesOnlyWhatItIsGiven();
    void leavesNothingBeside();
    void schema_data();
    void schema();
    void newerIsNotWritten();
    void damagedIsCopiedAside();
    void wholeIsNotCopiedAside();
    void emptyGroupIsDamage();
    void notAFile_data();
    void notAFile();
    void lockIsExclusive();
    void deadLocksAreTakenOver();
    void emptyLocksAreTakenOver();
    void failedWriteChangesNothing();
    void failedWriteIsNotTriedAgain();
    void exactBytes();
    void linksAreFollowed();

private:
    [[nodiscard]] QByteArray bytes() const;
    void put(const QByteArray &bytes);

    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_path;
};

void TestSettingsFile::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestSettingsFile::init()
{
    ::umask(022);
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_path = m_temporary->filePath(u"x.ini"_s);
}

QByteArray TestSettingsFile::bytes() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSettingsFile::put(const QByteArray &bytes)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestSettingsFile::missing()
{
    const auto read = SettingsFile::read(m_path, {});
    QVERIFY(read);
    QCOMPARE(*read, SettingsSnapshot());
    QVERIFY(read->revision().isEmpty());
}

void TestSettingsFile::writesAndReads()
{
    ::umask(0);
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    const auto written = (*file)->write({{u"a/b"_s, u"x, y"_s}});
    QVERIFY(written);
    QVERIFY(!written->damage);
    QCOMPARE(written->values, (settingsformat::Values{{u"a/b"_s, u"x, y"_s}, {u"meta/schemaVersion"_s, u"1"_s}}));
    QCOMPARE(written->bytes, bytes());
    QCOMPARE(*SettingsFile::read(m_path, {}), *written);
    QCOMPARE((*file)->before(), *written);

    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_path).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0600);
    QCOMPARE(::umask(022), mode_t(0));
}

void TestSettingsFile::writesOnlyWhatItIsGiven()
{
    for (const QString &value : {u"1"_s, u"2"_s, u"3"_s}) {
        const auto file = SettingsFile::lock(m_path, {});
        QVERIFY(file);
        QVERIFY((*file)->write({{u"key/"_s + value, value}}));
        QCOMPARE(bytes(), settingsformat::serialise({{u"key/"_s + value, value}, {u"meta/schemaVersion"_s, u"1"_s}}));
    }
}

void TestSettingsFile::leavesNothingBeside()
{
    {
        const auto file = SettingsFile::lock(m_path, {});
        QVERIFY(file);
        QVERIFY((*file)->write({{u"a/b"_s, u"c"_s}}));
    }
    QCOMPARE(QDir(m_temporary->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"x.ini"_s});
}

void TestSettingsFile::schema_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("newer");
    QTest::addColumn<bool>("damaged");
    QTest::newRow("none") << QString() << false << false;
    QTest::newRow("older") << u"1"_s << false << false;
    QTest::newRow("ours") << u"2"_s << false << false;
    QTest::newRow("next") << u"3"_s << true << false;
    QTest::newRow("far away") << u"99999999999999999999"_s << true << false;
    QTest::newRow("zero") << u"0"_s << false << true;
    QTest::newRow("negative") << u"-1"_s << false << true;
    QTest::newRow("text") << u"one"_s << false << true;
    QTest::newRow("empty") << u""_s << false << true;
}

void TestSettingsFile::schema()
{
    QFETCH(const QString, version);
    QFETCH(const bool, newer);
    QFETCH(const bool, damaged);
    settingsformat::Values values{{u"a/b"_s, u"c"_s}};
    if (!version.isNull())
        values.insert(u"meta/schemaVersion"_s, version);
    put(settingsformat::serialise(values));
    const auto read = SettingsFile::read(m_path, {2, u"a"_s});
    QVERIFY(read);
    QCOMPARE(read->newer, newer);
    QCOMPARE(read->damage.has_value(), damaged);
}

void TestSettingsFile::newerIsNotWritten()
{
    put(settingsformat::serialise({{u"meta/schemaVersion"_s, u"2"_s}}));
    const QByteArray before = bytes();
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    const auto written = (*file)->write({});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::NewerVersion);
    QCOMPARE(written.error().subject, m_path);
    QCOMPARE(bytes(), before);
}

void TestSettingsFile::damagedIsCopiedAside()
{
    for (const QByteArray &damaged : {QByteArray("[a]\nb=c\nd"), QByteArray("[a]\nb=\"c"), QByteArray()}) {
        put(damaged);
        const auto file = SettingsFile::lock(m_path, {});
        QVERIFY(file);
        QVERIFY((*file)->before().damage);
        QVERIFY((*file)->write((*file)->before().values));
        QVERIFY(!(*file)->before().damage);
        QVERIFY((*file)->write((*file)->before().values)); // and not once more

        const QDir folder(m_temporary->path());
        const QStringList copies = folder.entryList({u"x.ini.damaged-*"_s}, QDir::Files);
        QCOMPARE(copies.size(), 1);
        const QRegularExpression name(u"^x\\.ini\\.damaged-\\d{8}T\\d{9}Z$"_s);
        QVERIFY2(name.match(copies.constFirst()).hasMatch(), qPrintable(copies.constFirst()));
        QFile copy(folder.filePath(copies.constFirst()));
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), damaged);
        QCOMPARE(copy.permissions() & 0x77, QFile::Permissions()); // nothing for group and others
        QVERIFY(copy.remove());
    }
}

void TestSettingsFile::wholeIsNotCopiedAside()
{
    put("[a]\nb=c\n"); // by hand
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    QVERIFY((*file)->write((*file)->before().values));
    QCOMPARE(QDir(m_temporary->path()).entryList({u"*damaged*"_s}, QDir::Files), QStringList());
}

void TestSettingsFile::emptyGroupIsDamage()
{
    put("[meta]\nschemaVersion=1\n");
    QVERIFY(SettingsFile::read(m_path, {1, u"webhook"_s})->damage);
    QVERIFY(SettingsFile::read(m_path, {1, {}})->damage); // nothing but the beginning of one of ours
    put("[webhooks]\nname=x\n");
    QVERIFY(SettingsFile::read(m_path, {1, u"webhook"_s})->damage);
    put("[webhook]\nname=x\n");
    QVERIFY(!SettingsFile::read(m_path, {1, u"webhook"_s})->damage);
}

void TestSettingsFile::notAFile_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("folder") << u"folder"_s << Cause::IsFolder;
    QTest::newRow("pipe") << u"pipe"_s << Cause::NotAFile;
    QTest::newRow("device") << u"device"_s << Cause::NotAFile;
    QTest::newRow("link to itself") << u"link to itself"_s << Cause::Unknown;
    QTest::newRow("link to nowhere") << u"link to nowhere"_s << Cause::LinkToNowhere;
    QTest::newRow("too large") << u"too large"_s << Cause::TooLarge;
}

void TestSettingsFile::notAFile()
{
    QFETCH(const QString, kind);
    QFETCH(const Cause, cause);
    if (kind == u"folder")
        QVERIFY(QDir().mkdir(m_path));
    else if (kind == u"pipe")
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    else if (kind == u"device")
        QVERIFY(QFile::link(u"/dev/zero"_s, m_path)); // without an end, were it read
    else if (kind == u"link to nowhere")
        QVERIFY(QFile::link(u"nowhere"_s, m_path));
    else if (kind == u"link to itself")
        QVERIFY(QFile::link(m_path, m_path));
    else
        QVERIFY(QFile(m_path).open(QIODevice::WriteOnly) && QFile::resize(m_path, SettingsFile::maximumBytes + 1));

    const auto read = SettingsFile::read(m_path, {});
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::CannotRead);
    QCOMPARE(read.error().subject, m_path);
    QCOMPARE(read.error().cause, cause);
    QCOMPARE(read.error().detail.isEmpty(), cause != Cause::Unknown);
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(!file);
}

void TestSettingsFile::lockIsExclusive()
{
    const auto first = SettingsFile::lock(m_path, {});
    QVERIFY(first);
    const auto second = SettingsFile::lock(m_path, {}, 0);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::CannotWrite);
    QCOMPARE(second.error().subject, m_path);
    QCOMPARE(second.error().cause, Cause::Locked);
    QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(SettingsFile::lock(m_temporary->filePath(u"other.ini"_s), {}).has_value());
}

void TestSettingsFile::deadLocksAreTakenOver()
{
    put("[a]\nb=c\n");
    for (const QString &suffix : {u".lock"_s, u".new.lock"_s}) {
        QFile lock(m_path + suffix);
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("999999999\nhookpanel\n" + QSysInfo::machineHostName().toUtf8() + '\n'); // no such process
    }
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    QVERIFY((*file)->write({{u"a/b"_s, u"d"_s}}));
    QCOMPARE(SettingsFile::read(m_path, {})->values.value(u"a/b"_s), u"d"_s);
}

/// A process that was killed between making its lock and writing into it leaves an empty one.
void TestSettingsFile::emptyLocksAreTakenOver()
{
    put("[a]\nb=c\n");
    QVERIFY(QFile(m_path + u".lock"_s).open(QIODevice::WriteOnly));
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    QVERIFY((*file)->write({{u"a/b"_s, u"d"_s}}));
    QVERIFY(!SettingsFile::lock(m_path, {}, 0)); // and it is a lock
    QVERIFY(QFile::resize(m_path + u".lock"_s, 0));
    QVERIFY(!SettingsFile::lock(m_path, {}, 600)); // of somebody alive: held, whatever stands in it
}

void TestSettingsFile::failedWriteChangesNothing()
{
    put("[a]\nb=c\n");
    const QByteArray before = bytes();
    QVERIFY(QDir().mkpath(m_path + u".new/in the way"_s)); // cannot be removed, nor replaced by a file
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    const auto written = (*file)->write({{u"a/b"_s, u"d"_s}});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::CannotWrite);
    QCOMPARE(written.error().subject, m_path);
    QCOMPARE(written.error().cause, Cause::NotWhollyWritten);
    QVERIFY(!(*file)->writeBytes("x"));
    QCOMPARE(bytes(), before);
    QCOMPARE((*file)->before().bytes, before);
}

void TestSettingsFile::failedWriteIsNotTriedAgain()
{
    QVERIFY(QDir().mkpath(m_path + u".new/in the way"_s));
    {
        const auto file = SettingsFile::lock(m_path, {});
        QVERIFY(file);
        QVERIFY(!(*file)->write({{u"a/refused"_s, u"x"_s}}));
    }
    QVERIFY(QDir(m_path + u".new"_s).removeRecursively());
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    QVERIFY(!(*file)->before().exists);
    QVERIFY((*file)->write({{u"a/b"_s, u"d"_s}}));
    QCOMPARE(SettingsFile::read(m_path, {})->values.keys(), (QStringList{u"a/b"_s, u"meta/schemaVersion"_s}));
}

void TestSettingsFile::exactBytes()
{
    const QByteArray odd("; a comment\n[webhook]\nname=x\n\0\xff", 31);
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    const auto written = (*file)->writeBytes(odd);
    QVERIFY(written);
    QCOMPARE(written->bytes, odd);
    QCOMPARE(bytes(), odd);
    QVERIFY((*file)->remove());
    QVERIFY(!QFile::exists(m_path));
    QVERIFY(!(*file)->remove());
}

void TestSettingsFile::linksAreFollowed()
{
    const QString folder = m_temporary->filePath(u"dotfiles"_s);
    QVERIFY(QDir().mkdir(folder));
    QVERIFY(QFile::link(folder + u"/y.ini"_s, m_path));
    QVERIFY(!SettingsFile::lock(m_path, {})); // leads nowhere
    QVERIFY(QFile(folder + u"/y.ini"_s).open(QIODevice::WriteOnly));
    const auto file = SettingsFile::lock(m_path, {});
    QVERIFY(file);
    QVERIFY((*file)->write({{u"a/b"_s, u"d"_s}}));
    QVERIFY(QFileInfo(m_path).isSymLink());
    QCOMPARE(SettingsFile::read(m_path, {})->values.value(u"a/b"_s), u"d"_s);
    QVERIFY(QFileInfo(folder + u"/y.ini"_s).size() > 0);
}

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
