// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/outcome.h"

#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// The facts of an attempt that ended with a complete answer.
WireResult answered(int status)
{
    WireResult wire;
    wire.requestSent = true;
    wire.answerComplete = true;
    wire.status = status;
    wire.reached = Phase::Receiving;
    return wire;
}

/// The facts of an attempt that ended without an answer.
WireResult failed(TransportFault fault, bool requestSent)
{
    WireResult wire;
    wire.requestSent = requestSent;
    wire.fault = fault;
    wire.reached = requestSent ? Phase::Waiting : Phase::Connecting;
    return wire;
}

} // namespace

/// Outcomes of product section 6: the order of judgement, keys and exit codes.
class TestOutcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void statusIsJudged_data();
    void statusIsJudged();
    void transportIsJudged_data();
    void transportIsJudged();
    void proxyIsJudged_data();
    void proxyIsJudged();
    void deadlineAndCancellationComeFirst_data();
    void deadlineAndCancellationComeFirst();
    void statusThatIsNot2xxBeatsACutBody_data();
    void statusThatIsNot2xxBeatsACutBody();
    void cutBodyOf2xxIsIncomplete_data();
    void cutBodyOf2xxIsIncomplete();
    void redirectKeepsItsTarget();
    void timeoutKeepsItsPhase();
    void tlsKeepsItsFault();
    void keysAndExitCodes_data();
    void keysAndExitCodes();
    void unknownKeyIsNoOutcome();
    void phasesHaveKeys();
};

void TestOutcome::statusIsJudged_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<OutcomeKind>("kind");

    for (const int status : {200, 201, 202, 204, 206, 226, 299})
        QTest::addRow("%d", status) << status << OutcomeKind::Success;
    for (const int status : {300, 301, 302, 303, 304, 307, 308, 399})
        QTest::addRow("%d", status) << status << OutcomeKind::Redirected;
    for (const int status : {400, 401, 403, 404, 405, 408, 409, 411, 413, 415, 422, 425, 428, 451, 499})
        QTest::addRow("%d", status) << status << OutcomeKind::Rejected;
    QTest::addRow("410") << 410 << OutcomeKind::Gone;
    QTest::addRow("429") << 429 << OutcomeKind::Throttled;
    // RFC 9110 15: an unknown class above 5xx is treated as 5xx.
    for (const int status : {500, 501, 502, 503, 504, 599, 600, 999})
        QTest::addRow("%d", status) << status << OutcomeKind::ReceiverError;
    // An interim status that nothing follows is no answer.
    for (const int status : {100, 101, 199})
        QTest::addRow("%d", status) << status << OutcomeKind::Dropped;
}

void TestOutcome::statusIsJudged()
{
    QFETCH(int, status);

    const Outcome outcome = classify(answered(status));
    QTEST(outcome.kind, "kind");
    QCOMPARE(outcome.status, status);
}

void TestOutcome::transportIsJudged_data()
{
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<bool>("requestSent");
    QTest::addColumn<OutcomeKind>("kind");

    using enum TransportFault;
    QTest::newRow("no such host") << HostNotFound << false << OutcomeKind::Dns;
    QTest::newRow("refused") << ConnectionRefused << false << OutcomeKind::ConnectionRefused;
    QTest::newRow("unreachable") << Unreachable << false << OutcomeKind::Unreachable;
    QTest::newRow("unreachable after the request") << Unreachable << true << OutcomeKind::Unreachable;
    QTest::newRow("not secure") << TlsFailed << false << OutcomeKind::Tls;
    QTest::newRow("closed after the request") << ConnectionClosed << true << OutcomeKind::Dropped;
    QTest::newRow("closed before the request") << ConnectionClosed << false << OutcomeKind::NeverSent;
    QTest::newRow("nothing known, sent") << None << true << OutcomeKind::Dropped;
    QTest::newRow("nothing known, not sent") << None << false << OutcomeKind::NeverSent;
}

