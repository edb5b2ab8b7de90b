// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "models/deliverytablemodel.h"
#include "support/scene.h"
#include "views/buttonsmenu.h"
#include "views/deliverydelegate.h"
#include "views/webhooksmenu.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = DeliveryTableModel;

namespace {

Outcome outcomeOf(OutcomeKind kind, int status = 0)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.status = status;
    return outcome;
}

} // namespace

/// The screen of deliveries on a history in memory.
class tst_DeliveriesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_scene.reset(); }
    void rowsAndColumns();
    void filters_data();
    void filters();
    void search();
    void deliveriesOfAWebhook();
    void actionsSuitTheStates_data();
    void actionsSuitTheStates();
    void ordersGoToWhatIsSelected();
    void focusStaysOnItsRow();
    void placeStaysWhileRowsArrive();
    void whatOthersChangedIsMergedIn();
    void emptyStates();
    void deadLetters();
    void attemptsAsTabs();
    void liveAttempt();
    void attemptOfAnotherProcess();
    void saysWhatWasSentAgain();
    void copiesWithoutSecrets();
    void copiesWithSecretsWhenAsked();
    void testsAreNotSentAgain();
    void saysForWhatItWaits();
    void followsWhatIsShown();
    void whatIsSaidMovesNothing();
    void editAndResend();
    void exports_data();
    void exports();
    void refusalIsSaid();
    void noticesStay();
    void purgeIsSaidBefore();
    void menu_data();
    void menu();
    void menuFollowsTheButtons();
    void rightToLeftKeepsTheOrderOfWords();
    void bigNumbers();
    void partsHaveNamesOfTheirOwn();
    void scrollsWhereThereIsLittleRoom();
    void keyboard();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(m_scene->window, name); }
    QTableView &table() { return the<QTableView>("deliveriesView"); }
    [[nodiscard]] QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    void openPage();
    void select(int row) { clickCell(table(), table().model()->index(row, 0)); }
    Delivery &add(DeliveryState state, const std::optional<Outcome> &outcome = {});
    [[nodiscard]] Attempt attempt(const Delivery &delivery, int number, const Headers &headers = {});

    std::unique_ptr<Scene> m_scene;
    FakeDeliveryService *m_service = nullptr;
};

void tst_DeliveriesPage::init()
{
    failOnWarnings();
    m_scene = std::make_unique<Scene>();
    m_service = &m_scene->service.deliveryService;
}

void tst_DeliveriesPage::openPage()
{
    QVERIFY(m_scene->show({1120, 760}));
    goToScreen(m_scene->window, u"Deliveries"_s);
    QTRY_VERIFY(m_service->answers.isEmpty());
}

Delivery &tst_DeliveriesPage::add(DeliveryState state, const std::optional<Outcome> &outcome)
{
    Delivery &delivery = m_service->add();
    delivery.state = state;
    delivery.outcome = outcome;
    delivery.attempts = outcome ? 1 : 0;
    return delivery;
}

Attempt tst_DeliveriesPage::attempt(const Delivery &delivery, int number, const Headers &headers)
{
    Webhook webhook = m_scene->opened.webhook;
    webhook.headers = headers;
    const Event event{delivery.eventType, delivery.createdAt, "{}"};
    Attempt attempt = attemptTo(webhook, delivery.id, event);
    attempt.test = false;
    attempt.number = number;
    return attempt;
}

void tst_DeliveriesPage::rowsAndColumns()
{
    add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200)).durationMs = 41;
    Delivery &waiting = add(DeliveryState::WaitingRetry, outcomeOf(OutcomeKind::ReceiverError, 503));
    waiting.test = false;
    openPage();
    QCOMPARE(table().accessibleName(), u"Deliveries"_s);
    QStringList headings;
    for (int column = 0; column < table().model()->columnCount(); ++column)
        headings.append(table().model()->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(headings,
             (QStringList{u"State"_s, u"Time"_s, u"Event"_s, u"Webhook"_s, u"Outcome"_s, u"Duration"_s, u"Attempts"_s,
                          u"Next attempt"_s}));
    QCOMPARE(table().model()->rowCount(), 2);
    QCOMPARE(cell(0, Model::StateColumn), u"Waiting for a retry"_s); // the newest first
    QCOMPARE(cell(1, Model::StateColumn), u"Delivered"_s);
    QCOMPARE(cell(1, Model::DurationColumn), u"41 ms"_s);
    QVERIFY(table().hasFocus());
}

