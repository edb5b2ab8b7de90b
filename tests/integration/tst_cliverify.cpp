// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "core/signing/signingschemes.h"

#include <QDateTime>
#include <QProcessEnvironment>
#include <QRegularExpression>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const SigningKey key(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
const QByteArray body = R"({"event":"order.paid","createdAt":"2026-11-24T14:00:00.000Z"})";

/// The headers of a request as a log has them, signed so many seconds ago.
QByteArray headerLines(const QStringList &schemes, qint64 age = 0, const QByteArray &content = body)
{
    QByteArray lines = "POST /hook HTTP/1.1\r\nHost: h\r\n";
    const SignedParts parts{"msg_1", QDateTime::currentSecsSinceEpoch() - age, content};
    for (const QString &name : schemes) {
        const auto headers = findSigningScheme(name)->sign(parts, {key});
        for (const auto &[header, value] : *headers)
            lines += header + ": " + value + "\r\n";
    }
    return lines;
}

} // namespace

/// `hookpanel-cli verify`: which part of a request that a receiver got differs, and where the secret may come from.
class TestCliVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void initTestCase();

    void fits();
    void findings_data();
    void findings();
    void secretFromDescriptor();
    void standardInput();
    void badInput_data();
    void badInput();

private:
    [[nodiscard]] CliResult verify(const QByteArray &headers, const QByteArray &content, const QStringList &more = {},
                                   const QString &secret = key.text()) const;
    [[nodiscard]] CliResult start(const QStringList &arguments, const QString &secret, const QByteArray &input = {}) const;

    CliRunner m_cli;
};

void TestCliVerify::initTestCase()
{
    QVERIFY(!m_cli.add(u"shop"_s, u"http://h/"_s, {u"--event"_s, u"*"_s}).isEmpty());
}

CliResult TestCliVerify::start(const QStringList &arguments, const QString &secret, const QByteArray &input) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SHOP_SECRET"_s, secret);
    process.setProcessEnvironment(environment);
    m_cli.start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    return CliRunner::finish(process);
}

CliResult TestCliVerify::verify(const QByteArray &headers, const QByteArray &content, const QStringList &more,
                                const QString &secret) const
{
    const QStringList arguments{u"verify"_s,    u"shop"_s,
                                u"--headers"_s, m_cli.write(u"headers.txt"_s, headers),
                                u"--body"_s,    m_cli.write(u"body.json"_s, content)};
    return start(arguments + (more.isEmpty() ? QStringList{u"--secret-env"_s, u"SHOP_SECRET"_s} : more), secret);
}

void TestCliVerify::fits()
{
    const CliResult text = verify(headerLines({u"standard"_s, u"github"_s}), body);
    QCOMPARE(text.code, 0);
    QCOMPARE(text.err, QByteArray());
    QCOMPARE(text.out, QByteArray("Standard Webhooks: The signature fits.\nGitHub: The signature fits.\n"));

    const CliResult json = verify(headerLines({u"standard"_s}), body, {u"--json"_s, u"--secret-env"_s, u"SHOP_SECRET"_s});
    QCOMPARE(json.code, 0);
    QCOMPARE(keysOf(json.object()), u"fits signatures webhook"_s);
    QCOMPARE(json.object()[u"fits"], QJsonValue(true));
    const QJsonObject signature = json.object()[u"signatures"][0].toObject();
    QCOMPARE(keysOf(signature), u"ageSeconds bodyChange finding fits message scheme"_s);
    QCOMPARE(signature[u"scheme"].toString(), u"standard"_s);
    QCOMPARE(signature[u"finding"].toString(), u"fits"_s);
    QVERIFY(signature[u"bodyChange"].isNull());
}

