// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "support/scene.h"
#include "views/sendeventpage.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The screen that sends events, on a service without anything behind it.
class tst_SendEventPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_scene.reset(); }
    void sampleIsTheStart();
    void sampleOfAContentType();
    void checkedWhileTyping();
    void answerToEarlierTextIsDropped();
    void pastedMarksStay();
    void goesToTheError();
    void whatIsTakenOutIsSaid();
    void sendsAndFollows();
    void nobodyGetsIt();
    void refused();
    void storeFails();
    void whatGoesStaysChosen();
    void recipientLeadsOn();
    void recipientStaysChosen();
    void whatWasTypedStays();
    void startsFromTheSampleAgain();
    void webhooksChange();
    void largePayloadIsCheckedOnce();
    void startedFromEventTypes();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(m_scene->window, name); }
    FakeEventService &events() { return m_scene->service.eventService; }
    QPlainTextEdit &payload() { return the<QPlainTextEdit>("sendPayloadEdit"); }
    QPushButton &sendButton() { return the<QPushButton>("sendEventButton"); }
    void choose(const char *box, const QString &text);

    std::unique_ptr<Scene> m_scene;
};

void tst_SendEventPage::init()
{
    failOnWarnings();
    m_scene = std::make_unique<Scene>();
    m_scene->knowEvents();
    QVERIFY(m_scene->show({1120, 760}));
    goToScreen(m_scene->window, u"Send event"_s);
}

void tst_SendEventPage::choose(const char *box, const QString &text)
{
    auto &combo = the<QComboBox>(box);
    const int index = combo.findText(text, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(text));
    combo.setCurrentIndex(index);
}

void tst_SendEventPage::sampleIsTheStart()
{
    QCOMPARE(the<QComboBox>("sendEventBox").findText(triggerTest), -1);
    QVERIFY(the<QComboBox>("sendEventBox").findText(u"order.paid"_s) >= 0);
    choose("sendEventBox", u"media.create"_s);
    QVERIFY(payload().toPlainText().contains(u"\"media.create\""));
    QVERIFY(payload().toPlainText().contains(toIsoUtc(m_scene->clock.now)));
    QVERIFY(!the("sendContentTypeBox").isEnabled());
    const EventDraft draft = events().checks.constLast().draft;
    QCOMPARE(draft.type, u"media.create"_s);
    QVERIFY(draft.isUntouched);
    QCOMPARE(draft.payload, payload().toPlainText().toUtf8());
}

void tst_SendEventPage::sampleOfAContentType()
{
    choose("sendEventBox", u"entry.publish"_s);
    choose("sendContentTypeBox", u"Article"_s);
    QVERIFY(payload().toPlainText().contains(u"\"uid\": \"api::article.article\""));
    QVERIFY(payload().toPlainText().contains(u"\"title\": \"Title\""));
    QVERIFY(!payload().toPlainText().contains(u"internalNotes"));
    Preferences preferences;
    preferences.payloadFormat = PayloadFormat::Strapi4;
    Q_EMIT m_scene->service.preferencesStored(preferences, {});
    QVERIFY(!payload().toPlainText().contains(u"\"uid\""));
    QCOMPARE(events().checks.constLast().draft.contentType, u"api::article.article"_s);
}

void tst_SendEventPage::checkedWhileTyping()
{
    const auto before = events().checks.size();
    payload().setPlainText(u"{"_s);
    QVERIFY(!sendButton().isEnabled()); // nothing is known of it yet
    QTRY_COMPARE(events().checks.size(), before + 1);
    EventCheck check = m_scene->whoGetsIt();
    check.ticket = events().checks.constLast().ticket;
    check.error = Error{ErrorCode::NotJson, {}, {}, 1, 2};
    Q_EMIT events().checked(check);
    QVERIFY(the("sendPayloadError").isVisible());
    QVERIFY(!sendButton().isEnabled());
    QVERIFY(the<QTableView>("recipientsView").model()->rowCount() > 0); // they stay in sight
    check.error.reset();
    check.ticket -= 1; // an answer to what is no longer there
    Q_EMIT events().checked(check);
    QVERIFY(!sendButton().isEnabled());
    check.ticket += 1;
    Q_EMIT events().checked(check);
    QVERIFY(sendButton().isEnabled());
    QVERIFY(!the("sendPayloadError").isVisible());
}