void tst_DeliveriesPage::filters_data()
{
    QTest::addColumn<QByteArray>("box");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<DeliveryFilter>("expected");
    const auto row = [](const char *box, const QString &entry, const auto &set) {
        DeliveryFilter filter;
        set(filter);
        QTest::addRow("%s", qPrintable(entry)) << QByteArray(box) << entry << filter;
    };
    row("deliveryStateBox", u"Dead letter"_s, [](DeliveryFilter &f) { f.states = {DeliveryState::Dead}; });
    row("deliveryEventTypeBox", u"media.create"_s, [](DeliveryFilter &f) { f.eventType = u"media.create"_s; });
    row("deliveryKindBox", u"Real only"_s, [](DeliveryFilter &f) { f.test = false; });
    row("deliveryKindBox", u"Tests only"_s, [](DeliveryFilter &f) { f.test = true; });
    row("deliverySinceBox", u"Last hour"_s, [](DeliveryFilter &f) { f.from = StillClock().now.addSecs(-3600); });
}

void tst_DeliveriesPage::filters()
{
    QFETCH(const QByteArray, box);
    QFETCH(const QString, entry);
    QFETCH(const DeliveryFilter, expected);
    openPage();
    auto &combo = the<QComboBox>(box.constData());
    const int index = combo.findText(entry);
    QVERIFY2(index > 0, qPrintable(entry));
    combo.setCurrentIndex(index);
    QCOMPARE(m_service->askedFilters.last(), expected);
    combo.setCurrentIndex(0);
    QCOMPARE(m_service->askedFilters.last(), DeliveryFilter());
}

void tst_DeliveriesPage::search()
{
    openPage();
    QTest::keyClick(&m_scene->window, Qt::Key_F, Qt::ControlModifier);
    auto &edit = the<QLineEdit>("deliverySearchEdit");
    QVERIFY(edit.hasFocus());
    QCOMPARE(edit.accessibleName(), u"Search deliveries"_s);
    QTest::keyClicks(&edit, u"refused"_s);
    QTRY_COMPARE(m_service->askedFilters.last().text, u"refused"_s);
    QCOMPARE(m_service->askedFilters.last().textOutcomes, QList{OutcomeKind::ConnectionRefused});
}

void tst_DeliveriesPage::deliveriesOfAWebhook()
{
    QVERIFY(m_scene->show({1120, 760}));
    m_scene->table().setCurrentIndex(m_scene->table().model()->index(2, 0));
    const QString name = m_scene->table().model()->index(2, 0).data().toString();
    QTest::keyClick(&m_scene->table(), Qt::Key_F10, Qt::ShiftModifier);
    auto &menu = *m_scene->window.findChild<WebhooksMenu *>();
    const auto actions = menu.actions();
    const auto action = std::find_if(actions.cbegin(), actions.cend(),
                                     [](const QAction *one) { return one->text() == u"Show deliveries"; });
    QVERIFY(action != actions.cend());
    (*action)->trigger();
    menu.close();
    QVERIFY(table().isVisible());
    QCOMPARE(the<QComboBox>("deliveryWebhookBox").currentText(), name);
    QVERIFY(!m_service->askedFilters.last().webhook.isNull());
}

void tst_DeliveriesPage::actionsSuitTheStates_data()
{
    QTest::addColumn<DeliveryState>("state");
    QTest::addColumn<bool>("retry");
    QTest::addColumn<bool>("stop");
    QTest::newRow("pending") << DeliveryState::Pending << true << true;
    QTest::newRow("attempting") << DeliveryState::Attempting << false << true;
    QTest::newRow("waiting") << DeliveryState::WaitingRetry << true << true;
    QTest::newRow("delivered") << DeliveryState::Delivered << false << false;
    QTest::newRow("failed") << DeliveryState::Failed << false << false;
    QTest::newRow("dead") << DeliveryState::Dead << false << false;
    QTest::newRow("cancelled") << DeliveryState::Cancelled << false << false;
}

void tst_DeliveriesPage::actionsSuitTheStates()
{
    QFETCH(const DeliveryState, state);
    add(state);
    openPage();
    QVERIFY(!the("resendButton").isEnabled() || table().selectionModel()->hasSelection());
    select(0);
    QVERIFY(the("resendButton").isEnabled());
    QVERIFY(the("editAndResendButton").isEnabled());
    QTEST(the("retryButton").isEnabled(), "retry");
    QTEST(the("stopRetryingButton").isEnabled(), "stop");
}

