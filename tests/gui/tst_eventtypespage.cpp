// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "support/scene.h"
#include "views/eventtypespage.h"
#include "views/whynotdialog.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The screen of event types and content types, on a service without anything behind it.
class tst_EventTypesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_scene.reset(); }
    void catalogueIsShown();
    void subscriberLeadsToItsWebhook();
    void addsAType();
    void editsAType();
    void removesAType();
    void removedTypeIsStillSubscribed();
    void failureIsSaid();
    void failedSaveLosesNothing();
    void ownTypesComeLive();
    void ownTypesLeaveTheKeyboard();
    void contentTypes();
    void importsAfterAPreview();
    void faultyImportChangesNothing();
    void uidIsAskedFor();
    void damagedContentTypeIsSaid();
    void whyNot();
    void whyNotOfAnOlderEvent();
    void faultsGoWhenMended();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(m_scene->window, name); }
    FakeEventService &events() { return m_scene->service.eventService; }
    QDialog &dialog(const char *name) { return find<QDialog>(m_scene->window, name); }
    void choose(const QString &type);

    std::unique_ptr<Scene> m_scene;
};

void tst_EventTypesPage::init()
{
    failOnWarnings();
    m_scene = std::make_unique<Scene>();
    m_scene->knowEvents();
    QVERIFY(m_scene->show({1120, 760}));
    goToScreen(m_scene->window, u"Event types"_s);
}

void tst_EventTypesPage::choose(const QString &type)
{
    auto &table = the<QTableView>("eventTypesView");
    const auto found = table.model()->match(table.model()->index(0, 0), Qt::DisplayRole, type);
    QVERIFY2(!found.isEmpty(), qPrintable(type));
    clickCell(table, found.first());
}

void tst_EventTypesPage::catalogueIsShown()
{
    choose(u"entry.publish"_s);
    QCOMPARE(the<QLabel>("eventTypeNameLabel").text(), u"entry.publish"_s);
    QVERIFY(the<QLabel>("eventTypeTextLabel").text().contains(u"draft & publish"));
    QVERIFY(the<QPlainTextEdit>("eventTypeSampleView").toPlainText().contains(u"\"entry.publish\""));
    QVERIFY(the<QListWidget>("eventTypeSubscribers").count() >= 2);
    QVERIFY(!the("removeEventTypeButton").isEnabled() && !the("editEventTypeButton").isEnabled());
    choose(u"releases.publish"_s);
    QVERIFY(the<QLabel>("eventTypeTextLabel").text().contains(u"Enterprise"));
}

void tst_EventTypesPage::subscriberLeadsToItsWebhook()
{
    choose(u"media.create"_s);
    auto &list = the<QListWidget>("eventTypeSubscribers");
    Q_EMIT list.itemActivated(list.item(0));
    QVERIFY(the<QLineEdit>("nameEdit").isVisible());
}

void tst_EventTypesPage::addsAType()
{
    click(the("addEventTypeButton"));
    QDialog &add = dialog("EventTypeDialog");
    auto &name = find<QLineEdit>(add, "eventTypeNameEdit");
    auto &sample = find<QPlainTextEdit>(add, "eventTypeSampleEdit");
    name.setText(u"entry.create"_s);
    QVERIFY(find(add, "eventTypeNameError").isVisible()); // it is one of Strapi's
    name.setText(u"order.paid"_s);
    QVERIFY(find(add, "eventTypeNameError").isVisible()); // there is one
    name.setText(u"order.sent"_s);
    QVERIFY(!find(add, "eventTypeNameError").isVisible());
    QVERIFY(sample.toPlainText().contains(u"\"order.sent\"")); // goes along with the name
    sample.setPlainText(u"{"_s);
    click(find(add, "eventTypeSaveButton"));
    QVERIFY(add.isVisible() && find(add, "eventTypeSampleError").isVisible());
    QVERIFY(events().addedTypes.isEmpty());
    const QString text = u"{\"event\": \"order.sent\", \"createdAt\": \"2026-11-24T08:00:00Z\", \"total\": 1.0}"_s;
    sample.setPlainText(text);
    click(find(add, "eventTypeSaveButton"));
    QCOMPARE(events().addedTypes, (QList<std::pair<QString, QByteArray>>{{u"order.sent"_s, text.toUtf8()}}));
    m_scene->knowEvents({makeOwnEventType(u"order.sent"_s, text.toUtf8())});
    Q_EMIT events().eventTypeStored(u"order.sent"_s);
    QCOMPARE(the<QLabel>("eventTypeNameLabel").text(), u"order.sent"_s);
}

