// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "views/mainwindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The window: what stands where, how one gets from page to page, what is said when something fails.
class tst_MainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void asksForTheContentOnce();
    void titles();
    void profileNameInTheTitle();
    void loadedFillsTheList();
    void warningsAreSaid();
    void failureIsSaid();
    void lockedSecretsAreABarThatStays();
    void aFileForSecretsIsAskedAbout();
    void migratedSecretsAreToldOnce();
    void navigationHasOneEntryPerScreen();
    void createAndBack();
    void editAndBack();
    void navigationAsksToo_data();
    void navigationAsksToo();
    void triggerFromTheList();
    void storedAndRemovedReachTheList();
    void undoReachesTheService();
    void lastOutcomeReachesTheList();
    void failuresOfTheListAreSaid();
    void closingCleanClosesAtOnce();
    void closingAsksAboutAHeaderThatIsBeingTyped();
    void aListThatCannotBeReadIsSaid();
    void closingAsks_data();
    void closingAsks();
    void closingWaitsForWhatIsOnItsWay();
    void closingAsksAboutWhatCouldNotBeWritten_data();
    void closingAsksAboutWhatCouldNotBeWritten();
    void damagedSettingsStaySaid();
    void aScreenReaderGoesToAPage();
    void closingAsksAboutASettingThatKeepsNoRule();
    void aSwitchOfADamagedFileIsSaid();
    void aMendedFileIsSaid();
    void preferencesReachTheForm();
    void keepsItsPageAndRowsWhenLoadedAgain();
    void changesOfAnotherProgramComeWithTheFocus();
    void manyChangesAtOnceKeepTheSelection();
    void preferencesOfOthersDisturbNothing();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    [[nodiscard]] bool isOnList() { return the<QStackedWidget>("pages").currentWidget()->objectName() == u"WebhooksPage"; }
    QTableView &table() { return the<QTableView>("webhooksView"); }
    void edit(int row);

    StillClock m_clock;
    StoredWebhook m_audit;
    StoredWebhook m_build;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<MainWindow> m_window;
};

void tst_MainWindow::init()
{
    failOnWarnings();
    m_service = std::make_unique<FakePanelService>();
    m_prompts = std::make_unique<FakePrompts>();
    m_window = std::make_unique<MainWindow>(*m_service, *m_prompts, m_clock, catalogue(), QString());
    m_audit = storedWebhook(u"Audit"_s);
    m_build = storedWebhook(u"Build"_s);
    PanelContent content;
    content.webhooks = {m_build, m_audit};
    Q_EMIT m_service->loaded(content);
    QVERIFY(show(*m_window));
}

void tst_MainWindow::cleanup()
{
    m_window.reset();
}

void tst_MainWindow::edit(int row)
{
    clickCell(table(), table().model()->index(row, WebhookTableModel::EditColumn));
}

void tst_MainWindow::asksForTheContentOnce()
{
    QCOMPARE(m_service->loads, 1);
}

void tst_MainWindow::titles()
{
    QCOMPARE(m_window->windowTitle(), u"Hookpanel"_s);
    edit(1);
    QCOMPARE(m_window->windowTitle(), u"Hookpanel – Build"_s);
    click(the("backButton"));
    QCOMPARE(m_window->windowTitle(), u"Hookpanel"_s);
    click(the("createButton"));
    QCOMPARE(m_window->windowTitle(), u"Hookpanel – Create a webhook"_s);
}

void tst_MainWindow::profileNameInTheTitle()
{
    const MainWindow window(*m_service, *m_prompts, m_clock, catalogue(), u"staging"_s);
    QCOMPARE(window.windowTitle(), u"Hookpanel – staging"_s);
}

void tst_MainWindow::loadedFillsTheList()
{
    QVERIFY(isOnList());
    QCOMPARE(table().model()->rowCount(), 2);
    QCOMPARE(table().model()->index(0, 0).data().toString(), u"Audit"_s);
    QVERIFY(table().hasFocus());
    QCOMPARE(table().currentIndex().row(), 0);
    QVERIFY(!the("statusBar").isVisible());
}

void tst_MainWindow::warningsAreSaid()
{
    PanelContent content;
    content.problems = {{Field::DefaultHeaders, Rule::ValueUnreadable, -1, false, u"headers/default"_s}};
    Q_EMIT m_service->loaded(content);
    QVERIFY(the("damageBar").isVisible());
    QCOMPARE(the<QLabel>("damageLabel").text(), Words::of(content.problems.first()));
    QVERIFY(the("emptyState").isVisible());
}