void tst_DeliveriesPage::ordersGoToWhatIsSelected()
{
    const DeliveryId older = add(DeliveryState::WaitingRetry).id;
    const DeliveryId newer = add(DeliveryState::WaitingRetry).id;
    openPage();
    select(0);
    clickCell(table(), table().model()->index(1, 0), Qt::ControlModifier);
    click(the("retryButton"));
    click(the("stopRetryingButton"));
    click(the("resendButton"));
    const QList<QList<DeliveryId>> both{{newer, older}};
    QCOMPARE(m_service->retried, both);
    QCOMPARE(m_service->stopped, both);
    QCOMPARE(m_service->resent, both);
    QVERIFY(!the("editAndResendButton").isEnabled()); // one at a time
}

void tst_DeliveriesPage::focusStaysOnItsRow()
{
    const QAbstractItemModelTester tester(table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 5; ++i)
        add(DeliveryState::Delivered);
    openPage();
    select(2);
    const DeliveryId chosen = m_service->history.at(2).id;
    for (int i = 0; i < 50; ++i)
        Q_EMIT m_service->deliveriesUpdated({add(DeliveryState::Pending)});
    QCOMPARE(table().currentIndex().row(), 52);
    QCOMPARE(m_service->history.at(52).id, chosen);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QVERIFY(table().hasFocus());
    QCOMPARE(table().verticalScrollBar()->value(), 0); // at the top new ones come into sight
}

void tst_DeliveriesPage::placeStaysWhileRowsArrive()
{
    for (int i = 0; i < 150; ++i)
        add(DeliveryState::Delivered);
    openPage();
    table().verticalScrollBar()->setValue(40);
    const QModelIndex top = table().indexAt({5, 5});
    QCOMPARE(top.row(), 40);
    const QPersistentModelIndex seen(top);
    for (int i = 0; i < 3; ++i)
        Q_EMIT m_service->deliveriesUpdated({add(DeliveryState::Pending)});
    QCOMPARE(seen.row(), 43);
    QCOMPARE(table().indexAt({5, 5}).row(), 43);
}

void tst_DeliveriesPage::whatOthersChangedIsMergedIn()
{
    for (int i = 0; i < 5; ++i)
        add(DeliveryState::Pending);
    openPage();
    select(3);
    const DeliveryId chosen = m_service->history.at(3).id;
    m_service->history[1].state = DeliveryState::Delivered; // by another program, and one that it purged
    m_service->history.removeLast();
    add(DeliveryState::Pending);
    const QAbstractItemModelTester tester(table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(table().model(), &QAbstractItemModel::modelReset);
    Q_EMIT m_service->changedElsewhere();
    QTRY_COMPARE(table().model()->rowCount(), 5);
    QTRY_COMPARE(cell(2, Model::StateColumn), u"Delivered"_s);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(table().currentIndex().row(), 4);
    QCOMPARE(m_service->history.at(4).id, chosen);
}

void tst_DeliveriesPage::emptyStates()
{
    openPage();
    QTRY_VERIFY(the("noDeliveriesLabel").isVisible());
    QVERIFY(the<QLabel>("noDeliveriesLabel").text().startsWith(u"No deliveries yet."));
    QVERIFY(!the("detailsArea").isVisible());
    QVERIFY(!the("exportDeliveriesButton").isEnabled());
    the<QComboBox>("deliveryStateBox").setCurrentIndex(2);
    QTRY_COMPARE(the<QLabel>("noDeliveriesLabel").text(), u"No delivery matches the filters."_s);
    the<QLineEdit>("deliverySearchEdit").setText(u"nothing"_s);
    QVERIFY(the("clearFiltersButton").isVisible());
    click(the("clearFiltersButton"));
    QCOMPARE(the<QComboBox>("deliveryStateBox").currentIndex(), 0);
    QCOMPARE(the<QLineEdit>("deliverySearchEdit").text(), QString());
    QTRY_VERIFY(the<QLabel>("noDeliveriesLabel").text().startsWith(u"No deliveries yet."));
    QVERIFY(!the("clearFiltersButton").isVisible());
    Q_EMIT m_service->deliveriesUpdated({add(DeliveryState::Pending)});
    QTRY_VERIFY(!the("noDeliveriesLabel").isVisible());
}

void tst_DeliveriesPage::deadLetters()
{
    m_service->summary.deadLetters = 7;
    openPage();
    QTRY_VERIFY(the<QLabel>("deadLettersLabel").text().startsWith(u"7 dead letter"));
    auto &navigation = the<QListWidget>("navigation");
    QCOMPARE(navigation.currentItem()->text(), u"Deliveries"_s);
    QVERIFY(navigation.currentItem()->data(Qt::AccessibleDescriptionRole).toString().startsWith(u"7 dead letter"));
    click(the("resendAllButton"));
    QVERIFY(m_service->resendRates.isEmpty()); // asked first
    QCOMPARE(m_scene->prompts.resendQuestions.last(), std::pair(qint64(7), 5));
    m_scene->prompts.agree(20);
    QCOMPARE(m_service->resendRates, {20});
    click(the("resendAllButton"));
    QCOMPARE(m_scene->prompts.resendQuestions.last(), std::pair(qint64(7), 20)); // as it was chosen last
    Q_EMIT m_service->resendProgress(2, 7, false);
    QVERIFY(the("resendingBar").isVisible());
    QCOMPARE(the<QLabel>("resendingLabel").text(), u"Sending dead letters again: 2 of 7."_s);
    QVERIFY(!the("resendAllButton").isVisible());
    click(the("stopResendingButton"));
    QCOMPARE(m_service->resendStops, 1);
    Q_EMIT m_service->resendProgress(3, 7, true);
    QVERIFY(!the("resendingBar").isVisible());
    QCOMPARE(the<QLabel>("deliveriesSaidLabel").text(), u"Sent 3 of 7 dead letters again."_s);
}

void tst_DeliveriesPage::attemptsAsTabs()
{
    const Delivery delivery = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200));
    m_service->attempts.insert(
        delivery.id,
        {answered(attempt(delivery, 1), 503, "Busy", "later"), answered(attempt(delivery, 2), 200, "OK", "taken")});
    openPage();
    select(0);
    auto &tabs = the<QTabBar>("attemptTabs");
    QCOMPARE(tabs.count(), 2);
    QCOMPARE(tabs.currentIndex(), 1);
    QCOMPARE(tabs.tabText(0), u"1: Receiver error"_s);
    QVERIFY(the<QPlainTextEdit>("historyReceivedEdit").toPlainText().endsWith(u"taken"));
    tabs.setCurrentIndex(0);
    QVERIFY(the<QPlainTextEdit>("historyReceivedEdit").toPlainText().endsWith(u"later"));
    QVERIFY(the<QPlainTextEdit>("historySentEdit").toPlainText().startsWith(u"POST "));
    m_service->change(m_service->history.first()); // a chosen tab stays
    QCOMPARE(tabs.currentIndex(), 0);
}

