// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include "core/signaturecheck.h"
#include "support/program.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

namespace {

const SigningKey oldKey(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
const SigningKey newKey(u"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"_s);

/// Bytes of every kind: what is signed must be what leaves, whatever it is.
const QByteArray oddBody = "{ \"event\": \"order.paid\",\n \"createdAt\":\"2026-11-24T14:00:00.000Z\", \"n\": 1.50, "
                           "\"t\":\"\\u00e9 é 日本 😀\" }\r\n";

/// A signed request, as an attempt of a delivery or as a test makes it.
PreparedRequest signedRequest(const QUrl &url, const QStringList &schemes, const SigningKeys &keys,
                              const QByteArray &body = oddBody)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Under test"_s;
    webhook.url = url.toString(QUrl::FullyEncoded);
    webhook.signing = schemes;
    const DeliveryId delivery = DeliveryId::create();
    const QDateTime now = SystemClock().nowUtc();
    const auto request = prepareRequest(
        webhook, {}, Event{u"order.paid"_s, now, body}, [](const QString &) { return std::optional<QString>(); },
        DeliveryMark{delivery, 1}, Signing{keys, delivery, now.toSecsSinceEpoch()});
    if (!request)
        qFatal("The request of this test cannot be prepared");
    return *request;
}

QByteArray outputOf(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    QSignalSpy finished(&process, &QProcess::finished);
    if (process.state() != QProcess::NotRunning && !finished.wait(30'000))
        return {};
    return process.readAllStandardOutput();
}

/// The HMAC-SHA256 of openssl's command line, in hexadecimal digits.
QByteArray opensslHmac(const QByteArray &key, const QByteArray &message)
{
    const QByteArray output = outputOf(
        u"openssl"_s,
        {u"dgst"_s, u"-sha256"_s, u"-mac"_s, u"HMAC"_s, u"-macopt"_s, u"hexkey:"_s + QString::fromLatin1(key.toHex())},
        message);
    return output.trimmed().right(64);
}

} // namespace

/// Signatures as they leave, judged by programs that are not ours: openssl, the webhook server of Debian, and the receivers
/// of our manual in Python and in Node.js.
class TestSignatures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void opensslAgrees();
    void debiansWebhook();
    void manualsReceivers_data();
    void manualsReceivers();
};

/// What is on the wire, byte for byte, against another implementation of HMAC.
void TestSignatures::opensslAgrees()
{
    LoopbackReceiver receiver;
    Wire wire;
    const QStringList schemes{u"standard"_s, u"github"_s, u"strapi"_s};
    const Attempt attempt = wire.run(signedRequest(receiver.url(), schemes, {newKey, oldKey}));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
    const ReceivedRequest request = receiver.requests().constFirst();
    QCOMPARE(request.body(), oddBody);

    const QByteArray prefix = request.header("webhook-id") + '.' + request.header("webhook-timestamp") + '.';
    QByteArrayList wanted;
    for (const SigningKey &key : {newKey, oldKey}) {
        const QByteArray bytes = QByteArray::fromBase64(key.text().mid(6).toLatin1());
        wanted.append("v1," + QByteArray::fromHex(opensslHmac(bytes, prefix + request.body())).toBase64());
    }
    QCOMPARE(request.header("webhook-signature"), wanted.join(' '));
    const QByteArray ofBody = "sha256=" + opensslHmac(newKey.text().toUtf8(), request.body());
    QCOMPARE(ofBody.size(), 7 + 64);
    QCOMPARE(request.header("X-Hub-Signature-256"), ofBody);
    QCOMPARE(request.header("X-Strapi-Signature-256"), ofBody);
    QCOMPARE(request.header("webhook-id"), request.header("X-Hookpanel-Delivery"));

    SignatureHeaders headers;
    const QByteArrayList lines = request.headerLines();
    for (const QByteArray &line : lines)
        headers.append({line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1)});
    const qint64 now = SystemClock().nowUtc().toSecsSinceEpoch();
    QVERIFY(allFit(checkSignatures({headers, request.body()}, {newKey}, now, schemes)));
}

