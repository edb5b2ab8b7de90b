// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookpagetest.h"
#include "views/eventsgrid.h"

#include <QComboBox>
#include <QCompleter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The form of a webhook: what is typed and said, and the trigger.
class tst_WebhookPage : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void aNewWebhookBeginsWithThePreferences();
    void showsAStoredWebhook();
    void saysWhatIsWrongOnceAFieldIsLeft_data();
    void saysWhatIsWrongOnceAFieldIsLeft();
    void saveGoesToTheFirstError();
    void anEmptyFormIsNotToldOffWhileItIsTyped();
    void headersAlwaysHaveAnEmptyRow();
    void headerNamesAreSuggested();
    void headersAreRemoved();
    void headerErrorsStandInTheirRow();
    void anOpenEditorIsTakenAtTrigger();
    void tabLeavesTheHeaders();
    void eventBoxes();
    void eventRows();
    void allEvents();
    void eventSearch();
    void anEmptySetIsSaidPlainly();
    void unknownEventTypesAreKept();
    void typesOfAnotherEditionAreKept();
    void timeout();
    void retrySchedules();
    void ownRetrySchedule();
    void contentTypes();
    void contentTypesMayNotBeEmpty();
    void tickingTwiceIsNoChange();
    void aTimeoutBeyondTheLimitsIsSaid();
    void whatHasNoFieldIsSaidAbove();
    void triggersTheFormAsItStands();
    void oneTriggerAtATime();
    void aRefusedTriggerReplacesTheLastAttempt();
};

void tst_WebhookPage::aNewWebhookBeginsWithThePreferences()
{
    Preferences preferences;
    preferences.timeoutSeconds = 42;
    preferences.retry = RetrySchedule(RetrySchedule::Kind::Quick);
    m_page->setPreferences(preferences);
    m_page->createWebhook();
    QVERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(name().hasFocus());
    QCOMPARE(the<QSpinBox>("timeoutBox").value(), 42);
    QVERIFY(the<QComboBox>("retryBox").currentText().startsWith(u"Quick"));
    QVERIFY(the<QCheckBox>("enabledBox").isChecked());
    QVERIFY(!box("allEventsBox").isChecked());
    QVERIFY(!box("entry.create").isChecked());
}

void tst_WebhookPage::showsAStoredWebhook()
{
    open([](StoredWebhook &stored) {
        stored.webhook.enabled = false;
        stored.webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}, {u"X-A"_s, QString()}};
        stored.webhook.events.names = QStringList{u"entry.publish"_s};
        stored.webhook.timeoutSeconds = 120;
        stored.webhook.retry = RetrySchedule(RetrySchedule::Kind::Off);
        stored.webhook.contentTypes = {false, {u"address"_s, u"api::article.article"_s}};
    });
    QCOMPARE(name().text(), u"Static build"_s);
    QCOMPARE(url().text(), u"https://ci.example/build"_s);
    QVERIFY(!the<QCheckBox>("enabledBox").isChecked());
    QCOMPARE(headers().model()->index(0, 1).data().toString(), u"Bearer ${TOKEN}"_s);
    QVERIFY(box("entry.publish").isChecked());
    QVERIFY(!box("entry.create").isChecked());
    QCOMPARE(the<QSpinBox>("timeoutBox").value(), 120);
    QCOMPARE(the<QComboBox>("retryBox").currentText(), u"Off"_s);
    QVERIFY(the("contentTypeNamesEdit").isVisible());
    QCOMPARE(the<QLineEdit>("contentTypeNamesEdit").text(), u"address, api::article.article"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPage::saysWhatIsWrongOnceAFieldIsLeft_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no name") << u"nameEdit"_s << u"nameError"_s << u"   "_s << u"name is missing"_s;
    QTest::newRow("name of 121") << u"nameEdit"_s << u"nameError"_s << QString(121, u'x') << u"120"_s;
    QTest::newRow("no url") << u"urlEdit"_s << u"urlError"_s << u" "_s << u"URL is missing"_s;
    QTest::newRow("ftp") << u"urlEdit"_s << u"urlError"_s << u"ftp://example.com"_s << u"https://"_s;
    QTest::newRow("user info") << u"urlEdit"_s << u"urlError"_s << u"https://me:pw@example.com/"_s << u"Authorization"_s;
    QTest::newRow("fragment") << u"urlEdit"_s << u"urlError"_s << u"https://example.com/#x"_s << u"#"_s;
    QTest::newRow("port") << u"urlEdit"_s << u"urlError"_s << u"https://example.com:99999/"_s << u"65535"_s;
}