void TestOutcome::transportIsJudged()
{
    QFETCH(TransportFault, fault);
    QFETCH(bool, requestSent);

    const Outcome outcome = classify(failed(fault, requestSent));
    QTEST(outcome.kind, "kind");
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.detail.isEmpty());
}

void TestOutcome::proxyIsJudged_data()
{
    QTest::addColumn<ProxyFault>("fault");
    QTest::addColumn<OutcomeKind>("kind");
    using enum ProxyFault;
    QTest::newRow("not found") << NotFound << OutcomeKind::Dns;
    QTest::newRow("refused") << Refused << OutcomeKind::ConnectionRefused;
    QTest::newRow("denied") << Denied << OutcomeKind::Unreachable;
    QTest::newRow("password") << AuthenticationRequired << OutcomeKind::Unreachable;
    QTest::newRow("target refused") << TargetRefused << OutcomeKind::ConnectionRefused;
    QTest::newRow("failed") << Failed << OutcomeKind::Unreachable;
}

void TestOutcome::proxyIsJudged()
{
    QFETCH(ProxyFault, fault);
    WireResult wire = failed(TransportFault::Unreachable, false);
    wire.proxyFault = fault;
    QTEST(classify(wire).kind, "kind");
    QCOMPARE(classify(wire).proxyFault, fault);
    wire.deadlinePassed = true;
    QCOMPARE(classify(wire).kind, OutcomeKind::Timeout);
    wire.deadlinePassed = false;
    wire.cancelled = true;
    QCOMPARE(classify(wire).kind, OutcomeKind::Cancelled);
}

void TestOutcome::deadlineAndCancellationComeFirst_data()
{
    QTest::addColumn<WireResult>("wire");

    QTest::newRow("before anything") << WireResult{};
    QTest::newRow("success") << answered(200);
    QTest::newRow("rejected") << answered(404);
    QTest::newRow("gone") << answered(410);
    QTest::newRow("redirected") << answered(302);
    QTest::newRow("receiver error") << answered(500);
    for (int fault = 0; fault <= int(TransportFault::ConnectionClosed); ++fault) {
        QTest::addRow("fault %d", fault) << failed(TransportFault(fault), false);
        QTest::addRow("fault %d, sent", fault) << failed(TransportFault(fault), true);
    }
    WireResult cut = answered(200);
    cut.answerComplete = false;
    cut.fault = TransportFault::ConnectionClosed;
    QTest::newRow("cut") << cut;
}

void TestOutcome::deadlineAndCancellationComeFirst()
{
    QFETCH(WireResult, wire);
    const int status = wire.status;

    wire.cancelled = true;
    QCOMPARE(classify(wire).kind, OutcomeKind::Cancelled);
    QCOMPARE(classify(wire).status, status);
    wire.cancelled = false;
    wire.deadlinePassed = true;
    QCOMPARE(classify(wire).kind, OutcomeKind::Timeout);
    QCOMPARE(classify(wire).status, status);
    QVERIFY(classify(wire).detail.isEmpty());
}

void TestOutcome::statusThatIsNot2xxBeatsACutBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<OutcomeKind>("kind");

    QTest::newRow("302") << 302 << OutcomeKind::Redirected;
    QTest::newRow("404") << 404 << OutcomeKind::Rejected;
    QTest::newRow("410") << 410 << OutcomeKind::Gone;
    QTest::newRow("429") << 429 << OutcomeKind::Throttled;
    QTest::newRow("500") << 500 << OutcomeKind::ReceiverError;
}

void TestOutcome::statusThatIsNot2xxBeatsACutBody()
{
    QFETCH(int, status);

    WireResult wire = answered(status);
    wire.answerComplete = false;
    for (int fault = 0; fault <= int(TransportFault::ConnectionClosed); ++fault) {
        wire.fault = TransportFault(fault);
        QTEST(classify(wire).kind, "kind");
    }
}

void TestOutcome::cutBodyOf2xxIsIncomplete_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 202, 206, 299})
        QTest::addRow("%d", status) << status;
}

