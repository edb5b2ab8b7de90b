// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "views/triggerpanel.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

QString briefly(OutcomeKind kind)
{
    Outcome outcome;
    outcome.kind = kind;
    return Words::brief(outcome);
}

} // namespace

/// The trigger view: what it sends, and what it says while an attempt runs and after it has ended.
class tst_TriggerPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }
    void triggerTestComesFirst();
    void triggerTestCannotBeEdited();
    void anUntouchedSampleGoesOutCompactWithTheTimeOfNow();
    void anEditedPayloadGoesOutByteForByte();
    void aWrongPayloadIsSaidAndNotSent_data();
    void aWrongPayloadIsSaidAndNotSent();
    void anotherEventOffersItsSample();
    void enterpriseEventsAreOfferedWithTheEdition();
    void pendingIsSaidInWords_data();
    void pendingIsSaidInWords();
    void theEndIsSaidInWords_data();
    void theEndIsSaidInWords();
    void timeGoesOnByTheClock();
    void cancelIsThereWhileItRuns();
    void escapeCancels();
    void requestIsShownExactly();
    void secretsAreNotShown();
    void responseIsShown();
    void noAnswerIsSaid();
    void whatNeverLeftIsNotCalledSent();
    void truncationIsSaid();
    void phasesThatWereNotMeasuredAreSaid();
    void reusedConnectionIsSaid();
    void otherDeliveriesAreIgnored();
    void anOlderDeliveryIsIgnored();
    void clearForgets();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_panel, name); }
    QPlainTextEdit &payload() { return the<QPlainTextEdit>("payloadEdit"); }
    QString state() { return the<QLabel>("stateLabel").text(); }
    void choose(const QString &event);
    void type(const QString &text);
    Attempt begin();

    StillClock m_clock;
    std::unique_ptr<TriggerPanel> m_panel;
};

void tst_TriggerPanel::init()
{
    failOnWarnings();
    m_clock = StillClock();
    m_panel = std::make_unique<TriggerPanel>();
    m_panel->setClock(m_clock);
    m_panel->setCatalogue(catalogue(), Edition::Community);
    QVERIFY(show(*m_panel));
}

void tst_TriggerPanel::choose(const QString &event)
{
    auto &box = the<QComboBox>("eventBox");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Home);
    while (box.currentText() != event && box.currentIndex() + 1 < box.count())
        QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.currentText(), event);
}

void tst_TriggerPanel::type(const QString &text)
{
    payload().setFocus();
    payload().selectAll();
    payload().insertPlainText(text);
}

/// Begins an attempt of a test event to a receiver.
Attempt tst_TriggerPanel::begin()
{
    const Attempt attempt = attemptTo(storedWebhook(u"A"_s, u"https://ci.example/build"_s).webhook, DeliveryId::create(),
                                      makeTestEvent(m_clock.now));
    m_panel->begin(attempt.delivery);
    return attempt;
}

void tst_TriggerPanel::triggerTestComesFirst()
{
    const auto &box = the<QComboBox>("eventBox");
    QCOMPARE(box.itemText(0), triggerTest);
    QCOMPARE(box.currentIndex(), 0);
    QCOMPARE(box.count(), 10);
    const auto event = m_panel->chosenEvent();
    QVERIFY(event);
    QCOMPARE(event->type, triggerTest);
    QCOMPARE(event->payload, QByteArray(R"({"event":"trigger-test","createdAt":"2026-11-23T16:33:57.070Z"})"));
    QVERIFY(!m_panel->hasContent());
    QVERIFY(!payload().isVisible());
}

void tst_TriggerPanel::triggerTestCannotBeEdited()
{
    click(the("payloadButton"));
    QVERIFY(payload().isVisible());
    QVERIFY(payload().isReadOnly());
    QVERIFY(payload().toPlainText().startsWith(u"{\"event\":\"trigger-test\""));
    // Its time is that of the sending, however long it stood there.
    m_clock.now = m_clock.now.addSecs(3);
    QVERIFY(m_panel->chosenEvent()->payload.contains("16:34:00.070Z"));
    click(the("payloadButton"));
    QVERIFY(!payload().isVisible());
}

void tst_TriggerPanel::anUntouchedSampleGoesOutCompactWithTheTimeOfNow()
{
    choose(u"entry.create"_s);
    QVERIFY(payload().isVisible());
    QVERIFY(!payload().isReadOnly());
    const auto event = m_panel->chosenEvent();
    QVERIFY(event);
    QCOMPARE(event->type, u"entry.create"_s);
    QVERIFY2(event->payload.startsWith(R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z",)"),
             event->payload.constData());
    QVERIFY(!event->payload.contains('\n'));
    QCOMPARE(event->payload, makeSampleEvent(*catalogue().find(u"entry.create"_s), m_clock.now).payload);
}

