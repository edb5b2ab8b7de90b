// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookpagetest.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The form of a webhook: how it is saved and left, and what is said when that fails.
class tst_WebhookPageSaving : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void anUnknownSwitchIsShownAsSuch_data();
    void anUnknownSwitchIsShownAsSuch();
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void createsAndSaves();
    void savesWhatWasChangedAndNothingElse();
    void savedIsClean();
    void saveButtonWaitsForTheAnswer();
    void anOpenEditorIsTakenAtSave();
    void anOpenEditorIsTakenAtBack();
    void unsavedChangesAreAsked_data();
    void unsavedChangesAreAsked();
    void savingOnLeavingMayFail();
    void savingOnLeavingMayBeInvalid();
    void cleanFormsAreLeftAtOnce();
    void backKeys();
    void aFailureIsABanner_data();
    void aFailureIsABanner();
    void readOnlyWebhooksCannotBeSaved();
    void problemsFromTheStoreAreShown();
    void theSwitchIsNoAnswerToASave();
    void aWebhookThatIsGoneCanBeSavedAnew();
    void changedElsewhereKeepsWhatWasTyped();
    void aFailedSaveCanBeTriedAgain();
    void tryingAgainGoesOnLeaving();
    void aSlowSaveIsSaid();
};

void tst_WebhookPageSaving::createsAndSaves()
{
    QSignalSpy titles(m_page.get(), &WebhookPage::titleChanged);
    m_page->createWebhook();
    QCOMPARE(titles.last().first().toString(), u"Create a webhook"_s);
    type(name(), u"Search index"_s);
    type(url(), u"https://search.example/reindex"_s);
    click(box("entry.create"));
    click(the("saveButton"));
    QCOMPARE(m_service->saved.size(), 1);
    QCOMPARE(m_service->saved.first().revision, QByteArray());
    QVERIFY(!saved().id.isNull());
    QCOMPARE(saved().name, u"Search index"_s);
    QCOMPARE(saved().url, u"https://search.example/reindex"_s);
    QCOMPARE(saved().events.names, QStringList{u"entry.create"_s});
    QVERIFY(saved().enabled);
    m_service->answerSave("r1");
    QCOMPARE(titles.last().first().toString(), u"Search index"_s);
    QCOMPARE(the<QLabel>("titleLabel").text(), u"Search index"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
    // Saved once more, it is the same webhook.
    type(name(), u"Search"_s);
    save();
    QCOMPARE(m_service->saved.size(), 2);
    QCOMPARE(saved().id, m_service->saved.first().webhook.id);
    QCOMPARE(m_service->saved.last().revision, QByteArray("r1"));
}

void tst_WebhookPageSaving::savesWhatWasChangedAndNothingElse()
{
    const StoredWebhook stored = open([](StoredWebhook &s) {
        s.webhook.headers = {{u"X-A"_s, u"1"_s}};
        s.webhook.events = {false, {u"media.create"_s, u"entry.create"_s}};
        s.webhook.signing = QStringList{u"github"_s};
        s.webhook.retry = RetrySchedule::custom({std::chrono::seconds(1), std::chrono::seconds(5)});
    });
    Webhook expected = stored.webhook;
    expected.name = u"Other"_s;
    type(name(), u"  Other  "_s);
    save();
    QCOMPARE(m_service->saved.size(), 1);
    QVERIFY(saved() == expected);
    QCOMPARE(m_service->saved.last().revision, QByteArray("first"));
}

void tst_WebhookPageSaving::savedIsClean()
{
    open();
    type(name(), u"Other"_s);
    QVERIFY(m_page->hasUnsavedChanges());
    type(name(), u"Static build"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
    type(name(), u"Other"_s);
    save();
    m_service->answerSave();
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPageSaving::saveButtonWaitsForTheAnswer()
{
    open();
    type(name(), u"Other"_s);
    the("saveButton").setFocus();
    QTest::keyClick(&the("saveButton"), Qt::Key_Space);
    QCOMPARE(m_service->saved.size(), 1);
    QVERIFY(the("saveButton").hasFocus()); // a second press must not reach another control
    QTest::keyClick(&the("saveButton"), Qt::Key_Space);
    QCOMPARE(m_service->saved.size(), 1);
    m_service->answerSave();
    QTest::keyClick(&the("saveButton"), Qt::Key_Space);
    QCOMPARE(m_service->saved.size(), 2);
}

void tst_WebhookPageSaving::anOpenEditorIsTakenAtSave()
{
    open();
    typeHeader(0, 0, u"X-Late"_s);
    save();
    QCOMPARE(m_service->saved.size(), 1);
    QVERIFY(saved().headers == (Headers{{u"X-Late"_s, QString()}}));
}

void tst_WebhookPageSaving::anOpenEditorIsTakenAtBack()
{
    open();
    typeHeader(0, 0, u"X-Late"_s);
    bool left = false;
    m_page->leave([&left] { left = true; });
    QVERIFY(!left);
    QCOMPARE(m_prompts->unsavedQuestions, 1);
}

void tst_WebhookPageSaving::unsavedChangesAreAsked_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("left");
    QTest::addColumn<bool>("saved");
    QTest::newRow("save") << int(UserPrompts::Unsaved::Save) << true << true;
    QTest::newRow("discard") << int(UserPrompts::Unsaved::Discard) << true << false;
    QTest::newRow("cancel") << int(UserPrompts::Unsaved::Cancel) << false << false;
}

void tst_WebhookPageSaving::unsavedChangesAreAsked()
{
    QFETCH(const int, answer);
    QFETCH(const bool, left);
    QFETCH(const bool, saved);
    open();
    type(name(), u"Other"_s);
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    QCOMPARE(leavings, 0);
    QCOMPARE(m_prompts->unsavedQuestions, 1);
    m_prompts->answer(UserPrompts::Unsaved(answer));
    QCOMPARE(m_service->saved.size(), saved ? 1 : 0);
    if (saved) {
        QCOMPARE(leavings, 0); // not before it is stored
        m_service->answerSave();
    }
    QCOMPARE(leavings, left ? 1 : 0);
    QCOMPARE(m_page->hasUnsavedChanges(), !left);
    QCOMPARE(name().text(), answer == int(UserPrompts::Unsaved::Discard) ? u"Static build"_s : u"Other"_s);
}

void tst_WebhookPageSaving::savingOnLeavingMayFail()
{
    open();
    type(name(), u"Other"_s);
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    m_prompts->answer(UserPrompts::Unsaved::Save);
    m_service->failSave(ErrorCode::CannotWrite, u"a.ini"_s, u"disk full"_s);
    QCOMPARE(leavings, 0);
    QVERIFY(the("bannerLabel").isVisible());
    // A later save is a save, not a leaving.
    save();
    m_service->answerSave();
    QCOMPARE(leavings, 0);
    QVERIFY(!the("bannerLabel").isVisible());
}

void tst_WebhookPageSaving::savingOnLeavingMayBeInvalid()
{
    open();
    type(url(), u"ftp://x"_s);
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    m_prompts->answer(UserPrompts::Unsaved::Save);
    QCOMPARE(m_service->saved.size(), 0);
    QCOMPARE(leavings, 0);
    QVERIFY(url().hasFocus());
    type(url(), u"https://x.example"_s);
    save();
    m_service->answerSave();
    QCOMPARE(leavings, 0);
}

void tst_WebhookPageSaving::cleanFormsAreLeftAtOnce()
{
    open();
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    m_page->createWebhook();
    m_page->leave([&leavings] { ++leavings; });
    QCOMPARE(leavings, 2);
    QCOMPARE(m_prompts->unsavedQuestions, 0);
}

void tst_WebhookPageSaving::backKeys()
{
    QSignalSpy back(m_page.get(), &WebhookPage::backRequested);
    click(the("backButton"));
    QCOMPARE(back.size(), 1);
    QTest::keyClick(m_page.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(back.size(), 2);
}

void tst_WebhookPageSaving::aFailureIsABanner_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("cannot write") << ErrorCode::CannotWrite << u"cannot be written: disk full"_s;
    QTest::newRow("changed elsewhere") << ErrorCode::ChangedElsewhere << u"changed by another program"_s;
    QTest::newRow("gone") << ErrorCode::NoSuchWebhook << u"no webhook"_s;
    QTest::newRow("newer") << ErrorCode::NewerVersion << u"newer version"_s;
}

void tst_WebhookPageSaving::aFailureIsABanner()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, words);
    open();
    type(name(), u"Other"_s);
    save();
    m_service->failSave(code, u"a.ini"_s, u"disk full"_s);
    auto &banner = the<QLabel>("bannerLabel");
    QVERIFY(banner.isVisible());
    QVERIFY2(banner.text().contains(words), qPrintable(banner.text()));
    QCOMPARE(name().text(), u"Other"_s);
    QVERIFY(m_page->hasUnsavedChanges());
    QVERIFY(the("saveButton").isEnabled());
    Q_EMIT m_service->webhookFailed(WebhookId::create(), Error()); // somebody else's
    QVERIFY(banner.text().contains(words));
}

