// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/contenttypestore.h"
#include "support/fewfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = QStringLiteral(TEST_DATA "/strapi");
const QString addressFile = site + u"/src/api/address/content-types/address/schema.json"_s;

int modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
}

QStringList uidsOf(const ContentTypes &types)
{
    QStringList uids;
    for (const ContentType &type : types.types())
        uids.append(type.uid);
    for (const Component &component : types.components())
        uids.append(component.uid);
    return uids;
}

} // namespace

/// Content types of a profile: imported whole or not at all, read back, and said when they are damaged.
class TestContentTypeStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingThereIsNoFailure();
    void imports_data();
    void imports();
    void bytesAreKept();
    void filesArePrivate();
    void laterImportReplaces();
    void uidMayBeGiven();
    void faultsStopAll();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void damagedOnesAreSaid_data();
    void damagedOnesAreSaid();
    void removes();
    void putsBackWhatWasTaken();
    void neverPutsBackOverANewerOne();
    void whatCannotBeReadStays();
    void walksPastWhatIsNoProject();
    void cannotBeListedForAMoment();

private:
    void write(const QString &path, const QByteArray &bytes);
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::unique_ptr<ContentTypeStore> m_store;
};

void TestContentTypeStore::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(path(u"profile"_s));
    QVERIFY(m_profile.prepare());
    m_store = std::make_unique<ContentTypeStore>(m_profile);
}

void TestContentTypeStore::write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestContentTypeStore::nothingThereIsNoFailure()
{
    const auto loaded = m_store->load();
    QVERIFY(loaded);
    QCOMPARE(*loaded, LoadedContentTypes());
    QVERIFY(!QFileInfo::exists(m_profile.contentTypesFolder())); // reading makes nothing
}

void TestContentTypeStore::imports_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("uids");

    const QString address = u"api::address.address"_s;
    const QString category = u"api::category.category"_s;
    const QString user = u"plugin::users-permissions.user"_s;
    const QStringList all{address, category, user, u"shared.geo"_s, u"shared.quote"_s};
    QTest::newRow("a file") << QStringList{addressFile} << QStringList{address};
    QTest::newRow("a component") << QStringList{site + u"/src/components/shared/geo.json"_s} << QStringList{u"shared.geo"_s};
    QTest::newRow("a project") << QStringList{site} << all;
    QTest::newRow("its src") << QStringList{site + u"/src/"_s} << all;
    QTest::newRow("its api") << QStringList{site + u"/src/api"_s} << QStringList{address, category};
    QTest::newRow("one api") << QStringList{site + u"/src/api/category"_s} << QStringList{category};
    QTest::newRow("components") << QStringList{site + u"/src/components"_s}
                                << QStringList{u"shared.geo"_s, u"shared.quote"_s};
    QTest::newRow("two") << QStringList{addressFile, site + u"/src/api/category"_s} << QStringList{address, category};
}

void TestContentTypeStore::imports()
{
    QFETCH(QStringList, paths);
    QFETCH(QStringList, uids);
    const auto imported = m_store->import(paths);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().first().subject));
    QCOMPARE(imported->size(), uids.size());
    QVERIFY(imported->first().isNew);
    const auto loaded = m_store->load();
    QVERIFY(loaded);
    QCOMPARE(uidsOf(loaded->types), uids);
    QVERIFY(loaded->faults.isEmpty());
}

void TestContentTypeStore::bytesAreKept()
{
    QVERIFY(m_store->import({addressFile}));
    const QByteArray kept = bytesOf(m_profile.contentTypeFile(u"api::address.address"_s));
    QCOMPARE(kept, "{\"version\":1,\"uid\":\"api::address.address\",\"schema\":" + bytesOf(addressFile).trimmed() + "}\n");
    QCOMPARE(m_store->load()->types.find(u"api::address.address"_s)->attributes.stripped(),
             (QStringList{u"secretNote"_s, u"doorCode"_s, u"caretaker"_s}));
}

void TestContentTypeStore::filesArePrivate()
{
    const mode_t before = ::umask(0);
    QVERIFY(m_store->import({addressFile}));
    ::umask(before);
    QCOMPARE(modeOf(m_profile.contentTypesFolder()), 0700);
    QCOMPARE(modeOf(m_profile.contentTypeFile(u"api::address.address"_s)), 0600);
    // A profile with content types in it is still recognised as ours, and what became laxer is made strict again.
    for (const QString &path :
         {m_profile.configFolder, m_profile.contentTypesFolder(), m_profile.contentTypeFile(u"api::address.address"_s)})
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0755), 0);
    QVERIFY(m_profile.prepare());
    QCOMPARE(modeOf(m_profile.configFolder), 0700);
    QCOMPARE(modeOf(m_profile.contentTypesFolder()), 0700);
    QCOMPARE(modeOf(m_profile.contentTypeFile(u"api::address.address"_s)), 0700);
}

