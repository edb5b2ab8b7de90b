// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/importdialog.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

ImportPlan somePlan()
{
    ImportPlan plan;
    ImportItem add;
    add.webhook = storedWebhook(u"New"_s).webhook;
    add.notes = {{ImportNote::Kind::SecretMissing, u"Authorization"_s}};
    ImportItem update;
    update.action = ImportAction::Update;
    update.webhook = storedWebhook(u"Changed"_s).webhook;
    update.changed = {Field::Url, Field::Headers};
    ImportItem skip;
    skip.action = ImportAction::Skip;
    skip.webhook = storedWebhook(u"Same"_s).webhook;
    plan.items = {add, update, skip};
    plan.defaultHeaders = {{u"X-D"_s, u"1"_s}};
    plan.changedDefaults = QStringList{u"X-D"_s};
    return plan;
}

QStringList rowText(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells.append(model.index(row, column).data().toString());
    return cells;
}

} // namespace

/// The preview of an import.
class tst_ImportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void model();
    void showsThePlan();
    void rowsCanBeLeftOut();
    void nothingLeftToDo();
    void worksByKeyboard();
    void longPlan();
};

void tst_ImportDialog::model()
{
    ImportPlanModel model(somePlan());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(rowText(model, 0), (QStringList{u"Add"_s, u"New"_s, u"https://example.com/hook"_s, u"new"_s}));
    QCOMPARE(rowText(model, 1), (QStringList{u"Update"_s, u"Changed"_s, u"https://example.com/hook"_s, u"URL, Headers"_s}));
    QCOMPARE(rowText(model, 2), (QStringList{u"Skip"_s, u"Same"_s, u"https://example.com/hook"_s, u"nothing"_s}));
    QCOMPARE(rowText(model, 3), (QStringList{u"Update"_s, u"Default headers"_s, QString(), u"X-D"_s}));
    QVERIFY(!(model.flags(model.index(2, 0)) & Qt::ItemIsUserCheckable));
    QVERIFY(model.setData(model.index(3, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.chosen().changedDefaults, QStringList());
    QCOMPARE(model.chosen().defaultHeaders, Headers());
    QCOMPARE(model.chosen().items.size(), 3);
    QCOMPARE(model.notes().size(), 1);
    QVERIFY(model.notes().first().startsWith(u"New: "));
}

void tst_ImportDialog::showsThePlan()
{
    ImportDialog dialog(somePlan());
    dialog.open();
    QCOMPARE(find<QLabel>(dialog, "countsLabel").text(), u"1 to add, 1 to update, 1 to skip"_s);
    QVERIFY(find<QPlainTextEdit>(dialog, "notesEdit").toPlainText().contains(u"Authorization"));
    QVERIFY(find(dialog, "notesEdit").isVisible());
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    click(find(dialog, "importDialogButton"));
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(dialog.chosen().items.size(), 3);
}

void tst_ImportDialog::rowsCanBeLeftOut()
{
    ImportDialog dialog(somePlan());
    QVERIFY(show(dialog, dialog.size()));
    auto &view = find<QTableView>(dialog, "importView");
    // On the box itself, where a user clicks.
    const QRect cell = view.visualRect(view.model()->index(0, 0));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 10, cell.center().y()));
    QCOMPARE(find<QLabel>(dialog, "countsLabel").text(), u"0 to add, 1 to update, 1 to skip"_s);
    QCOMPARE(dialog.chosen().items.size(), 2);
    QCOMPARE(dialog.chosen().items.first().webhook.name, u"Changed"_s);
}

void tst_ImportDialog::nothingLeftToDo()
{
    ImportPlan plan = somePlan();
    plan.items.remove(0, 2);
    plan.changedDefaults.clear();
    ImportDialog dialog(plan);
    dialog.open();
    QVERIFY(!find(dialog, "importDialogButton").isEnabled());
    QVERIFY(!find(dialog, "notesEdit").isVisible());
    QSignalSpy rejected(&dialog, &QDialog::rejected);
    click(find(dialog, "importCancelButton"));
    QCOMPARE(rejected.size(), 1);
    ImportDialog empty{ImportPlan()};
    QVERIFY(find<QLabel>(empty, "countsLabel").text().contains(u"no webhooks"));
    QVERIFY(!find(empty, "importDialogButton").isEnabled());
}

void tst_ImportDialog::worksByKeyboard()
{
    ImportDialog dialog(somePlan());
    QVERIFY(show(dialog, dialog.size()));
    auto &view = find<QTableView>(dialog, "importView");
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(dialog.chosen().items.size(), 2);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(dialog.chosen().items.size(), 1);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(dialog.chosen().items.size(), 2);
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
}

void tst_ImportDialog::longPlan()
{
    ImportPlan plan;
    for (int i = 0; i < 5'000; ++i)
        plan.items.append(somePlan().items.first());
    ImportDialog dialog(plan);
    dialog.open();
    QCOMPARE(find<QLabel>(dialog, "countsLabel").text(), u"5000 to add, 0 to update, 0 to skip"_s);
}

QTEST_MAIN(tst_ImportDialog)
#include "tst_importdialog.moc"