void TestOutcome::cutBodyOf2xxIsIncomplete()
{
    QFETCH(int, status);

    WireResult wire = answered(status);
    wire.answerComplete = false;
    for (int fault = 0; fault <= int(TransportFault::ConnectionClosed); ++fault) {
        wire.fault = TransportFault(fault);
        QCOMPARE(classify(wire).kind, OutcomeKind::Incomplete);
        QCOMPARE(classify(wire).status, status);
    }
}

void TestOutcome::redirectKeepsItsTarget()
{
    WireResult wire = answered(307);
    wire.location = u"https://other.example/"_s;
    QCOMPARE(classify(wire).detail, wire.location);
    wire.status = 201; // a Location there names what was made
    QVERIFY(classify(wire).detail.isEmpty());
    wire.status = 404;
    QVERIFY(classify(wire).detail.isEmpty());
}

void TestOutcome::timeoutKeepsItsPhase()
{
    for (int phase = 0; phase <= int(Phase::Receiving); ++phase) {
        WireResult wire;
        wire.deadlinePassed = true;
        wire.reached = Phase(phase);
        QCOMPARE(classify(wire).kind, OutcomeKind::Timeout);
        QCOMPARE(classify(wire).phase, Phase(phase));
    }
}

void TestOutcome::tlsKeepsItsFault()
{
    for (int fault = 0; fault <= int(TlsFault::Other); ++fault) {
        WireResult wire = failed(TransportFault::TlsFailed, false);
        wire.tlsFault = TlsFault(fault);
        QCOMPARE(classify(wire).kind, OutcomeKind::Tls);
        QCOMPARE(classify(wire).tlsFault, TlsFault(fault));
    }
}

void TestOutcome::keysAndExitCodes_data()
{
    QTest::addColumn<OutcomeKind>("kind");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("code");

    const auto row = [](OutcomeKind kind, const char *key, int code) {
        QTest::newRow(key) << kind << QString::fromLatin1(key) << code;
    };
    using enum OutcomeKind;
    row(Success, "success", 0);
    row(Rejected, "rejected", 1);
    row(ReceiverError, "receiver-error", 1);
    row(Redirected, "redirected", 1);
    row(Gone, "gone", 1);
    row(Throttled, "throttled", 1);
    row(Timeout, "timeout", 4);
    row(Dns, "dns", 2);
    row(ConnectionRefused, "connection-refused", 2);
    row(Unreachable, "unreachable", 2);
    row(Tls, "tls", 3);
    row(Dropped, "dropped", 2);
    row(Incomplete, "incomplete", 2);
    row(Cancelled, "cancelled", 130);
    row(NeverSent, "never-sent", 2);
    row(InvalidRequest, "invalid-request", 65);
    row(Interrupted, "interrupted", 2);
}

void TestOutcome::keysAndExitCodes()
{
    QFETCH(OutcomeKind, kind);
    QFETCH(QString, key);

    QCOMPARE(outcomeKey(kind), key);
    QCOMPARE(outcomeFromKey(key), std::optional(kind));
    QTEST(exitCode(kind), "code");
}

void TestOutcome::unknownKeyIsNoOutcome()
{
    for (const QString &key : {u""_s, u"Success"_s, u"success "_s, u"connection_refused"_s, u"unknown"_s})
        QCOMPARE(outcomeFromKey(key), std::nullopt);
}

void TestOutcome::phasesHaveKeys()
{
    QCOMPARE(phaseKey(Phase::Queued), u"queued"_s);
    QCOMPARE(phaseKey(Phase::Connecting), u"connecting"_s);
    QCOMPARE(phaseKey(Phase::Securing), u"securing"_s);
    QCOMPARE(phaseKey(Phase::Sending), u"sending"_s);
    QCOMPARE(phaseKey(Phase::Waiting), u"waiting"_s);
    QCOMPARE(phaseKey(Phase::Receiving), u"receiving"_s);
}

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
