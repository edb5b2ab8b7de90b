// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attemptrecord.h"

#include "core/answerredaction.h"
#include "core/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hookpanel::attemptrecord {

using namespace Qt::StringLiterals;

namespace {

QString originKey(HeaderOrigin origin)
{
    switch (origin) {
    case HeaderOrigin::Default:
        return u"default"_s;
    case HeaderOrigin::Webhook:
        return u"webhook"_s;
    case HeaderOrigin::Signature:
        return u"signature"_s;
    case HeaderOrigin::Fixed:
        return u"fixed"_s;
    }
    Q_UNREACHABLE();
}

HeaderOrigin originFromKey(const QString &key)
{
    for (const HeaderOrigin origin : {HeaderOrigin::Default, HeaderOrigin::Webhook, HeaderOrigin::Signature}) {
        if (originKey(origin) == key)
            return origin;
    }
    return HeaderOrigin::Fixed;
}

QJsonArray fromTimeline(const QList<PhaseTime> &timeline)
{
    QJsonArray array;
    for (const PhaseTime &time : timeline)
        array.append(QJsonArray{phaseKey(time.phase), time.ms ? QJsonValue(*time.ms) : QJsonValue()});
    return array;
}

QList<PhaseTime> toTimeline(const QJsonArray &array)
{
    QList<PhaseTime> timeline;
    for (const QJsonValue &entry : array) {
        const auto phase = phaseFromKey(entry[0].toString());
        if (!phase)
            continue;
        PhaseTime time{*phase, {}};
        if (entry[1].isDouble())
            time.ms = entry[1].toInteger();
        timeline.append(time);
    }
    return timeline;
}

QJsonObject fromRequest(const PreparedRequest &request)
{
    QJsonArray headers;
    for (const PreparedHeader &header : request.headers) {
        const QString name = QString::fromLatin1(header.name);
        // A signature is no secret: it tells nothing of its key, and whoever looks for a fault needs it.
        const bool isSignature = header.origin == HeaderOrigin::Signature;
        const QString kept = isSignature ? header.shown : redaction::headerValue(name, header.shown);
        headers.append(QJsonArray{name, kept, originKey(header.origin)});
    }
    QJsonObject object{{u"method"_s, QString::fromLatin1(request.method)},
                       {u"url"_s, request.shownUrl},
                       {u"timeoutSeconds"_s, request.timeoutSeconds},
                       {u"headers"_s, headers}};
    if (!request.shownTarget.isEmpty())
        object.insert(u"target"_s, request.shownTarget);
    return object;
}

PreparedRequest toRequest(const QJsonObject &object)
{
    PreparedRequest request;
    request.method = object.value(u"method"_s).toString().toLatin1();
    request.shownUrl = object.value(u"url"_s).toString();
    request.shownTarget = object.value(u"target"_s).toString();
    if (!request.isUrlFilled())
        request.url = QUrl(request.shownUrl);
    request.timeoutSeconds = object.value(u"timeoutSeconds"_s).toInt(request.timeoutSeconds);
    const QJsonArray headers = object.value(u"headers"_s).toArray();
    for (const QJsonValue &entry : headers) {
        const QString shown = entry[1].toString();
        request.headers.append({entry[0].toString().toLatin1(), shown.toUtf8(), shown, originFromKey(entry[2].toString())});
    }
    return request;
}

QJsonObject fromResponse(const Response &response)
{
    QJsonArray headers;
    for (const auto &[name, value] : response.headers) {
        const QString text = QString::fromLatin1(name);
        headers.append(QJsonArray{text, redaction::headerValue(text, headerText(value))});
    }
    QJsonObject object{{u"status"_s, response.status},
                       {u"reason"_s, QString::fromLatin1(response.reason)},
                       {u"size"_s, response.size},
                       {u"headers"_s, headers}};
    if (response.takenOut != 0)
        object.insert(u"takenOut"_s, response.takenOut);
    return object;
}

Response toResponse(const QJsonObject &object)
{
    Response response;
    response.status = object.value(u"status"_s).toInt();
    response.reason = object.value(u"reason"_s).toString().toLatin1();
    response.size = object.value(u"size"_s).toInteger();
    response.takenOut = object.value(u"takenOut"_s).toInteger();
    const QJsonArray headers = object.value(u"headers"_s).toArray();
    for (const QJsonValue &entry : headers) {
        const QString value = entry[1].toString();
        const bool isLatin1 = std::all_of(value.cbegin(), value.cend(), [](QChar c) { return c.unicode() <= 0xff; });
        const QByteArray bytes = isLatin1 ? value.toLatin1() : value.toUtf8();
        response.headers.append({entry[0].toString().toLatin1(), bytes});
    }
    return response;
}

QJsonObject fromTls(const TlsInfo &tls)
{
    return {{u"protocol"_s, tls.protocol},
            {u"cipher"_s, tls.cipher},
            {u"subject"_s, tls.subject},
            {u"issuer"_s, tls.issuer},
            {u"names"_s, QJsonArray::fromStringList(tls.names)},
            {u"notBefore"_s, tls.notBefore.toUTC().toString(Qt::ISODate)},
            {u"notAfter"_s, tls.notAfter.toUTC().toString(Qt::ISODate)},
            {u"sha256"_s, QString::fromLatin1(tls.sha256)}};
}

TlsInfo toTls(const QJsonObject &object)
{
    TlsInfo tls;
    tls.protocol = object.value(u"protocol"_s).toString();
    tls.cipher = object.value(u"cipher"_s).toString();
    tls.subject = object.value(u"subject"_s).toString();
    tls.issuer = object.value(u"issuer"_s).toString();
    const QJsonArray names = object.value(u"names"_s).toArray();
    for (const QJsonValue &name : names)
        tls.names.append(name.toString());
    tls.notBefore = QDateTime::fromString(object.value(u"notBefore"_s).toString(), Qt::ISODate);
    tls.notAfter = QDateTime::fromString(object.value(u"notAfter"_s).toString(), Qt::ISODate);
    tls.sha256 = object.value(u"sha256"_s).toString().toLatin1();
    return tls;
}

/// Why a request cannot be built: names that files keep. The subject of each is a name, a file or what was typed, never a
/// filled value.
const QList<std::pair<ErrorCode, QLatin1StringView>> &errorKeys()
{
    using enum ErrorCode;
    static const QList<std::pair<ErrorCode, QLatin1StringView>> keys{
        {UnsetVariable, "unset-variable"_L1},
        {BadPlaceholder, "bad-placeholder"_L1},
        {BadFilledUrl, "bad-filled-url"_L1},
        {BadFilledHeader, "bad-filled-header"_L1},
        {DefaultHeadersUnreadable, "default-headers-unreadable"_L1},
        {ProxyUnreadable, "proxy-unreadable"_L1},
        {CannotRead, "cannot-read"_L1},
        {SecretMissing, "secret-missing"_L1},
        {SecretsLocked, "secrets-locked"_L1},
        {SecretsUnavailable, "secrets-unavailable"_L1},
        {SigningSchemeUnknown, "signing-scheme-unknown"_L1},
        {SigningIdUnusable, "signing-id-unusable"_L1},
        {SigningKeyMissing, "signing-secret-missing"_L1},
        {SigningKeyPublic, "signing-secret-public"_L1},
        {SigningKeyAsymmetric, "signing-secret-asymmetric"_L1},
        {SigningKeyPrefix, "signing-secret-prefix"_L1},
        {SigningKeyNotBase64, "signing-secret-not-base64"_L1},
        {SigningKeyNotOneLine, "signing-secret-not-one-line"_L1},
        {TlsFileUnreadable, "tls-file-unreadable"_L1},
        {TlsNoCertificate, "tls-no-certificate"_L1},
        {TlsNoKey, "tls-no-key"_L1},
        {TlsPassphraseMissing, "tls-passphrase-missing"_L1},
        {TlsPassphraseWrong, "tls-passphrase-wrong"_L1},
        {TlsKeyOfAnother, "tls-key-of-another"_L1},
    };
    return keys;
}

/// The rules that a filled URL or header can break.
const QList<std::pair<Rule, QLatin1StringView>> &ruleKeys()
{
    using enum Rule;
    static const QList<std::pair<Rule, QLatin1StringView>> keys{
        {UrlMissing, "url-missing"_L1},
        {UrlTooLong, "url-too-long"_L1},
        {UrlControlCharacter, "url-control-character"_L1},
        {UrlNoScheme, "url-no-scheme"_L1},
        {UrlWrongScheme, "url-wrong-scheme"_L1},
        {UrlNoHost, "url-no-host"_L1},
        {UrlBadHost, "url-bad-host"_L1},
        {UrlBadPort, "url-bad-port"_L1},
        {UrlUserInfo, "url-user-info"_L1},
        {UrlFragment, "url-fragment"_L1},
        {UrlMalformed, "url-malformed"_L1},
        {BadPlaceholder, "bad-placeholder"_L1},
        {HeaderNameMissing, "header-name-missing"_L1},
        {HeaderNameInvalid, "header-name-invalid"_L1},
        {HeaderNameDuplicate, "header-name-duplicate"_L1},
        {HeaderNameConnection, "header-name-connection"_L1},
        {HeaderNameOurs, "header-name-ours"_L1},
        {HeaderValueControlCharacter, "header-value-control-character"_L1},
        {HeaderValueTooLong, "header-value-too-long"_L1},
    };
    return keys;
}

/// The name of a code in one of the lists above; empty when it is none of them.
template<typename Code> QString keyOf(const QList<std::pair<Code, QLatin1StringView>> &keys, Code code)
{
    const auto found = std::find_if(keys.cbegin(), keys.cend(), [code](const auto &key) { return key.first == code; });
    return found == keys.cend() ? QString() : QString(found->second);
}

template<typename Code>
std::optional<Code> codeOf(const QList<std::pair<Code, QLatin1StringView>> &keys, const QString &name)
{
    const auto found = std::find_if(keys.cbegin(), keys.cend(), [&name](const auto &key) { return key.second == name; });
    return found == keys.cend() ? std::nullopt : std::optional(found->first);
}

QJsonObject fromError(const Error &error)
{
    QJsonObject object{{u"code"_s, keyOf(errorKeys(), error.code)}, {u"subject"_s, error.subject}};
    if (!error.detail.isEmpty())
        object.insert(u"detail"_s, error.detail);
    if (error.rule)
        object.insert(u"rule"_s, keyOf(ruleKeys(), *error.rule));
    return object;
}

std::optional<Error> toError(const QJsonObject &object)
{
    const auto code = codeOf(errorKeys(), object.value(u"code"_s).toString());
    if (!code)
        return std::nullopt;
    Error error{.code = *code, .subject = object.value(u"subject"_s).toString()};
    error.detail = object.value(u"detail"_s).toString();
    error.rule = codeOf(ruleKeys(), object.value(u"rule"_s).toString());
    return error;
}

/// Without the redirect's target, which is in the answer's headers.
QJsonObject fromOutcome(const Outcome &outcome)
{
    QJsonObject object{{u"kind"_s, outcomeKey(outcome.kind)},
                       {u"status"_s, outcome.status},
                       {u"phase"_s, phaseKey(outcome.phase)},
                       {u"tlsFault"_s, tlsFaultKey(outcome.tlsFault)}};
    if (outcome.proxyFault != ProxyFault::None)
        object.insert(u"proxyFault"_s, proxyFaultKey(outcome.proxyFault));
    if (outcome.error)
        object.insert(u"error"_s, fromError(*outcome.error));
    return object;
}

std::optional<Outcome> toOutcome(const QJsonObject &object)
{
    const auto kind = outcomeFromKey(object.value(u"kind"_s).toString());
    if (!kind)
        return std::nullopt;
    Outcome outcome;
    outcome.kind = *kind;
    outcome.status = object.value(u"status"_s).toInt();
    outcome.phase = phaseFromKey(object.value(u"phase"_s).toString()).value_or(Phase::Queued);
    outcome.tlsFault = tlsFaultFromKey(object.value(u"tlsFault"_s).toString()).value_or(TlsFault::None);
    outcome.proxyFault = proxyFaultFromKey(object.value(u"proxyFault"_s).toString()).value_or(ProxyFault::None);
    outcome.error = toError(object.value(u"error"_s).toObject());
    return outcome;
}

QString locationOf(const Response &response)
{
    for (const auto &[name, value] : response.headers) {
        if (isSameHeaderName(name, "Location"))
            return QString::fromUtf8(value);
    }
    return {};
}

} // namespace

