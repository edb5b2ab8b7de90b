// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "views/webhookspage.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = WebhookTableModel;

namespace {

RemovedWebhook removedOf(const StoredWebhook &stored)
{
    return {stored.webhook.id, stored.webhook.name, "bytes"};
}

} // namespace

class tst_WebhooksPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void switchMovesByAClickAnywhereInItsCell_data();
    void switchMovesByAClickAnywhereInItsCell();
    void switchClickLeavesTheSelection();
    void spaceMovesTheSwitchesOfSeveralRows();
    void spaceAfterAClickOnASwitchMeansItsRow();
    void onlyTheLeftButtonMovesASwitch();
    void aDoubleClickOnASwitchIsOneOrder();
    void penEdits();
    void trashDeletesWithoutAQuestion();
    void keysEdit_data();
    void keysEdit();
    void doubleClickEdits();
    void deleteKeyDeletesOneAtOnce();
    void severalAreAskedOnce();
    void undoBar();
    void undoOfSeveral();
    void undoBarGoesByItself();
    void contextMenu();
    void menuByKey_data();
    void menuByKey();
    void menuForSeveral();
    void duplicates();
    void duplicatesSeveral();
    void aCopyThatFails();
    void copiesUrls();
    void copiesAsCurl();
    void exports();
    void imports();
    void refusedImport();
    void importOffersUndo();
    void dropImports();
    void manyImportedAtOnce();
    void searching();
    void searchKeepsTheSelection();
    void findShortcut();
    void newShortcut();
    void sortingByHeadings();
    void selectionButtons();
    void selectionSurvivesAChange();
    void emptyState();
    void noMatch();
    void readOnlyRowKeepsItsSwitch();

private:
    QTableView &table() { return find<QTableView>(*m_page, "webhooksView"); }
    QModelIndex cell(const QString &name, int column) const;
    void select(const QStringList &names);
    void chooseEntry(const QString &text);
    [[nodiscard]] WebhookId idOf(const QString &name) const { return m_model->idAt(cell(name, 0).row()); }
    [[nodiscard]] QStringList shownNames() const;

    StillClock m_clock;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<WebhooksPage> m_page;
};

void tst_WebhooksPage::init()
{
    failOnWarnings();
    m_model = std::make_unique<Model>(catalogue());
    m_service = std::make_unique<FakePanelService>();
    m_prompts = std::make_unique<FakePrompts>();
    m_page = std::make_unique<WebhooksPage>(*m_model, *m_service, *m_prompts, m_clock);
    StoredWebhook off = storedWebhook(u"Cache"_s, u"http://10.0.0.7/purge"_s);
    off.webhook.enabled = false;
    StoredWebhook withHeader = storedWebhook(u"Build"_s, u"https://ci.example/build"_s);
    withHeader.webhook.headers = {{u"X-Stage"_s, u"live"_s}};
    withHeader.webhook.events.names = QStringList{u"entry.publish"_s};
    m_model->setWebhooks({storedWebhook(u"Audit"_s, u"https://zeta.example"_s), withHeader, off,
                          storedWebhook(u"Drafts"_s, u"https://alpha.example"_s)},
                         {});
    QVERIFY(show(*m_page));
    m_page->takeFocus();
}

void tst_WebhooksPage::cleanup()
{
    m_page.reset();
}

QModelIndex tst_WebhooksPage::cell(const QString &name, int column) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->find(m_model->idAt(row))->webhook.name == name)
            return m_model->index(row, column);
    }
    qFatal("There is no row %s", qPrintable(name));
}

void tst_WebhooksPage::select(const QStringList &names)
{
    for (qsizetype i = 0; i < names.size(); ++i)
        clickCell(table(), cell(names.at(i), Model::UrlColumn), i == 0 ? Qt::NoModifier : Qt::ControlModifier);
}

