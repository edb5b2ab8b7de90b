// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/outcome.h"
#include "core/proxychoice.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QUrl>

namespace hookpanel {

/// The proxy for a request to this URL: NoProxy for a loopback receiver, whatever is chosen. What the desktop or the
/// environment says is asked each time. An HTTP proxy is always asked for a tunnel (CONNECT), for http too, so that what
/// arrives is byte for byte what left (docs/adr/0009).
[[nodiscard]] QNetworkProxy proxyFor(const ProxyChoice &choice, const QUrl &url);

/// "http://proxy.example:3128": for eyes, never with a user name or password. Empty for NoProxy.
[[nodiscard]] QString shownProxy(const QNetworkProxy &proxy);

/// Why nothing came of a connection through a proxy before anything of the request left. Qt 6.4.2 gives one error,
/// UnknownNetworkError, for most of it; told apart are its texts, in whatever language Qt speaks.
[[nodiscard]] ProxyFault proxyFault(QNetworkReply::NetworkError error, const QString &errorString);

} // namespace hookpanel