void tst_EventTypesPage::editsAType()
{
    choose(u"order.paid"_s);
    click(the("editEventTypeButton"));
    QDialog &edit = dialog("EventTypeDialog");
    QVERIFY(find<QLineEdit>(edit, "eventTypeNameEdit").isReadOnly());
    click(find(edit, "eventTypeSaveButton"));
    QCOMPARE(events().addedTypes.size(), 1);
    QCOMPARE(events().addedTypes.first().first, u"order.paid"_s);
}

void tst_EventTypesPage::removesAType()
{
    choose(u"order.paid"_s);
    click(the("removeEventTypeButton"));
    QCOMPARE(events().removedTypes, QStringList{u"order.paid"_s});
    m_scene->knowEvents({});
    Q_EMIT events().eventTypeRemoved(u"order.paid"_s, "sample");
    QVERIFY(the("undoEventTypeButton").isVisible());
    click(the("undoEventTypeButton"));
    QCOMPARE(events().addedTypes, (QList<std::pair<QString, QByteArray>>{{u"order.paid"_s, "sample"}}));
}

void tst_EventTypesPage::removedTypeIsStillSubscribed()
{
    StoredWebhook stored = m_scene->opened;
    stored.webhook.events.names = {u"order.paid"_s};
    Q_EMIT m_scene->service.webhookStored(stored);
    QTRY_VERIFY((choose(u"order.paid"_s), the<QListWidget>("eventTypeSubscribers").count() == 2));
    m_scene->knowEvents({});
    Q_EMIT events().eventTypeRemoved(u"order.paid"_s, "sample");
    QVERIFY(the<QLabel>("eventTypesSaidLabel").text().contains(u"Static build"));
    choose(u"order.paid"_s); // its row stays
    QVERIFY(!the("sendEventTypeButton").isEnabled());
    QVERIFY(!the("eventTypeSampleView").isVisible());
}

void tst_EventTypesPage::failureIsSaid()
{
    Q_EMIT events().eventTypeFailed(u"order.sent"_s, Error{ErrorCode::CannotWrite, u"/home/me/event-types"_s});
    QVERIFY(the<QLabel>("eventTypesSaidLabel").text().contains(u"/home/me/event-types"));
}

/// What was typed stays in the dialog until it is kept, and another row stays chosen.
void tst_EventTypesPage::failedSaveLosesNothing()
{
    choose(u"entry.publish"_s);
    click(the("addEventTypeButton"));
    QDialog &add = dialog("EventTypeDialog");
    find<QLineEdit>(add, "eventTypeNameEdit").setText(u"order.sent"_s);
    click(find(add, "eventTypeSaveButton"));
    QVERIFY(!find(add, "eventTypeSaveButton").isEnabled());
    Q_EMIT events().eventTypeFailed(u"order.sent"_s, Error{ErrorCode::CannotWrite, u"/p/event-types"_s});
    QVERIFY(add.isVisible());
    QVERIFY(find<QLabel>(add, "eventTypeSaveError").text().contains(u"/p/event-types"));
    Q_EMIT m_scene->service.webhookStored(m_scene->opened);
    m_scene->knowEvents();
    QCOMPARE(the<QLabel>("eventTypeNameLabel").text(), u"entry.publish"_s);
    click(find(add, "eventTypeSaveButton"));
    QCOMPARE(events().addedTypes.size(), 2);
    Q_EMIT events().eventTypeStored(u"order.sent"_s);
    QVERIFY(!add.isVisible());
}

/// Another program may add one while somebody writes.
void tst_EventTypesPage::ownTypesLeaveTheKeyboard()
{
    goToScreen(m_scene->window, u"Webhooks"_s);
    m_scene->openWebhook(u"Static build"_s);
    auto &box = the<QComboBox>("eventBox");
    box.setCurrentIndex(box.findText(u"entry.create"_s));
    auto &payload = the<QPlainTextEdit>("payloadEdit");
    payload.setFocus();
    payload.moveCursor(QTextCursor::End);
    const int position = payload.textCursor().position();
    m_scene->knowEvents({makeOwnEventType(u"a.first"_s, R"({"event":"a.first","createdAt":"2026-01-15T09:30:00.000Z"})")});
    QVERIFY(payload.hasFocus());
    QCOMPARE(payload.textCursor().position(), position);
    QCOMPARE(box.currentText(), u"entry.create"_s);
    m_scene->window.findChild<QWidget *>(u"entry.update"_s)->setFocus();
    m_scene->knowEvents();
    QCOMPARE(m_scene->window.focusWidget(), m_scene->window.findChild<QWidget *>(u"entry.update"_s));
}

