// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "views/accessiblemenus.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface &accessible(QObject &object)
{
    QAccessibleInterface *found = QAccessible::queryAccessibleInterface(&object);
    if (!found)
        qFatal("Nothing is told about this object");
    return *found;
}

QString nameOf(QObject &object)
{
    return accessible(object).text(QAccessible::Name);
}

/// The names of the labels that are said to belong to a widget.
QStringList labelsOf(QWidget &widget)
{
    QStringList names;
    const auto relations = accessible(widget).relations(QAccessible::Label);
    for (const auto &[other, match] : relations)
        names.append(other->text(QAccessible::Name));
    return names;
}

/// Parts of other widgets: Qt's own helpers, which have no name of ours.
bool isOurs(const QWidget &widget)
{
    return !widget.objectName().isEmpty() && !widget.objectName().startsWith(u"qt_")
        && !qobject_cast<const QHeaderView *>(&widget) && !qobject_cast<const QScrollBar *>(&widget);
}

/// Whether a user does something with it.
bool isInteractive(const QWidget &widget)
{
    return qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QLineEdit *>(&widget)
        || qobject_cast<const QAbstractSpinBox *>(&widget) || qobject_cast<const QComboBox *>(&widget)
        || qobject_cast<const QAbstractItemView *>(&widget) || qobject_cast<const QPlainTextEdit *>(&widget);
}

} // namespace

/// What a screen reader hears and a keyboard reaches, by the interfaces that Qt gives to screen readers.
class tst_Accessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        exposeOpenMenus();
        QAccessible::setActive(true);
    }
    void init();
    void cleanup();
    void namesAndRoles_data();
    void namesAndRoles();
    void rowBoxesAreNamed();
    void labelledCombos_data();
    void labelledCombos();
    void everyControlHasAName_data() { pages(); }
    void everyControlHasAName();
    void everyFieldHasALabel_data() { pages(); }
    void everyFieldHasALabel();
    void objectNamesAreUnique_data() { pages(); }
    void objectNamesAreUnique();
    void mnemonicsAreUnique_data() { pages(); }
    void mnemonicsAreUnique();
    void tabReachesEverything_data() { pages(); }
    void tabReachesEverything();
    void tableOfWebhooks();
    void switchIsToldAsCheckable();
    void tableOfHeaders();
    void windowAndNavigation();
    void triggerStateIsALabelWithADescription();
    void errorsAreDescriptions();
    void contextMenuHasActions();
    void unsavedQuestion();
    void deleteQuestion();
    void unwrittenQuestion();
    void saveQuestion();
    void emptyStateButton();
    void nothingBlocks();

private:
    static void pages();
    void goTo(const QString &page);
    void goToSettings(const QString &page);
    void goToSecurity(const QString &page);
    void goToDeliveries(const QString &page);
    void goToEvents(const QString &page);
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    [[nodiscard]] QWidget &front() const;
    [[nodiscard]] QList<QWidget *> visibleControls() const;

    StillClock m_clock;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<MainWindow> m_window;
};

void tst_Accessibility::init()
{
    failOnWarnings();
    m_service = std::make_unique<FakePanelService>();
    m_prompts = std::make_unique<FakePrompts>();
    m_window = std::make_unique<MainWindow>(*m_service, *m_prompts, m_clock, catalogue(), QString());
    PanelContent content;
    StoredWebhook off = storedWebhook(u"Cache"_s);
    off.webhook.enabled = false;
    content.webhooks = {storedWebhook(u"Build"_s), off};
    content.preferences.edition = Edition::Enterprise;
    Q_EMIT m_service->loaded(content);
    QVERIFY(show(*m_window, {1200, 1300}));
}

void tst_Accessibility::cleanup()
{
    m_window.reset();
}

void tst_Accessibility::pages()
{
    QTest::addColumn<QString>("page");
    for (const char *page : {"list",
                             "undo",
                             "empty",
                             "form",
                             "form with everything",
                             "security",
                             "signature",
                             "trust",
                             "running",
                             "ended",
                             "certificate",
                             "find",
                             "deliveries",
                             "delivery",
                             "notice",
                             "purge",
                             "settings",
                             "settings with everything",
                             "settings that fail",
                             "damaged settings",
                             "import",
                             "send event",
                             "sent event",
                             "event types",
                             "event type dialog",
                             "content types",
                             "schema import",
                             "why not"})
        QTest::newRow(page) << QString::fromLatin1(page);
}

