// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// A sentence for people: not empty, begins like one, ends like one, and nothing in it waits to be filled.
bool isSentence(const QString &text)
{
    static const QRegularExpression hole(u"%(?:[0-9L]|n)"_s);
    return !text.isEmpty() && text == text.trimmed() && (text.endsWith(u'.') || text.endsWith(u'?'))
        && !text.contains(u"  "_s) && !hole.match(text).hasMatch();
}

/// A subject that would break every careless way of filling a sentence.
const QString hostile = u"<b>%1 %2 %3 %n</b> ${NAME} \u20ac"_s;

Outcome outcomeOf(OutcomeKind kind, int status = 0)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.status = status;
    return outcome;
}

constexpr auto lastKind = OutcomeKind::Interrupted;

} // namespace

/// Every code has words, and the words say what was given.
class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); } // QString::arg warns too

    void rulesHaveSentences();
    void ruleSentencesDiffer();
    void rulesTakeAnySubject();
    void errorsHaveSentences();
    void errorsTakeAnySubject();
    void errorsTellPositions();
    void proxyFaultsHaveSentences();
    void causesAreClauses();
    void filesAreNamed();
    void outcomesHaveSentences();
    void redirectSentenceNamesItsTarget();
    void invalidRequestSaysWhy();
    void timeoutsHaveSentences();
    void tlsFaultsHaveSentences();
    void briefWordsBeginWithTheOutcome();
    void stateBeginsAsAgreed_data();
    void stateBeginsAsAgreed();
    void pendingStateNamesThePhase();
    void phasesHaveTheirWords();
    void schedules();
    void durations_data();
    void durations();
    void sizes();
};

void TestWords::rulesHaveSentences()
{
    for (int rule = 0; rule <= int(Rule::FileNewer); ++rule) {
        const QString sentence = Words::of(Rule(rule), u"X-A"_s);
        QVERIFY2(isSentence(sentence), qPrintable(sentence));
        QCOMPARE(Words::of(Problem{Field::Name, Rule(rule), -1, false, u"X-A"_s}), sentence);
    }
    QVERIFY(Words::of(Rule::BadPlaceholder, {}).contains(u"${NAME}"_s));
    QVERIFY(Words::of(Rule::BadPlaceholder, {}).contains(u"$${"_s));
}

void TestWords::ruleSentencesDiffer()
{
    QSet<QString> sentences;
    for (int rule = 0; rule <= int(Rule::FileNewer); ++rule)
        sentences.insert(Words::of(Rule(rule), u"X-A"_s));
    QCOMPARE(sentences.size(), int(Rule::FileNewer) + 1);
}

void TestWords::rulesTakeAnySubject()
{
    for (const Rule rule : {Rule::HeaderNameInvalid, Rule::HeaderNameDuplicate, Rule::HeaderNameConnection,
                            Rule::HeaderNameOurs, Rule::HeaderValueControlCharacter, Rule::HeaderValueTooLong,
                            Rule::EventUnknown, Rule::EventNotSubscribable, Rule::SigningUnknown, Rule::ValueUnreadable})
        QVERIFY2(Words::of(rule, hostile).contains(hostile), qPrintable(Words::of(rule, hostile)));
}

void TestWords::errorsHaveSentences()
{
    QSet<QString> sentences;
    for (int code = 0; code <= int(ErrorCode::TlsKeyOfAnother); ++code) {
        const QString sentence = Words::of(Error{ErrorCode(code), u"12"_s, u"why"_s, 3, 4, {}});
        QVERIFY2(isSentence(sentence), qPrintable(sentence));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), int(ErrorCode::TlsKeyOfAnother) + 1);
    // Also with nothing at all known.
    for (int code = 0; code <= int(ErrorCode::TlsKeyOfAnother); ++code)
        QVERIFY(!Words::of(Error{ErrorCode(code), {}, {}, 0, 0, {}}).isEmpty());
}

