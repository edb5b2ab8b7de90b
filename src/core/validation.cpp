// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/validation.h"

#include "core/eventtype.h"
#include "core/placeholders.h"
#include "core/redaction.h"
#include "core/signing/signingschemes.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

bool hasControl(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), isControl);
}

/// RFC 9110 5.6.2: token = 1*tchar.
bool isToken(const QString &text)
{
    static const QRegularExpression token(QRegularExpression::anchoredPattern(uR"([!#$%&'*+.^_`|~0-9A-Za-z-]+)"_s));
    return token.match(text).hasMatch();
}

bool isOneOf(const QString &name, const QStringList &names)
{
    return std::any_of(names.cbegin(), names.cend(), [&](const QString &other) { return isSameHeaderName(name, other); });
}

/// Headers that describe the connection or the framing: the transport sets them, and a wrong one breaks the request.
bool belongsToConnection(const QString &name)
{
    static const QStringList names{u"Host"_s,   u"Content-Length"_s, u"Connection"_s, u"Transfer-Encoding"_s,
                                   u"Expect"_s, u"Upgrade"_s,        u"TE"_s,         u"Trailer"_s};
    return isOneOf(name, names);
}

/// Headers that Hookpanel always sets itself, signatures included.
bool isOurs(const QString &name)
{
    static const QStringList names = [] {
        QStringList ours{u"Content-Type"_s, u"X-Strapi-Event"_s};
        for (const auto &scheme : signingSchemes()) {
            for (const QByteArray &header : scheme->headerNames())
                ours.append(QString::fromLatin1(header));
        }
        return ours;
    }();
    return isOneOf(name, names) || name.startsWith(u"X-Hookpanel-"_s, Qt::CaseInsensitive);
}

std::optional<Rule> checkHeaderName(const QString &name)
{
    if (name.isEmpty())
        return Rule::HeaderNameMissing;
    if (!isToken(name))
        return Rule::HeaderNameInvalid;
    if (belongsToConnection(name))
        return Rule::HeaderNameConnection;
    if (isOurs(name))
        return Rule::HeaderNameOurs;
    return std::nullopt;
}

bool isTooLongUrl(const QString &url)
{
    return url.toUcs4().size() > Webhook::maximumUrlLength;
}

/// The part between "://" and the path, query or fragment.
QString authorityOf(const QString &url, qsizetype begin)
{
    static const QRegularExpression end(u"[/?#]"_s);
    const qsizetype to = url.indexOf(end, begin);
    return url.mid(begin, to < 0 ? -1 : to - begin);
}

std::optional<Rule> checkPort(const QString &port)
{
    static const QRegularExpression digits(u"^[0-9]{1,5}$"_s);
    const bool isPort = digits.match(port).hasMatch() && port.toInt() >= 1 && port.toInt() <= 65535;
    return isPort ? std::nullopt : std::optional(Rule::UrlBadPort);
}

/// User info, host and port as far as text shows; whether the host is one, QUrl knows.
std::optional<Rule> checkAuthority(const QString &authority)
{
    if (authority.contains(u'@'))
        return Rule::UrlUserInfo;
    if (authority.isEmpty())
        return Rule::UrlNoHost;
    static const QRegularExpression parts(uR"(^(\[[^\[\]]*\]|[^:\[\]]*)(?::([^:]*))?$)"_s);
    const auto match = parts.match(authority);
    if (!match.hasMatch()) // also an IPv6 address without brackets
        return Rule::UrlBadHost;
    if (match.capturedView(1).isEmpty())
        return Rule::UrlNoHost;
    return match.hasCaptured(2) ? checkPort(match.captured(2)) : std::nullopt;
}

/// Whether a host that QUrl accepted is one that can be called. QUrl takes "999.1.1.1" for a name, though no name ends
/// in a number (RFC 1123 2.1), and has no limit on a name's length (RFC 1035 2.3.4).
bool isCallableHost(const QUrl &url, const QString &authority)
{
    const QString host = url.host(QUrl::FullyEncoded);
    if (authority.startsWith(u'['))
        return host.contains(u':'); // not an "IPvFuture"
    static const QRegularExpression endsInNumber(uR"((?:^|\.)[0-9]+\.?$)"_s);
    static const QRegularExpression address(uR"(^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$)"_s);
    return !host.isEmpty() && host.size() <= 253 && (!endsInNumber.match(host).hasMatch() || address.match(host).hasMatch());
}