/// The form and the filters know them at once.
void tst_EventTypesPage::ownTypesComeLive()
{
    m_scene->knowEvents(
        {makeOwnEventType(u"parcel.lost"_s, R"({"event":"parcel.lost","createdAt":"2026-11-24T08:00:00Z"})")});
    QVERIFY(the<QComboBox>("deliveryEventTypeBox").findText(u"parcel.lost"_s) >= 0);
    goToScreen(m_scene->window, u"Webhooks"_s);
    m_scene->openWebhook(u"Static build"_s);
    QVERIFY(the<QComboBox>("eventBox").findText(u"parcel.lost"_s) >= 0);
    QVERIFY(m_scene->window.findChild<QWidget *>(u"parcel.lost"_s)); // its box in the events grid
}

void tst_EventTypesPage::contentTypes()
{
    the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    auto &table = the<QTableView>("contentTypesView");
    QVERIFY(table.isVisible());
    QVERIFY(!the("noContentTypesLabel").isVisible());
    QVERIFY(!the("removeContentTypeButton").isEnabled());
    clickCell(table, table.model()->index(0, 0));
    click(the("removeContentTypeButton"));
    QCOMPARE(events().removedSchemas, QStringList{u"api::article.article"_s});
    const RemovedSchema removed{u"api::article.article"_s, "bytes"};
    Q_EMIT events().schemaRemoved(removed);
    click(the("undoEventTypeButton"));
    QCOMPARE(events().restoredSchemas, QList<RemovedSchema>{removed});
    Q_EMIT events().knowledgeChanged({catalogue(), {}, {}, {}});
    QVERIFY(the("noContentTypesLabel").isVisible());
}

void tst_EventTypesPage::importsAfterAPreview()
{
    the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    click(the("importFilesButton"));
    m_scene->prompts.name(QStringList{u"/a/schema.json"_s, u"/b/schema.json"_s});
    QCOMPARE(events().plans.size(), 1);
    QVERIFY(events().imports.isEmpty());
    SchemaPlan plan;
    plan.paths = events().plans.first().first;
    plan.items = {{u"api::a.a"_s, u"/a/schema.json"_s, false, SchemaPlan::Action::Add},
                  {u"api::b.b"_s, u"/b/schema.json"_s, false, SchemaPlan::Action::Update}};
    Q_EMIT events().schemasPlanned(plan);
    QDialog &preview = dialog("SchemaImportDialog");
    QCOMPARE(find<QTableView>(preview, "schemaImportView").model()->rowCount(), 2);
    QVERIFY(!find(preview, "schemaUidRow").isVisible());
    click(find(preview, "schemaImportButton"));
    QCOMPARE(events().imports, (QList<std::pair<QStringList, QString>>{{plan.paths, QString()}}));
}

void tst_EventTypesPage::faultyImportChangesNothing()
{
    the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    click(the("importFolderButton"));
    m_scene->prompts.name(u"/site"_s);
    SchemaPlan plan;
    plan.paths = {u"/site"_s};
    plan.faults = {Error{ErrorCode::NotJson, {}, u"/site/schema.json"_s, 3, 4}, Error{ErrorCode::NothingToImport, u"/x"_s}};
    Q_EMIT events().schemasPlanned(plan);
    QDialog &preview = dialog("SchemaImportDialog");
    QVERIFY(!find(preview, "schemaImportButton").isEnabled());
    QVERIFY(find<QPlainTextEdit>(preview, "schemaFaultsEdit").toPlainText().contains(u"/site/schema.json"));
}