void TestCliVerify::findings_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("finding");
    QTest::addColumn<QString>("words");
    const QByteArray github = headerLines({u"github"_s});
    const qsizetype hex = github.indexOf("sha256=") + 7;
    const auto row = [](const char *title, const QByteArray &headers, const QByteArray &content, const QString &finding,
                        const QString &words, const QString &secret = key.text()) {
        QTest::newRow(title) << headers << content << secret << finding << words;
    };
    row("line end added", github, body + '\n', u"does-not-fit line-end-removed"_s, u"without the line end"_s);
    row("written anew", github, QByteArray(body).replace(",", ", "), u"does-not-fit compacted"_s, u"written anew"_s);
    row("another secret", github, body, u"does-not-fit"_s, u"the secret is another one"_s, u"other"_s);
    row("another body", github, "{}", u"does-not-fit"_s, u"the body is not what was sent"_s);
    row("upper case", github.left(hex) + github.mid(hex).toUpper(), body, u"upper-case"_s, u"upper case"_s);
    row("no sha256=", QByteArray(github).replace("sha256=", ""), body, u"prefix-missing"_s, u"“sha256=” is missing"_s);
    row("clock", headerLines({u"standard"_s}, 361), body, u"clock-off"_s, u"6 min "_s);
    row("no id", QByteArray(headerLines({u"standard"_s})).replace("webhook-id", "x-id"), body, u"id-missing"_s,
        u"“webhook-id”"_s);
    row("label", QByteArray(headerLines({u"standard"_s})).replace("v1,", "v9,"), body, u"label-unknown"_s, u"v9"_s);
    row("public key", github, body, u"secret-refused"_s, u"whpk_"_s, u"whpk_AAAA"_s);
}

void TestCliVerify::findings()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, content);
    QFETCH(QString, secret);
    QFETCH(QString, finding);
    QFETCH(QString, words);
    const CliResult text = verify(headers, content, {}, secret);
    QCOMPARE(text.code, 65);
    QVERIFY2(QString::fromUtf8(text.out).contains(words), text.out.constData());
    const CliResult json = verify(headers, content, {u"--json"_s, u"--secret-env"_s, u"SHOP_SECRET"_s}, secret);
    QCOMPARE(json.code, 65);
    QCOMPARE(json.object()[u"fits"], QJsonValue(false));
    const QJsonValue signature = json.object()[u"signatures"][0];
    const QString found = signature[u"finding"].toString() + u' ' + signature[u"bodyChange"].toString();
    QCOMPARE(found.trimmed(), finding);
    QVERIFY(QString::fromUtf8(json.err).contains(words));
    for (const QByteArray &output : {text.out, text.err, json.out, json.err})
        QVERIFY(!output.contains(key.text().mid(6).toUtf8()));
}

/// As a shell does it with `3< secret.txt`: descriptor 0 is the one that a test can give.
void TestCliVerify::secretFromDescriptor()
{
    const QByteArray headers = headerLines({u"standard"_s});
    const QStringList arguments{u"verify"_s,      u"shop"_s,
                                u"--headers"_s,   m_cli.write(u"headers.txt"_s, headers),
                                u"--body"_s,      m_cli.write(u"body.json"_s, body),
                                u"--secret-fd"_s, u"0"_s};
    QCOMPARE(start(arguments, {}, key.text().toUtf8()).code, 0);
    QCOMPARE(start(arguments, {}, key.text().toUtf8() + "\n").code, 0);
    QCOMPARE(start(arguments, {}, key.text().toUtf8() + "\r\n").code, 0);
    const CliResult two = start(arguments, {}, key.text().toUtf8() + "\n\n");
    QCOMPARE(two.code, 65);
    QVERIFY2(two.out.contains("line break"), two.out.constData());
    const CliResult empty = start(arguments, {}, "\n");
    QCOMPARE(empty.code, 65);
    QVERIFY2(empty.err.contains("empty"), empty.err.constData());
}