void tst_MainWindow::failureIsSaid()
{
    Error error;
    error.code = ErrorCode::CannotRead;
    error.subject = u"webhooks"_s;
    error.detail = u"permission denied"_s;
    Q_EMIT m_service->failed(error);
    QVERIFY(the("statusBar").isVisible());
    QVERIFY(the<QStatusBar>("statusBar").currentMessage().contains(u"“webhooks” cannot be read: permission denied"));
}

void tst_MainWindow::lockedSecretsAreABarThatStays()
{
    QVERIFY(!the("secretsBar").isVisible());
    const Error locked{ErrorCode::SecretsLocked};
    Q_EMIT m_service->secretsUnreadable(locked);
    QVERIFY(the("secretsBar").isVisible());
    QCOMPARE(the<QLabel>("secretsLabel").text(), Words::of(locked));
    QVERIFY(the<QLabel>("secretsLabel").text().contains(u"deliveries wait"));
    QVERIFY(!the("dismissSecretsButton").isVisible());
    click(the("readSecretsButton"));
    QCOMPARE(m_service->secretReadings, 1);
    QVERIFY(the("secretsBar").isVisible()); // until they can be read
    Q_EMIT m_service->secretsReadable();
    QVERIFY(!the("secretsBar").isVisible());
}

void tst_MainWindow::aFileForSecretsIsAskedAbout()
{
    for (const bool mayUseFile : {false, true}) {
        Q_EMIT m_service->secretsNeedConsent(Error{ErrorCode::SecretsUnavailable, u"/home/admin/secrets.json"_s});
        QCOMPARE(m_prompts->secretQuestions.last(), QDir::toNativeSeparators(u"/home/admin/secrets.json"_s));
        m_prompts->answerSecrets(mayUseFile);
        QCOMPARE(m_service->secretAnswers.last(), mayUseFile);
    }
}

void tst_MainWindow::migratedSecretsAreToldOnce()
{
    Q_EMIT m_service->secretsMigrated(2, true);
    QVERIFY(the("noticeBar").isVisible());
    const QString said = the<QLabel>("noticeLabel").text();
    QVERIFY(said.contains(u"2 webhook"));
    QVERIFY(said.contains(u"default headers"));
    click(the("dismissNoticeButton"));
    QVERIFY(!the("noticeBar").isVisible());
}

void tst_MainWindow::navigationHasOneEntryPerScreen()
{
    const auto &navigation = the<QListWidget>("navigation");
    QCOMPARE(navigation.accessibleName(), u"Navigation"_s);
    QCOMPARE(navigation.item(0)->text(), u"Webhooks"_s);
    for (int row = 0; row < navigation.count(); ++row)
        QVERIFY(!navigation.item(row)->text().isEmpty() && !navigation.item(row)->icon().isNull());
}

void tst_MainWindow::createAndBack()
{
    click(the("createButton"));
    QVERIFY(!isOnList());
    QVERIFY(the("nameEdit").hasFocus());
    click(the("backButton"));
    QVERIFY(isOnList());
    QCOMPARE(m_prompts->unsavedQuestions, 0);
    QVERIFY(table().hasFocus());
}

void tst_MainWindow::editAndBack()
{
    edit(1);
    QVERIFY(!isOnList());
    QCOMPARE(the<QLineEdit>("nameEdit").text(), u"Build"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QVERIFY(isOnList());
    QTest::keyClick(&table(), Qt::Key_Return);
    QVERIFY(!isOnList());
}

void tst_MainWindow::navigationAsksToo_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by click") << false;
    QTest::newRow("by key") << true;
}

void tst_MainWindow::navigationAsksToo()
{
    QFETCH(const bool, byKey);
    edit(1);
    QTest::keyClicks(&the("nameEdit"), u"x"_s);
    auto &navigation = the<QListWidget>("navigation");
    if (byKey) {
        navigation.setFocus();
        QTest::keyClick(&navigation, Qt::Key_Return);
    } else {
        clickCell(navigation, navigation.model()->index(0, 0));
    }
    QVERIFY(!isOnList());
    QCOMPARE(m_prompts->unsavedQuestions, 1);
    m_prompts->answer(UserPrompts::Unsaved::Discard);
    QVERIFY(isOnList());
}