std::optional<Rule> checkScheme(const QString &url)
{
    static const QRegularExpression scheme(uR"(^([A-Za-z][A-Za-z0-9+.-]*):(//)?)"_s);
    static const QRegularExpression hostAndPort(uR"(^[^:/?#]+:[0-9]+(?:[/?]|$))"_s);
    const auto match = scheme.match(url);
    if (!match.hasMatch() || hostAndPort.match(url).hasMatch())
        return Rule::UrlNoScheme;
    const QString name = match.captured(1).toLower();
    if (name != u"http"_s && name != u"https"_s)
        return Rule::UrlWrongScheme;
    if (!match.hasCaptured(2))
        return Rule::UrlNoHost;
    return std::nullopt;
}

/// Rules of a URL text without placeholders, but for its length.
std::optional<Rule> checkUrlText(const QString &url)
{
    if (url.isEmpty())
        return Rule::UrlMissing;
    if (hasControl(url))
        return Rule::UrlControlCharacter;
    if (const auto rule = checkScheme(url))
        return rule;
    const qsizetype begin = url.indexOf(u"://"_s) + 3;
    const QString authority = authorityOf(url, begin);
    if (const auto rule = checkAuthority(authority))
        return rule;
    if (url.contains(u'#'))
        return Rule::UrlFragment;
    // QUrl does not say which part it refuses; with the host alone it shows.
    if (!isCallableHost(QUrl(url.left(begin) + authority, QUrl::TolerantMode), authority))
        return Rule::UrlBadHost;
    return QUrl(url, QUrl::TolerantMode).isValid() ? std::nullopt : std::optional(Rule::UrlMalformed);
}

/// What may stand for the first placeholder of a URL. Where it comes before the host it may hold the scheme, a part of
/// it, or the scheme with what follows; the likeliest comes first, because the rule that it breaks is told.
QStringList standInsForFirst(const QString &url, const QString &usual)
{
    const qsizetype begin = url.indexOf(u"${"_s);
    const qsizetype schemeEnd = url.indexOf(u"://"_s);
    if (schemeEnd >= 0 && schemeEnd < begin)
        return {usual};
    const bool endsScheme = url.mid(url.indexOf(u'}') + 1).startsWith(u"://"_s);
    const QString whole = u"http://h"_s;
    if (begin == 0)
        return endsScheme ? QStringList{u"http"_s, whole} : QStringList{whole, u"http"_s, usual};
    return endsScheme ? QStringList{u"s"_s, usual} : QStringList{usual, u"s"_s, u"://h"_s, u"//h"_s, u"/h"_s};
}

/// For each placeholder of a URL whether it stands in the brackets of an IPv6 address.
QList<bool> placesInBrackets(const QString &url)
{
    static const QChar marker(QChar::ObjectReplacementCharacter);
    const QString marked = placeholders::replaced(url, [](int) { return QString(marker); });
    QList<bool> places;
    for (qsizetype at = marked.indexOf(marker); at >= 0; at = marked.indexOf(marker, at + 1))
        places.append(marked.lastIndexOf(u'[', at) > marked.lastIndexOf(u']', at));
    return places;
}

/// Rules of a URL with placeholders. One may stand for a name, a number, an address or a part of the scheme; when some
/// choice makes a URL, none is broken. What was really filled is checked when the request is built.
std::optional<Rule> checkTypedUrl(const QString &url)
{
    const QList<bool> inBrackets = placesInBrackets(url);
    std::optional<Rule> broken;
    for (const QString &usual : {u"1"_s, u"s"_s}) {
        for (const QString &address : {u"::1"_s, u"1"_s}) {
            const QStringList firsts = standInsForFirst(url, inBrackets.value(0) ? address : usual);
            for (const QString &first : firsts) {
                const auto standIn = [&](int index) {
                    return index == 0 ? first : inBrackets.value(index) ? address : usual;
                };
                const auto rule = checkUrlText(placeholders::replaced(url, standIn));
                if (!rule)
                    return std::nullopt;
                broken = broken.value_or(*rule);
            }
        }
    }
    return broken;
}

} // namespace

