// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/proxychoice.h"

#include <QUrl>

namespace hookpanel {

using namespace Qt::StringLiterals;

tl::expected<ProxyChoice, Rule> ProxyChoice::fromText(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == u"system")
        return ProxyChoice{Kind::System};
    if (word == u"none")
        return ProxyChoice{Kind::None};
    return fromAddress(text);
}

tl::expected<ProxyChoice, Rule> ProxyChoice::fromAddress(const QString &text)
{
    const QString address = text.trimmed();
    if (address.isEmpty())
        return tl::unexpected(Rule::ProxyMissing);
    const QUrl url(address.contains(u"://") ? address : u"http://"_s + address, QUrl::StrictMode);
    // Also where it is no URL: a password with odd characters must be refused for what it is.
    if (!url.userInfo().isEmpty() || address.contains(u'@'))
        return tl::unexpected(Rule::ProxyUserInfo);
    const bool isSocks = url.scheme() == u"socks5";
    const bool isBare = (url.path().isEmpty() || url.path() == u"/") && !url.hasQuery() && !url.hasFragment();
    const int port = url.port();
    if (!url.isValid() || (url.scheme() != u"http" && !isSocks) || url.host().isEmpty() || port < 1 || !isBare)
        return tl::unexpected(Rule::ProxyInvalid);
    return ProxyChoice{Kind::Manual, isSocks ? Scheme::Socks5 : Scheme::Http, url.host(), port};
}

QString ProxyChoice::toText() const
{
    switch (kind) {
    case Kind::System:
        return u"system"_s;
    case Kind::None:
        return u"none"_s;
    case Kind::Manual:
        break;
    }
    QUrl url;
    url.setScheme(scheme == Scheme::Socks5 ? u"socks5"_s : u"http"_s);
    url.setHost(host);
    url.setPort(port);
    return url.toString();
}

bool isLoopbackHost(const QString &host)
{
    QString name = host.toLower();
    if (name.startsWith(u'[') && name.endsWith(u']'))
        name = name.mid(1, name.size() - 2);
    if (name.endsWith(u'.'))
        name.chop(1);
    if (name == u"localhost" || name.endsWith(u".localhost") || name == u"::1")
        return true;
    if (name.startsWith(u"::ffff:"))
        name.remove(0, 7);
    const QStringList parts = name.split(u'.');
    if (parts.size() != 4 || parts.constFirst() != u"127")
        return false;
    for (const QString &part : parts) {
        bool isNumber = false;
        part.toUShort(&isNumber);
        if (!isNumber)
            return false;
    }
    return true;
}

} // namespace hookpanel
