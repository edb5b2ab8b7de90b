// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "store/preferencesstore.h"
#include "store/settingsfile.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"
#include "support/testproxy.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = WebhookTableModel;

namespace {

constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

} // namespace

/// The main path as a user goes it: the real window, engine, store, sender and a receiver on the loopback interface.
class tst_EndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void mainPath();
    void outcomes_data();
    void outcomes();
    void stoppedReceiver();
    void timeout();
    void cancelDuringAHang();
    void triggerBeforeSaving();
    void deleteAndUndo();
    void duplicateTriggersAreOneRequestEach();
    void unsavedChangesOnClosing();
    void changeByAnotherProgram();
    void whatOthersDoAppears();
    void aLockOfAnotherProgram();
    void settings();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    QTableView &table() { return the<QTableView>("webhooksView"); }
    QString state() { return the<QLabel>("stateLabel").text(); }
    QString sentence() { return the<QLabel>("sentenceLabel").text(); }
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_folder->path()); }
    [[nodiscard]] QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    void openWindow();
    void closeWindow();
    void type(QLineEdit &edit, const QString &text);
    void createWebhook(const QString &name, const QString &url);
    void saveAndWait();
    void triggerAndWait();

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LoopbackReceiver> m_receiver;
    MessageBoxPrompts m_prompts;
    std::unique_ptr<EngineClient> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void tst_EndToEnd::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QVERIFY(profile().prepare());
    m_receiver = std::make_unique<LoopbackReceiver>();
    openWindow();
}

void tst_EndToEnd::cleanup()
{
    closeWindow();
    m_receiver.reset();
}

void tst_EndToEnd::openWindow()
{
    m_engine = std::make_unique<EngineClient>(profile(), catalogue(), m_clock);
    QSignalSpy loaded(m_engine.get(), &PanelService::loaded);
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, m_clock, catalogue(), QString());
    QVERIFY(show(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patienceMs);
}

void tst_EndToEnd::closeWindow()
{
    m_window.reset();
    m_engine.reset();
}

void tst_EndToEnd::type(QLineEdit &edit, const QString &text)
{
    click(edit);
    edit.selectAll();
    QTest::keyClicks(&edit, text);
}

void tst_EndToEnd::createWebhook(const QString &name, const QString &url)
{
    auto &first = the<QPushButton>("createFirstButton");
    click(first.isVisible() ? static_cast<QWidget &>(first) : the("createButton"));
    type(the<QLineEdit>("nameEdit"), name);
    type(the<QLineEdit>("urlEdit"), url);
}

void tst_EndToEnd::saveAndWait()
{
    QSignalSpy stored(m_engine.get(), &PanelService::webhookSaved);
    click(the("saveButton"));
    QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 1, patienceMs);
}

void tst_EndToEnd::triggerAndWait()
{
    click(the("triggerButton"));
    QVERIFY(the("stateLabel").isVisible());
    QVERIFY2(state().startsWith(u"Pending…"), qPrintable(state()));
    QTRY_VERIFY_WITH_TIMEOUT(!the("cancelButton").isVisible(), patienceMs);
}

