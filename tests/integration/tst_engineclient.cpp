// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "core/clock.h"
#include "store/catalogueresource.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// The border between the window's thread and the engine's.
class TestEngineClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void ordersAreDoneBeforeTheEnd();
    void anUnreadableListIsAnError();
    void aSaveThatCameTooLateShowsWhatIsThere();
    void aTestWithoutItsDefaultHeadersIsRefusedAndRemembered();
    void aUsersDataIsNeitherSentNorKept();
    void outcomesGoWithTheirWebhookUnlessItComesBack();
    void damagedOutcomesAreSaidOnce();
    void filesAreWrittenOrWhyNotIsTold();

    void exportImportUndo();
    void refusedImport();
    void windowStateIsKept();
    void intakeFollowsTheSettings();
    void rulesThatChangeAreTold();

private:
    static Webhook webhook(const QString &name)
    {
        Webhook made;
        made.id = WebhookId::create();
        made.name = name;
        made.url = u"http://127.0.0.1:9/"_s;
        return made;
    }

    SystemClock m_clock;
    EventCatalogue m_catalogue = *readCatalogue();
};

/// What the settings page orders, until a program on this machine is let in.
void TestEngineClient::intakeFollowsTheSettings()
{
    QTcpServer place;
    QVERIFY(place.listen(QHostAddress::LocalHost));
    const quint16 port = place.serverPort();
    const QTemporaryDir folder;
    EngineClient client(Profile::inFolder(folder.filePath(u"profile"_s)), m_catalogue, m_clock);
    QSignalSpy changed(&client, &PanelService::intakeChanged);
    QSignalSpy made(&client, &PanelService::intakeTokenMade);
    QSignalSpy asked(&client, &PanelService::secretsNeedConsent);
    connect(&client, &PanelService::secretsNeedConsent, &client, [&client] { client.answerSecretsQuestion(true); });
    client.load();
    Preferences on;
    on.intakeOn = true;
    on.intakePort = port;
    client.savePreferences(on, {});
    const auto last
        = [&changed] { return changed.isEmpty() ? IntakeStatus() : changed.last().first().value<IntakeStatus>(); };
    QTRY_COMPARE(last().state, IntakeStatus::State::Failed); // the port is taken
    QCOMPARE(last().error->cause, Cause::Locked);
    QCOMPARE(asked.size(), 1); // there is no keyring here
    place.close();
    QTRY_COMPARE_WITH_TIMEOUT(last().state, IntakeStatus::State::Listening, 30'000);
    QCOMPARE(last().port, int(port));
    QCOMPARE(made.size(), 1);
    const QString token = made.first().first().toString();
    QCOMPARE(last().maskedToken, maskedSecret(token));

    client.makeIntakeToken();
    QTRY_COMPARE(made.size(), 2);
    QTRY_COMPARE(last().maskedToken, maskedSecret(made.last().first().toString()));
    QVERIFY(made.last().first().toString() != token);
    QTcpSocket program;
    program.connectToHost(QHostAddress::LocalHost, port);
    program.write("POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 63\r\n"
                  "Authorization: Bearer "
                  + made.last().first().toString().toLatin1()
                  + "\r\n\r\n{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00.000Z\"}");
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QAbstractSocket::UnconnectedState, 30'000);
    const QByteArray answer = program.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 202 "), answer.constData());

    client.savePreferences({}, on);
    QTRY_COMPARE(last().state, IntakeStatus::State::Off);
}

/// Whoever changed the files, the screens follow.
void TestEngineClient::rulesThatChangeAreTold()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    Engine engine(profile, m_catalogue, m_clock, processEnvironment());
    EventKnowledge told;
    connect(&engine.events(), &EventEngine::knowledgeChanged, &engine,
            [&told](const EventKnowledge &knowledge) { told = knowledge; });
    engine.load();
    QVERIFY(told.catalogue.find(u"entry.create"_s) && !told.catalogue.find(u"order.paid"_s));
    const QByteArray sample = R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z"})";
    QVERIFY(EventTypeStore(profile).add(u"order.paid"_s, sample, m_catalogue));
    QTRY_VERIFY(told.catalogue.find(u"order.paid"_s));
    QVERIFY(ContentTypeStore(profile).import({QStringLiteral(TEST_DATA "/strapi")}));
    QTRY_VERIFY(!told.contentTypes.types().isEmpty());
}

/// The rules hold for what is typed into the payload of a test, too.
void TestEngineClient::aUsersDataIsNeitherSentNorKept()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    EngineClient client(profile, m_catalogue, m_clock);
    QSignalSpy loaded(&client, &PanelService::loaded);
    client.load();
    QTRY_COMPARE(loaded.size(), 1);
    QSignalSpy updates(&client, &PanelService::attemptUpdated);
    const QByteArray payload
        = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user","entry":{"email":"someone@example.org"}})";
    client.trigger(DeliveryId::create(), webhook(u"Search"_s), {u"entry.create"_s, {}, payload});
    QTRY_COMPARE(updates.size(), 1);
    const Attempt attempt = updates.first().first().value<Attempt>();
    QVERIFY(attempt.isFinished());
    QCOMPARE(attempt.outcome->kind, OutcomeKind::InvalidRequest);
    QCOMPARE(attempt.outcome->error->code, ErrorCode::UserContentType);
    for (const QString &suffix : {QString(), u"-wal"_s}) {
        QFile file(profile.deliveriesFile() + suffix);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains("someone@example.org"));
    }
}

