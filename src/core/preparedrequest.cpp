// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preparedrequest.h"

#include "core/secrets.h"
#include "core/shownurl.h"
#include "core/signing/signingschemes.h"
#include "core/validation.h"
#include "core/version.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

PreparedHeader fixedHeader(const QByteArray &name, const QByteArray &value)
{
    return {name, value, QString::fromUtf8(value), HeaderOrigin::Fixed};
}

/// Authority and target of a shown URL, by text: one with placeholders is none that QUrl would read.
struct ShownParts {
    QString authority;
    QString target;
};

ShownParts shownParts(const QString &shown)
{
    static const QRegularExpression parts(uR"(^([^:/?#]*)://((?:\$\{[^}]*\}|[^/?])*)(.*)$)"_s);
    static const QRegularExpression upToPath(uR"(^(?:\$\{[^}]*\}|[^/?])*)"_s);
    const auto match = parts.match(shown);
    if (!match.hasMatch()) // a placeholder holds the scheme and more: what it holds cannot be cut
        return {upToPath.match(shown).captured(), shown};
    const QString target = match.captured(3);
    return {match.captured(2), target.startsWith(u'/') ? target : u'/' + target};
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

/// RFC 3986 5.2.4, on a path as it is encoded.
QString withoutDots(const QString &path)
{
    QStringList segments = path.split(u'/');
    const QString beginning = segments.takeFirst(); // before the first slash
    QStringList kept;
    while (!segments.isEmpty()) {
        const QString segment = segments.takeFirst();
        const bool isUp = segment == u".."_s;
        const bool isDot = isUp || segment == u"."_s;
        if (isUp && !kept.isEmpty())
            kept.removeLast();
        if (!isDot)
            kept.append(segment);
        else if (segments.isEmpty())
            kept.append(QString());
    }
    return kept.isEmpty() ? beginning : beginning + u'/' + kept.join(u'/');
}

/// The URL as QNetworkAccessManager calls it. It resolves dot segments on its way out (seen in 6.4.2); done here, what is
/// shown is what leaves. And done by the rule: QUrl makes "/a//c" of "/a/./b/../c", but leaves alone what has no dots. What
/// it does beyond that is asked until nothing changes any more: of "//b" it makes "/b".
QUrl withoutDotSegments(const QUrl &url)
{
    if (const QString path = url.path(QUrl::FullyEncoded); path.contains(u"/."_s)) {
        QUrl plain = url;
        plain.setPath(withoutDots(path), QUrl::TolerantMode);
        if (plain != url)
            return withoutDotSegments(plain);
    }
    const QUrl resolved = url.adjusted(QUrl::NormalizePathSegments);
    return resolved == url ? url : withoutDotSegments(resolved);
}

/// The text as it may be shown, whether its variables are set or not.
placeholders::Filled shownText(const QString &text)
{
    const auto anything = [](const QString &) { return std::optional(u"x"_s); };
    return placeholders::fill(text, anything).value_or(placeholders::Filled{text, text, false, {{text, text, false}}});
}

/// A URL that cannot be called, as typed: a literal `${` keeps its second `$`, or it would look like a variable.
QString shownAsTyped(const QString &url)
{
    if (!placeholders::isWellFormed(url))
        return url;
    QString shown;
    const auto filled = shownText(url);
    for (const placeholders::FilledPiece &piece : filled.pieces)
        shown += piece.isVariable ? piece.shown : QString(piece.value).replace(u"${"_s, u"$${"_s);
    return shown;
}

/// Where variables stand in what is shown of a header's value, which is without white space at its ends.
QList<TextSpan> variablesIn(const placeholders::Filled &filled)
{
    const QString &shown = filled.shown;
    const auto isSpace = [](QChar c) { return c.isSpace(); };
    qsizetype at = -(std::find_if_not(shown.cbegin(), shown.cend(), isSpace) - shown.cbegin());
    QList<TextSpan> spans;
    for (const placeholders::FilledPiece &piece : filled.pieces) {
        if (piece.isVariable)
            spans.append({at, piece.shown.size()});
        at += piece.shown.size();
    }
    return spans;
}

/// A text that broke a rule as one line: control characters as their pictures (U+2400 and on).
QString onOneLine(QString text)
{
    for (QChar &c : text) {
        if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
    }
    return text;
}

/// Notes what came out of variables.
void noteVariables(const placeholders::Filled &filled, QList<placeholders::FilledPiece> &variables)
{
    for (const placeholders::FilledPiece &piece : filled.pieces) {
        if (piece.isVariable && !variables.contains(piece))
            variables.append(piece);
    }
}

/// Notes what the query of a URL holds in clear, though it is named like a secret: as it stands, and what it means.
void noteQuerySecrets(const QString &url, QList<placeholders::FilledPiece> &variables)
{
    const QList<redaction::SecretParameter> parameters = redaction::secretParameters(url);
    for (const redaction::SecretParameter &parameter : parameters) {
        const QString meant = QString::fromUtf8(QByteArray::fromPercentEncoding(parameter.value.toUtf8()));
        for (const QString &value : {parameter.value, meant}) {
            const placeholders::FilledPiece piece{value, redaction::mask.toString(), true};
            if (!variables.contains(piece))
                variables.append(piece);
        }
    }
}

/// Fills the URL of a request; gives the host as it may be shown.
Result<QString> fillUrl(const QString &url, const Environment &environment, PreparedRequest &request)
{
    const auto filled = placeholders::fill(url, environment);
    if (!filled)
        return tl::unexpected(filled.error());
    noteVariables(*filled, request.filled);
    if (!redaction::secretParameters(url).isEmpty())
        noteQuerySecrets(filled->value, request.filled);
    if (const auto rule = checkFilledUrl(filled->value))
        return brokenRule(ErrorCode::BadFilledUrl, redaction::url(filled->shown), *rule);
    const QUrl read(filled->value, QUrl::TolerantMode);
    request.url = withoutDotSegments(read);
    if (!filled->filled) {
        request.shownUrl = redaction::url(request.url.toString(QUrl::FullyEncoded));
        return QString::fromLatin1(hostHeader(request.url));
    }
    const ShownUrl shown = shownUrl(*filled, read, request.url);
    request.shownUrl = redaction::url(shown.url);
    const QString target = redaction::url(shown.target);
    if (target != shownParts(request.shownUrl).target) // mostly it is the same
        request.shownTarget = target;
    return shown.host;
}

/// Whether QNetworkAccessManager sends a value of its own where this header is empty ("Mozilla/5.0", "en,*"; measured: Qt
/// 6.4.2). A blank leaves as it is, and means the same as nothing (RFC 9110 5.5).
bool isTransportHeader(const QString &name)
{
    static const QStringList names{u"user-agent"_s, u"accept-encoding"_s, u"accept-language"_s};
    return names.contains(name.toLower());
}

Result<EffectiveHeader> filledHeader(const Header &header, HeaderOrigin origin, const Environment &environment,
                                     QList<placeholders::FilledPiece> &variables)
{
    const auto filled = placeholders::fill(header.value, environment);
    if (!filled)
        return tl::unexpected(filled.error());
    noteVariables(*filled, variables);
    // Before trimming: a variable that ends in a line break is told, not mended.
    if (const auto rule = checkHeaderValue(filled->value))
        return brokenRule(ErrorCode::BadFilledHeader, header.name, *rule);
    PreparedHeader prepared{header.name.toLatin1(), encodeHeaderValue(filled->value.trimmed()), filled->shown.trimmed(),
                            origin};
    if (prepared.value.isEmpty() && isTransportHeader(header.name))
        prepared.value = " ";
    if (header.isSecret) {
        prepared.shown = redaction::mask.toString();
        return EffectiveHeader{prepared, {}, {}, {}};
    }
    return EffectiveHeader{prepared, {}, {}, variablesIn(*filled)};
}

/// Makes an effective request piece by piece. The first problem is kept, and the rest is prepared as far as it goes.
class Preparation
{
public:
    explicit Preparation(const Environment &environment)
        : m_environment(environment)
    {
    }

    void takeUrl(const QString &typed)
    {
        const auto host = fillUrl(typed, m_environment, made.request);
        if (!host) {
            note(host.error());
            made.request.shownUrl = onOneLine(redaction::url(shownAsTyped(typed)));
        }
        m_shownHost = host.value_or(shownParts(made.request.shownUrl).authority);
    }

    /// The Host header as it may be shown.
    [[nodiscard]] const QString &shownHost() const { return m_shownHost; }

    void note(const Error &error)
    {
        if (!made.problem)
            made.problem = error;
    }

    /// The default headers and the webhook's own. An own one stands in the place of the default one of the same name, whose
    /// variables are then not needed.
    QList<EffectiveHeader> typedHeaders(const Headers &defaults, const Headers &own)
    {
        const QHash<int, Error> brokenDefaults = broken(defaults);
        const QHash<int, Error> brokenOwn = broken(own);
        QList<EffectiveHeader> headers;
        QList<qsizetype> placed;
        for (qsizetype i = 0; i < defaults.size(); ++i) {
            const qsizetype place = replacementOf(defaults.at(i), own, brokenOwn);
            if (place < 0) {
                headers.append(filled(defaults.at(i), HeaderOrigin::Default, brokenDefaults.value(int(i))));
                continue;
            }
            headers.append(replaced(defaults.at(i), HeaderOrigin::Default, HeaderOrigin::Webhook));
            if (!placed.contains(place))
                headers.append(filled(own.at(place), HeaderOrigin::Webhook, {}));
            placed.append(place);
        }
        for (qsizetype i = 0; i < own.size(); ++i) {
            if (!placed.contains(i))
                headers.append(filled(own.at(i), HeaderOrigin::Webhook, brokenOwn.value(int(i))));
        }
        return headers;
    }

    void append(const EffectiveHeader &header)
    {
        made.headers.append(header);
        if (!header.replacedBy)
            made.request.headers.append(header.header);
    }

    EffectiveRequest made;

private:
    /// The rules that headers break as they were typed, by row.
    QHash<int, Error> broken(const Headers &headers)
    {
        QHash<int, Error> errors;
        const Problems problems = validateHeaders(headers);
        for (const Problem &problem : problems) {
            const Error error{ErrorCode::BadFilledHeader, problem.subject, {}, 0, 0, problem.rule};
            note(error);
            if (!errors.contains(problem.row))
                errors.insert(problem.row, error);
        }
        return errors;
    }

    /// Which of the own headers stands in the place of a default one, or -1.
    static qsizetype replacementOf(const Header &header, const Headers &own, const QHash<int, Error> &broken)
    {
        for (qsizetype i = 0; i < own.size(); ++i) {
            if (isSameHeaderName(own.at(i).name, header.name) && !broken.contains(int(i)))
                return i;
        }
        return -1;
    }

    /// A header that does not leave.
    static EffectiveHeader asTyped(const Header &header, HeaderOrigin origin)
    {
        const auto value = shownText(secrets::shownValue(header));
        const PreparedHeader shown{onOneLine(header.name).toUtf8(), "", onOneLine(value.shown.trimmed()), origin};
        return {shown, {}, {}, variablesIn(value)};
    }

    static EffectiveHeader replaced(const Header &header, HeaderOrigin origin, HeaderOrigin by)
    {
        EffectiveHeader made = asTyped(header, origin);
        made.replacedBy = by;
        return made;
    }

    static EffectiveHeader refused(const Header &header, HeaderOrigin origin, const Error &why)
    {
        EffectiveHeader made = asTyped(header, origin);
        made.problem = why;
        return made;
    }

    EffectiveHeader filled(const Header &header, HeaderOrigin origin, const Error &brokenRule)
    {
        if (brokenRule.rule)
            return refused(header, origin, brokenRule);
        if (secrets::isMissing(header)) {
            const Error missing{ErrorCode::SecretMissing, header.name};
            note(missing);
            return refused(header, origin, missing);
        }
        if (header.isSecret && header.value.isEmpty()) {
            made.notLookedUp = header.name;
            return asTyped(header, origin);
        }
        const auto prepared = filledHeader(header, origin, m_environment, made.request.filled);
        if (prepared)
            return *prepared;
        note(prepared.error());
        return refused(header, origin, prepared.error());
    }

    const Environment &m_environment;
    QString m_shownHost;
};

/// Headers that the transport would otherwise add by itself, with values of its own (measured: Qt 6.4.2 adds
/// Connection, Accept-Encoding, Accept-Language, User-Agent). Set here, what is shown is what leaves. An answer in
/// identity encoding is shown as it came.
QList<PreparedHeader> transportHeaders(const PreparedRequest &request, const QString &shownHost)
{
    return {{"Host", hostHeader(request.url), shownHost, HeaderOrigin::Fixed},
            fixedHeader("Connection", "keep-alive"),
            fixedHeader("User-Agent", "Hookpanel/" HOOKPANEL_VERSION),
            fixedHeader("Accept", "*/*"),
            fixedHeader("Accept-Encoding", "identity"),
            fixedHeader("Accept-Language", "*"),
            fixedHeader("Content-Length", QByteArray::number(request.body.size()))};
}

/// The signatures of all schemes that the webhook names, or the first reason why there cannot be one.
Result<QList<PreparedHeader>> signatureHeaders(const QStringList &schemes, const Signing &signing, const QByteArray &body)
{
    const SignedParts parts{signing.message.toString().toLatin1(), signing.timestamp, body};
    QList<PreparedHeader> headers;
    for (const QString &name : schemes) {
        const SigningScheme *scheme = findSigningScheme(name);
        if (!scheme)
            return failure(ErrorCode::SigningSchemeUnknown, name);
        const auto made = scheme->sign(parts, signing.keys);
        if (!made)
            return tl::unexpected(made.error());
        for (const auto &[header, value] : *made)
            headers.append({header, value, QString::fromLatin1(value), HeaderOrigin::Signature});
    }
    return headers;
}

} // namespace

