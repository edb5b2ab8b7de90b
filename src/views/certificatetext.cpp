// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/certificatetext.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// "3F:A2:…", as browsers and openssl write it.
QString fingerprint(const QByteArray &hex)
{
    return QString::fromLatin1(QByteArray::fromHex(hex).toHex(':').toUpper());
}

QString date(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QLocale::LongFormat);
}

QString moment(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::LongFormat);
}

} // namespace

QString CertificateText::security(const TlsInfo &tls)
{
    return tls.protocol.isEmpty() ? QString() : tr("%1 with %2", "TLS version, cipher").arg(tls.protocol, tls.cipher);
}

bool CertificateText::isValid(const TlsInfo &tls, const QDateTime &now)
{
    return now >= tls.notBefore && now <= tls.notAfter;
}

QString CertificateText::validity(const TlsInfo &tls, const QDateTime &now)
{
    if (now < tls.notBefore)
        return tr("Not valid before %1").arg(date(tls.notBefore));
    if (now > tls.notAfter)
        return tr("Expired on %1").arg(date(tls.notAfter));
    return tr("Valid until %1").arg(date(tls.notAfter));
}

QString CertificateText::validityWithDays(const TlsInfo &tls, const QDateTime &now)
{
    const auto days = tls.daysLeft(now);
    if (!days || !isValid(tls, now))
        return validity(tls, now);
    const QString left = *days == 0 ? tr("ends today") : tr("%n day(s) left", nullptr, int(*days));
    return tr("%1 · %2", "a certificate: validity, days left").arg(validity(tls, now), left);
}

Tone CertificateText::toneOf(const TlsInfo &tls, const QDateTime &now)
{
    if (!isValid(tls, now))
        return Tone::Bad;
    return tls.daysLeft(now).value_or(fewDays) < fewDays ? Tone::Warn : Tone::Good;
}

QString CertificateText::details(const TlsInfo &tls, const QDateTime &now)
{
    return identity(tls, now) + u'\n' + line(tr("Protocol"), tls.protocol) + u'\n' + line(tr("Cipher"), tls.cipher);
}

QString CertificateText::line(const QString &name, const QString &value)
{
    return tr("%1: %2", "name, value").arg(name, value.isEmpty() ? tr("not known") : value);
}

QString CertificateText::identity(const TlsInfo &tls, const QDateTime &now)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) { lines.append(line(name, value)); };
    add(tr("Subject"), tls.subject);
    add(tr("Issuer"), tls.issuer);
    add(tr("Names"), tls.names.join(u", "_s));
    add(tr("Valid from"), moment(tls.notBefore));
    add(now > tls.notAfter ? tr("Expired") : tr("Valid until"), moment(tls.notAfter));
    add(tr("SHA-256"), fingerprint(tls.sha256));
    return lines.join(u'\n');
}

} // namespace hookpanel