void tst_DeliveriesPage::liveAttempt()
{
    const Delivery delivery = add(DeliveryState::Attempting);
    Attempt live = attempt(delivery, 1);
    Attempt bare = live;
    bare.request = {};
    m_service->attempts.insert(delivery.id, {bare}); // what the history has of it while it runs
    openPage();
    select(0);
    live.phase = Phase::Waiting;
    Q_EMIT m_service->liveAttempt(live);
    QVERIFY(the<QPlainTextEdit>("historySentEdit").toPlainText().startsWith(u"POST "));
    m_service->change(m_service->history.first());
    QVERIFY(the<QPlainTextEdit>("historySentEdit").toPlainText().startsWith(u"POST ")); // not forgotten
}

/// No signals come of it, only what is kept while it runs.
void tst_DeliveriesPage::attemptOfAnotherProcess()
{
    const Delivery delivery = add(DeliveryState::Attempting);
    Attempt kept = attempt(delivery, 1);
    m_service->attempts.insert(delivery.id, {kept});
    openPage();
    select(0);
    const auto &state = the<QLabel>("historyStateLabel");
    QCOMPARE(state.text(), Words::state(kept));
    kept.phase = Phase::Waiting;
    m_service->attempts.insert(delivery.id, {kept});
    m_service->change(delivery);
    QCOMPARE(state.text(), Words::state(kept));
}

void tst_DeliveriesPage::saysWhatWasSentAgain()
{
    const Delivery first = add(DeliveryState::Dead, outcomeOf(OutcomeKind::Timeout));
    Delivery &other = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200)); // to another webhook
    other.event = first.event;
    Delivery &again = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200));
    again.event = first.event;
    again.webhook = first.webhook;
    openPage();
    const auto &said = the<QLabel>("shareLabel");
    select(2);
    QVERIFY2(said.text().startsWith(u"This event went to 2 webhook(s). It was sent again on "), qPrintable(said.text()));
    QVERIFY(!said.text().contains(u"It sends"));
    select(1);
    QCOMPARE(said.text(), u"This event went to 2 webhook(s)."_s); // of the source: there is no catalogue here
    select(0);
    QVERIFY2(said.text().startsWith(u"This event went to 2 webhook(s). It sends delivery "), qPrintable(said.text()));
    QVERIFY(!said.text().contains(u"sent again"));
}

