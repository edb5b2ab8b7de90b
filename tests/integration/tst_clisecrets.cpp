// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "support/loopbackreceiver.h"

#include <QUrl>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray headerSecret = "Bearer sesame/\"open\" ä1";
const QByteArray bareSecret = "sesame/\"open\" ä1";
const QByteArray environmentSecret = "env${secret}-9876543210";
const QByteArray defaultSecret = "default-secret-0123456789";
const QByteArray querySecret = "query-secret-0123456789";
const QByteArray variableSecret = "variable-secret-0123456789";

/// All ways in which a receiver spells a secret in its answer.
QList<QByteArray> spellings(const QByteArray &secret)
{
    const QString text = QString::fromUtf8(secret);
    QByteArray json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    json = json.sliced(2, json.size() - 4);
    return {secret, text.toLatin1(), QUrl::toPercentEncoding(text), json, secret.toBase64(QByteArray::OmitTrailingEquals)};
}

} // namespace

/// Secrets, by the real program: where they are kept, and that they are nowhere else.
class TestCliSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noSecretOutsideItsStore();
    void keptOnceAndSent();
    void anotherOriginGetsNoSecret();
    void clearFilesAreMigrated();
    void rotationKeepsTheOldOne();
    void signedAndVerified();
    void noKeyNothingIsSent();
    void badSecrets_data();
    void badSecrets();
    void importedSecretsMustBeEntered();
    void argumentsAreWarnedOf();
    void defaultHeaderFromEnvironment();
    void removeForgets();
    void olderVersionOpensReadOnly();

private:
    CliResult run(const QStringList &arguments);
    [[nodiscard]] QByteArray secretsFile() const;

    std::unique_ptr<CliRunner> m_cli;
    QByteArray m_said; ///< Everything that was printed.
};

void TestCliSecrets::init()
{
    m_cli = std::make_unique<CliRunner>();
    m_said.clear();
    qputenv("SECRET_ENV", environmentSecret);
    qputenv("QUERY_VARIABLE", variableSecret);
}

CliResult TestCliSecrets::run(const QStringList &arguments)
{
    const CliResult result = m_cli->json(arguments);
    m_said += result.out + result.err;
    const CliResult people = arguments.first() == u"list" || arguments.first() == u"show"
            || arguments.first() == u"deliveries" || arguments.first() == u"delivery" || arguments.first() == u"export"
        ? m_cli->run(arguments)
        : CliResult();
    m_said += people.out + people.err;
    return result;
}

