// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookpagetest.h"
#include "store/translations.h"

#include <QPushButton>
#include <QSpinBox>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The form of a webhook that something else changes at the same time.
class tst_WebhookPageConflict : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(*qApp, QLocale(QLocale::English)); }
    void init();
    void cleanup() { tearDown(); }
    void aCleanFormFollows();
    void theSwitchFollowsTheList();
    void bothVersionsAreShown();
    void onlyWhatDiffersIsShown();
    void nothingIsWrittenOverInSilence();
    void keepMine();
    void takeTheirs();
    void theirsAreBroughtBack();
    void foundOutAtSaving();
    void theySaidTheSame();
    void theyTookItBack();
    void theyChangeAgain();
    void typingGoesOnInTheTable();
    void leavingWithAConflict_data();
    void leavingWithAConflict();
    void aNewerVersionCannotBeSaved();
    void aCleanFormBecomesReadOnly();
    void anUnreadableFileKeepsTheForm();
    void anUnreadableFileKeepsAFormWithoutChanges();
    void aDamagedFileIsSaid();
    void aDamagedFileTakesNothingFromACleanForm();
    void ofAnEmptiedFileNothingCanBeTaken();
    void damageThatTookNothingIsNoConflict();
    void aWebhookThatWasDeleted();
    void aDeletionEndsTheConflict();
    void anotherWebhookIsNoConflict();
    void theKeyboardIsEnough();

private:
    void theirs(const std::function<void(StoredWebhook &)> &change);
    void damaged(const std::function<void(StoredWebhook &)> &change);
    QWidget &panel() { return the("conflictPanel"); }
    QStringList rows();

    StoredWebhook m_stored;
};

void tst_WebhookPageConflict::init()
{
    setUp();
    m_stored = open([](StoredWebhook &stored) { stored.webhook.headers = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}}; });
}

/// Another program changes the webhook.
void tst_WebhookPageConflict::theirs(const std::function<void(StoredWebhook &)> &change)
{
    change(m_stored);
    m_stored.revision += '+';
    Q_EMIT m_service->webhookStored(m_stored);
}

/// What the table says, a row as "field | mine | theirs".
QStringList tst_WebhookPageConflict::rows()
{
    const auto *model = the<QTableView>("conflictView").model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(model->index(row, column).data().toString());
        rows.append(cells.join(u" | "_s));
    }
    return rows;
}

void tst_WebhookPageConflict::aCleanFormFollows()
{
    theirs([](StoredWebhook &stored) { stored.webhook.url = u"https://theirs.example"_s; });
    QCOMPARE(url().text(), u"https://theirs.example"_s);
    QVERIFY(!panel().isVisible());
    QCOMPARE(banner(), QString());
    type(name(), u"Mine"_s);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first+"));
}

void tst_WebhookPageConflict::theSwitchFollowsTheList()
{
    StoredWebhook stored = m_stored;
    type(name(), u"Other"_s);
    stored.webhook.enabled = false;
    stored.revision = "second";
    Q_EMIT m_service->webhookStored(stored);
    QVERIFY(!the<QCheckBox>("enabledBox").isChecked());
    QCOMPARE(name().text(), u"Other"_s);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("second"));
    QCOMPARE(saved().enabled, false);
}

void tst_WebhookPageConflict::bothVersionsAreShown()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) {
        stored.webhook.name = u"Theirs"_s;
        stored.webhook.headers = {{u"X-A"_s, u"3"_s}};
        stored.webhook.events.names = {u"entry.create"_s};
    });
    QVERIFY(panel().isVisible());
    QCOMPARE(the("conflictView").accessibleName(), u"Conflict"_s);
    QCOMPARE(rows(),
             (QStringList{u"Name | Mine | Theirs"_s, u"Headers | X-A: 1\nX-B: 2 | X-A: 3\nwithout X-B"_s,
                          u"Events | without entry.create | with entry.create"_s}));
    QCOMPARE(name().text(), u"Mine"_s);
}

