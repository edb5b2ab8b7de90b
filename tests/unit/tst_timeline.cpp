// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timeline.h"

#include <QTest>

using namespace hookpanel;

/// Where the bars of an attempt's timeline stand.
class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void barsFollowEachOther();
    void theRunningPhaseGrows();
    void whatWasNotMeasuredTakesTheRest();
    void aReusedConnectionHasNoGap();
};

void TestTimeline::barsFollowEachOther()
{
    Attempt attempt;
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, 12}, {Phase::Sending, 3}};
    attempt.outcome.emplace();
    QCOMPARE(timelineBars(attempt, 15),
             (QList<TimelineBar>{
                 {Phase::Queued, 0, 0, false}, {Phase::Connecting, 12, 0, false}, {Phase::Sending, 3, 12, false}}));
}

void TestTimeline::theRunningPhaseGrows()
{
    Attempt attempt;
    attempt.timeline = {{Phase::Queued, 2}};
    attempt.phase = Phase::Connecting;
    attempt.phaseStartedMs = 2;
    QCOMPARE(timelineBars(attempt, 2).last(), (TimelineBar{Phase::Connecting, 0, 2, true}));
    QCOMPARE(timelineBars(attempt, 50).last(), (TimelineBar{Phase::Connecting, 48, 2, true}));
    QCOMPARE(timelineBars(attempt, 0).last(), (TimelineBar{Phase::Connecting, 0, 2, true}));
}

void TestTimeline::whatWasNotMeasuredTakesTheRest()
{
    Attempt attempt;
    attempt.timeline
        = {{Phase::Queued, 0}, {Phase::Connecting, {}}, {Phase::Securing, {}}, {Phase::Sending, 3}, {Phase::Waiting, 7}};
    attempt.outcome.emplace();
    const auto bars = timelineBars(attempt, 30);
    QVERIFY(!bars.at(1).ms && !bars.at(2).ms);
    QCOMPARE(bars.at(3).startMs, 20);
    QCOMPARE(bars.at(4).startMs, 23);
}

void TestTimeline::aReusedConnectionHasNoGap()
{
    Attempt attempt;
    attempt.connectionReused = true;
    attempt.timeline = {{Phase::Queued, 1}, {Phase::Connecting, {}}, {Phase::Sending, 3}};
    attempt.outcome.emplace();
    QCOMPARE(timelineBars(attempt, 4).last().startMs, 1);
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