void TestCliVerify::standardInput()
{
    const QString headers = m_cli.write(u"headers.txt"_s, headerLines({u"github"_s}));
    const QStringList arguments{u"verify"_s, u"shop"_s, u"--headers"_s, headers, u"--body"_s, u"-"_s};
    QCOMPARE(start(arguments + QStringList{u"--secret-env"_s, u"SHOP_SECRET"_s}, key.text(), body).code, 0);
}

void TestCliVerify::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    const QString file = m_cli.write(u"headers.txt"_s, headerLines({u"github"_s}));
    const QString content = m_cli.write(u"body.json"_s, body);
    const QString empty = m_cli.write(u"empty"_s, "no headers\n");
    const QStringList secret{u"--secret-env"_s, u"SHOP_SECRET"_s};
    const auto row = [](const char *title, const QStringList &arguments, int code, const QString &word) {
        QTest::newRow(title) << arguments << code << word;
    };
    const QStringList files{u"--headers"_s, file, u"--body"_s, content};
    row("no webhook", QStringList{u"nobody"_s} + files + secret, 6, u"nobody"_s);
    row("no headers", QStringList{u"shop"_s, u"--body"_s, content} + secret, 64, u"--headers"_s);
    row("no body", QStringList{u"shop"_s, u"--headers"_s, file} + secret, 64, u"--body"_s);
    row("no secret", QStringList{u"shop"_s} + files, 64, u"--secret-env"_s);
    row("two secrets", QStringList{u"shop"_s} + files + secret + QStringList{u"--secret-fd"_s, u"0"_s}, 64,
        u"--secret-fd"_s);
    row("variable not set", QStringList{u"shop"_s} + files + QStringList{u"--secret-env"_s, u"NOT_SET_AT_ALL"_s}, 65,
        u"NOT_SET_AT_ALL"_s);
    row("no descriptor", QStringList{u"shop"_s} + files + QStringList{u"--secret-fd"_s, u"three"_s}, 65, u"number"_s);
    row("the secret itself", QStringList{u"shop"_s} + files + QStringList{u"--secret-env"_s, key.text()}, 65,
        u"not the secret itself"_s);
    row("the secret as a descriptor", QStringList{u"shop"_s} + files + QStringList{u"--secret-fd"_s, key.text()}, 65,
        u"number"_s);
    row("closed descriptor", QStringList{u"shop"_s} + files + QStringList{u"--secret-fd"_s, u"99"_s}, 65, u"99"_s);
    row("both from the standard input", QStringList{u"shop"_s, u"--headers"_s, u"-"_s, u"--body"_s, u"-"_s} + secret, 64,
        u"standard input"_s);
    row("body and secret from the standard input",
        QStringList{u"shop"_s, u"--headers"_s, file, u"--body"_s, u"-"_s, u"--secret-fd"_s, u"0"_s}, 64,
        u"standard input"_s);
    row("no such file", QStringList{u"shop"_s, u"--headers"_s, file, u"--body"_s, u"/nowhere"_s} + secret, 65,
        u"/nowhere"_s);
    row("a folder", QStringList{u"shop"_s, u"--headers"_s, u"/"_s, u"--body"_s, content} + secret, 65, u"“/”"_s);
    row("no headers in it", QStringList{u"shop"_s, u"--headers"_s, empty, u"--body"_s, content} + secret, 65, u"empty"_s);
    row("no signature in it",
        QStringList{u"shop"_s, u"--headers"_s, m_cli.write(u"plain"_s, "A: b\n"), u"--body"_s, content} + secret, 65,
        u"no signature"_s);
}

void TestCliVerify::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, word);
    const CliResult result = start(QStringList{u"verify"_s} + arguments, key.text());
    QCOMPARE(result.code, code);
    QVERIFY2(QString::fromUtf8(result.out + result.err).contains(word), (result.out + result.err).constData());
    QVERIFY(!(result.out + result.err).contains(key.text().mid(6).toUtf8()));
}

QTEST_GUILESS_MAIN(TestCliVerify)
#include "tst_cliverify.moc"