std::optional<Signing> signingOf(const Webhook &webhook, const DeliveryId &message, const QDateTime &now)
{
    if (webhook.signing.isEmpty())
        return std::nullopt;
    Signing signing{{}, message, now.toSecsSinceEpoch()};
    const QStringList keys = secrets::keysAt(webhook, now);
    for (const QString &key : keys)
        signing.keys.append(SigningKey(key));
    return signing;
}

EffectiveRequest effectiveRequest(const Webhook &webhook, const Headers &defaultHeaders, const Event &event,
                                  const Environment &environment, const std::optional<DeliveryMark> &mark,
                                  const std::optional<Signing> &signing)
{
    Preparation preparation(environment);
    PreparedRequest &request = preparation.made.request;
    request.body = event.payload;
    request.timeoutSeconds = qBound(Webhook::shortestTimeout, webhook.timeoutSeconds, Webhook::longestTimeout);
    request.tls = webhook.tls;
    request.tls.passphraseReference.clear();
    request.tlsPassphrase = std::exchange(request.tls.passphrase, {});
    preparation.takeUrl(webhook.url.trimmed());

    // An event type may come from a payload that somebody gives; it must not bring headers of its own.
    EffectiveHeader eventType{{"X-Strapi-Event", encodeHeaderValue(event.type), event.type, HeaderOrigin::Fixed}};
    if (const auto rule = checkHeaderValue(event.type)) {
        eventType.problem = Error{ErrorCode::BadFilledHeader, u"X-Strapi-Event"_s, {}, 0, 0, rule};
        eventType.header.value = "";
        eventType.header.shown = onOneLine(event.type);
        preparation.note(*eventType.problem);
    }

    const QList<EffectiveHeader> typed = preparation.typedHeaders(defaultHeaders, webhook.headers);
    const auto transport = transportHeaders(request, preparation.shownHost());
    for (const PreparedHeader &header : transport) {
        const auto replacement = std::find_if(typed.cbegin(), typed.cend(), [&](const EffectiveHeader &other) {
            const bool isRefused = other.problem && other.problem->rule;
            return !other.replacedBy && !isRefused && isSameHeaderName(other.header.name, header.name);
        });
        const bool isReplaced = replacement != typed.cend();
        preparation.append({header, isReplaced ? std::optional(replacement->header.origin) : std::nullopt});
    }
    for (const EffectiveHeader &header : typed)
        preparation.append(header);
    if (mark) {
        preparation.append({fixedHeader("X-Hookpanel-Delivery", mark->delivery.toString().toLatin1())});
        preparation.append({fixedHeader("X-Hookpanel-Attempt", QByteArray::number(mark->attempt))});
    }
    if (signing) {
        const auto signatures = signatureHeaders(webhook.signing, *signing, request.body);
        if (!signatures)
            preparation.note(signatures.error());
        for (const PreparedHeader &header : signatures.value_or(QList<PreparedHeader>()))
            preparation.append({header});
        if (!webhook.signing.isEmpty()) {
            for (const SigningKey &key : signing->keys) {
                request.filled.append({key.text(), redaction::mask.toString(), true});
                if (key.text().startsWith(SigningKey::prefix)) // what follows is the secret, too
                    request.filled.append({key.text().mid(SigningKey::prefix.size()), redaction::mask.toString(), true});
            }
        }
    }
    preparation.append(eventType);
    preparation.append({fixedHeader("Content-Type", "application/json")});
    return preparation.made;
}