void tst_DeliveriesPage::copiesWithoutSecrets()
{
    const Delivery delivery = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200));
    Attempt sent = answered(attempt(delivery, 1, {{u"Authorization"_s, u"Bearer s3cr3t"_s}, {u"X-Stage"_s, u"live"_s}}), 200,
                            "OK", "");
    for (PreparedHeader &header : sent.request.headers) {
        if (header.name == "Authorization")
            header.shown = u"••••"_s;
    }
    m_service->attempts.insert(delivery.id, {sent});
    openPage();
    select(0);
    click(the("copyCurlButton"));
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(u"curl "));
    QVERIFY2(text.contains(u"'Authorization: '\"${AUTHORIZATION}\""), qPrintable(text));
    QVERIFY(text.contains(u"'X-Stage: live'"));
    QVERIFY(!text.contains(u"s3cr3t"));
    QVERIFY(the<QLabel>("deliveriesSaidLabel").text().contains(u"AUTHORIZATION"));
}

void tst_DeliveriesPage::copiesWithSecretsWhenAsked()
{
    const Delivery delivery = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200));
    m_service->attempts.insert(delivery.id, {answered(attempt(delivery, 1), 200, "OK", "")});
    openPage();
    select(0);
    QGuiApplication::clipboard()->setText(u"before"_s);
    click(the("copyFilledCurlButton"));
    QCOMPARE(m_service->filledCurlAsked.size(), 1);
    QCOMPARE(m_service->filledCurlAsked.first().eventType, delivery.eventType);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    Q_EMIT m_service->filledCurlReady(u"curl 1"_s, {u"X-Old"_s});
    QCOMPARE(QGuiApplication::clipboard()->text(), u"curl 1"_s);
    QVERIFY(the<QLabel>("deliveriesSaidLabel").text().contains(u"X-Old"));

    click(the("copyFilledCurlButton"));
    click(the("copyCurlButton")); // the last wish counts
    Q_EMIT m_service->filledCurlReady(u"curl 2"_s, {});
    QVERIFY(QGuiApplication::clipboard()->text() != u"curl 2");
}

void tst_DeliveriesPage::testsAreNotSentAgain()
{
    add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200)).test = true;
    const DeliveryId real = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200)).id;
    openPage();
    select(1);
    for (const char *name : {"resendButton", "editAndResendButton"}) {
        QVERIFY(!the(name).isEnabled());
        QVERIFY(the(name).toolTip().startsWith(u"Tests are not sent again"));
    }
    table().selectAll();
    QVERIFY(the("resendButton").isEnabled());
    QVERIFY(!the("resendButton").toolTip().startsWith(u"Tests"));
    click(the("resendButton"));
    QCOMPARE(m_service->resent, {QList<DeliveryId>{real}});
}

void tst_DeliveriesPage::saysForWhatItWaits()
{
    const Delivery waiting = add(DeliveryState::WaitingRetry, outcomeOf(OutcomeKind::ReceiverError, 503));
    openPage();
    select(0);
    QVERIFY(!the("holdLabel").isVisible());
    const QString before = cell(0, Model::NextAttemptColumn);
    Q_EMIT m_service->holdsChanged({{waiting.webhook, Hold::Disabled}});
    QCOMPARE(cell(0, Model::NextAttemptColumn), u"When the webhook is enabled"_s);
    QCOMPARE(table().model()->index(0, Model::StateColumn).data(Qt::ToolTipRole).toString(),
             u"Waits until the webhook is enabled."_s);
    QVERIFY(the("holdLabel").isVisible());
    QCOMPARE(the<QLabel>("holdLabel").text(), u"Waits until the webhook is enabled."_s);
    Q_EMIT m_service->holdsChanged({});
    QCOMPARE(cell(0, Model::NextAttemptColumn), before);
    QVERIFY(!the("holdLabel").isVisible());
}

/// What is on the wire crosses to the window for the delivery that is shown alone.
void tst_DeliveriesPage::followsWhatIsShown()
{
    const DeliveryId id = add(DeliveryState::Attempting).id;
    add(DeliveryState::Pending);
    openPage();
    QVERIFY(m_service->followed.isNull());
    select(1);
    QCOMPARE(m_service->followed, id);
    table().selectAll();
    QVERIFY(m_service->followed.isNull());
}