/// Chooses an entry of the open context menu.
void tst_WebhooksPage::chooseEntry(const QString &text)
{
    auto &menu = *m_page->findChild<QMenu *>();
    QVERIFY(menu.isVisible());
    const auto actions = menu.actions();
    for (QAction *action : actions) {
        if (action->text() == text)
            QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(action).center());
    }
    QVERIFY(!menu.isVisible());
}

QStringList tst_WebhooksPage::shownNames() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(m_model->find(m_model->idAt(row))->webhook.name);
    return names;
}

void tst_WebhooksPage::switchMovesByAClickAnywhereInItsCell_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("across"); // part of the cell's width
    QTest::addColumn<bool>("wanted");
    QTest::newRow("on the switch") << u"Build"_s << 0.15 << false;
    QTest::newRow("in the middle") << u"Build"_s << 0.5 << false;
    QTest::newRow("at the end") << u"Build"_s << 0.97 << false;
    QTest::newRow("at the beginning") << u"Build"_s << 0.02 << false;
    QTest::newRow("one that is off") << u"Cache"_s << 0.5 << true;
}

void tst_WebhooksPage::switchMovesByAClickAnywhereInItsCell()
{
    QFETCH(const QString, name);
    QFETCH(const double, across);
    QFETCH(const bool, wanted);
    const QModelIndex index = cell(name, Model::StatusColumn);
    const QRect rect = table().visualRect(index);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, {rect.left() + int(rect.width() * across), rect.center().y()});
    QCOMPARE(m_service->switched.size(), 1);
    QCOMPARE(m_service->switched.first().ids, QList<WebhookId>{idOf(name)});
    QCOMPARE(m_service->switched.first().enabled, wanted);
    // It shows what is stored, not what was asked for.
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), wanted ? u"Disabled"_s : u"Enabled"_s);
    StoredWebhook stored = *m_model->find(idOf(name));
    stored.webhook.enabled = wanted;
    m_model->put(stored);
    QCOMPARE(cell(name, Model::StatusColumn).data(Qt::AccessibleTextRole).toString(), wanted ? u"Enabled"_s : u"Disabled"_s);
}

void tst_WebhooksPage::switchClickLeavesTheSelection()
{
    select({u"Audit"_s, u"Drafts"_s});
    clickCell(table(), cell(u"Build"_s, Model::StatusColumn));
    QCOMPARE(m_service->switched.size(), 1);
    QCOMPARE(m_service->switched.first().ids, QList<WebhookId>{idOf(u"Build"_s)});
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
    QVERIFY(!table().selectionModel()->isRowSelected(cell(u"Build"_s, 0).row(), {}));
}

void tst_WebhooksPage::spaceMovesTheSwitchesOfSeveralRows()
{
    select({u"Cache"_s, u"Audit"_s, u"Build"_s}); // the current one is Build, which is on
    QTest::keyClick(&table(), Qt::Key_Space);
    QCOMPARE(m_service->switched.size(), 1);
    QCOMPARE(m_service->switched.first().enabled, false);
    const QList<WebhookId> &ids = m_service->switched.first().ids;
    QCOMPARE(ids.size(), 3);
    QVERIFY(ids.contains(idOf(u"Cache"_s)) && ids.contains(idOf(u"Audit"_s)) && ids.contains(idOf(u"Build"_s)));
    QCOMPARE(table().selectionModel()->selectedRows().size(), 3);
}

void tst_WebhooksPage::spaceAfterAClickOnASwitchMeansItsRow()
{
    select({u"Audit"_s});
    clickCell(table(), cell(u"Cache"_s, Model::StatusColumn));
    QTest::keyClick(&table(), Qt::Key_Space);
    QCOMPARE(m_service->switched.size(), 2);
    QCOMPARE(m_service->switched.last().ids, QList<WebhookId>{idOf(u"Cache"_s)});
    QCOMPARE(m_service->switched.last().enabled, true);
}