void tst_TriggerPanel::anEditedPayloadGoesOutByteForByte()
{
    choose(u"entry.create"_s);
    const QString edited
        = u"{ \"event\" : \"entry.create\",\n\t\"createdAt\":\"2026-11-24T08:00:00Z\",  \"z\":1.0, \"a\":1E400, \"ü\":\"\\u00e9\\/\", "_s
        + u"\"no-break \u00a0, line separator \u2028\":1 }\n"_s;
    type(edited);
    QVERIFY(!the("payloadError").isVisible());
    const auto event = m_panel->chosenEvent();
    QVERIFY(event);
    QCOMPARE(event->payload, edited.toUtf8());
}

void tst_TriggerPanel::aWrongPayloadIsSaidAndNotSent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("not json") << u"{\n \"event\": entry }"_s << u"line 2, column 11"_s;
    QTest::newRow("empty") << QString() << u"not JSON"_s;
    QTest::newRow("no object") << u"[1]"_s << u"not a JSON object"_s;
    QTest::newRow("no event") << uR"({"createdAt":"2026-11-24T08:00:00Z"})"_s << u"no “event”"_s;
    QTest::newRow("no time") << uR"({"event":"entry.create"})"_s << u"no “createdAt”"_s;
    QTest::newRow("another event") << uR"({"event":"entry.update","createdAt":"2026-11-24T08:00:00Z"})"_s
                                   << u"“entry.update”"_s;
    QTest::newRow("key twice") << uR"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","a":1,"a":2})"_s
                               << u"“a” twice"_s;
    QTest::newRow("user") << uR"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user","entry":{}})"_s
                          << u"User"_s;
    QTest::newRow("user by uid")
        << uR"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user","uid":"plugin::users-permissions.user","entry":{}})"_s
        << u"User"_s;
}

void tst_TriggerPanel::aWrongPayloadIsSaidAndNotSent()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    choose(u"entry.create"_s);
    type(text);
    if (text.isEmpty())
        QTest::keyClick(&payload(), Qt::Key_Delete);
    auto &error = the<QLabel>("payloadError");
    QVERIFY(error.isVisible());
    QVERIFY2(error.text().contains(words), qPrintable(error.text()));
    QCOMPARE(payload().accessibleDescription(), error.text());
    the("eventBox").setFocus();
    click(the("payloadButton")); // folded, it opens again to show what is wrong
    QVERIFY(!m_panel->chosenEvent());
    QVERIFY(payload().isVisible());
    QVERIFY(payload().hasFocus());
    type(uR"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z"})"_s);
    QVERIFY(!error.isVisible());
    QVERIFY(m_panel->chosenEvent());
}

void tst_TriggerPanel::anotherEventOffersItsSample()
{
    choose(u"entry.create"_s);
    type(u"mine"_s);
    choose(u"media.create"_s);
    QVERIFY(payload().toPlainText().contains(u"\"media.create\""));
    QVERIFY(!the("payloadError").isVisible());
    QCOMPARE(m_panel->chosenEvent()->type, u"media.create"_s);
    choose(triggerTest);
    QVERIFY(payload().isReadOnly());
    QCOMPARE(m_panel->chosenEvent()->type, triggerTest);
}

void tst_TriggerPanel::enterpriseEventsAreOfferedWithTheEdition()
{
    const auto &box = the<QComboBox>("eventBox");
    QCOMPARE(box.findText(u"releases.publish"_s), -1);
    choose(u"media.update"_s);
    m_panel->setCatalogue(catalogue(), Edition::Enterprise);
    QVERIFY(box.findText(u"releases.publish"_s) > 0);
    QCOMPARE(box.currentText(), u"media.update"_s);
}

void tst_TriggerPanel::pendingIsSaidInWords_data()
{
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<QString>("words");
    QTest::newRow("queued") << Phase::Queued << u"Queued"_s;
    QTest::newRow("connecting") << Phase::Connecting << u"Connecting"_s;
    QTest::newRow("securing") << Phase::Securing << u"Securing"_s;
    QTest::newRow("sending") << Phase::Sending << u"Sending"_s;
    QTest::newRow("waiting") << Phase::Waiting << u"Waiting for the answer"_s;
    QTest::newRow("receiving") << Phase::Receiving << u"Receiving"_s;
}