/// Brings the window into one of its states.
void tst_Accessibility::goTo(const QString &page)
{
    if (page == u"list")
        return;
    if (page == u"empty") {
        Q_EMIT m_service->loaded({});
        return;
    }
    if (page == u"damaged settings") {
        const Problem damage{Field::File, Rule::PreferencesDamaged, -1, false, u"hookpanel.ini"_s, Cause::ChecksumWrong};
        Q_EMIT m_service->preferencesStored({}, {damage});
        return;
    }
    if (page == u"import") {
        ImportPlan plan;
        plan.items.resize(2);
        plan.items[0].webhook = storedWebhook(u"New"_s).webhook;
        plan.items[0].notes = {{ImportNote::Kind::SecretMissing, u"Authorization"_s}};
        plan.items[1].webhook = storedWebhook(u"Another"_s).webhook;
        Q_EMIT m_service->importPlanned(plan);
        auto &dialog = the<QDialog>("ImportDialog");
        dialog.activateWindow(); // as a window manager does
        QTRY_VERIFY(dialog.isAncestorOf(QApplication::focusWidget()));
        return;
    }
    if (page.startsWith(u"settings")) {
        goToSettings(page);
        return;
    }
    if (page == u"deliveries" || page == u"delivery") {
        goToDeliveries(page);
        return;
    }
    if (page.contains(u" event") || page.startsWith(u"event") || page == u"content types" || page == u"schema import"
        || page == u"why not") {
        goToEvents(page);
        return;
    }
    if (page == u"notice") {
        Q_EMIT m_service->deliveryService.overdueFound(3);
        return;
    }
    if (page == u"purge") {
        Q_EMIT m_service->deliveryService.purgeAhead(3, QDateTime(QDate(2026, 11, 25), QTime(9, 30)));
        return;
    }
    if (page == u"undo") {
        Q_EMIT m_service->webhooksRemoved({{WebhookId::create(), u"Gone"_s, {}}});
        return;
    }
    auto &table = the<QTableView>("webhooksView");
    clickCell(table, table.model()->index(0, WebhookTableModel::EditColumn));
    QTRY_VERIFY(the("entry.create").isVisible());
    if (page == u"form")
        return;
    if (page == u"security" || page == u"signature" || page == u"trust") {
        goToSecurity(page);
        return;
    }
    the<QComboBox>("retryBox").setCurrentIndex(3);
    the<QComboBox>("contentTypesBox").setCurrentIndex(1);
    the<QComboBox>("eventBox").setCurrentIndex(1);
    if (page == u"form with everything")
        return;
    click(the("triggerButton"));
    const auto order = m_service->triggered.last();
    Attempt attempt = attemptTo(order.webhook, order.delivery, order.event);
    attempt.phase = Phase::Waiting;
    Q_EMIT m_service->attemptUpdated(attempt);
    if (page == u"running")
        return;
    Attempt ended = answered(attempt, 200, "OK", "{}");
    ended.tls.emplace();
    ended.tls->sha256 = "00ff";
    Q_EMIT m_service->attemptUpdated(ended);
    if (page == u"certificate")
        the<QTabBar>("timelineTabs").setCurrentIndex(1);
    if (page == u"find") {
        the("receivedEdit").setFocus();
        QTest::keyClick(&the("receivedEdit"), Qt::Key_F, Qt::ControlModifier);
    }
}

void tst_Accessibility::goToSecurity(const QString &page)
{
    const auto wait = [this](const char *name) {
        auto &dialog = the<QDialog>(name);
        dialog.activateWindow(); // as a window manager does
        QTRY_VERIFY(dialog.isAncestorOf(QApplication::focusWidget()));
    };
    if (page == u"trust") {
        click(the("triggerButton"));
        const auto order = m_service->triggered.last();
        Attempt attempt = ended(attemptTo(order.webhook, order.delivery, order.event), OutcomeKind::Tls, Phase::Securing, 3);
        attempt.tls.emplace();
        attempt.tls->sha256 = "00ff";
        Q_EMIT m_service->attemptUpdated(attempt);
        click(the("trustButton"));
        wait("TrustDialog");
        return;
    }
    the<QPushButton>("generateSecretButton").click();
    if (page == u"signature") {
        the<QPushButton>("checkSignatureButton").click();
        the<QComboBox>("checkWithBox").setCurrentIndex(1);
        wait("SignatureDialog");
        return;
    }
    the<QPushButton>("rotateSecretButton").click();
    the<QComboBox>("newSecretBox").setCurrentIndex(1);
    the<QComboBox>("trustBox").setCurrentIndex(1);
    the<QCheckBox>("clientBox").setChecked(true);
}

void tst_Accessibility::goToDeliveries(const QString &page)
{
    FakeDeliveryService &history = m_service->deliveryService;
    history.summary.deadLetters = 2;
    Delivery &delivery = history.add();
    delivery.state = DeliveryState::WaitingRetry;
    delivery.attempts = 2;
    const Webhook webhook = storedWebhook(u"Search index"_s).webhook;
    const Attempt attempt = attemptTo(webhook, delivery.id, {delivery.eventType, delivery.createdAt, "{}"});
    Attempt second = answered(attempt, 503, "Busy", "{}");
    second.number = 2;
    history.attempts.insert(delivery.id, {answered(attempt, 503, "Busy", "{}"), second});
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE(the<QTableView>("deliveriesView").model()->rowCount(), 1);
    if (page == u"delivery") {
        the<QTableView>("deliveriesView").selectRow(0);
        Q_EMIT history.resendProgress(1, 2, false);
        Q_EMIT history.exportProgress(1, 2);
    }
}