void tst_WebhookPage::saysWhatIsWrongOnceAFieldIsLeft()
{
    QFETCH(const QString, field);
    QFETCH(const QString, label);
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    m_page->createWebhook();
    auto &edit = *m_page->findChild<QLineEdit *>(field);
    auto &error = *m_page->findChild<QLabel *>(label);
    type(edit, text);
    QVERIFY2(!error.isVisible(), "nobody is told off while typing");
    QTest::keyClick(&edit, Qt::Key_Tab);
    QVERIFY(error.isVisible());
    QVERIFY2(error.text().contains(words), qPrintable(error.text()));
    QCOMPARE(edit.accessibleDescription(), error.text());
    // It goes as soon as it is mended.
    type(edit, field == u"nameEdit" ? u"Name"_s : u"https://[2001:db8::1]:8/hook"_s);
    QVERIFY(!error.isVisible());
    QCOMPARE(edit.accessibleDescription(), QString());
}

void tst_WebhookPage::saveGoesToTheFirstError()
{
    m_page->createWebhook();
    the("saveButton").setFocus();
    click(the("saveButton"));
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(name().hasFocus());
    QVERIFY(the("nameError").isVisible());
    QVERIFY(the("urlError").isVisible());
    type(name(), u"Name"_s);
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(url().hasFocus());
    type(url(), u"https://example.com"_s);
    typeHeader(0, 0, u"Host"_s);
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(headers().hasFocus());
    QVERIFY(the<QLabel>("headersError").text().contains(u"Host"));
}

void tst_WebhookPage::anEmptyFormIsNotToldOffWhileItIsTyped()
{
    m_page->createWebhook();
    type(name(), u"N"_s);
    QVERIFY(!the("urlError").isVisible()); // not reached yet
    for (const char *label : {"nameError", "urlError", "headersError", "eventsError", "retryError", "contentTypesError"})
        QVERIFY(!the(label).isVisible());
    QVERIFY(!the("bannerLabel").isVisible());
}

void tst_WebhookPage::headersAlwaysHaveAnEmptyRow()
{
    m_page->createWebhook();
    QCOMPARE(headers().model()->rowCount(), 1);
    typeHeader(0, 0, u"X-A"_s);
    QTest::keyClick(openEditor(), Qt::Key_Enter);
    QTRY_COMPARE(headers().model()->rowCount(), 2);
    QCOMPARE(headers().model()->index(0, 0).data().toString(), u"X-A"_s);
    click(the("createHeaderButton"));
    QCOMPARE(headers().currentIndex(), headers().model()->index(1, 0));
    auto *editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(editor);
    QCOMPARE(editor->accessibleName(), u"Header name"_s);
    QTest::keyClicks(editor, u"X-B"_s);
    QTest::keyClick(editor, Qt::Key_Tab); // to the value
    QTRY_COMPARE(headers().currentIndex(), headers().model()->index(1, 1));
    QCOMPARE(headers().model()->rowCount(), 3);
}