void tst_DeliveriesPage::whatIsSaidMovesNothing()
{
    add(DeliveryState::Pending);
    openPage();
    const auto places = [this] {
        QList<QRect> all;
        for (const char *name : {"deliveriesView", "deliveryFilterBar", "deliveryActions"})
            all.append({the(name).mapTo(&m_scene->window, QPoint()), the(name).size()});
        return all;
    };
    const auto before = places();
    Q_EMIT m_service->exportEnded({}, 0);
    QVERIFY(the("deliveriesSaidLabel").isVisible());
    QCOMPARE(the<QLabel>("deliveriesSaidLabel").text(), u"There is nothing to export."_s);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(places(), before);
}

void tst_DeliveriesPage::editAndResend()
{
    const Delivery delivery = add(DeliveryState::Pending);
    openPage();
    select(0);
    click(the("editAndResendButton"));
    auto &dialog = *m_scene->window.findChild<QDialog *>(u"ResendDialog"_s);
    auto &edit = find<QPlainTextEdit>(dialog, "payloadEdit");
    QCOMPARE(edit.toPlainText().toUtf8(), m_service->payloads.value(delivery.id));
    edit.setPlainText(u"{"_s);
    click(find(dialog, "sendButton"));
    QVERIFY(m_service->edited.isEmpty());
    const QByteArray changed = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","entry":{"id":2}})";
    edit.setPlainText(QString::fromUtf8(changed));
    click(find(dialog, "sendButton"));
    QCOMPARE(m_service->edited.size(), 1);
    QCOMPARE(m_service->edited.first(), std::make_pair(delivery.id, changed));
}

void tst_DeliveriesPage::exports_data()
{
    QTest::addColumn<int>("entry");
    QTest::addColumn<QString>("suggested");
    QTest::addColumn<DeliveryFormat>("format");
    QTest::newRow("JSON lines") << 0 << u"deliveries.jsonl"_s << DeliveryFormat::JsonLines;
    QTest::newRow("CSV") << 1 << u"deliveries.csv"_s << DeliveryFormat::Csv;
}

void tst_DeliveriesPage::exports()
{
    QFETCH(const int, entry);
    QFETCH(const QString, suggested);
    QFETCH(const DeliveryFormat, format);
    add(DeliveryState::Dead);
    openPage();
    the<QComboBox>("deliveryStateBox").setCurrentIndex(1 + int(DeliveryState::Dead));
    QTRY_VERIFY(the("exportDeliveriesButton").isEnabled());
    click(the("exportDeliveriesButton"));
    auto *menu = the("exportDeliveriesButton").findChild<QMenu *>();
    QVERIFY(menu);
    menu->actions().at(entry)->trigger();
    menu->close();
    QCOMPARE(m_scene->prompts.suggestedNames.last(), suggested);
    m_scene->prompts.name(u"/home/me/out"_s);
    QCOMPARE(m_service->exports.size(), 1);
    QCOMPARE(m_service->exports.first().format, format);
    QCOMPARE(m_service->exports.first().filter.states, QList{DeliveryState::Dead});
    Q_EMIT m_service->exportProgress(1200, 100'000);
    QVERIFY(the("exportingBar").isVisible());
    QCOMPARE(the<QLabel>("exportingLabel").text(), u"Exporting: 1,200 of 100,000."_s);
    click(the("stopExportingButton"));
    QCOMPARE(m_service->exportStops, 1);
    Q_EMIT m_service->exportEnded(u"/home/me/out"_s, -1);
    QVERIFY(!the("exportingBar").isVisible());
    QVERIFY(the<QLabel>("deliveriesSaidLabel").text().contains(u"stopped"));
}

void tst_DeliveriesPage::refusalIsSaid()
{
    openPage();
    Q_EMIT m_service->resendRefused(DeliveryId::create(), {ErrorCode::NoSuchWebhook, u"x"_s});
    QVERIFY(the("deliveriesSaidLabel").isVisible());
    QVERIFY(!the<QLabel>("deliveriesSaidLabel").text().isEmpty());
}

void tst_DeliveriesPage::noticesStay()
{
    QVERIFY(m_scene->show({1120, 760}));
    QVERIFY(!the("noticeBar").isVisible());
    Q_EMIT m_service->overdueFound(4);
    Q_EMIT m_service->storeSetAside(u"/p/deliveries.sqlite.damaged-1"_s);
    Q_EMIT m_service->switchedOff(u"Old cache"_s);
    Q_EMIT m_service->switchedOff(u"Old cache"_s);
    const QStringList lines = the<QLabel>("noticeLabel").text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith(u"4 retries fell due while Hookpanel was closed"));
    QVERIFY(lines.at(1).contains(u"deliveries.sqlite.damaged-1"));
    QVERIFY(lines.at(2).contains(u"“Old cache”"));
    QVERIFY(the("noticeBar").isVisible());
    click(the("dismissNoticeButton"));
    QVERIFY(!the("noticeBar").isVisible());
}

