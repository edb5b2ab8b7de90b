// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include "core/retrypolicy.h"
#include "core/words.h"
#include "delivery/tlsmaterial.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

using Trust = TlsPolicy::Trust;

namespace {

const QString passphrase = u"open sesame"_s;

QString file(const QString &name)
{
    return QStringLiteral(TEST_DATA "/tls/") + name;
}

TlsPolicy extraCa(const QString &name = u"ca.pem"_s)
{
    TlsPolicy policy;
    policy.trust = Trust::ExtraCa;
    policy.caFile = file(name);
    return policy;
}

/// The certificate in this file and no other.
TlsPolicy pinned(const QString &name)
{
    TlsPolicy policy;
    policy.trust = Trust::Pinned;
    policy.pin = QSslCertificate::fromPath(file(name)).first().digest(QCryptographicHash::Sha256).toHex();
    return policy;
}

TlsPolicy withClient(TlsPolicy policy, const QString &key = u"client-key.pem"_s,
                     const QString &certificate = u"client.pem"_s)
{
    policy.clientCertificate = file(certificate);
    policy.clientKey = file(key);
    return policy;
}

PreparedRequest requestWith(const QUrl &url, const TlsPolicy &policy, const QString &secret = {})
{
    PreparedRequest request = requestTo(url);
    request.tls = policy;
    request.tlsPassphrase = secret;
    return request;
}

/// The greeting of a server that speaks TLS 1.1 at most: a whole ServerHello of that version.
QByteArray helloOfTls11()
{
    const QByteArray body = QByteArray("\x03\x02", 2) + QByteArray(32, 'r') + QByteArray("\x00\xc0\x13\x00", 4);
    const QByteArray message = QByteArray("\x02\x00\x00", 3) + char(body.size()) + body;
    return QByteArray("\x16\x03\x02\x00", 4) + char(message.size()) + message;
}

} // namespace

/// Whom a webhook trusts, one policy each: a further authority, one certificate by its fingerprint, a client certificate.
/// Nothing leaves before that is settled.
class TestTlsPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void policies_data();
    void policies();
    void wrongPinIsNotRetried();
    void policiesDoNotMix();
    void clientCertificate_data();
    void clientCertificate();
    void opensslServer_data();
    void opensslServer();
    void tls11_data();
    void tls11();
    void renewedFile();
    void badMaterial_data();
    void badMaterial();
    void plainHttpNeedsNoFiles();
    void daysLeft();
};

void TestTlsPolicy::policies_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<TlsPolicy>("policy");
    QTest::addColumn<std::optional<TlsFault>>("fault"); // nothing: it is delivered

    using Fault = std::optional<TlsFault>;
    const auto row = [](const char *title, Security security, const TlsPolicy &policy, Fault fault) {
        QTest::newRow(title) << security << policy << fault;
    };
    row("system alone", Security::Trusted, {}, TlsFault::NotTrusted);
    row("extra authority", Security::Trusted, extraCa(), {});
    row("another authority", Security::Trusted, extraCa(u"wrong-host.pem"_s), TlsFault::NotTrusted);
    row("extra authority, expired", Security::Expired, extraCa(), TlsFault::Expired);
    row("extra authority, wrong host", Security::WrongHost, extraCa(), TlsFault::WrongHost);
    row("extra authority, self-signed", Security::SelfSigned, extraCa(), TlsFault::SelfSigned);
    row("self-signed as its own authority", Security::SelfSigned, extraCa(u"self-signed.pem"_s), {});
    row("pinned", Security::Trusted, pinned(u"server.pem"_s), {});
    row("pinned, self-signed", Security::SelfSigned, pinned(u"self-signed.pem"_s), {});
    row("pinned, expired", Security::Expired, pinned(u"expired.pem"_s), {});
    row("pinned, not yet valid", Security::NotYetValid, pinned(u"not-yet.pem"_s), {});
    row("pinned, wrong host", Security::WrongHost, pinned(u"wrong-host.pem"_s), {});
    row("another one pinned", Security::Trusted, pinned(u"self-signed.pem"_s), TlsFault::WrongCertificate);
    row("its authority pinned", Security::Trusted, pinned(u"ca.pem"_s), TlsFault::WrongCertificate);
    row("another one pinned, self-signed", Security::SelfSigned, pinned(u"server.pem"_s), TlsFault::WrongCertificate);
    row("no common cipher", Security::NoCommonCipher, pinned(u"server.pem"_s), TlsFault::NoCommonProtocol);
}

