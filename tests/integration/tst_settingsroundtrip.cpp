// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tst_settingsroundtrip_random.h"

#include "store/catalogueresource.h"
#include "store/preferencesstore.h"
#include "store/settingsformat.h"
#include "store/webhookstore.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// How a helper ended.
struct Ended {
    int exitCode = -1; ///< -1 when it crashed or did not end.
    QByteArray output;
};

std::unique_ptr<QProcess> startHelper(const QStringList &arguments)
{
    auto helper = std::make_unique<QProcess>();
    helper->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    helper->start(QStringLiteral(SETTINGS_HELPER), arguments);
    return helper;
}

Ended ended(QProcess &helper)
{
    const bool isDone = helper.state() == QProcess::NotRunning || helper.waitForFinished(60'000);
    const bool isNormal = isDone && helper.exitStatus() == QProcess::NormalExit && helper.error() == QProcess::UnknownError;
    return {isNormal ? helper.exitCode() : -1, helper.readAllStandardOutput().trimmed()};
}

Ended runHelper(const QStringList &arguments)
{
    return ended(*startHelper(arguments));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be opened");
}

bool isDamaged(const StoredWebhook &stored)
{
    return std::any_of(stored.problems.cbegin(), stored.problems.cend(),
                       [](const Problem &problem) { return problem.field == Field::File; });
}

} // namespace

/// What one process writes, another one reads: QSettings within one process proves nothing (it hands back what it was
/// given). And what becomes of a profile when two processes write, when one is killed, and when the disk is full.
class TestSettingsRoundtrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void whatAnotherProcessWrites_data();
    void whatAnotherProcessWrites();
    void whatAnotherProcessReads_data();
    void whatAnotherProcessReads();
    void preferencesOfAnotherProcess();
    void unknownEntriesOutliveOtherProcesses();
    void iniFormatInAnotherProcess();
    void changeThroughIniFormat();

    void changeElsewhereIsNoticed();
    void twoProcessesTwoWebhooks();
    void twoProcessesOneWebhook();
    void twoProcessesMakeOneProfile();
    void lockOfAnotherProcess();
    void killedWhileWriting();

    void fullDisk_data();
    void fullDisk();
    void fullDiskFromNothing();
    void fullDiskAtRestore();

private:
    [[nodiscard]] WebhookStore store() const { return {m_profile, m_catalogue}; }
    [[nodiscard]] QString path(const WebhookId &id) const { return m_profile.webhookFile(id.toString()); }
    /// Saves a webhook and gives it back.
    StoredWebhook saved(const QString &name);

    EventCatalogue m_catalogue;
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder;
    Profile m_profile;
};

void TestSettingsRoundtrip::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

void TestSettingsRoundtrip::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_folder = m_temporary->filePath(u"profile"_s);
    m_profile = Profile::inFolder(m_folder);
}

StoredWebhook TestSettingsRoundtrip::saved(const QString &name)
{
    Webhook webhook;
    webhook.name = name;
    webhook.url = u"https://a.example/"_s;
    return store().save(webhook, QByteArray()).value_or(StoredWebhook());
}

void TestSettingsRoundtrip::whatAnotherProcessWrites_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestSettingsRoundtrip::whatAnotherProcessWrites()
{
    QFETCH(const quint32, seed);
    const int count = 30;
    QCOMPARE(runHelper({u"write"_s, m_folder, QString::number(seed), QString::number(count)}).exitCode, 0);
    const auto expected = roundtrip::randomWebhooks(seed, count);
    QCOMPARE(store().loadAll()->size(), count);
    for (const Webhook &webhook : expected) {
        const auto loaded = store().load(webhook.id);
        QVERIFY(loaded);
        QVERIFY(!isDamaged(*loaded));
        QCOMPARE(loaded->webhook.name, webhook.name);
        QCOMPARE(loaded->webhook, webhook);
    }
}

void TestSettingsRoundtrip::whatAnotherProcessReads_data()
{
    whatAnotherProcessWrites_data();
}