QByteArray TestCliSecrets::secretsFile() const
{
    QFile file(m_cli->profile() + u"/secrets.json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCliSecrets::noSecretOutsideItsStore()
{
    LoopbackReceiver receiver;
    QByteArray echo;
    for (const QByteArray &secret :
         {headerSecret, bareSecret, environmentSecret, defaultSecret, querySecret, variableSecret}) {
        for (const QByteArray &spelling : spellings(secret))
            echo += "<" + spelling + ">\n";
    }
    receiver.answer(Answer::status(500, echo)
                        .withHeader("X-Echo", bareSecret)
                        .withHeader("Location", "/?token=" + querySecret)
                        .withHeader("Set-Cookie", "a=" + defaultSecret));
    const QString url
        = receiver.url().toString() + u"?page=1&token="_s + QString::fromUtf8(querySecret) + u"&v=${QUERY_VARIABLE}"_s;
    QCOMPARE(run({u"default-headers"_s, u"set"_s, u"X-Api-Key: "_s + QString::fromUtf8(defaultSecret)}).code, 0);
    QCOMPARE(run({u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, url, u"--event"_s, u"entry.create"_s, u"--retry"_s, u"off"_s,
                  u"--header"_s, u"Authorization: "_s + QString::fromUtf8(headerSecret), u"--secret-header-env"_s,
                  u"X-Plain-Name=SECRET_ENV"_s})
                 .code,
             0);
    QCOMPARE(run({u"trigger"_s, u"One"_s}).code, 1);
    const QString entry = m_cli->write(u"entry.json"_s, R"({"id":1})");
    const CliResult emitted
        = run({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, entry, u"--wait=30"_s});
    QCOMPARE(emitted.code, 1);
    QCOMPARE(receiver.requestCount(), 2);
    // They are what was sent.
    for (const ReceivedRequest &request : receiver.requests()) {
        QCOMPARE(request.header("Authorization"), QString::fromUtf8(headerSecret).toLatin1());
        QCOMPARE(request.header("X-Plain-Name"), environmentSecret);
        QCOMPARE(request.header("X-Api-Key"), defaultSecret);
        QVERIFY(request.requestLine().contains("token=" + querySecret + "&v=" + variableSecret));
    }
    const CliResult deliveries = run({u"deliveries"_s});
    QCOMPARE(deliveries.array().size(), 2);
    for (const QJsonValue &delivery : deliveries.array()) {
        QCOMPARE(run({u"delivery"_s, delivery[u"id"].toString()}).code, 0);
        if (!delivery[u"test"].toBool())
            QCOMPARE(run({u"resend"_s, delivery[u"id"].toString()}).code, 0);
    }
    for (const QStringList &arguments :
         {QStringList{u"list"_s}, {u"show"_s, u"One"_s}, {u"export"_s}, {u"default-headers"_s}})
        QCOMPARE(run(arguments).code, 0);

    QList<QByteArray> all;
    for (const QByteArray &secret :
         {headerSecret, bareSecret, environmentSecret, defaultSecret, querySecret, variableSecret})
        all += spellings(secret);
    for (const QByteArray &spelling : std::as_const(all)) {
        QVERIFY2(!m_said.contains(spelling), spelling.constData());
        const auto files = m_cli->snapshot();
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            const bool isItsStore = file.key().endsWith(u"/secrets.json"_s);
            // A literal secret in a URL is the webhook's own text: its file holds it, as `show` warns.
            const bool isItsUrl = file.key().contains(u"/webhooks/"_s) && spelling == querySecret;
            if (!isItsStore && !isItsUrl)
                QVERIFY2(!file->contains(spelling), qPrintable(file.key() + u" holds "_s + QString::fromUtf8(spelling)));
        }
    }
    QVERIFY(secretsFile().contains(defaultSecret)); // the test would find it
}

void TestCliSecrets::keptOnceAndSent()
{
    const CliResult added = run({u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--header"_s,
                                 u"X-Token: sesame-open-sesame"_s});
    QCOMPARE(added.code, 0);
    QVERIFY2(added.err.contains("secrets.json"), added.err.constData());
    const QJsonValue header = added.object().value(u"headers"_s).toArray().first();
    QVERIFY(header[u"value"].isNull());
    QCOMPARE(header[u"secret"].toBool(), true);
    const CliResult second = run({u"add"_s, u"--name"_s, u"Two"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--header"_s,
                                  u"X-Token: another-secret"_s});
    QVERIFY2(!second.err.contains("secrets.json"), second.err.constData()); // said once
    QFile file(m_cli->profile() + u"/secrets.json"_s);
    QCOMPARE(file.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
}

void TestCliSecrets::anotherOriginGetsNoSecret()
{
    LoopbackReceiver receiver;
    LoopbackReceiver other;
    const QString id = m_cli->add(u"One"_s, receiver.url().toString(), {u"--header"_s, u"X-Token: sesame-open"_s});
    QCOMPARE(run({u"edit"_s, id, u"--url"_s, receiver.url(u"/elsewhere"_s).toString()}).code, 0);
    QCOMPARE(run({u"trigger"_s, id}).code, 0);
    QCOMPARE(receiver.requests().constFirst().header("X-Token"), "sesame-open");
    const CliResult moved = run({u"edit"_s, id, u"--url"_s, other.url().toString()});
    QCOMPARE(moved.code, 0);
    QVERIFY2(moved.err.contains("X-Token"), moved.err.constData());
    const CliResult refused = run({u"trigger"_s, id});
    QCOMPARE(refused.code, 65);
    QVERIFY2(refused.err.contains("X-Token"), refused.err.constData());
    QCOMPARE(refused.object().value(u"outcome"_s).toString(), u"invalid-request"_s);
    QCOMPARE(other.requestCount(), 0);
    QVERIFY(!secretsFile().contains("sesame-open"));
    QCOMPARE(run({u"edit"_s, id, u"--header"_s, u"X-Token: sesame-anew"_s}).code, 0);
    QCOMPARE(run({u"trigger"_s, id}).code, 0);
    QCOMPARE(other.requests().constFirst().header("X-Token"), "sesame-anew");
}

void TestCliSecrets::clearFilesAreMigrated()
{
    LoopbackReceiver receiver;
    const QString id = m_cli->add(u"One"_s, receiver.url().toString());
    QFile file(m_cli->profile() + u"/webhooks/"_s + id + u".ini"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    file.close();
    bytes.replace("headers=[]", R"(headers="[{\"name\":\"X-Token\",\"value\":\"sesame-open\"}]")");
    QVERIFY(bytes.contains("sesame"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();

    const CliResult triggered = run({u"trigger"_s, id});
    QCOMPARE(triggered.code, 0);
    QVERIFY2(triggered.err.contains("kept apart"), triggered.err.constData());
    QCOMPARE(receiver.requests().constFirst().header("X-Token"), "sesame-open");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("sesame"));
    QVERIFY(!run({u"trigger"_s, id}).err.contains("kept apart")); // done once
    QCOMPARE(receiver.requests().constLast().header("X-Token"), "sesame-open");
}

void TestCliSecrets::rotationKeepsTheOldOne()
{
    const QString id = m_cli->add(u"One"_s, u"http://127.0.0.1:9/"_s);
    QCOMPARE(run({u"secret"_s, id, u"rotate"_s}).code, 65);
    const CliResult first = run({u"secret"_s, id, u"generate"_s});
    QCOMPARE(first.code, 0);
    const QString one = first.object().value(u"secret"_s).toString();
    QVERIFY(one.startsWith(u"whsec_"_s));
    QCOMPARE(run({u"secret"_s, id, u"generate"_s}).code, 65);
    const CliResult second = run({u"secret"_s, id, u"rotate"_s, u"--overlap"_s, u"2"_s});
    QCOMPARE(second.code, 0);
    const QString two = second.object().value(u"secret"_s).toString();
    QVERIFY(one != two);
    QVERIFY(secretsFile().contains(one.toUtf8()) && secretsFile().contains(two.toUtf8()));
    const CliResult shown = run({u"show"_s, id});
    const QJsonArray keys = shown.object().value(u"signingKeys"_s).toArray();
    QCOMPARE(keys.size(), 2);
    QVERIFY(keys.first()[u"endsAt"].isNull() && !keys.last()[u"endsAt"].isNull());
    QVERIFY(!shown.out.contains(two.toUtf8()));
    QCOMPARE(run({u"secret"_s, id, u"rotate"_s, u"--overlap"_s, u"-1"_s}).code == 0, false);
    QCOMPARE(run({u"secret"_s, id, u"end-old"_s}).code, 0);
    QVERIFY(!secretsFile().contains(one.toUtf8()) && secretsFile().contains(two.toUtf8()));
}

/// What is sent is signed, tests as well, and `verify` checks it with the secret that the webhook has.
void TestCliSecrets::signedAndVerified()
{
    LoopbackReceiver receiver;
    const QString id = m_cli->add(u"One"_s, receiver.url().toString(),
                                  {u"--event"_s, u"entry.create"_s, u"--sign"_s, u"standard"_s, u"--sign"_s, u"github"_s});
    QCOMPARE(run({u"secret"_s, id, u"generate"_s}).code, 0);
    QCOMPARE(run({u"trigger"_s, id}).code, 0);
    const QString entry = m_cli->write(u"entry.json"_s, R"({"id":1})");
    QCOMPARE(run({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, entry, u"--wait=30"_s}).code, 0);
    QCOMPARE(receiver.requestCount(), 2);
    QStringList ids;
    const QJsonArray deliveries = run({u"deliveries"_s}).array();
    for (const QJsonValue &delivery : deliveries)
        ids.append(delivery[u"id"].toString());
    for (const ReceivedRequest &request : receiver.requests()) {
        QVERIFY(ids.contains(QString::fromLatin1(request.header("webhook-id"))));
        QByteArray headers;
        for (const char *name : {"webhook-id", "webhook-timestamp", "webhook-signature", "X-Hub-Signature-256"})
            headers += QByteArray(name) + ": " + request.header(name) + "\r\n";
        const QStringList verify{u"verify"_s,    id,
                                 u"--headers"_s, m_cli->write(u"headers.txt"_s, headers),
                                 u"--body"_s,    m_cli->write(u"body.json"_s, request.body())};
        const CliResult verified = run(verify);
        QVERIFY2(verified.code == 0, (verified.out + verified.err).constData());
        QCOMPARE(verified.object().value(u"signatures"_s).toArray().size(), 2);
    }
    QCOMPARE(run({u"secret"_s, id, u"rotate"_s, u"--overlap"_s, u"0"_s}).code, 0);
    QCOMPARE(run({u"trigger"_s, id}).code, 0);
    QVERIFY(receiver.requests().at(2).header("webhook-signature") != receiver.requests().at(0).header("webhook-signature"));
}

void TestCliSecrets::noKeyNothingIsSent()
{
    LoopbackReceiver receiver;
    const QString id = m_cli->add(u"One"_s, receiver.url().toString(),
                                  {u"--event"_s, u"entry.create"_s, u"--retry"_s, u"off"_s, u"--sign"_s, u"standard"_s});
    const CliResult triggered = run({u"trigger"_s, id});
    QCOMPARE(triggered.code, 65);
    QCOMPARE(triggered.object()[u"outcome"].toString(), u"invalid-request"_s);
    const QString entry = m_cli->write(u"entry.json"_s, R"({"id":1})");
    QVERIFY(run({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, entry, u"--wait=30"_s}).code != 0);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestCliSecrets::badSecrets_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("empty") << QByteArray() << QByteArray("not set or empty");
    QTest::newRow("public key") << QByteArray("whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") << QByteArray("public key");
    QTest::newRow("not Base64") << QByteArray("whsec_MfKQ9r8GKY!!!!") << QByteArray("not base64");
}

void TestCliSecrets::badSecrets()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, said);
    qputenv("BAD_SECRET", secret);
    const CliResult refused = run({u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--sign"_s,
                                   u"standard"_s, u"--secret-env"_s, u"BAD_SECRET"_s});
    QCOMPARE(refused.code, 65);
    QVERIFY2(refused.err.contains(said), refused.err.constData());
    QVERIFY(secret.isEmpty() || !refused.err.contains(secret));
    QVERIFY(m_cli->snapshot().isEmpty()); // nothing was written
}

void TestCliSecrets::importedSecretsMustBeEntered()
{
    LoopbackReceiver receiver;
    const QString id
        = m_cli->add(u"One"_s, receiver.url().toString(), {u"--secret-header-env"_s, u"X-Plain-Name=SECRET_ENV"_s});
    const QString exported = m_cli->write(u"export.json"_s, run({u"export"_s}).out);
    QCOMPARE(run({u"remove"_s, id}).code, 0);
    const CliResult imported = run({u"import"_s, exported});
    QCOMPARE(imported.code, 0);
    QVERIFY2(imported.err.contains("X-Plain-Name"), imported.err.constData());
    QCOMPARE(run({u"trigger"_s, id}).code, 65);
    QCOMPARE(receiver.requestCount(), 0);
    QCOMPARE(run({u"show"_s, id}).object().value(u"problems"_s).toArray().size(), 1);
    QCOMPARE(run({u"edit"_s, id, u"--secret-header-env"_s, u"X-Plain-Name=SECRET_ENV"_s}).code, 0);
    QCOMPARE(run({u"trigger"_s, id}).code, 0);
    QCOMPARE(receiver.requests().constFirst().header("X-Plain-Name"), environmentSecret);
}

void TestCliSecrets::argumentsAreWarnedOf()
{
    const auto isWarned = [this](const QStringList &arguments) {
        const CliResult result = m_cli->run(arguments);
        return result.code == 0 && result.err.contains("--secret-header-env") && !result.err.contains("sesame");
    };
    const QStringList add{u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--header"_s};
    QVERIFY(isWarned(add + QStringList{u"Authorization: sesame"_s}));
    QVERIFY(isWarned({u"edit"_s, u"One"_s, u"--header"_s, u"X-Token: sesame"_s}));
    QVERIFY(isWarned({u"default-headers"_s, u"set"_s, u"X-Token: sesame"_s}));
    QVERIFY(!isWarned({u"edit"_s, u"One"_s, u"--header"_s, u"X-Token: ${TOKEN}"_s, u"--header"_s, u"X-A: 1"_s}));
    QVERIFY(!isWarned({u"default-headers"_s, u"set"_s, u"X-A: 1"_s}));
}

void TestCliSecrets::defaultHeaderFromEnvironment()
{
    const QStringList set{u"default-headers"_s, u"set"_s, u"--secret-header-env"_s, u"X-Plain-Name=SECRET_ENV"_s};
    const CliResult result = m_cli->json(set + QStringList{u"X-A: 1"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.array().size(), 2);
    QCOMPARE(result.array()[1][u"value"], QJsonValue());
    QCOMPARE(result.array()[1][u"secret"].toBool(), true);
    QVERIFY(!(result.out + result.err).contains(environmentSecret));
    QVERIFY(secretsFile().contains("9876543210"));
    QCOMPARE(m_cli->run(set).code, 0);
    QCOMPARE(m_cli->run({u"default-headers"_s, u"remove"_s, u"X-A"_s, u"--secret-header-env"_s, u"X-B=SECRET_ENV"_s}).code,
             64);
    QCOMPARE(m_cli->run({u"default-headers"_s, u"--secret-header-env"_s, u"X-B=SECRET_ENV"_s}).code, 64);
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"--secret-header-env"_s, u"X-B=NOT_THERE_AT_ALL"_s}).code, 65);
}

void TestCliSecrets::removeForgets()
{
    const QString id = m_cli->add(u"One"_s, u"http://127.0.0.1:9/"_s, {u"--header"_s, u"X-Token: sesame-open"_s});
    QCOMPARE(run({u"secret"_s, id, u"generate"_s}).code, 0);
    QVERIFY(secretsFile().contains("whsec_"));
    QCOMPARE(run({u"remove"_s, id}).code, 0);
    QVERIFY(!secretsFile().isEmpty());
    QVERIFY(!secretsFile().contains("whsec_") && !secretsFile().contains("sesame"));
}

/// The first version reads files up to schema version 1: one with secrets bears 2, one without stays as it was.
void TestCliSecrets::olderVersionOpensReadOnly()
{
    const QString plain = m_cli->add(u"One"_s, u"http://127.0.0.1:9/"_s, {u"--header"_s, u"X-A: plain"_s});
    const QString secret = m_cli->add(u"Two"_s, u"http://127.0.0.1:9/"_s, {u"--header"_s, u"X-Token: sesame-open"_s});
    const auto files = m_cli->snapshot();
    QVERIFY(files.value(m_cli->profile() + u"/webhooks/"_s + plain + u".ini"_s).contains("schemaVersion=1"));
    QVERIFY(files.value(m_cli->profile() + u"/webhooks/"_s + secret + u".ini"_s).contains("schemaVersion=2"));
}

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_clisecrets.moc"