void TestTlsPolicy::policies()
{
    QFETCH(Security, security);
    QFETCH(TlsPolicy, policy);
    QFETCH(std::optional<TlsFault>, fault);
    for (const ConnectionUse use : {ConnectionUse::Fresh, ConnectionUse::Reuse}) {
        LoopbackReceiver receiver(security);
        Wire wire;
        const Attempt attempt = wire.run(requestWith(receiver.url(), policy), use);
        QCOMPARE(attempt.outcome->kind, fault ? OutcomeKind::Tls : OutcomeKind::Success);
        QCOMPARE(attempt.outcome->tlsFault, fault.value_or(TlsFault::None));
        QCOMPARE(receiver.requestCount(), fault ? 0 : 1);
    }
}

/// Also where the system would trust the certificate that came: the pin stands alone. And a second try brings nothing.
void TestTlsPolicy::wrongPinIsNotRetried()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    QCOMPARE(wire.run(requestTo(receiver.url())).outcome->kind, OutcomeKind::Success);
    const Attempt attempt = wire.run(requestWith(receiver.url(), pinned(u"expired.pem"_s)));
    QCOMPARE(attempt.outcome->tlsFault, TlsFault::WrongCertificate);
    QVERIFY(!retrypolicy::isRetried(*attempt.outcome));
    QVERIFY(Words::of(*attempt.outcome).contains(u"another certificate"_s));
    QVERIFY(attempt.tls); // what came is told, so that it can be compared and trusted
    QCOMPARE(attempt.tls->sha256, pinned(u"server.pem"_s).pin);
    QCOMPARE(receiver.requestCount(), 1);
}

/// N6: each policy has a manager of its own, or an open connection of a more trusting one would be used.
void TestTlsPolicy::policiesDoNotMix()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    const auto faultOf = [&](const TlsPolicy &policy) {
        return wire.run(requestWith(receiver.url(), policy), ConnectionUse::Reuse).outcome->tlsFault;
    };
    QCOMPARE(faultOf(pinned(u"server.pem"_s)), TlsFault::None);
    QCOMPARE(faultOf({}), TlsFault::NotTrusted);
    QCOMPARE(faultOf(pinned(u"expired.pem"_s)), TlsFault::WrongCertificate);
    QCOMPARE(faultOf(extraCa()), TlsFault::None);
    QCOMPARE(faultOf({}), TlsFault::NotTrusted);
    QCOMPARE(receiver.requestCount(), 2);
    const int connections = receiver.connectionCount();
    QCOMPARE(faultOf(pinned(u"server.pem"_s)), TlsFault::None);
    QCOMPARE(receiver.connectionCount(), connections); // the one that was open for it
}

void TestTlsPolicy::clientCertificate_data()
{
    QTest::addColumn<TlsPolicy>("policy");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << extraCa() << QString() << false;
    QTest::newRow("one") << withClient(extraCa()) << QString() << true;
    QTest::newRow("one that is locked") << withClient(extraCa(), u"client-key-locked.pem"_s) << passphrase << true;
    QTest::newRow("an unknown one") << withClient(extraCa(), u"key.pem"_s, u"self-signed.pem"_s) << QString() << false;
    QTest::newRow("with a pinned receiver") << withClient(pinned(u"server.pem"_s)) << QString() << true;
}

/// Whoever wants a certificate and gets none that it knows sees no request.
void TestTlsPolicy::clientCertificate()
{
    QFETCH(TlsPolicy, policy);
    QFETCH(QString, secret);
    QFETCH(bool, accepted);
    for (const Security security : {Security::WantsClient12, Security::WantsClient}) {
        LoopbackReceiver receiver(security);
        Wire wire;
        const Attempt attempt = wire.run(requestWith(receiver.url(), policy, secret));
        QCOMPARE(attempt.outcome->kind == OutcomeKind::Success, accepted);
        QCOMPARE(receiver.requestCount(), accepted ? 1 : 0);
    }
}