void tst_WebhookPageSaving::readOnlyWebhooksCannotBeSaved()
{
    open([](StoredWebhook &stored) {
        stored.readOnly = true;
        stored.problems = {{Field::File, Rule::FileNewer}};
    });
    QVERIFY(the("bannerLabel").isVisible());
    QVERIFY(the<QLabel>("bannerLabel").text().contains(u"newer version"));
    QVERIFY(!the("saveButton").isEnabled());
    QVERIFY(!name().isEnabled());
    QVERIFY(!m_page->hasUnsavedChanges());
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(the("triggerButton").isEnabled());
}

void tst_WebhookPageSaving::problemsFromTheStoreAreShown()
{
    open([](StoredWebhook &stored) {
        stored.webhook.url = u"ftp://old.example"_s;
        stored.problems = validate(stored.webhook, catalogue());
        stored.problems.append({Field::File, Rule::FileDamaged});
    });
    QVERIFY(the("urlError").isVisible());
    QVERIFY(!the("nameError").isVisible());
    QVERIFY(the<QLabel>("bannerLabel").text().contains(u"damaged"));
    QCOMPARE(url().text(), u"ftp://old.example"_s);
    type(url(), u"https://new.example"_s);
    QTest::keyClick(&url(), Qt::Key_Tab);
    QVERIFY(!the("urlError").isVisible());
    save();
    QCOMPARE(m_service->saved.size(), 1);
}