void tst_MainWindow::triggerFromTheList()
{
    table().setCurrentIndex(table().model()->index(1, 0));
    auto *page = m_window->findChild<QWidget *>(u"WebhooksPage"_s);
    QVERIFY(QMetaObject::invokeMethod(page, "triggerRequested", Q_ARG(hookpanel::WebhookId, m_build.webhook.id)));
    QVERIFY(!isOnList());
    QCOMPARE(m_service->triggered.size(), 1);
    QCOMPARE(m_service->triggered.first().webhook.id, m_build.webhook.id);
    QVERIFY(the("stateLabel").isVisible());
}

void tst_MainWindow::storedAndRemovedReachTheList()
{
    Q_EMIT m_service->webhookStored(storedWebhook(u"Cache"_s));
    QCOMPARE(table().model()->rowCount(), 3);
    m_audit.webhook.enabled = false;
    Q_EMIT m_service->webhookStored(m_audit);
    QCOMPARE(table().model()->index(0, WebhookTableModel::StatusColumn).data().toString(), u"Disabled"_s);
    Q_EMIT m_service->webhooksRemoved({{m_audit.webhook.id, u"Audit"_s, {}}, {m_build.webhook.id, u"Build"_s, {}}});
    QCOMPARE(table().model()->rowCount(), 1);
}

void tst_MainWindow::undoReachesTheService()
{
    Q_EMIT m_service->webhooksRemoved({{m_audit.webhook.id, u"Audit"_s, "x"}});
    click(the("undoButton"));
    QCOMPARE(m_service->restored.size(), 1);
    Q_EMIT m_service->webhookStored(m_audit);
    QCOMPARE(table().model()->rowCount(), 2);
}

void tst_MainWindow::lastOutcomeReachesTheList()
{
    const Attempt attempt = attemptTo(m_audit.webhook, DeliveryId::create(), makeTestEvent(m_clock.now));
    const QModelIndex last = table().model()->index(0, WebhookTableModel::LastDeliveryColumn);
    Q_EMIT m_service->attemptUpdated(attempt);
    QCOMPARE(last.data().toString(), u"never"_s);
    Q_EMIT m_service->attemptUpdated(answered(attempt, 503, "Service Unavailable", "{}"));
    QCOMPARE(last.data().toString(), u"✗ 503 · 84 ms"_s);
}

void tst_MainWindow::failuresOfTheListAreSaid()
{
    clickCell(table(), table().model()->index(0, WebhookTableModel::StatusColumn));
    QCOMPARE(m_service->switched.size(), 1);
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.subject = u"a.ini"_s;
    error.detail = u"disk full"_s;
    Q_EMIT m_service->webhookFailed(m_audit.webhook.id, error);
    QVERIFY(the("failureBar").isVisible());
    QVERIFY(the<QLabel>("failureLabel").text().contains(u"disk full"));
    QVERIFY(!the("statusBar").isVisible()); // said once
    click(the("tryAgainButton"));
    QCOMPARE(m_service->switched.size(), 2);
    edit(0); // the list is out of sight: the status bar says it
    Q_EMIT m_service->webhookFailed(m_audit.webhook.id, error);
    QVERIFY(the<QStatusBar>("statusBar").currentMessage().contains(u"disk full"));
    QCOMPARE(table().model()->index(0, WebhookTableModel::StatusColumn).data().toString(), u"Enabled"_s);
}

void tst_MainWindow::closingCleanClosesAtOnce()
{
    edit(0);
    QVERIFY(m_window->close());
    QCOMPARE(m_prompts->unsavedQuestions, 0);
    QVERIFY(!m_window->isVisible());
}

void tst_MainWindow::closingAsksAboutAHeaderThatIsBeingTyped()
{
    edit(0);
    click(the("createHeaderButton"));
    QTest::keyClicks(QApplication::focusWidget(), u"X-Stage"_s);
    QVERIFY(!m_window->close());
    QCOMPARE(m_prompts->unsavedQuestions, 1);
}

void tst_MainWindow::aListThatCannotBeReadIsSaid()
{
    FakePanelService service;
    MainWindow window(service, *m_prompts, m_clock, catalogue(), {});
    QVERIFY(show(window));
    Q_EMIT service.failed(Error{ErrorCode::CannotRead, u"webhooks"_s, u"no permission"_s});
    QVERIFY(find<QLabel>(window, "emptyLabel").text().contains(u"no permission"));
}

