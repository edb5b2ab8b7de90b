// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryschema.h"
#include "support/storefixture.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// All tables and indices of a file, as they were made, whatever its version.
QStringList schemaOf(const QString &path)
{
    QStringList statements;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"schema"_s);
        database.setDatabaseName(path);
        QSqlQuery query(database);
        if (!database.open() || !query.exec(u"SELECT name, sql FROM sqlite_schema ORDER BY name"_s))
            qFatal("%s cannot be read", qPrintable(path));
        while (query.next())
            statements.append(query.value(0).toString() + u": "_s + query.value(1).toString());
    }
    QSqlDatabase::removeDatabase(u"schema"_s);
    return statements;
}

} // namespace

/// What holds for the file of deliveries as such: who may read it, damage, and the files of former versions.
class tst_DeliverySchema : public QObject, protected StoreFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { openStore(); }
    void cleanup() { closeStore(); }

    void filesArePrivate();
    void newerVersionIsRefused();
    void damageInTheMiddleIsNotTheEnd();
    void damagedFileIsSetAside();
    void everyVersionClimbs_data();
    void everyVersionClimbs();
    void noStepWasChanged_data();
    void noStepWasChanged();
    void openingChangesNothing();
    void noHistoryWithoutAFile();
    void historyOfAFormerVersionIsRead_data();
    void historyOfAFormerVersionIsRead();
};

void tst_DeliverySchema::filesArePrivate()
{
    good(m_store->accept(acceptedEvent(), {}));
    for (const auto &suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
        const QFileInfo info(file() + suffix);
        QVERIFY2(info.exists(), qPrintable(info.filePath()));
        QCOMPARE(info.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }
}

void tst_DeliverySchema::newerVersionIsRefused()
{
    m_history.reset();
    m_store.reset();
    {
        auto database = Database::open(file(), deliverySchema());
        QVERIFY(database.has_value());
        QVERIFY((*database)->run(u"PRAGMA user_version = 99"_s).has_value());
    }
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    const QByteArray before = bytes.readAll();
    const auto opened = DeliveryStore::open(m_profile);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerVersion);
    QCOMPARE(opened.error().subject, file());
    bytes.seek(0);
    QCOMPARE(bytes.readAll(), before);
}

/// Rows that come after damage are not just left out.
void tst_DeliverySchema::damageInTheMiddleIsNotTheEnd()
{
    QList<NewDelivery> deliveries;
    for (int i = 0; i < 2000; ++i)
        deliveries.append(newDelivery(WebhookId::create()));
    good(m_store->accept(acceptedEvent(), deliveries));
    m_history.reset();
    m_store.reset();
    QByteArray bytes;
    {
        QFile before(file());
        QVERIFY(before.open(QIODevice::ReadOnly));
        bytes = before.readAll();
    }
    // A page of the table itself, by a row that stands in the middle of it: its head says what kind of page it is.
    constexpr int pageSize = 8192;
    const qsizetype at = bytes.indexOf(deliveries.at(1000).webhook.toString().toLatin1() + "Search");
    QVERIFY(at > 0);
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        QVERIFY(damaged.seek(at / pageSize * pageSize));
        QCOMPARE(damaged.write(QByteArray(pageSize, '\xa5')), pageSize);
    }
    auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history.has_value());
    const auto listed = (*history)->list({}, 0, 5000);
    QVERIFY2(!listed, listed ? qPrintable(QString::number(listed->size())) : "");
    QCOMPARE(listed.error().code, ErrorCode::Damaged);
}

void tst_DeliverySchema::damagedFileIsSetAside()
{
    m_history.reset();
    m_store.reset();
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::WriteOnly));
    bytes.write(QByteArray(20'000, 'x'));
    bytes.close();
    const auto opened = DeliveryStore::open(m_profile);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Damaged);

    const QString aside = good(DeliveryStore::setAside(m_profile, now));
    QCOMPARE(aside, file() + u".damaged-20261124-080000-000"_s);
    QCOMPARE(QFileInfo(aside).size(), 20'000);
    auto fresh = DeliveryStore::open(m_profile);
    QVERIFY(fresh.has_value());
    QVERIFY(good((*fresh)->webhooksWithDue(now)).isEmpty());
}

/// A file of each version that was shipped, with one event that was delivered: the payload and the answer are those below.
/// It was made by a program of that version, and all connections were closed, so that the log is in the file. Set
/// HOOKPANEL_FREEZE to a file name to make the one of the newest version.
void tst_DeliverySchema::everyVersionClimbs_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= int(deliverySchema().size()); ++version)
        QTest::addRow("version %d", version) << version;
}

