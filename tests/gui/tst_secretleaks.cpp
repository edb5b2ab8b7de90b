// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "gui/guitest.h"
#include "models/deliverytablemodel.h"
#include "support/loopbackreceiver.h"
#include "views/changesdialog.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"

#include <QAccessible>
#include <QClipboard>
#include <QDirIterator>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000; ///< Never reached but by a defect.

const QString headerSecret = u"Bearer header-S3cret-7788"_s;
const QString bareHeaderSecret = u"header-S3cret-7788"_s;
const QString defaultSecret = u"default-S3cret-1122334455"_s;
const QString querySecret = u"query-S3cret-9900112233"_s;
const QString signingSecret = u"whsec_c2lnbmluZy1TM2NyZXQtNTU2Njc3ODg5OTAwMTE="_s;
const QString passphrase = u"open sesame"_s;

QStringList messages; ///< What the program wrote into its log.

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    messages.append(message);
}

/// All ways in which a receiver, a file or a screen may spell a secret.
QByteArrayList spellings(const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    return {utf8, QUrl::toPercentEncoding(secret), utf8.toBase64(QByteArray::OmitTrailingEquals), utf8.toHex()};
}

/// Everything that a screen reader may say of a part of the window and what is in it. `skipped` is a field whose text is
/// meant to be read there.
void gatherTexts(QAccessibleInterface *part, const QString &skipped, QStringList &texts)
{
    if (!part || !part->isValid())
        return;
    const bool isSkipped = part->object() && part->object()->objectName() == skipped;
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
        if (!isSkipped)
            texts.append(part->text(kind));
    }
    if (QAccessibleTextInterface *text = isSkipped ? nullptr : part->textInterface())
        texts.append(text->text(0, text->characterCount()));
    for (int child = 0; child < part->childCount(); ++child)
        gatherTexts(part->child(child), skipped, texts);
}

/// Texts of all widgets of the window, also of those on pages that are not in front, and all roles of their tables.
QStringList textsOf(QWidget &window)
{
    QStringList texts{window.windowTitle()};
    gatherTexts(QAccessible::queryAccessibleInterface(&window), u"urlEdit"_s, texts);
    const auto widgets = window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        texts += {widget->toolTip(), widget->whatsThis(), widget->statusTip(), widget->accessibleName(),
                  widget->accessibleDescription()};
        if (const auto *label = qobject_cast<QLabel *>(widget))
            texts.append(label->text());
        const auto *view = qobject_cast<QAbstractItemView *>(widget);
        const QAbstractItemModel *model = view ? view->model() : nullptr;
        for (int row = 0; model && row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                for (const int role : {Qt::DisplayRole, Qt::EditRole, Qt::ToolTipRole, Qt::StatusTipRole, Qt::WhatsThisRole,
                                       Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole})
                    texts.append(model->index(row, column).data(role).toString());
            }
        }
    }
    return texts;
}

} // namespace

/// Secrets go in by every door of the window, and are used; afterwards they are in their store and nowhere else: in no file
/// of the profile, no export, no copied command, no line of the log, and in nothing that a screen reader can say.
class tst_SecretLeaks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nowhereElse();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_folder->filePath(u"profile"_s)); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder->filePath(name); }
    void openWindow();
    void closeWindow();
    void agreeToFile();
    void typeHeader(const char *view, int row, const QString &name, const QString &value);
    void enterDefaultHeader();
    void createWebhook();
    void addKeyAndPassphrase();
    void turnIntakeOn();
    void triggerAndLook();
    void deliverAndLook();
    void exportEverything();
    QByteArray command(const QStringList &arguments, const QByteArray &input = {});
    void look(const QString &where);
    void lookAt(const QString &where, const QByteArray &text);
    void lookIntoFiles();

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LoopbackReceiver> m_receiver;
    MessageBoxPrompts m_prompts;
    std::unique_ptr<EngineClient> m_engine;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_secrets;
    StoredWebhook m_stored;
    int m_looks = 0;
};

void tst_SecretLeaks::init()
{
    QAccessible::setActive(true);
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_receiver = std::make_unique<LoopbackReceiver>();
    m_secrets = {bareHeaderSecret, defaultSecret, querySecret, signingSecret, signingSecret.mid(6), passphrase};
    // A receiver that tells everything that it was told, in several spellings.
    QByteArray echo;
    for (const QString &secret : std::as_const(m_secrets))
        echo += spellings(secret).join('\n') + '\n';
    m_receiver->answer(Answer::status(200, echo).withHeader("X-Echo", bareHeaderSecret.toUtf8()));
    messages.clear();
    qInstallMessageHandler(keepMessage);
    openWindow();
}

void tst_SecretLeaks::cleanup()
{
    closeWindow();
    m_receiver.reset();
    qInstallMessageHandler(nullptr);
}

void tst_SecretLeaks::openWindow()
{
    m_engine = std::make_unique<EngineClient>(profile(), catalogue(), m_clock);
    QSignalSpy loaded(m_engine.get(), &PanelService::loaded);
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, m_clock, catalogue(), QString());
    QVERIFY(show(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patienceMs);
}

