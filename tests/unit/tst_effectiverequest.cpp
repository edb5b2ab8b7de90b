// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preparedrequest.h"
#include "core/version.h"

#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

using Variables = QHash<QString, QString>;

Environment environmentOf(const Variables &variables)
{
    return [variables](const QString &name) {
        const auto found = variables.constFind(name);
        return found == variables.cend() ? std::nullopt : std::optional(*found);
    };
}

EffectiveRequest effective(const QString &url, const Headers &own = {}, const Headers &defaults = {},
                           const Variables &variables = {})
{
    Webhook webhook;
    webhook.url = url;
    webhook.headers = own;
    const Event event = makeTestEvent(QDateTime(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC));
    return effectiveRequest(webhook, defaults, event, environmentOf(variables));
}

/// Each header of a name as "name: shown [origin]", with what became of it.
QStringList told(const EffectiveRequest &effective, const QByteArray &name)
{
    static const QStringList origins{u"default"_s, u"webhook"_s, u"signature"_s, u"fixed"_s};
    QStringList lines;
    for (const EffectiveHeader &header : effective.headers) {
        if (!isSameHeaderName(header.header.name, name))
            continue;
        QString line = QString::fromUtf8(header.header.name) + u": "_s + header.header.shown + u" ["_s
            + origins.at(int(header.header.origin)) + u']';
        if (header.replacedBy)
            line += u" replaced by "_s + origins.at(int(*header.replacedBy));
        if (header.problem)
            line += u" cannot leave"_s;
        lines.append(line);
    }
    return lines;
}

const QString fine = u"https://example.com/hook"_s;

} // namespace

/// What would be sent: the same value that is sent, and besides, what was replaced and what stands in the way.
class TestEffectiveRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void isTheRequestThatLeaves_data();
    void isTheRequestThatLeaves();
    void originsAndReplacements();
    void unsetVariablesHideNothing();
    void brokenHeadersAreShownAndReplaceNothing_data();
    void brokenHeadersAreShownAndReplaceNothing();
    void brokenUrls_data();
    void brokenUrls();
    void controlCharactersMakeNoLines();
    void theFirstProblemIsTheOneOfTheAttempt();
    void secretsAreNotShown();
    void aLiteralIsNoVariable();
};

void TestEffectiveRequest::isTheRequestThatLeaves_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Headers>("own");
    QTest::addColumn<Headers>("defaults");
    QTest::newRow("plain") << fine << Headers{} << Headers{};
    QTest::newRow("headers") << fine << Headers{{u"X-A"_s, u"1"_s}, {u"accept"_s, u"text/plain"_s}}
                             << Headers{{u"x-a"_s, u"0"_s}, {u"X-B"_s, u"${TOKEN}"_s}};
    QTest::newRow("placeholders") << u"${BASE}/hook"_s << Headers{{u"Authorization"_s, u"Bearer ${TOKEN}"_s}} << Headers{};
}

void TestEffectiveRequest::isTheRequestThatLeaves()
{
    QFETCH(const QString, url);
    QFETCH(const Headers, own);
    QFETCH(const Headers, defaults);
    const Variables variables{{u"TOKEN"_s, u"s3cret"_s}, {u"BASE"_s, u"https://base.example"_s}};
    const EffectiveRequest made = effective(url, own, defaults, variables);
    QVERIFY(!made.problem);
    Webhook webhook;
    webhook.url = url;
    webhook.headers = own;
    const Event event = makeTestEvent(QDateTime(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC));
    const auto sent = prepareRequest(webhook, defaults, event, environmentOf(variables));
    QVERIFY(sent);
    QCOMPARE(made.request, *sent);
    QList<PreparedHeader> leaving;
    for (const EffectiveHeader &header : made.headers) {
        QVERIFY(!header.problem);
        if (!header.replacedBy)
            leaving.append(header.header);
    }
    QCOMPARE(leaving, sent->headers);
}