void tst_TriggerPanel::pendingIsSaidInWords()
{
    QFETCH(const Phase, phase);
    QFETCH(const QString, words);
    Attempt attempt = begin();
    QVERIFY2(state().startsWith(u"Pending…"), "at once, before anything has come");
    QVERIFY(m_panel->isRunning());
    attempt.phase = phase;
    m_panel->showAttempt(attempt);
    QVERIFY(state().startsWith(u"Pending…"));
    QVERIFY2(state().contains(words), qPrintable(state()));
    QVERIFY(the<QLabel>("timelineLabel").text().contains(words));
    QVERIFY(!the("sentenceLabel").isVisible());
    QCOMPARE(the("stateLabel").accessibleDescription(), u"Trigger state"_s);
    QVERIFY(the<QLabel>("targetLabel").text().contains(u"https://ci.example/build"));
}

void tst_TriggerPanel::theEndIsSaidInWords_data()
{
    QTest::addColumn<OutcomeKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("begins");
    QTest::newRow("success") << OutcomeKind::Success << 200 << u"Success!"_s;
    QTest::newRow("rejected") << OutcomeKind::Rejected << 404 << u"Error 404"_s;
    QTest::newRow("receiver error") << OutcomeKind::ReceiverError << 503 << u"Error 503"_s;
    QTest::newRow("redirected") << OutcomeKind::Redirected << 302 << u"Error 302"_s;
    QTest::newRow("gone") << OutcomeKind::Gone << 410 << u"Error 410"_s;
    QTest::newRow("throttled") << OutcomeKind::Throttled << 429 << u"Error 429"_s;
    QTest::newRow("timeout") << OutcomeKind::Timeout << 0 << briefly(OutcomeKind::Timeout);
    QTest::newRow("dns") << OutcomeKind::Dns << 0 << briefly(OutcomeKind::Dns);
    QTest::newRow("refused") << OutcomeKind::ConnectionRefused << 0 << briefly(OutcomeKind::ConnectionRefused);
    QTest::newRow("unreachable") << OutcomeKind::Unreachable << 0 << briefly(OutcomeKind::Unreachable);
    QTest::newRow("tls") << OutcomeKind::Tls << 0 << briefly(OutcomeKind::Tls);
    QTest::newRow("dropped") << OutcomeKind::Dropped << 0 << briefly(OutcomeKind::Dropped);
    QTest::newRow("incomplete") << OutcomeKind::Incomplete << 200 << briefly(OutcomeKind::Incomplete);
    QTest::newRow("cancelled") << OutcomeKind::Cancelled << 0 << briefly(OutcomeKind::Cancelled);
    QTest::newRow("never sent") << OutcomeKind::NeverSent << 0 << briefly(OutcomeKind::NeverSent);
    QTest::newRow("invalid request") << OutcomeKind::InvalidRequest << 0 << briefly(OutcomeKind::InvalidRequest);
    QTest::newRow("interrupted") << OutcomeKind::Interrupted << 0 << briefly(OutcomeKind::Interrupted);
}

void tst_TriggerPanel::theEndIsSaidInWords()
{
    QFETCH(const OutcomeKind, kind);
    QFETCH(const int, status);
    QFETCH(const QString, begins);
    QSignalSpy running(m_panel.get(), &TriggerPanel::runningChanged);
    Attempt attempt = ended(begin(), kind, Phase::Waiting, 41);
    attempt.outcome->status = status;
    QCOMPARE(running.size(), 1);
    m_panel->showAttempt(attempt);
    QVERIFY2(state().startsWith(begins), qPrintable(state()));
    QVERIFY(the("sentenceLabel").isVisible());
    QCOMPARE(the<QLabel>("sentenceLabel").text(), Words::of(*attempt.outcome));
    QVERIFY(!m_panel->isRunning());
    QCOMPARE(running.size(), 2);
    QVERIFY(!the("cancelButton").isVisible());
    QVERIFY(!the<QLabel>("stateIcon").pixmap().isNull());
}

void tst_TriggerPanel::timeGoesOnByTheClock()
{
    Attempt attempt = begin();
    attempt.phase = Phase::Waiting;
    attempt.durationMs = 50;
    attempt.phaseStartedMs = 45;
    m_panel->showAttempt(attempt);
    QCOMPARE(the<QLabel>("elapsedLabel").text(), u"50 ms"_s);
    m_clock.ms = 2350;
    QTRY_COMPARE(the<QLabel>("elapsedLabel").text(), u"2.4 s"_s);
    QVERIFY(the<QLabel>("timelineLabel").text().contains(u"Waiting for the answer 2.4 s…"));
    m_panel->showAttempt(answered(attempt, 200, "OK", "{}"));
    QCOMPARE(the<QLabel>("elapsedLabel").text(), u"84 ms"_s);
}