void tst_EventTypesPage::uidIsAskedFor()
{
    the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    click(the("importFilesButton"));
    m_scene->prompts.name(QStringList{u"/tmp/order.json"_s});
    SchemaPlan plan;
    plan.paths = {u"/tmp/order.json"_s};
    plan.faults = {Error{ErrorCode::UidMissing, u"/tmp/order.json"_s}};
    Q_EMIT events().schemasPlanned(plan);
    QDialog &preview = dialog("SchemaImportDialog");
    find<QLineEdit>(preview, "schemaUidEdit").setText(u" api::shop.order "_s);
    click(find(preview, "schemaUidButton"));
    QCOMPARE(events().plans.constLast().second, u"api::shop.order"_s);
    plan.uid = u"api::shop.order"_s;
    plan.faults.clear();
    plan.items = {{plan.uid, u"/tmp/order.json"_s, false, SchemaPlan::Action::Add}};
    Q_EMIT events().schemasPlanned(plan); // in the same dialog
    find<QLineEdit>(preview, "schemaUidEdit").setText(u"api::other.other"_s); // is looked at before it is imported
    QVERIFY(!find(preview, "schemaImportButton").isEnabled());
    QVERIFY(find<QPushButton>(preview, "schemaUidButton").isDefault());
    find<QLineEdit>(preview, "schemaUidEdit").setText(plan.uid);
    click(find(preview, "schemaImportButton"));
    QCOMPARE(events().imports.constLast().second, plan.uid);
}

void tst_EventTypesPage::damagedContentTypeIsSaid()
{
    the<QTabBar>("eventTypesTabs").setCurrentIndex(1);
    EventKnowledge knowledge;
    knowledge.catalogue = catalogue();
    knowledge.contentTypeFaults = {Error{ErrorCode::ContentTypeDamaged, u"/p/content-types/api::a.a.json"_s}};
    Q_EMIT events().knowledgeChanged(knowledge);
    QVERIFY(the("contentTypesFaultLabel").isVisible());
    QVERIFY(!the("noContentTypesLabel").isVisible());
}

void tst_EventTypesPage::whyNot()
{
    FakeDeliveryService &history = m_scene->service.deliveryService;
    const EventSummary event{EventId::create(), u"entry.create"_s, m_scene->clock.now, 0, 1};
    history.events = {event};
    history.notSent.insert(event.id, {{m_scene->healthyId, u"Search index"_s, {}, NotSentReason::ContentType}});
    goToScreen(m_scene->window, u"Deliveries"_s);
    click(the("whyNotButton"));
    QDialog &why = dialog("WhyNotDialog");
    auto &reasons = find<QTableView>(why, "whyNotReasonsView");
    QCOMPARE(reasons.model()->rowCount(), 1);
    QCOMPARE(reasons.model()->index(0, 1).data().toString(), Words::of(NotSentReason::ContentType));
    auto &box = find<QComboBox>(why, "whyNotWebhookBox");
    box.setCurrentIndex(box.findText(u"Search index"_s));
    QCOMPARE(history.eventsAskedFor.constLast(), m_scene->healthyId);
    history.events.clear();
    box.setCurrentIndex(0);
    QVERIFY(find(why, "noEventsLabel").isVisible());
}

/// Never another event than the one that was asked about.
void tst_EventTypesPage::whyNotOfAnOlderEvent()
{
    FakeDeliveryService &history = m_scene->service.deliveryService;
    const EventSummary newer{EventId::create(), u"entry.create"_s, m_scene->clock.now, 0, 1};
    history.events = {newer};
    history.notSent.insert(newer.id, {{m_scene->healthyId, u"Search index"_s, {}, NotSentReason::ContentType}});
    const WebhookTableModel webhooks(catalogue());
    WhyNotDialog why(history, webhooks, nullptr);
    const EventId older = EventId::create();
    why.chooseEvent(older);
    QCOMPARE(history.eventsWanted.constLast(), older);
    QVERIFY(!find<QTableView>(why, "whyNotEventsView").currentIndex().isValid());
    QCOMPARE(find<QTableView>(why, "whyNotReasonsView").model()->rowCount(), 0);
}

void tst_EventTypesPage::faultsGoWhenMended()
{
    EventKnowledge knowledge;
    knowledge.catalogue = catalogue();
    knowledge.eventTypeFaults = {Error{ErrorCode::Damaged, u"/p/one"_s}, Error{ErrorCode::Damaged, u"/p/two"_s}};
    Q_EMIT events().knowledgeChanged(knowledge);
    Q_EMIT events().eventTypeStored(u"order.paid"_s); // what is said of something else takes nothing back
    QVERIFY(the<QLabel>("eventTypeFaultsLabel").text().contains(u"/p/one"));
    QVERIFY(the<QLabel>("eventTypeFaultsLabel").text().contains(u"/p/two"));
    m_scene->knowEvents();
    QVERIFY(!the("eventTypeFaultsLabel").isVisible());
}

QTEST_MAIN(tst_EventTypesPage)
#include "tst_eventtypespage.moc"