/// It was asked for before the last letter, and comes before the next question.
void tst_SendEventPage::answerToEarlierTextIsDropped()
{
    EventCheck earlier = m_scene->whoGetsIt();
    earlier.ticket = events().checks.constLast().ticket;
    payload().insertPlainText(u" "_s);
    Q_EMIT events().checked(earlier);
    QVERIFY(!sendButton().isEnabled());
    QTRY_VERIFY(sendButton().isEnabled());
}

/// QTextDocument takes these for marks of its own: pasted, they are written as the escapes that mean the same.
void tst_SendEventPage::pastedMarksStay()
{
    payload().selectAll();
    QGuiApplication::clipboard()->setText(u"{\"a\":\"x\u2029y\ufdd0z\u2028\"}"_s);
    payload().paste();
    QTRY_COMPARE(events().checks.constLast().draft.payload, QByteArray("{\"a\":\"x\\u2029y\\ufdd0z\u2028\"}"));
    QGuiApplication::clipboard()->clear();
}

void tst_SendEventPage::goesToTheError()
{
    payload().setPlainText(u"{\n  \"a\u00e9😀\": x\n}"_s);
    EventCheck check;
    check.ticket = events().checks.constLast().ticket;
    QTRY_VERIFY(events().checks.constLast().ticket > check.ticket);
    check.ticket = events().checks.constLast().ticket;
    check.error = Error{ErrorCode::NotJson, {}, {}, 2, 10}; // counted in characters, of which one is two of QString's
    check.recipients = m_scene->whoGetsIt().recipients;
    Q_EMIT events().checked(check);
    QCOMPARE(sendButton().text(), u"Send to nobody"_s); // as it stands, nothing is sent
    const auto *table = the<QTableView>("recipientsView").model();
    QCOMPARE(table->index(0, RecipientsModel::ResultColumn).data().toString(), u"gets nothing: the payload is refused"_s);
    QVERIFY(the("goToErrorButton").isVisible());
    click(the("goToErrorButton"));
    QCOMPARE(payload().textCursor().blockNumber(), 1);
    QCOMPARE(payload().document()->characterAt(payload().textCursor().position()), QChar(u'x'));
    QVERIFY(payload().hasFocus());
}

void tst_SendEventPage::whatIsTakenOutIsSaid()
{
    EventCheck check = m_scene->whoGetsIt();
    check.ticket = events().checks.constLast().ticket;
    QStringList paths;
    for (int i = 0; i < 20; ++i)
        paths.append(u"entry.secret%1"_s.arg(i));
    check.notes = {{EventNote::Kind::PrivateTaken, paths, 0}, {EventNote::Kind::UserCut, {u"entry.author"_s}, 0}};
    Q_EMIT events().checked(check);
    const QString text = the<QLabel>("sendNotesLabel").text();
    QVERIFY(text.contains(u"entry.secret5") && !text.contains(u"entry.secret6"));
    QVERIFY(text.contains(u"14") && text.contains(u"entry.author"));
}