void TestWords::errorsTakeAnySubject()
{
    using enum ErrorCode;
    for (const ErrorCode code :
         {CannotRead, CannotWrite, FolderUnusable, NewerVersion, Damaged, ChangedElsewhere, NoSuchWebhook, UnsetVariable,
          BadFilledUrl, BadFilledHeader, DuplicateKey, MissingMember, WrongEvent, UserContentType}) {
        const QString sentence = Words::of(Error{code, hostile, u"%1 %2 why"_s, 3, 4, Rule::UrlUserInfo});
        QVERIFY2(sentence.contains(hostile), qPrintable(sentence));
    }
    for (const ErrorCode code : {CannotRead, CannotWrite, FolderUnusable, Damaged, WrongEvent})
        QVERIFY(Words::of(Error{code, hostile, u"%1 %2 why"_s, 3, 4, {}}).contains(u"%1 %2 why"_s));
    // The broken rule is told after the URL or the header.
    for (int rule = 0; rule <= int(Rule::FileNewer); ++rule) {
        const QString reason = Words::of(Rule(rule), hostile);
        QVERIFY(Words::of(Error{BadFilledUrl, hostile, {}, 0, 0, Rule(rule)}).endsWith(reason));
        QVERIFY(Words::of(Error{BadFilledHeader, hostile, {}, 0, 0, Rule(rule)}).endsWith(reason));
    }
}

void TestWords::errorsTellPositions()
{
    for (const ErrorCode code : {ErrorCode::NotJson, ErrorCode::DuplicateKey, ErrorCode::TooDeep}) {
        const QString sentence = Words::of(Error{code, u"512"_s, {}, 345, 678, {}});
        QVERIFY2(sentence.contains(u"345"_s) && sentence.contains(u"678"_s), qPrintable(sentence));
    }
    // One byte too many must not read "1 MiB is too large, 1 MiB is allowed".
    QVERIFY(Words::of(Error{ErrorCode::TooLarge, u"1048577"_s, {}, 0, 0, {}}).contains(u"more than"_s));
    QVERIFY(Words::of(Error{ErrorCode::NotUtf8, u"4711"_s, {}, 0, 0, {}}).contains(u"4711"_s));
    QVERIFY(
        Words::of(Error{ErrorCode::NotJson, u"a value was expected"_s, {}, 1, 2, {}}).contains(u"a value was expected"_s));
}

void TestWords::proxyFaultsHaveSentences()
{
    QSet<QString> sentences;
    for (int fault = int(ProxyFault::NotFound); fault <= int(ProxyFault::Failed); ++fault) {
        Outcome outcome;
        outcome.kind = OutcomeKind::Unreachable;
        outcome.proxyFault = ProxyFault(fault);
        const QString sentence = Words::of(outcome);
        QVERIFY2(isSentence(sentence) && sentence.contains(u"proxy"), qPrintable(sentence));
        sentences.insert(sentence);
        outcome.kind = OutcomeKind::Cancelled;
        QVERIFY(!Words::of(outcome).contains(u"proxy"));
    }
    QCOMPARE(sentences.size(), int(ProxyFault::Failed));
}

/// What follows a colon: no sentence of its own, and each another.
void TestWords::causesAreClauses()
{
    QSet<QString> clauses;
    for (int cause = 0; cause <= int(Cause::Malformed); ++cause) {
        const QString clause = Words::of(Cause(cause), {});
        QVERIFY2(!clause.isEmpty() && !clause.endsWith(u'.') && clause.at(0).isLower(), qPrintable(clause));
        clauses.insert(clause);
        QVERIFY(isSentence(Words::of(Error{ErrorCode::CannotRead, u"a.ini"_s, {}, 0, 0, {}, Cause(cause)})));
        QVERIFY(isSentence(Words::of(Error{ErrorCode::CannotWrite, u"a.ini"_s, {}, 0, 0, {}, Cause(cause)})));
    }
    QCOMPARE(clauses.size(), int(Cause::Malformed) + 1);
    QVERIFY(Words::of(Cause::Locked, u"hookpanel-cli (42)"_s).endsWith(u"hookpanel-cli (42)"));
    QCOMPARE(Words::of(Cause::Unknown, u"No such device"_s), u"No such device"_s);
}

