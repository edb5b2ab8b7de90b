// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "views/style.h"

#include <QCoreApplication>

namespace hookpanel {

/// What is known of a secured connection, in words and in the user's language and forms of dates.
class CertificateText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::CertificateText)

public:
    /// "TLSv1.3 with TLS_AES_256_GCM_SHA384"; empty when no connection was secured.
    static QString security(const TlsInfo &tls);

    /// "Valid until 23 Nov 2027", "Expired since …", "Not valid before …": the certificate at this moment.
    static QString validity(const TlsInfo &tls, const QDateTime &now);
    [[nodiscard]] static bool isValid(const TlsInfo &tls, const QDateTime &now);

    /// The same with the days that are left: "Valid until 23 November 2027 · 12 days left".
    static QString validityWithDays(const TlsInfo &tls, const QDateTime &now);

    /// Bad for one that is not valid, Warn where it ends within `fewDays`, else Good.
    [[nodiscard]] static Tone toneOf(const TlsInfo &tls, const QDateTime &now);
    static constexpr int fewDays = 30;

    /// Whose it is, by whom, for what and when, one line each.
    static QString identity(const TlsInfo &tls, const QDateTime &now);

    /// The same and how the connection was secured.
    static QString details(const TlsInfo &tls, const QDateTime &now);

private:
    static QString line(const QString &name, const QString &value);
};

} // namespace hookpanel
