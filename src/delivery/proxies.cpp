// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/proxies.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The proxy as we use it: only for tunnels. With CachingCapability Qt would send plain http as "POST http://host/path".
QNetworkProxy tunnelling(QNetworkProxy proxy)
{
    if (proxy.type() == QNetworkProxy::HttpCachingProxy)
        proxy.setType(QNetworkProxy::HttpProxy);
    if (proxy.type() == QNetworkProxy::HttpProxy)
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability | QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

QNetworkProxy systemProxy(const QUrl &url)
{
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    for (const QNetworkProxy &proxy : proxies) {
        switch (proxy.type()) {
        case QNetworkProxy::NoProxy:
        case QNetworkProxy::HttpProxy:
        case QNetworkProxy::HttpCachingProxy:
        case QNetworkProxy::Socks5Proxy:
            return tunnelling(proxy);
        case QNetworkProxy::DefaultProxy:
        case QNetworkProxy::FtpCachingProxy:
            break;
        }
    }
    return QNetworkProxy::NoProxy;
}

} // namespace

QNetworkProxy proxyFor(const ProxyChoice &choice, const QUrl &url)
{
    if (isLoopbackHost(url.host()))
        return QNetworkProxy::NoProxy;
    switch (choice.kind) {
    case ProxyChoice::Kind::System:
        return systemProxy(url);
    case ProxyChoice::Kind::None:
        return QNetworkProxy::NoProxy;
    case ProxyChoice::Kind::Manual:
        break;
    }
    const auto type = choice.scheme == ProxyChoice::Scheme::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return tunnelling(QNetworkProxy(type, choice.host, quint16(choice.port)));
}

QString shownProxy(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy)
        return {};
    const bool isSocks = proxy.type() == QNetworkProxy::Socks5Proxy;
    return ProxyChoice{ProxyChoice::Kind::Manual, isSocks ? ProxyChoice::Scheme::Socks5 : ProxyChoice::Scheme::Http,
                       proxy.hostName(), proxy.port()}
        .toText();
}

ProxyFault proxyFault(QNetworkReply::NetworkError error, const QString &errorString)
{
    const auto is = [&errorString](const char *context, const char *text) {
        return errorString == QCoreApplication::translate(context, text);
    };
    switch (error) {
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return ProxyFault::NotFound;
    case QNetworkReply::ProxyConnectionRefusedError:
        return ProxyFault::Refused;
    case QNetworkReply::ConnectionRefusedError: // what Qt makes of the proxy's answer 503
        return ProxyFault::TargetRefused;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return ProxyFault::AuthenticationRequired;
    case QNetworkReply::NoError:
    case QNetworkReply::RemoteHostClosedError: // the tunnel stood, and its other end closed it
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::SslHandshakeFailedError:
        return ProxyFault::None;
    default: // the codes that Qt gives for all other reasons are not told apart by it
        break;
    }
    if (is("QHttpSocketEngine", "Proxy connection refused") || is("QSocks5SocketEngine", "Connection to proxy refused"))
        return ProxyFault::Refused;
    if (is("QHttpSocketEngine", "Proxy denied connection")
        || is("QSocks5SocketEngine", "Connection not allowed by SOCKSv5 server"))
        return ProxyFault::Denied;
    return ProxyFault::Failed;
}

} // namespace hookpanel