Result<PreparedRequest> prepareRequest(const Webhook &webhook, const Headers &defaultHeaders, const Event &event,
                                       const Environment &environment, const std::optional<DeliveryMark> &mark,
                                       const std::optional<Signing> &signing)
{
    const EffectiveRequest made = effectiveRequest(webhook, defaultHeaders, event, environment, mark, signing);
    if (made.problem)
        return tl::unexpected(*made.problem);
    if (!made.notLookedUp.isEmpty())
        return failure(ErrorCode::SecretMissing, made.notLookedUp);
    return made.request;
}

QByteArray requestTarget(const QUrl &url)
{
    const QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return target.startsWith('/') ? target : '/' + target;
}

QString requestLine(const PreparedRequest &request)
{
    // Where anything was filled, all of the target may come from it: a variable can hold more than its place suggests.
    const bool byText = request.isUrlFilled() || request.url.isEmpty();
    const QString shown = request.shownTarget.isEmpty() ? shownParts(request.shownUrl).target : request.shownTarget;
    const QString target = byText ? shown : QString::fromLatin1(requestTarget(request.url));
    return QString::fromLatin1(request.method) + u' ' + (target.isEmpty() ? u"/"_s : target) + u" HTTP/1.1"_s;
}

QString requestText(const PreparedRequest &request)
{
    QString text = requestLine(request) + u'\n';
    for (const PreparedHeader &header : request.headers)
        text += QString::fromLatin1(header.name) + u": "_s + header.shown + u'\n';
    return text + u'\n' + QString::fromUtf8(request.body);
}

} // namespace hookpanel