void tst_Accessibility::goToEvents(const QString &page)
{
    FakeEventService &events = m_service->eventService;
    ContentType article;
    article.uid = u"api::article.article"_s;
    article.displayName = u"Article"_s;
    EventKnowledge knowledge{catalogue(), {}, {}, {}};
    knowledge.contentTypes.insert(article);
    events.answer = EventCheck();
    events.answer->error = Error{ErrorCode::NotJson, {}, {}, 2, 3};
    events.answer->recipients = {{WebhookId::create(), u"Build"_s, {}, std::nullopt}};
    if (page == u"sent event")
        events.answer->error.reset();
    Q_EMIT events.knowledgeChanged(knowledge);
    const auto wait = [this](const char *name) {
        auto &dialog = the<QDialog>(name);
        dialog.activateWindow(); // as a window manager does
        QTRY_VERIFY(dialog.isAncestorOf(QApplication::focusWidget()));
    };
    if (page == u"why not") {
        goToDeliveries(u"deliveries"_s);
        m_service->deliveryService.events = {{EventId::create(), u"entry.create"_s, m_clock.now, 0, 1}};
        click(the("whyNotButton"));
        wait("WhyNotDialog");
        return;
    }
    goToScreen(*m_window, page.startsWith(u"sen") ? u"Send event"_s : u"Event types"_s);
    if (page == u"sent event") {
        click(the("sendEventButton"));
        Q_EMIT events.sent(events.sends.constLast().ticket, {});
    } else if (page == u"event type dialog") {
        click(the("addEventTypeButton"));
        wait("EventTypeDialog");
    } else if (page == u"content types" || page == u"schema import") {
        the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    }
    if (page == u"schema import") {
        click(the("importFilesButton"));
        m_prompts->name(QStringList{u"/a/order.json"_s});
        SchemaPlan plan;
        plan.paths = {u"/a/order.json"_s};
        plan.faults = {Error{ErrorCode::UidMissing, u"/a/order.json"_s}};
        Q_EMIT events.schemasPlanned(plan);
        wait("SchemaImportDialog");
    }
}

void tst_Accessibility::goToSettings(const QString &page)
{
    goToScreen(*m_window, u"Settings"_s);
    if (page == u"settings with everything") {
        the<QComboBox>("defaultRetryBox").setCurrentIndex(3);
        the<QComboBox>("proxyBox").setCurrentIndex(2);
        the<QComboBox>("themeBox").setCurrentIndex(2);
        Q_EMIT m_service->preferencesSaved(m_service->savedPreferences.constLast().preferences, {});
    } else if (page == u"settings that fail") {
        the<QComboBox>("themeBox").setCurrentIndex(2);
        Q_EMIT m_service->preferencesFailed({ErrorCode::CannotWrite, u"hookpanel.ini"_s, u"full"_s});
    }
}

/// What a user is in: the window, or the dialog that stands on it.
QWidget &tst_Accessibility::front() const
{
    QWidget *dialog = QApplication::activeModalWidget();
    return dialog ? *dialog : *m_window;
}

QList<QWidget *> tst_Accessibility::visibleControls() const
{
    QList<QWidget *> found;
    const auto widgets = front().findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (isOurs(*widget) && isInteractive(*widget) && widget->isVisible())
            found.append(widget);
    }
    return found;
}