void tst_TriggerPanel::cancelIsThereWhileItRuns()
{
    QSignalSpy cancel(m_panel.get(), &TriggerPanel::cancelRequested);
    auto &button = the<QPushButton>("cancelButton");
    QVERIFY(!button.isVisible());
    const Attempt attempt = begin();
    QVERIFY(button.isVisible());
    QCOMPARE(button.text(), u"Cancel trigger"_s);
    click(button);
    QCOMPARE(cancel.size(), 1);
    QCOMPARE(cancel.first().first().value<DeliveryId>(), attempt.delivery);
    QVERIFY(m_panel->isRunning()); // it has ended when that is told, not before
    m_panel->showAttempt(ended(attempt, OutcomeKind::Cancelled, Phase::Waiting, 7));
    QVERIFY(!button.isVisible());
}

void tst_TriggerPanel::escapeCancels()
{
    QSignalSpy cancel(m_panel.get(), &TriggerPanel::cancelRequested);
    QTest::keyClick(m_panel.get(), Qt::Key_Escape);
    QCOMPARE(cancel.size(), 0);
    begin();
    QTest::keyClick(m_panel.get(), Qt::Key_Escape);
    QCOMPARE(cancel.size(), 1);
}

void tst_TriggerPanel::requestIsShownExactly()
{
    Attempt attempt = begin();
    QCOMPARE(the<QPlainTextEdit>("sentEdit").toPlainText(), QString());
    attempt.phase = Phase::Sending;
    m_panel->showAttempt(attempt);
    const auto &sent = the<QPlainTextEdit>("sentEdit");
    QVERIFY(sent.isReadOnly());
    QVERIFY(sent.isVisible());
    QCOMPARE(sent.toPlainText(), requestText(attempt.request));
    QVERIFY(sent.toPlainText().startsWith(u"POST /build HTTP/1.1\nHost: ci.example\n"));
    QVERIFY(sent.toPlainText().contains(u"X-Strapi-Event: trigger-test"));
    QVERIFY(sent.toPlainText().endsWith(QString::fromUtf8(attempt.request.body)));
    QVERIFY(the<QLabel>("sentLabel").text().startsWith(u"Request sent"));
    QVERIFY(the<QLabel>("sentLabel").text().contains(QString::number(attempt.request.headers.size()) + u" header"_s));
    QVERIFY(the<QLabel>("sentLabel").text().contains(u"63 "));
}

void tst_TriggerPanel::secretsAreNotShown()
{
    StoredWebhook stored = storedWebhook(u"A"_s, u"https://${HOST}/build"_s);
    stored.webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}};
    const Event event = makeTestEvent(m_clock.now);
    Attempt attempt = attemptTo(stored.webhook, DeliveryId::create(), event);
    const auto environment
        = [](const QString &name) { return std::optional(name == u"HOST" ? u"secret-host.example"_s : u"s3cr3t"_s); };
    const auto request = prepareRequest(stored.webhook, {}, event, environment);
    QVERIFY(request);
    attempt.request = *request;
    m_panel->begin(attempt.delivery);
    m_panel->showAttempt(answered(attempt, 200, "OK", "{}"));
    const auto labels = m_panel->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY(!label->text().contains(u"s3cr3t") && !label->toolTip().contains(u"secret-host"));
    QVERIFY(the<QPlainTextEdit>("sentEdit").toPlainText().contains(u"Bearer ${TOKEN}"));
    QVERIFY(!the<QPlainTextEdit>("sentEdit").toPlainText().contains(u"s3cr3t"));
    QVERIFY(the<QLabel>("targetLabel").text().contains(u"https://${HOST}/build"));
}

void tst_TriggerPanel::responseIsShown()
{
    m_panel->showAttempt(answered(begin(), 503, "Service Unavailable", R"({"busy":true})"));
    const auto &received = the<QPlainTextEdit>("receivedEdit");
    QVERIFY(received.isReadOnly());
    QVERIFY(received.toPlainText().startsWith(u"HTTP 503 Service Unavailable\n"));
    QVERIFY(received.toPlainText().contains(u"\nServer: nginx/1.22.1\n"));
    QVERIFY(received.toPlainText().contains(u"{\"busy\":true}"));
    QVERIFY(the<QLabel>("receivedLabel").text().startsWith(u"Response received"));
    QVERIFY(the<QLabel>("receivedLabel").text().contains(u"13 "));
}