void tst_MainWindow::closingAsks_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closed");
    QTest::newRow("save") << int(UserPrompts::Unsaved::Save) << true;
    QTest::newRow("discard") << int(UserPrompts::Unsaved::Discard) << true;
    QTest::newRow("cancel") << int(UserPrompts::Unsaved::Cancel) << false;
}

void tst_MainWindow::closingAsks()
{
    QFETCH(const int, answer);
    QFETCH(const bool, closed);
    edit(0);
    QTest::keyClicks(&the("nameEdit"), u" 2"_s);
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_prompts->unsavedQuestions, 1);
    m_prompts->answer(UserPrompts::Unsaved(answer));
    if (answer == int(UserPrompts::Unsaved::Save)) {
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_service->saved.size(), 1);
        QCOMPARE(m_service->saved.first().webhook.name, u"Audit 2"_s);
        m_service->answerSave();
    }
    QCOMPARE(m_window->isVisible(), !closed);
}

void tst_MainWindow::preferencesReachTheForm()
{
    PanelContent content;
    content.preferences.edition = Edition::Enterprise;
    content.preferences.timeoutSeconds = 3;
    Q_EMIT m_service->loaded(content);
    click(the("createFirstButton"));
    QVERIFY(m_window->findChild<QCheckBox *>(u"releases.publish"_s));
    QCOMPARE(the("timeoutBox").property("value").toInt(), 3);
}

void tst_MainWindow::keepsItsPageAndRowsWhenLoadedAgain()
{
    edit(1);
    QTest::keyClicks(&the("nameEdit"), u" 2"_s);
    PanelContent content;
    content.webhooks = {m_build, m_audit};
    Q_EMIT m_service->loaded(content);
    QVERIFY(!isOnList());
    QCOMPARE(the<QLineEdit>("nameEdit").text(), u"Build 2"_s);
}

void tst_MainWindow::changesOfAnotherProgramComeWithTheFocus()
{
    the<QTableView>("webhooksView").selectRow(1);
    const int before = m_service->loads;
    QWidget other;
    QVERIFY(show(other));
    QTRY_VERIFY(!m_window->isActiveWindow());
    m_window->activateWindow();
    QTRY_COMPARE(m_service->loads, before + 1);

    PanelContent content;
    StoredWebhook added = m_audit;
    added.webhook.id = WebhookId::create();
    added.webhook.name = u"Added"_s;
    StoredWebhook changed = m_build;
    changed.webhook.url = u"http://127.0.0.1:9/changed"_s;
    content.webhooks = {added, changed}; // m_audit is gone
    Q_EMIT m_service->loaded(content);
    const auto &model = *the<QTableView>("webhooksView").model();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, WebhookTableModel::NameColumn).data().toString(), u"Added"_s);
    QCOMPARE(model.index(1, WebhookTableModel::UrlColumn).data().toString(), changed.webhook.url);
    const auto selected = the<QTableView>("webhooksView").selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().row(), 1);
}

void tst_MainWindow::manyChangesAtOnceKeepTheSelection()
{
    PanelContent content;
    for (int i = 0; i < 1000; ++i)
        content.webhooks.append(storedWebhook(u"Webhook %1"_s.arg(i)));
    content.webhooks.append(m_audit);
    clickCell(table(), table().model()->index(0, WebhookTableModel::UrlColumn));
    QSignalSpy inserted(table().model(), &QAbstractItemModel::rowsInserted);
    Q_EMIT m_service->loaded(content);
    QCOMPARE(table().model()->rowCount(), 1001);
    QCOMPARE(inserted.size(), 0); // not one row after the other
    QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), m_audit.webhook.name);
    QVERIFY(table().selectionModel()->isRowSelected(table().currentIndex().row()));
}

void tst_MainWindow::closingWaitsForWhatIsOnItsWay()
{
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Space);
    m_window->close();
    QVERIFY(m_window->isVisible());
    StoredWebhook off = m_audit;
    off.webhook.enabled = false;
    Q_EMIT m_service->webhookStored(off);
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(m_prompts->unwrittenQuestions.isEmpty());
}

void tst_MainWindow::closingAsksAboutWhatCouldNotBeWritten_data()
{
    QTest::addColumn<bool>("ofTheSettings");
    QTest::newRow("webhook") << false;
    QTest::newRow("setting") << true;
}