void tst_WebhookPageSaving::theSwitchIsNoAnswerToASave()
{
    StoredWebhook stored = open();
    type(name(), u"Other"_s);
    bool left = false;
    m_page->leave([&left] { left = true; });
    m_prompts->answer(UserPrompts::Unsaved::Save);
    QCOMPARE(m_service->saved.size(), 1);
    stored.webhook.enabled = false;
    Q_EMIT m_service->webhookStored(stored);
    QVERIFY(!left);
    m_service->failSave(ErrorCode::ChangedElsewhere, u"Static build"_s);
    QVERIFY(!left);
    QCOMPARE(name().text(), u"Other"_s);
    QVERIFY(the<QLabel>("bannerLabel").text().contains(u"another program"));
}

void tst_WebhookPageSaving::aWebhookThatIsGoneCanBeSavedAnew()
{
    open();
    type(name(), u"Other"_s);
    save();
    m_service->failSave(ErrorCode::NoSuchWebhook, u"Static build"_s);
    QVERIFY(the("bannerLabel").isVisible());
    save();
    QCOMPARE(m_service->saved.last().revision, QByteArray());
}

void tst_WebhookPageSaving::changedElsewhereKeepsWhatWasTyped()
{
    open();
    type(name(), u"Mine"_s);
    save();
    m_service->failSave(ErrorCode::ChangedElsewhere, u"Static build"_s);
    QCOMPARE(name().text(), u"Mine"_s);
    QVERIFY(the<QLabel>("bannerLabel").text().contains(u"another program"));
    QVERIFY(m_page->hasUnsavedChanges());
}

