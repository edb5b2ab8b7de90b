// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/transportfaults.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

TlsFault tlsFault(QSslError::SslError error)
{
    // Not ours to list completely: Qt adds values, and what is not told apart here is Other.
    switch (error) {
    case QSslError::NoError:
        return TlsFault::None;
    case QSslError::CertificateExpired:
    case QSslError::InvalidNotAfterField:
        return TlsFault::Expired;
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidNotBeforeField:
        return TlsFault::NotYetValid;
    case QSslError::HostNameMismatch:
        return TlsFault::WrongHost;
    case QSslError::SelfSignedCertificate:
        return TlsFault::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return TlsFault::NotTrusted;
    default:
        return TlsFault::Other;
    }
}

/// The reason numbers of OpenSSL's SSL library (sslerr.h), which are stable since 1.0; TLS alerts are 1000 + alert.
TlsFault faultOfReason(uint reason)
{
    constexpr uint alerts = 1000;
    switch (reason) {
    case 156: // http request
    case 198: // packet length too long: another protocol's bytes read as a record
    case 244: // unexpected message
    case 245: // unexpected record
    case 267: // wrong version number: the same, and what http gives
    case 294: // unexpected end of file while reading
        return TlsFault::NoTlsAnswer;
    case 191: // no protocols available
    case 193: // no shared cipher
    case 258: // unsupported protocol
    case 259: // unsupported TLS version
    case 394: // dh key too small
    case alerts + 40: // handshake failure
    case alerts + 70: // protocol version
    case alerts + 71: // insufficient security
        return TlsFault::NoCommonProtocol;
    case alerts + 42: // bad certificate: ours, as in the following
    case alerts + 43: // unsupported certificate
    case alerts + 44: // certificate revoked
    case alerts + 45: // certificate expired
    case alerts + 46: // certificate unknown
    case alerts + 48: // unknown authority
    case alerts + 116: // certificate required
        return TlsFault::ClientCertificateWanted;
    default:
        return TlsFault::Other;
    }
}

} // namespace

TransportFault transportFault(QNetworkReply::NetworkError error, bool connected)
{
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
    case QNetworkReply::TooManyRedirectsError: // redirects are never followed
    case QNetworkReply::InsecureRedirectError:
        return TransportFault::None;
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return TransportFault::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
        return TransportFault::ConnectionRefused;
    case QNetworkReply::SslHandshakeFailedError:
        return TransportFault::TlsFailed;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return TransportFault::Unreachable;
    case QNetworkReply::TimeoutError: // the system's own, not our deadline
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::UnknownProxyError:
        return connected ? TransportFault::ConnectionClosed : TransportFault::Unreachable;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return TransportFault::ConnectionClosed;
    }
    return TransportFault::ConnectionClosed; // a value of a newer Qt: no answer came in any case
}

TlsFault tlsFault(const QList<QSslError> &errors)
{
    constexpr TlsFault order[] = {TlsFault::Expired,    TlsFault::NotYetValid, TlsFault::WrongHost,
                                  TlsFault::SelfSigned, TlsFault::NotTrusted,  TlsFault::Other};
    for (const TlsFault fault : order) {
        const auto isFault = [fault](const QSslError &error) { return tlsFault(error.error()) == fault; };
        if (std::any_of(errors.cbegin(), errors.cend(), isFault))
            return fault;
    }
    return TlsFault::None;
}

TlsFault handshakeFault(const QString &errorString)
{
    static const QRegularExpression code(u"error:([0-9A-Fa-f]{8}):"_s);
    const QRegularExpressionMatch match = code.match(errorString);
    if (!match.hasMatch())
        return TlsFault::Other;
    constexpr uint reasonBits = 0xFFF; // OpenSSL 1.1 keeps 12 bits for the reason, 3 has 23, of which it uses as many
    return faultOfReason(match.captured(1).toUInt(nullptr, 16) & reasonBits);
}

/// "CN=ci.example.com, O=Example, C=DE": all of a name, in the form of RFC 4514. Qt tells the parts by name and not in their
/// order, so the order is a usual one: from the narrow to the wide.
QString distinguishedName(const QSslCertificate &certificate, QList<QByteArray> (QSslCertificate::*attributes)() const,
                          QStringList (QSslCertificate::*values)(const QByteArray &) const)
{
    static const QList<QByteArray> order{"CN", "serialNumber", "emailAddress", "OU", "O", "L", "ST", "C", "DC"};
    QList<QByteArray> keys = (certificate.*attributes)();
    const auto rank = [](const QByteArray &key) {
        const qsizetype at = order.indexOf(key);
        return at < 0 ? order.size() : at;
    };
    std::stable_sort(keys.begin(), keys.end(), [&rank](const QByteArray &left, const QByteArray &right) {
        return rank(left) != rank(right) ? rank(left) < rank(right) : left < right;
    });
    QStringList parts;
    for (const QByteArray &key : qAsConst(keys)) {
        const QStringList found = (certificate.*values)(key);
        for (QString value : found) {
            static const QRegularExpression special(u"([,+\"\\\\<>;])"_s);
            parts.append(QString::fromLatin1(key) + u'=' + value.replace(special, u"\\\\\\1"_s));
        }
    }
    return parts.join(u", "_s);
}

TlsInfo certificateInfo(const QSslCertificate &certificate)
{
    TlsInfo info;
    info.subject = distinguishedName(certificate, &QSslCertificate::subjectInfoAttributes,
                                     qOverload<const QByteArray &>(&QSslCertificate::subjectInfo));
    info.issuer = distinguishedName(certificate, &QSslCertificate::issuerInfoAttributes,
                                    qOverload<const QByteArray &>(&QSslCertificate::issuerInfo));
    info.names = certificate.subjectAlternativeNames().values();
    info.notBefore = certificate.effectiveDate();
    info.notAfter = certificate.expiryDate();
    if (!certificate.isNull())
        info.sha256 = certificate.digest(QCryptographicHash::Sha256).toHex();
    return info;
}

TlsInfo tlsInfo(const QSslConfiguration &configuration)
{
    TlsInfo info = certificateInfo(configuration.peerCertificate());
    switch (configuration.sessionProtocol()) {
    case QSsl::TlsV1_3:
        info.protocol = u"TLSv1.3"_s;
        break;
    case QSsl::TlsV1_2:
        info.protocol = u"TLSv1.2"_s;
        break;
    default: // older ones are refused; unknown while the handshake is under way
        break;
    }
    info.cipher = configuration.sessionCipher().name();
    return info;
}

} // namespace hookpanel