void tst_SendEventPage::sendsAndFollows()
{
    QVERIFY(sendButton().text().startsWith(u"Send to 2"));
    click(sendButton());
    QCOMPARE(events().sends.size(), 1);
    QVERIFY(!sendButton().isEnabled());
    click(sendButton());
    QCOMPARE(events().sends.size(), 1); // not twice
    SentEvent sent = m_scene->sentEvent();
    Q_EMIT events().sent(events().sends.constLast().ticket, sent);
    QVERIFY(!sendButton().isVisible());
    QVERIFY(payload().isReadOnly());
    auto &table = the<QTableView>("recipientsView");
    const auto result = [&table] { return table.model()->index(0, RecipientsModel::ResultColumn).data().toString(); };
    QCOMPARE(result(), Words::of(DeliveryState::Pending));
    Delivery delivery = sent.deliveries.first();
    delivery.state = DeliveryState::Delivered;
    delivery.outcome = Outcome();
    delivery.durationMs = 41;
    Q_EMIT m_scene->service.deliveryService.deliveriesUpdated({delivery});
    QVERIFY(result().startsWith(u"Delivered"));
    // Another process sends: what became of the rest is asked for.
    Delivery other = sent.deliveries.last();
    other.state = DeliveryState::Dead;
    m_scene->service.deliveryService.history = {delivery, other};
    Q_EMIT m_scene->service.deliveryService.changedElsewhere();
    QCOMPARE(table.model()->index(1, RecipientsModel::ResultColumn).data().toString(), Words::of(DeliveryState::Dead));
    const auto checks = events().checks.size();
    click(the("sendAnotherButton"));
    QVERIFY(sendButton().isVisible() && !payload().isReadOnly());
    QVERIFY(events().checks.size() > checks);
}

void tst_SendEventPage::nobodyGetsIt()
{
    EventCheck check;
    check.ticket = events().checks.constLast().ticket;
    check.recipients = {{WebhookId::create(), u"Old cache"_s, {}, NotSentReason::Disabled}};
    Q_EMIT events().checked(check);
    QCOMPARE(sendButton().text(), u"Send to nobody"_s);
    QVERIFY(sendButton().isEnabled());
    QVERIFY(the<QLabel>("eventSentLabel").isVisible());
}

void tst_SendEventPage::refused()
{
    click(sendButton());
    Q_EMIT events().refused(events().sends.constLast().ticket, Error{ErrorCode::UserContentType, u"admin::user"_s});
    QVERIFY(the("sendPayloadError").isVisible());
    QVERIFY(!sendButton().isEnabled());
    QVERIFY(sendButton().isVisible());
}

/// Nothing is wrong with the event: the same one is sent by the next click.
void tst_SendEventPage::storeFails()
{
    click(sendButton());
    Q_EMIT events().refused(events().sends.constLast().ticket, Error{ErrorCode::CannotWrite, u"/p/deliveries.sqlite"_s});
    QVERIFY(!the("sendPayloadError").isVisible());
    QVERIFY(the<QLabel>("sendFailureLabel").text().contains(u"/p/deliveries.sqlite"));
    QVERIFY(sendButton().isEnabled() && sendButton().hasFocus());
    click(sendButton());
    QCOMPARE(events().sends.size(), 2);
    QVERIFY(!the("sendFailureLabel").isVisible());
}

/// Nobody sends another event, or another text, than the one that was chosen.
void tst_SendEventPage::whatGoesStaysChosen()
{
    choose("sendEventBox", u"order.paid"_s);
    const QString text = payload().toPlainText();
    m_scene->knowEvents({});
    auto &box = the<QComboBox>("sendEventBox");
    QVERIFY(box.currentText().startsWith(u"order.paid"));
    QVERIFY(box.currentText() != u"order.paid");
    QCOMPARE(payload().toPlainText(), text);
    QCOMPARE(events().checks.constLast().draft.type, u"order.paid"_s);
    m_scene->knowEvents();
    QCOMPARE(box.currentText(), u"order.paid"_s);
    choose("sendEventBox", u"entry.publish"_s);
    choose("sendContentTypeBox", u"Article"_s);
    const QString article = payload().toPlainText();
    Q_EMIT events().knowledgeChanged({catalogue(), {}, {}, {}});
    QVERIFY(the<QComboBox>("sendContentTypeBox").currentText().startsWith(u"api::article.article"));
    QCOMPARE(payload().toPlainText(), article);
    choose("sendContentTypeBox", u"as in"_s);
    QCOMPARE(the<QComboBox>("sendContentTypeBox").count(), 1); // what is left is forgotten
}

