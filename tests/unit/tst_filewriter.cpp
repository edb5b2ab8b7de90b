// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "store/filewriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

/// While it lives, no file of this process may grow beyond a size: what a full disk does to a write.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        m_isSet = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] bool isSet() const { return m_isSet; }

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
    bool m_isSet = false;
};

} // namespace

/// Files that the user names: whole or not at all.
class TestFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheBytes_data();
    void writesTheBytes();
    void replacesWhole();
    void noSuchFolder();
    void aFolderInItsPlace();
    void noRoomLeavesTheOldFile();
};

void TestFileWriter::writesTheBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("NUL and no UTF-8") << QByteArray("a\0b\xff\r\n", 6);
    QTest::newRow("large") << QByteArray(256 * 1024, 'x');
}

void TestFileWriter::writesTheBytes()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"Antwort ü.json"_s);
    QVERIFY(writeWholeFile(path, bytes));
    QCOMPARE(contentOf(path), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestFileWriter::replacesWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a"_s);
    QVERIFY(writeWholeFile(path, "a longer text"));
    QVERIFY(writeWholeFile(path, "short"));
    QCOMPARE(contentOf(path), "short");
}

void TestFileWriter::noSuchFolder()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"missing/a"_s);
    const auto done = writeWholeFile(path, "x");
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::CannotWrite);
    QVERIFY(Words::of(done.error()).contains(path));
    QVERIFY(!done.error().detail.isEmpty());
}

void TestFileWriter::aFolderInItsPlace()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a"_s);
    QVERIFY(QDir().mkdir(path));
    const auto done = writeWholeFile(path, "x");
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::CannotWrite);
}

void TestFileWriter::noRoomLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a"_s);
    QVERIFY(writeWholeFile(path, "the old one"));
    {
        const SmallDisk disk(4096);
        QVERIFY(disk.isSet());
        const auto done = writeWholeFile(path, QByteArray(100'000, 'x'));
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::CannotWrite);
        QCOMPARE(done.error().subject, path);
        QVERIFY(!done.error().detail.isEmpty());
        QVERIFY2(done.error().detail != u"Unknown error"_s, qPrintable(done.error().detail));
    }
    QCOMPARE(contentOf(path), "the old one");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a"_s});
}

QTEST_GUILESS_MAIN(TestFileWriter)
#include "tst_filewriter.moc"
