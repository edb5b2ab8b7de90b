// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/tlsmaterial.h"

#include "delivery/transportfaults.h"

#include <QFile>
#include <QFileInfo>

namespace hookpanel {

namespace {

constexpr qint64 mostBytes = 1024 * 1024; ///< The bundle of a whole system has a quarter of it.

tl::unexpected<Error> unreadable(const QString &path, Cause cause, const QString &detail = {})
{
    return failure(ErrorCode::TlsFileUnreadable, path, cause, detail);
}

Result<QByteArray> contentOf(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return unreadable(path, Cause::IsFolder);
    if (info.exists() && !info.isFile()) // a pipe would keep us waiting
        return unreadable(path, Cause::NotAFile);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, Cause::Unknown, file.errorString());
    if (file.size() > mostBytes)
        return unreadable(path, Cause::TooLarge);
    return file.readAll();
}

Result<QList<QSslCertificate>> certificatesIn(const QString &path)
{
    const Result<QByteArray> pem = contentOf(path);
    if (!pem)
        return tl::unexpected(pem.error());
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (certificates.isEmpty())
        return failure(ErrorCode::TlsNoCertificate, path);
    return certificates;
}

Result<QSslKey> privateKeyIn(const QString &path, const QString &passphrase)
{
    const Result<QByteArray> pem = contentOf(path);
    if (!pem)
        return tl::unexpected(pem.error());
    if (!pem->contains("PRIVATE KEY-----"))
        return failure(ErrorCode::TlsNoKey, path);
    // "BEGIN ENCRYPTED PRIVATE KEY", or "Proc-Type: 4,ENCRYPTED" below an older heading. Without a passphrase OpenSSL would
    // ask for it at the terminal.
    const bool isLocked = pem->contains("ENCRYPTED");
    if (isLocked && passphrase.isEmpty())
        return failure(ErrorCode::TlsPassphraseMissing, path);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        const QSslKey key(*pem, algorithm, QSsl::Pem, QSsl::PrivateKey, isLocked ? passphrase.toUtf8() : QByteArray());
        if (!key.isNull())
            return key;
    }
    return failure(isLocked ? ErrorCode::TlsPassphraseWrong : ErrorCode::TlsNoKey, path);
}

/// Whether a private key is that of the certificate. Qt cannot tell; but a private key of these kinds holds the public one,
/// number for number, as the certificate does: the last bytes of a point, or those of a modulus before its exponent.
bool belongTogether(const QSslKey &key, const QSslCertificate &certificate)
{
    const QSslKey publicKey = certificate.publicKey();
    if (publicKey.algorithm() != key.algorithm())
        return false;
    constexpr qsizetype compared = 32;
    constexpr qsizetype exponent = 16; // more than it has
    const QByteArray bytes = publicKey.toDer();
    const QByteArray piece = (key.algorithm() == QSsl::Ec ? bytes : bytes.chopped(exponent)).right(compared);
    return piece.size() == compared && key.toDer().contains(piece);
}

} // namespace

Result<TlsMaterial> loadTlsMaterial(const TlsPolicy &policy, const QString &passphrase)
{
    TlsMaterial material;
    switch (policy.trust) {
    case TlsPolicy::Trust::Verify:
        break;
    case TlsPolicy::Trust::ExtraCa: {
        const auto authorities = certificatesIn(policy.caFile);
        if (!authorities)
            return tl::unexpected(authorities.error());
        material.authorities = *authorities;
        break;
    }
    case TlsPolicy::Trust::Pinned:
        material.pin = policy.pin;
        break;
    }
    if (!policy.hasClientCertificate())
        return material;
    const auto chain = certificatesIn(policy.clientCertificate);
    if (!chain)
        return tl::unexpected(chain.error());
    const auto key = privateKeyIn(policy.clientKey, passphrase);
    if (!key)
        return tl::unexpected(key.error());
    if (!belongTogether(*key, chain->constFirst()))
        return failure(ErrorCode::TlsKeyOfAnother, policy.clientKey, policy.clientCertificate);
    material.clientChain = *chain;
    material.clientKey = *key;
    return material;
}

TlsReport tlsReport(const TlsPolicy &policy, const QString &passphrase)
{
    TlsReport report;
    const Result<TlsMaterial> material = loadTlsMaterial(policy, passphrase);
    if (!material) {
        report.error = material.error();
        return report;
    }
    for (const QSslCertificate &authority : material->authorities)
        report.authorities.append(certificateInfo(authority));
    if (!material->clientChain.isEmpty())
        report.client = certificateInfo(material->clientChain.constFirst());
    return report;
}

} // namespace hookpanel