void TestEffectiveRequest::originsAndReplacements()
{
    const Headers own{{u"X-Stage"_s, u"live"_s}, {u"User-Agent"_s, u"curl"_s}};
    const Headers defaults{{u"x-stage"_s, u"test"_s}, {u"Accept"_s, u"text/plain"_s}, {u"X-Team"_s, u"web"_s}};
    const EffectiveRequest made = effective(fine, own, defaults);
    QVERIFY(!made.problem);
    QCOMPARE(told(made, "X-Stage"),
             (QStringList{u"x-stage: test [default] replaced by webhook"_s, u"X-Stage: live [webhook]"_s}));
    QCOMPARE(told(made, "User-Agent"),
             (QStringList{u"User-Agent: Hookpanel/" HOOKPANEL_VERSION " [fixed] replaced by webhook"_s,
                          u"User-Agent: curl [webhook]"_s}));
    QCOMPARE(told(made, "Accept"),
             (QStringList{u"Accept: */* [fixed] replaced by default"_s, u"Accept: text/plain [default]"_s}));
    QCOMPARE(told(made, "X-Team"), QStringList{u"X-Team: web [default]"_s});
    QCOMPARE(told(made, "Host"), QStringList{u"Host: example.com [fixed]"_s});
    QCOMPARE(told(made, "Content-Type"), QStringList{u"Content-Type: application/json [fixed]"_s});
}

void TestEffectiveRequest::unsetVariablesHideNothing()
{
    const EffectiveRequest made
        = effective(u"https://${process.env.HOST}/a"_s, {{u"Authorization"_s, u"${TOKEN}"_s}, {u"X-A"_s, u"1"_s}},
                    {{u"authorization"_s, u"${OLD}"_s}});
    QVERIFY(made.problem);
    QCOMPARE(made.problem->code, ErrorCode::UnsetVariable);
    QCOMPARE(made.problem->subject, u"HOST"_s);
    QCOMPARE(made.request.shownUrl, u"https://${HOST}/a"_s);
    QCOMPARE(requestLine(made.request), u"POST /a HTTP/1.1"_s);
    QCOMPARE(told(made, "Host"), QStringList{u"Host: ${HOST} [fixed]"_s});
    QCOMPARE(told(made, "Authorization"),
             (QStringList{u"authorization: ${OLD} [default] replaced by webhook"_s,
                          u"Authorization: ${TOKEN} [webhook] cannot leave"_s}));
    QCOMPARE(told(made, "X-A"), QStringList{u"X-A: 1 [webhook]"_s});
    QVERIFY(made.request.body.startsWith("{\"event\":\"trigger-test\""));
}

void TestEffectiveRequest::brokenHeadersAreShownAndReplaceNothing_data()
{
    QTest::addColumn<Header>("header");
    QTest::addColumn<Rule>("rule");
    QTest::newRow("host") << Header{u"Host"_s, u"x"_s} << Rule::HeaderNameConnection;
    QTest::newRow("ours") << Header{u"Content-Type"_s, u"x"_s} << Rule::HeaderNameOurs;
    QTest::newRow("name") << Header{u"a b"_s, u"x"_s} << Rule::HeaderNameInvalid;
    QTest::newRow("no name") << Header{QString(), u"x"_s} << Rule::HeaderNameMissing;
    QTest::newRow("placeholder") << Header{u"X-A"_s, u"${"_s} << Rule::BadPlaceholder;
}

void TestEffectiveRequest::brokenHeadersAreShownAndReplaceNothing()
{
    QFETCH(const Header, header);
    QFETCH(const Rule, rule);
    const EffectiveRequest made = effective(fine, {header}, {{u"X-A"_s, u"default"_s}});
    QVERIFY(made.problem);
    QCOMPARE(made.problem->rule, std::optional(rule));
    const QString line = header.name + u": "_s + header.value + u" [webhook] cannot leave"_s;
    QVERIFY(told(made, header.name.toUtf8()).contains(line));
    for (const EffectiveHeader &other : made.headers)
        QVERIFY(!other.replacedBy);
    QCOMPARE(told(made, "Host").first(), u"Host: example.com [fixed]"_s);
}

void TestEffectiveRequest::brokenUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("line");
    QTest::newRow("empty") << QString() << Rule::UrlMissing << u"POST / HTTP/1.1"_s;
    QTest::newRow("scheme") << u"ftp://x.example/a"_s << Rule::UrlWrongScheme << u"POST /a HTTP/1.1"_s;
    QTest::newRow("half") << u"https://"_s << Rule::UrlNoHost << u"POST / HTTP/1.1"_s;
}

