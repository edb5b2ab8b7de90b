// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookspagetest.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

RemovedWebhook removedOf(const StoredWebhook &stored)
{
    return {stored.webhook.id, stored.webhook.name, "bytes"};
}

} // namespace

/// The list of webhooks: its rows, switches and keys, searching, sorting, selecting, and undoing a deletion.
class tst_WebhooksPage : public WebhooksPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void switchMovesByAClickAnywhereInItsCell_data();
    void switchMovesByAClickAnywhereInItsCell();
    void switchClickLeavesTheSelection();
    void spaceMovesTheSwitchesOfSeveralRows();
    void spaceAfterAClickOnASwitchMeansItsRow();
    void onlyTheLeftButtonMovesASwitch();
    void aDoubleClickOnASwitchIsOneOrder();
    void aSwitchThatIsNotKnownGoesOff_data();
    void aSwitchThatIsNotKnownGoesOff();
    void penEdits();
    void trashDeletesWithoutAQuestion();
    void keysEdit_data();
    void keysEdit();
    void doubleClickEdits();
    void deleteKeyDeletesOneAtOnce();
    void afterDeletingTheNextRowIsSelected_data();
    void afterDeletingTheNextRowIsSelected();
    void severalAreAskedOnce();
    void undoBar();
    void undoOfSeveral();
    void undoBarGoesByItself();
    void undoByKeyTheNewestFirst();
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
    void readOnlyRowsAreNotOfferedForDeletion();
    void theUrlKeepsItsRoom();
};

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

void tst_WebhooksPage::aSwitchThatIsNotKnownGoesOff_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("click") << false;
    QTest::newRow("Space") << true;
}

void tst_WebhooksPage::aSwitchThatIsNotKnownGoesOff()
{
    QFETCH(const bool, byKey);
    StoredWebhook build = *m_model->find(idOf(u"Build"_s));
    build.problems = {{Field::Enabled, Rule::ValueUnreadable, -1, false, u"perhaps"_s}};
    m_model->put(build);
    const QModelIndex status = cell(u"Build"_s, Model::StatusColumn);
    if (byKey) {
        table().setCurrentIndex(status);
        QTest::keyClick(&table(), Qt::Key_Space);
    } else {
        clickCell(table(), status);
    }
    QCOMPARE(m_service->switched.size(), 1);
    QVERIFY(!m_service->switched.first().enabled);
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

void tst_WebhooksPage::afterDeletingTheNextRowIsSelected_data()
{
    QTest::addColumn<QStringList>("deleted");
    QTest::addColumn<QString>("next");
    QTest::newRow("within") << QStringList{u"Build"_s} << u"Cache"_s;
    QTest::newRow("the last") << QStringList{u"Drafts"_s} << u"Cache"_s;
    QTest::newRow("several") << QStringList{u"Audit"_s, u"Build"_s} << u"Cache"_s;
    QTest::newRow("several at the end") << QStringList{u"Cache"_s, u"Drafts"_s} << u"Build"_s;
}

/// Space after Delete must not switch a row that nobody chose, and an undo shows what it brought back.
void tst_WebhooksPage::afterDeletingTheNextRowIsSelected()
{
    QFETCH(const QStringList, deleted);
    QFETCH(const QString, next);
    select(deleted);
    QList<StoredWebhook> gone;
    QList<RemovedWebhook> removed;
    for (const QString &name : deleted) {
        gone.append(*m_model->find(idOf(name)));
        removed.append(removedOf(gone.last()));
    }
    Q_EMIT m_service->webhooksRemoved(removed);
    for (const StoredWebhook &webhook : gone) // as the window does after the page has heard of it
        m_model->remove(webhook.webhook.id);
    const auto selectedNames = [this] {
        QStringList names;
        for (const QModelIndex &index : table().selectionModel()->selectedRows())
            names.append(m_model->find(m_model->idAt(index.row()))->webhook.name);
        names.sort();
        return names;
    };
    QCOMPARE(selectedNames(), QStringList{next});
    QCOMPARE(table().currentIndex().row(), cell(next, 0).row());
    click(find(*m_page, "undoButton"));
    for (const StoredWebhook &webhook : gone) {
        Q_EMIT m_service->webhookStored(webhook);
        m_model->put(webhook);
    }
    QTRY_COMPARE(selectedNames(), deleted);
    QCOMPARE(table().currentIndex().row(), cell(deleted.first(), 0).row());
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

void tst_WebhooksPage::undoByKeyTheNewestFirst()
{
    QTest::keySequence(&table(), QKeySequence::Undo); // nothing to undo
    const RemovedWebhook build = removedOf(*m_model->find(idOf(u"Build"_s)));
    const RemovedWebhook cache = removedOf(*m_model->find(idOf(u"Cache"_s)));
    Q_EMIT m_service->webhooksRemoved({build});
    Q_EMIT m_service->webhooksRemoved({cache});
    auto &search = find<QLineEdit>(*m_page, "searchEdit");
    search.setFocus();
    QTest::keyClicks(&search, u"e"_s);
    QTest::keySequence(&search, QKeySequence::Undo);
    QCOMPARE(search.text(), QString()); // a field's own undo goes first
    QCOMPARE(m_service->restored.size(), 0);
    table().setFocus();
    QTest::keySequence(&table(), QKeySequence::Undo);
    QCOMPARE(m_service->restored, QList<QList<RemovedWebhook>>{{cache}});
    QCOMPARE(find(*m_page, "undoBar").findChild<QLabel *>()->text(), u"Deleted “Build”"_s);
    QTest::keySequence(&table(), QKeySequence::Undo);
    QCOMPARE(m_service->restored, (QList<QList<RemovedWebhook>>{{cache}, {build}}));
    QVERIFY(!find(*m_page, "undoBar").isVisible());
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

void tst_WebhooksPage::readOnlyRowsAreNotOfferedForDeletion()
{
    StoredWebhook newer = *m_model->find(idOf(u"Build"_s));
    newer.readOnly = true;
    m_model->put(newer);
    QSignalSpy said(m_page.get(), &WebhooksPage::said);
    select({u"Audit"_s, u"Build"_s, u"Drafts"_s});
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(m_prompts->deleteQuestions, QList<int>{2});
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(u"newer version"));
}

/// The URL, which takes what is left, cannot be squeezed out: neither by hand nor by a narrow window.
void tst_WebhooksPage::theUrlKeepsItsRoom()
{
    QHeaderView &header = *table().horizontalHeader();
    const int least = table().fontMetrics().averageCharWidth() * 12;
    header.resizeSection(Model::NameColumn, 2000);
    QVERIFY(header.sectionSize(Model::UrlColumn) >= least);
    QCOMPARE(header.length(), table().viewport()->width());
    const int wide = header.sectionSize(Model::NameColumn);
    m_page->resize(m_page->width() * 6 / 10, m_page->height());
    QTRY_COMPARE(header.length(), table().viewport()->width());
    QVERIFY(header.sectionSize(Model::UrlColumn) >= least);
    QVERIFY(header.sectionSize(Model::NameColumn) < wide);
    m_page->resize(m_page->width() * 5 / 10, m_page->height());
    QTRY_VERIFY(table().isColumnHidden(Model::HealthColumn)); // gives way, and comes back
    m_page->resize(1120, m_page->height());
    QTRY_VERIFY(!table().isColumnHidden(Model::HealthColumn));
    QCOMPARE(header.sectionSize(Model::NameColumn), wide);
}

QTEST_MAIN(tst_WebhooksPage)
#include "tst_webhookspage.moc"