void TestWords::filesAreNamed()
{
    for (const Rule rule :
         {Rule::FileDamaged, Rule::FileUnreadable, Rule::PreferencesDamaged, Rule::FileChanged, Rule::PreferencesChanged}) {
        const Problem problem{Field::File, rule, -1, false, u"/p/%1.ini"_s, Cause::HoldsNul};
        const QString sentence = Words::of(problem);
        QVERIFY2(isSentence(QString(sentence).remove(u"%1"_s)), qPrintable(sentence));
        QVERIFY2(sentence.contains(u"“/p/%1.ini”"), qPrintable(sentence));
        QVERIFY2(sentence.contains(u"NUL bytes"), qPrintable(sentence));
    }
    for (const Rule rule : {Rule::FileChanged, Rule::PreferencesChanged}) {
        const QString sentence = Words::of(Problem{Field::File, rule, -1, false, u"/p/%1.ini"_s, Cause::ChangedByHand});
        QVERIFY2(sentence.contains(u"“/p/%1.ini”") && sentence.contains(u"by hand"), qPrintable(sentence));
    }
    QVERIFY(Words::of(Error{ErrorCode::OutcomesDamaged, u"/p/o.ini"_s}).contains(u"/p/o.ini"));
    // Advice that fits: no permission helps against a lock.
    QVERIFY(!Words::of(Error{ErrorCode::CannotWrite, u"a"_s, {}, 0, 0, {}, Cause::Locked}).contains(u"permission"));
}

void TestWords::outcomesHaveSentences()
{
    QSet<QString> sentences;
    for (int kind = 0; kind <= int(lastKind); ++kind) {
        const QString sentence = Words::of(outcomeOf(OutcomeKind(kind), 418));
        QVERIFY2(isSentence(sentence), qPrintable(sentence));
        sentences.insert(sentence);
    }
    QCOMPARE(sentences.size(), int(lastKind) + 1);
    using enum OutcomeKind;
    for (const OutcomeKind kind : {Success, Rejected, ReceiverError, Redirected, Incomplete})
        QVERIFY(Words::of(outcomeOf(kind, 418)).contains(u"418"_s));
}

void TestWords::redirectSentenceNamesItsTarget()
{
    Outcome outcome = outcomeOf(OutcomeKind::Redirected, 302);
    outcome.detail = u"https://other.example/a%20b?%1=%2"_s;
    QVERIFY(Words::of(outcome).contains(outcome.detail));
    QVERIFY(Words::of(outcome).contains(u"302"_s));
    outcome.detail.clear();
    QVERIFY(isSentence(Words::of(outcome)));
}

void TestWords::invalidRequestSaysWhy()
{
    const Error error{ErrorCode::UnsetVariable, u"TOKEN"_s, {}, 0, 0, {}};
    const Outcome outcome = invalidRequest(error);
    QCOMPARE(outcome.kind, OutcomeKind::InvalidRequest);
    QCOMPARE(Words::of(outcome), Words::of(error));
    QVERIFY(Words::of(outcome).contains(u"TOKEN"_s));
}

void TestWords::timeoutsHaveSentences()
{
    QSet<QString> sentences;
    for (int phase = 0; phase <= int(Phase::Receiving); ++phase) {
        Outcome outcome = outcomeOf(OutcomeKind::Timeout);
        outcome.phase = Phase(phase);
        QVERIFY(isSentence(Words::of(outcome)));
        sentences.insert(Words::of(outcome));
    }
    QCOMPARE(sentences.size(), int(Phase::Receiving) + 1);
}

void TestWords::tlsFaultsHaveSentences()
{
    QSet<QString> sentences;
    for (int fault = 0; fault <= int(TlsFault::Other); ++fault) {
        Outcome outcome = outcomeOf(OutcomeKind::Tls);
        outcome.tlsFault = TlsFault(fault);
        QVERIFY(isSentence(Words::of(outcome)));
        sentences.insert(Words::of(outcome));
    }
    QCOMPARE(sentences.size(), int(TlsFault::Other)); // None and Other share one
}

void TestWords::briefWordsBeginWithTheOutcome()
{
    QSet<QString> all;
    for (int kind = 0; kind <= int(lastKind); ++kind) {
        const QString brief = Words::brief(outcomeOf(OutcomeKind(kind)));
        const QString key = outcomeKey(OutcomeKind(kind)).replace(u'-', u' ');
        QVERIFY2(brief.startsWith(key, Qt::CaseInsensitive), qPrintable(brief));
        all.insert(brief);
    }
    QCOMPARE(all.size(), int(lastKind) + 1);
}

