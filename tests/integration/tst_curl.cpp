// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/curl.h"
#include "integration/wire.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

using Variables = QHash<QString, QString>;

namespace {

/// The shells of this system; "sh" is always one of them.
QStringList shells()
{
    QStringList found{u"sh"_s};
    for (const QString &shell : {u"dash"_s, u"bash"_s}) {
        if (!QStandardPaths::findExecutable(shell).isEmpty())
            found.append(shell);
    }
    return found;
}

/// Headers without regard to their order. Of an empty value, Qt sends "Name: " and curl "Name:"; the blank is not part of
/// the value (RFC 9110 5.5).
QByteArrayList sortedHeaders(const ReceivedRequest &request)
{
    QByteArrayList lines = request.headerLines();
    for (QByteArray &line : lines) {
        if (line.endsWith(": "))
            line.chop(1);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

/// "Copy as cURL" proven by running it: what real curl, started by a real shell, sends is what our own sender sends.
class TestCurl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsWhatWeSend_data();
    void sendsWhatWeSend();
    void sendsABodyAsItIs_data();
    void sendsABodyAsItIs();
    void credentialsAreVariables();
    void severalCommandsKeepTheirCredentialsApart();
    void placeholdersKeepTheirNames();
    void oneThatCannotBeCopiedIsNamed();
    void followsNoRedirect();
    void endsAtTheTimeout();

private:
    int run(const QString &shell, const CurlCommand &command, const Variables &variables = {});

    LoopbackReceiver m_receiver;
    QTemporaryDir m_home;
};

int TestCurl::run(const QString &shell, const CurlCommand &command, const Variables &variables)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, m_home.path()); // no .curlrc of this machine
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (auto it = variables.cbegin(); it != variables.cend(); ++it)
        environment.insert(it.key(), it.value());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_home.path());
    process.start(shell, {u"-c"_s, command.text});
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return -1;
    const QByteArray messages = process.readAllStandardError();
    if (process.exitCode() != 0 && process.exitCode() != 28)
        qInfo("%s: %s\n%s", qPrintable(shell), messages.constData(), qPrintable(command.text));
    return process.exitCode();
}

