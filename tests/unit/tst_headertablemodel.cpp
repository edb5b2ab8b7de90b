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
    void secretsAreMasked();
    void aCredentialBecomesSecret_data();
    void aCredentialBecomesSecret();
    void typingReplacesASecret();
    void theUserDecides();
    void aKeptSecretThatIsNoneMustBeTyped();
    void revealsOneRow();
    void lostSecretsMustBeEntered();
    void takesWhatWasSaved();
    void aTextInAnEditorCounts();
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

void tst_HeaderTableModel::secretsAreMasked()
{
    Model model;
    model.setHeaders({{u"Authorization"_s, {}, true, u"r1"_s},
                      {u"X-Site"_s, u"typed"_s, true},
                      {u"X-Api-Key"_s, u"in clear"_s},
                      {u"X-Missing"_s, {}, true},
                      {u"X-Plain"_s, u"plain"_s}});
    const auto value = [&model](int row, int role) { return model.index(row, Model::ValueColumn).data(role).toString(); };
    for (const int row : {0, 1, 2}) {
        QCOMPARE(value(row, Qt::DisplayRole), u"••••"_s);
        QCOMPARE(value(row, Qt::AccessibleTextRole), u"•••• (secret)"_s);
        QVERIFY(value(row, Qt::EditRole).isEmpty());
        QVERIFY(!value(row, Qt::ToolTipRole).isEmpty());
        QVERIFY(model.isSecret(row) && model.canReveal(row));
    }
    QCOMPARE(value(3, Qt::DisplayRole), u"Must be entered"_s);
    QVERIFY(model.isSecret(3) && !model.canReveal(3));
    QCOMPARE(value(4, Qt::DisplayRole), u"plain"_s);
    QCOMPARE(value(4, Qt::EditRole), u"plain"_s);
    QVERIFY(!model.isSecret(4) && !model.canReveal(4));
    QVERIFY(!model.isSecret(5) && !model.isSecret(6) && !model.isSecret(-1));
}

void tst_HeaderTableModel::aCredentialBecomesSecret_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isSecret");
    QTest::newRow("Authorization") << u"Authorization"_s << u"Bearer s3cr3t"_s << true;
    QTest::newRow("Cookie") << u"cookie"_s << u"session=1"_s << true;
    QTest::newRow("X-Api-Key") << u"X-Api-Key"_s << u"1"_s << true;
    QTest::newRow("a token") << u"X-Gitlab-Token"_s << u"1"_s << true;
    QTest::newRow("a secret") << u"X-My-Secret"_s << u"1"_s << true;
    QTest::newRow("a password") << u"X-Password"_s << u"1"_s << true;
    QTest::newRow("only a placeholder") << u"Authorization"_s << u"Bearer ${TOKEN}"_s << false;
    QTest::newRow("nothing to hide") << u"X-Site"_s << u"1"_s << false;
}

void tst_HeaderTableModel::aCredentialBecomesSecret()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const bool, isSecret);
    for (const bool nameFirst : {true, false}) {
        Model model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        QSignalSpy made(&model, &Model::madeSecret);
        type(model, 0, nameFirst ? Model::NameColumn : Model::ValueColumn, nameFirst ? name : value);
        QCOMPARE(made.size(), 0);
        type(model, 0, nameFirst ? Model::ValueColumn : Model::NameColumn, nameFirst ? value : name);
        QCOMPARE(model.headers(), Headers({{name, value, isSecret}}));
        QCOMPARE(made.size(), isSecret ? 1 : 0);
        if (isSecret)
            QCOMPARE(made.first().first().toString(), name);
    }
}

void tst_HeaderTableModel::typingReplacesASecret()
{
    Model model;
    model.setHeaders({{u"Authorization"_s, {}, true, u"r1"_s}});
    QSignalSpy edited(&model, &Model::edited);
    type(model, 0, Model::ValueColumn, {}); // an editor that was opened and left
    QCOMPARE(edited.size(), 0);
    QCOMPARE(model.headers(), Headers({{u"Authorization"_s, {}, true, u"r1"_s}}));
    type(model, 0, Model::ValueColumn, u"Bearer new"_s);
    QCOMPARE(model.headers(), Headers({{u"Authorization"_s, u"Bearer new"_s, true}}));
    type(model, 0, Model::ValueColumn, u"Bearer ${TOKEN}"_s); // that is text
    QCOMPARE(model.headers(), Headers({{u"Authorization"_s, u"Bearer ${TOKEN}"_s}}));
}

