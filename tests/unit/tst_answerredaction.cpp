// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/answerredaction.h"
#include "core/attemptrecord.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QHash<QString, QString> variables{{u"TOKEN"_s, u"s3cr/et+\"key"_s},
                                        {u"BASE"_s, u"https://ci.example/hidden-path/build?token=tok-123456"_s},
                                        {u"STAGE"_s, u"dev"_s}};

Attempt attemptTo(const QString &url, const Headers &headers = {})
{
    const auto request
        = prepareRequest({.url = url, .headers = headers}, {}, {u"entry.create"_s, {}, "{}"}, [](const QString &name) {
              const auto found = variables.constFind(name);
              return found == variables.cend() ? std::nullopt : std::optional(*found);
          });
    Attempt attempt;
    attempt.request = request.value();
    attempt.outcome = Outcome();
    attempt.outcome->kind = OutcomeKind::Redirected;
    return attempt;
}

Attempt answered(Attempt attempt, const QByteArray &location, const QByteArray &body)
{
    attempt.response = Response{301, "Moved", {{"Location", location}, {"X-Echo", body}}, body, body.size()};
    return redaction::withoutRepeatedSecrets(attempt);
}

} // namespace

/// Receivers repeat what they are sent; what was filled into it is a secret all the same.
class tst_AnswerRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void bodies_data();
    void bodies();
    void cutInTheMiddle();
    void locationOfAFilledUrl_data();
    void locationOfAFilledUrl();
    void ordinaryAnswersStay();
};

void tst_AnswerRedaction::bodies_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("kept");
    const QString plain = u"https://h.example/hook"_s;
    const QString path = u"https://h.example/${TOKEN}/x"_s;
    QTest::newRow("header as it was sent") << plain << QByteArray("got s3cr/et+\"key.") << QByteArray("got ${TOKEN}.");
    QTest::newRow("twice") << plain << QByteArray("s3cr/et+\"key s3cr/et+\"key") << QByteArray("${TOKEN} ${TOKEN}");
    QTest::newRow("in JSON") << plain << QByteArray(R"({"a":"s3cr/et+\"key"})") << QByteArray(R"({"a":"${TOKEN}"})");
    QTest::newRow("in JSON, slash escaped")
        << plain << QByteArray(R"({"a":"s3cr\/et+\"key"})") << QByteArray(R"({"a":"${TOKEN}"})");
    QTest::newRow("percent-encoded") << plain << QByteArray("k=s3cr%2Fet%2B%22key") << QByteArray("k=${TOKEN}");
    QTest::newRow("typed credential") << plain << QByteArray("key typed-key!") << QByteArray("key ••••!");
    QTest::newRow("typed credential without its scheme") << plain << QByteArray("is abc-def?") << QByteArray("is ••••?");
    QTest::newRow("target") << path << QByteArray("No /s3cr/et+%22key/x here") << QByteArray("No /${TOKEN}/x here");
    QTest::newRow("part of a whole URL") << u"${BASE}"_s << QByteArray("tok-123456 unknown")
                                         << QByteArray("${BASE} unknown");
    QTest::newRow("part of its path") << u"${BASE}"_s << QByteArray("in hidden-path.") << QByteArray("in ${BASE}.");
    QTest::newRow("too short to hide anything")
        << u"https://${STAGE}.example/"_s << QByteArray("devs") << QByteArray("devs");
}

void tst_AnswerRedaction::bodies()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, body);
    const Headers headers{
        {u"X-Key"_s, u"${TOKEN}"_s}, {u"X-Api-Key"_s, u"typed-key"_s}, {u"Authorization"_s, u"Bearer abc-def"_s}};
    const Attempt kept = answered(attemptTo(url, headers), "/", body);
    QTEST(kept.response->body, "kept");
    QVERIFY(!kept.response->isTruncated());
    QCOMPARE(kept.response->headers.at(1).second, kept.response->body);
    QCOMPARE(redaction::withoutRepeatedSecrets(kept), kept); // twice is once
}

/// What begins at the end of a body that was kept in part is a secret already.
void tst_AnswerRedaction::cutInTheMiddle()
{
    Attempt attempt = attemptTo(u"https://h.example/"_s, {{u"X-Key"_s, u"${TOKEN}"_s}});
    attempt.response = Response{200, "OK", {}, "You sent s3cr/et", 1000};
    const Attempt kept = redaction::withoutRepeatedSecrets(attempt);
    QCOMPARE(kept.response->body, "You sent ${TOKEN}");
    QVERIFY(kept.response->isTruncated());
}

void tst_AnswerRedaction::locationOfAFilledUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("detail");
    QTest::newRow("typed") << u"https://ci.example/hidden-path/build"_s << u"/hidden-path/build?token=tok-123456"_s;
    QTest::newRow("filled") << u"${BASE}"_s << QString();
}

/// What a history says of a redirect, and where nothing may be said.
void tst_AnswerRedaction::locationOfAFilledUrl()
{
    QFETCH(const QString, url);
    QFETCH(const QString, detail);
    Attempt attempt = attemptTo(url);
    attempt.response = Response{301, "Moved", {{"Location", "/hidden-path/build?token=tok-123456"}}, {}, 0};
    const QByteArray json = attemptrecord::toJson(attempt);
    QCOMPARE(json.contains("tok-123456"), !detail.isEmpty());
    Attempt read;
    attemptrecord::fill(read, json);
    QCOMPARE(read.outcome->detail, detail);
}

void tst_AnswerRedaction::ordinaryAnswersStay()
{
    const Attempt attempt = attemptTo(u"https://h.example/hook"_s, {{u"X-Plain"_s, u"nothing secret"_s}});
    const Attempt kept = answered(attempt, "/hook", "nothing secret at /hook");
    QCOMPARE(kept.response->body, "nothing secret at /hook");
    QCOMPARE(kept.response->headers.first().second, "/hook");
    QCOMPARE(kept.response->takenOut, 0);
}

QTEST_GUILESS_MAIN(tst_AnswerRedaction)
#include "tst_answerredaction.moc"