void tst_EndToEnd::mainPath()
{
    // Create.
    QVERIFY(the("emptyState").isVisible());
    createWebhook(u"Search index"_s, m_receiver->url(u"/reindex?full=1"_s).toString());
    click(the("entry.create"));
    click(the("createHeaderButton"));
    QTest::keyClicks(QApplication::focusWidget(), u"X-Stage"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"live"_s);
    saveAndWait();
    QCOMPARE(the<QLabel>("titleLabel").text(), u"Search index"_s);
    click(the("backButton"));

    // It is in the list, and its switch moves.
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, Model::NameColumn), u"Search index"_s);
    QCOMPARE(cell(0, Model::EventsColumn), u"entry.create"_s);
    QCOMPARE(cell(0, Model::LastDeliveryColumn), u"never"_s);
    QCOMPARE(cell(0, Model::StatusColumn), u"Enabled"_s);
    clickCell(table(), table().model()->index(0, Model::StatusColumn));
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, Model::StatusColumn), u"Disabled"_s, patienceMs);

    // Triggered, though it is disabled.
    clickCell(table(), table().model()->index(0, Model::EditColumn));
    QVERIFY(!the<QCheckBox>("enabledBox").isChecked());
    m_receiver->answerNext(Answer::status(201, R"({"queued":true})").withHeader("X-Answer", "yes"));
    triggerAndWait();
    QVERIFY2(state().startsWith(u"Success!"), qPrintable(state()));
    QVERIFY(sentence().contains(u"201"));
    const QString received = the<QPlainTextEdit>("receivedEdit").toPlainText();
    QVERIFY(received.startsWith(u"HTTP 201"));
    QVERIFY(received.contains(u"X-Answer: yes"));
    QVERIFY(received.endsWith(u"{\"queued\":true}"));
    QVERIFY(the<QLabel>("timelineLabel").text().contains(u"Connecting"));

    // What is called sent is what arrived, byte for byte.
    QCOMPARE(m_receiver->requestCount(), 1);
    QCOMPARE(m_receiver->connectionCount(), 1);
    const QByteArray raw = m_receiver->requests().first().raw;
    const QString shown = the<QPlainTextEdit>("sentEdit").toPlainText();
    QCOMPARE(shown.toUtf8(), QByteArray(raw).replace("\r\n", "\n"));
    QVERIFY(raw.startsWith("POST /reindex?full=1 HTTP/1.1\r\n"));
    QCOMPARE(m_receiver->requests().first().header("X-Stage"), QByteArray("live"));
    QCOMPARE(m_receiver->requests().first().header("X-Strapi-Event"), QByteArray("trigger-test"));
    const QByteArray body = m_receiver->requests().first().body();
    QVERIFY2(QRegularExpression(uR"(^\{"event":"trigger-test","createdAt":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$)"_s)
                 .match(QString::fromUtf8(body))
                 .hasMatch(),
             body.constData());

    // The outcome is in the list.
    click(the("backButton"));
    QVERIFY(cell(0, Model::LastDeliveryColumn).startsWith(u"✓ 201 · "));

    // All of it is on disk: another engine reads it.
    closeWindow();
    openWindow();
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, Model::NameColumn), u"Search index"_s);
    QCOMPARE(cell(0, Model::StatusColumn), u"Disabled"_s);
    QVERIFY(cell(0, Model::LastDeliveryColumn).startsWith(u"✓ 201 · "));
    clickCell(table(), table().model()->index(0, Model::EditColumn));
    QCOMPARE(the<QLineEdit>("urlEdit").text(), m_receiver->url(u"/reindex?full=1"_s).toString());
    QVERIFY(the<QCheckBox>("entry.create").isChecked());
    QCOMPARE(the<QTableView>("headersView").model()->index(0, 1).data().toString(), u"live"_s);
    QCOMPARE(m_receiver->requestCount(), 1);
}

void tst_EndToEnd::outcomes_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("words");
    QTest::newRow("error 503") << u"503"_s << u"Error 503"_s << u"503"_s;
    QTest::newRow("error 404") << u"404"_s << u"Error 404"_s << u"404"_s;
    QTest::newRow("redirect") << u"redirect"_s << u"Error 302"_s << u"https://elsewhere.example/"_s;
    QTest::newRow("reset") << u"reset"_s << u"Dropped"_s << u"without a complete HTTP answer"_s;
    QTest::newRow("close") << u"close"_s << u"Dropped"_s << u"without a complete HTTP answer"_s;
    QTest::newRow("short body") << u"short"_s << u"Incomplete"_s << u"cut short"_s;
    QTest::newRow("garbage") << u"garbage"_s << u"Dropped"_s << u"without a complete HTTP answer"_s;
}

void tst_EndToEnd::outcomes()
{
    QFETCH(const QString, verb);
    QFETCH(const QString, begins);
    QFETCH(const QString, words);
    const QHash<QString, Answer> verbs{{u"503"_s, Answer::status(503, "busy")},
                                       {u"404"_s, Answer::status(404, "no")},
                                       {u"redirect"_s, Answer::redirect(302, "https://elsewhere.example/")},
                                       {u"reset"_s, Answer::reset()},
                                       {u"close"_s, Answer::closeBeforeReply()},
                                       {u"short"_s, Answer::shortBody(200, 100, "ab")},
                                       {u"garbage"_s, Answer::garbage("SMTP ready\r\n\r\n")}};
    m_receiver->answer(verbs.value(verb));
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    triggerAndWait();
    QVERIFY2(state().startsWith(begins), qPrintable(state()));
    QVERIFY2(sentence().contains(words), qPrintable(sentence()));
    QCOMPARE(m_receiver->requestCount(), 1); // one attempt is one request
}