/// https://github.com/adnanh/webhook, as Debian has it: a receiver that many machines run.
void TestSignatures::debiansWebhook()
{
    QTemporaryDir folder;
    QFile hooks(folder.filePath(u"hooks.json"_s));
    QVERIFY(hooks.open(QIODevice::WriteOnly));
    hooks.write(R"([{"id":"signed","execute-command":"/bin/true","trigger-rule-mismatch-http-response-code":403,)"
                R"("trigger-rule":{"match":{"type":"payload-hmac-sha256","secret":")"
                + newKey.text().toUtf8() + R"(","parameter":{"source":"header","name":"X-Hub-Signature-256"}}}}])");
    hooks.close();
    QTcpServer finder;
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    const quint16 port = finder.serverPort();
    finder.close();
    Program webhook;
    const QString ready = webhook.start(
        u"webhook"_s,
        {u"-verbose"_s, u"-ip"_s, u"127.0.0.1"_s, u"-port"_s, QString::number(port), u"-hooks"_s, hooks.fileName()},
        QRegularExpression(u"(serving hooks on)"_s));
    QVERIFY(!ready.isEmpty());

    Wire wire;
    const QUrl url(u"http://127.0.0.1:%1/hooks/signed"_s.arg(port));
    const auto statusFor = [&](const SigningKeys &keys) {
        const Attempt attempt = wire.run(signedRequest(url, {u"github"_s}, keys, oddBody.trimmed()));
        return attempt.response ? attempt.response->status : 0;
    };
    QCOMPARE(statusFor({newKey}), 200);
    QCOMPARE(statusFor({newKey, oldKey}), 200); // in a rotation this scheme signs with the newest key alone
    QVERIFY(statusFor({oldKey}) >= 400); // 2.8.0 takes a wrong signature for an error (500), others for a mismatch (403)
    PreparedRequest changed = signedRequest(url, {u"github"_s}, {newKey}, oddBody.trimmed());
    changed.body.replace("1.50", "1.51");
    QVERIFY(wire.run(changed).response->status >= 400);
}

void TestSignatures::manualsReceivers_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("script");
    QTest::newRow("python") << u"python3"_s << u"receiver.py"_s;
    if (QStandardPaths::findExecutable(u"node"_s).isEmpty())
        qInfo("There is no Node.js here: its receiver is not run");
    else
        QTest::newRow("node") << u"node"_s << u"receiver.mjs"_s;
}

/// They take what Hookpanel signs through a whole rotation of the secret, and nothing else.
void TestSignatures::manualsReceivers()
{
    QFETCH(QString, program);
    QFETCH(QString, script);
    Wire wire;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    for (const SigningKey &known : {oldKey, newKey}) {
        environment.insert(u"WEBHOOK_SECRET"_s, known.text());
        Program receiver;
        const QString port = receiver.start(program, {receiverScript(script), u"0"_s},
                                            QRegularExpression(u"listening on port (\\d+)"_s), environment);
        QVERIFY(!port.isEmpty());
        const QUrl url(u"http://127.0.0.1:%1/hook"_s.arg(port));
        const auto statusFor = [&wire](const PreparedRequest &request) {
            const Attempt attempt = wire.run(request);
            return attempt.response ? attempt.response->status : 0;
        };
        const QStringList standard{u"standard"_s};
        QCOMPARE(statusFor(signedRequest(url, standard, {newKey, oldKey})), 204); // during the rotation
        QVERIFY(receiver.prints("accepted " + oddBody.trimmed()));
        QCOMPARE(statusFor(signedRequest(url, standard, {oldKey})), known == oldKey ? 204 : 401);
        QCOMPARE(statusFor(signedRequest(url, standard, {newKey})), known == newKey ? 204 : 401);
        QCOMPARE(statusFor(signedRequest(url, {}, {})), 401);

        PreparedRequest changed = signedRequest(url, standard, {newKey, oldKey});
        changed.body.replace("1.50", "1.51");
        QCOMPARE(statusFor(changed), 401);
        PreparedRequest old = signedRequest(url, standard, {newKey, oldKey});
        for (PreparedHeader &header : old.headers) {
            if (header.name == "webhook-timestamp")
                header.value = QByteArray::number(header.value.toLongLong() - 301);
        }
        QCOMPARE(statusFor(old), 401);
    }
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestSignatures)

#include "tst_signatures.moc"