void TestSettingsRoundtrip::whatAnotherProcessReads()
{
    QFETCH(const quint32, seed);
    const auto webhooks = roundtrip::randomWebhooks(seed, 30);
    for (const Webhook &webhook : webhooks)
        QVERIFY(store().save(webhook, QByteArray()));
    const QStringList arguments{u"check"_s, m_folder, QString::number(seed), u"30"_s};
    QCOMPARE(runHelper(arguments).output, QByteArray());

    Webhook other = webhooks.constLast(); // and it would notice
    ++other.timeoutSeconds;
    QVERIFY(store().save(other));
    QCOMPARE(runHelper(arguments).exitCode, 1);
}

void TestSettingsRoundtrip::preferencesOfAnotherProcess()
{
    for (quint32 seed = 1; seed <= 10; ++seed) {
        QCOMPARE(runHelper({u"set-preferences"_s, m_folder, QString::number(seed)}).exitCode, 0);
        const auto loaded = PreferencesStore(m_profile).load();
        QVERIFY(loaded);
        QCOMPARE(*loaded, roundtrip::randomPreferences(seed));
    }
}

/// What a later version or somebody by hand put into the files stays, whatever this version's processes change.
void TestSettingsRoundtrip::unknownEntriesOutliveOtherProcesses()
{
    const StoredWebhook before = saved(u"x"_s);
    auto values = settingsformat::parse(contentOf(path(before.webhook.id))).values;
    const settingsformat::Values unknown{{u"webhook/later"_s, u"{\"a\":[1,\"\u202e\"]}"_s},
                                         {u"notes/mine"_s, u" x, y\n\u0001 "_s},
                                         {u"a/b/c d"_s, QString()},
                                         {u"webhook/retry"_s, u"whenever it suits"_s}};
    values.insert(unknown);
    QFile file(path(before.webhook.id));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(settingsformat::serialise(values)) > 0);
    file.close();
    const QString id = before.webhook.id.toString();
    QCOMPARE(runHelper({u"toggle"_s, m_folder, id, u"3"_s}).exitCode, 0);
    QCOMPARE(runHelper({u"rename"_s, m_folder, id, u"renamed"_s}).exitCode, 0);
    QCOMPARE(runHelper({u"remove-restore"_s, m_folder, id}).exitCode, 0);
    const auto after = settingsformat::parse(contentOf(path(before.webhook.id)));
    QVERIFY(!after.damage);
    for (auto it = unknown.cbegin(); it != unknown.cend(); ++it)
        QCOMPARE(after.values.value(it.key()), it.value());
    QCOMPARE(after.values.value(u"webhook/name"_s), u"renamed"_s);
}

void TestSettingsRoundtrip::iniFormatInAnotherProcess()
{
    for (const Webhook &webhook : roundtrip::randomWebhooks(99, 10)) {
        QVERIFY(store().save(webhook));
        const Ended read = runHelper({u"ini"_s, path(webhook.id)});
        QCOMPARE(read.exitCode, 0);
        QJsonObject object = QJsonDocument::fromJson(read.output).object();
        object.remove(u"meta/keys"_s);
        object.remove(u"meta/checksum"_s);
        QJsonObject expected;
        const auto values = settingsformat::parse(contentOf(path(webhook.id))).values;
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            expected.insert(it.key(), it.value());
        QCOMPARE(object, expected);
    }
}

void TestSettingsRoundtrip::changeThroughIniFormat()
{
    const StoredWebhook before = saved(u"x, y"_s);
    QCOMPARE(runHelper({u"ini-set"_s, path(before.webhook.id), u"webhook/url"_s, u"https://b.example/?a=b,c"_s}).exitCode,
             0);
    const auto loaded = store().load(before.webhook.id);
    QVERIFY(loaded);
    QVERIFY(isDamaged(*loaded)); // it says that something else changed it, and shows what it says now
    Webhook expected = before.webhook;
    expected.url = u"https://b.example/?a=b,c"_s;
    QCOMPARE(loaded->webhook, expected);
    QCOMPARE(store().save(expected, before.revision).error().code, ErrorCode::ChangedElsewhere);
    const auto again = store().save(expected, loaded->revision);
    QVERIFY(again);
    QVERIFY(!isDamaged(*again));
}

