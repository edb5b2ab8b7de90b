// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookspagetest.h"

#include <QDialog>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// Export and import as the list offers them.
class tst_ListExchange : public WebhooksPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void exports();
    void imports();
    void refusedImport();
    void importOffersUndo();
    void dropImports();
    void manyImportedAtOnce();
};

void tst_ListExchange::exports()
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

void tst_ListExchange::imports()
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

void tst_ListExchange::refusedImport()
{
    Q_EMIT m_service->importRefused({{.fault = DefinitionsFault::Empty, .source = u"a.json"_s},
                                     {.fault = DefinitionsFault::IsFolder, .source = u"b"_s}});
    QCOMPARE(m_prompts->refusals,
             (QList<QStringList>{{u"“a.json”: The file is empty."_s, u"“b”: This is a folder. Name the file in it."_s}}));
    QVERIFY(!m_page->findChild<QDialog *>());
}

void tst_ListExchange::importOffersUndo()
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

void tst_ListExchange::dropImports()
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

void tst_ListExchange::manyImportedAtOnce()
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

QTEST_MAIN(tst_ListExchange)
#include "tst_listexchange.moc"