void tst_SecretLeaks::closeWindow()
{
    m_window.reset();
    m_engine.reset();
}

/// There is no keyring here, so the window asks once.
void tst_SecretLeaks::agreeToFile()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QMessageBox *>(), patienceMs);
    auto *question = m_window->findChild<QMessageBox *>();
    QVERIFY(question->informativeText().contains(QDir::toNativeSeparators(profile().secretsFile())));
    const auto buttons = question->buttons();
    for (QAbstractButton *button : buttons) {
        if (button->text() == u"Keep in a file"_s)
            click(*button);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<QMessageBox *>(), patienceMs);
    m_window->activateWindow(); // as a window manager does
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isActiveWindow(), patienceMs);
}

void tst_SecretLeaks::typeHeader(const char *view, int row, const QString &name, const QString &value)
{
    auto &table = the<QTableView>(view);
    if (row == table.model()->rowCount())
        click(the(qstrcmp(view, "headersView") == 0 ? "createHeaderButton" : "createDefaultHeaderButton"));
    for (const auto &[column, text] : {std::pair(0, name), std::pair(1, value)}) {
        table.setFocus();
        table.setCurrentIndex(table.model()->index(row, column));
        QTest::keyClick(&table, Qt::Key_F2);
        auto *editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(table.hasFocus());
    }
}

void tst_SecretLeaks::enterDefaultHeader()
{
    goToScreen(*m_window, u"Settings"_s);
    QSignalSpy saved(m_engine.get(), &PanelService::preferencesSaved);
    typeHeader("defaultHeadersView", 0, u"X-Api-Key"_s, defaultSecret);
    look(u"settings, while the question is open"_s);
    agreeToFile();
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patienceMs);
    look(u"settings"_s);
}

void tst_SecretLeaks::createWebhook()
{
    goToScreen(*m_window, u"Webhooks"_s);
    click(the("createFirstButton"));
    QTest::keyClicks(&the<QLineEdit>("nameEdit"), u"Search index"_s);
    QTest::keyClicks(&the<QLineEdit>("urlEdit"), m_receiver->url(u"/hook?token="_s + querySecret).toString());
    typeHeader("headersView", 0, u"Authorization"_s, headerSecret);
    look(u"the form before it is saved"_s);
    click(the("entry.create"));
    QSignalSpy saved(m_engine.get(), &PanelService::webhookSaved);
    click(the("saveButton"));
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patienceMs);
    m_stored = saved.first().first().value<StoredWebhook>();
    look(u"the saved form"_s);
}

/// What the form's section of security orders.
void tst_SecretLeaks::addKeyAndPassphrase()
{
    Webhook webhook = m_stored.webhook;
    webhook.signing = {u"standard"_s, u"github"_s};
    webhook.signingKeys = {{{}, {}, {}, signingSecret}};
    webhook.tls.clientCertificate = u"" TLS_DATA "/client.pem"_s;
    webhook.tls.clientKey = u"" TLS_DATA "/client-key-locked.pem"_s;
    webhook.tls.passphrase = passphrase;
    QSignalSpy saved(m_engine.get(), &PanelService::webhookSaved);
    m_engine->saveWebhook(webhook, m_stored.revision);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patienceMs);
    look(u"the form with a signature"_s);
}

void tst_SecretLeaks::turnIntakeOn()
{
    QSignalSpy made(m_engine.get(), &PanelService::intakeTokenMade);
    m_engine->makeIntakeToken();
    QTRY_COMPARE_WITH_TIMEOUT(made.size(), 1, patienceMs);
    m_secrets.append(made.first().first().toString());
    goToScreen(*m_window, u"Settings"_s);
    goToScreen(*m_window, u"Webhooks"_s);
    look(u"the list"_s);
}

void tst_SecretLeaks::triggerAndLook()
{
    auto &table = the<QTableView>("webhooksView");
    table.setCurrentIndex(table.model()->index(0, 0));
    QTest::keyClick(&table, Qt::Key_F2);
    click(the("triggerButton"));
    QTRY_VERIFY_WITH_TIMEOUT(the<QLabel>("stateLabel").text().startsWith(u"Success!"), patienceMs);
    QCOMPARE(m_receiver->requests().constLast().header("Authorization"), headerSecret.toUtf8()); // it was used
    QCOMPARE(m_receiver->requests().constLast().header("X-Api-Key"), defaultSecret.toUtf8());
    QVERIFY(!m_receiver->requests().constLast().header("webhook-signature").isEmpty());
    look(u"the trigger view"_s);
    click(the("changesButton"));
    QTRY_VERIFY(m_window->findChild<ChangesDialog *>());
    auto *changes = m_window->findChild<ChangesDialog *>();
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>(*changes, "changesView").model()->rowCount() > 1, patienceMs);
    look(u"the changes"_s);
    changes->close();
}