void tst_DeliveriesPage::purgeIsSaidBefore()
{
    QVERIFY(m_scene->show({1120, 760}));
    auto &bar = the("purgeBar");
    QVERIFY(!bar.isVisible());
    const QDateTime when(QDate(2026, 11, 25), QTime(9, 30));
    Q_EMIT m_service->purgeAhead(1234, when);
    QVERIFY(bar.isVisible());
    const QString sentence = the<QLabel>("purgeLabel").text();
    QVERIFY2(sentence.startsWith(u"1,234 deliveries are older or more than is kept"), qPrintable(sentence));
    QVERIFY2(sentence.contains(QLocale().toString(when, QLocale::ShortFormat)), qPrintable(sentence));
    click(the("purgeNowButton"));
    QCOMPARE(m_service->purges, 1);
    Q_EMIT m_service->purged(1234);
    QVERIFY(!bar.isVisible());
    QVERIFY(the<QStatusBar>("statusBar").currentMessage().startsWith(u"1,234 old deliveries were removed"));

    Q_EMIT m_service->purgeAhead(5, when);
    QVERIFY(bar.isVisible());
    click(the("openRetentionButton"));
    QVERIFY(the("retentionDaysBox").hasFocus());
    QVERIFY(!the("retentionDaysBox").visibleRegion().isEmpty());
    Q_EMIT m_service->purgeAhead(0, {}); // more is kept now
    QVERIFY(!bar.isVisible());
    Q_EMIT m_service->purgeAhead(6, when);
    click(the("dismissPurgeButton"));
    QVERIFY(!bar.isVisible());
}

void tst_DeliveriesPage::menu_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("mouse") << Qt::Key_unknown;
    QTest::newRow("menu key") << Qt::Key_Menu;
    QTest::newRow("Shift+F10") << Qt::Key_F10;
}

/// The menu is about the row that it was opened on, selected before or not.
void tst_DeliveriesPage::menu()
{
    QFETCH(const Qt::Key, key);
    add(DeliveryState::Delivered);
    const DeliveryId waiting = add(DeliveryState::WaitingRetry).id;
    openPage();
    const QModelIndex row = table().model()->index(0, Model::StateColumn);
    const QPoint place = table().visualRect(row).center();
    auto &menu = *table().findChild<ButtonsMenu *>();
    if (key == Qt::Key_F10) {
        QTest::keyClick(&table(), key, Qt::ShiftModifier);
    } else if (key == Qt::Key_Menu) { // what the platform makes of it
        QContextMenuEvent event(QContextMenuEvent::Keyboard, place, table().mapToGlobal(place));
        QCoreApplication::sendEvent(&table(), &event);
    } else {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, table().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(table().viewport(), &event);
    }
    QVERIFY(menu.isVisible());
    QVERIFY(table().selectionModel()->isRowSelected(0));
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    const auto entry = [&menu](const QString &text) {
        const auto actions = menu.actions();
        const auto found
            = std::find_if(actions.cbegin(), actions.cend(), [&](const QAction *one) { return one->text() == text; });
        return found == actions.cend() ? nullptr : *found;
    };
    QVERIFY(entry(u"Resend"_s) && entry(u"Edit and resend"_s) && entry(u"Copy as cURL"_s) && entry(u"Stop retrying"_s));
    entry(u"Retry now"_s)->trigger();
    menu.close();
    QTRY_COMPARE(m_service->retried, (QList<QList<DeliveryId>>{{waiting}}));
}

void tst_DeliveriesPage::menuFollowsTheButtons()
{
    const Delivery waiting = add(DeliveryState::WaitingRetry);
    openPage();
    select(0);
    const auto &menu = *table().findChild<ButtonsMenu *>();
    const auto retry = [&menu] {
        const auto actions = menu.actions();
        return std::any_of(actions.cbegin(), actions.cend(),
                           [](const QAction *action) { return action->text() == u"Retry now" && action->isEnabled(); });
    };
    QVERIFY(retry());
    Delivery over = waiting;
    over.state = DeliveryState::Delivered;
    m_service->change(over); // while the menu may be open
    QVERIFY(!the("retryButton").isEnabled());
    QVERIFY(!retry());
}