QString fieldKey(Field field)
{
    switch (field) {
    case Field::Name:
        return u"name"_s;
    case Field::Url:
        return u"url"_s;
    case Field::Enabled:
        return u"enabled"_s;
    case Field::Headers:
        return u"headers"_s;
    case Field::Events:
        return u"events"_s;
    case Field::ContentTypes:
        return u"contentTypes"_s;
    case Field::Timeout:
        return u"timeoutSeconds"_s;
    case Field::Retry:
        return u"retry"_s;
    case Field::Signing:
        return u"signing"_s;
    case Field::Tls:
        return u"tls"_s;
    case Field::DefaultHeaders:
        return u"defaultHeaders"_s;
    case Field::File:
        return u"file"_s;
    }
    Q_UNREACHABLE();
}

Problems validateName(const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return {{Field::Name, Rule::NameMissing}};
    if (trimmed.toUcs4().size() > Webhook::maximumNameLength)
        return {{Field::Name, Rule::NameTooLong}};
    if (hasControl(trimmed))
        return {{Field::Name, Rule::NameControlCharacter}};
    return {};
}

std::optional<Rule> checkFilledUrl(const QString &url)
{
    return isTooLongUrl(url) ? std::optional(Rule::UrlTooLong) : checkUrlText(url);
}

Problems validateUrl(const QString &url)
{
    const QString text = url.trimmed();
    const auto problem = [&](Rule rule) { return Problems{{Field::Url, rule, -1, false, text}}; };
    if (isTooLongUrl(text))
        return problem(Rule::UrlTooLong);
    if (!placeholders::isWellFormed(text))
        return problem(Rule::BadPlaceholder);
    if (text.contains(redaction::mask))
        return problem(Rule::UrlHoldsMask);

    const auto rule = checkTypedUrl(text);
    return rule ? problem(*rule) : Problems{};
}

std::optional<Rule> checkHeaderValue(const QString &value)
{
    if (hasControl(value))
        return Rule::HeaderValueControlCharacter;
    if (encodeHeaderValue(value).size() > Webhook::maximumHeaderValueBytes)
        return Rule::HeaderValueTooLong;
    return std::nullopt;
}

QByteArray encodeHeaderValue(const QString &value)
{
    if (value.isEmpty())
        return "";
    const bool fitsLatin1 = std::all_of(value.cbegin(), value.cend(), [](QChar c) { return c.unicode() <= 0xff; });
    return fitsLatin1 ? value.toLatin1() : value.toUtf8();
}

Problems validateHeaders(const Headers &headers, Field field)
{
    Problems problems;
    QStringList seen;
    for (int row = 0; row < headers.size(); ++row) {
        const Header &header = headers.at(row);
        if (const auto rule = checkHeaderName(header.name))
            problems.append({field, *rule, row, false, header.name});
        else if (isOneOf(header.name, seen))
            problems.append({field, Rule::HeaderNameDuplicate, row, false, header.name});
        seen.append(header.name);

        const QString subject = header.name;
        if (const auto rule = checkHeaderValue(header.value))
            problems.append({field, *rule, row, true, subject});
        else if (!placeholders::isWellFormed(header.value))
            problems.append({field, Rule::BadPlaceholder, row, true, subject});
    }
    return problems;
}

Problems validateTls(const TlsPolicy &tls)
{
    Problems problems;
    const auto note = [&problems](Rule rule, const QString &subject) {
        problems.append({Field::Tls, rule, -1, false, subject});
    };
    // A relative path would mean another file for each program, and each place that it is started from.
    const auto isWholePath = [](const QString &path) { return path.startsWith(u'/'); };
    switch (tls.trust) {
    case TlsPolicy::Trust::Verify:
        break;
    case TlsPolicy::Trust::ExtraCa:
        if (!isWholePath(tls.caFile))
            note(Rule::TlsCaFileMissing, tls.caFile);
        break;
    case TlsPolicy::Trust::Pinned:
        if (fingerprintFromText(QString::fromLatin1(tls.pin)) != tls.pin)
            note(Rule::TlsPinInvalid, QString::fromLatin1(tls.pin));
        break;
    }
    if (tls.hasClientCertificate() && !isWholePath(tls.clientCertificate))
        note(Rule::TlsClientCertificateMissing, tls.clientCertificate);
    if (tls.hasClientCertificate() && !isWholePath(tls.clientKey))
        note(Rule::TlsClientKeyMissing, tls.clientKey);
    return problems;
}