void TestContentTypeStore::laterImportReplaces()
{
    QVERIFY(m_store->import({addressFile}));
    const QString other = path(u"api/address/content-types/address/schema.json"_s);
    write(other, R"({"info":{"singularName":"address"},"attributes":{"x":{"type":"string","private":true}}})");
    const auto again = m_store->import({other});
    QVERIFY(again);
    QVERIFY(!again->first().isNew);
    QCOMPARE(m_store->load()->types.find(u"api::address.address"_s)->attributes.stripped(), QStringList{u"x"_s});
}

void TestContentTypeStore::uidMayBeGiven()
{
    const QString file = path(u"any.json"_s);
    write(file, R"({"info":{"singularName":"order"},"attributes":{}})");
    const auto without = m_store->import({file});
    QVERIFY(!without);
    QCOMPARE(without.error().first().code, ErrorCode::UidMissing);
    QCOMPARE(without.error().first().subject, file);
    QCOMPARE(m_store->import({file}, u"api::shop.order"_s)->first().uid, u"api::shop.order"_s);
    QCOMPARE(m_store->import({file}, u"shop.part"_s)->first().isComponent, true);
    QCOMPARE(m_store->import({file}, u"../../x"_s).error().first().code, ErrorCode::UidInvalid);
}

void TestContentTypeStore::faultsStopAll()
{
    const QString broken = path(u"api/a/content-types/a/schema.json"_s);
    write(broken, "{\n\"info\": }");
    const QString wrong = path(u"api/b/content-types/b/schema.json"_s);
    write(wrong, R"({"info":{"singularName":"b"}})");
    const QString deep = path(u"api/c/content-types/c/schema.json"_s);
    write(deep, R"({"info":{"singularName":"c"},"attributes":{},"x":)" + QByteArray(511, '[') + QByteArray(511, ']') + '}');
    const auto imported = m_store->import({addressFile, broken, wrong, deep, path(u"nothing"_s), site + u"/../tls"_s});
    QVERIFY(!imported);
    const QList<Error> &faults = imported.error();
    QCOMPARE(faults.size(), 5);
    QCOMPARE(faults.at(0).code, ErrorCode::NotJson);
    QCOMPARE(faults.at(0).detail, broken);
    QCOMPARE(faults.at(0).line, 2);
    QCOMPARE(faults.at(1).code, ErrorCode::SchemaKeyMissing);
    QCOMPARE(faults.at(2).code, ErrorCode::TooDeep);
    QCOMPARE(faults.at(3).code, ErrorCode::CannotRead);
    QCOMPARE(faults.at(4).code, ErrorCode::NothingToImport);
    QVERIFY(!QFileInfo::exists(m_profile.contentTypesFolder()));
}

void TestContentTypeStore::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("pipe") << u"pipe"_s << ErrorCode::CannotRead;
    QTest::newRow("link to nowhere") << u"link"_s << ErrorCode::CannotRead;
    QTest::newRow("too large") << u"large"_s << ErrorCode::TooLarge;
    QTest::newRow("empty") << u"empty"_s << ErrorCode::NotJson;
}

void TestContentTypeStore::whatIsNoFileIsRefused()
{
    QFETCH(QString, kind);
    QFETCH(ErrorCode, code);
    const QString file = path(u"x.json"_s);
    const QByteArray name = QFile::encodeName(file);
    if (kind == u"pipe")
        QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    else if (kind == u"link")
        QVERIFY(QFile::link(path(u"none"_s), file));
    else if (kind == u"large")
        write(file, QByteArray(1024 * 1024 + 1, ' '));
    else
        write(file, {});
    const auto imported = m_store->import({file}, u"api::a.a"_s);
    QVERIFY(!imported);
    QCOMPARE(imported.error().first().code, code);
}

void TestContentTypeStore::damagedOnesAreSaid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");

    const QByteArray good = R"({"version":1,"uid":"api::a.a","schema":{"info":{"singularName":"a"},"attributes":{}}})";
    QTest::newRow("empty") << QByteArray() << ErrorCode::ContentTypeDamaged;
    QTest::newRow("cut") << good.chopped(3) << ErrorCode::ContentTypeDamaged;
    QTest::newRow("NUL") << QByteArray(100, '\0') << ErrorCode::ContentTypeDamaged;
    QTest::newRow("another uid") << QByteArray(good).replace("api::a.a", "api::b.b") << ErrorCode::ContentTypeDamaged;
    QTest::newRow("no schema") << QByteArray(R"({"version":1,"uid":"api::a.a"})") << ErrorCode::ContentTypeDamaged;
    QTest::newRow("schema is a text") << QByteArray(R"({"version":1,"uid":"api::a.a","schema":"x"})")
                                      << ErrorCode::ContentTypeDamaged;
    QTest::newRow("no version") << QByteArray(good).replace("\"version\":1,", "") << ErrorCode::ContentTypeDamaged;
    QTest::newRow("newer") << QByteArray(good).replace(":1,", ":2,") << ErrorCode::NewerVersion;
}