void tst_EndToEnd::stoppedReceiver()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    triggerAndWait();
    QVERIFY(state().startsWith(u"Success!"));
    m_receiver->close();
    triggerAndWait();
    QVERIFY2(state().startsWith(u"Connection refused"), qPrintable(state()));
    QVERIFY2(sentence().contains(u"nothing listens"), qPrintable(sentence()));
    QCOMPARE(the<QPlainTextEdit>("receivedEdit").toPlainText(), u"No answer was received."_s);
    QVERIFY2(the<QLabel>("sentLabel").text().contains(u"not sent"), qPrintable(the<QLabel>("sentLabel").text()));
    click(the("backButton"));
    QVERIFY(cell(0, Model::LastDeliveryColumn).startsWith(u"✗ Connection refused"));
}

void tst_EndToEnd::timeout()
{
    m_receiver->answer(Answer::hang());
    createWebhook(u"A"_s, m_receiver->url().toString());
    the<QSpinBox>("timeoutBox").setValue(1);
    saveAndWait();
    triggerAndWait();
    QVERIFY2(state().startsWith(u"Timeout"), qPrintable(state()));
    QVERIFY2(sentence().contains(u"while waiting for the answer"), qPrintable(sentence()));
    QCOMPARE(m_receiver->requestCount(), 1);
}

void tst_EndToEnd::cancelDuringAHang()
{
    m_receiver->answer(Answer::hang());
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    click(the("triggerButton"));
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requestCount(), 1, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"Waiting for the answer"), patienceMs);
    click(the("cancelButton"));
    QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Cancelled"), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->openConnectionCount(), 0, patienceMs); // it really aborts
    QVERIFY(the("triggerButton").isEnabled());
    QCOMPARE(m_receiver->requestCount(), 1);
}

void tst_EndToEnd::triggerBeforeSaving()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    triggerAndWait();
    QVERIFY(state().startsWith(u"Success!"));
    QCOMPARE(m_receiver->requestCount(), 1);
    const WebhookStore store(profile(), catalogue());
    QCOMPARE(store.loadAll()->size(), 0); // nothing was saved by it
    saveAndWait();
    QVERIFY(state().startsWith(u"Success!")); // saving leaves what is shown
    QCOMPARE(store.loadAll()->size(), 1);
}

void tst_EndToEnd::deleteAndUndo()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    click(the("backButton"));
    const WebhookStore store(profile(), catalogue());
    const auto before = *store.loadAll();
    clickCell(table(), table().model()->index(0, Model::DeleteColumn));
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 0, patienceMs);
    QVERIFY(the("undoBar").isVisible());
    QCOMPARE(store.loadAll()->size(), 0);
    click(the("undoButton"));
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QVERIFY(*store.loadAll() == before);
}

void tst_EndToEnd::duplicateTriggersAreOneRequestEach()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    for (int i = 1; i <= 3; ++i) {
        triggerAndWait();
        QVERIFY2(state().startsWith(u"Success!"), qPrintable(state()));
        QCOMPARE(m_receiver->requestCount(), i);
        QCOMPARE(m_receiver->connectionCount(), i); // a fresh connection, so that the timeline is whole
    }
}

void tst_EndToEnd::unsavedChangesOnClosing()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    QVERIFY(!m_window->close());
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    const auto buttons = box->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text().remove(u'&') == u"Save")
            click(*button);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), patienceMs);
    QCOMPARE(WebhookStore(profile(), catalogue()).loadAll()->size(), 1);
}

void tst_EndToEnd::changeByAnotherProgram()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    WebhookStore other(profile(), catalogue());
    type(the<QLineEdit>("nameEdit"), u"Mine"_s);
    Webhook changed = other.loadAll()->first().webhook;
    changed.name = u"Theirs"_s;
    changed.timeoutSeconds = 33;
    QVERIFY(other.save(changed, other.loadAll()->first().revision));
    click(the("saveButton")); // whether the window knows of the change already or finds it out now
    QTRY_VERIFY_WITH_TIMEOUT(the("conflictPanel").isVisible(), patienceMs);
    QCOMPARE(the<QTableView>("conflictView").model()->rowCount(), 2);
    QCOMPARE(other.loadAll()->first().webhook.name, u"Theirs"_s); // nothing is overwritten
    QCOMPARE(the<QLineEdit>("nameEdit").text(), u"Mine"_s);
    click(the("keepMineButton"));
    saveAndWait();
    QCOMPARE(other.loadAll()->first().webhook.name, u"Mine"_s);
    QCOMPARE(other.loadAll()->first().webhook.timeoutSeconds, 10);
}

