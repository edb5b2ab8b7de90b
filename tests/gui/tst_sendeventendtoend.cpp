// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "core/jsontext.h"
#include "core/words.h"
#include "gui/guitest.h"
#include "models/recipientsmodel.h"
#include "store/contenttypestore.h"
#include "store/eventtypestore.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"
#include "views/mainwindow.h"
#include "views/messageboxprompts.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

const QByteArray articleSchema = R"({"kind":"collectionType","collectionName":"articles",
    "info":{"singularName":"article","pluralName":"articles","displayName":"Article"},
    "options":{"draftAndPublish":true},
    "attributes":{"title":{"type":"string"},"internalNotes":{"type":"text","private":true}}})";

} // namespace

/// Sending an event as a user does it: the real window, engine, store, sender and receivers on the loopback interface.
class tst_SendEventEndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void threeReceivers();
    void rulesHoldWhileTyping();
    void typesThatAnotherProgramAdds();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    [[nodiscard]] Profile profile() const { return Profile::inFolder(m_folder->filePath(u"profile"_s)); }
    QPushButton &sendButton() { return the<QPushButton>("sendEventButton"); }
    QStringList results();
    void openWindow();
    void store(const QString &name, const LoopbackReceiver &receiver, const QStringList &events, bool enabled = true);
    void importArticle();

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    MessageBoxPrompts m_prompts;
    std::unique_ptr<EngineClient> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void tst_SendEventEndToEnd::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QVERIFY(profile().prepare());
}

void tst_SendEventEndToEnd::cleanup()
{
    m_window.reset();
    m_engine.reset();
}

void tst_SendEventEndToEnd::openWindow()
{
    m_engine = std::make_unique<EngineClient>(profile(), catalogue(), m_clock);
    QSignalSpy loaded(m_engine.get(), &PanelService::loaded);
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, m_clock, catalogue(), QString());
    QVERIFY(show(*m_window));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patienceMs);
    goToScreen(*m_window, u"Send event"_s);
}

void tst_SendEventEndToEnd::store(const QString &name, const LoopbackReceiver &receiver, const QStringList &events,
                                  bool enabled)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = name;
    webhook.url = receiver.url().toString();
    webhook.events.names = events;
    webhook.enabled = enabled;
    QVERIFY(WebhookStore(profile(), catalogue()).save(webhook, {}));
}