QByteArray toJson(const Attempt &attempt)
{
    QJsonObject object{{u"timeline"_s, fromTimeline(attempt.timeline)},
                       {u"phase"_s, phaseKey(attempt.phase)},
                       {u"durationMs"_s, attempt.durationMs},
                       {u"connectionReused"_s, attempt.connectionReused},
                       {u"request"_s, fromRequest(attempt.request)}};
    if (!attempt.proxy.isEmpty())
        object.insert(u"proxy"_s, attempt.proxy); // for eyes: without a user name or a password
    if (attempt.response)
        object.insert(u"response"_s, fromResponse(*redaction::withoutRepeatedSecrets(attempt).response));
    if (attempt.tls)
        object.insert(u"tls"_s, fromTls(*attempt.tls));
    if (attempt.outcome)
        object.insert(u"outcome"_s, fromOutcome(*attempt.outcome));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void fill(Attempt &attempt, const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.isEmpty())
        return;
    attempt.timeline = toTimeline(object.value(u"timeline"_s).toArray());
    attempt.phase = phaseFromKey(object.value(u"phase"_s).toString()).value_or(Phase::Queued);
    attempt.durationMs = object.value(u"durationMs"_s).toInteger();
    attempt.connectionReused = object.value(u"connectionReused"_s).toBool();
    attempt.proxy = object.value(u"proxy"_s).toString();
    attempt.request = toRequest(object.value(u"request"_s).toObject());
    if (const QJsonValue response = object.value(u"response"_s); response.isObject())
        attempt.response = toResponse(response.toObject());
    if (const QJsonValue tls = object.value(u"tls"_s); tls.isObject())
        attempt.tls = toTls(tls.toObject());
    attempt.outcome = toOutcome(object.value(u"outcome"_s).toObject());
    const bool isShown = attempt.response && !attempt.request.isUrlFilled(); // else the target may repeat what was filled
    if (attempt.outcome && attempt.outcome->kind == OutcomeKind::Redirected && isShown)
        attempt.outcome->detail = locationOf(*attempt.response);
}

} // namespace hookpanel::attemptrecord