void TestTlsPolicy::opensslServer_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<TlsPolicy>("policy");
    QTest::addColumn<TlsFault>("fault");
    const QStringList wantsClient{u"-Verify"_s, u"1"_s, u"-verify_return_error"_s, u"-CAfile"_s, file(u"ca.pem"_s)};
    QTest::newRow("client certificate wanted") << wantsClient << extraCa() << TlsFault::ClientCertificateWanted;
    QTest::newRow("another client certificate wanted")
        << wantsClient << withClient(extraCa(), u"key.pem"_s, u"self-signed.pem"_s) << TlsFault::ClientCertificateWanted;
    QTest::newRow("pinned, client certificate wanted")
        << wantsClient << pinned(u"server.pem"_s) << TlsFault::ClientCertificateWanted;
    const QStringList tls11{u"-tls1_1"_s, u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s};
    QTest::newRow("TLS 1.1 only") << tls11 << extraCa() << TlsFault::NoCommonProtocol;
    QTest::newRow("TLS 1.1 only, pinned") << tls11 << pinned(u"server.pem"_s) << TlsFault::NoCommonProtocol;
}

/// A server that is not Qt's says why it refuses. With TLS 1.3 it does so when the handshake is over for us: it is told as
/// a fault of TLS all the same.
void TestTlsPolicy::opensslServer()
{
    QFETCH(QStringList, options);
    QFETCH(TlsPolicy, policy);
    QFETCH(TlsFault, fault);
    QTcpServer finder;
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    const QString port = QString::number(finder.serverPort());
    finder.close();
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy ready(&server, &QProcess::readyRead);
    server.start(u"openssl"_s,
                 QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:"_s + port, u"-cert"_s, file(u"server.pem"_s),
                             u"-key"_s, file(u"key.pem"_s), u"-www"_s}
                     + options);
    QByteArray output;
    while (!output.contains("ACCEPT") && (server.bytesAvailable() > 0 || ready.wait(30'000)))
        output += server.readAll();
    QVERIFY2(output.contains("ACCEPT"), output.constData());
    Wire wire;
    const Attempt attempt = wire.run(requestWith(QUrl(u"https://127.0.0.1:%1/"_s.arg(port)), policy));
    server.kill();
    server.waitForFinished();
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
    QCOMPARE(attempt.outcome->tlsFault, fault);
}

void TestTlsPolicy::tls11_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("ServerHello") << helloOfTls11();
    QTest::newRow("alert protocol_version") << QByteArray("\x15\x03\x02\x00\x02\x02\x46", 7);
}

void TestTlsPolicy::tls11()
{
    QFETCH(QByteArray, bytes);
    for (const TlsPolicy &policy : {TlsPolicy(), pinned(u"server.pem"_s)}) {
        LoopbackReceiver receiver;
        receiver.answer(Answer::garbage(bytes).atConnect());
        Wire wire;
        const Attempt attempt = wire.run(requestWith(receiver.url(u"/hook"_s, u"https"_s), policy));
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
        QCOMPARE(attempt.outcome->tlsFault, TlsFault::NoCommonProtocol);
    }
}

/// A file that was renewed counts at once, without a restart.
void TestTlsPolicy::renewedFile()
{
    QTemporaryDir folder;
    TlsPolicy policy;
    policy.trust = Trust::ExtraCa;
    policy.caFile = folder.filePath(u"ca.pem"_s);
    QVERIFY(QFile::copy(file(u"wrong-host.pem"_s), policy.caFile));
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    const auto run = [&] { return wire.run(requestWith(receiver.url(), policy), ConnectionUse::Reuse); };
    QCOMPARE(run().outcome->tlsFault, TlsFault::NotTrusted);
    QVERIFY(QFile::remove(policy.caFile) && QFile::copy(file(u"ca.pem"_s), policy.caFile));
    QCOMPARE(run().outcome->kind, OutcomeKind::Success);
}

void TestTlsPolicy::badMaterial_data()
{
    QTest::addColumn<TlsPolicy>("policy");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *title, const TlsPolicy &policy, ErrorCode code, const QString &secret = {}) {
        QTest::newRow(title) << policy << secret << code;
    };
    row("no such file", extraCa(u"nowhere.pem"_s), ErrorCode::TlsFileUnreadable);
    row("a folder", extraCa(u"."_s), ErrorCode::TlsFileUnreadable);
    row("a key as authority", extraCa(u"key.pem"_s), ErrorCode::TlsNoCertificate);
    row("a script as authority", extraCa(u"make.sh"_s), ErrorCode::TlsNoCertificate);
    row("no client certificate", withClient({}, u"client-key.pem"_s, u"nowhere.pem"_s), ErrorCode::TlsFileUnreadable);
    row("a key as client certificate", withClient({}, u"client-key.pem"_s, u"key.pem"_s), ErrorCode::TlsNoCertificate);
    row("no key", withClient({}, u"nowhere.pem"_s), ErrorCode::TlsFileUnreadable);
    row("a certificate as key", withClient({}, u"client.pem"_s), ErrorCode::TlsNoKey);
    row("a key of another", withClient({}, u"key.pem"_s), ErrorCode::TlsKeyOfAnother);
    row("no passphrase", withClient({}, u"client-key-locked.pem"_s), ErrorCode::TlsPassphraseMissing);
    row("wrong passphrase", withClient({}, u"client-key-locked.pem"_s), ErrorCode::TlsPassphraseWrong, u"sesame"_s);
}