void tst_SecretLeaks::deliverAndLook()
{
    (void)command({u"emit"_s, u"--payload"_s, u"-"_s},
                  R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","model":"address","entry":{"id":1}})");
    goToScreen(*m_window, u"Deliveries"_s);
    auto &table = the<QTableView>("deliveriesView");
    QTRY_COMPARE_WITH_TIMEOUT(table.model()->rowCount(), 2, patienceMs);
    for (int row = 0; row < 2; ++row) {
        const auto state = [&] { return table.model()->index(row, DeliveryTableModel::StateColumn).data().toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"Delivered"_s, patienceMs);
        clickCell(table, table.model()->index(row, 0));
        QTRY_VERIFY_WITH_TIMEOUT(the("copyCurlButton").isEnabled(), patienceMs);
        look(u"a delivery"_s);
        QGuiApplication::clipboard()->clear();
        click(the("copyCurlButton"));
        QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        lookAt(u"a copied command"_s, QGuiApplication::clipboard()->text().toUtf8());
    }
    goToScreen(*m_window, u"Send event"_s);
    look(u"send event"_s);
    goToScreen(*m_window, u"Event types"_s);
    look(u"event types"_s);
}

void tst_SecretLeaks::exportEverything()
{
    QSignalSpy definitions(m_engine.get(), &PanelService::exported);
    m_engine->exportDefinitions(file(u"definitions.json"_s), {});
    QTRY_COMPARE_WITH_TIMEOUT(definitions.size(), 1, patienceMs);
    for (const auto format : {DeliveryFormat::JsonLines, DeliveryFormat::Csv}) {
        QSignalSpy ended(&m_engine->deliveries(), &DeliveryService::exportEnded);
        m_engine->deliveries().exportDeliveries(file(u"deliveries-%1"_s.arg(int(format))), format, {});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patienceMs);
    }
    const QString id = m_stored.webhook.id.toString();
    for (const QStringList &arguments : QList<QStringList>{{u"list"_s},
                                                           {u"show"_s, id},
                                                           {u"default-headers"_s},
                                                           {u"deliveries"_s},
                                                           {u"export"_s},
                                                           {u"audit"_s, id},
                                                           {u"settings"_s},
                                                           {u"trigger"_s, id},
                                                           {u"secret"_s, id}}) {
        (void)command(arguments);
        (void)command(QStringList{u"--json"_s} + arguments);
    }
}

/// Runs the command line on the same profile, looks at what it prints, and gives its stdout.
QByteArray tst_SecretLeaks::command(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(QStringLiteral(HOOKPANEL_CLI), QStringList{u"--profile"_s, file(u"profile"_s)} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.state() != QProcess::NotRunning && !finished.wait(60'000))
        qFatal("hookpanel-cli does not end");
    const QByteArray out = process.readAllStandardOutput();
    lookAt(u"hookpanel-cli "_s + arguments.join(u' '), out + process.readAllStandardError());
    return out;
}

void tst_SecretLeaks::lookAt(const QString &where, const QByteArray &text)
{
    ++m_looks;
    for (const QString &secret : std::as_const(m_secrets)) {
        const QByteArrayList all = spellings(secret);
        for (const QByteArray &spelling : all) {
            const bool isFound = text.contains(spelling);
            QVERIFY2(!isFound, qPrintable(u"%1 stands in: %2"_s.arg(secret, where)));
        }
    }
}

/// At all that the window tells now, and at the log.
void tst_SecretLeaks::look(const QString &where)
{
    const QStringList texts = textsOf(*m_window);
    QVERIFY(texts.size() > 100);
    for (const QString &text : texts)
        lookAt(where + u": "_s + text.left(200), text.toUtf8());
    lookAt(u"the log, at "_s + where, messages.join(u'\n').toUtf8());
}

/// The file of secrets is their store. The query of a URL stands in the file of its webhook, which says so (a problem of the
/// form), and nowhere else.
void tst_SecretLeaks::lookIntoFiles()
{
    int files = 0;
    QDirIterator entries(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile read(entries.next());
        if (read.fileName() == profile().secretsFile())
            continue;
        QVERIFY2(read.open(QIODevice::ReadOnly), qPrintable(read.fileName()));
        QByteArray text = read.readAll();
        if (read.fileName().contains(m_stored.webhook.id.toString()))
            text.replace("token=" + querySecret.toUtf8(), "");
        lookAt(read.fileName(), text);
        ++files;
    }
    QVERIFY(files > 5);
}

void tst_SecretLeaks::nowhereElse()
{
    enterDefaultHeader();
    createWebhook();
    addKeyAndPassphrase();
    turnIntakeOn();
    triggerAndLook();
    deliverAndLook();
    exportEverything();
    lookIntoFiles(); // with the write-ahead log
    closeWindow();
    lookIntoFiles();
    QVERIFY(m_looks > 1000);
    QFile store(profile().secretsFile());
    QVERIFY(store.open(QIODevice::ReadOnly));
    const QByteArray kept = store.readAll();
    for (const QString &secret : {headerSecret, defaultSecret, signingSecret, passphrase})
        QVERIFY2(kept.contains(secret.toUtf8()), qPrintable(secret)); // else nothing would be proved
    openWindow(); // as a new process shows it
    look(u"the list, opened again"_s);
}

QTEST_MAIN(tst_SecretLeaks)
#include "tst_secretleaks.moc"
