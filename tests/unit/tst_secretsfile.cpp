// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "store/secretsfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>
#include <unistd.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// Secrets in a file: whole, private, and never lost without a word.
class TestSecretsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void keepsAndForgets();
    void isPrivate();
    void keepsWhatItDoesNotKnow();
    void damagedIsNotNone_data();
    void damagedIsNotNone();
    void newerVersionIsLeftAlone();
    void openToOthersIsNotUsed_data();
    void openToOthersIsNotUsed();
    void whatIsNoFileIsNotUsed();
    void locksAreKeptTo();
    void ofSeveralTheFirstIsKept();
    void damagedIsNotReplacedByAFirstOne();

private:
    void put(const QByteArray &bytes);
    [[nodiscard]] QByteArray bytes() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    QStringList m_copies;
    std::unique_ptr<SecretsFile> m_file;
};

void TestSecretsFile::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_copies.clear();
    m_file = std::make_unique<SecretsFile>(m_profile, [this](const QString &copy) { m_copies.append(copy); });
}

/// Writes the file as another program might, for its user alone.
void TestSecretsFile::put(const QByteArray &bytes)
{
    QVERIFY(m_profile.prepare());
    QFile file(m_profile.secretsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

QByteArray TestSecretsFile::bytes() const
{
    QFile file(m_profile.secretsFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSecretsFile::keepsAndForgets()
{
    QCOMPARE(m_file->secret(u"a"_s).value(), std::nullopt);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile())); // asking leaves nothing behind
    QVERIFY(m_file->forget(u"a"_s));
    QVERIFY(m_file->keep(u"a"_s, u"1 \u00e9\u20ac \"\\"_s));
    QVERIFY(m_file->keep(u"b"_s, QString()));
    SecretsFile other(m_profile);
    QCOMPARE(other.secret(u"a"_s).value(), u"1 \u00e9\u20ac \"\\"_s);
    QCOMPARE(other.secret(u"b"_s).value(), QString());
    QVERIFY(other.keep(u"a"_s, u"2"_s));
    QCOMPARE(m_file->secret(u"a"_s).value(), u"2"_s);
    QVERIFY(other.forget(u"a"_s));
    QCOMPARE(m_file->secret(u"a"_s).value(), std::nullopt);
    QVERIFY(m_file->secret(u"b"_s).value().has_value());
    QVERIFY(m_file->forget(u"a"_s));
}

void TestSecretsFile::isPrivate()
{
    const mode_t before = ::umask(0);
    const auto kept = m_file->keep(u"a"_s, u"1"_s);
    ::umask(before);
    QVERIFY(kept);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_profile.secretsFile()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
    QCOMPARE(::stat(QFile::encodeName(m_profile.dataFolder).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0700));
    const QStringList files = QDir(m_profile.dataFolder).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(files, (QStringList{u"hookpanel.ini"_s, u"secrets.json"_s})); // neither a lock nor half a file is left
}

void TestSecretsFile::keepsWhatItDoesNotKnow()
{
    put(R"({"schemaVersion":1,"note":[1,{"x":true}],"secrets":{"a":"1","other":{"kind":"new"}}})");
    QVERIFY(m_file->keep(u"b"_s, u"2"_s));
    const QJsonObject document = QJsonDocument::fromJson(bytes()).object();
    QCOMPARE(document.value(u"note"), QJsonValue(QJsonArray{1, QJsonObject{{u"x"_s, true}}}));
    QCOMPARE(document.value(u"secrets"),
             QJsonValue(QJsonObject{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"other"_s, QJsonObject{{u"kind"_s, u"new"_s}}}}));
    QCOMPARE(m_file->secret(u"other"_s).error().code, ErrorCode::SecretsDamaged); // no text: not "none"
}

void TestSecretsFile::damagedIsNotNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("empty") << QByteArray() << Cause::Empty;
    QTest::newRow("cut") << QByteArray(R"({"schemaVersion":1,"secrets":{"a":)") << Cause::Malformed;
    QTest::newRow("zeros") << QByteArray(100, '\0') << Cause::HoldsNul;
    QTest::newRow("Latin-1") << QByteArray("{\"schemaVersion\":1,\"secrets\":{\"a\":\"\xe9\"}}") << Cause::NotUtf8;
    QTest::newRow("key twice") << QByteArray(R"({"schemaVersion":1,"secrets":{"a":"1","a":"2"}})") << Cause::Malformed;
    QTest::newRow("a list") << QByteArray("[]") << Cause::Malformed;
    QTest::newRow("no version") << QByteArray(R"({"secrets":{}})") << Cause::Malformed;
    QTest::newRow("no secrets") << QByteArray(R"({"schemaVersion":1})") << Cause::Malformed;
}

