// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "core/clock.h"
#include "integration/clirunner.h"
#include "store/catalogueresource.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

namespace {

constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

} // namespace

/// What the real command line, and editors that write in place, do to a profile on which an engine runs.
class TestOtherPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void added();
    void changed();
    void switchedTwice();
    void removed();
    void removedAndMadeAgain();
    void changedInPlace();
    void damagedInPlaceAndRepaired();
    void writtenByANewerVersion();
    void preferences();
    void preferencesThatAreNoFile();
    void lastOutcome();
    void ownChangesAreToldOnce();
    void anAnswerComesBeforeWhatFollows();
    void aBurstIsOneLoad();
    void theFolderIsReplacedByAFile();
    void nothingThatDiffersIsNothingToTell();

private:
    /// Everything the engine told about webhooks since it was asked last.
    struct Told {
        QList<StoredWebhook> stored;
        QList<WebhookId> gone;
        int loads = 0;
    };

    void start();
    [[nodiscard]] QString path(const QString &id) const { return profile().webhookFile(id); }
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_cli->profile()); }
    static QByteArray contentOf(const QString &path);
    static void writeInPlace(const QString &path, const QByteArray &bytes);

    SystemClock m_clock;
    EventCatalogue m_catalogue = *readCatalogue();
    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<EngineClient> m_engine;
    Told m_told;
};

void TestOtherPrograms::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_cli = std::make_unique<CliRunner>();
}

void TestOtherPrograms::cleanup()
{
    m_engine.reset();
    m_cli.reset();
}

void TestOtherPrograms::start()
{
    m_engine = std::make_unique<EngineClient>(profile(), m_catalogue, m_clock);
    m_told = {};
    connect(m_engine.get(), &PanelService::webhookStored, this, [this](const StoredWebhook &s) { m_told.stored.append(s); });
    connect(m_engine.get(), &PanelService::webhooksGone, this, [this](const QList<WebhookId> &ids) { m_told.gone += ids; });
    connect(m_engine.get(), &PanelService::loaded, this, [this] { ++m_told.loads; });
    m_engine->load();
    QTRY_COMPARE_WITH_TIMEOUT(m_told.loads, 1, patienceMs);
}