/// Before it is sent, to the webhook; afterwards, to its deliveries.
void tst_SendEventPage::recipientLeadsOn()
{
    auto &table = the<QTableView>("recipientsView");
    Q_EMIT table.activated(table.model()->index(0, 0));
    QVERIFY(the("nameEdit").isVisible());
    goToScreen(m_scene->window, u"Send event"_s);
    click(sendButton());
    Q_EMIT events().sent(events().sends.constLast().ticket, m_scene->sentEvent());
    Q_EMIT table.activated(table.model()->index(0, 0));
    QVERIFY(the("deliveriesView").isVisible());
}

/// Its webhook comes to another place while somebody looks.
void tst_SendEventPage::recipientStaysChosen()
{
    auto &table = the<QTableView>("recipientsView");
    clickCell(table, table.model()->index(0, 0));
    const QString name = table.currentIndex().data().toString();
    EventCheck check = m_scene->whoGetsIt();
    check.ticket = events().checks.constLast().ticket;
    check.recipients.prepend({WebhookId::create(), u"A first one"_s, {}, std::nullopt});
    Q_EMIT events().checked(check);
    QCOMPARE(table.currentIndex().siblingAtColumn(0).data().toString(), name);
    QVERIFY(table.currentIndex().row() > 0);
    QCOMPARE(table.selectionModel()->selectedRows().size(), 1);
}

void tst_SendEventPage::whatWasTypedStays()
{
    choose("sendEventBox", u"entry.create"_s);
    const QString text = u"{\"event\": \"entry.create\"}"_s;
    payload().setPlainText(text);
    choose("sendEventBox", u"media.create"_s);
    QVERIFY(payload().toPlainText() != text);
    goToScreen(m_scene->window, u"Webhooks"_s);
    goToScreen(m_scene->window, u"Send event"_s);
    m_scene->knowEvents();
    choose("sendEventBox", u"entry.create"_s);
    QCOMPARE(payload().toPlainText(), text);
    QVERIFY(!events().checks.constLast().draft.isUntouched);
}

void tst_SendEventPage::startsFromTheSampleAgain()
{
    const QString sample = payload().toPlainText();
    QVERIFY(!the("sampleButton").isEnabled());
    payload().setPlainText(u"{}"_s);
    click(the("sampleButton"));
    QCOMPARE(payload().toPlainText(), sample);
    QVERIFY(events().checks.constLast().draft.isUntouched);
}

void tst_SendEventPage::webhooksChange()
{
    const auto before = events().checks.size();
    Q_EMIT m_scene->service.webhookStored(m_scene->opened);
    QTRY_COMPARE(events().checks.size(), before + 1);
}

/// Each letter would copy the whole text through the rules: only the last one does.
void tst_SendEventPage::largePayloadIsCheckedOnce()
{
    const auto before = events().checks.size();
    for (int i = 0; i < 20; ++i)
        payload().insertPlainText(u" "_s);
    QCOMPARE(events().checks.size(), before);
    QTRY_COMPARE(events().checks.size(), before + 1);
}

void tst_SendEventPage::startedFromEventTypes()
{
    goToScreen(m_scene->window, u"Event types"_s);
    auto &table = the<QTableView>("eventTypesView");
    const int row = int(table.model()->match(table.model()->index(0, 0), Qt::DisplayRole, u"media.update"_s).first().row());
    clickCell(table, table.model()->index(row, 0));
    click(the("sendEventTypeButton"));
    QCOMPARE(the<QComboBox>("sendEventBox").currentText(), u"media.update"_s);
    QVERIFY(payload().isVisible());
}

QTEST_MAIN(tst_SendEventPage)
#include "tst_sendeventpage.moc"