void tst_MainWindow::closingAsksAboutWhatCouldNotBeWritten()
{
    QFETCH(const bool, ofTheSettings);
    const Error full{ErrorCode::CannotWrite, u"/p/a.ini"_s, u"full"_s};
    const auto fail = [&] {
        if (ofTheSettings)
            Q_EMIT m_service->preferencesFailed(full);
        else
            Q_EMIT m_service->webhookFailed(m_audit.webhook.id, full);
    };
    if (ofTheSettings) {
        clickCell(the<QListWidget>("navigation"), the<QListWidget>("navigation").model()->index(1, 0));
        the<QComboBox>("themeBox").setCurrentIndex(2);
    } else {
        table().setCurrentIndex(table().model()->index(0, 0));
        QTest::keyClick(&table(), Qt::Key_Space);
    }
    fail();
    m_window->close();
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_prompts->unwrittenQuestions.size(), 1);
    QVERIFY(m_prompts->unwrittenQuestions.last().first().contains(ofTheSettings ? u"setting" : u"Audit"));

    m_prompts->answer(UserPrompts::Unwritten::Cancel);
    QVERIFY(m_window->isVisible());
    m_window->close();
    m_prompts->answer(UserPrompts::Unwritten::TryAgain);
    fail(); // once more
    QTRY_COMPARE(m_prompts->unwrittenQuestions.size(), 3);
    QVERIFY(m_window->isVisible());
    m_prompts->answer(UserPrompts::Unwritten::TryAgain);
    if (ofTheSettings) {
        Q_EMIT m_service->preferencesSaved(m_service->savedPreferences.last().preferences, {});
    } else {
        StoredWebhook off = m_audit;
        off.webhook.enabled = false;
        Q_EMIT m_service->webhookStored(off);
    }
    QTRY_VERIFY(!m_window->isVisible());

    m_window->show();
    if (ofTheSettings)
        the<QComboBox>("themeBox").setCurrentIndex(1);
    else
        QTest::keyClick(&table(), Qt::Key_Space);
    fail();
    m_window->close();
    QVERIFY(m_window->isVisible());
    m_prompts->answer(UserPrompts::Unwritten::Discard);
    QVERIFY(!m_window->isVisible());
}

void tst_MainWindow::damagedSettingsStaySaid()
{
    QWidget &bar = the("damageBar");
    QVERIFY(!bar.isVisible());
    const Problem damage{Field::File, Rule::PreferencesDamaged, -1, false, u"/p/hookpanel.ini"_s, Cause::ChecksumWrong};
    Q_EMIT m_service->preferencesStored({}, {damage});
    QVERIFY(bar.isVisible());
    QVERIFY(the<QLabel>("damageLabel").text().contains(u"/p/hookpanel.ini"));
    QVERIFY(table().hasFocus()); // nobody is interrupted
    click(the("openSettingsButton"));
    QVERIFY(the("settingsTitleLabel").isVisible());
    QVERIFY(!bar.isVisible()); // the page says it itself
    auto &navigation = the<QListWidget>("navigation");
    clickCell(navigation, navigation.model()->index(0, 0));
    QVERIFY(bar.isVisible());
    click(the("dismissDamageButton"));
    QVERIFY(!bar.isVisible());
    Q_EMIT m_service->preferencesStored({}, {damage});
    QVERIFY(!bar.isVisible()); // the same
    Q_EMIT m_service->preferencesUnreadable({ErrorCode::CannotRead, u"/p/hookpanel.ini"_s, {}, 0, 0, {}, Cause::IsFolder});
    QVERIFY(bar.isVisible());
    Q_EMIT m_service->preferencesSaved({}, {});
    QVERIFY(!bar.isVisible());
}

/// The mark of a damaged file goes when its switch is moved; that there is a copy is said. Another program's writing is its
/// own matter.
/// As the accessibility interface does it: the item is chosen, nothing is clicked and the focus is elsewhere.
void tst_MainWindow::aScreenReaderGoesToAPage()
{
    auto &navigation = the<QListWidget>("navigation");
    auto &pages = the<QStackedWidget>("pages");
    QVERIFY(!navigation.hasFocus());
    const QWidget *list = pages.currentWidget();
    navigation.item(navigation.count() - 1)->setSelected(true);
    QVERIFY(pages.currentWidget() != list);
    QCOMPARE(navigation.currentRow(), navigation.count() - 1);
    QVERIFY(!navigation.hasFocus());
    navigation.item(0)->setSelected(true);
    QCOMPARE(pages.currentWidget(), list);
}