void TestEngineClient::filesAreWrittenOrWhyNotIsTold()
{
    const QTemporaryDir folder;
    EngineClient client(Profile::inFolder(folder.filePath(u"profile"_s)), m_catalogue, m_clock);
    QSignalSpy written(&client, &PanelService::fileWritten);
    QSignalSpy failed(&client, &PanelService::fileFailed);
    const QString path = folder.filePath(u"answer.json"_s);
    client.writeFile(path, QByteArray("\xff\0", 2));
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(written.first().first().toString(), path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("\xff\0", 2));

    const QString nowhere = folder.filePath(u"missing/answer.json"_s);
    client.writeFile(nowhere, "x");
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), nowhere);
    QCOMPARE(failed.first().last().value<Error>().code, ErrorCode::CannotWrite);
    QCOMPARE(written.size(), 1);
}

/// Whoever moves a switch and closes the window at once has moved it.
void TestEngineClient::ordersAreDoneBeforeTheEnd()
{
    constexpr int count = 50;
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    {
        EngineClient client(profile, m_catalogue, m_clock);
        for (int i = 0; i < count; ++i)
            client.saveWebhook(webhook(u"Webhook %1"_s.arg(i)), {});
    }
    const auto stored = WebhookStore(profile, m_catalogue).loadAll();
    QVERIFY(stored);
    QCOMPARE(stored->size(), count);
}

void TestEngineClient::anUnreadableListIsAnError()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    QVERIFY(profile.prepare());
    QVERIFY(QDir(profile.configFolder).rmdir(u"webhooks"_s) || !QDir(profile.webhooksFolder()).exists());
    QFile inItsPlace(profile.webhooksFolder());
    QVERIFY(inItsPlace.open(QIODevice::WriteOnly));
    EngineClient client(profile, m_catalogue, m_clock);
    QSignalSpy failed(&client, &PanelService::failed);
    client.load();
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::CannotRead);
}

void TestEngineClient::aSaveThatCameTooLateShowsWhatIsThere()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    Webhook edited = webhook(u"Mine"_s);
    const auto first = WebhookStore(profile, m_catalogue).save(edited);
    QVERIFY(first);
    Webhook theirs = edited;
    theirs.name = u"Theirs"_s;
    QVERIFY(WebhookStore(profile, m_catalogue).save(theirs));

    EngineClient client(profile, m_catalogue, m_clock);
    QSignalSpy failed(&client, &PanelService::saveFailed);
    QSignalSpy stored(&client, &PanelService::webhookStored);
    client.saveWebhook(edited, first->revision);
    QTRY_COMPARE(stored.size(), 1);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(1).value<Error>().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(stored.first().first().value<StoredWebhook>().webhook.name, u"Theirs"_s);
}

/// Without its default headers it would be another request. The refusal is an outcome like others: with its time, and kept.
void TestEngineClient::aTestWithoutItsDefaultHeadersIsRefusedAndRemembered()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const auto stored = WebhookStore(profile, m_catalogue).save(webhook(u"Mine"_s));
    QVERIFY(stored);
    Preferences preferences;
    preferences.defaultHeaders = {{u"Authorization"_s, u"Bearer x"_s}};
    QVERIFY(PreferencesStore(profile).save(preferences));
    QFile file(profile.preferencesFile());
    QVERIFY(file.resize(file.size() / 2));
    {
        EngineClient client(profile, m_catalogue, m_clock);
        QSignalSpy updated(&client, &PanelService::attemptUpdated);
        client.trigger(DeliveryId::create(), stored->webhook, makeTestEvent(m_clock.nowUtc()));
        QTRY_COMPARE(updated.size(), 1);
        const auto attempt = updated.first().first().value<Attempt>();
        QVERIFY(attempt.outcome);
        QCOMPARE(attempt.outcome->kind, OutcomeKind::InvalidRequest);
        QCOMPARE(attempt.outcome->error->code, ErrorCode::DefaultHeadersUnreadable);
        QVERIFY(attempt.startedAt.isValid());
    }
    QCOMPARE(OutcomeStore(profile).load().value(stored->webhook.id).outcome.kind, OutcomeKind::InvalidRequest);
}