void tst_SendEventEndToEnd::importArticle()
{
    const QString folder = m_folder->filePath(u"site/src/api/article/content-types/article"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + u"/schema.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(articleSchema);
    file.close();
    QVERIFY(ContentTypeStore(profile()).import({m_folder->filePath(u"site"_s)}));
}

QStringList tst_SendEventEndToEnd::results()
{
    const QAbstractItemModel &model = *the<QTableView>("recipientsView").model();
    QStringList results;
    for (int row = 0; row < model.rowCount(); ++row)
        results.append(model.index(row, 0).data().toString() + u": "_s
                       + model.index(row, 1).data().toString().section(u" · "_s, 0, 1));
    return results;
}

void tst_SendEventEndToEnd::threeReceivers()
{
    LoopbackReceiver good;
    LoopbackReceiver bad;
    LoopbackReceiver other;
    bad.answer(Answer::status(422, "no"));
    store(u"Build"_s, bad, {u"entry.publish"_s});
    store(u"Index"_s, good, {u"entry.publish"_s, u"entry.create"_s});
    store(u"Media"_s, other, {u"media.create"_s});
    importArticle();
    openWindow();
    auto &events = the<QComboBox>("sendEventBox");
    QTRY_VERIFY_WITH_TIMEOUT(events.findText(u"entry.publish"_s) >= 0, patienceMs);
    events.setCurrentIndex(events.findText(u"entry.publish"_s));
    auto &contentTypes = the<QComboBox>("sendContentTypeBox");
    contentTypes.setCurrentIndex(contentTypes.findData(u"api::article.article"_s));
    auto &payload = the<QPlainTextEdit>("sendPayloadEdit");
    payload.setPlainText(
        payload.toPlainText().replace(u"\"title\": \"Title\""_s, u"\"title\": 1.50, \"internalNotes\": \"s3cr3t\""_s));
    QTRY_VERIFY_WITH_TIMEOUT(sendButton().isEnabled(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(sendButton().text().startsWith(u"Send to 2 "), patienceMs);
    QVERIFY(the<QLabel>("sendNotesLabel").text().contains(u"entry.internalNotes"));
    const QString offered = payload.toPlainText();
    click(sendButton());
    const QStringList expected{u"Build: Failed · Error 422"_s, u"Index: Delivered · Success!"_s,
                               u"Media: not sent: it is not subscribed to this event type"_s};
    QTRY_COMPARE_WITH_TIMEOUT(results().at(0).section(u" · "_s, 0, 0), expected.at(0).section(u" · "_s, 0, 0), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(results().at(1).section(u" · "_s, 0, 0), expected.at(1).section(u" · "_s, 0, 0), patienceMs);
    QCOMPARE(results().at(2), expected.at(2));
    QCOMPARE(good.requestCount(), 1);
    QCOMPARE(bad.requestCount(), 1);
    QCOMPARE(other.requestCount(), 0);
    const QByteArray body = good.requests().first().body();
    QVERIFY(body.contains("1.50"));
    QVERIFY(!body.contains("s3cr3t"));
    QVERIFY(!offered.contains(
        QString::fromUtf8(JsonText::parse(body)->string(u"createdAt"_s)->toUtf8()))); // the time of sending
    QCOMPARE(bad.requests().first().body(), body);
}

void tst_SendEventEndToEnd::rulesHoldWhileTyping()
{
    LoopbackReceiver receiver;
    store(u"Index"_s, receiver, {u"entry.create"_s});
    openWindow();
    QTRY_VERIFY_WITH_TIMEOUT(sendButton().isEnabled(), patienceMs);
    auto &payload = the<QPlainTextEdit>("sendPayloadEdit");
    const QLabel &problem = the<QLabel>("sendPayloadError");
    payload.setPlainText(
        u"{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"model\":\"user\",\"entry\":{}}"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem.isVisible(), patienceMs);
    QCOMPARE(problem.text(), Words::of(Error{ErrorCode::UserContentType, u"user"_s}));
    payload.setPlainText(u"{\"event\":\"entry.create\",\n\"createdAt\" 1}"_s);
    QTRY_VERIFY_WITH_TIMEOUT(the("goToErrorButton").isVisible(), patienceMs);
    QVERIFY(!sendButton().isEnabled());
    QCOMPARE(receiver.requestCount(), 0);
}

void tst_SendEventEndToEnd::typesThatAnotherProgramAdds()
{
    openWindow();
    auto &events = the<QComboBox>("sendEventBox");
    QTRY_VERIFY_WITH_TIMEOUT(events.count() > 0, patienceMs);
    QVERIFY(EventTypeStore(profile()).add(u"order.paid"_s, R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z"})",
                                          catalogue()));
    QTRY_VERIFY_WITH_TIMEOUT(events.findText(u"order.paid"_s) >= 0, patienceMs);
    importArticle();
    events.setCurrentIndex(events.findText(u"entry.create"_s));
    QTRY_VERIFY_WITH_TIMEOUT(the<QComboBox>("sendContentTypeBox").findData(u"api::article.article"_s) >= 0, patienceMs);
    QVERIFY(EventTypeStore(profile()).remove(u"order.paid"_s, catalogue()));
    QTRY_COMPARE_WITH_TIMEOUT(events.findText(u"order.paid"_s), -1, patienceMs);
}

QTEST_MAIN(tst_SendEventEndToEnd)
#include "tst_sendeventendtoend.moc"
