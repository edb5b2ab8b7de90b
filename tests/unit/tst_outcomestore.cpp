// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/outcomestore.h"

#include "store/settingsformat.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

const QDateTime &someTime()
{
    static const QDateTime time(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC);
    return time;
}

} // namespace

class TestOutcomeStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void empty();
    void everyOutcome_data();
    void everyOutcome();
    void everyTlsFault();
    void lastOneCounts();
    void forgets();
    void nullIdIsNotRecorded();
    void unreadableEntriesAreIgnoredAndKept();
    void newerIsNotWritten();
    void makesTheProfile();

private:
    void put(const QByteArray &bytes);

    std::unique_ptr<QTemporaryDir> m_temporary;
    Profile m_profile;
    std::optional<OutcomeStore> m_store;
};

void TestOutcomeStore::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestOutcomeStore::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_profile = {m_temporary->filePath(u"config"_s), m_temporary->filePath(u"data"_s)};
    m_store.emplace(m_profile);
}

void TestOutcomeStore::put(const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(m_profile.dataFolder));
    QFile file(m_profile.outcomesFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestOutcomeStore::empty()
{
    QVERIFY(m_store->load().isEmpty());
    QVERIFY(m_store->forget(WebhookId::create()));
    QVERIFY(QDir(m_temporary->path()).isEmpty());
}

void TestOutcomeStore::everyOutcome_data()
{
    QTest::addColumn<Outcome>("outcome");
    const QString target = u"https://b.example/?a=b,c;\"d\""_s;
    for (int i = 0; i <= int(OutcomeKind::Interrupted); ++i) {
        const auto kind = OutcomeKind(i);
        QTest::newRow(qPrintable(outcomeKey(kind))) << Outcome{kind, 0, Phase::Queued, TlsFault::None, {}};
        const auto phase = Phase(i % (int(Phase::Receiving) + 1));
        QTest::newRow(qPrintable(outcomeKey(kind) + u" in full"_s))
            << Outcome{kind, 503, phase, TlsFault::WrongHost, target};
    }
}

void TestOutcomeStore::everyOutcome()
{
    QFETCH(const Outcome, outcome);
    const auto id = WebhookId::create();
    LastOutcome last{outcome, 41, someTime(), true};
    QVERIFY(m_store->record(id, last));
    last.outcome.detail.clear(); // a receiver's words, with whatever they repeat, are not kept
    QFile file(m_profile.outcomesFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("b.example"));
    QCOMPARE(OutcomeStore(m_profile).load(), (QHash<WebhookId, LastOutcome>{{id, last}}));
}

void TestOutcomeStore::everyTlsFault()
{
    QHash<WebhookId, LastOutcome> expected;
    for (int i = 0; i <= int(TlsFault::Other); ++i) {
        const auto id = WebhookId::create();
        const Outcome outcome{OutcomeKind::Tls, 0, Phase::Securing, TlsFault(i), {}};
        expected.insert(id, {outcome, 2'000'000'000'000, someTime().addMSecs(i), false});
        QVERIFY(m_store->record(id, expected.value(id)));
    }
    QCOMPARE(m_store->load(), expected);
}

void TestOutcomeStore::lastOneCounts()
{
    const auto id = WebhookId::create();
    const LastOutcome last{{OutcomeKind::Dns, 0, Phase::Connecting, TlsFault::None, {}}, 2, someTime(), false};
    QVERIFY(m_store->record(id, {{OutcomeKind::Success, 200, Phase::Receiving, TlsFault::None, {}}, 1, someTime(), true}));
    QVERIFY(m_store->record(id, last));
    QCOMPARE(m_store->load(), (QHash<WebhookId, LastOutcome>{{id, last}}));
}

void TestOutcomeStore::forgets()
{
    const auto id = WebhookId::create();
    const auto other = WebhookId::create();
    const LastOutcome last{{OutcomeKind::Success, 200, Phase::Receiving, TlsFault::None, {}}, 1, someTime(), true};
    QVERIFY(m_store->record(id, last));
    QVERIFY(m_store->record(other, last));
    QVERIFY(m_store->forget(id));
    QVERIFY(m_store->forget(id));
    QCOMPARE(m_store->load(), (QHash<WebhookId, LastOutcome>{{other, last}}));
}

void TestOutcomeStore::nullIdIsNotRecorded()
{
    QVERIFY(m_store->record(WebhookId(), {{}, 1, someTime(), true}));
    QVERIFY(QDir(m_temporary->path()).isEmpty());
}

void TestOutcomeStore::unreadableEntriesAreIgnoredAndKept()
{
    const QString good = WebhookId::create().toString();
    const QString okText = uR"({"outcome":"gone","phase":"waiting","at":"2026-11-23T16:33:57.070Z"})"_s;
    const settingsformat::Values values{
        {u"outcomes/"_s + good, okText},
        {u"outcomes/not an id"_s, okText},
        {u"elsewhere/"_s + WebhookId::create().toString(), okText},
        {u"outcomes/"_s + WebhookId::create().toString(), u"success"_s},
        {u"outcomes/"_s + WebhookId::create().toString(), u"{}"_s},
        {u"outcomes/"_s + WebhookId::create().toString(), QString(okText).replace(u"gone"_s, u"vanished"_s)},
        {u"outcomes/"_s + WebhookId::create().toString(), QString(okText).replace(u"waiting"_s, u"dreaming"_s)},
        {u"outcomes/"_s + WebhookId::create().toString(), QString(okText).replace(u"2026-11"_s, u"soon"_s)},
        {u"outcomes/"_s + WebhookId::create().toString(), QString(okText).replace(u"}"_s, u",\"tlsFault\":\"odd\"}"_s)},
    };
    put(settingsformat::serialise(values));
    const LastOutcome expected{{OutcomeKind::Gone, 0, Phase::Waiting, TlsFault::None, {}}, 0, someTime(), false};
    QCOMPARE(m_store->load(), (QHash<WebhookId, LastOutcome>{{WebhookId::fromString(good), expected}}));

    QVERIFY(m_store->forget(WebhookId::fromString(good)));
    QFile file(m_profile.outcomesFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(settingsformat::parse(file.readAll()).values.size(), values.size()); // one less, and the schema version
}

void TestOutcomeStore::newerIsNotWritten()
{
    put(settingsformat::serialise({{u"meta/schemaVersion"_s, u"2"_s}}));
    const auto recorded = m_store->record(WebhookId::create(), {{}, 1, someTime(), true});
    QVERIFY(!recorded);
    QCOMPARE(recorded.error().code, ErrorCode::NewerVersion);
}

void TestOutcomeStore::makesTheProfile()
{
    QVERIFY(m_store->record(WebhookId::create(), {{}, 1, someTime(), true}));
    QVERIFY(QFileInfo::exists(m_profile.preferencesFile()));
    QCOMPARE(QFileInfo(m_profile.outcomesFile()).permissions() & 0x77, QFile::Permissions());
}

QTEST_GUILESS_MAIN(TestOutcomeStore)
#include "tst_outcomestore.moc"
