// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/retrypolicy.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);

Outcome outcomeOf(OutcomeKind kind, int status = 0)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.status = status;
    return outcome;
}

retrypolicy::Circumstances after(int waitsUsed, double chance = 0)
{
    return {now, waitsUsed, chance, {}};
}

} // namespace

Q_DECLARE_METATYPE(std::optional<std::chrono::seconds>)

class tst_RetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void whatIsRetried_data();
    void whatIsRetried();
    void whatIsNot_data();
    void whatIsNot();
    void scheduleToItsEnd_data();
    void scheduleToItsEnd();
    void jitterOnlyAdds();
    void retryAfterIsAFloor();
    void interruptedUsesUpNothing();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void tst_RetryPolicy::whatIsRetried_data()
{
    QTest::addColumn<Outcome>("outcome");
    for (const auto kind : {OutcomeKind::Dns, OutcomeKind::ConnectionRefused, OutcomeKind::Unreachable, OutcomeKind::Dropped,
                            OutcomeKind::Timeout, OutcomeKind::NeverSent, OutcomeKind::Interrupted, OutcomeKind::Tls})
        QTest::newRow(qPrintable(outcomeKey(kind))) << outcomeOf(kind);
    QTest::newRow("2xx cut short") << outcomeOf(OutcomeKind::Incomplete, 200);
    QTest::newRow("timeout after a status") << outcomeOf(OutcomeKind::Timeout, 404);
    for (const int status : {408, 425})
        QTest::addRow("%d", status) << outcomeOf(OutcomeKind::Rejected, status);
    QTest::newRow("429") << outcomeOf(OutcomeKind::Throttled, 429);
    for (const int status : {500, 501, 503, 504, 599})
        QTest::addRow("%d", status) << outcomeOf(OutcomeKind::ReceiverError, status);
}

void tst_RetryPolicy::whatIsRetried()
{
    QFETCH(const Outcome, outcome);
    QVERIFY(retrypolicy::isRetried(outcome));
    const auto quick = RetrySchedule(RetrySchedule::Kind::Quick);
    QCOMPARE(retrypolicy::judge(outcome, quick, after(0)).state, DeliveryState::WaitingRetry);
}

void tst_RetryPolicy::whatIsNot_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<DeliveryState>("state");
    QTest::newRow("success") << outcomeOf(OutcomeKind::Success, 200) << DeliveryState::Delivered;
    QTest::newRow("cancelled") << outcomeOf(OutcomeKind::Cancelled) << DeliveryState::Cancelled;
    QTest::newRow("redirected") << outcomeOf(OutcomeKind::Redirected, 307) << DeliveryState::Failed;
    QTest::newRow("gone") << outcomeOf(OutcomeKind::Gone, 410) << DeliveryState::Failed;
    QTest::newRow("invalid request") << outcomeOf(OutcomeKind::InvalidRequest) << DeliveryState::Failed;
    QTest::newRow("another certificate than the pinned one")
        << Outcome{OutcomeKind::Tls, 0, Phase::Securing, TlsFault::WrongCertificate, {}} << DeliveryState::Failed;
    for (const int status : {400, 401, 404, 409, 422, 499})
        QTest::addRow("%d", status) << outcomeOf(OutcomeKind::Rejected, status) << DeliveryState::Failed;
}

void tst_RetryPolicy::whatIsNot()
{
    QFETCH(const Outcome, outcome);
    QFETCH(const DeliveryState, state);
    const auto verdict = retrypolicy::judge(outcome, RetrySchedule(RetrySchedule::Kind::Standard), after(0));
    QCOMPARE(verdict, (retrypolicy::Verdict{state, {}, 0}));
}

void tst_RetryPolicy::scheduleToItsEnd_data()
{
    QTest::addColumn<RetrySchedule>("schedule");
    QTest::newRow("off") << RetrySchedule(RetrySchedule::Kind::Off);
    QTest::newRow("quick") << RetrySchedule(RetrySchedule::Kind::Quick);
    QTest::newRow("standard") << RetrySchedule(RetrySchedule::Kind::Standard);
    QTest::newRow("own") << RetrySchedule::custom({1s, 7 * 24h});
}