/// Each has its own sentence, and nothing is sent.
void TestTlsPolicy::badMaterial()
{
    QFETCH(TlsPolicy, policy);
    QFETCH(QString, secret);
    QFETCH(ErrorCode, code);
    const auto material = loadTlsMaterial(policy, secret);
    QVERIFY(!material);
    QCOMPARE(material.error().code, code);
    QVERIFY(secret.isEmpty() || !Words::of(material.error()).contains(secret));
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    const Attempt attempt = wire.run(requestWith(receiver.url(), policy, secret));
    // Files may be replaced just now, and are read again for the next attempt.
    const bool isFile = code != ErrorCode::TlsPassphraseMissing && code != ErrorCode::TlsPassphraseWrong;
    QCOMPARE(attempt.outcome->kind, isFile ? OutcomeKind::NeverSent : OutcomeKind::InvalidRequest);
    QCOMPARE(retrypolicy::isRetried(*attempt.outcome), isFile);
    QCOMPARE(attempt.outcome->error, std::optional(material.error()));
    QVERIFY(Words::of(*attempt.outcome).contains(Words::of(material.error())));
    QVERIFY(attempt.startedAt.isValid());
    QCOMPARE(receiver.connectionCount(), 0);
}

void TestTlsPolicy::plainHttpNeedsNoFiles()
{
    LoopbackReceiver receiver;
    Wire wire;
    QCOMPARE(wire.run(requestWith(receiver.url(), extraCa(u"nowhere.pem"_s))).outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestTlsPolicy::daysLeft()
{
    const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    TlsInfo tls;
    QCOMPARE(tls.daysLeft(now), std::nullopt);
    const auto leftAt = [&tls, &now](qint64 seconds) {
        tls.notAfter = now.addSecs(seconds);
        return tls.daysLeft(now);
    };
    constexpr qint64 day = 86400;
    QCOMPARE(leftAt(30 * day), std::optional<qint64>(30));
    QCOMPARE(leftAt(30 * day - 1), std::optional<qint64>(29));
    QCOMPARE(leftAt(1), std::optional<qint64>(0));
    QCOMPARE(leftAt(-1), std::optional<qint64>(-1));
    QCOMPARE(leftAt(-day - 1), std::optional<qint64>(-2));
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestTlsPolicy)

#include "tst_tlspolicy.moc"