void TestEngineClient::outcomesGoWithTheirWebhookUnlessItComesBack()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const Webhook gone = webhook(u"Gone"_s);
    const Webhook back = webhook(u"Back"_s);
    OutcomeStore outcomes(profile);
    for (const Webhook &made : {gone, back}) {
        QVERIFY(WebhookStore(profile, m_catalogue).save(made));
        LastOutcome last;
        last.at = m_clock.nowUtc();
        QVERIFY(outcomes.record(made.id, last));
    }
    {
        EngineClient client(profile, m_catalogue, m_clock);
        QSignalSpy removed(&client, &PanelService::webhooksRemoved);
        client.removeWebhooks({gone.id, back.id});
        QTRY_COMPARE(removed.size(), 1);
        QCOMPARE(outcomes.load().size(), 2); // an undo brings everything back
        const auto all = removed.first().first().value<QList<RemovedWebhook>>();
        client.restoreWebhooks({all.at(1)});
    }
    QCOMPARE(outcomes.load().keys(), QList<WebhookId>{back.id});
}

void TestEngineClient::damagedOutcomesAreSaidOnce()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const auto stored = WebhookStore(profile, m_catalogue).save(webhook(u"Mine"_s));
    QVERIFY(stored);
    LastOutcome last;
    last.at = m_clock.nowUtc();
    QVERIFY(OutcomeStore(profile).record(stored->webhook.id, last));
    QFile file(profile.outcomesFile());
    QVERIFY(file.open(QIODevice::Append));
    QVERIFY(file.write("rubbish\n") > 0);
    file.close();

    EngineClient client(profile, m_catalogue, m_clock);
    QSignalSpy failed(&client, &PanelService::failed);
    QSignalSpy loaded(&client, &PanelService::loaded);
    client.load();
    client.load();
    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(loaded.last().first().value<PanelContent>().lastOutcomes.size(), 1); // what can be read is shown
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.code, ErrorCode::OutcomesDamaged);
    QCOMPARE(error.subject, profile.outcomesFile());
}

/// The whole way across the thread border: out of one profile, into another, and back.
void TestEngineClient::exportImportUndo()
{
    const QTemporaryDir folder;
    const Profile from = Profile::inFolder(folder.filePath(u"from"_s));
    const Profile to = Profile::inFolder(folder.filePath(u"to"_s));
    const QString file = folder.filePath(u"out.json"_s);
    const auto first = WebhookStore(from, m_catalogue).save(webhook(u"First"_s));
    const auto second = WebhookStore(from, m_catalogue).save(webhook(u"Second"_s));
    QVERIFY(first && second);
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-D"_s, u"1"_s}};
    QVERIFY(PreferencesStore(from).save(preferences));
    {
        EngineClient client(from, m_catalogue, m_clock);
        QSignalSpy exported(&client, &PanelService::exported);
        client.exportDefinitions(folder.filePath(u"one.json"_s), {second->webhook.id});
        client.exportDefinitions(file, {});
        QTRY_COMPARE(exported.size(), 2);
        QCOMPARE(exported.at(0).at(1).value<ExportReport>().webhooks, 1);
        QCOMPARE(exported.at(1).at(1).value<ExportReport>().webhooks, 2);
    }
    EngineClient client(to, m_catalogue, m_clock);
    QSignalSpy planned(&client, &PanelService::importPlanned);
    QSignalSpy imported(&client, &PanelService::imported);
    QSignalSpy preferencesStored(&client, &PanelService::preferencesStored);
    QSignalSpy gone(&client, &PanelService::webhooksGone);
    client.planImport({file});
    QTRY_COMPARE(planned.size(), 1);
    QVERIFY(!QFile::exists(to.configFolder));
    client.runImport(planned.first().first().value<ImportPlan>());
    QTRY_COMPARE(imported.size(), 1);
    QTRY_COMPARE(preferencesStored.size(), 1);
    const auto report = imported.first().first().value<ImportReport>();
    QVERIFY(!report.error);
    QCOMPARE(report.added.size(), 2);
    QCOMPARE(*WebhookStore(to, m_catalogue).loadAll(), *WebhookStore(from, m_catalogue).loadAll());
    QCOMPARE(preferencesStored.first().first().value<Preferences>().defaultHeaders, preferences.defaultHeaders);
    client.undoImport(report);
    QTRY_COMPARE(gone.size(), 1);
    QTRY_COMPARE(preferencesStored.size(), 2);
    QCOMPARE(WebhookStore(to, m_catalogue).loadAll()->size(), 0);
    QCOMPARE(PreferencesStore(to).load()->defaultHeaders, Headers());
}

void TestEngineClient::refusedImport()
{
    const QTemporaryDir folder;
    EngineClient client(Profile::inFolder(folder.filePath(u"profile"_s)), m_catalogue, m_clock);
    QSignalSpy refused(&client, &PanelService::importRefused);
    QSignalSpy failed(&client, &PanelService::failed);
    client.planImport({folder.path()});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(refused.first().first().value<DefinitionsProblems>().first().fault, DefinitionsFault::IsFolder);
    client.exportDefinitions(folder.path(), {});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::CannotWrite);
}

void TestEngineClient::windowStateIsKept()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    WindowState state;
    state.geometry = QRect(1, 2, 300, 400);
    {
        EngineClient client(profile, m_catalogue, m_clock);
        client.saveWindowState(state);
    }
    QCOMPARE(WindowStateStore(profile).load(), state);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestEngineClient)

#include "tst_engineclient.moc"