Problems validate(const Webhook &webhook, const EventCatalogue &catalogue, const QStringList &knownBefore)
{
    Problems problems = validateName(webhook.name) + validateUrl(webhook.url) + validateHeaders(webhook.headers);
    for (int row = 0; row < webhook.events.names.size(); ++row) {
        const QString &name = webhook.events.names.at(row);
        if (name == triggerTest)
            problems.append({Field::Events, Rule::EventNotSubscribable, row, false, name});
        else if (!catalogue.contains(name) && !knownBefore.contains(name))
            problems.append({Field::Events, Rule::EventUnknown, row, false, name});
    }
    const QStringList &contentTypes = webhook.contentTypes.names;
    if (!webhook.contentTypes.all && (contentTypes.isEmpty() || contentTypes.contains(QString())))
        problems.append({Field::ContentTypes, Rule::ContentTypeEmpty});
    if (webhook.timeoutSeconds < Webhook::shortestTimeout || webhook.timeoutSeconds > Webhook::longestTimeout)
        problems.append({Field::Timeout, Rule::TimeoutOutOfRange, -1, false, QString::number(webhook.timeoutSeconds)});
    if (!webhook.retry.isValid())
        problems.append({Field::Retry, Rule::RetryInvalid, -1, false, webhook.retry.toText()});
    for (int row = 0; row < webhook.signing.size(); ++row) {
        if (!isSigningScheme(webhook.signing.at(row)))
            problems.append({Field::Signing, Rule::SigningUnknown, row, false, webhook.signing.at(row)});
    }
    return problems + validateTls(webhook.tls);
}

bool isSigningScheme(const QString &name)
{
    return findSigningScheme(name) != nullptr;
}

Problems validate(const Webhook &webhook, const EventCatalogue &catalogue, const Webhook &before)
{
    Problems problems = validate(webhook, catalogue, before.events.names);
    problems.removeIf([&before](const Problem &problem) {
        return problem.rule == Rule::SigningUnknown && before.signing.contains(problem.subject);
    });
    return problems;
}

QStringList suggestedHeaderNames()
{
    // The list of Strapi's panel, in its order.
    static const QStringList all{u"A-IM"_s,
                                 u"Accept"_s,
                                 u"Accept-Charset"_s,
                                 u"Accept-Encoding"_s,
                                 u"Accept-Language"_s,
                                 u"Accept-Datetime"_s,
                                 u"Access-Control-Request-Method"_s,
                                 u"Access-Control-Request-Headers"_s,
                                 u"Authorization"_s,
                                 u"Cache-Control"_s,
                                 u"Connection"_s,
                                 u"Content-Length"_s,
                                 u"Content-Type"_s,
                                 u"Cookie"_s,
                                 u"Date"_s,
                                 u"Expect"_s,
                                 u"Forwarded"_s,
                                 u"From"_s,
                                 u"Host"_s,
                                 u"If-Match"_s,
                                 u"If-Modified-Since"_s,
                                 u"If-None-Match"_s,
                                 u"If-Range"_s,
                                 u"If-Unmodified-Since"_s,
                                 u"Max-Forwards"_s,
                                 u"Origin"_s,
                                 u"Pragma"_s,
                                 u"Proxy-Authorization"_s,
                                 u"Range"_s,
                                 u"Referer"_s,
                                 u"TE"_s,
                                 u"User-Agent"_s,
                                 u"Upgrade"_s,
                                 u"Via"_s,
                                 u"Warning"_s};
    QStringList allowed;
    std::copy_if(all.cbegin(), all.cend(), std::back_inserter(allowed),
                 [](const QString &name) { return !checkHeaderName(name); });
    return allowed;
}

Headers normalisedHeaders(const Headers &headers)
{
    Headers kept;
    for (const Header &header : headers) {
        const Header trimmed{header.name.trimmed(), header.value.trimmed(), header.isSecret, header.reference,
                             header.isOpen};
        if (!trimmed.name.isEmpty() || !trimmed.value.isEmpty())
            kept.append(trimmed);
    }
    return kept;
}

Webhook normalised(Webhook webhook)
{
    webhook.name = webhook.name.trimmed();
    webhook.url = webhook.url.trimmed();
    webhook.headers = normalisedHeaders(webhook.headers);
    webhook.events.names.removeDuplicates();
    webhook.contentTypes.names.removeDuplicates();
    return webhook;
}

} // namespace hookpanel