QByteArray TestOtherPrograms::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As an editor does that keeps the file and its inode.
void TestOtherPrograms::writeInPlace(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestOtherPrograms::added()
{
    start(); // on a profile that is not there yet
    const QString id = m_cli->add(u"Added"_s, u"https://a.example/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() || m_told.loads > 1, patienceMs);
    QCOMPARE(m_told.stored.size(), 1);
    QCOMPARE(m_told.stored.first().webhook.name, u"Added"_s);
    QCOMPARE(m_told.stored.first().webhook.id.toString(), id);
}

void TestOtherPrograms::changed()
{
    const QString id = m_cli->add(u"Before"_s, u"https://a.example/"_s);
    start();
    QCOMPARE(m_cli->run({u"edit"_s, id, u"--name"_s, u"After"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_told.stored.size(), 1, patienceMs);
    QCOMPARE(m_told.stored.first().webhook.name, u"After"_s);
    QCOMPARE(*WebhookStore(profile(), m_catalogue).load(WebhookId::fromString(id)), m_told.stored.first());
}

void TestOtherPrograms::switchedTwice()
{
    const QString id = m_cli->add(u"Switch"_s, u"https://a.example/"_s);
    start();
    QCOMPARE(m_cli->run({u"disable"_s, id}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && !m_told.stored.last().webhook.enabled, patienceMs);
    QCOMPARE(m_cli->run({u"enable"_s, id}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_told.stored.last().webhook.enabled, patienceMs);
}

void TestOtherPrograms::removed()
{
    const QString id = m_cli->add(u"Gone"_s, u"https://a.example/"_s);
    start();
    QCOMPARE(m_cli->run({u"remove"_s, id}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_told.gone, QList<WebhookId>{WebhookId::fromString(id)}, patienceMs);
    QCOMPARE(m_told.stored.size(), 0);
}

void TestOtherPrograms::removedAndMadeAgain()
{
    const QString id = m_cli->add(u"Phoenix"_s, u"https://a.example/"_s);
    start();
    const QByteArray bytes = contentOf(path(id));
    QVERIFY(QFile::remove(path(id)));
    QTRY_COMPARE_WITH_TIMEOUT(m_told.gone.size(), 1, patienceMs);
    writeInPlace(path(id), bytes); // byte for byte what the window knew once
    QTRY_COMPARE_WITH_TIMEOUT(m_told.stored.size(), 1, patienceMs);
}

void TestOtherPrograms::changedInPlace()
{
    const QString id = m_cli->add(u"By hand"_s, u"https://a.example/"_s);
    start();
    writeInPlace(path(id), "[webhook]\nname=Mine now\nurl=https://b.example/\n");
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && m_told.stored.last().webhook.name == u"Mine now", patienceMs);
    QVERIFY(m_told.stored.last().problems.isEmpty()); // a file as a person writes it is not damaged
}

void TestOtherPrograms::damagedInPlaceAndRepaired()
{
    const QString id = m_cli->add(u"Fragile"_s, u"https://a.example/"_s);
    start();
    const QByteArray bytes = contentOf(path(id));
    writeInPlace(path(id), bytes.first(bytes.size() / 2));
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && !m_told.stored.last().problems.isEmpty(), patienceMs);
    QCOMPARE(m_told.stored.last().problems.first().rule, Rule::FileDamaged);
    writeInPlace(path(id), bytes);
    QTRY_VERIFY_WITH_TIMEOUT(m_told.stored.last().problems.isEmpty(), patienceMs);
    QVERIFY(QFile::remove(path(id)) && QDir().mkdir(path(id)));
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.last().problems.isEmpty(), patienceMs);
    QCOMPARE(m_told.stored.last().problems.first().rule, Rule::FileUnreadable);
}

void TestOtherPrograms::writtenByANewerVersion()
{
    const QString id = m_cli->add(u"Newer"_s, u"https://a.example/"_s);
    start();
    writeInPlace(path(id), contentOf(path(id)).replace("schemaVersion=1", "schemaVersion=3"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && m_told.stored.last().readOnly, patienceMs);
}

void TestOtherPrograms::preferences()
{
    static_cast<void>(m_cli->add(u"x"_s, u"https://a.example/"_s));
    start();
    QSignalSpy told(m_engine.get(), &PanelService::preferencesStored);
    QCOMPARE(m_cli->run({u"settings"_s, u"timeout"_s, u"42"_s}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), patienceMs);
    QCOMPARE(told.last().first().value<Preferences>().timeoutSeconds, 42);
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"X-Team: a"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(told.last().first().value<Preferences>().defaultHeaders.size(), 1, patienceMs);

    // One's own are told once, as the answer.
    const Preferences before = told.last().first().value<Preferences>();
    Preferences mine = before;
    mine.timeoutSeconds = 7;
    told.clear();
    QSignalSpy answered(m_engine.get(), &PanelService::preferencesSaved);
    m_engine->savePreferences(mine, before);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, patienceMs);
    QCOMPARE(m_cli->run({u"settings"_s, u"timeout"_s, u"8"_s}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(told.last().first().value<Preferences>().timeoutSeconds, 8, patienceMs);
    QCOMPARE(told.size(), 1);
    QCOMPARE(answered.size(), 1);
}

/// A folder where the file is to be is said as what it is, and the end of it, too.
void TestOtherPrograms::preferencesThatAreNoFile()
{
    static_cast<void>(m_cli->add(u"x"_s, u"https://a.example/"_s));
    QCOMPARE(m_cli->run({u"settings"_s, u"timeout"_s, u"42"_s}).code, 0);
    start();
    QSignalSpy unreadable(m_engine.get(), &PanelService::preferencesUnreadable);
    QSignalSpy told(m_engine.get(), &PanelService::preferencesStored);
    const QString file = profile().preferencesFile();
    QVERIFY(QFile::rename(file, file + u".away"_s));
    QVERIFY(QDir().mkdir(file));
    QTRY_VERIFY_WITH_TIMEOUT(!unreadable.isEmpty(), patienceMs);
    QCOMPARE(unreadable.last().first().value<Error>().subject, file);
    told.clear();
    QVERIFY(QDir().rmdir(file));
    QVERIFY(QFile::rename(file + u".away"_s, file));
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty() && told.last().first().value<Preferences>().timeoutSeconds == 42, patienceMs);
}

void TestOtherPrograms::lastOutcome()
{
    const QString id = m_cli->add(u"x"_s, u"http://127.0.0.1:9/"_s);
    start();
    QSignalSpy told(m_engine.get(), &PanelService::lastOutcomeStored);
    const auto webhook = WebhookId::fromString(id);
    LastOutcome last;
    last.outcome.kind = OutcomeKind::ConnectionRefused;
    last.durationMs = 3;
    last.at = m_clock.nowUtc();
    QVERIFY(OutcomeStore(profile()).record(webhook, last)); // as another program does
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patienceMs);
    QCOMPARE(told.first().at(0).value<WebhookId>(), webhook);
    QCOMPARE(told.first().at(1).value<LastOutcome>(), last);
}

/// What the engine writes itself is told as an answer and never again, whatever the watch says.
void TestOtherPrograms::ownChangesAreToldOnce()
{
    start();
    QSignalSpy saved(m_engine.get(), &PanelService::webhookSaved);
    QSignalSpy removed(m_engine.get(), &PanelService::webhooksRemoved);
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Own"_s;
    webhook.url = u"https://a.example/"_s;
    m_engine->saveWebhook(webhook, {});
    m_engine->setEnabled({webhook.id}, false);
    m_engine->removeWebhooks({webhook.id});
    QTRY_COMPARE_WITH_TIMEOUT(removed.size(), 1, patienceMs);
    m_engine->restoreWebhooks(removed.first().first().value<QList<RemovedWebhook>>());
    // What another program does later is told after whatever the watch had to say about all that.
    const QString other = m_cli->add(u"Other"_s, u"https://a.example/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && m_told.stored.last().webhook.id.toString() == other, patienceMs);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(m_told.stored.size(), 3); // the switch, the undo, the other one
    QCOMPARE(m_told.gone.size(), 0);
    QCOMPARE(m_told.loads, 1);
}

void TestOtherPrograms::anAnswerComesBeforeWhatFollows()
{
    const QString id = m_cli->add(u"Before"_s, u"https://a.example/"_s);
    start();
    QStringList order;
    connect(m_engine.get(), &PanelService::webhookSaved, this,
            [&order](const StoredWebhook &s) { order += s.webhook.name; });
    connect(m_engine.get(), &PanelService::webhookStored, this,
            [&order](const StoredWebhook &s) { order += s.webhook.name; });
    auto stored = WebhookStore(profile(), m_catalogue).load(WebhookId::fromString(id));
    QVERIFY(stored);
    stored->webhook.name = u"Mine"_s;
    m_engine->saveWebhook(stored->webhook, stored->revision);
    QTRY_COMPARE_WITH_TIMEOUT(order, QStringList{u"Mine"_s}, patienceMs);
    QCOMPARE(m_cli->run({u"edit"_s, id, u"--name"_s, u"Theirs"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(order, (QStringList{u"Mine"_s, u"Theirs"_s}), patienceMs);
    QCOMPARE(m_told.stored.last().webhook.name, u"Theirs"_s);
}

void TestOtherPrograms::aBurstIsOneLoad()
{
    constexpr int count = 1000;
    static_cast<void>(m_cli->add(u"First"_s, u"https://a.example/"_s));
    start();
    QSignalSpy loaded(m_engine.get(), &PanelService::loaded);
    for (int i = 0; i < count; ++i)
        writeInPlace(path(WebhookId::create().toString()), "[webhook]\nname=Many\nurl=https://a.example/\n");
    const auto known
        = [&loaded] { return loaded.isEmpty() ? 0 : loaded.last().first().value<PanelContent>().webhooks.size(); };
    QTRY_COMPARE_WITH_TIMEOUT(known() + m_told.stored.size(), count + 1, patienceMs);
    QVERIFY2(loaded.size() <= 3, QByteArray::number(loaded.size())); // not a thousand signals; 3 on a very slow machine
    QVERIFY2(m_told.stored.size() <= 100, QByteArray::number(m_told.stored.size()));
}

void TestOtherPrograms::theFolderIsReplacedByAFile()
{
    const QString id = m_cli->add(u"x"_s, u"https://a.example/"_s);
    start();
    QSignalSpy failed(m_engine.get(), &PanelService::failed);
    QDir folder(profile().configFolder);
    QVERIFY(folder.rename(u"webhooks"_s, u"webhooks-away"_s));
    writeInPlace(profile().webhooksFolder(), "not a folder");
    QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), patienceMs);
    const auto error = failed.last().first().value<Error>();
    QCOMPARE(error.code, ErrorCode::CannotRead);
    QCOMPARE(error.subject, profile().webhooksFolder());

    QVERIFY(QFile::remove(profile().webhooksFolder()));
    QVERIFY(folder.rename(u"webhooks-away"_s, u"webhooks"_s));
    m_told.stored.clear();
    QCOMPARE(m_cli->run({u"edit"_s, id, u"--name"_s, u"Back"_s}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && m_told.stored.last().webhook.name == u"Back", patienceMs);
}

void TestOtherPrograms::nothingThatDiffersIsNothingToTell()
{
    const QString id = m_cli->add(u"Same"_s, u"https://a.example/"_s);
    start();
    writeInPlace(path(id), contentOf(path(id))); // touched, and no other
    QVERIFY(QFile::copy(path(id), path(id) + u".bak"_s));
    const QString other = m_cli->add(u"Other"_s, u"https://a.example/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_told.stored.isEmpty() && m_told.stored.last().webhook.id.toString() == other, patienceMs);
    QVERIFY2(m_told.stored.size() == 1 || m_told.stored.first().webhook.id.toString() == id, "a webhook without a change");
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestOtherPrograms)

#include "tst_otherprograms.moc"