void tst_WebhookPageConflict::onlyWhatDiffersIsShown()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.timeoutSeconds = 77; });
    QCOMPARE(rows(), (QStringList{u"Name | Mine | Static build"_s, u"Timeout | 10 seconds | 77 seconds"_s}));
}

void tst_WebhookPageConflict::nothingIsWrittenOverInSilence()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    save();
    click(the("saveButton"));
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(the("keepMineButton").hasFocus());
    QVERIFY(panel().isVisible());
}

void tst_WebhookPageConflict::keepMine()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) {
        stored.webhook.url = u"https://theirs.example"_s;
        stored.webhook.signing = QStringList{u"github"_s}; // both versions are shown: mine is not signed
    });
    click(the("keepMineButton"));
    QVERIFY(!panel().isVisible());
    QVERIFY(the("saveButton").hasFocus());
    QVERIFY(m_page->hasUnsavedChanges());
    QCOMPARE(m_service->saved.size(), 0);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first+"));
    QCOMPARE(saved().name, u"Mine"_s);
    QCOMPARE(saved().url, u"https://ci.example/build"_s);
    QCOMPARE(saved().signing, QStringList());
}

void tst_WebhookPageConflict::takeTheirs()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.url = u"https://theirs.example"_s; });
    click(the("takeTheirsButton"));
    QVERIFY(!panel().isVisible());
    QCOMPARE(name().text(), u"Static build"_s);
    QCOMPARE(url().text(), u"https://theirs.example"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(QApplication::focusWidget());
}

void tst_WebhookPageConflict::theirsAreBroughtBack()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.url = u"https://theirs.example"_s; });
    click(the("takeTheirsButton"));
    QCOMPARE(the<QPushButton>("bannerButton").text(), u"Bring mine back"_s);
    click(the("bannerButton"));
    QCOMPARE(banner(), QString());
    QCOMPARE(name().text(), u"Mine"_s);
    QCOMPARE(url().text(), u"https://ci.example/build"_s);
    QVERIFY(m_page->hasUnsavedChanges());
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first+"));
}

void tst_WebhookPageConflict::foundOutAtSaving()
{
    type(name(), u"Mine"_s);
    save();
    m_service->failSave(ErrorCode::ChangedElsewhere, u"Theirs"_s);
    QVERIFY(!banner().isEmpty());
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; }); // as the engine tells next
    QVERIFY(panel().isVisible());
    QCOMPARE(banner(), QString()); // one sentence is enough
    QCOMPARE(rows(), QStringList{u"Name | Mine | Theirs"_s});
}

void tst_WebhookPageConflict::theySaidTheSame()
{
    type(name(), u"Same"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Same"_s; });
    QVERIFY(!panel().isVisible());
    QVERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(name().hasFocus());
}

void tst_WebhookPageConflict::theyTookItBack()
{
    type(name(), u"Mine"_s);
    const StoredWebhook before = m_stored;
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    QVERIFY(panel().isVisible());
    Q_EMIT m_service->webhookStored(before);
    QVERIFY(!panel().isVisible());
    QCOMPARE(name().text(), u"Mine"_s);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first"));
}

void tst_WebhookPageConflict::theyChangeAgain()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    theirs([](StoredWebhook &stored) { stored.webhook.timeoutSeconds = 11; });
    QCOMPARE(rows(), (QStringList{u"Name | Mine | Theirs"_s, u"Timeout | 10 seconds | 11 seconds"_s}));
    click(the("keepMineButton"));
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first++"));
}

void tst_WebhookPageConflict::typingGoesOnInTheTable()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    type(name(), u"Mine too"_s);
    QCOMPARE(rows(), QStringList{u"Name | Mine too | Theirs"_s});
    the<QSpinBox>("timeoutBox").setValue(33);
    QCOMPARE(rows().size(), 2);
    the<QSpinBox>("timeoutBox").setValue(10);
    type(name(), u"Theirs"_s); // the same at last: nothing to choose
    QVERIFY(!panel().isVisible());
    QVERIFY(name().hasFocus());
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPageConflict::leavingWithAConflict_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("left");
    QTest::newRow("save") << int(UserPrompts::Unsaved::Save) << false;
    QTest::newRow("discard") << int(UserPrompts::Unsaved::Discard) << true;
    QTest::newRow("cancel") << int(UserPrompts::Unsaved::Cancel) << false;
}

