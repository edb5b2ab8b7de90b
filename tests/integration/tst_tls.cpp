// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "integration/wire.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// https: whom the sender believes, what it tells of a connection, and how each refusal is named.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void success();
    void byName();
    void refusedCertificate_data();
    void refusedCertificate();
    void notTrusted();
    void noTlsAnswer_data();
    void noTlsAnswer();
    void httpToATlsPort();
    void outcomes_data();
    void outcomes();
    void reusedConnection();
    void trustBelongsToTheManager();
};

namespace {

/// The certificate that a receiver shows, as its file has it.
QByteArray fingerprint(const QString &file)
{
    const auto certificates = QSslCertificate::fromPath(QStringLiteral(TEST_DATA "/tls/") + file);
    return certificates.first().digest(QCryptographicHash::Sha256).toHex();
}

} // namespace

void TestTls::success()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(timelineText(attempt), u"queued connecting securing sending waiting receiving"_s);
    QVERIFY(attempt.tls);
    QCOMPARE(attempt.tls->protocol, u"TLSv1.3"_s);
    QVERIFY(!attempt.tls->cipher.isEmpty());
    QCOMPARE(attempt.tls->subject, u"CN=localhost"_s);
    QCOMPARE(attempt.tls->issuer, u"CN=Hookpanel test authority"_s);
    QVERIFY(attempt.tls->names.contains(u"localhost"_s));
    QVERIFY(attempt.tls->names.contains(u"127.0.0.1"_s));
    QCOMPARE(attempt.tls->notBefore, QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(attempt.tls->notAfter, QDateTime(QDate(2099, 12, 31), QTime(23, 59, 59), Qt::UTC));
    QCOMPARE(attempt.tls->sha256, fingerprint(u"server.pem"_s));
    QCOMPARE(receiver.requestCount(), 1);
    // N17: the receiver offers HTTP/2, and nobody takes it.
    QCOMPARE(receiver.requests().constFirst().requestLine(), "POST /hook HTTP/1.1");
}

void TestTls::byName()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    QUrl url = receiver.url();
    url.setHost(u"localhost"_s);
    const Attempt attempt = wire.run(requestTo(url));
    if (!knowsLocalhost()) {
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Dns);
        return;
    }
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestTls::refusedCertificate_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<TlsFault>("fault");
    QTest::addColumn<QString>("certificate");
    QTest::newRow("expired") << Security::Expired << TlsFault::Expired << u"expired.pem"_s;
    QTest::newRow("not yet valid") << Security::NotYetValid << TlsFault::NotYetValid << u"not-yet.pem"_s;
    QTest::newRow("self-signed") << Security::SelfSigned << TlsFault::SelfSigned << u"self-signed.pem"_s;
    QTest::newRow("wrong host") << Security::WrongHost << TlsFault::WrongHost << u"wrong-host.pem"_s;
    QTest::newRow("no common cipher") << Security::NoCommonCipher << TlsFault::NoCommonProtocol << QString();
}

/// N7: the receiver of a refused certificate sees no request.
void TestTls::refusedCertificate()
{
    QFETCH(Security, security);
    QFETCH(TlsFault, fault);
    QFETCH(QString, certificate);
    LoopbackReceiver receiver(security);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
    QCOMPARE(attempt.outcome->tlsFault, fault);
    QCOMPARE(timelineText(attempt), u"queued connecting securing"_s);
    QCOMPARE(attempt.tls.has_value(), !certificate.isEmpty());
    if (attempt.tls)
        QCOMPARE(attempt.tls->sha256, fingerprint(certificate)); // shown, although it was refused
    QCOMPARE(receiver.requestCount(), 0);
}

void TestTls::notTrusted()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire; // trusts the system's authorities only
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
    QCOMPARE(attempt.outcome->tlsFault, TlsFault::NotTrusted);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestTls::noTlsAnswer_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("http") << Answer::status(400, "plain HTTP here").atConnect();
    QTest::newRow("ssh") << Answer::sshBanner();
    QTest::newRow("closes") << Answer::closeBeforeReply().atConnect();
    QTest::newRow("resets") << Answer::reset().atConnect();
}