void tst_Accessibility::namesAndRoles_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("object");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *page, const char *object, QAccessible::Role role, const QString &name) {
        QTest::addRow("%s: %s", page, object)
            << QString::fromLatin1(page) << QString::fromLatin1(object) << int(role) << name;
    };
    row("list", "searchEdit", QAccessible::EditableText, u"Search webhooks"_s);
    row("list", "createButton", QAccessible::PushButton, u"Create new webhook"_s);
    row("list", "webhooksView", QAccessible::Table, u"Webhooks"_s);
    row("list", "enableButton", QAccessible::PushButton, u"Enable"_s);
    row("list", "disableButton", QAccessible::PushButton, u"Disable"_s);
    row("list", "deleteButton", QAccessible::PushButton, u"Delete"_s);
    row("list", "navigation", QAccessible::List, u"Navigation"_s);
    row("deliveries", "deliverySearchEdit", QAccessible::EditableText, u"Search deliveries"_s);
    row("deliveries", "deliveriesView", QAccessible::Table, u"Deliveries"_s);
    row("deliveries", "resendButton", QAccessible::PushButton, u"Resend"_s);
    row("deliveries", "editAndResendButton", QAccessible::PushButton, u"Edit and resend"_s);
    row("deliveries", "retryButton", QAccessible::PushButton, u"Retry now"_s);
    row("deliveries", "stopRetryingButton", QAccessible::PushButton, u"Stop retrying"_s);
    row("notice", "dismissNoticeButton", QAccessible::PushButton, u"Dismiss"_s);
    row("purge", "purgeNowButton", QAccessible::PushButton, u"Remove now"_s);
    row("purge", "openRetentionButton", QAccessible::PushButton, u"Open settings"_s);
    row("purge", "dismissPurgeButton", QAccessible::PushButton, u"Dismiss"_s);
    row("undo", "undoButton", QAccessible::PushButton, u"Undo"_s);
    row("form", "backButton", QAccessible::PushButton, u"Back"_s);
    row("form", "triggerButton", QAccessible::PushButton, u"Trigger"_s);
    row("form", "saveButton", QAccessible::PushButton, u"Save"_s);
    row("form", "nameEdit", QAccessible::EditableText, u"Name"_s);
    row("form", "urlEdit", QAccessible::EditableText, u"URL"_s);
    row("form", "enabledBox", QAccessible::CheckBox, u"Enabled"_s);
    row("form", "standardSigningBox", QAccessible::CheckBox, u"Standard Webhooks"_s);
    row("form", "generateSecretButton", QAccessible::PushButton, u"Generate"_s);
    row("security", "signingKeysView", QAccessible::Table, u"Signing secrets"_s);
    row("security", "rotateSecretButton", QAccessible::PushButton, u"Rotate…"_s);
    row("security", "chooseClientKeyButton", QAccessible::PushButton, u"Choose the private key"_s);
    row("form", "headersView", QAccessible::Table, u"Headers"_s);
    row("form", "createHeaderButton", QAccessible::PushButton, u"Create new header"_s);
    row("form", "removeHeaderButton", QAccessible::PushButton, u"Remove header"_s);
    row("form", "allEventsBox", QAccessible::CheckBox, u"All events, future ones too"_s);
    row("form", "timeoutBox", QAccessible::SpinBox, u"Timeout"_s);
    for (const char *type :
         {"entry.create", "entry.update", "entry.delete", "entry.publish", "entry.unpublish", "entry.draft-discard",
          "media.create", "media.update", "media.delete", "review-workflows.updateEntryStage", "releases.publish"})
        row("form", type, QAccessible::CheckBox, QString::fromLatin1(type));
    row("form with everything", "payloadEdit", QAccessible::EditableText, u"Payload"_s);
    row("form", "effectiveEdit", QAccessible::EditableText, u"Effective request"_s);
    row("form", "copyRequestButton", QAccessible::PushButton, u"Copy"_s);
    row("ended", "saveBodyButton", QAccessible::PushButton, u"Save body…"_s);
    row("certificate", "certificateEdit", QAccessible::EditableText, u"Certificate"_s);
    row("find", "receivedEdit.wordsEdit", QAccessible::EditableText, u"Find in text"_s);
    row("find", "receivedEdit.nextButton", QAccessible::Button, u"Find next"_s);
    row("find", "receivedEdit.previousButton", QAccessible::Button, u"Find previous"_s);
    row("running", "cancelButton", QAccessible::PushButton, u"Cancel trigger"_s);
    row("settings", "defaultHeadersView", QAccessible::Table, u"Default headers"_s);
    row("settings", "createDefaultHeaderButton", QAccessible::PushButton, u"Create new header"_s);
    row("settings", "removeDefaultHeaderButton", QAccessible::PushButton, u"Remove header"_s);
    row("settings", "defaultTimeoutBox", QAccessible::SpinBox, u"Default timeout"_s);
    row("send event", "sendPayloadEdit", QAccessible::EditableText, u"Payload"_s);
    row("send event", "recipientsView", QAccessible::Table, u"Recipients"_s);
    row("event types", "eventTypesView", QAccessible::Table, u"Event types"_s);
    row("content types", "contentTypesView", QAccessible::Table, u"Content types"_s);
    row("settings", "retentionDaysBox", QAccessible::SpinBox, u"Keep deliveries for"_s);
    row("settings", "retentionCountBox", QAccessible::SpinBox, u"Keep at most"_s);
    row("settings", "attemptsAtOnceBox", QAccessible::SpinBox, u"Attempts at once"_s);
    row("settings with everything", "proxyAddressEdit", QAccessible::EditableText, u"Proxy address"_s);
    row("settings with everything", "settingsUndoButton", QAccessible::PushButton, u"Undo"_s);
    row("damaged settings", "openSettingsButton", QAccessible::PushButton, u"Open settings"_s);
    row("damaged settings", "dismissDamageButton", QAccessible::PushButton, u"Dismiss"_s);
    row("import", "importView", QAccessible::Table, u"Import"_s);
    row("import", "importDialogButton", QAccessible::PushButton, u"Import"_s);
    row("import", "importCancelButton", QAccessible::PushButton, u"Cancel"_s);
    row("settings that fail", "settingsRetryButton", QAccessible::PushButton, u"Try again"_s);
    row("ended", "sentEdit", QAccessible::EditableText, u"Request sent"_s);
    row("ended", "receivedEdit", QAccessible::EditableText, u"Response received"_s);
}

void tst_Accessibility::namesAndRoles()
{
    QFETCH(const QString, page);
    QFETCH(const QString, object);
    QFETCH(const int, role);
    QFETCH(const QString, name);
    goTo(page);
    auto &widget = the(object.toLatin1().constData());
    QVERIFY(widget.isVisible());
    QCOMPARE(nameOf(widget), name);
    QCOMPARE(int(accessible(widget).role()), role);
    const bool readOnly
        = QStringList{u"sentEdit"_s, u"receivedEdit"_s, u"effectiveEdit"_s, u"certificateEdit"_s}.contains(object);
    QCOMPARE(bool(accessible(widget).state().readOnly), readOnly);
}