void tst_HeaderTableModel::theUserDecides()
{
    Model model;
    type(model, 0, Model::NameColumn, u"X-Sort-Key"_s);
    type(model, 0, Model::ValueColumn, u"name"_s);
    QVERIFY(model.isSecret(0));
    model.setSecret(0, false);
    QVERIFY(!model.isSecret(0));
    QCOMPARE(model.headers(), Headers({{u"X-Sort-Key"_s, u"name"_s, false, {}, true}}));
    type(model, 0, Model::ValueColumn, u"time"_s); // it stays decided
    QVERIFY(!model.isSecret(0));
    QCOMPARE(model.index(0, Model::ValueColumn).data().toString(), u"time"_s);
    type(model, 0, Model::NameColumn, u"X-Other-Key"_s); // but not of another header
    QVERIFY(model.isSecret(0));

    type(model, 1, Model::NameColumn, u"X-Site"_s);
    type(model, 1, Model::ValueColumn, u"hidden"_s);
    model.setSecret(1, true);
    QCOMPARE(model.index(1, Model::ValueColumn).data().toString(), u"••••"_s);
    model.setSecret(1, false);
    QCOMPARE(model.headers().at(1), Header({u"X-Site"_s, u"hidden"_s}));
    model.setSecret(2, true); // the empty row at the end is none
    QVERIFY(!model.isSecret(2));
}

void tst_HeaderTableModel::aKeptSecretThatIsNoneMustBeTyped()
{
    const Header kept{u"Authorization"_s, {}, true, u"r1"_s};
    Model model;
    model.setHeaders({kept});
    model.setSecret(0, false);
    QCOMPARE(model.headers(), Headers({{u"Authorization"_s, {}, false, {}, true}}));
    model.setSecret(0, true);
    QCOMPARE(model.headers(), Headers({kept}));
    model.reveal(0, u"s3cr3t"_s);
    model.setSecret(0, false);
    QCOMPARE(model.headers().first().value, u"s3cr3t"_s);
}

void tst_HeaderTableModel::revealsOneRow()
{
    Model model;
    model.setHeaders({{u"A"_s, {}, true, u"r1"_s}, {u"B"_s, u"typed"_s, true}, {u"C"_s, u"plain"_s}});
    const auto shown = [&model](int row) { return model.index(row, Model::ValueColumn).data().toString(); };
    QCOMPARE(model.rowOfReference(u"r1"_s), 0);
    QCOMPARE(model.rowOfReference(u"r2"_s), -1);
    QCOMPARE(model.rowOfReference({}), -1);
    model.reveal(0, u"s3cr3t"_s);
    QCOMPARE(shown(0), u"s3cr3t"_s);
    QVERIFY(model.index(0, Model::ValueColumn).data(Qt::EditRole).toString().isEmpty());
    model.reveal(1);
    QCOMPARE(shown(0), u"••••"_s);
    QCOMPARE(shown(1), u"typed"_s);
    model.reveal(2);
    QCOMPARE(model.revealedRow(), -1);
    model.reveal(1);
    model.removeHeader(0);
    QCOMPARE(shown(0), u"••••"_s);
    model.reveal(0);
    model.conceal();
    QCOMPARE(shown(0), u"••••"_s);
}

void tst_HeaderTableModel::lostSecretsMustBeEntered()
{
    Model model;
    model.setHeaders({{u"A"_s, {}, true, u"r1"_s}, {u"B"_s, {}, true, u"r2"_s}});
    const auto at = [&model](int row, int role) { return model.index(row, Model::ValueColumn).data(role).toString(); };
    model.setLost({u"r1"_s});
    QCOMPARE(at(0, Qt::DisplayRole), u"Must be entered"_s);
    QVERIFY(!at(0, Qt::AccessibleDescriptionRole).isEmpty());
    QVERIFY(!model.canReveal(0));
    QCOMPARE(at(1, Qt::DisplayRole), u"••••"_s);
    QVERIFY(at(1, Qt::AccessibleDescriptionRole).isEmpty());
    model.setLost({});
    QCOMPARE(at(0, Qt::DisplayRole), u"••••"_s);
    model.setLost({u"r1"_s});
    type(model, 0, Model::ValueColumn, u"new"_s);
    QCOMPARE(at(0, Qt::DisplayRole), u"••••"_s);
}

void tst_HeaderTableModel::takesWhatWasSaved()
{
    Model model;
    const Headers sent{{u"Authorization"_s, u"s3cr3t"_s, true}, {u"X-Site"_s, u"1"_s}};
    const Headers saved{{u"Authorization"_s, {}, true, u"r1"_s}, {u"X-Site"_s, u"1"_s}};
    model.setHeaders(sent);
    QSignalSpy edited(&model, &Model::edited);
    model.takeSaved(sent, saved);
    QCOMPARE(model.headers(), saved);
    QCOMPARE(edited.size(), 0); // not the user's doing

    model.setHeaders(sent);
    type(model, 0, Model::ValueColumn, u"newer"_s); // while it was on its way
    model.takeSaved(sent, saved);
    QCOMPARE(model.headers().first(), Header({u"Authorization"_s, u"newer"_s, true}));
}

void tst_HeaderTableModel::aTextInAnEditorCounts()
{
    Model model;
    model.setHeaders({{u"Authorization"_s, {}, true, u"r1"_s}});
    const QModelIndex value = model.index(0, Model::ValueColumn);
    QCOMPARE(model.headersWith(value, {}), model.headers()); // an editor of a secret begins empty
    QCOMPARE(model.headersWith(value, u"new"_s), Headers({{u"Authorization"_s, u"new"_s, true}}));
    QCOMPARE(model.headersWith(model.index(1, Model::NameColumn), u"X"_s).size(), 2);
    QCOMPARE(model.headersWith({}, {}), model.headers());
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