void TestSecretsFile::damagedIsNotNone()
{
    QFETCH(QByteArray, bytes);
    put(bytes);
    const auto read = m_file->secret(u"a"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::SecretsDamaged);
    QCOMPARE(read.error().subject, m_profile.secretsFile());
    QTEST(read.error().cause, "cause");
    QCOMPARE(m_file->forget(u"a"_s).error().code, ErrorCode::SecretsDamaged);
    QCOMPARE(this->bytes(), bytes);
    QVERIFY(m_copies.isEmpty());

    QVERIFY(m_file->keep(u"a"_s, u"new"_s));
    QCOMPARE(m_copies.size(), 1);
    QFile copy(m_copies.first());
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), bytes);
    QCOMPARE(copy.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    QCOMPARE(m_file->secret(u"a"_s).value(), u"new"_s);
}

void TestSecretsFile::newerVersionIsLeftAlone()
{
    const QByteArray newer = R"({"schemaVersion":2,"vault":"x"})";
    put(newer);
    QCOMPARE(m_file->secret(u"a"_s).error().code, ErrorCode::NewerVersion);
    QCOMPARE(m_file->keep(u"a"_s, u"1"_s).error().code, ErrorCode::NewerVersion);
    QCOMPARE(m_file->forget(u"a"_s).error().code, ErrorCode::NewerVersion);
    QCOMPARE(bytes(), newer);
}

void TestSecretsFile::openToOthersIsNotUsed_data()
{
    QTest::addColumn<int>("mode");
    for (const int mode : {0640, 0604, 0660, 0644, 0620, 0601})
        QTest::addRow("%o", mode) << mode;
}

void TestSecretsFile::openToOthersIsNotUsed()
{
    QFETCH(int, mode);
    const QByteArray good = R"({"schemaVersion":1,"secrets":{"a":"1"}})";
    put(good);
    QCOMPARE(::chmod(QFile::encodeName(m_profile.secretsFile()).constData(), mode_t(mode)), 0);
    for (const Error &error : {m_file->secret(u"a"_s).error(), m_file->keep(u"a"_s, u"2"_s).error()}) {
        QCOMPARE(error.code, ErrorCode::CannotRead);
        QCOMPARE(error.cause, Cause::OpenToOthers);
        QVERIFY(Words::of(error).contains(u"chmod 600"_s));
    }
    QCOMPARE(bytes(), good);
}

void TestSecretsFile::whatIsNoFileIsNotUsed()
{
    QVERIFY(m_profile.prepare());
    QVERIFY(QDir().mkdir(m_profile.secretsFile()));
    QCOMPARE(m_file->secret(u"a"_s).error().cause, Cause::IsFolder);
    QVERIFY(QDir().rmdir(m_profile.secretsFile()));
    QCOMPARE(::mkfifo(QFile::encodeName(m_profile.secretsFile()).constData(), 0600), 0);
    QCOMPARE(m_file->secret(u"a"_s).error().cause, Cause::NotAFile); // and nobody waits for the other end
    QVERIFY(QFile::remove(m_profile.secretsFile()));
    QVERIFY(QFile::link(u"/nowhere/at/all"_s, m_profile.secretsFile()));
    QCOMPARE(m_file->secret(u"a"_s).error().cause, Cause::LinkToNowhere);
}

void TestSecretsFile::locksAreKeptTo()
{
    QVERIFY(m_file->keep(u"a"_s, u"1"_s));
    QLockFile lock(m_profile.secretsFile() + u".lock"_s);
    QVERIFY(lock.tryLock(0));
    const auto kept = m_file->keep(u"a"_s, u"2"_s);
    QCOMPARE(kept.error().code, ErrorCode::CannotWrite);
    QCOMPARE(kept.error().cause, Cause::Locked);
    QCOMPARE(m_file->secret(u"a"_s).value(), u"1"_s); // reading needs no lock
    lock.unlock();
    QVERIFY(m_file->keep(u"a"_s, u"2"_s));
}

/// Two programs that both saw none.
void TestSecretsFile::ofSeveralTheFirstIsKept()
{
    SecretsFile other(m_profile);
    QCOMPARE(m_file->secret(u"a"_s).value(), std::nullopt);
    QCOMPARE(other.secret(u"a"_s).value(), std::nullopt);
    QVERIFY(m_file->keepFirst({{u"a"_s, SecretText(u"1"_s)}}));
    QVERIFY(other.keepFirst({{u"a"_s, SecretText(u"2"_s)}, {u"b"_s, SecretText(u"2"_s)}}));
    QCOMPARE(m_file->secret(u"a"_s).value(), u"1"_s);
    QCOMPARE(m_file->secret(u"b"_s).value(), u"2"_s);
}

void TestSecretsFile::damagedIsNotReplacedByAFirstOne()
{
    put("{");
    QCOMPARE(m_file->keepFirst({{u"a"_s, SecretText(u"1"_s)}}).error().code, ErrorCode::SecretsDamaged);
    QVERIFY(m_copies.isEmpty());
}

QTEST_GUILESS_MAIN(TestSecretsFile)
#include "tst_secretsfile.moc"