/// N15: something listens, and it does not speak TLS. (One that says nothing at all runs into the deadline, in the phase
/// "securing": see tst_wirephases.)
void TestTls::noTlsAnswer()
{
    QFETCH(Answer, answer);
    LoopbackReceiver receiver;
    receiver.answer(answer);
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url(u"/hook"_s, u"https"_s)));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
    QCOMPARE(attempt.outcome->tlsFault, TlsFault::NoTlsAnswer);
    QCOMPARE(attempt.phase, Phase::Securing);
    QVERIFY(!attempt.tls);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestTls::httpToATlsPort()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    const Attempt attempt = wire.run(requestTo(receiver.url(u"/hook"_s, u"http"_s)));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Dropped);
    QCOMPARE(receiver.requestCount(), 0);
}

void TestTls::outcomes_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("404") << Answer::status(404, "no") << u"rejected"_s;
    QTest::newRow("redirect") << Answer::redirect(308, "/elsewhere") << u"redirected"_s;
    QTest::newRow("close before reply") << Answer::closeBeforeReply() << u"dropped"_s;
    QTest::newRow("reset") << Answer::reset() << u"dropped"_s;
    QTest::newRow("partial status line") << Answer::partialStatusLine() << u"dropped"_s;
    QTest::newRow("garbage") << Answer::garbage("hello") << u"dropped"_s;
    QTest::newRow("short body") << Answer::shortBody(200, 100, "ab") << u"incomplete"_s;
    QTest::newRow("until close") << Answer::garbage("HTTP/1.0 200 OK\r\n\r\nhello") << u"success"_s;
    QTest::newRow("much until close") << Answer::garbage("HTTP/1.0 200 OK\r\n\r\n" + QByteArray(1'000'000, 'm'))
                                      << u"success"_s;
}

/// One attempt is one request under TLS as well.
void TestTls::outcomes()
{
    QFETCH(Answer, answer);
    QFETCH(QString, outcome);
    LoopbackReceiver receiver(Security::Trusted);
    receiver.answer(answer);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const Attempt attempt = wire.run(requestTo(receiver.url()));
    QCOMPARE(outcomeKey(attempt.outcome->kind), outcome);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.connectionCount(), 1);
}

/// N16: what a reused connection did not do is not measured.
void TestTls::reusedConnection()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const Attempt first = wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
    const Attempt second = wire.run(requestTo(receiver.url()), ConnectionUse::Reuse);
    QCOMPARE(timelineText(first), u"queued connecting securing sending waiting receiving"_s);
    QVERIFY(!first.connectionReused);
    QCOMPARE(timelineText(second), u"queued (connecting) (securing) sending waiting receiving"_s);
    QVERIFY(second.connectionReused);
    QCOMPARE(second.outcome->kind, OutcomeKind::Success);
    if (second.tls) // 6.4.2 tells nothing of the certificate of a connection that was secured for another request
        qInfo("Qt %s tells of the certificate of a reused connection", qVersion());
    QCOMPARE(receiver.connectionCount(), 1);
    QCOMPARE(receiver.requestCount(), 2);
}

/// N6: TLS settings stick to cached connections, so that they stay with the manager that was made for them.
void TestTls::trustBelongsToTheManager()
{
    LoopbackReceiver receiver(Security::Trusted);
    Wire wire;
    QCOMPARE(wire.run(requestTo(receiver.url()), ConnectionUse::Reuse).outcome->tlsFault, TlsFault::NotTrusted);
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    QCOMPARE(wire.run(requestTo(receiver.url()), ConnectionUse::Fresh).outcome->kind, OutcomeKind::Success);
    QCOMPARE(wire.run(requestTo(receiver.url()), ConnectionUse::Reuse).outcome->tlsFault, TlsFault::NotTrusted);
    wire.sender.setExtraCertificates({});
    QCOMPARE(wire.run(requestTo(receiver.url()), ConnectionUse::Fresh).outcome->tlsFault, TlsFault::NotTrusted);
    QCOMPARE(receiver.requestCount(), 1);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestTls)

#include "tst_tls.moc"