void tst_Accessibility::rowBoxesAreNamed()
{
    goTo(u"form"_s);
    QStringList names;
    const auto boxes = m_window->findChildren<QCheckBox *>();
    for (QCheckBox *box : boxes) {
        if (box->isTristate() && box->isVisible())
            names.append(nameOf(*box));
    }
    QCOMPARE(names,
             (QStringList{u"All Entry events"_s, u"All Media events"_s, u"All Review workflows events"_s,
                          u"All Releases events"_s}));
}

void tst_Accessibility::labelledCombos_data()
{
    QTest::addColumn<QString>("object");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("page");
    const QString form = u"form"_s;
    QTest::newRow("retry") << u"retryBox"_s << u"Retry schedule"_s << form;
    QTest::newRow("event") << u"eventBox"_s << u"Event"_s << form;
    QTest::newRow("content types") << u"contentTypesBox"_s << u"Content types"_s << form;
    const QString deliveries = u"deliveries"_s;
    QTest::newRow("state") << u"deliveryStateBox"_s << u"State"_s << deliveries;
    QTest::newRow("webhook") << u"deliveryWebhookBox"_s << u"Webhook"_s << deliveries;
    QTest::newRow("event type") << u"deliveryEventTypeBox"_s << u"Event type"_s << deliveries;
    QTest::newRow("event to send") << u"sendEventBox"_s << u"Event"_s << u"send event"_s;
    QTest::newRow("content type") << u"sendContentTypeBox"_s << u"Content type"_s << u"send event"_s;
    const QString settings = u"settings"_s;
    QTest::newRow("payload format") << u"payloadFormatBox"_s << u"Payload format"_s << settings;
    QTest::newRow("edition") << u"editionBox"_s << u"Edition"_s << settings;
    QTest::newRow("default retry") << u"defaultRetryBox"_s << u"Default retry schedule"_s << settings;
    QTest::newRow("proxy") << u"proxyBox"_s << u"Proxy"_s << settings;
    QTest::newRow("theme") << u"themeBox"_s << u"Theme"_s << settings;
}

void tst_Accessibility::labelledCombos()
{
    QFETCH(const QString, object);
    QFETCH(const QString, label);
    QFETCH(const QString, page);
    goTo(page);
    auto &combo = the<QComboBox>(object.toLatin1().constData());
    QCOMPARE(accessible(combo).role(), QAccessible::ComboBox);
    QCOMPARE(labelsOf(combo), QStringList{label});
}

void tst_Accessibility::everyControlHasAName()
{
    QFETCH(const QString, page);
    goTo(page);
    const auto controls = visibleControls();
    QVERIFY(!controls.isEmpty());
    for (QWidget *control : controls)
        QVERIFY2(!nameOf(*control).trimmed().isEmpty(), qPrintable(control->objectName()));
}

void tst_Accessibility::everyFieldHasALabel()
{
    QFETCH(const QString, page);
    goTo(page);
    const auto controls = visibleControls();
    for (QWidget *control : controls) {
        const bool isField = qobject_cast<QLineEdit *>(control) || qobject_cast<QAbstractSpinBox *>(control)
            || qobject_cast<QComboBox *>(control) || qobject_cast<QPlainTextEdit *>(control);
        const bool isSearch = control->objectName().contains(u"search", Qt::CaseInsensitive)
            || control->objectName().endsWith(u".wordsEdit");
        if (isField && !isSearch)
            QVERIFY2(!labelsOf(*control).isEmpty(), qPrintable(control->objectName()));
    }
}

void tst_Accessibility::objectNamesAreUnique()
{
    QFETCH(const QString, page);
    goTo(page);
    QStringList seen;
    const auto widgets = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!isOurs(*widget))
            continue;
        QVERIFY2(!seen.contains(widget->objectName()), qPrintable(widget->objectName()));
        seen.append(widget->objectName());
    }
}

void tst_Accessibility::mnemonicsAreUnique()
{
    QFETCH(const QString, page);
    goTo(page);
    QHash<QString, QString> owner;
    const auto widgets = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *label = qobject_cast<const QLabel *>(widget);
        const QString text = button ? button->text() : label && label->buddy() ? label->text() : QString();
        const QString key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty())
            continue;
        QVERIFY2(!owner.contains(key), qPrintable(u"%1 of %2 and of %3"_s.arg(key, text, owner.value(key))));
        owner.insert(key, text);
    }
}