void TestEffectiveRequest::brokenUrls()
{
    QFETCH(const QString, url);
    QFETCH(const Rule, rule);
    QFETCH(const QString, line);
    const EffectiveRequest made = effective(url, {{u"X-A"_s, u"1"_s}});
    QVERIFY(made.problem);
    QCOMPARE(made.problem->code, ErrorCode::BadFilledUrl);
    QCOMPARE(made.problem->rule, std::optional(rule));
    QVERIFY(made.request.url.isEmpty());
    QCOMPARE(made.request.shownUrl, url);
    QCOMPARE(requestLine(made.request), line);
    QCOMPARE(told(made, "X-A"), QStringList{u"X-A: 1 [webhook]"_s});
    QCOMPARE(told(made, "X-Strapi-Event"), QStringList{u"X-Strapi-Event: trigger-test [fixed]"_s});
}

void TestEffectiveRequest::controlCharactersMakeNoLines()
{
    const EffectiveRequest made = effective(u"https://h/\nX-Evil: 1"_s, {{u"X-A"_s, u"1\r\nX-Evil: 2"_s}});
    QVERIFY(made.problem);
    QCOMPARE(requestText(made.request).count(u"\nX-Evil"_s), 0);
    QCOMPARE(told(made, "X-A"), QStringList{u"X-A: 1\u240d\u240aX-Evil: 2 [webhook] cannot leave"_s});
}

void TestEffectiveRequest::theFirstProblemIsTheOneOfTheAttempt()
{
    Webhook webhook;
    webhook.url = u"https://${A}/"_s;
    webhook.headers = {{u"X-B"_s, u"${B}"_s}, {u"Host"_s, u"x"_s}};
    const Event event = makeTestEvent(QDateTime(QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC));
    for (const Variables &variables : {Variables{}, Variables{{u"A"_s, u"a"_s}}}) {
        const EffectiveRequest made = effectiveRequest(webhook, {}, event, environmentOf(variables));
        const auto sent = prepareRequest(webhook, {}, event, environmentOf(variables));
        QVERIFY(!sent);
        QCOMPARE(made.problem, std::optional(sent.error()));
    }
}

void TestEffectiveRequest::secretsAreNotShown()
{
    const Variables variables{{u"TOKEN"_s, u"s3cret"_s}, {u"HOST"_s, u"s3cret.example"_s}};
    for (const QString &url : {u"https://${HOST}/${TOKEN}"_s, u"ftp://${HOST}/${TOKEN}"_s}) {
        const EffectiveRequest made = effective(url, {{u"X-A"_s, u"${TOKEN}"_s}}, {{u"x-a"_s, u"${TOKEN}"_s}}, variables);
        QVERIFY(!requestText(made.request).contains(u"s3cret"_s));
        QVERIFY(!made.request.shownUrl.contains(u"s3cret"_s));
        for (const EffectiveHeader &header : made.headers)
            QVERIFY(!header.header.shown.contains(u"s3cret"_s));
    }
}

void TestEffectiveRequest::aLiteralIsNoVariable()
{
    const Headers own{{u"X-A"_s, u"  $${A} ${A}${B}"_s}, {u"X-B"_s, u"$${A}"_s}, {u"X-C"_s, u"${C}"_s}};
    const EffectiveRequest made = effective(fine, own, {}, {{u"A"_s, u" 1"_s}, {u"B"_s, u"2"_s}});
    QHash<QByteArray, EffectiveHeader> headers;
    for (const EffectiveHeader &header : made.headers)
        headers.insert(header.header.name, header);
    QCOMPARE(headers.value("X-A").header.value, "${A}  12");
    QCOMPARE(headers.value("X-A").header.shown, u"${A} ${A}${B}"_s);
    QCOMPARE(headers.value("X-A").variables, (QList<TextSpan>{{5, 4}, {9, 4}}));
    QCOMPARE(headers.value("X-B").header.shown, u"${A}"_s);
    QCOMPARE(headers.value("X-B").variables, QList<TextSpan>());
    QCOMPARE(headers.value("X-C").variables, (QList<TextSpan>{{0, 4}})); // one that is not set, too
    // In a URL that cannot be called the literal one stays as it was typed.
    QCOMPARE(effective(u"ftp://h/$${A}/${A}"_s).request.shownUrl, u"ftp://h/$${A}/${A}"_s);
}

QTEST_GUILESS_MAIN(TestEffectiveRequest)
#include "tst_effectiverequest.moc"