void tst_WebhookPageConflict::leavingWithAConflict()
{
    QFETCH(const int, answer);
    QFETCH(const bool, left);
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    m_prompts->answer(UserPrompts::Unsaved(answer));
    QCOMPARE(leavings, left ? 1 : 0);
    QCOMPARE(m_service->saved.size(), 0);
    QCOMPARE(panel().isVisible(), !left);
    QCOMPARE(name().text(), left ? u"Theirs"_s : u"Mine"_s);
}

void tst_WebhookPageConflict::aNewerVersionCannotBeSaved()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) {
        stored.webhook.name = u"Theirs"_s;
        stored.readOnly = true;
        stored.problems = {{Field::File, Rule::FileNewer}};
    });
    QVERIFY(panel().isVisible());
    QVERIFY(the<QLabel>("conflictLabel").text().contains(u"newer version"));
    QVERIFY(!the("keepMineButton").isEnabled());
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(the("takeTheirsButton").hasFocus());
    click(the("takeTheirsButton"));
    QVERIFY(!the("saveButton").isEnabled());
    QVERIFY(banner().contains(u"newer version"));
    QCOMPARE(name().text(), u"Theirs"_s);
}

void tst_WebhookPageConflict::aCleanFormBecomesReadOnly()
{
    theirs([](StoredWebhook &stored) {
        stored.readOnly = true;
        stored.problems = {{Field::File, Rule::FileNewer}};
    });
    QVERIFY(!panel().isVisible());
    QVERIFY(!the("saveButton").isEnabled());
    QVERIFY(banner().contains(u"newer version"));
}

void tst_WebhookPageConflict::anUnreadableFileKeepsTheForm()
{
    type(name(), u"Mine"_s);
    const StoredWebhook before = m_stored;
    theirs([&before](StoredWebhook &stored) {
        stored.webhook = {};
        stored.webhook.id = before.webhook.id;
        stored.problems = {{Field::File, Rule::FileUnreadable, -1, false, u"a.ini"_s, Cause::IsFolder}};
    });
    QVERIFY(!panel().isVisible());
    QVERIFY(banner().contains(u"cannot be read: it is a folder"));
    QCOMPARE(name().text(), u"Mine"_s);
    QCOMPARE(url().text(), u"https://ci.example/build"_s);
    Q_EMIT m_service->webhookStored(before); // repaired
    QCOMPARE(banner(), QString());
    QCOMPARE(name().text(), u"Mine"_s);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first"));
}

/// Something damages the file; this is what can be read of it.
void tst_WebhookPageConflict::damaged(const std::function<void(StoredWebhook &)> &change)
{
    theirs([&change](StoredWebhook &stored) {
        stored.problems = {{Field::File, Rule::FileDamaged, -1, false, u"/p/a.ini"_s, Cause::EntriesMissing}};
        change(stored);
    });
}

void tst_WebhookPageConflict::anUnreadableFileKeepsAFormWithoutChanges()
{
    theirs([](StoredWebhook &stored) {
        stored.webhook.name.clear();
        stored.webhook.url.clear();
        stored.problems = {{Field::File, Rule::FileUnreadable, -1, false, u"a.ini"_s, Cause::IsFolder}};
    });
    QVERIFY(banner().contains(u"cannot be read: it is a folder"));
    QCOMPARE(name().text(), u"Static build"_s);
    QCOMPARE(url().text(), u"https://ci.example/build"_s);
}