void tst_Accessibility::tabReachesEverything()
{
    QFETCH(const QString, page);
    goTo(page);
    QList<QWidget *> wanted;
    const auto controls = visibleControls();
    for (QWidget *control : controls) {
        if (control->isEnabled() && (control->focusPolicy() & Qt::TabFocus) && !control->focusProxy())
            wanted.append(control);
    }
    for (const auto key : {Qt::Key_Tab, Qt::Key_Backtab}) {
        (&front() == m_window.get() ? the("navigation") : *controls.first()).setFocus();
        QList<QWidget *> reached;
        for (int steps = 0; steps < 100; ++steps) {
            QWidget *focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (reached.contains(focus))
                break;
            reached.append(focus);
            QTest::keyClick(focus, key);
        }
        QStringList order;
        for (const QWidget *widget : std::as_const(reached))
            order.append(widget->objectName());
        const QString path = order.join(u' ');
        QVERIFY2(
            QApplication::focusWidget() == reached.first(),
            qPrintable(u"not back at the beginning but at %1: %2"_s.arg(QApplication::focusWidget()->objectName(), path)));
        for (QWidget *control : std::as_const(wanted))
            QVERIFY2(reached.contains(control), qPrintable(control->objectName() + u" is not reached: "_s + path));
        if (key != Qt::Key_Tab)
            continue;
        // From top to bottom: whoever follows the focus with the eye does not jump about the form.
        const auto comesBefore = [&order](const char *a, const char *b) {
            const qsizetype x = order.indexOf(QString::fromLatin1(a));
            const qsizetype y = order.indexOf(QString::fromLatin1(b));
            return x < 0 || y < 0 || x < y;
        };
        for (const auto &[a, b] : {std::pair("searchEdit", "webhooksView"),
                                   std::pair("webhooksView", "enableButton"),
                                   std::pair("enableButton", "undoButton"),
                                   std::pair("nameEdit", "urlEdit"),
                                   std::pair("urlEdit", "headersView"),
                                   std::pair("headersView", "createHeaderButton"),
                                   std::pair("createHeaderButton", "allEventsBox"),
                                   std::pair("allEventsBox", "entry.create"),
                                   std::pair("entry.create", "entry.update"),
                                   std::pair("entry.update", "media.create"),
                                   std::pair("media.create", "timeoutBox"),
                                   std::pair("eventSearchEdit", "timeoutBox"),
                                   std::pair("timeoutBox", "retryBox"),
                                   std::pair("retryBox", "ownRetryEdit"),
                                   std::pair("contentTypesBox", "eventBox"),
                                   std::pair("contentTypesBox", "copyRequestButton"),
                                   std::pair("copyRequestButton", "effectiveEdit"),
                                   std::pair("effectiveEdit", "eventBox"),
                                   std::pair("timelineTabs", "certificateEdit"),
                                   std::pair("certificateEdit", "sentEdit"),
                                   std::pair("answerTabs", "receivedEdit"),
                                   std::pair("eventBox", "payloadEdit"),
                                   std::pair("sentEdit", "receivedEdit"),
                                   std::pair("settingsRetryButton", "defaultHeadersView"),
                                   std::pair("defaultHeadersView", "defaultTimeoutBox"),
                                   std::pair("defaultRetryBox", "ownDefaultRetryEdit"),
                                   std::pair("payloadFormatBox", "editionBox"),
                                   std::pair("proxyBox", "proxyAddressEdit"),
                                   std::pair("proxyAddressEdit", "themeBox"),
                                   std::pair("themeBox", "settingsUndoButton")})
            QVERIFY2(comesBefore(a, b),
                     qPrintable(u"%1 comes after %2: %3"_s.arg(QLatin1String(a), QLatin1String(b), path)));
    }
}

void tst_Accessibility::tableOfWebhooks()
{
    QAccessibleInterface &view = accessible(the("webhooksView"));
    QAccessibleTableInterface *table = view.tableInterface();
    QVERIFY(table);
    QCOMPARE(table->rowCount(), 2);
    const QStringList columns{u"Name"_s,   u"URL"_s,    u"Events"_s, u"Last delivery"_s,
                              u"Health"_s, u"Status"_s, u"Edit"_s,   u"Delete"_s};
    QCOMPARE(table->columnCount(), columns.size());
    for (int column = 0; column < columns.size(); ++column) {
        QAccessibleInterface *cell = table->cellAt(0, column);
        QVERIFY(cell && cell->tableCellInterface());
        QVERIFY(!cell->text(QAccessible::Name).isEmpty());
        const auto headings = cell->tableCellInterface()->columnHeaderCells();
        QCOMPARE(headings.size(), 1);
        QCOMPARE(headings.first()->text(QAccessible::Name), columns.at(column));
    }
    QCOMPARE(table->cellAt(0, WebhookTableModel::NameColumn)->text(QAccessible::Name), u"Build"_s);
    QCOMPARE(table->cellAt(0, WebhookTableModel::EditColumn)->text(QAccessible::Name), u"Edit"_s);
    QCOMPARE(table->cellAt(0, WebhookTableModel::DeleteColumn)->text(QAccessible::Name), u"Delete"_s);
}

void tst_Accessibility::switchIsToldAsCheckable()
{
    QAccessibleTableInterface *table = accessible(the("webhooksView")).tableInterface();
    const auto cell = [table](int row) { return table->cellAt(row, WebhookTableModel::StatusColumn); };
    QCOMPARE(cell(0)->text(QAccessible::Name), u"Enabled"_s);
    QVERIFY(cell(0)->state().checkable);
    QVERIFY(cell(0)->state().checked);
    QCOMPARE(cell(1)->text(QAccessible::Name), u"Disabled"_s);
    QVERIFY(cell(1)->state().checkable);
    QVERIFY(!cell(1)->state().checked);
    QVERIFY(!table->cellAt(0, WebhookTableModel::NameColumn)->state().checkable);
}