void TestContentTypeStore::damagedOnesAreSaid()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(m_store->import({addressFile}));
    const QString file = m_profile.contentTypeFile(u"api::a.a"_s);
    write(file, bytes);
    const auto loaded = m_store->load();
    QVERIFY(loaded);
    QCOMPARE(uidsOf(loaded->types), QStringList{u"api::address.address"_s}); // the others are there
    QCOMPARE(loaded->faults.size(), 1);
    QTEST(loaded->faults.first().code, "code");
    QCOMPARE(loaded->faults.first().subject, file);
    QCOMPARE(bytesOf(file), bytes);
}

void TestContentTypeStore::removes()
{
    QVERIFY(m_store->import({site}));
    QVERIFY(m_store->remove(u"api::address.address"_s));
    QVERIFY(m_store->remove(u"shared.geo"_s));
    QCOMPARE(m_store->load()->types.find(u"api::address.address"_s), nullptr);
    QCOMPARE(uidsOf(m_store->load()->types).size(), 3);
    for (const QString &uid : {u"api::address.address"_s, u"address"_s, u"../hookpanel"_s, QString()}) {
        const auto removed = m_store->remove(uid);
        QVERIFY(!removed);
        QCOMPARE(removed.error().code, ErrorCode::NoSuchContentType);
    }
}

void TestContentTypeStore::putsBackWhatWasTaken()
{
    const QString uid = u"api::address.address"_s;
    QVERIFY(m_store->import({addressFile}));
    const QByteArray before = bytesOf(m_profile.contentTypeFile(uid));
    const auto taken = m_store->take(uid);
    QCOMPARE(taken.value(), before);
    QVERIFY(!QFile::exists(m_profile.contentTypeFile(uid)));
    QCOMPARE(m_store->take(uid).error().code, ErrorCode::NoSuchContentType);
    QVERIFY(QDir(m_profile.contentTypesFolder()).removeRecursively());
    QVERIFY(m_store->restore(uid, *taken));
    QCOMPARE(bytesOf(m_profile.contentTypeFile(uid)), before);
    QCOMPARE(modeOf(m_profile.contentTypesFolder()), 0700);
    QCOMPARE(modeOf(m_profile.contentTypeFile(uid)), 0600);
    QVERIFY(m_store->restore(uid, *taken)); // it is there already
    QCOMPARE(QDir(m_profile.contentTypesFolder()).entryList(QDir::Files).size(), 1);
    QCOMPARE(m_store->restore(u"../hookpanel"_s, *taken).error().code, ErrorCode::NoSuchContentType);
}

/// It may say of more that it is private.
void TestContentTypeStore::neverPutsBackOverANewerOne()
{
    const QString uid = u"api::address.address"_s;
    QVERIFY(m_store->import({addressFile}));
    const auto taken = m_store->take(uid);
    QVERIFY(taken);
    write(m_profile.contentTypeFile(uid), "newer");
    QCOMPARE(m_store->restore(uid, *taken).error().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(bytesOf(m_profile.contentTypeFile(uid)), "newer");
}

void TestContentTypeStore::whatCannotBeReadStays()
{
    const QString uid = u"api::address.address"_s;
    QVERIFY(m_store->import({addressFile}));
    const auto taken = withoutMoreFiles([&] { return m_store->take(uid); });
    QCOMPARE(taken.error().code, ErrorCode::CannotRead);
    QVERIFY(QFile::exists(m_profile.contentTypeFile(uid)));
}

void TestContentTypeStore::walksPastWhatIsNoProject()
{
    const QTemporaryDir folder;
    const QByteArray schema = bytesOf(addressFile);
    for (const QString &place : {u"a/deep"_s, u"a/node_modules/b"_s, u".git/c"_s}) {
        QVERIFY(QDir(folder.path()).mkpath(place));
        write(folder.filePath(place + u"/schema.json"_s), schema);
    }
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"a/round"_s)));
    QCOMPARE(schemaFilesIn(folder.path()), QStringList{folder.filePath(u"a/deep/schema.json"_s)});
    const std::atomic_bool isCancelled = true;
    QCOMPARE(schemaFilesIn(folder.path(), &isCancelled), QStringList());
}

/// Else nothing would be private for that moment.
void TestContentTypeStore::cannotBeListedForAMoment()
{
    QVERIFY(m_store->import({addressFile}));
    const auto loaded = withoutMoreFiles([&] { return m_store->load(); });
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::CannotRead);
}

QTEST_GUILESS_MAIN(TestContentTypeStore)
#include "tst_contenttypestore.moc"