void TestSettingsRoundtrip::changeElsewhereIsNoticed()
{
    StoredWebhook mine = saved(u"first"_s);
    QCOMPARE(runHelper({u"rename"_s, m_folder, mine.webhook.id.toString(), u"theirs"_s}).exitCode, 0);
    mine.webhook.name = u"mine"_s;
    const auto late = store().save(mine.webhook, mine.revision);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(store().load(mine.webhook.id)->webhook.name, u"theirs"_s);
}

void TestSettingsRoundtrip::twoProcessesTwoWebhooks()
{
    const StoredWebhook first = saved(u"first"_s);
    const StoredWebhook second = saved(u"second"_s);
    const auto one = startHelper({u"toggle"_s, m_folder, first.webhook.id.toString(), u"101"_s});
    const auto other = startHelper({u"toggle"_s, m_folder, second.webhook.id.toString(), u"100"_s});
    for (const auto &helper : {one.get(), other.get()}) {
        const Ended end = ended(*helper);
        QVERIFY2(end.exitCode == 0, end.output.constData());
    }
    QCOMPARE(store().load(first.webhook.id)->webhook.enabled, !first.webhook.enabled);
    QCOMPARE(*store().load(second.webhook.id), second);
}

void TestSettingsRoundtrip::twoProcessesOneWebhook()
{
    const StoredWebhook before = saved(u"counter"_s);
    const QStringList arguments{u"increment"_s, m_folder, before.webhook.id.toString(), u"50"_s};
    const auto one = startHelper(arguments);
    const auto other = startHelper(arguments);
    for (const auto &helper : {one.get(), other.get()}) {
        const Ended end = ended(*helper);
        QVERIFY2(end.exitCode == 0, end.output.constData());
    }
    QCOMPARE(store().load(before.webhook.id)->webhook.timeoutSeconds, before.webhook.timeoutSeconds + 100); // none is lost
}

void TestSettingsRoundtrip::twoProcessesMakeOneProfile()
{
    const auto one = startHelper({u"write"_s, m_folder, u"1"_s, u"5"_s});
    const auto other = startHelper({u"write"_s, m_folder, u"2"_s, u"5"_s});
    for (const auto &helper : {one.get(), other.get()}) {
        const Ended end = ended(*helper);
        QVERIFY2(end.exitCode == 0, end.output.constData());
    }
    QCOMPARE(store().loadAll()->size(), 10);
    QCOMPARE(contentOf(m_profile.preferencesFile()), settingsformat::serialise({{u"meta/schemaVersion"_s, u"1"_s}}));
}

void TestSettingsRoundtrip::lockOfAnotherProcess()
{
    const StoredWebhook before = saved(u"x"_s);
    const auto holder = startHelper({u"hold"_s, path(before.webhook.id)});
    QVERIFY(holder->waitForReadyRead());
    QCOMPARE(holder->readLine().trimmed(), QByteArray("held"));

    const auto late = store().setEnabled(before.webhook.id, false);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::CannotWrite);
    QCOMPARE(late.error().subject, path(before.webhook.id));
    QVERIFY2(late.error().detail.contains(QString::number(holder->processId())), qPrintable(late.error().detail));
    QCOMPARE(*store().load(before.webhook.id), before);

    holder->kill(); // it leaves its lock behind
    QVERIFY(holder->waitForFinished());
    QVERIFY(QFile::exists(path(before.webhook.id) + u".lock"_s));
    QVERIFY(store().setEnabled(before.webhook.id, false));
}