/// "187 ms" and a time are written as in each direction of the window; they only stand at the other side.
void tst_DeliveriesPage::rightToLeftKeepsTheOrderOfWords()
{
    struct Shown : DeliveryDelegate {
        using DeliveryDelegate::initStyleOption;
    };
    Delivery &delivery = add(DeliveryState::Delivered, outcomeOf(OutcomeKind::Success, 200));
    delivery.durationMs = 187;
    delivery.webhookName = u"\u05d0\u05d1 7"_s; // Hebrew
    openPage();
    const Shown delegate;
    const auto shown = [&](int column) {
        QStyleOptionViewItem option;
        option.direction = Qt::RightToLeft;
        delegate.initStyleOption(&option, table().model()->index(0, column));
        return option;
    };
    for (const int column : {Model::TimeColumn, Model::OutcomeColumn, Model::DurationColumn})
        QCOMPARE(shown(column).direction, Qt::LeftToRight);
    QCOMPARE(shown(Model::WebhookColumn).direction, Qt::RightToLeft);
    const auto isAt = [&](int column, Qt::Alignment side) {
        return QStyle::visualAlignment(shown(column).direction, shown(column).displayAlignment) & side;
    };
    QVERIFY(isAt(Model::TimeColumn, Qt::AlignRight));
    QVERIFY(isAt(Model::WebhookColumn, Qt::AlignRight));
    QVERIFY(isAt(Model::DurationColumn, Qt::AlignLeft)); // numbers stand at the far side
}

void tst_DeliveriesPage::bigNumbers()
{
    m_service->summary.deadLetters = 12'345;
    m_service->summary.hours[23].of(OutcomeGroup::Delivered) = 4321;
    m_service->summary.hours[23].of(OutcomeGroup::Timeout) = 1234;
    openPage();
    Q_EMIT m_service->summaryReady(m_service->summary);
    QVERIFY(the<QLabel>("deadLettersLabel").text().startsWith(u"12,345 dead letter"));
    QVERIFY(the<QLabel>("dayChart").text().contains(u"Delivered: 4,321"));
    QVERIFY(the<QLabel>("dayChart").text().contains(u"Timeout: 1,234"));
    Q_EMIT m_service->resendProgress(1000, 12'345, false);
    QCOMPARE(the<QLabel>("resendingLabel").text(), u"Sending dead letters again: 1,000 of 12,345."_s);
}

/// What the window remembers of a table or a splitter goes by its name.
void tst_DeliveriesPage::partsHaveNamesOfTheirOwn()
{
    QSet<QString> names;
    const auto widgets = m_scene->window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const QString name = widget->objectName();
        const bool isRemembered = qobject_cast<const QSplitter *>(widget) || qobject_cast<const QTableView *>(widget);
        if (!isRemembered || name.isEmpty())
            continue;
        QVERIFY2(!names.contains(name), qPrintable(name));
        names.insert(name);
    }
    QVERIFY(names.contains(u"attemptSplitter"_s) && names.contains(u"historyAttemptSplitter"_s));
}

/// In large letters, or with much to say, the list keeps some rows, and what does not fit can be scrolled to.
void tst_DeliveriesPage::scrollsWhereThereIsLittleRoom()
{
    for (int i = 0; i < 20; ++i)
        add(DeliveryState::WaitingRetry);
    openPage();
    select(0);
    const QScrollBar &bar = *the<QScrollArea>("deliveriesArea").verticalScrollBar();
    QTRY_COMPARE(bar.maximum(), 0);
    m_scene->window.resize(900, 480);
    Q_EMIT m_service->resendProgress(1, 2, false);
    Q_EMIT m_service->exportProgress(1, 2);
    QTRY_VERIFY(bar.maximum() > 0);
    QVERIFY(table().viewport()->height() >= table().verticalHeader()->defaultSectionSize() * 4);
    the("resendButton").setFocus(Qt::TabFocusReason);
    the<QScrollArea>("deliveriesArea").ensureWidgetVisible(&the("resendButton"));
    QCOMPARE(the("resendButton").visibleRegion().boundingRect(), the("resendButton").rect());
}

/// From the navigation to an order without a mouse.
void tst_DeliveriesPage::keyboard()
{
    const DeliveryId id = add(DeliveryState::WaitingRetry).id;
    openPage();
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Space);
    QVERIFY(table().selectionModel()->isRowSelected(0));
    for (int steps = 0; steps < 40 && !the("retryButton").hasFocus(); ++steps)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(the("retryButton").hasFocus());
    QTest::keyClick(&the("retryButton"), Qt::Key_Space);
    QCOMPARE(m_service->retried, (QList<QList<DeliveryId>>{{id}}));
}

QTEST_MAIN(tst_DeliveriesPage)
#include "tst_deliveriespage.moc"
