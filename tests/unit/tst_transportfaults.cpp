// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/transportfaults.h"

#include <QMetaEnum>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hookpanel {

class TestTransportFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networkErrors_data();
    void networkErrors();
    void everyNetworkErrorHasAPlace();
    void certificateErrors_data();
    void certificateErrors();
    void severalCertificateErrors_data();
    void severalCertificateErrors();
    void handshakes_data();
    void handshakes();
    void infoOfNothing();
};

void TestTransportFaults::networkErrors_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<TransportFault>("before"); // before the connection stood
    QTest::addColumn<TransportFault>("after");
    const auto row = [](QNetworkReply::NetworkError error, TransportFault before, TransportFault after) {
        QTest::newRow(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error)) << error << before << after;
    };
    const auto same = [row](QNetworkReply::NetworkError error, TransportFault fault) { row(error, fault, fault); };
    using Fault = TransportFault;
    same(QNetworkReply::NoError, Fault::None);
    same(QNetworkReply::ConnectionRefusedError, Fault::ConnectionRefused);
    same(QNetworkReply::RemoteHostClosedError, Fault::ConnectionClosed);
    same(QNetworkReply::HostNotFoundError, Fault::HostNotFound);
    row(QNetworkReply::TimeoutError, Fault::Unreachable, Fault::ConnectionClosed);
    same(QNetworkReply::OperationCanceledError, Fault::ConnectionClosed);
    same(QNetworkReply::SslHandshakeFailedError, Fault::TlsFailed);
    same(QNetworkReply::TemporaryNetworkFailureError, Fault::Unreachable);
    same(QNetworkReply::NetworkSessionFailedError, Fault::Unreachable);
    same(QNetworkReply::BackgroundRequestNotAllowedError, Fault::Unreachable);
    row(QNetworkReply::UnknownNetworkError, Fault::Unreachable, Fault::ConnectionClosed);
    same(QNetworkReply::ProxyConnectionRefusedError, Fault::ConnectionRefused);
    same(QNetworkReply::ProxyConnectionClosedError, Fault::ConnectionClosed);
    same(QNetworkReply::ProxyNotFoundError, Fault::HostNotFound);
    same(QNetworkReply::ProxyTimeoutError, Fault::Unreachable);
    same(QNetworkReply::ProxyAuthenticationRequiredError, Fault::Unreachable);
    row(QNetworkReply::UnknownProxyError, Fault::Unreachable, Fault::ConnectionClosed);
    same(QNetworkReply::ContentReSendError, Fault::ConnectionClosed);
    same(QNetworkReply::ProtocolUnknownError, Fault::ConnectionClosed);
    same(QNetworkReply::ProtocolInvalidOperationError, Fault::ConnectionClosed);
    same(QNetworkReply::ProtocolFailure, Fault::ConnectionClosed);
    for (const auto error :
         {QNetworkReply::TooManyRedirectsError, QNetworkReply::InsecureRedirectError, QNetworkReply::ContentAccessDenied,
          QNetworkReply::ContentOperationNotPermittedError, QNetworkReply::ContentNotFoundError,
          QNetworkReply::AuthenticationRequiredError, QNetworkReply::ContentConflictError, QNetworkReply::ContentGoneError,
          QNetworkReply::UnknownContentError, QNetworkReply::InternalServerError,
          QNetworkReply::OperationNotImplementedError, QNetworkReply::ServiceUnavailableError,
          QNetworkReply::UnknownServerError})
        same(error, Fault::None);
}

void TestTransportFaults::networkErrors()
{
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(TransportFault, before);
    QFETCH(TransportFault, after);
    QCOMPARE(transportFault(error, false), before);
    QCOMPARE(transportFault(error, true), after);
}

/// The table above is complete for the Qt that it was written for. A value of a newer Qt is no answer, whatever it is.
void TestTransportFaults::everyNetworkErrorHasAPlace()
{
    const QMetaEnum errors = QMetaEnum::fromType<QNetworkReply::NetworkError>();
    if (errors.keyCount() != 34)
        qInfo("Qt %s has %d network errors, not 34: see transportfaults.cpp", qVersion(), errors.keyCount());
    QCOMPARE(transportFault(static_cast<QNetworkReply::NetworkError>(500), true), TransportFault::ConnectionClosed);
}

