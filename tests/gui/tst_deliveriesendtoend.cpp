// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "gui/guitest.h"
#include "models/deliverytablemodel.h"
#include "models/webhooktablemodel.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = DeliveryTableModel;

namespace {

constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

} // namespace

/// Deliveries as a user meets them: the real window, engine, store, sender and a receiver on the loopback interface, beside
/// another process that hands events in.
class tst_DeliveriesEndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void failsWaitsAndIsRetried();
    void testIsARowOfTheHistory();
    void deletedWebhookGetsNothingButCanComeBack();
    void deletedForGood();
    void disabledWaits();
    void resendToADisabledOneWaits();
    void copiesWithSecrets();
    void openedWhileACommandWaits();
    void overdueAfterARestart();
    void goneSwitchesOff();
    void damagedHistoryIsSetAside();
    void retention();
    void exported();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    QTableView &list() { return the<QTableView>("webhooksView"); }
    QTableView &table() { return the<QTableView>("deliveriesView"); }
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_folder->path()); }
    [[nodiscard]] QString state(int row = 0) { return table().model()->index(row, Model::StateColumn).data().toString(); }
    void openWindow();
    void closeWindow();
    Webhook store(RetrySchedule retry = RetrySchedule(RetrySchedule::Kind::Standard));
    void emitElsewhere();

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LoopbackReceiver> m_receiver;
    MessageBoxPrompts m_prompts;
    std::unique_ptr<EngineClient> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void tst_DeliveriesEndToEnd::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QVERIFY(profile().prepare());
    m_receiver = std::make_unique<LoopbackReceiver>();
}

void tst_DeliveriesEndToEnd::cleanup()
{
    closeWindow();
    m_receiver.reset();
}

void tst_DeliveriesEndToEnd::openWindow()
{
    m_engine = std::make_unique<EngineClient>(profile(), catalogue(), m_clock);
    QSignalSpy loaded(m_engine.get(), &PanelService::loaded);
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, m_clock, catalogue(), QString());
    QVERIFY(show(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patienceMs);
}

void tst_DeliveriesEndToEnd::closeWindow()
{
    m_window.reset();
    m_engine.reset();
}

Webhook tst_DeliveriesEndToEnd::store(RetrySchedule retry)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Search index"_s;
    webhook.url = m_receiver->url().toString();
    webhook.events.names = {u"entry.create"_s};
    webhook.retry = retry;
    if (!WebhookStore(profile(), catalogue()).save(webhook, {}))
        qFatal("The webhook cannot be stored");
    return webhook;
}

/// As `hookpanel-cli emit` does while a window dispatches.
void tst_DeliveriesEndToEnd::emitElsewhere()
{
    NetworkSender sender(m_clock);
    DeliveryHost host(profile(), catalogue(), sender, m_clock, processEnvironment());
    QVERIFY(host.open());
    const auto rules = host.rules();
    QVERIFY(rules);
    const auto event = rules->given(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","entry":{}})", {});
    QVERIFY(event);
    const auto accepted = host.accept(*event);
    QVERIFY(accepted);
    QCOMPARE(accepted->deliveries.size(), 1);
}

