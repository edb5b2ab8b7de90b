// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/headertablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Model = HeaderTableModel;
using Tester = QAbstractItemModelTester;

namespace {

QString textOf(const Model &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines.append(model.index(row, Model::NameColumn).data().toString() + u'='
                     + model.index(row, Model::ValueColumn).data().toString());
    return lines.join(u' ');
}

bool type(Model &model, int row, int column, const QString &text)
{
    return model.setData(model.index(row, column), text, Qt::EditRole);
}

} // namespace

class tst_HeaderTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void beginsWithOneEmptyRow();
    void headersComeBackAsTheyWere();
    void typingIntoTheEmptyRowMakesAnother();
    void announcesOneCell();
    void removes();
    void headings();
    void problemsStandAtTheirCells();
    void problemsSkipEmptyRows();
    void agreesWithReference_data();
    void agreesWithReference();
};

void tst_HeaderTableModel::beginsWithOneEmptyRow()
{
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QCOMPARE(textOf(model), u"="_s);
    QCOMPARE(model.headers(), Headers());
    model.setHeaders({});
    QCOMPARE(textOf(model), u"="_s);
}

void tst_HeaderTableModel::headersComeBackAsTheyWere()
{
    const Headers headers{{u"A"_s, u"1"_s}, {u"b"_s, QString()}};
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &Model::edited);
    model.setHeaders(headers);
    QCOMPARE(textOf(model), u"A=1 b= ="_s);
    QCOMPARE(model.headers(), headers);
    QCOMPARE(edited.size(), 0); // not the user's doing
}

void tst_HeaderTableModel::typingIntoTheEmptyRowMakesAnother()
{
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &Model::edited);
    QVERIFY(type(model, 0, Model::NameColumn, u"A"_s));
    QCOMPARE(textOf(model), u"A= ="_s);
    QCOMPARE(edited.size(), 1);
    QVERIFY(type(model, 1, Model::ValueColumn, u"2"_s));
    QCOMPARE(textOf(model), u"A= =2 ="_s);
    QVERIFY(type(model, 2, Model::NameColumn, QString())); // opened and left as it was
    QCOMPARE(textOf(model), u"A= =2 ="_s);
    QCOMPARE(edited.size(), 2);
    QVERIFY(!model.setData({}, u"x"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
}

void tst_HeaderTableModel::announcesOneCell()
{
    Model model;
    model.setHeaders({{u"A"_s, u"1"_s}});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    type(model, 0, Model::ValueColumn, u"2"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex(), model.index(0, Model::ValueColumn));
    QCOMPARE(changed.first().at(1).toModelIndex(), model.index(0, Model::ValueColumn));
    QCOMPARE(inserted.size(), 0);
    type(model, 0, Model::ValueColumn, u"2"_s);
    QCOMPARE(changed.size(), 1);
}

void tst_HeaderTableModel::removes()
{
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setHeaders({{u"A"_s, u"1"_s}, {u"B"_s, u"2"_s}});
    QSignalSpy edited(&model, &Model::edited);
    model.removeHeader(2); // the empty one stays
    model.removeHeader(-1);
    model.removeHeader(3);
    QCOMPARE(textOf(model), u"A=1 B=2 ="_s);
    QCOMPARE(edited.size(), 0);
    model.removeHeader(0);
    QCOMPARE(textOf(model), u"B=2 ="_s);
    QCOMPARE(edited.size(), 1);
    model.removeHeader(0);
    QCOMPARE(textOf(model), u"="_s);
}

void tst_HeaderTableModel::headings()
{
    const Model model;
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(Model::NameColumn, Qt::Horizontal, Qt::DisplayRole).toString(), u"Name"_s);
    QCOMPARE(model.headerData(Model::ValueColumn, Qt::Horizontal, Qt::DisplayRole).toString(), u"Value"_s);
    QVERIFY(model.flags(model.index(0, 0)) & Qt::ItemIsEditable);
}

void tst_HeaderTableModel::problemsStandAtTheirCells()
{
    const Headers headers{{u"Good"_s, u"1"_s}, {u"Bad name"_s, u"1"_s}, {u"X"_s, u"a\nb"_s}};
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setHeaders(headers);
    model.setProblems(validateHeaders(headers));
    const auto said
        = [&](int row, int column) { return model.index(row, column).data(Qt::AccessibleDescriptionRole).toString(); };
    QVERIFY(said(0, 0).isEmpty());
    QVERIFY(said(0, 1).isEmpty());
    QVERIFY(said(1, 0).contains(u"Bad name"));
    QVERIFY(said(1, 1).isEmpty());
    QVERIFY(said(2, 0).isEmpty());
    QVERIFY(!said(2, 1).isEmpty());
    QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), said(1, 0));
    model.removeHeader(1);
    QVERIFY(said(1, 0).isEmpty() && said(1, 1).isEmpty());
}

void tst_HeaderTableModel::problemsSkipEmptyRows()
{
    // A form is checked without its empty rows (normalised()); what is wrong stands at the row where it was typed.
    Model model;
    model.setHeaders({{u"A"_s, u"1"_s}});
    type(model, 1, Model::NameColumn, u"B"_s);
    type(model, 2, Model::NameColumn, u"Bad name"_s);
    type(model, 1, Model::NameColumn, QString());
    QCOMPARE(textOf(model), u"A=1 = Bad name= ="_s);
    model.setProblems(validateHeaders(normalisedHeaders(model.headers())));
    QVERIFY(model.index(1, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    QVERIFY(model.index(2, 0).data(Qt::AccessibleDescriptionRole).toString().contains(u"Bad name"));
}

void tst_HeaderTableModel::agreesWithReference_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 10; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_HeaderTableModel::agreesWithReference()
{
    QFETCH(const quint32, seed);
    QRandomGenerator chance(seed);
    const auto pick = [&chance](int count) { return int(chance.bounded(count)); };
    Model model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    Headers reference;
    for (int step = 0; step < 200; ++step) {
        const int row = pick(int(reference.size()) + 1);
        if (pick(4) == 0) {
            if (row < reference.size())
                reference.removeAt(row);
            model.removeHeader(row);
        } else {
            const QString text = pick(5) == 0 ? QString() : QString(QChar(u'a' + pick(26)));
            const bool isName = pick(2) == 0;
            if (row == reference.size() && !text.isEmpty())
                reference.append(Header());
            if (row < reference.size())
                (isName ? reference[row].name : reference[row].value) = text;
            type(model, row, isName ? Model::NameColumn : Model::ValueColumn, text);
        }
        QCOMPARE(model.headers(), reference);
        QCOMPARE(model.rowCount(), reference.size() + 1);
    }
}

QTEST_GUILESS_MAIN(tst_HeaderTableModel)
#include "tst_headertablemodel.moc"