void TestTransportFaults::certificateErrors_data()
{
    QTest::addColumn<QSslError::SslError>("error");
    QTest::addColumn<TlsFault>("fault");
    const auto row
        = [](QSslError::SslError error, TlsFault fault) { QTest::addRow("%d", static_cast<int>(error)) << error << fault; };
    row(QSslError::NoError, TlsFault::None);
    row(QSslError::CertificateExpired, TlsFault::Expired);
    row(QSslError::InvalidNotAfterField, TlsFault::Expired);
    row(QSslError::CertificateNotYetValid, TlsFault::NotYetValid);
    row(QSslError::InvalidNotBeforeField, TlsFault::NotYetValid);
    row(QSslError::HostNameMismatch, TlsFault::WrongHost);
    row(QSslError::SelfSignedCertificate, TlsFault::SelfSigned);
    row(QSslError::SelfSignedCertificateInChain, TlsFault::NotTrusted);
    row(QSslError::UnableToGetIssuerCertificate, TlsFault::NotTrusted);
    row(QSslError::UnableToGetLocalIssuerCertificate, TlsFault::NotTrusted);
    row(QSslError::UnableToVerifyFirstCertificate, TlsFault::NotTrusted);
    row(QSslError::CertificateUntrusted, TlsFault::NotTrusted);
    row(QSslError::InvalidCaCertificate, TlsFault::NotTrusted);
    row(QSslError::CertificateRevoked, TlsFault::Other);
    row(QSslError::CertificateBlacklisted, TlsFault::Other);
    row(QSslError::CertificateSignatureFailed, TlsFault::Other);
    row(QSslError::PathLengthExceeded, TlsFault::Other);
    row(QSslError::NoPeerCertificate, TlsFault::Other);
    row(QSslError::UnspecifiedError, TlsFault::Other);
}

void TestTransportFaults::certificateErrors()
{
    QFETCH(QSslError::SslError, error);
    QFETCH(TlsFault, fault);
    QCOMPARE(tlsFault({QSslError(error)}), fault);
}

void TestTransportFaults::severalCertificateErrors_data()
{
    QTest::addColumn<QList<QSslError>>("errors");
    QTest::addColumn<TlsFault>("fault");
    using E = QSslError;
    QTest::newRow("none") << QList<E>() << TlsFault::None;
    QTest::newRow("self-signed for another host")
        << QList<E>{E(E::SelfSignedCertificate), E(E::HostNameMismatch)} << TlsFault::WrongHost;
    QTest::newRow("self-signed and expired")
        << QList<E>{E(E::SelfSignedCertificate), E(E::CertificateExpired)} << TlsFault::Expired;
    QTest::newRow("self-signed is also untrusted")
        << QList<E>{E(E::CertificateUntrusted), E(E::SelfSignedCertificate)} << TlsFault::SelfSigned;
    QTest::newRow("expired for another host")
        << QList<E>{E(E::HostNameMismatch), E(E::CertificateExpired)} << TlsFault::Expired;
    QTest::newRow("unknown issuer, and something else")
        << QList<E>{E(E::PathLengthExceeded), E(E::UnableToGetLocalIssuerCertificate)} << TlsFault::NotTrusted;
}

void TestTransportFaults::severalCertificateErrors()
{
    QFETCH(QList<QSslError>, errors);
    QFETCH(TlsFault, fault);
    QCOMPARE(tlsFault(errors), fault);
}

void TestTransportFaults::handshakes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<TlsFault>("fault");
    const auto row = [](const QString &text, TlsFault fault) {
        QTest::newRow(qPrintable(text)) << u"Error during SSL handshake: error:%1"_s.arg(text) << fault;
    };
    // OpenSSL 3
    row(u"0A00010B:SSL routines::wrong version number"_s, TlsFault::NoTlsAnswer);
    row(u"0A0000C6:SSL routines::packet length too long"_s, TlsFault::NoTlsAnswer);
    row(u"0A000126:SSL routines::unexpected eof while reading"_s, TlsFault::NoTlsAnswer);
    row(u"0A000410:SSL routines::sslv3 alert handshake failure"_s, TlsFault::NoCommonProtocol);
    row(u"0A00042E:SSL routines::tlsv1 alert protocol version"_s, TlsFault::NoCommonProtocol);
    row(u"0A00042F:SSL routines::tlsv1 alert insufficient security"_s, TlsFault::NoCommonProtocol);
    row(u"0A000102:SSL routines::unsupported protocol"_s, TlsFault::NoCommonProtocol);
    row(u"0A0000BF:SSL routines::no protocols available"_s, TlsFault::NoCommonProtocol);
    row(u"0A00018A:SSL routines::dh key too small"_s, TlsFault::NoCommonProtocol);
    row(u"0A000438:SSL routines::tlsv1 alert internal error"_s, TlsFault::Other);
    row(u"0A00045C:SSL routines::tlsv13 alert certificate required"_s, TlsFault::ClientCertificateWanted);
    row(u"0A000418:SSL routines::tlsv1 alert unknown ca"_s, TlsFault::ClientCertificateWanted);
    row(u"0A000412:SSL routines::sslv3 alert bad certificate"_s, TlsFault::ClientCertificateWanted);
    // OpenSSL 1.1
    row(u"1408F10B:SSL routines:ssl3_get_record:wrong version number"_s, TlsFault::NoTlsAnswer);
    row(u"14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure"_s, TlsFault::NoCommonProtocol);
    QTest::newRow("no code") << u"Unknown error"_s << TlsFault::Other;
    QTest::newRow("nothing") << QString() << TlsFault::Other;
}

void TestTransportFaults::handshakes()
{
    QFETCH(QString, text);
    QFETCH(TlsFault, fault);
    QCOMPARE(handshakeFault(text), fault);
}

void TestTransportFaults::infoOfNothing()
{
    QCOMPARE(tlsInfo(QSslConfiguration()), TlsInfo());
}

} // namespace hookpanel

QTEST_GUILESS_MAIN(hookpanel::TestTransportFaults)

#include "tst_transportfaults.moc"
