// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preparedrequest.h"

#include "core/validation.h"
#include "core/version.h"

#include <QRegularExpression>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

PreparedHeader fixedHeader(const QByteArray &name, const QByteArray &value)
{
    return {name, value, QString::fromUtf8(value), HeaderOrigin::Fixed};
}

bool showsPlaceholder(const QString &text)
{
    return text.contains(u"${"_s);
}

/// Authority and target of a shown URL, by text: one with placeholders is none that QUrl would read.
struct ShownParts {
    QString authority;
    QString target;
    bool isHostFilled = false; ///< A placeholder stands before the path, so it may hold (a part of) the host.
};

ShownParts shownParts(const QString &shown)
{
    static const QRegularExpression parts(uR"(^([^:/?#]*)://((?:\$\{[^}]*\}|[^/?])*)(.*)$)"_s);
    static const QRegularExpression upToPath(uR"(^(?:\$\{[^}]*\}|[^/?])*)"_s);
    const auto match = parts.match(shown);
    if (!match.hasMatch()) // a placeholder holds the scheme and more: what it holds cannot be cut
        return {upToPath.match(shown).captured(), shown, true};
    const QString authority = match.captured(2);
    const QString target = match.captured(3);
    return {authority, target.startsWith(u'/') ? target : u'/' + target,
            showsPlaceholder(match.captured(1)) || showsPlaceholder(authority)};
}

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) {
        // The zone of an IPv6 address means something on this machine only and must not leave it (RFC 6874 4).
        if (const qsizetype zone = host.indexOf('%'); zone >= 0)
            host.truncate(zone);
        host = '[' + host + ']';
    }
    const int usualPort = url.scheme() == u"https"_s ? 443 : 80;
    if (url.port(usualPort) != usualPort)
        host += ':' + QByteArray::number(url.port());
    return host;
}

tl::unexpected<Error> brokenRule(ErrorCode code, const QString &subject, Rule rule)
{
    return tl::unexpected(Error{code, subject, {}, 0, 0, rule});
}

/// The URL as QNetworkAccessManager calls it. It resolves dot segments on its way out (seen in 6.4.2); done here, what is
/// shown is what leaves. Once is not enough: "/a/..//b" becomes "//b", and that becomes "/b".
QUrl withoutDotSegments(const QUrl &url)
{
    const QUrl resolved = url.adjusted(QUrl::NormalizePathSegments);
    return resolved == url ? url : withoutDotSegments(resolved);
}

Result<void> fillUrl(const Webhook &webhook, const Environment &environment, PreparedRequest &request)
{
    const auto filled = placeholders::fill(webhook.url.trimmed(), environment);
    if (!filled)
        return tl::unexpected(filled.error());
    if (const auto rule = checkFilledUrl(filled->value))
        return brokenRule(ErrorCode::BadFilledUrl, filled->shown, *rule);
    request.url = withoutDotSegments(QUrl(filled->value, QUrl::TolerantMode));
    request.shownUrl = filled->filled ? filled->shown : request.url.toString(QUrl::FullyEncoded);
    return {};
}

Result<PreparedHeader> filledHeader(const Header &header, HeaderOrigin origin, const Environment &environment)
{
    const auto filled = placeholders::fill(header.value, environment);
    if (!filled)
        return tl::unexpected(filled.error());
    // Before trimming: a variable that ends in a line break is told, not mended.
    if (const auto rule = checkHeaderValue(filled->value))
        return brokenRule(ErrorCode::BadFilledHeader, header.name, *rule);
    return PreparedHeader{header.name.toLatin1(), encodeHeaderValue(filled->value.trimmed()), filled->shown.trimmed(),
                          origin};
}

bool containsName(const Headers &headers, const QString &name)
{
    return std::any_of(headers.cbegin(), headers.cend(),
                       [&](const Header &header) { return isSameHeaderName(header.name, name); });
}