void tst_DeliveriesEndToEnd::failsWaitsAndIsRetried()
{
    const Webhook webhook = store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    m_receiver->answer(Answer::status(503, "busy"));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Waiting for a retry"_s, patienceMs);
    m_receiver->answer(Answer::status(200, "taken"));
    clickCell(table(), table().model()->index(0, 0));
    click(the("retryButton"));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(the<QTabBar>("attemptTabs").count(), 2, patienceMs);
    QCOMPARE(m_receiver->requestCount(), 2);
    const auto requests = m_receiver->requests();
    QCOMPARE(requests.at(0).header("X-Hookpanel-Delivery"), requests.at(1).header("X-Hookpanel-Delivery"));
    QCOMPARE(requests.at(1).header("X-Hookpanel-Attempt"), QByteArray("2"));
    QCOMPARE(requests.at(0).body(), requests.at(1).body());

    // The list knows it, too.
    const auto health = [this] { return list().model()->index(0, WebhookTableModel::HealthColumn).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(health(), u"100 %"_s, patienceMs);
    QVERIFY(list().model()->index(0, WebhookTableModel::LastDeliveryColumn).data().toString().startsWith(u"✓ 200 · "));
}

void tst_DeliveriesEndToEnd::testIsARowOfTheHistory()
{
    store();
    openWindow();
    m_receiver->answer(Answer::status(404));
    list().setCurrentIndex(list().model()->index(0, 0));
    QTest::keyClick(&list(), Qt::Key_Return);
    click(the("triggerButton"));
    QTRY_VERIFY_WITH_TIMEOUT(the<QLabel>("stateLabel").text().startsWith(u"Error 404"), patienceMs);
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Not delivered"_s, patienceMs);
    QVERIFY(table().model()->index(0, Model::EventColumn).data().toString().contains(u"test"));
    QCOMPARE(m_receiver->requestCount(), 1);
    QVERIFY(m_receiver->requests().first().header("X-Hookpanel-Delivery").isNull());
}

/// What is due waits while its webhook may still be brought back, and goes when it is.
void tst_DeliveriesEndToEnd::deletedWebhookGetsNothingButCanComeBack()
{
    store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    m_receiver->answer(Answer::status(503));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Waiting for a retry"_s, patienceMs);
    m_receiver->answer(Answer::status(200));
    goToScreen(*m_window, u"Webhooks"_s);
    list().setCurrentIndex(list().model()->index(0, 0));
    QTest::keyClick(&list(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(the("undoButton").isVisible(), patienceMs);
    goToScreen(*m_window, u"Deliveries"_s);
    clickCell(table(), table().model()->index(0, 0));
    QSignalSpy updates(&m_engine->deliveries(), &DeliveryService::deliveriesUpdated);
    click(the("retryButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!updates.isEmpty(), patienceMs); // it is due now
    QCOMPARE(state(), u"Waiting for a retry"_s);
    QCOMPARE(m_receiver->requestCount(), 1);
    goToScreen(*m_window, u"Webhooks"_s);
    click(the("undoButton"));
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requestCount(), 2, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
}

void tst_DeliveriesEndToEnd::deletedForGood()
{
    store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    m_receiver->answer(Answer::status(503));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Waiting for a retry"_s, patienceMs);
    goToScreen(*m_window, u"Webhooks"_s);
    list().setCurrentIndex(list().model()->index(0, 0));
    QTest::keyClick(&list(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(the("undoButton").isVisible(), patienceMs);
    closeWindow(); // nothing can be undone any more
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QCOMPARE(state(), u"Cancelled"_s);
    QCOMPARE(table().model()->index(0, Model::WebhookColumn).data().toString(), u"Search index"_s); // the name is kept
    QCOMPARE(m_receiver->requestCount(), 1);
}

void tst_DeliveriesEndToEnd::disabledWaits()
{
    const Webhook webhook = store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    m_receiver->answer(Answer::status(503));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Waiting for a retry"_s, patienceMs);
    m_receiver->answer(Answer::status(200));
    QSignalSpy stored(m_engine.get(), &PanelService::webhookStored);
    m_engine->setEnabled({webhook.id}, false);
    QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 1, patienceMs);
    clickCell(table(), table().model()->index(0, 0));
    QSignalSpy updates(&m_engine->deliveries(), &DeliveryService::deliveriesUpdated);
    click(the("retryButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!updates.isEmpty(), patienceMs);
    QCOMPARE(m_receiver->requestCount(), 1);
    const auto next = [this] { return table().model()->index(0, Model::NextAttemptColumn).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(next(), u"When the webhook is enabled"_s, patienceMs);
    QVERIFY(the("holdLabel").isVisible());
    m_engine->setEnabled({webhook.id}, true);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!the("holdLabel").isVisible(), patienceMs);
    QCOMPARE(m_receiver->requestCount(), 2);
}

void tst_DeliveriesEndToEnd::resendToADisabledOneWaits()
{
    const Webhook webhook = store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QVERIFY(WebhookStore(profile(), catalogue()).setEnabled(webhook.id, false)); // by another program
    clickCell(table(), table().model()->index(0, 0));
    click(the("resendButton"));
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 2, patienceMs);
    const auto next = [this] { return table().model()->index(0, Model::NextAttemptColumn).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(next(), u"When the webhook is enabled"_s, patienceMs);
    QCOMPARE(state(), u"Pending"_s);
    QCOMPARE(m_receiver->requestCount(), 1);
    QVERIFY(WebhookStore(profile(), catalogue()).setEnabled(webhook.id, true));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QCOMPARE(m_receiver->requestCount(), 2);
}

/// The history holds none: they come from what the webhook would send now.
void tst_DeliveriesEndToEnd::copiesWithSecrets()
{
    Webhook webhook = store();
    webhook.headers = {{u"Authorization"_s, u"Bearer s3cret"_s}};
    QVERIFY(WebhookStore(profile(), catalogue()).save(webhook));
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    clickCell(table(), table().model()->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(the("copyFilledCurlButton").isEnabled(), patienceMs);
    QGuiApplication::clipboard()->clear();
    click(the("copyFilledCurlButton"));
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().contains(u"'Authorization: Bearer s3cret'"), patienceMs);
    QVERIFY(the<QLabel>("deliveriesSaidLabel").text().contains(u"with its secrets"));
    click(the("copyCurlButton"));
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"s3cret"));
}

/// It sends its own attempts while nobody else does; the window takes over what is left.
void tst_DeliveriesEndToEnd::openedWhileACommandWaits()
{
    store(RetrySchedule::custom({std::chrono::seconds(1)}));
    m_receiver->answerNext(Answer::hang());
    NetworkSender sender(m_clock);
    DeliveryHost command(profile(), catalogue(), sender, m_clock, processEnvironment());
    QVERIFY(command.open());
    const auto rules = command.rules();
    QVERIFY(rules);
    const auto event = rules->given(
        R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","model":"address","entry":{}})", {});
    QVERIFY(event);
    const auto accepted = command.accept(*event);
    QVERIFY(accepted);
    QVERIFY(command.dispatchOnly(accepted->deliveries));
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requestCount(), 1, patienceMs);
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QCOMPARE(state(), u"Sending now"_s);
    command.abandon(); // as a signal ends it
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QCOMPARE(m_receiver->requestCount(), 2);
    QCOMPARE(m_receiver->requests().at(1).header("X-Hookpanel-Attempt"), "2");
}

void tst_DeliveriesEndToEnd::overdueAfterARestart()
{
    store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    m_receiver->answer(Answer::status(503));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Waiting for a retry"_s, patienceMs);
    closeWindow();
    {
        const auto deliveries = DeliveryStore::open(profile());
        QVERIFY(deliveries);
        const auto history = DeliveryHistory::open(profile());
        QVERIFY(history);
        const auto waiting = (*history)->list({}, 0, 1);
        QVERIFY(waiting);
        QVERIFY((*deliveries)->retryNow(waiting->first().id, m_clock.nowUtc().addSecs(-60))); // as if an hour had gone by
    }
    m_receiver->answer(Answer::status(200));
    openWindow();
    QTRY_VERIFY_WITH_TIMEOUT(the("noticeBar").isVisible(), patienceMs);
    QVERIFY(the<QLabel>("noticeLabel").text().startsWith(u"1 retry fell due while Hookpanel was closed")
            || the<QLabel>("noticeLabel").text().startsWith(u"1 retries fell due while Hookpanel was closed"));
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
    QCOMPARE(m_receiver->requestCount(), 2);
}

void tst_DeliveriesEndToEnd::goneSwitchesOff()
{
    store();
    openWindow();
    m_receiver->answer(Answer::status(410));
    emitElsewhere();
    const auto status = [this] { return list().model()->index(0, WebhookTableModel::StatusColumn).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"Disabled"_s, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(the("noticeBar").isVisible(), patienceMs);
    QVERIFY(the<QLabel>("noticeLabel").text().contains(u"“Search index” was disabled"));
}

void tst_DeliveriesEndToEnd::damagedHistoryIsSetAside()
{
    store();
    QFile file(profile().deliveriesFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    openWindow();
    QTRY_VERIFY_WITH_TIMEOUT(the("noticeBar").isVisible(), patienceMs);
    QVERIFY2(the<QLabel>("noticeLabel").text().contains(u"deliveries.sqlite.damaged-"),
             qPrintable(the<QLabel>("noticeLabel").text()));
    emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requestCount(), 1, patienceMs);
}

/// Fewer are to be kept: that is said, and done when the admin says so.
void tst_DeliveriesEndToEnd::retention()
{
    store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    for (int i = 0; i < 3; ++i)
        emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 3, patienceMs);
    for (int row = 0; row < 3; ++row)
        QTRY_COMPARE_WITH_TIMEOUT(state(row), u"Delivered"_s, patienceMs);
    goToScreen(*m_window, u"Settings"_s);
    auto &count = the<QSpinBox>("retentionCountBox");
    count.setFocus();
    count.selectAll();
    QTest::keyClicks(&count, u"1"_s);
    QTest::keyClick(&count, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(the("purgeBar").isVisible(), patienceMs);
    QVERIFY(the<QLabel>("purgeLabel").text().startsWith(u"2 deliveries are older or more than is kept"));
    click(the("purgeNowButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!the("purgeBar").isVisible(), patienceMs);
    goToScreen(*m_window, u"Deliveries"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
}

void tst_DeliveriesEndToEnd::exported()
{
    store();
    openWindow();
    goToScreen(*m_window, u"Deliveries"_s);
    for (int i = 0; i < 3; ++i)
        emitElsewhere();
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 3, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(state(0) == u"Delivered" && state(1) == u"Delivered" && state(2) == u"Delivered", patienceMs);
    DeliveryService &service = m_engine->deliveries();
    QSignalSpy ended(&service, &DeliveryService::exportEnded);
    const QString path = m_folder->filePath(u"out.jsonl"_s);
    service.exportDeliveries(path, DeliveryFormat::JsonLines, {});
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patienceMs);
    QCOMPARE(ended.first().at(1).toLongLong(), 3);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count('\n'), 3);
    QVERIFY(text.contains("\"outcome\":\"success\""));

    QSignalSpy failed(&service, &DeliveryService::exportFailed);
    service.exportDeliveries(m_folder->filePath(u"no/such/folder.csv"_s), DeliveryFormat::Csv, {});
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
}

QTEST_MAIN(tst_DeliveriesEndToEnd)
#include "tst_deliveriesendtoend.moc"