void tst_WebhookPageSaving::aFailedSaveCanBeTriedAgain()
{
    open();
    type(name(), u"Other"_s);
    save();
    m_service->failSave(ErrorCode::CannotWrite, u"a.ini"_s, u"disk full"_s);
    auto &again = the<QPushButton>("bannerButton");
    QVERIFY(again.isVisible());
    QCOMPARE(again.text(), u"Try again"_s);
    type(url(), u"https://other.example"_s); // what is typed meanwhile is saved too
    click(again);
    QCOMPARE(m_service->saved.size(), 2);
    QCOMPARE(saved().name, u"Other"_s);
    QCOMPARE(saved().url, u"https://other.example"_s);
    QCOMPARE(m_service->saved.last().revision, QByteArray("first"));
    m_service->failSave(ErrorCode::CannotWrite, u"a.ini"_s, u"disk full"_s); // and again
    QVERIFY(again.isVisible());
    click(again);
    m_service->answerSave();
    QCOMPARE(banner(), QString());
    QVERIFY(!again.isVisible());
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPageSaving::tryingAgainGoesOnLeaving()
{
    open();
    type(name(), u"Other"_s);
    int leavings = 0;
    m_page->leave([&leavings] { ++leavings; });
    m_prompts->answer(UserPrompts::Unsaved::Save);
    m_service->failSave(ErrorCode::CannotWrite, u"a.ini"_s, u"disk full"_s);
    QCOMPARE(leavings, 0);
    click(the("bannerButton"));
    QCOMPARE(leavings, 0);
    m_service->answerSave();
    QCOMPARE(leavings, 1);
}

void tst_WebhookPageSaving::aSlowSaveIsSaid()
{
    open();
    type(name(), u"Other"_s);
    save();
    QCOMPARE(banner(), QString()); // mostly there is nothing to say
    QTRY_COMPARE(banner(), u"Saving…"_s);
    QVERIFY(name().isEnabled());
    m_service->answerSave();
    QCOMPARE(banner(), QString());
}

void tst_WebhookPageSaving::anUnknownSwitchIsShownAsSuch_data()
{
    QTest::addColumn<int>("clicks");
    QTest::addColumn<bool>("enabled");
    QTest::newRow("enabled") << 1 << true; // which is what stands in for a value that cannot be read
    QTest::newRow("disabled") << 2 << false;
}

/// A value that cannot be read is neither on nor off, and is written back as it is until the admin decides.
void tst_WebhookPageSaving::anUnknownSwitchIsShownAsSuch()
{
    QFETCH(const int, clicks);
    QFETCH(const bool, enabled);
    StoredWebhook stored = open([](StoredWebhook &opened) {
        opened.problems = {{Field::Enabled, Rule::ValueUnreadable, -1, false, u"maybe"_s}};
    });
    QCOMPARE(box("enabledBox").checkState(), Qt::PartiallyChecked);
    QVERIFY(the("enabledError").isVisible());
    QVERIFY(the<QLabel>("enabledError").text().contains(u"maybe"));
    QVERIFY(box("enabledBox").accessibleDescription().contains(u"maybe"));
    QVERIFY(!m_page->hasUnsavedChanges());
    for (int i = 0; i < clicks; ++i) {
        box("enabledBox").setFocus();
        QTest::keyClick(&box("enabledBox"), Qt::Key_Space);
    }
    QCOMPARE(box("enabledBox").checkState(), enabled ? Qt::Checked : Qt::Unchecked);
    QVERIFY(m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().enabled, enabled);
    stored.webhook = saved();
    if (!enabled)
        stored.problems.clear(); // another value than the one that stood in was written
    Q_EMIT m_service->webhookSaved(stored);
    QCOMPARE(m_service->switched.size(), enabled ? 1 : 0);
    if (enabled)
        QVERIFY(m_service->switched.last().enabled);
    QVERIFY(!m_page->hasUnsavedChanges());
}

QTEST_MAIN(tst_WebhookPageSaving)
#include "tst_webhookpagesaving.moc"