void tst_RetryPolicy::scheduleToItsEnd()
{
    QFETCH(const RetrySchedule, schedule);
    const Outcome refused = outcomeOf(OutcomeKind::ConnectionRefused);
    int used = 0;
    for (const auto wait : schedule.waits()) {
        const auto verdict = retrypolicy::judge(refused, schedule, after(used));
        QCOMPARE(verdict.state, DeliveryState::WaitingRetry);
        QCOMPARE(verdict.dueAt, now.addSecs(wait.count()));
        QCOMPARE(verdict.waitsUsed, used + 1);
        used = verdict.waitsUsed;
    }
    QCOMPARE(retrypolicy::judge(refused, schedule, after(used)), (retrypolicy::Verdict{DeliveryState::Dead, {}, used}));
}

void tst_RetryPolicy::jitterOnlyAdds()
{
    const auto schedule = RetrySchedule::custom({100s});
    const Outcome refused = outcomeOf(OutcomeKind::ConnectionRefused);
    QCOMPARE(retrypolicy::judge(refused, schedule, after(0, 1)).dueAt, now.addSecs(120));
    QCOMPARE(retrypolicy::judge(refused, schedule, after(0, 0.5)).dueAt, now.addSecs(110));
    QCOMPARE(retrypolicy::judge(refused, schedule, after(0, -3)).dueAt, now.addSecs(100));
    QCOMPARE(retrypolicy::judge(refused, schedule, after(0, 3)).dueAt, now.addSecs(120));
}

void tst_RetryPolicy::retryAfterIsAFloor()
{
    const auto schedule = RetrySchedule::custom({100s});
    const Outcome throttled = outcomeOf(OutcomeKind::Throttled, 429);
    const auto dueWith = [&](std::chrono::seconds asked) {
        return retrypolicy::judge(throttled, schedule, {now, 0, 0, asked}).dueAt;
    };
    QCOMPARE(dueWith(0s), now.addSecs(100));
    QCOMPARE(dueWith(99s), now.addSecs(100));
    QCOMPARE(dueWith(300s), now.addSecs(300));
}

void tst_RetryPolicy::interruptedUsesUpNothing()
{
    const Outcome interrupted = outcomeOf(OutcomeKind::Interrupted);
    const auto off = RetrySchedule(RetrySchedule::Kind::Off);
    QCOMPARE(retrypolicy::judge(interrupted, off, after(0)), (retrypolicy::Verdict{DeliveryState::WaitingRetry, now, 0}));
}

void tst_RetryPolicy::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<std::optional<std::chrono::seconds>>("wanted");
    const auto some = [](std::chrono::seconds seconds) { return std::make_optional(seconds); };
    const std::optional<std::chrono::seconds> none;
    QTest::newRow("seconds") << QByteArray("120") << some(120s);
    QTest::newRow("spaces") << QByteArray(" 120 ") << some(120s);
    QTest::newRow("zero") << QByteArray("0") << some(0s);
    QTest::newRow("a day at most") << QByteArray("86401") << some(24h);
    QTest::newRow("more than a number holds") << QByteArray("99999999999999999999") << some(24h);
    QTest::newRow("date") << QByteArray("Tue, 24 Nov 2026 08:02:00 GMT") << some(120s);
    QTest::newRow("date of RFC 850") << QByteArray("Tuesday, 24-Nov-26 08:02:00 GMT") << some(120s);
    QTest::newRow("date of asctime") << QByteArray("Tue Nov 24 08:02:00 2026") << some(120s);
    QTest::newRow("asctime with one digit") << QByteArray("Tue Nov  3 08:02:00 2026") << some(0s);
    QTest::newRow("past date") << QByteArray("Mon, 23 Nov 2026 08:02:00 GMT") << some(0s);
    QTest::newRow("far date") << QByteArray("Thu, 24 Dec 2026 08:02:00 GMT") << some(24h);
    QTest::newRow("negative") << QByteArray("-1") << none;
    QTest::newRow("fraction") << QByteArray("1.5") << none;
    QTest::newRow("empty") << QByteArray() << none;
    QTest::newRow("words") << QByteArray("soon") << none;
}

void tst_RetryPolicy::readsRetryAfter()
{
    QFETCH(const QByteArray, value);
    QFETCH(const std::optional<std::chrono::seconds>, wanted);
    const auto read = retrypolicy::retryAfter(value, now);
    QCOMPARE(read.has_value(), wanted.has_value());
    if (wanted)
        QCOMPARE(read->count(), wanted->count());
}

QTEST_GUILESS_MAIN(tst_RetryPolicy)
#include "tst_retrypolicy.moc"
