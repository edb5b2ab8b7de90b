// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attempt.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// What is read out of an attempt: its response as text, and what is remembered of it.
class TestAttempt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void responses_data();
    void responses();
    void lastOutcome();
};

void TestAttempt::responses_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isUtf8");
    const QString head = u"HTTP 200 OK\nX-A: ä\nX-A: 2\n\n"_s;
    QTest::newRow("text") << QByteArray("OK") << QByteArray("gr\xc3\xbc\xc3\x9f\n") << head + u"grüß\n"_s << true;
    QTest::newRow("empty") << QByteArray("OK") << QByteArray() << head << true;
    QTest::newRow("no reason") << QByteArray() << QByteArray("x") << u"HTTP 200\nX-A: ä\nX-A: 2\n\nx"_s << true;
    QTest::newRow("cut character") << QByteArray("OK") << QByteArray("gr\xc3") << head + u"gr"_s << true;
    QTest::newRow("byte order mark") << QByteArray("OK") << QByteArray("\xef\xbb\xbfx") << head + u"\ufeffx"_s << true;
    QTest::newRow("no UTF-8") << QByteArray("OK")
                              << QByteArray("a\xff"
                                            "b")
                              << head + u"a\ufffdb"_s << false;
}

void TestAttempt::responses()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, text);
    QFETCH(const bool, isUtf8);
    const Response response{200, reason, {{"X-A", "\xe4"}, {"X-A", "2"}}, body, body.size()};
    QCOMPARE(responseText(response), text);
    QVERIFY(text.endsWith(bodyText(response).text));
    QCOMPARE(bodyText(response).isUtf8, isUtf8);
}

void TestAttempt::lastOutcome()
{
    Attempt attempt;
    attempt.startedAt = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000, Qt::UTC);
    attempt.durationMs = 41;
    attempt.test = true;
    QCOMPARE(lastOutcomeOf(attempt).outcome.kind, OutcomeKind::Interrupted); // never a success that nobody saw
    attempt.outcome = Outcome{OutcomeKind::Gone, 410, Phase::Receiving, TlsFault::None, {}};
    QCOMPARE(lastOutcomeOf(attempt), (LastOutcome{*attempt.outcome, 41, attempt.startedAt, true}));
}

QTEST_GUILESS_MAIN(TestAttempt)
#include "tst_attempt.moc"