void tst_WebhookPage::headerNamesAreSuggested()
{
    m_page->createWebhook();
    typeHeader(0, 0, u"a"_s);
    auto *editor = openEditor();
    QVERIFY(editor->completer());
    QStringList suggestions;
    const QAbstractItemModel &model = *editor->completer()->model();
    for (int row = 0; row < model.rowCount(); ++row)
        suggestions.append(model.index(row, 0).data().toString());
    QVERIFY(suggestions.contains(u"Authorization"_s));
    QVERIFY(suggestions.size() > 15);
    for (const QString &suggestion : suggestions)
        QVERIFY2(validateHeaders({{suggestion, u"x"_s}}).isEmpty(), qPrintable(suggestion));
    QTest::keyClicks(editor, u"uth"_s);
    QCOMPARE(editor->completer()->completionCount(), 1);
    // Values are not suggested.
    QTest::keyClick(editor, Qt::Key_Escape);
    typeHeader(0, 1, u"a"_s);
    QVERIFY(!openEditor()->completer());
}

void tst_WebhookPage::headersAreRemoved()
{
    open([](StoredWebhook &stored) {
        stored.webhook.headers = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}, {u"X-C"_s, u"3"_s}};
    });
    QVERIFY(!the("removeHeaderButton").isEnabled());
    clickCell(headers(), headers().model()->index(1, 0));
    QVERIFY(the("removeHeaderButton").isEnabled());
    click(the("removeHeaderButton"));
    QCOMPARE(headers().model()->rowCount(), 3);
    headers().setFocus();
    headers().setCurrentIndex(headers().model()->index(0, 1));
    QTest::keyClick(&headers(), Qt::Key_Delete);
    QCOMPARE(headers().model()->rowCount(), 2);
    clickCell(headers(), headers().model()->index(1, 0));
    QVERIFY(!the("removeHeaderButton").isEnabled()); // the empty one stays
    save();
    QVERIFY(saved().headers == (Headers{{u"X-C"_s, u"3"_s}}));
}