void tst_WebhooksPage::onlyTheLeftButtonMovesASwitch()
{
    const QPoint place = table().visualRect(cell(u"Build"_s, Model::StatusColumn)).center();
    QTest::mouseClick(table().viewport(), Qt::MiddleButton, {}, place);
    QCOMPARE(m_service->switched.size(), 0);
    // Pressed here and let go elsewhere is no click.
    QTest::mousePress(table().viewport(), Qt::LeftButton, {}, place);
    QTest::mouseRelease(table().viewport(), Qt::LeftButton, {}, place + QPoint(0, table().rowHeight(0)));
    QCOMPARE(m_service->switched.size(), 0);
}

void tst_WebhooksPage::aDoubleClickOnASwitchIsOneOrder()
{
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    doubleClickCell(table(), cell(u"Build"_s, Model::StatusColumn));
    QCOMPARE(m_service->switched.size(), 1);
    QCOMPARE(edit.size(), 0);
}

void tst_WebhooksPage::penEdits()
{
    select({u"Audit"_s});
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    clickCell(table(), cell(u"Cache"_s, Model::EditColumn));
    QCOMPARE(edit.size(), 1);
    QCOMPARE(edit.first().first().value<WebhookId>(), idOf(u"Cache"_s));
    QCOMPARE(m_service->switched.size(), 0);
    QTest::mouseClick(table().viewport(), Qt::RightButton, {},
                      table().visualRect(cell(u"Cache"_s, Model::EditColumn)).center());
    QCOMPARE(edit.size(), 1);
}

void tst_WebhooksPage::trashDeletesWithoutAQuestion()
{
    select({u"Audit"_s, u"Build"_s}); // the row's trash means its row, whatever is selected
    clickCell(table(), cell(u"Cache"_s, Model::DeleteColumn));
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{idOf(u"Cache"_s)}});
    QCOMPARE(m_prompts->deleteQuestions, QList<int>());
}

void tst_WebhooksPage::keysEdit_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("F2") << int(Qt::Key_F2);
    QTest::newRow("Return") << int(Qt::Key_Return);
    QTest::newRow("Enter") << int(Qt::Key_Enter);
}

void tst_WebhooksPage::keysEdit()
{
    QFETCH(const int, key);
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    select({u"Build"_s});
    QTest::keyClick(&table(), Qt::Key(key));
    QCOMPARE(edit.size(), 1);
    QCOMPARE(edit.first().first().value<WebhookId>(), idOf(u"Build"_s));
    QTest::keyClick(&table(), Qt::Key(key), Qt::AltModifier);
    QCOMPARE(edit.size(), 1);
}

void tst_WebhooksPage::doubleClickEdits()
{
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    doubleClickCell(table(), cell(u"Build"_s, Model::NameColumn));
    QCOMPARE(edit.size(), 1);
}

void tst_WebhooksPage::deleteKeyDeletesOneAtOnce()
{
    select({u"Build"_s});
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{idOf(u"Build"_s)}});
    QCOMPARE(m_prompts->deleteQuestions, QList<int>());
}

void tst_WebhooksPage::severalAreAskedOnce()
{
    select({u"Build"_s, u"Cache"_s, u"Drafts"_s});
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(m_prompts->deleteQuestions, QList<int>{3});
    QCOMPARE(m_service->removals.size(), 0);
    m_prompts->agree();
    QCOMPARE(m_service->removals.size(), 1);
    QCOMPARE(m_service->removals.first().size(), 3);
}

void tst_WebhooksPage::undoBar()
{
    QWidget &bar = find(*m_page, "undoBar");
    QVERIFY(!bar.isVisible());
    const StoredWebhook gone = *m_model->find(idOf(u"Build"_s));
    Q_EMIT m_service->webhooksRemoved({removedOf(gone)});
    QVERIFY(bar.isVisible());
    const auto labels = bar.findChildren<QLabel *>();
    QCOMPARE(labels.size(), 1);
    QCOMPARE(labels.first()->text(), u"Deleted “Build”"_s);
    click(find(*m_page, "undoButton"));
    QVERIFY(!bar.isVisible());
    QCOMPARE(m_service->restored, QList<QList<RemovedWebhook>>{{removedOf(gone)}});
}