void tst_Accessibility::tableOfHeaders()
{
    goTo(u"form"_s);
    QAccessibleTableInterface *table = accessible(the("headersView")).tableInterface();
    QVERIFY(table);
    QCOMPARE(table->columnCount(), 2);
    QCOMPARE(table->columnDescription(0), u"Name"_s);
    QCOMPARE(table->columnDescription(1), u"Value"_s);
    click(the("createHeaderButton"));
    QWidget *editor = QApplication::focusWidget();
    QVERIFY(qobject_cast<QLineEdit *>(editor));
    QCOMPARE(nameOf(*editor), u"Header name"_s);
}

void tst_Accessibility::windowAndNavigation()
{
    QCOMPARE(accessible(*m_window).role(), QAccessible::Window);
    QCOMPARE(nameOf(*m_window), u"Hookpanel"_s);
    QAccessibleInterface &list = accessible(the("navigation"));
    QCOMPARE(list.role(), QAccessible::List);
    QStringList screens;
    for (int row = 0; row < list.tableInterface()->rowCount(); ++row)
        screens.append(list.tableInterface()->cellAt(row, 0)->text(QAccessible::Name));
    QCOMPARE(screens, (QStringList{u"Webhooks"_s, u"Send event"_s, u"Deliveries"_s, u"Event types"_s, u"Settings"_s}));
    goTo(u"form"_s);
    QVERIFY(nameOf(*m_window).startsWith(u"Hookpanel"));
}

void tst_Accessibility::triggerStateIsALabelWithADescription()
{
    goTo(u"running"_s);
    QAccessibleInterface &state = accessible(the("stateLabel"));
    QCOMPARE(state.role(), QAccessible::StaticText);
    QCOMPARE(state.text(QAccessible::Description), u"Trigger state"_s);
    QVERIFY(state.text(QAccessible::Name).startsWith(u"Pending…"));
    const auto order = m_service->triggered.last();
    Q_EMIT m_service->attemptUpdated(answered(attemptTo(order.webhook, order.delivery, order.event), 503, "Busy", ""));
    QVERIFY(state.text(QAccessible::Name).startsWith(u"Error 503"));
}

void tst_Accessibility::errorsAreDescriptions()
{
    goTo(u"form"_s);
    the<QLineEdit>("urlEdit").setText(u"ftp://x"_s);
    click(the("saveButton"));
    QVERIFY(accessible(the("urlEdit")).text(QAccessible::Description).contains(u"https://"));
    QCOMPARE(nameOf(the("urlEdit")), u"URL"_s);
}

void tst_Accessibility::contextMenuHasActions()
{
    auto *menu = find(*m_window, "WebhooksPage").findChild<QMenu *>();
    QVERIFY(menu);
    QStringList names;
    const auto actions = menu->actions();
    for (const QAction *action : actions) {
        if (!action->isSeparator())
            names.append(action->text().remove(u'&'));
    }
    for (const QString &name : {u"Edit"_s, u"Trigger"_s, u"Enable"_s, u"Disable"_s, u"Copy URL"_s, u"Delete"_s})
        QVERIFY2(names.contains(name), qPrintable(name));

    // Whoever walks the tree from the application finds it while it is open.
    auto *application = QAccessible::queryAccessibleInterface(qApp);
    const int windows = application->childCount();
    the("webhooksView").setFocus();
    QTest::keyClick(&the("webhooksView"), Qt::Key_F10, Qt::ShiftModifier);
    QVERIFY(menu->isVisible());
    QCOMPARE(application->childCount(), windows + 1);
    QAccessibleInterface *opened = application->child(windows);
    QVERIFY(opened);
    QCOMPARE(opened->object(), menu);
    QCOMPARE(application->indexOfChild(opened), windows);
    QCOMPARE(opened->parent(), application);
    QCOMPARE(opened->text(QAccessible::Name), u"Actions"_s);
    QCOMPARE(opened->child(0)->text(QAccessible::Name), u"Edit"_s);
    opened->child(actions.size() - 1)->actionInterface()->doAction(QAccessibleActionInterface::pressAction()); // Delete
    QCOMPARE(m_service->removals.size(), 1);
    QVERIFY(!menu->isVisible());
    QCOMPARE(application->childCount(), windows);
}