/// What was typed and cannot be taken is not dropped with the window.
void tst_MainWindow::closingAsksAboutASettingThatKeepsNoRule()
{
    goToScreen(*m_window, u"Settings"_s);
    the<QComboBox>("proxyBox").setCurrentIndex(2);
    auto &address = the<QLineEdit>("proxyAddressEdit");
    address.setFocus();
    QTest::keyClicks(&address, u"ftp://proxy.example"_s);
    goToScreen(*m_window, u"Webhooks"_s);
    m_window->close();
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_prompts->unwrittenQuestions.size(), 1);
    m_prompts->answer(UserPrompts::Unwritten::TryAgain); // there is nothing to try: it has to be corrected
    QVERIFY(m_window->isVisible());
    QVERIFY(address.isVisible());
    QCOMPARE(address.text(), u"ftp://proxy.example"_s);
    m_window->close();
    QCOMPARE(m_prompts->unwrittenQuestions.size(), 2);
    m_prompts->answer(UserPrompts::Unwritten::Discard);
    QVERIFY(!m_window->isVisible());
}

/// The switch of a damaged webhook mends nothing else: the mark stays, and it is said where the copy is.
void tst_MainWindow::aSwitchOfADamagedFileIsSaid()
{
    StoredWebhook damaged = m_audit;
    damaged.problems = {{Field::File, Rule::FileDamaged, -1, false, u"/p/a.ini"_s, Cause::EntriesMissing}};
    Q_EMIT m_service->webhookStored(damaged);
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Space);
    damaged.webhook.enabled = false;
    damaged.keptCopy = u"/p/a.ini.damaged-20261124"_s;
    Q_EMIT m_service->webhookStored(damaged);
    const QString said = the<QLabel>("noticeLabel").text();
    QVERIFY2(said.contains(u"stays marked") && said.contains(damaged.keptCopy), qPrintable(said));
}

void tst_MainWindow::aMendedFileIsSaid()
{
    StoredWebhook damaged = m_audit;
    damaged.problems = {{Field::File, Rule::FileDamaged, -1, false, u"/p/a.ini"_s, Cause::EntriesMissing}};
    Q_EMIT m_service->webhookStored(damaged);
    Q_EMIT m_service->webhookStored(m_audit);
    QVERIFY(the("noticeBar").isHidden());
    Q_EMIT m_service->webhookStored(damaged);
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Space);
    StoredWebhook off = m_audit;
    off.webhook.enabled = false;
    off.keptCopy = u"/p/a.ini.damaged-20261124"_s;
    Q_EMIT m_service->webhookStored(off);
    const QString said = the<QLabel>("noticeLabel").text();
    QVERIFY2(said.contains(u"“Audit”") && said.contains(off.keptCopy), qPrintable(said));
}

/// What another program sets is taken over; what is being typed, ticked and chosen stays.
void tst_MainWindow::preferencesOfOthersDisturbNothing()
{
    edit(0);
    the<QLineEdit>("nameEdit").setText(u"Being typed"_s);
    the<QCheckBox>("media.create").setChecked(true);
    the<QComboBox>("eventBox").setCurrentText(u"entry.update"_s);
    the<QPlainTextEdit>("payloadEdit").setPlainText(u"{\"event\":\"entry.update\"}"_s);
    the<QLineEdit>("urlEdit").setFocus();
    Preferences preferences;
    preferences.edition = Edition::Enterprise;
    preferences.timeoutSeconds = 77;
    Q_EMIT m_service->preferencesStored(preferences, {});
    QVERIFY(m_window->findChild<QCheckBox *>(u"releases.publish"_s)); // taken over
    QCOMPARE(the<QLineEdit>("nameEdit").text(), u"Being typed"_s);
    QVERIFY(the<QCheckBox>("media.create").isChecked());
    QCOMPARE(the<QComboBox>("eventBox").currentText(), u"entry.update"_s);
    QCOMPARE(the<QPlainTextEdit>("payloadEdit").toPlainText(), u"{\"event\":\"entry.update\"}"_s);
    QVERIFY(the<QLineEdit>("urlEdit").hasFocus());
    QCOMPARE(the<QSpinBox>("timeoutBox").value(), m_audit.webhook.timeoutSeconds);
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