void tst_TriggerPanel::noAnswerIsSaid()
{
    const Attempt attempt = begin();
    QCOMPARE(the<QPlainTextEdit>("receivedEdit").toPlainText(), QString());
    m_panel->showAttempt(ended(attempt, OutcomeKind::ConnectionRefused, Phase::Connecting, 2));
    QCOMPARE(the<QPlainTextEdit>("receivedEdit").toPlainText(), u"No answer was received."_s);
}

void tst_TriggerPanel::whatNeverLeftIsNotCalledSent()
{
    const auto &label = the<QLabel>("sentLabel");
    Attempt attempt = begin();
    attempt.phase = Phase::Connecting;
    m_panel->showAttempt(attempt);
    QVERIFY2(!label.text().startsWith(u"Request sent"), qPrintable(label.text()));
    m_panel->showAttempt(ended(attempt, OutcomeKind::ConnectionRefused, Phase::Connecting, 2));
    QVERIFY2(label.text().contains(u"not sent"), qPrintable(label.text()));
    QCOMPARE(the("sentEdit").accessibleName(), u"Request sent"_s);
}

void tst_TriggerPanel::truncationIsSaid()
{
    Attempt attempt = answered(begin(), 200, "OK", QByteArray(Response::keptBytes, 'x'));
    attempt.response->size = 1'500'000;
    m_panel->showAttempt(attempt);
    const QString note = the<QLabel>("answerNote").text();
    QVERIFY(the("answerNote").isVisible());
    QVERIFY(note.contains(Words::size(1'500'000)));
    QVERIFY(note.contains(Words::size(Response::keptBytes)));
    QCOMPARE(the("receivedEdit").accessibleDescription(), note);
    QVERIFY(the<QLabel>("receivedLabel").text().contains(Words::size(1'500'000)));
}

void tst_TriggerPanel::phasesThatWereNotMeasuredAreSaid()
{
    Attempt attempt = answered(begin(), 200, "OK", "{}");
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, std::nullopt}, {Phase::Sending, 2}};
    m_panel->showAttempt(attempt);
    QCOMPARE(the<QLabel>("timelineLabel").text(), u"Queued 0 ms · Connecting not measured · Sending 2 ms"_s);
}

void tst_TriggerPanel::reusedConnectionIsSaid()
{
    Attempt attempt = answered(begin(), 200, "OK", "{}");
    attempt.connectionReused = true;
    m_panel->showAttempt(attempt);
    QVERIFY(the<QLabel>("timelineLabel").text().contains(u"reused connection"));
}

void tst_TriggerPanel::otherDeliveriesAreIgnored()
{
    Attempt somebodyElses = attemptTo(storedWebhook(u"B"_s).webhook, DeliveryId::create(), makeTestEvent(m_clock.now));
    m_panel->showAttempt(answered(somebodyElses, 200, "OK", "{}"));
    QVERIFY(!m_panel->hasContent());
    begin();
    m_panel->showAttempt(answered(somebodyElses, 200, "OK", "{}"));
    QVERIFY(state().startsWith(u"Pending…"));
    Attempt ofNoDelivery = answered(Attempt(), 200, "OK", "{}");
    m_panel->showAttempt(ofNoDelivery);
    QVERIFY(state().startsWith(u"Pending…"));
}

void tst_TriggerPanel::anOlderDeliveryIsIgnored()
{
    const Attempt older = begin();
    m_panel->showAttempt(ended(older, OutcomeKind::Cancelled, Phase::Waiting, 7));
    const Attempt newer = begin();
    m_panel->showAttempt(answered(older, 500, "Internal Server Error", "late"));
    QVERIFY(state().startsWith(u"Pending…"));
    QVERIFY(!the<QPlainTextEdit>("receivedEdit").toPlainText().contains(u"late"));
    m_panel->showAttempt(answered(newer, 200, "OK", "{}"));
    QVERIFY(state().startsWith(u"Success!"));
}

void tst_TriggerPanel::clearForgets()
{
    choose(u"entry.create"_s);
    const Attempt attempt = begin();
    m_panel->clear();
    QVERIFY(!m_panel->isRunning());
    QVERIFY(!m_panel->hasContent());
    QVERIFY(!the("stateLabel").isVisible());
    QCOMPARE(the<QComboBox>("eventBox").currentText(), triggerTest);
    m_panel->showAttempt(answered(attempt, 200, "OK", "{}"));
    QVERIFY(!m_panel->hasContent());
}

QTEST_MAIN(tst_TriggerPanel)
#include "tst_triggerpanel.moc"
