// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/definitionsfile.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;
using definitionsfile::Streams;

/// What is given for an import or an export and is no file. A test that waits for a pipe's other end never ends.
class tst_DefinitionsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();

    void noFile_data();
    void noFile();
    void aFile();
    void streamsOfAShell();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_DefinitionsFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(::mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600), 0);
    QVERIFY(QDir().mkpath(path(u"folder"_s)));
    QVERIFY(QFile::link(u"/dev/zero"_s, path(u"device"_s)));
    const QByteArray name = QFile::encodeName(path(u"socket"_s));
    struct sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    QVERIFY(size_t(name.size()) < sizeof address.sun_path);
    std::strcpy(address.sun_path, name.constData());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(descriptor, reinterpret_cast<const struct sockaddr *>(&address), sizeof address), 0);
    ::close(descriptor);
}

void tst_DefinitionsFile::noFile_data()
{
    QTest::addColumn<DefinitionsFault>("fault");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("pipe") << DefinitionsFault::NotAFile << Cause::NotAFile;
    QTest::newRow("device") << DefinitionsFault::NotAFile << Cause::NotAFile;
    QTest::newRow("socket") << DefinitionsFault::NotAFile << Cause::NotAFile;
    QTest::newRow("folder") << DefinitionsFault::IsFolder << Cause::IsFolder;
}

void tst_DefinitionsFile::noFile()
{
    QFETCH(const DefinitionsFault, fault);
    QFETCH(const Cause, cause);
    const QString file = path(QString::fromLatin1(QTest::currentDataTag()));
    const auto bytes = definitionsfile::read(file, Streams::Refused);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().fault, fault);
    QCOMPARE(bytes.error().source, file);
    const auto written = definitionsfile::write(file, "x", Streams::Refused);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::CannotWrite);
    QCOMPARE(written.error().subject, file);
    QCOMPARE(written.error().cause, cause);
}

void tst_DefinitionsFile::aFile()
{
    const QString file = path(u"file.json"_s);
    QVERIFY(definitionsfile::write(file, "{}", Streams::Refused));
    QCOMPARE(definitionsfile::read(file, Streams::Refused).value(), "{}");
    QCOMPARE(definitionsfile::read(path(u"-"_s), Streams::Refused).error().fault, DefinitionsFault::CannotRead);
}

/// A shell gives pipes: `import <(command)`, `export >(command)`.
void tst_DefinitionsFile::streamsOfAShell()
{
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    QVERIFY(definitionsfile::write(u"/dev/fd/%1"_s.arg(ends[1]), "{}", Streams::Allowed));
    ::close(ends[1]);
    QCOMPARE(definitionsfile::read(u"/dev/fd/%1"_s.arg(ends[0]), Streams::Allowed).value(), "{}");
    ::close(ends[0]);
}

QTEST_GUILESS_MAIN(tst_DefinitionsFile)
#include "tst_definitionsfile.moc"
