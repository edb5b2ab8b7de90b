// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "models/auditmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const WebhookId theId = WebhookId::fromString(u"6a1f0c52-0000-4000-9000-000000000001"_s);

AuditEntry entryOf(const Webhook &before, const Webhook &after)
{
    const QDateTime at(QDate(2026, 11, 24), QTime(9, 30), Qt::UTC);
    return {at,  u"hookpanel-cli edit"_s, theId, after.name, AuditAction::Changed, audit::changesBetween(before, after),
            "r1"};
}

QString cell(const AuditModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class tst_AuditModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void aRowForEachChange();
    void wholeEntriesHaveOneRow_data();
    void wholeEntriesHaveOneRow();
    void valuesInWords_data();
    void valuesInWords();
    void anotherProgramIsSaid();
};

void tst_AuditModel::aRowForEachChange()
{
    Webhook before;
    before.name = u"Build"_s;
    Webhook after = before;
    after.name = u"Static build"_s;
    after.enabled = false;
    AuditModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({entryOf(before, after)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, AuditModel::FieldColumn), Words::of(Field::Enabled));
    QCOMPARE(cell(model, 0, AuditModel::BeforeColumn), u"Enabled"_s);
    QCOMPARE(cell(model, 0, AuditModel::AfterColumn), u"Disabled"_s);
    QCOMPARE(cell(model, 1, AuditModel::FieldColumn), u"Name"_s);
    QCOMPARE(cell(model, 1, AuditModel::BeforeColumn), u"Build"_s);
    QCOMPARE(cell(model, 1, AuditModel::AfterColumn), u"Static build"_s);
    QCOMPARE(cell(model, 1, AuditModel::ProgramColumn), u"hookpanel-cli edit"_s);
    QVERIFY(!cell(model, 1, AuditModel::TimeColumn).isEmpty());
}

void tst_AuditModel::wholeEntriesHaveOneRow_data()
{
    QTest::addColumn<AuditAction>("action");
    QTest::addColumn<QString>("word");
    QTest::newRow("added") << AuditAction::Added << u"Created"_s;
    QTest::newRow("removed") << AuditAction::Removed << u"Deleted"_s;
    QTest::newRow("restored") << AuditAction::Restored << u"Brought back"_s;
}

void tst_AuditModel::wholeEntriesHaveOneRow()
{
    QFETCH(const AuditAction, action);
    QFETCH(const QString, word);
    Webhook after;
    after.name = u"Build"_s;
    AuditEntry entry = entryOf({}, after);
    entry.action = action;
    AuditModel model;
    model.setEntries({entry});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, AuditModel::FieldColumn), word);
    QCOMPARE(cell(model, 0, AuditModel::AfterColumn), u"–"_s);
}

void tst_AuditModel::valuesInWords_data()
{
    QTest::addColumn<Webhook>("before");
    QTest::addColumn<Webhook>("after");
    QTest::addColumn<QString>("was");
    QTest::addColumn<QString>("is");
    Webhook plain;
    plain.headers = {{u"X-Site"_s, u"one"_s}, {u"X-Same"_s, u"1"_s}};
    Webhook other = plain;
    other.headers[0].value = u"two"_s;
    QTest::newRow("a header, the others left out") << plain << other << u"X-Site: one"_s << u"X-Site: two"_s;

    Webhook secret = plain;
    secret.headers.append({u"Authorization"_s, {}, true, u"r1"_s});
    QTest::newRow("a secret header") << plain << secret << u"–"_s << u"Authorization: ••••"_s;
    Webhook replaced = secret;
    replaced.headers.last().reference = u"r2"_s;
    QTest::newRow("a secret replaced") << secret << replaced << u"Authorization: ••••"_s
                                       << u"Authorization: •••• (replaced)"_s;
    Webhook clear = plain;
    clear.headers.append({u"Authorization"_s, u"Bearer s3cr3t"_s});
    QTest::newRow("a secret in clear") << plain << clear << u"–"_s << u"Authorization: ••••"_s;

    Webhook events;
    events.events.names = {u"entry.create"_s};
    Webhook all;
    all.events.all = true;
    QTest::newRow("events") << events << all << u"entry.create"_s << u"All events, future ones too"_s;
    Webhook types;
    types.contentTypes = {false, {u"article"_s}};
    QTest::newRow("content types") << Webhook() << types << u"All content types"_s << u"article"_s;
    Webhook timeout;
    timeout.timeoutSeconds = 1;
    QTest::newRow("timeout") << timeout << Webhook() << u"1 second(s)"_s << u"10 second(s)"_s;
    Webhook quick;
    quick.retry = RetrySchedule(RetrySchedule::Kind::Quick);
    Webhook off;
    off.retry = RetrySchedule(RetrySchedule::Kind::Off);
    QTest::newRow("retry") << quick << off << Words::of(quick.retry) << Words::of(off.retry);
    Webhook own;
    own.retry = RetrySchedule::custom({std::chrono::seconds(5), std::chrono::seconds(60)});
    QTest::newRow("own retry") << own << off << Words::of(own.retry) << Words::of(off.retry);
    Webhook signedOne;
    signedOne.signing = {u"github"_s};
    QTest::newRow("signing") << Webhook() << signedOne << u"–"_s << u"github"_s;
    Webhook keys;
    keys.signingKeys = {{u"r1"_s, u"3aF9"_s}};
    QTest::newRow("signing secrets") << Webhook() << keys << u"–"_s << u"••••3aF9"_s;
}

void tst_AuditModel::valuesInWords()
{
    QFETCH(const Webhook, before);
    QFETCH(const Webhook, after);
    AuditModel model;
    model.setEntries({entryOf(before, after)});
    QCOMPARE(model.rowCount(), 1);
    QTEST(cell(model, 0, AuditModel::BeforeColumn), "was");
    QTEST(cell(model, 0, AuditModel::AfterColumn), "is");
}

void tst_AuditModel::anotherProgramIsSaid()
{
    Webhook after;
    after.name = u"Build"_s;
    AuditEntry entry = entryOf({}, after);
    entry.program = u"other"_s;
    AuditModel model;
    model.setEntries({entry});
    QCOMPARE(cell(model, 0, AuditModel::ProgramColumn), u"another program or an editor"_s);
}

QTEST_GUILESS_MAIN(tst_AuditModel)
#include "tst_auditmodel.moc"