void tst_DeliverySchema::everyVersionClimbs()
{
    QFETCH(const int, version);
    if (const QString frozen = qEnvironmentVariable("HOOKPANEL_FREEZE");
        !frozen.isEmpty() && version == int(deliverySchema().size())) {
        good(m_store->record({{ended(acceptAndClaim(), OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
        closeFiles();
        QVERIFY(QFile::copy(file(), frozen));
        return;
    }
    const QStringList fresh = schemaOf(file());
    closeFiles();
    QVERIFY(QFile::remove(file()));
    QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/deliveries-%1.sqlite").arg(version), file()));
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner));
    reopenStore();
    QCOMPARE(schemaOf(file()), fresh);
    const auto deliveries = good(m_history->list({}, 0, 10));
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.first().state, DeliveryState::Delivered);
    QCOMPARE(deliveries.first().outcome->proxyFault, ProxyFault::None);
    const auto attempts = good(m_history->attempts(deliveries.first().id));
    QCOMPARE(attempts.size(), 1);
    QCOMPARE(attempts.first().request.body, payload);
    QCOMPARE(attempts.first().response->body, "{\"ok\":true}");
}

/// A step that was shipped is never changed: what it leads to is what the frozen file of its version holds.
void tst_DeliverySchema::noStepWasChanged_data()
{
    everyVersionClimbs_data();
}

void tst_DeliverySchema::noStepWasChanged()
{
    QFETCH(const int, version);
    const QString climbed = m_folder->filePath(u"climbed.sqlite"_s);
    QVERIFY(Database::open(climbed, deliverySchema().first(version)));
    const QString frozen = m_folder->filePath(u"frozen.sqlite"_s);
    QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/deliveries-%1.sqlite").arg(version), frozen));
    QCOMPARE(schemaOf(climbed), schemaOf(frozen));
}

/// Else each emit, stop and trigger would make every window read all anew.
void tst_DeliverySchema::openingChangesNothing()
{
    QVERIFY(m_store->hasChangedElsewhere()); // the first look
    const qint64 log = QFileInfo(file() + u"-wal"_s).size();
    {
        const auto other = DeliveryStore::open(m_profile);
        QVERIFY(other.has_value());
    }
    QVERIFY(!m_store->hasChangedElsewhere());
    QCOMPARE(QFileInfo(file() + u"-wal"_s).size(), log);
}

void tst_DeliverySchema::noHistoryWithoutAFile()
{
    const auto history = DeliveryHistory::open(Profile::inFolder(m_folder->filePath(u"none"_s)));
    QVERIFY(history.has_value());
    QVERIFY(!*history);
    QVERIFY(!QFile::exists(m_folder->filePath(u"none"_s)));
}

void tst_DeliverySchema::historyOfAFormerVersionIsRead_data()
{
    everyVersionClimbs_data();
}

/// Before anybody has opened it for writing, as right after an upgrade.
void tst_DeliverySchema::historyOfAFormerVersionIsRead()
{
    QFETCH(const int, version);
    closeFiles();
    QVERIFY(QFile::remove(file()));
    QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/deliveries-%1.sqlite").arg(version), file()));
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner));
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY2(history && *history, qPrintable(history ? QString() : history.error().detail));
    QCOMPARE(good((*history)->list({}, 0, 10)).size(), 1);
    QVERIFY(good((*history)->summary(QDateTime::currentDateTimeUtc())).health.size() <= 1);
}

QTEST_GUILESS_MAIN(tst_DeliverySchema)
#include "tst_deliveryschema.moc"
