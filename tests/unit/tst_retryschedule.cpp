// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/retryschedule.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Waits = QList<std::chrono::seconds>;

/// The retry schedules of product section 3 and their text form.
class TestRetrySchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void namedSchedules();
    void standardIsTheDefault();
    void readsText_data();
    void readsText();
    void refusesOtherText_data();
    void refusesOtherText();
    void limits_data();
    void limits();
    void textSurvivesARoundTrip_data();
    void textSurvivesARoundTrip();
};

void TestRetrySchedule::namedSchedules()
{
    QCOMPARE(RetrySchedule(RetrySchedule::Kind::Off).waits(), Waits{});
    QCOMPARE(RetrySchedule(RetrySchedule::Kind::Quick).waits(), (Waits{2s, 10s, 60s}));
    QCOMPARE(RetrySchedule(RetrySchedule::Kind::Standard).waits(),
             (Waits{5s, 300s, 1'800s, 7'200s, 18'000s, 36'000s, 50'400s, 72'000s, 86'400s}));
    for (const auto kind : {RetrySchedule::Kind::Off, RetrySchedule::Kind::Quick, RetrySchedule::Kind::Standard})
        QVERIFY(RetrySchedule(kind).isValid());
}

void TestRetrySchedule::standardIsTheDefault()
{
    QCOMPARE(RetrySchedule().kind(), RetrySchedule::Kind::Standard);
    QCOMPARE(RetrySchedule(), RetrySchedule(RetrySchedule::Kind::Standard));
}

void TestRetrySchedule::readsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<RetrySchedule>("schedule");

    QTest::newRow("off") << u"off"_s << RetrySchedule(RetrySchedule::Kind::Off);
    QTest::newRow("quick") << u"quick"_s << RetrySchedule(RetrySchedule::Kind::Quick);
    QTest::newRow("standard") << u"standard"_s << RetrySchedule(RetrySchedule::Kind::Standard);
    QTest::newRow("upper case") << u"Standard"_s << RetrySchedule(RetrySchedule::Kind::Standard);
    QTest::newRow("blanks") << u" OFF "_s << RetrySchedule(RetrySchedule::Kind::Off);
    QTest::newRow("list") << u"1,5,60"_s << RetrySchedule::custom({1s, 5s, 60s});
    QTest::newRow("list with blanks") << u" 1, 5 ,60 "_s << RetrySchedule::custom({1s, 5s, 60s});
    QTest::newRow("list of one") << u"7"_s << RetrySchedule::custom({7s});
    QTest::newRow("as Quick, but a list") << u"2,10,60"_s << RetrySchedule::custom({2s, 10s, 60s});
    QTest::newRow("read, though out of limits") << u"0,-1,604801"_s << RetrySchedule::custom({0s, -1s, 604'801s});
}

void TestRetrySchedule::readsText()
{
    QFETCH(QString, text);
    QFETCH(RetrySchedule, schedule);
    QCOMPARE(RetrySchedule::fromText(text), std::optional(schedule));
}

void TestRetrySchedule::refusesOtherText_data()
{
    QTest::addColumn<QString>("text");

    for (const char *text : {"", " ", ",", "1,", ",1", "1,,2", "1;2", "1 2", "1.5", "1s", "0x10", "1e3", "fast",
                             "standard,1", "99999999999999999999", "\xd9\xa1"})
        QTest::addRow("'%s'", text) << QString::fromUtf8(text);
}

void TestRetrySchedule::refusesOtherText()
{
    QFETCH(QString, text);
    QVERIFY(!RetrySchedule::fromText(text));
}

void TestRetrySchedule::limits_data()
{
    QTest::addColumn<Waits>("waits");
    QTest::addColumn<bool>("valid");

    QTest::newRow("none") << Waits{} << false;
    QTest::newRow("shortest") << Waits{1s} << true;
    QTest::newRow("too short") << Waits{0s} << false;
    QTest::newRow("negative") << Waits{-1s} << false;
    QTest::newRow("longest") << Waits{604'800s} << true;
    QTest::newRow("too long") << Waits{604'801s} << false;
    QTest::newRow("most") << Waits(24, 1s) << true;
    QTest::newRow("too many") << Waits(25, 1s) << false;
    QTest::newRow("last one too long") << Waits{1s, 2s, 604'801s} << false;
    QTest::newRow("not rising") << Waits{60s, 1s, 60s} << true;
}

void TestRetrySchedule::limits()
{
    QFETCH(Waits, waits);
    const auto schedule = RetrySchedule::custom(waits);
    QTEST(schedule.isValid(), "valid");
    QCOMPARE(schedule.waits(), waits);
    QCOMPARE(schedule.kind(), RetrySchedule::Kind::Custom);
}

void TestRetrySchedule::textSurvivesARoundTrip_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"off", "quick", "standard", "1", "1,5,60", "604800,1"})
        QTest::addRow("%s", text) << QString::fromLatin1(text);
}

void TestRetrySchedule::textSurvivesARoundTrip()
{
    QFETCH(QString, text);
    QCOMPARE(RetrySchedule::fromText(text)->toText(), text);
}

QTEST_GUILESS_MAIN(TestRetrySchedule)
#include "tst_retryschedule.moc"