/// The default headers and the webhook's own. An own one stands in the place of the default one of the same name, whose
/// variables are then not needed.
Result<QList<PreparedHeader>> fillHeaders(const Headers &defaults, const Headers &own, const Environment &environment)
{
    for (const Headers &headers : {defaults, own}) {
        if (const Problems problems = validateHeaders(headers); !problems.isEmpty())
            return brokenRule(ErrorCode::BadFilledHeader, problems.first().subject, problems.first().rule);
    }
    QList<PreparedHeader> prepared;
    const auto append = [&](const Header &header, HeaderOrigin origin) -> Result<void> {
        const auto filled = filledHeader(header, origin, environment);
        if (!filled)
            return tl::unexpected(filled.error());
        prepared.append(*filled);
        return {};
    };
    for (const Header &header : defaults) {
        const auto replacement = std::find_if(
            own.cbegin(), own.cend(), [&](const Header &other) { return isSameHeaderName(other.name, header.name); });
        const auto done = replacement == own.cend() ? append(header, HeaderOrigin::Default)
                                                    : append(*replacement, HeaderOrigin::Webhook);
        if (!done)
            return tl::unexpected(done.error());
    }
    for (const Header &header : own) {
        if (containsName(defaults, header.name))
            continue;
        if (const auto done = append(header, HeaderOrigin::Webhook); !done)
            return tl::unexpected(done.error());
    }
    return prepared;
}

/// Headers that the transport would otherwise add by itself, with values of its own (measured: Qt 6.4.2 adds
/// Connection, Accept-Encoding, Accept-Language, User-Agent). Set here, what is shown is what leaves. An answer in
/// identity encoding is shown as it came.
QList<PreparedHeader> transportHeaders(const PreparedRequest &request)
{
    PreparedHeader host = fixedHeader("Host", hostHeader(request.url));
    if (const ShownParts shown = shownParts(request.shownUrl); shown.isHostFilled)
        host.shown = shown.authority;
    return {host,
            fixedHeader("Connection", "keep-alive"),
            fixedHeader("User-Agent", "Hookpanel/" HOOKPANEL_VERSION),
            fixedHeader("Accept", "*/*"),
            fixedHeader("Accept-Encoding", "identity"),
            fixedHeader("Accept-Language", "*"),
            fixedHeader("Content-Length", QByteArray::number(request.body.size()))};
}

} // namespace

Result<PreparedRequest> prepareRequest(const Webhook &webhook, const Headers &defaultHeaders, const Event &event,
                                       const Environment &environment, const std::optional<DeliveryMark> &mark)
{
    PreparedRequest request;
    request.body = event.payload;
    request.timeoutSeconds = qBound(Webhook::shortestTimeout, webhook.timeoutSeconds, Webhook::longestTimeout);
    request.tls = webhook.tls;
    if (const auto done = fillUrl(webhook, environment, request); !done)
        return tl::unexpected(done.error());

    // An event type may come from a payload that somebody gives; it must not bring headers of its own.
    if (const auto rule = checkHeaderValue(event.type))
        return brokenRule(ErrorCode::BadFilledHeader, u"X-Strapi-Event"_s, *rule);

    const auto typed = fillHeaders(defaultHeaders, webhook.headers, environment);
    if (!typed)
        return tl::unexpected(typed.error());
    for (const PreparedHeader &header : transportHeaders(request)) {
        const bool isReplaced = std::any_of(typed->cbegin(), typed->cend(), [&](const PreparedHeader &other) {
            return isSameHeaderName(other.name, header.name);
        });
        if (!isReplaced)
            request.headers.append(header);
    }
    request.headers += *typed;
    if (mark) {
        request.headers.append(fixedHeader("X-Hookpanel-Delivery", mark->delivery.toString().toLatin1()));
        request.headers.append(fixedHeader("X-Hookpanel-Attempt", QByteArray::number(mark->attempt)));
    }
    request.headers.append({"X-Strapi-Event", encodeHeaderValue(event.type), event.type, HeaderOrigin::Fixed});
    request.headers.append(fixedHeader("Content-Type", "application/json"));
    return request;
}

QByteArray requestTarget(const QUrl &url)
{
    const QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return target.startsWith('/') ? target : '/' + target;
}

QString requestText(const PreparedRequest &request)
{
    // Where anything was filled, all of the target may come from it: a variable can hold more than its place suggests.
    const QString target
        = request.isUrlFilled() ? shownParts(request.shownUrl).target : QString::fromLatin1(requestTarget(request.url));
    QString text = QString::fromLatin1(request.method) + u' ' + target + u" HTTP/1.1\n"_s;
    for (const PreparedHeader &header : request.headers)
        text += QString::fromLatin1(header.name) + u": "_s + header.shown + u'\n';
    return text + u'\n' + QString::fromUtf8(request.body);
}

} // namespace hookpanel