void tst_WebhookPage::headerErrorsStandInTheirRow()
{
    open([](StoredWebhook &stored) { stored.webhook.headers = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}}; });
    typeHeader(1, 0, u"x-a"_s);
    QTest::keyClick(openEditor(), Qt::Key_Enter);
    QTRY_VERIFY(the("headersError").isVisible());
    QVERIFY(the<QLabel>("headersError").text().contains(u"twice"));
    QVERIFY(!headers().model()->index(1, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    QVERIFY(headers().model()->index(0, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QCOMPARE(headers().currentIndex(), headers().model()->index(1, 0));
}

void tst_WebhookPage::anOpenEditorIsTakenAtTrigger()
{
    open();
    typeHeader(0, 0, u"X-Late"_s);
    QTest::keyClick(m_page.get(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(m_service->triggered.size(), 1);
    QVERIFY(m_service->triggered.last().webhook.headers == (Headers{{u"X-Late"_s, QString()}}));
}

void tst_WebhookPage::tabLeavesTheHeaders()
{
    open();
    headers().setFocus();
    headers().setCurrentIndex(headers().model()->index(0, 1));
    QTest::keyClick(&headers(), Qt::Key_F2);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_VERIFY(!headers().isAncestorOf(QApplication::focusWidget()) && !headers().hasFocus());
    // Also when nothing is being edited.
    headers().setFocus();
    QTest::keyClick(&headers(), Qt::Key_Tab);
    QVERIFY(!headers().hasFocus());
}

void tst_WebhookPage::eventBoxes()
{
    open();
    click(box("entry.update"));
    click(box("media.delete"));
    QVERIFY(m_page->hasUnsavedChanges());
    click(box("media.delete"));
    QTest::keyClick(&box("entry.draft-discard"), Qt::Key_Space);
    save();
    QCOMPARE(saved().events.names, (QStringList{u"entry.update"_s, u"entry.draft-discard"_s}));
    QVERIFY(box("entry.publish").toolTip().contains(u"publish", Qt::CaseInsensitive));
    QVERIFY(box("entry.publish").toolTip().contains(u"draft", Qt::CaseInsensitive));
}

void tst_WebhookPage::eventRows()
{
    open();
    QCheckBox &entry = rowBox(u"All Entry events"_s);
    QCheckBox &media = rowBox(u"All Media events"_s);
    QVERIFY(entry.isTristate());
    QCOMPARE(entry.checkState(), Qt::Unchecked);
    click(box("entry.create"));
    QCOMPARE(entry.checkState(), Qt::PartiallyChecked);
    click(entry); // some: all
    QCOMPARE(entry.checkState(), Qt::Checked);
    for (const char *name : {"entry.create", "entry.update", "entry.delete", "entry.publish", "entry.unpublish"})
        QVERIFY(box(name).isChecked());
    QVERIFY(!box("media.create").isChecked());
    click(entry); // all: none
    QCOMPARE(entry.checkState(), Qt::Unchecked);
    QVERIFY(!box("entry.create").isChecked());
    QTest::keyClick(&media, Qt::Key_Space); // none: all
    QCOMPARE(media.checkState(), Qt::Checked);
    click(box("media.update"));
    QCOMPARE(media.checkState(), Qt::PartiallyChecked);
    save();
    QCOMPARE(saved().events.names, (QStringList{u"media.create"_s, u"media.delete"_s}));
}

void tst_WebhookPage::allEvents()
{
    open([](StoredWebhook &stored) { stored.webhook.events.names = QStringList{u"entry.create"_s}; });
    click(box("allEventsBox"));
    QVERIFY(box("media.create").isChecked());
    QVERIFY(!box("media.create").isEnabled());
    save();
    QVERIFY(saved().events.all);
    m_service->answerSave();
    // Unticked, the old choice is back.
    click(box("allEventsBox"));
    QVERIFY(box("entry.create").isChecked());
    QVERIFY(!box("media.create").isChecked());
    QVERIFY(box("media.create").isEnabled());
    save();
    QVERIFY(!saved().events.all);
    QCOMPARE(saved().events.names, QStringList{u"entry.create"_s});
}

void tst_WebhookPage::eventSearch()
{
    open();
    auto &search = the<QLineEdit>("eventSearchEdit");
    type(search, u"publish"_s);
    QVERIFY(box("entry.publish").isVisible());
    QVERIFY(box("entry.unpublish").isVisible());
    QVERIFY(!box("entry.create").isVisible());
    QVERIFY(!rowBox(u"All Media events"_s).isVisible());
    type(search, u"MEDIA"_s);
    QVERIFY(box("media.create").isVisible());
    QVERIFY(!box("entry.publish").isVisible());
    // A row box means what is seen.
    type(search, u"media.upd"_s);
    click(rowBox(u"All Media events"_s));
    QVERIFY(box("media.update").isChecked());
    QVERIFY(!box("media.create").isChecked());
    type(search, QString());
    QVERIFY(box("entry.create").isVisible());
    QVERIFY(box("media.create").isVisible());
}

void tst_WebhookPage::anEmptySetIsSaidPlainly()
{
    open();
    QVERIFY(the("eventsNoteLabel").isVisible());
    QVERIFY(the<QLabel>("eventsNoteLabel").text().contains(u"only the Trigger button will use this webhook"));
    click(box("entry.create"));
    QVERIFY(!the("eventsNoteLabel").isVisible());
}

void tst_WebhookPage::unknownEventTypesAreKept()
{
    open([](StoredWebhook &stored) { stored.webhook.events.names = QStringList{u"order.paid"_s, u"entry.create"_s}; });
    QVERIFY(the("eventsNoteLabel").isVisible());
    QVERIFY(the<QLabel>("eventsNoteLabel").text().contains(u"order.paid"));
    click(box("entry.update"));
    click(rowBox(u"All Media events"_s));
    click(rowBox(u"All Media events"_s));
    save();
    QCOMPARE(m_service->saved.size(), 1);
    QVERIFY(saved().events.names.contains(u"order.paid"_s));
    QVERIFY(saved().events.names.contains(u"entry.update"_s));
}

void tst_WebhookPage::typesOfAnotherEditionAreKept()
{
    const auto releases = [](StoredWebhook &stored) { stored.webhook.events.names = QStringList{u"releases.publish"_s}; };
    open(releases);
    QVERIFY(!m_page->findChild<QCheckBox *>(u"releases.publish"_s));
    QVERIFY(the<QLabel>("eventsNoteLabel").text().contains(u"releases.publish"));
    click(box("entry.create"));
    save();
    QVERIFY(saved().events.names.contains(u"releases.publish"_s));
    Preferences preferences;
    preferences.edition = Edition::Enterprise;
    m_page->setPreferences(preferences);
    open(releases);
    QVERIFY(box("releases.publish").isChecked());
    QTRY_VERIFY(box("review-workflows.updateEntryStage").isVisible());
}

void tst_WebhookPage::timeout()
{
    open();
    auto &spin = the<QSpinBox>("timeoutBox");
    QCOMPARE(spin.minimum(), 1);
    QCOMPARE(spin.maximum(), 120);
    spin.setFocus();
    spin.selectAll();
    QTest::keyClicks(&spin, u"7"_s);
    save();
    QCOMPARE(saved().timeoutSeconds, 7);
}

void tst_WebhookPage::retrySchedules()
{
    open();
    auto &combo = the<QComboBox>("retryBox");
    QCOMPARE(combo.count(), 4);
    QVERIFY(combo.currentText().startsWith(u"Standard"));
    QVERIFY(!the("ownRetryEdit").isVisible());
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_Home);
    QCOMPARE(combo.currentText(), u"Off"_s);
    save();
    QVERIFY(saved().retry == RetrySchedule(RetrySchedule::Kind::Off));
    m_service->answerSave();
    QTest::keyClick(&combo, Qt::Key_Down);
    save();
    QVERIFY(saved().retry == RetrySchedule(RetrySchedule::Kind::Quick));
}

void tst_WebhookPage::ownRetrySchedule()
{
    open();
    auto &combo = the<QComboBox>("retryBox");
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_End);
    auto &own = the<QLineEdit>("ownRetryEdit");
    QVERIFY(own.isVisible());
    for (const QString &wrong : {u"five"_s, u"0"_s, u"604801"_s, u"1,,2"_s, QStringList(25, u"1"_s).join(u',')}) {
        type(own, wrong);
        save();
        QCOMPARE(m_service->saved.size(), 0);
        QVERIFY2(the("retryError").isVisible(), qPrintable(wrong));
        QVERIFY(own.hasFocus());
    }
    type(own, u"1, 5, 604800"_s);
    QVERIFY(!the("retryError").isVisible());
    save();
    using std::chrono::seconds;
    QVERIFY(saved().retry == RetrySchedule::custom({seconds(1), seconds(5), seconds(604800)}));
    // And back again, read from a stored one.
    open([](StoredWebhook &s) { s.webhook.retry = RetrySchedule::custom({seconds(1), seconds(60)}); });
    QVERIFY(own.isVisible());
    QCOMPARE(*RetrySchedule::fromText(own.text()), RetrySchedule::custom({seconds(1), seconds(60)}));
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPage::contentTypes()
{
    open();
    QVERIFY(!the("contentTypeNamesEdit").isVisible());
    auto &combo = the<QComboBox>("contentTypesBox");
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_Down);
    QVERIFY(the("contentTypeNamesEdit").isVisible());
    type(the<QLineEdit>("contentTypeNamesEdit"), u"address ,api::article.article,"_s);
    save();
    QVERIFY(!saved().contentTypes.all);
    QCOMPARE(saved().contentTypes.names, (QStringList{u"address"_s, u"api::article.article"_s}));
}

void tst_WebhookPage::contentTypesMayNotBeEmpty()
{
    open();
    auto &combo = the<QComboBox>("contentTypesBox");
    combo.setFocus();
    QTest::keyClick(&combo, Qt::Key_Down);
    save();
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(the("contentTypesError").isVisible());
    QVERIFY(the("contentTypeNamesEdit").hasFocus());
}

void tst_WebhookPage::tickingTwiceIsNoChange()
{
    open([](StoredWebhook &stored) { stored.webhook.events.names = {u"entry.create"_s, u"media.create"_s}; });
    box("entry.create").click();
    QVERIFY(m_page->hasUnsavedChanges());
    box("entry.create").click();
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookPage::aTimeoutBeyondTheLimitsIsSaid()
{
    open([](StoredWebhook &stored) {
        stored.webhook.timeoutSeconds = 500;
        stored.problems = validate(stored.webhook, catalogue());
    });
    QVERIFY(the<QLabel>("timeoutError").text().contains(u"120"));
    QVERIFY(!m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().timeoutSeconds, 120);
}

void tst_WebhookPage::whatHasNoFieldIsSaidAbove()
{
    open([](StoredWebhook &stored) { stored.problems = {{Field::File, Rule::FileDamaged, -1, false, u"odd"_s}}; });
    QVERIFY(the("bannerLabel").isVisible());
    QVERIFY(the<QLabel>("bannerLabel").text().contains(u"odd"));
}

void tst_WebhookPage::triggersTheFormAsItStands()
{
    const StoredWebhook stored = open();
    type(url(), u"http://127.0.0.1:9/x"_s);
    click(the("triggerButton"));
    QCOMPARE(m_service->triggered.size(), 1);
    const auto &order = m_service->triggered.last();
    QCOMPARE(order.webhook.url, u"http://127.0.0.1:9/x"_s);
    QCOMPARE(order.webhook.id, stored.webhook.id);
    QCOMPARE(order.event.payload, QByteArray(R"({"event":"trigger-test","createdAt":"2026-11-23T16:33:57.070Z"})"));
    QCOMPARE(m_service->saved.size(), 0);
    QVERIFY(m_page->hasUnsavedChanges());
}

void tst_WebhookPage::aRefusedTriggerReplacesTheLastAttempt()
{
    open();
    click(the("triggerButton"));
    const auto order = m_service->triggered.first();
    Q_EMIT m_service->attemptUpdated(answered(attemptTo(order.webhook, order.delivery, order.event), 200, "OK", "{}"));
    QVERIFY(the<QLabel>("stateLabel").text().startsWith(u"Success!"));

    the<QComboBox>("eventBox").setCurrentText(u"entry.create"_s);
    the<QPlainTextEdit>("payloadEdit").setPlainText(u"{\"event\":"_s);
    click(the("triggerButton"));
    QCOMPARE(m_service->triggered.size(), 1);
    QCOMPARE(the<QLabel>("stateLabel").text(), u"Invalid request"_s);
    QVERIFY(the<QLabel>("sentenceLabel").text().contains(u"not JSON"));
    QVERIFY(the<QPlainTextEdit>("receivedEdit").toPlainText().contains(u"No answer"));
}

void tst_WebhookPage::oneTriggerAtATime()
{
    open();
    the("triggerButton").setFocus();
    QTest::keyClick(&the("triggerButton"), Qt::Key_Space);
    QVERIFY(the("triggerButton").hasFocus());
    QTest::keyClick(&the("triggerButton"), Qt::Key_Space);
    m_page->trigger();
    QTest::keyClick(m_page.get(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(m_service->triggered.size(), 1);
    const auto order = m_service->triggered.first();
    Q_EMIT m_service->attemptUpdated(answered(attemptTo(order.webhook, order.delivery, order.event), 200, "OK", "{}"));
    click(the("triggerButton"));
    QCOMPARE(m_service->triggered.size(), 2);
}

QTEST_MAIN(tst_WebhookPage)
#include "tst_webhookpage.moc"
