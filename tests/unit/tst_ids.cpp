// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/ids.h"

#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// Ids are read strictly: a file name or an argument that only begins like an id is none.
class TestIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void newIdsDiffer();
    void readsCanonicalForms_data();
    void readsCanonicalForms();
    void refusesOthers_data();
    void refusesOthers();
    void timesAreUtcWithMilliseconds();
};

void TestIds::newIdsDiffer()
{
    const WebhookId first = WebhookId::create();
    QVERIFY(!first.isNull());
    QVERIFY(first != WebhookId::create());
    QCOMPARE(WebhookId::fromString(first.toString()), first);
    QVERIFY(WebhookId().isNull());
    QVERIFY((QSet<WebhookId>{first, first, WebhookId::create()}.size() == 2));
}

void TestIds::readsCanonicalForms_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("as written") << u"0f8fad5b-d9cb-469f-a165-70867728950e"_s;
    QTest::newRow("upper case") << u"0F8FAD5B-D9CB-469F-A165-70867728950E"_s;
    QTest::newRow("in braces") << u"{0f8fad5b-d9cb-469f-a165-70867728950e}"_s;
}

void TestIds::readsCanonicalForms()
{
    QFETCH(QString, text);
    QCOMPARE(WebhookId::fromString(text).toString(), u"0f8fad5b-d9cb-469f-a165-70867728950e"_s);
}

void TestIds::refusesOthers_data()
{
    QTest::addColumn<QString>("text");

    // QUuid itself does not look at what follows.
    QTest::newRow("empty") << QString();
    QTest::newRow("word") << u"webhook"_s;
    QTest::newRow("prefix") << u"0f8fad5b"_s;
    QTest::newRow("one digit short") << u"0f8fad5b-d9cb-469f-a165-70867728950"_s;
    QTest::newRow("one digit more") << u"0f8fad5b-d9cb-469f-a165-70867728950e0"_s;
    QTest::newRow("a copy's name") << u"0f8fad5b-d9cb-469f-a165-70867728950e-copy"_s;
    QTest::newRow("brace not closed") << u"{0f8fad5b-d9cb-469f-a165-70867728950e"_s;
    QTest::newRow("brace not opened") << u"0f8fad5b-d9cb-469f-a165-70867728950e}"_s;
    QTest::newRow("blank") << u" 0f8fad5b-d9cb-469f-a165-70867728950e"_s;
    QTest::newRow("without hyphens") << u"0f8fad5bd9cb469fa16570867728950e"_s;
}

void TestIds::refusesOthers()
{
    QFETCH(QString, text);
    QVERIFY(WebhookId::fromString(text).isNull());
}

void TestIds::timesAreUtcWithMilliseconds()
{
    const QDateTime time(QDate(2026, 11, 23), QTime(17, 33, 57, 70), Qt::OffsetFromUTC, 3600);
    QCOMPARE(toIsoUtc(time), u"2026-11-23T16:33:57.070Z"_s);
    QCOMPARE(toIsoUtc(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)), u"2026-01-02T03:04:05.000Z"_s);
    const SystemClock clock;
    QCOMPARE(clock.nowUtc().timeSpec(), Qt::UTC);
    QVERIFY(clock.monotonicMs() >= 0);
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