void TestWords::stateBeginsAsAgreed_data()
{
    QTest::addColumn<OutcomeKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("begin");

    using enum OutcomeKind;
    QTest::newRow("success") << Success << 204 << u"Success!"_s;
    QTest::newRow("rejected") << Rejected << 404 << u"Error 404"_s;
    QTest::newRow("receiver error") << ReceiverError << 503 << u"Error 503"_s;
    QTest::newRow("redirected") << Redirected << 302 << u"Error 302"_s;
    QTest::newRow("gone") << Gone << 410 << u"Error 410"_s;
    QTest::newRow("throttled") << Throttled << 429 << u"Error 429"_s;
    for (const OutcomeKind kind : {Timeout, Dns, ConnectionRefused, Unreachable, Tls, Dropped, Incomplete, Cancelled,
                                   NeverSent, InvalidRequest, Interrupted})
        QTest::addRow("%s", qPrintable(outcomeKey(kind))) << kind << 200 << Words::brief(outcomeOf(kind));
}

void TestWords::stateBeginsAsAgreed()
{
    QFETCH(OutcomeKind, kind);
    QFETCH(int, status);
    QFETCH(QString, begin);

    Attempt attempt;
    attempt.outcome = outcomeOf(kind, status);
    QVERIFY2(Words::state(attempt).startsWith(begin), qPrintable(Words::state(attempt)));
}

void TestWords::pendingStateNamesThePhase()
{
    for (int phase = 0; phase <= int(Phase::Receiving); ++phase) {
        Attempt attempt;
        attempt.phase = Phase(phase);
        QVERIFY(Words::state(attempt).startsWith(u"Pending…"_s));
        QVERIFY(Words::state(attempt).contains(Words::of(Phase(phase))));
    }
}

void TestWords::phasesHaveTheirWords()
{
    QCOMPARE(Words::of(Phase::Queued), u"Queued"_s);
    QCOMPARE(Words::of(Phase::Connecting), u"Connecting"_s);
    QCOMPARE(Words::of(Phase::Securing), u"Securing"_s);
    QCOMPARE(Words::of(Phase::Sending), u"Sending"_s);
    QCOMPARE(Words::of(Phase::Waiting), u"Waiting for the answer"_s);
    QCOMPARE(Words::of(Phase::Receiving), u"Receiving"_s);
}

void TestWords::schedules()
{
    using Kind = RetrySchedule::Kind;
    QCOMPARE(Words::of(RetrySchedule(Kind::Off)), u"Off"_s);
    QCOMPARE(Words::of(RetrySchedule(Kind::Quick)), u"Quick (2 s, 10 s, 1 min)"_s);
    QCOMPARE(Words::of(RetrySchedule(Kind::Standard)), u"Standard (5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h)"_s);
    const auto own = RetrySchedule::custom({std::chrono::seconds(90), std::chrono::hours(48), std::chrono::hours(168)});
    QVERIFY(Words::of(own).contains(u"90 s, 2 d, 7 d"_s));
}

void TestWords::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("words");

    QTest::newRow("0") << 0LL << u"0 ms"_s;
    QTest::newRow("41") << 41LL << u"41 ms"_s;
    QTest::newRow("999") << 999LL << u"999 ms"_s;
    QTest::newRow("1000") << 1'000LL << u"1.0 s"_s;
    QTest::newRow("2355") << 2'355LL << u"2.4 s"_s;
    QTest::newRow("120000") << 120'000LL << u"120.0 s"_s;
}

void TestWords::durations()
{
    QFETCH(qint64, ms);
    QTEST(Words::duration(ms), "words");
}

void TestWords::sizes()
{
    QVERIFY(Words::size(63).startsWith(u"63 byte"_s));
    QVERIFY(Words::size(0).startsWith(u"0 byte"_s));
    QCOMPARE(Words::size(256 * 1024), u"256.00 KiB"_s);
    QVERIFY(Words::size(5'000'000'000).contains(u"GiB"_s));
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