void TestCurl::sendsWhatWeSend_data()
{
    QTest::addColumn<QString>("url"); // %1 is the receiver's http://127.0.0.1:port, %2 the port
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<Headers>("defaults");
    QTest::addColumn<Variables>("variables");

    const QString plain = u"%1/hook"_s;
    const auto row = [](const char *title, const QString &url, const Headers &headers = {}, const Variables &variables = {},
                        const Headers &defaults = {}) { QTest::newRow(title) << url << headers << defaults << variables; };
    row("plain", plain);
    row("no path", u"%1"_s);
    row("query only", u"%1?a=b"_s);
    row("query", u"%1/hook?a=b&c=d+e%20f"_s);
    row("braces and brackets", u"%1/a{b,c}[1-3]/x?y={1}&z=[2]"_s);
    row("not ASCII", u"%1/Bücher/書?q=ä"_s);
    row("blanks and quotes", u"%1/a b/'c'/\"d\"/e`f/$g?h=i j"_s);
    row("dots", u"%1/a/./b/../c//d"_s);
    row("stray percent", u"%1/100%/%zz/%41"_s);
    row("literal dollar brace", u"%1/$${A}/x"_s, {}, {{u"A"_s, u"wrong"_s}});
    row("placeholder in the path", u"%1/a/${PART}/b c"_s, {}, {{u"PART"_s, u"x-1_2.3~4"_s}});
    row("placeholder of Strapi", u"%1/${process.env.PART}"_s, {}, {{u"PART"_s, u"p"_s}});
    row("placeholder in the query", u"%1/a?k=${KEY}&ü=1"_s, {}, {{u"KEY"_s, u"abc%20def"_s}});
    row("placeholder as base", u"${BASE}/hook/ü b"_s, {}, {{u"BASE"_s, u"%1/base"_s}});
    row("placeholder as all", u"${ALL}"_s, {}, {{u"ALL"_s, u"%1/all?x=y"_s}});
    row("placeholder as port", u"http://127.0.0.1:${PORT}/a b"_s, {}, {{u"PORT"_s, u"%2"_s}});
    row("placeholder as host", u"http://${HOST}:%2/ä"_s, {}, {{u"HOST"_s, u"127.0.0.1"_s}});
    row("placeholder as scheme", u"${SCHEME}://127.0.0.1:%2/x y"_s, {}, {{u"SCHEME"_s, u"http"_s}});

    row("usual headers", plain, {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"two words"_s}});
    row("quotes", plain, {{u"X-A"_s, uR"(it's "q" `b` $HOME $(id) \n \\ !x # ; & | < > * ? ~)"_s}});
    row("only quotes", plain, {{u"X-A"_s, u"'''"_s}, {u"X-B"_s, u"\"'\"'"_s}});
    row("empty value", plain, {{u"X-Empty"_s, u""_s}, {u"X-Blank"_s, u"   "_s}});
    row("at sign", plain, {{u"X-At"_s, u"@/etc/hostname"_s}});
    row("semicolon and colon", plain, {{u"X-A"_s, u";"_s}, {u"X-B"_s, u":"_s}, {u"X-C"_s, u"a;b: c,"_s}});
    row("odd names", plain, {{u"!#$%&'*+.^_`|~x"_s, u"v"_s}});
    row("Latin-1", plain, {{u"X-A"_s, u"Grüße à 'tous' ©"_s}, {u"X-B"_s, u"é"_s}});
    row("UTF-8", plain, {{u"X-A"_s, u"書 € Grüße"_s}});
    row("Latin-1 before digits", plain, {{u"X-A"_s, u"é123 ü7"_s}});
    row("soft hyphen", plain, {{u"X-A"_s, u"a\u00adb\u00a0c"_s}});
    row("curl's own replaced", plain,
        {{u"User-Agent"_s, u"Mine/1"_s},
         {u"Accept"_s, u"text/plain"_s},
         {u"Accept-Encoding"_s, u"br"_s},
         {u"Accept-Language"_s, u"de"_s}});
    row("curl's own emptied", plain, {{u"Accept"_s, u""_s}});
    row("placeholder", plain, {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}}, {{u"TOKEN"_s, u"s3cr3t"_s}});
    row("placeholder with nasty value", plain, {{u"X-A"_s, u"it's ${V} and ${V}!"_s}},
        {{u"V"_s, uR"(a 'b' "c" $d `e` \f * $(id) %41)"_s}});
    row("placeholders in a row", plain, {{u"X-A"_s, u"${A}${B_2}${_c}"_s}},
        {{u"A"_s, u"1"_s}, {u"B_2"_s, u"2"_s}, {u"_c"_s, u"3"_s}});
    row("literal dollar brace in a header", plain, {{u"X-A"_s, u"$${A} ${A} $A"_s}}, {{u"A"_s, u"right"_s}});
    row("looks like a marker", plain, {{u"X-A"_s, u"variable0z ${A} variablev0z"_s}}, {{u"A"_s, u"right"_s}});
    row("default headers", plain, {{u"x-b"_s, u"own"_s}, {u"X-C"_s, u"c"_s}}, {{u"D"_s, u"d"_s}},
        {{u"X-A"_s, u"default ${D}"_s}, {u"X-B"_s, u"default ${UNSET}"_s}});
}

void TestCurl::sendsWhatWeSend()
{
    QFETCH(const QString, url);
    QFETCH(const Headers, headers);
    QFETCH(const Headers, defaults);
    QFETCH(Variables, variables);
    const auto here = [this](QString text) {
        return text.replace(u"%1"_s, m_receiver.url(QString()).toString())
            .replace(u"%2"_s, QString::number(m_receiver.port()));
    };
    for (QString &value : variables)
        value = here(value);
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Under test"_s;
    webhook.url = here(url);
    webhook.headers = headers;
    const Event event = makeTestEvent(SystemClock().nowUtc());
    const auto request = prepareRequest(webhook, defaults, event, [&variables](const QString &name) {
        const auto found = variables.constFind(name);
        return found == variables.cend() ? std::nullopt : std::optional(*found);
    });
    QVERIFY(request);
    const auto command = curlCommand(webhook, defaults, event);
    QVERIFY(command);
    QCOMPARE(command->secretVariables, QStringList());

    const int before = m_receiver.requestCount();
    Wire wire;
    QCOMPARE(wire.run(*request).outcome->kind, OutcomeKind::Success);
    const ReceivedRequest ours = m_receiver.requests().at(before);
    int count = before + 1;
    const QStringList all = shells();
    for (const QString &shell : all) {
        QCOMPARE(run(shell, *command, variables), 0);
        QCOMPARE(m_receiver.requestCount(), ++count);
        const ReceivedRequest theirs = m_receiver.requests().constLast();
        QCOMPARE(theirs.requestLine(), ours.requestLine());
        QCOMPARE(sortedHeaders(theirs), sortedHeaders(ours));
        QCOMPARE(theirs.body(), ours.body());
    }
}

