// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"
#include "store/deliveryschema.h"
#include "store/deliverystatements.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// By which index SQLite answers what is asked again and again while nobody is to wait. It knows no numbers of rows (nothing
/// is analysed), so that it plans for an empty database as for a full one.
class tst_DeliveryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_database.reset(); }

    void statements_data();
    void statements();
    void foreignKeys();

private:
    [[nodiscard]] QStringList column(const QString &statement, const QString &name) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

void tst_DeliveryPlans::initTestCase()
{
    auto database = Database::open(m_folder.filePath(u"deliveries.sqlite"_s), deliverySchema());
    QVERIFY(database.has_value());
    m_database = std::move(*database);
}

/// One column of all rows.
QStringList tst_DeliveryPlans::column(const QString &statement, const QString &name) const
{
    const auto rows = m_database->rows(statement, QVariantList(statement.count(u'?'), u"1"_s),
                                       [&name](const QSqlQuery &row) { return row.value(name).toString(); });
    return rows.value_or(QStringList());
}

/// Each table that a statement reads, with its index. SCAN of the table's own rows is never good.
void tst_DeliveryPlans::statements_data()
{
    using namespace deliverystatements;
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QStringList>("searches");
    const QString jump = u"SEARCH deliveries USING INDEX deliveries_due"_s;
    QTest::newRow("webhooks with due work")
        << webhooksWithDue() << QStringList{jump, jump + u" (webhook>?)"_s, jump + u" (webhook=? AND due_at<?)"_s};
    QTest::newRow("due of a webhook") << due() << QStringList{jump + u" (webhook=? AND due_at<?)"_s};
    QTest::newRow("next due") << nextDue(2) << QStringList{jump, jump + u" (webhook>?)"_s, jump + u" (webhook=?)"_s};
    for (const Ended how : {Ended::Well, Ended::Badly}) {
        QTest::addRow("ended %d long ago", int(how))
            << expired(how) << QStringList{u"SEARCH deliveries USING INDEX deliveries_ended (state=? AND ended_at<?)"_s};
        QTest::addRow("ended %d beyond the number", int(how))
            << surplus(how) << QStringList{u"SEARCH deliveries USING INDEX deliveries_state (state=? AND key<?)"_s};
    }
    QTest::newRow("events that nobody got")
        << unsentEvents()
        << QStringList{u"SEARCH events USING INDEX events_unsent (accepted_at<?)"_s,
                       u"SEARCH deliveries USING COVERING INDEX deliveries_event (event=?)"_s};
    QTest::newRow("number of dead letters")
        << countDeadLetters()
        << QStringList{u"SCAN deliveries USING COVERING INDEX deliveries_dead"_s}; // nothing else is in it
    QTest::newRow("dead letters") << deadLetters()
                                  << QStringList{u"SEARCH deliveries USING INDEX deliveries_state (state=? AND key>?)"_s};
    QTest::newRow("one that was sent again")
        << markResent()
        << QStringList{u"SEARCH deliveries USING INDEX deliveries_dead (event=? AND webhook=? AND state=? AND resent=?)"_s};
}

void tst_DeliveryPlans::statements()
{
    QFETCH(const QString, statement);
    QStringList searches;
    const QStringList steps = column(u"EXPLAIN QUERY PLAN "_s + statement, u"detail"_s);
    QVERIFY(!steps.isEmpty());
    for (const QString &step : steps) {
        const bool isSorted = step.contains(u"TEMP B-TREE"_s);
        QVERIFY2(!isSorted, qPrintable(step));
        if (step.startsWith(u"SCAN "_s) || step.startsWith(u"SEARCH "_s))
            searches.append(step);
    }
    searches.removeIf([](const QString &step) { return step == u"SCAN w" || step == u"SEARCH w"; }); // what was made above
    QTEST(searches, "searches");
}

/// When a row goes, SQLite looks for those that refer to it: without an index by reading the whole table.
void tst_DeliveryPlans::foreignKeys()
{
    int keys = 0;
    const QStringList tables = column(u"SELECT name FROM sqlite_schema WHERE type = 'table'"_s, u"name"_s);
    QVERIFY(tables.contains(u"attempts"_s));
    for (const QString &table : tables) {
        keys += int(column(u"SELECT \"from\" FROM pragma_foreign_key_list('%1')"_s.arg(table), u"from"_s).size());
        const QStringList steps = column(u"EXPLAIN QUERY PLAN DELETE FROM %1 WHERE rowid = 1"_s.arg(table), u"detail"_s);
        for (const QString &step : steps)
            QVERIFY2(!step.startsWith(u"SCAN "_s), qPrintable(table + u": "_s + step));
    }
    QCOMPARE(keys, 6);
}

QTEST_GUILESS_MAIN(tst_DeliveryPlans)
#include "tst_deliveryplans.moc"