/// Without a look at the window: what another program adds, changes and removes.
void tst_EndToEnd::whatOthersDoAppears()
{
    WebhookStore other(profile(), catalogue());
    Webhook theirs;
    theirs.name = u"Theirs"_s;
    theirs.url = m_receiver->url().toString();
    auto stored = other.save(theirs);
    QVERIFY(stored);
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 1, patienceMs);
    QCOMPARE(cell(0, Model::NameColumn), u"Theirs"_s);

    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_F2);
    stored->webhook.name = u"Renamed"_s;
    QVERIFY(other.save(stored->webhook, stored->revision));
    QTRY_COMPARE_WITH_TIMEOUT(the<QLineEdit>("nameEdit").text(), u"Renamed"_s, patienceMs); // an untouched form follows

    type(the<QLineEdit>("nameEdit"), u"Mine"_s);
    QVERIFY(other.remove(stored->webhook.id));
    QTRY_VERIFY_WITH_TIMEOUT(the("bannerLabel").isVisible(), patienceMs);
    saveAndWait(); // makes it anew
    QCOMPARE(other.load(stored->webhook.id)->webhook.name, u"Mine"_s);
    click(the("backButton"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, Model::NameColumn), u"Mine"_s, patienceMs);
    QCOMPARE(table().model()->rowCount(), 1);
}

void tst_EndToEnd::aLockOfAnotherProgram()
{
    createWebhook(u"A"_s, m_receiver->url().toString());
    saveAndWait();
    const WebhookStore store(profile(), catalogue());
    const StoredWebhook before = store.loadAll()->first();
    auto lock = SettingsFile::lock(profile().webhookFile(before.webhook.id.toString()), {});
    QVERIFY(lock);
    type(the<QLineEdit>("nameEdit"), u"Mine"_s);
    click(the("saveButton"));
    QTRY_COMPARE_WITH_TIMEOUT(the<QLabel>("bannerLabel").text(), u"Saving…"_s, patienceMs);
    type(the<QLineEdit>("nameEdit"), u"Mine too"_s); // the window goes on
    QTRY_VERIFY_WITH_TIMEOUT(the("bannerButton").isVisible(), patienceMs);
    const QString sentence = the<QLabel>("bannerLabel").text();
    QVERIFY2(sentence.contains(before.webhook.id.toString()) && sentence.contains(u"locked by another program"),
             qPrintable(sentence));
    QCOMPARE(*store.load(before.webhook.id), before);
    lock->reset();
    QSignalSpy saved(m_engine.get(), &PanelService::webhookSaved);
    click(the("bannerButton"));
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patienceMs);
    QCOMPARE(store.load(before.webhook.id)->webhook.name, u"Mine too"_s);
    QVERIFY(!the("bannerButton").isVisible());
}

/// What is chosen in the settings is stored, and used by the next request.
void tst_EndToEnd::settings()
{
    const TestProxy proxy(m_receiver->port());
    goToScreen(*m_window, u"Settings"_s);
    the<QComboBox>("proxyBox").setCurrentIndex(2);
    auto &address = the<QLineEdit>("proxyAddressEdit");
    type(address, proxy.address());
    QTest::keyClick(&address, Qt::Key_Return);
    QTRY_VERIFY(the("settingsUndoBar").isVisible());
    QCOMPARE(PreferencesStore(profile()).load()->proxy.toText(), proxy.address());

    goToScreen(*m_window, u"Webhooks"_s);
    createWebhook(u"Far away"_s, u"http://receiver.test:%1/hook"_s.arg(m_receiver->port()));
    triggerAndWait();
    QCOMPARE(state(), u"Success! Trigger succeeded"_s);
    QCOMPARE(m_receiver->requestCount(), 1);
    QCOMPARE(proxy.heads().size(), 1);
    QVERIFY(the<QLabel>("targetLabel").text().contains(u"proxy"));

    closeWindow();
    openWindow();
    goToScreen(*m_window, u"Settings"_s);
    QTRY_COMPARE(the<QLineEdit>("proxyAddressEdit").text(), proxy.address());
}

QTEST_MAIN(tst_EndToEnd)
#include "tst_endtoend.moc"