void TestCurl::sendsABodyAsItIs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("quotes") << QByteArray(R"({"a":"it's \"x\" $HOME `id` $(id) \\ !"})");
    QTest::newRow("lines") << QByteArray("{\n\t\"a\": 1,\r\n  \"b\": 2\n}\n\n");
    QTest::newRow("not ASCII") << QByteArray("{\"a\":\"B\xc3\xbc"
                                             "cher \xe6\x9b\xb8 \xf0\x9f\x98\x80 \x7f\"}");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\xfe 1\"}");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
    QTest::newRow("looks like a file") << QByteArray("@/etc/hostname");
    QTest::newRow("looks like a variable") << QByteArray("{\"a\":\"${HOME}\"}");
    QTest::newRow("long") << QByteArray("{\"a\":\"" + QByteArray(100'000, 'x') + "\"}");
}

void TestCurl::sendsABodyAsItIs()
{
    QFETCH(const QByteArray, body);
    Webhook webhook;
    webhook.url = m_receiver.url().toString();
    const Event event{triggerTest, SystemClock().nowUtc(), body};
    const auto command = curlCommand(webhook, {}, event);
    QVERIFY(command);
    const QStringList all = shells();
    for (const QString &shell : all) {
        const int before = m_receiver.requestCount();
        QCOMPARE(run(shell, *command), 0);
        QCOMPARE(m_receiver.requestCount(), before + 1);
        const ReceivedRequest request = m_receiver.requests().constLast();
        QCOMPARE(request.body(), body);
        QVERIFY(request.header("Expect").isNull());
        QCOMPARE(request.header("Content-Length"), QByteArray::number(body.size()));
    }
}

void TestCurl::credentialsAreVariables()
{
    Webhook webhook;
    webhook.url = m_receiver.url().toString();
    webhook.headers = {{u"Authorization"_s, u"Bearer s3cr3t"_s}, {u"X-Api-Key"_s, u"k3y"_s}, {u"X-Plain"_s, u"p"_s}};
    const Headers defaults{{u"Cookie"_s, u"c00kie"_s}, {u"authorization"_s, u"d3fault"_s}};
    const auto command = curlCommand(webhook, defaults, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(command);
    for (const QString &secret : {u"s3cr3t"_s, u"k3y"_s, u"c00kie"_s, u"d3fault"_s})
        QVERIFY2(!command->text.contains(secret), qPrintable(secret));
    QCOMPARE(command->secretVariables, (QStringList{u"AUTHORIZATION"_s, u"X_API_KEY"_s, u"COOKIE"_s}));
    const Variables variables{
        {u"AUTHORIZATION"_s, u"Bearer s3cr3t"_s}, {u"X_API_KEY"_s, u"k3y"_s}, {u"COOKIE"_s, u"c00kie"_s}};
    QCOMPARE(run(u"sh"_s, *command, variables), 0);
    const ReceivedRequest request = m_receiver.requests().constLast();
    QCOMPARE(request.header("Authorization"), "Bearer s3cr3t");
    QCOMPARE(request.header("X-Api-Key"), "k3y");
    QCOMPARE(request.header("Cookie"), "c00kie");
    QCOMPARE(request.header("X-Plain"), "p");
}

/// Several commands in one shell: each credential has a variable of its own, and a comment names it.
void TestCurl::severalCommandsKeepTheirCredentialsApart()
{
    Webhook one;
    one.name = u"One\n$(touch /nowhere)"_s;
    one.url = m_receiver.url().toString();
    one.headers = {{u"Authorization"_s, u"first"_s}, {u"X-Auth_Key"_s, u"a"_s}, {u"X_Auth-Key"_s, u"b"_s}};
    Webhook two = one;
    two.name = u"Two"_s;
    two.headers = {{u"Authorization"_s, u"second"_s}, {u"X-Auth-Key"_s, u"${X_AUTH_KEY_3}"_s}};
    Webhook three = one;
    three.name = u"Three"_s;
    const Headers defaults{{u"Cookie"_s, u"shared"_s}};
    const auto commands = curlCommands({one, two, three}, defaults, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(commands);
    QCOMPARE(commands->secretVariables,
             (QStringList{u"AUTHORIZATION"_s, u"X_AUTH_KEY"_s, u"X_AUTH_KEY_2"_s, u"COOKIE"_s, u"AUTHORIZATION_2"_s}));
    QVERIFY2(commands->text.startsWith(u"# One $(touch /nowhere)\n# ${AUTHORIZATION}: Authorization\n"),
             qPrintable(commands->text));
    QVERIFY(commands->text.contains(u"\n\n# Two\n# ${AUTHORIZATION_2}: Authorization\n# ${COOKIE}: Cookie\ncurl "));

    const int before = m_receiver.requestCount();
    const Variables variables{{u"AUTHORIZATION"_s, u"first"_s}, {u"AUTHORIZATION_2"_s, u"second"_s},
                              {u"X_AUTH_KEY"_s, u"a"_s},        {u"X_AUTH_KEY_2"_s, u"b"_s},
                              {u"X_AUTH_KEY_3"_s, u"own"_s},    {u"COOKIE"_s, u"shared"_s}};
    const QStringList all = shells();
    for (const QString &shell : all) {
        const int begin = m_receiver.requestCount();
        QCOMPARE(run(shell, *commands, variables), 0);
        QCOMPARE(m_receiver.requestCount(), begin + 3);
        const auto requests = m_receiver.requests().mid(begin);
        QCOMPARE(requests.at(0).header("Authorization"), "first");
        QCOMPARE(requests.at(0).header("X-Auth_Key"), "a");
        QCOMPARE(requests.at(0).header("X_Auth-Key"), "b");
        QCOMPARE(requests.at(1).header("Authorization"), "second");
        QCOMPARE(requests.at(1).header("X-Auth-Key"), "own");
        QCOMPARE(requests.at(2).header("Authorization"), "first");
        for (const auto &request : requests)
            QCOMPARE(request.header("Cookie"), "shared");
    }
    QVERIFY(m_receiver.requestCount() > before);
}

/// A variable that the webhook uses itself is never taken for a credential.
void TestCurl::placeholdersKeepTheirNames()
{
    Webhook webhook;
    webhook.url = m_receiver.url().toString();
    webhook.headers = {{u"Authorization"_s, u"s3cr3t"_s}, {u"X-Other"_s, u"${AUTHORIZATION}"_s}};
    const auto command = curlCommand(webhook, {}, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(command);
    QCOMPARE(command->secretVariables, QStringList{u"AUTHORIZATION_2"_s});
}

void TestCurl::oneThatCannotBeCopiedIsNamed()
{
    Webhook good;
    good.url = m_receiver.url().toString();
    Webhook bad;
    bad.name = u"Bad"_s;
    bad.url = u"ftp://h/"_s;
    const auto commands = curlCommands({good, bad}, {}, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(!commands);
    QCOMPARE(commands.error().webhook, u"Bad"_s);
}

void TestCurl::followsNoRedirect()
{
    Webhook webhook;
    webhook.url = m_receiver.url().toString();
    const auto command = curlCommand(webhook, {}, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(command);
    const int before = m_receiver.requestCount();
    m_receiver.answerNext(Answer::redirect(307, m_receiver.url(u"/other"_s).toEncoded()));
    QCOMPARE(run(u"sh"_s, *command), 0);
    QCOMPARE(m_receiver.requestCount(), before + 1);
}

void TestCurl::endsAtTheTimeout()
{
    Webhook webhook;
    webhook.url = m_receiver.url().toString();
    webhook.timeoutSeconds = 1;
    const auto command = curlCommand(webhook, {}, makeTestEvent(SystemClock().nowUtc()));
    QVERIFY(command);
    m_receiver.answerNext(Answer::hang());
    QCOMPARE(run(u"sh"_s, *command), 28); // curl's "operation timed out"
}

QTEST_GUILESS_MAIN(TestCurl)
#include "tst_curl.moc"