void TestSettingsRoundtrip::killedWhileWriting()
{
    QRandomGenerator random(20261123);
    const StoredWebhook before = saved(u"survivor"_s);
    const WebhookId id = before.webhook.id;
    for (int round = 0; round < 40; ++round) {
        const auto helper = startHelper({u"toggle"_s, m_folder, id.toString(), u"0"_s});
        for (int lines = random.bounded(1, 6); lines > 0;) {
            QVERIFY(helper->canReadLine() || helper->waitForReadyRead());
            while (helper->canReadLine() && lines > 0) {
                QCOMPARE(helper->readLine().trimmed(), QByteArray("toggled"));
                --lines;
            }
        }
        helper->kill();
        QVERIFY(helper->waitForFinished());

        auto loaded = store().load(id);
        QVERIFY(loaded);
        QVERIFY2(loaded->problems.isEmpty(), contentOf(path(id)).constData());
        loaded->webhook.enabled = before.webhook.enabled;
        QCOMPARE(loaded->webhook, before.webhook);
        QVERIFY(store().setEnabled(id, round % 2 == 0)); // nothing that was left behind is in the way
    }
    QVERIFY(m_profile.prepare());
    QCOMPARE(QDir(m_profile.webhooksFolder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{id.toString() + u".ini"_s});
}

void TestSettingsRoundtrip::fullDisk_data()
{
    QTest::addColumn<int>("limit");
    // A lock file is about 60 bytes long. Without room for it there is no write either.
    for (const int limit : {0, 1, 100, 200, 300, 400, 450})
        QTest::newRow(qPrintable(QString::number(limit))) << limit;
}

void TestSettingsRoundtrip::fullDisk()
{
    QFETCH(const int, limit);
    const StoredWebhook before = saved(u"x"_s);
    const QByteArray bytes = contentOf(path(before.webhook.id));
    const QString longName(500, u'n');
    const QStringList rename{u"rename"_s, m_folder, before.webhook.id.toString(), longName};

    const Ended refused = runHelper(QStringList{u"limited"_s, QString::number(limit)} + rename);
    QCOMPARE(refused.exitCode, 1);
    const QByteArray expected
        = QByteArray::number(int(ErrorCode::CannotWrite)) + ' ' + QFile::encodeName(path(before.webhook.id));
    QVERIFY2(refused.output.startsWith(expected), refused.output.constData());
    QCOMPARE(contentOf(path(before.webhook.id)), bytes); // not a torso, and not lost
    QCOMPARE(*store().load(before.webhook.id), before);

    QCOMPARE(runHelper(QStringList{u"limited"_s, u"5000"_s} + rename).exitCode, 0);
    QCOMPARE(store().load(before.webhook.id)->webhook.name, longName);
}

void TestSettingsRoundtrip::fullDiskFromNothing()
{
    for (const int limit : {0, 50, 100, 300}) {
        QCOMPARE(runHelper({u"limited"_s, QString::number(limit), u"write"_s, m_folder, u"1"_s, u"1"_s}).exitCode, 1);
        QVERIFY(store().loadAll()->isEmpty());
        QCOMPARE(runHelper({u"limited"_s, QString::number(limit), u"set-preferences"_s, m_folder, u"7"_s}).exitCode, 1);
        QCOMPARE(*PreferencesStore(m_profile).load(), Preferences());
    }
}

void TestSettingsRoundtrip::fullDiskAtRestore()
{
    const StoredWebhook before = saved(u"x"_s);
    const Ended end = runHelper({u"limited"_s, u"200"_s, u"remove-restore"_s, m_folder, before.webhook.id.toString()});
    QCOMPARE(end.exitCode, 1);
    QVERIFY2(end.output.startsWith(QByteArray::number(int(ErrorCode::CannotWrite))), end.output.constData());
    QCOMPARE(QDir(m_profile.webhooksFolder()).entryList(QDir::Files | QDir::Hidden), QStringList()); // and no torso
}

QTEST_GUILESS_MAIN(TestSettingsRoundtrip)
#include "tst_settingsroundtrip.moc"