void tst_WebhooksPage::undoOfSeveral()
{
    const QList<RemovedWebhook> gone{removedOf(*m_model->find(idOf(u"Build"_s))),
                                     removedOf(*m_model->find(idOf(u"Cache"_s)))};
    Q_EMIT m_service->webhooksRemoved(gone);
    QVERIFY(find(*m_page, "undoBar").findChild<QLabel *>()->text().contains(u'2'));
    find(*m_page, "undoButton").setFocus();
    QTest::keyClick(&find(*m_page, "undoButton"), Qt::Key_Space);
    QCOMPARE(m_service->restored, QList<QList<RemovedWebhook>>{gone});
}

void tst_WebhooksPage::undoBarGoesByItself()
{
    QWidget &bar = find(*m_page, "undoBar");
    Q_EMIT m_service->webhooksRemoved({removedOf(*m_model->find(idOf(u"Build"_s)))});
    QVERIFY(bar.isVisible());
    // The timer is ten seconds long; a test does not wait for it but makes it end now.
    const auto timers = bar.findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first()->interval(), 10'000);
    QVERIFY(timers.first()->isActive());
    timers.first()->start(0);
    QTRY_VERIFY(!bar.isVisible());
    QCOMPARE(m_service->restored.size(), 0);
}

void tst_WebhooksPage::contextMenu()
{
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    QSignalSpy trigger(m_page.get(), &WebhooksPage::triggerRequested);
    auto *menu = m_page->findChild<QMenu *>();
    QVERIFY(menu);
    const auto choose = [&](const QString &name, const QString &entry) {
        const QPoint place = table().visualRect(cell(name, Model::UrlColumn)).center();
        QTest::mouseClick(table().viewport(), Qt::RightButton, {}, place);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, table().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(table().viewport(), &event);
        QVERIFY(menu->isVisible());
        const auto actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text().remove(u'&') == entry) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                QVERIFY(!menu->isVisible());
                return;
            }
        }
        QFAIL(qPrintable(u"There is no entry "_s + entry));
    };
    choose(u"Cache"_s, u"Edit"_s);
    QCOMPARE(edit.size(), 1);
    QCOMPARE(edit.first().first().value<WebhookId>(), idOf(u"Cache"_s));
    choose(u"Build"_s, u"Trigger"_s);
    QCOMPARE(trigger.size(), 1);
    QCOMPARE(trigger.first().first().value<WebhookId>(), idOf(u"Build"_s));
    choose(u"Cache"_s, u"Enable"_s);
    QCOMPARE(m_service->switched.last().ids, QList<WebhookId>{idOf(u"Cache"_s)});
    QCOMPARE(m_service->switched.last().enabled, true);
    choose(u"Build"_s, u"Disable"_s); // one that is on: an entry without sense is disabled
    QCOMPARE(m_service->switched.last().enabled, false);
    choose(u"Cache"_s, u"Copy URL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://10.0.0.7/purge"_s);
    choose(u"Cache"_s, u"Delete"_s);
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{idOf(u"Cache"_s)}});
}

void tst_WebhooksPage::menuByKey_data()
{
    QTest::addColumn<bool>("byMenuKey");
    QTest::newRow("menu key") << true; // the platform makes a context menu event of it
    QTest::newRow("Shift+F10") << false;
}

void tst_WebhooksPage::menuByKey()
{
    QFETCH(const bool, byMenuKey);
    select({u"Cache"_s});
    auto &menu = *m_page->findChild<QMenu *>();
    if (byMenuKey) {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {1, 1}, {1, 1});
        QCoreApplication::sendEvent(table().viewport(), &event);
    } else {
        QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    }
    QVERIFY(menu.isVisible());
    // At its row, wherever the mouse is.
    const QRect row = table().visualRect(cell(u"Cache"_s, 0));
    const int y = table().viewport()->mapFromGlobal(menu.pos()).y();
    QVERIFY2(y >= row.top() && y <= row.bottom() + 2, qPrintable(QString::number(y)));
    menu.close();
}

