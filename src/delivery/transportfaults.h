// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/outcome.h"

#include <QList>
#include <QNetworkReply>
#include <QSslError>
#include <QString>

class QSslCertificate;
class QSslConfiguration;

namespace hookpanel {

/// Qt's network error as our fault. None for NoError and for the errors that only repeat an HTTP status: an answer is
/// judged by its status (408, 422, 425 and 429 are all UnknownContentError). `connected` says whether the connection
/// stood: UnknownNetworkError is "no route" before and a broken connection afterwards. ContentReSendError means that
/// the connection was dropped before an answer, because OneShotBody cannot be sent again.
[[nodiscard]] TransportFault transportFault(QNetworkReply::NetworkError error, bool connected);

/// The one fault to tell of several: first what is wrong with the certificate for everybody (expired, not yet valid,
/// another host), then what depends on whom this machine trusts. None when the list is empty.
[[nodiscard]] TlsFault tlsFault(const QList<QSslError> &errors);

/// Why a handshake failed without a complaint about a certificate, from the OpenSSL code in Qt's error string
/// ("… error:0A00010B:SSL routines::wrong version number"). Other when there is none that is known.
[[nodiscard]] TlsFault handshakeFault(const QString &errorString);

/// What a certificate says of itself.
[[nodiscard]] TlsInfo certificateInfo(const QSslCertificate &certificate);

/// What is known of a connection that was secured, or refused because of its certificate.
[[nodiscard]] TlsInfo tlsInfo(const QSslConfiguration &configuration);

} // namespace hookpanel