void tst_Accessibility::unsavedQuestion()
{
    MessageBoxPrompts prompts;
    const auto ask = [&](const QString &button) {
        std::optional<UserPrompts::Unsaved> answer;
        prompts.askUnsaved(m_window.get(), [&answer](UserPrompts::Unsaved given) { answer = given; });
        auto *box = m_window->findChild<QMessageBox *>();
        if (!box || accessible(*box).role() != QAccessible::AlertMessage || answer)
            return answer;
        QStringList names;
        const auto buttons = box->buttons();
        for (QAbstractButton *candidate : buttons)
            names.append(nameOf(*candidate));
        names.sort();
        if (names != QStringList{u"Cancel"_s, u"Discard"_s, u"Save"_s})
            return answer;
        if (button.isEmpty())
            QTest::keyClick(box, Qt::Key_Escape);
        for (QAbstractButton *candidate : buttons) {
            if (nameOf(*candidate) == button)
                click(*candidate);
        }
        QCoreApplication::sendPostedEvents(box, QEvent::DeferredDelete);
        return answer;
    };
    QCOMPARE(ask(u"Save"_s), UserPrompts::Unsaved::Save);
    QCOMPARE(ask(u"Discard"_s), UserPrompts::Unsaved::Discard);
    QCOMPARE(ask(u"Cancel"_s), UserPrompts::Unsaved::Cancel);
    QCOMPARE(ask(QString()), UserPrompts::Unsaved::Cancel);
}

void tst_Accessibility::deleteQuestion()
{
    MessageBoxPrompts prompts;
    int agreed = 0;
    const auto ask = [&](const QString &button) {
        prompts.askDelete(m_window.get(), 3, [&agreed] { ++agreed; });
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box);
        QCOMPARE(accessible(*box).role(), QAccessible::AlertMessage);
        QVERIFY(box->text().contains(u'3'));
        QCOMPARE(box->buttons().size(), 2);
        const auto buttons = box->buttons();
        for (QAbstractButton *candidate : buttons) {
            if (nameOf(*candidate) == button)
                click(*candidate);
        }
        QVERIFY(!box->isVisible());
        QCoreApplication::sendPostedEvents(box, QEvent::DeferredDelete);
    };
    ask(u"Cancel"_s);
    QCOMPARE(agreed, 0);
    ask(u"Delete"_s);
    QCOMPARE(agreed, 1);
}

void tst_Accessibility::unwrittenQuestion()
{
    MessageBoxPrompts prompts;
    using Answer = UserPrompts::Unwritten;
    for (const auto &[button, expected] :
         {std::pair(u"Try again"_s, Answer::TryAgain), std::pair(u"Discard"_s, Answer::Discard),
          std::pair(u"Cancel"_s, Answer::Cancel)}) {
        std::optional<Answer> answer;
        prompts.askUnwritten(m_window.get(), {u"<b>A</b> failed."_s}, [&answer](Answer given) { answer = given; });
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box);
        QCOMPARE(accessible(*box).role(), QAccessible::AlertMessage);
        QVERIFY(nameOf(*box).contains(u"<b>A</b> failed.") || box->text() == u"<b>A</b> failed.");
        const auto buttons = box->buttons();
        QCOMPARE(buttons.size(), 3);
        for (QAbstractButton *candidate : buttons) {
            if (nameOf(*candidate) == button)
                click(*candidate);
        }
        QVERIFY(answer);
        QCOMPARE(*answer, expected);
        QCoreApplication::sendPostedEvents(box, QEvent::DeferredDelete);
    }
}

void tst_Accessibility::saveQuestion()
{
    const QTemporaryDir folder;
    MessageBoxPrompts prompts;
    QStringList named;
    const auto ask = [&] {
        prompts.askSaveFile(m_window.get(), u"response.json"_s, [&named](const QString &path) { named.append(path); });
        return m_window->findChild<QFileDialog *>();
    };
    QFileDialog *dialog = ask();
    QVERIFY(dialog);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    QVERIFY(dialog->selectedFiles().constFirst().endsWith(u"/response.json"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    QVERIFY(named.isEmpty());
    dialog = ask();
    QVERIFY(dialog);
    dialog->setDirectory(folder.path());
    dialog->selectFile(u"mine.json"_s);
    QMetaObject::invokeMethod(dialog, "accept");
    QCOMPARE(named, QStringList{folder.filePath(u"mine.json"_s)});
    QVERIFY(!dialog->isVisible());
    QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
}

void tst_Accessibility::emptyStateButton()
{
    goTo(u"empty"_s);
    int buttons = 0;
    const auto controls = visibleControls();
    for (QWidget *control : controls)
        buttons += nameOf(*control) == u"Create new webhook" ? 1 : 0;
    QCOMPARE(buttons, 1);
}

void tst_Accessibility::nothingBlocks()
{
    // Dialogs are opened, never executed (a nested event loop); main() alone may run the loop.
    const QRegularExpression exec(u"(?<!query\\.)\\bexec\\s*\\("_s); // a query to a database opens nothing
    const QRegularExpression comment(u"//[^\n]*"_s);
    const QRegularExpression process(u"processEvents"_s);
    QDirIterator files(QStringLiteral(SOURCE_ROOT "/src"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    int read = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        text.remove(comment);
        text.remove(u"query.exec()"_s); // of SQL, which runs no event loop
        ++read;
        QVERIFY2(!text.contains(process), qPrintable(file.fileName()));
        if (QFileInfo(file).fileName() != u"main.cpp") {
            const auto match = exec.match(text);
            QVERIFY2(!match.hasMatch(), qPrintable(file.fileName()));
        }
    }
    QVERIFY(read > 50);
}

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"