void tst_WebhooksPage::menuForSeveral()
{
    select({u"Audit"_s, u"Build"_s}); // both are on
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    auto &menu = *m_page->findChild<QMenu *>();
    QStringList texts;
    QStringList disabled;
    const auto actions = menu.actions();
    for (const QAction *action : actions) {
        if (action->isSeparator())
            continue;
        texts.append(action->text());
        if (!action->isEnabled())
            disabled.append(action->text());
    }
    QCOMPARE(texts,
             (QStringList{u"Edit"_s, u"Trigger"_s, u"Show deliveries"_s, u"Duplicate"_s, u"Enable"_s, u"Disable"_s,
                          u"Copy URL"_s, u"Copy as cURL"_s, u"Export…"_s, u"Delete"_s}));
    QCOMPARE(disabled, (QStringList{u"Edit"_s, u"Trigger"_s, u"Show deliveries"_s, u"Enable"_s}));
    menu.close();
}

void tst_WebhooksPage::duplicates()
{
    select({u"Build"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_service->added.size(), 1);
    const Webhook copy = m_service->added.first().first();
    QCOMPARE(copy.name, u"Build (copy)"_s);
    QVERIFY(!copy.enabled);
    QCOMPARE(copy.headers, m_model->find(idOf(u"Build"_s))->webhook.headers);
    // Stored, it is the one that is selected, and can be taken back.
    StoredWebhook stored{copy, {}, "new", false};
    Q_EMIT m_service->webhookStored(stored);
    m_model->put(stored); // as the window does
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(m_model->idAt(table().currentIndex().row()), copy.id);
    QCOMPARE(find(*m_page, "undoBar").findChild<QLabel *>()->text(), u"Added “Build (copy)”, disabled"_s);
    click(find(*m_page, "undoButton"));
    QCOMPARE(m_service->importUndos.size(), 1);
    QCOMPARE(m_service->importUndos.first().added, QList<StoredWebhook>{stored});
}

void tst_WebhooksPage::duplicatesSeveral()
{
    select({u"Audit"_s, u"Cache"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_service->added.first().size(), 2);
    for (const Webhook &copy : std::as_const(m_service->added.first())) {
        QVERIFY(!find(*m_page, "undoBar").isVisible());
        Q_EMIT m_service->webhookStored({copy, {}, "new", false});
        m_model->put({copy, {}, "new", false});
    }
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    QVERIFY(find(*m_page, "undoBar").findChild<QLabel *>()->text().contains(u'2'));
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
}

void tst_WebhooksPage::aCopyThatFails()
{
    select({u"Audit"_s, u"Cache"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    const QList<Webhook> copies = m_service->added.first();
    Q_EMIT m_service->webhookStored({copies.first(), {}, "new", false});
    m_model->put({copies.first(), {}, "new", false});
    Q_EMIT m_service->webhookFailed(copies.last().id, {});
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    click(find(*m_page, "undoButton"));
    QCOMPARE(m_service->importUndos.first().added.size(), 1);
}

void tst_WebhooksPage::copiesUrls()
{
    select({u"Drafts"_s, u"Audit"_s});
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy URL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"https://zeta.example\nhttps://alpha.example"_s); // in the order of the rows
}

void tst_WebhooksPage::copiesAsCurl()
{
    QSignalSpy said(m_page.get(), &WebhooksPage::said);
    PanelContent content;
    content.preferences.defaultHeaders = {{u"X-Default"_s, u"d"_s}, {u"Cookie"_s, u"s3cret"_s}};
    Q_EMIT m_service->loaded(content);
    select({u"Build"_s, u"Audit"_s});
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy as cURL"_s);
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(u"curl "), 2);
    QVERIFY(text.contains(u"'https://ci.example/build'"));
    QVERIFY(text.contains(u"-H 'X-Stage: live'"));
    QVERIFY(text.contains(u"-H 'X-Default: d'"));
    QVERIFY(text.contains(u"2026-11-23T16:33:57.070Z")); // a trigger-test of now
    QVERIFY(!text.contains(u"s3cret"));
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(u"COOKIE"));
    // One that breaks a rule is told instead.
    StoredWebhook broken = *m_model->find(idOf(u"Audit"_s));
    broken.webhook.url = u"nonsense"_s;
    m_model->put(broken);
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy as cURL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    QVERIFY(said.last().first().toString().contains(u"“Audit” cannot be copied"));
}

void tst_WebhooksPage::exports()
{
    QSignalSpy said(m_page.get(), &WebhooksPage::said);
    select({u"Build"_s});
    click(find(*m_page, "exportButton")); // all, whatever is selected
    QCOMPARE(m_prompts->suggestedNames, QStringList{u"webhooks.json"_s});
    m_prompts->name(u"/somewhere/a.json"_s);
    QCOMPARE(m_service->exports.last().path, u"/somewhere/a.json"_s);
    QCOMPARE(m_service->exports.last().ids, QList<WebhookId>());
    Q_EMIT m_service->exported(u"/somewhere/a.json"_s, {4, 2, 0});
    QVERIFY(said.last().first().toString().contains(u"/somewhere/a.json"));
    QVERIFY(said.last().first().toString().contains(u"2 secret"));

    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Export…"_s); // the selected ones
    m_prompts->name(u"/somewhere/b.json"_s);
    QCOMPARE(m_service->exports.last().ids, QList<WebhookId>{idOf(u"Build"_s)});
}

void tst_WebhooksPage::imports()
{
    click(find(*m_page, "importButton"));
    QVERIFY(m_prompts->openFilters.first().contains(u"*.json"));
    m_prompts->name(u"/somewhere/a.json"_s);
    QCOMPARE(m_service->importFiles, QList<QStringList>{{u"/somewhere/a.json"_s}});
    ImportPlan plan;
    plan.items.append(ImportItem());
    plan.items.first().webhook = storedWebhook(u"New"_s).webhook;
    Q_EMIT m_service->importPlanned(plan);
    auto *dialog = m_page->findChild<QDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(m_service->importRuns.size(), 0);
    dialog->reject();
    QCOMPARE(m_service->importRuns.size(), 0);
    QTRY_VERIFY(!m_page->findChild<QDialog *>());
    Q_EMIT m_service->importPlanned(plan);
    click(find(*m_page->findChild<QDialog *>(), "importDialogButton"));
    QCOMPARE(m_service->importRuns, QList<ImportPlan>{plan});
}

void tst_WebhooksPage::refusedImport()
{
    Q_EMIT m_service->importRefused({{.fault = DefinitionsFault::Empty, .source = u"a.json"_s},
                                     {.fault = DefinitionsFault::IsFolder, .source = u"b"_s}});
    QCOMPARE(m_prompts->refusals,
             (QList<QStringList>{{u"“a.json”: The file is empty."_s, u"“b”: This is a folder. Name the file in it."_s}}));
    QVERIFY(!m_page->findChild<QDialog *>());
}

void tst_WebhooksPage::importOffersUndo()
{
    ImportReport report;
    report.added = {storedWebhook(u"New"_s)};
    report.updated = {{*m_model->find(idOf(u"Build"_s)), {}}};
    report.skipped = 2;
    Q_EMIT m_service->imported(report);
    m_model->put(report.added); // as the window does
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    QCOMPARE(find(*m_page, "undoBar").findChild<QLabel *>()->text(), u"Imported: 1 added, 1 updated, 2 skipped"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
    click(find(*m_page, "undoButton"));
    QCOMPARE(m_service->importUndos, QList<ImportReport>{report});
}

void tst_WebhooksPage::dropImports()
{
    const auto drop = [this](const QList<QUrl> &urls) {
        QMimeData data;
        data.setUrls(urls);
        QWidget *target = m_page.get();
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
        return true;
    };
    QVERIFY(drop({QUrl::fromLocalFile(u"/somewhere/a.JSON"_s), QUrl::fromLocalFile(u"/somewhere/b.txt"_s)}));
    QCOMPARE(m_service->importFiles, QList<QStringList>{{u"/somewhere/a.JSON"_s}});
    QVERIFY(!drop({QUrl::fromLocalFile(u"/somewhere/b.txt"_s)}));
    QVERIFY(!drop({QUrl(u"https://example.com/a.json"_s)}));
    // Over the table, too: it leaves drops to the page.
    QVERIFY(!table().acceptDrops() && !table().viewport()->acceptDrops());
}

void tst_WebhooksPage::manyImportedAtOnce()
{
    QList<StoredWebhook> many;
    for (int i = 0; i < 1'000; ++i)
        many.append(storedWebhook(u"Many %1"_s.arg(i)));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->put(many);
    QCOMPARE(resets.size(), 1);
    QCOMPARE(inserts.size(), 0);
    QCOMPARE(m_model->rowCount(), 1'004);
}

void tst_WebhooksPage::searching()
{
    auto &edit = find<QLineEdit>(*m_page, "searchEdit");
    QTest::keyClicks(&edit, u"example"_s);
    QCOMPARE(shownNames(), (QStringList{u"Audit"_s, u"Build"_s, u"Drafts"_s}));
    edit.selectAll();
    QTest::keyClicks(&edit, u"x-STAGE"_s);
    QCOMPARE(shownNames(), QStringList{u"Build"_s});
    edit.selectAll();
    QTest::keyClicks(&edit, u"publish"_s);
    QCOMPARE(shownNames(), QStringList{u"Build"_s});
    edit.clear();
    QCOMPARE(shownNames().size(), 4);
}

void tst_WebhooksPage::searchKeepsTheSelection()
{
    select({u"Build"_s, u"Cache"_s});
    auto &edit = find<QLineEdit>(*m_page, "searchEdit");
    QTest::keyClicks(&edit, u"example"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QVERIFY(table().selectionModel()->isRowSelected(cell(u"Build"_s, 0).row(), {}));
    // Only what is seen is selected: nothing happens to rows out of sight.
    click(find(*m_page, "disableButton"));
    QCOMPARE(m_service->switched.last().ids, QList<WebhookId>{idOf(u"Build"_s)});
}

void tst_WebhooksPage::findShortcut()
{
    QTest::keySequence(m_page.get(), QKeySequence::Find);
    QVERIFY(find(*m_page, "searchEdit").hasFocus());
}

void tst_WebhooksPage::newShortcut()
{
    QSignalSpy create(m_page.get(), &WebhooksPage::createRequested);
    QTest::keySequence(m_page.get(), QKeySequence::New);
    QCOMPARE(create.size(), 1);
    click(find(*m_page, "createButton"));
    QCOMPARE(create.size(), 2);
}

void tst_WebhooksPage::sortingByHeadings()
{
    QCOMPARE(shownNames(), (QStringList{u"Audit"_s, u"Build"_s, u"Cache"_s, u"Drafts"_s}));
    QHeaderView &header = *table().horizontalHeader();
    const auto clickHeading = [&](int column) {
        const QPoint place(header.sectionViewportPosition(column) + 8, header.height() / 2);
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, place);
    };
    clickHeading(Model::UrlColumn);
    QCOMPARE(shownNames(), (QStringList{u"Cache"_s, u"Drafts"_s, u"Build"_s, u"Audit"_s}));
    clickHeading(Model::UrlColumn);
    QCOMPARE(shownNames(), (QStringList{u"Audit"_s, u"Build"_s, u"Drafts"_s, u"Cache"_s}));
    clickHeading(Model::StatusColumn);
    QCOMPARE(shownNames().last(), u"Cache"_s);
}

void tst_WebhooksPage::selectionButtons()
{
    table().clearSelection();
    auto &label = find<QLabel>(*m_page, "selectionLabel");
    QCOMPARE(label.text(), u"0 selected"_s);
    for (const char *name : {"enableButton", "disableButton", "deleteButton"})
        QVERIFY(!find(*m_page, name).isEnabled());
    select({u"Audit"_s, u"Cache"_s});
    QCOMPARE(label.text(), u"2 selected"_s);
    click(find(*m_page, "enableButton"));
    QCOMPARE(m_service->switched.last().ids, (QList<WebhookId>{idOf(u"Audit"_s), idOf(u"Cache"_s)}));
    QCOMPARE(m_service->switched.last().enabled, true);
    click(find(*m_page, "disableButton"));
    QCOMPARE(m_service->switched.last().enabled, false);
    click(find(*m_page, "deleteButton"));
    QCOMPARE(m_prompts->deleteQuestions, QList<int>{2});
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(label.text(), u"4 selected"_s);
}

void tst_WebhooksPage::selectionSurvivesAChange()
{
    select({u"Audit"_s});
    StoredWebhook renamed = *m_model->find(idOf(u"Audit"_s));
    renamed.webhook.name = u"Zebra"_s;
    m_model->put(renamed);
    QCOMPARE(shownNames().last(), u"Zebra"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QVERIFY(table().selectionModel()->isRowSelected(cell(u"Zebra"_s, 0).row(), {}));
    const WebhookId cache = idOf(u"Cache"_s);
    m_model->remove(renamed.webhook.id);
    QVERIFY(m_model->rowOf(cache) >= 0);
    QCOMPARE(find<QLabel>(*m_page, "selectionLabel").text().left(1).toInt(),
             int(table().selectionModel()->selectedRows().size()));
}

void tst_WebhooksPage::emptyState()
{
    QVERIFY(!find(*m_page, "emptyState").isVisible());
    m_model->setWebhooks({}, {});
    QVERIFY(find(*m_page, "emptyState").isVisible());
    QVERIFY(find<QLabel>(*m_page, "emptyLabel").text().contains(u"No webhooks yet"));
    // One button of that name, not two.
    QVERIFY(!find(*m_page, "createButton").isVisible());
    QVERIFY(find(*m_page, "createFirstButton").isVisible());
    QSignalSpy create(m_page.get(), &WebhooksPage::createRequested);
    click(find(*m_page, "createFirstButton"));
    QCOMPARE(create.size(), 1);
    m_page->takeFocus();
    QVERIFY(find(*m_page, "createFirstButton").hasFocus());
    m_model->put(storedWebhook(u"First"_s));
    QVERIFY(!find(*m_page, "emptyState").isVisible());
    QVERIFY(find(*m_page, "createButton").isVisible());
}

void tst_WebhooksPage::noMatch()
{
    QTest::keyClicks(&find<QLineEdit>(*m_page, "searchEdit"), u"nowhere"_s);
    QVERIFY(find(*m_page, "emptyState").isVisible());
    QCOMPARE(find<QLabel>(*m_page, "emptyLabel").text(), u"No webhook matches “nowhere”."_s);
    QVERIFY(!find(*m_page, "createFirstButton").isVisible());
    QVERIFY(find(*m_page, "createButton").isVisible());
    QVERIFY(find(*m_page, "searchEdit").isEnabled());
}

void tst_WebhooksPage::readOnlyRowKeepsItsSwitch()
{
    StoredWebhook newer = *m_model->find(idOf(u"Build"_s));
    newer.readOnly = true;
    m_model->put(newer);
    clickCell(table(), cell(u"Build"_s, Model::StatusColumn));
    QCOMPARE(m_service->switched.size(), 0);
}

QTEST_MAIN(tst_WebhooksPage)
#include "tst_webhookspage.moc"