void tst_WebhookPageConflict::aDamagedFileIsSaid()
{
    m_stored = open([](StoredWebhook &stored) { stored.webhook.signing = QStringList{u"github"_s}; });
    type(name(), u"Mine"_s);
    damaged([](StoredWebhook &stored) {
        stored.webhook.url = u"https://ci.example/bu"_s;
        stored.webhook.signing.clear();
    });
    QVERIFY(panel().isVisible());
    const QString said = the<QLabel>("conflictLabel").text();
    QVERIFY2(said.contains(u"is damaged: ") && said.contains(u"/p/a.ini") && said.contains(u"copy"), qPrintable(said));
    QVERIFY(!said.contains(u"Another program"));
    QVERIFY(the("keepMineButton").isEnabled());
    QVERIFY(the("takeTheirsButton").isEnabled());
    click(the("keepMineButton"));
    QVERIFY(banner().contains(u"is damaged"));
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray("first+"));
    QCOMPARE(saved().name, u"Mine"_s);
    QCOMPARE(saved().signing, QStringList{u"github"_s}); // lost in the file, not here
}

void tst_WebhookPageConflict::aDamagedFileTakesNothingFromACleanForm()
{
    damaged([](StoredWebhook &stored) { stored.webhook.url.clear(); });
    QVERIFY(panel().isVisible());
    QCOMPARE(url().text(), u"https://ci.example/build"_s);
    click(the("keepMineButton"));
    QVERIFY(m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().url, u"https://ci.example/build"_s);
}

void tst_WebhookPageConflict::ofAnEmptiedFileNothingCanBeTaken()
{
    damaged([](StoredWebhook &stored) {
        const WebhookId id = stored.webhook.id;
        stored.webhook = {};
        stored.webhook.id = id;
        stored.problems.first().cause = Cause::Empty;
    });
    QVERIFY(the<QLabel>("conflictLabel").text().contains(u"Its name and its URL cannot be read"));
    QVERIFY(!the("takeTheirsButton").isEnabled());
    save(); // goes to the choice
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(the("keepMineButton").hasFocus());
    click(the("keepMineButton"));
    save();
    QCOMPARE(saved().name, u"Static build"_s);
}

void tst_WebhookPageConflict::damageThatTookNothingIsNoConflict()
{
    type(name(), u"Mine"_s);
    damaged([](StoredWebhook &) {});
    QVERIFY(!panel().isVisible());
    QVERIFY(banner().contains(u"is damaged"));
    QCOMPARE(name().text(), u"Mine"_s);
}

void tst_WebhookPageConflict::aWebhookThatWasDeleted()
{
    type(name(), u"Mine"_s);
    Q_EMIT m_service->webhooksGone({m_stored.webhook.id});
    QVERIFY(banner().contains(u"deleted"));
    QCOMPARE(name().text(), u"Mine"_s);
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray());
    QCOMPARE(saved().id, m_stored.webhook.id);
}

void tst_WebhookPageConflict::aDeletionEndsTheConflict()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    Q_EMIT m_service->webhooksGone({m_stored.webhook.id});
    QVERIFY(!panel().isVisible());
    QVERIFY(banner().contains(u"deleted"));
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray());
    QCOMPARE(saved().name, u"Mine"_s);
}

void tst_WebhookPageConflict::anotherWebhookIsNoConflict()
{
    type(name(), u"Mine"_s);
    Q_EMIT m_service->webhookStored(storedWebhook(u"Other"_s));
    Q_EMIT m_service->webhooksGone({WebhookId::create()});
    QVERIFY(!panel().isVisible());
    QCOMPARE(banner(), QString());
}

void tst_WebhookPageConflict::theKeyboardIsEnough()
{
    type(name(), u"Mine"_s);
    theirs([](StoredWebhook &stored) { stored.webhook.name = u"Theirs"_s; });
    the("saveButton").setFocus();
    for (const char *next : {"conflictView", "keepMineButton", "takeTheirsButton", "nameEdit"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY2(the(next).hasFocus(), next);
    }
    the("takeTheirsButton").setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(name().text(), u"Theirs"_s);
}

QTEST_MAIN(tst_WebhookPageConflict)
#include "tst_webhookpageconflict.moc"
