// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/webhookjson.h"

#include "core/clock.h"
#include "core/credentials.h"
#include "core/redaction.h"
#include "core/words.h"

#include <QJsonDocument>

#include <algorithm>

namespace hookpanel::json {

using namespace Qt::StringLiterals;

namespace {

QJsonValue selection(const Selection &selection)
{
    if (selection.all)
        return u"*"_s;
    return QJsonArray::fromStringList(selection.names);
}

QJsonValue numberOrNull(qint64 number, bool known)
{
    return known ? QJsonValue(number) : QJsonValue();
}

QJsonValue tls(const std::optional<TlsInfo> &tls)
{
    if (!tls)
        return {};
    return QJsonObject{{u"protocol"_s, tls->protocol},
                       {u"cipher"_s, tls->cipher},
                       {u"subject"_s, tls->subject},
                       {u"issuer"_s, tls->issuer},
                       {u"names"_s, QJsonArray::fromStringList(tls->names)},
                       {u"notBefore"_s, tls->notBefore.toUTC().toString(Qt::ISODate)},
                       {u"notAfter"_s, tls->notAfter.toUTC().toString(Qt::ISODate)},
                       {u"sha256"_s, QString::fromLatin1(tls->sha256)}};
}

/// Compact JSON text of an array.
QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::optional<QJsonArray> parseArray(const QString &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isArray())
        return std::nullopt;
    return document.array();
}

constexpr QLatin1StringView hintKey("hint"); // of a signing key: the end of its text
constexpr QLatin1StringView prefixKey("prefix"); // and its beginning
constexpr QLatin1StringView passphraseKey("passphrase"); // in files the reference, for eyes that there is one

} // namespace

QJsonArray signingKeys(const QList<WebhookKey> &keys)
{
    QJsonArray array;
    for (const WebhookKey &key : keys) {
        QJsonObject object{{u"value"_s, QJsonValue()},
                           {u"secret"_s, true},
                           {hintKey, key.hint},
                           {u"endsAt"_s, key.endsAt.isValid() ? QJsonValue(toIsoUtc(key.endsAt)) : QJsonValue()}};
        if (!key.prefix.isEmpty())
            object.insert(prefixKey, key.prefix);
        array.append(object);
    }
    return array;
}

QJsonArray headers(const Headers &headers)
{
    QJsonArray array;
    for (const Header &header : headers) {
        if (header.isSecret || credentials::isIn(header)) // also one that an editor wrote in clear
            array.append(QJsonObject{{u"name"_s, header.name}, {u"value"_s, QJsonValue()}, {u"secret"_s, true}});
        else
            array.append(QJsonObject{{u"name"_s, header.name}, {u"value"_s, header.value}});
    }
    return array;
}

QJsonValue retry(const RetrySchedule &schedule)
{
    if (schedule.kind() != RetrySchedule::Kind::Custom)
        return schedule.toText();
    QJsonArray seconds;
    for (const auto wait : schedule.waits())
        seconds.append(qint64(wait.count()));
    return seconds;
}

QJsonObject tlsPolicy(const TlsPolicy &policy)
{
    QJsonObject object{{u"policy"_s, trustKey(policy.trust)}};
    switch (policy.trust) {
    case TlsPolicy::Trust::Verify:
        break;
    case TlsPolicy::Trust::ExtraCa:
        object.insert(u"caFile"_s, policy.caFile);
        break;
    case TlsPolicy::Trust::Pinned:
        object.insert(u"sha256"_s, QString::fromLatin1(policy.pin));
        break;
    }
    if (!policy.clientCertificate.isEmpty())
        object.insert(u"clientCertificate"_s, policy.clientCertificate);
    if (!policy.clientKey.isEmpty())
        object.insert(u"clientKey"_s, policy.clientKey);
    if (policy.hasPassphrase())
        object.insert(passphraseKey, QJsonObject{{u"value"_s, QJsonValue()}, {u"secret"_s, true}});
    return object;
}

std::optional<TlsPolicy> tlsPolicyFromJson(const QJsonObject &object)
{
    const auto trust = trustFromKey(object.value(u"policy"_s).toString());
    QJsonObject texts = object;
    texts.remove(passphraseKey); // a secret; never read from here
    const bool areTexts = std::all_of(texts.begin(), texts.end(), [](const QJsonValue &value) { return value.isString(); });
    if (!trust || !areTexts)
        return std::nullopt;
    TlsPolicy policy;
    policy.trust = *trust;
    if (*trust == TlsPolicy::Trust::ExtraCa)
        policy.caFile = object.value(u"caFile"_s).toString();
    const QString pin = object.value(u"sha256"_s).toString();
    if (*trust == TlsPolicy::Trust::Pinned)
        policy.pin = fingerprintFromText(pin).value_or(pin.toLatin1());
    policy.clientCertificate = object.value(u"clientCertificate"_s).toString();
    policy.clientKey = object.value(u"clientKey"_s).toString();
    return policy;
}

QJsonObject webhook(const Webhook &webhook, const Problems &problems)
{
    QJsonArray problemArray;
    for (const Problem &problem : problems)
        problemArray.append(QJsonObject{{u"field"_s, fieldKey(problem.field)}, {u"message"_s, Words::of(problem)}});
    return {{u"id"_s, webhook.id.toString()},
            {u"name"_s, webhook.name},
            {u"url"_s, redaction::url(webhook.url)},
            {u"enabled"_s, webhook.enabled},
            {u"headers"_s, headers(webhook.headers)},
            {u"events"_s, selection(webhook.events)},
            {u"contentTypes"_s, selection(webhook.contentTypes)},
            {u"timeoutSeconds"_s, webhook.timeoutSeconds},
            {u"retry"_s, retry(webhook.retry)},
            {u"signing"_s, QJsonArray::fromStringList(webhook.signing)},
            {u"signingKeys"_s, signingKeys(webhook.signingKeys)},
            {u"tls"_s, tlsPolicy(webhook.tls)},
            {u"problems"_s, problemArray}};
}

QJsonObject request(const PreparedRequest &request)
{
    QJsonArray headers;
    for (const PreparedHeader &header : request.headers)
        headers.append(QJsonObject{{u"name"_s, QString::fromLatin1(header.name)}, {u"value"_s, header.shown}});
    return {{u"method"_s, QString::fromLatin1(request.method)},
            {u"url"_s, request.shownUrl},
            {u"headers"_s, headers},
            {u"body"_s, QString::fromUtf8(request.body)}};
}

QJsonValue response(const std::optional<Response> &response)
{
    if (!response)
        return {};
    QJsonArray headers;
    for (const auto &[name, value] : response->headers)
        headers.append(QJsonObject{{u"name"_s, QString::fromLatin1(name)}, {u"value"_s, headerText(value)}});
    const BodyText body = bodyText(*response);
    QJsonObject object{{u"status"_s, response->status},
                       {u"headers"_s, headers},
                       {u"body"_s, body.text},
                       {u"size"_s, response->size},
                       {u"truncated"_s, response->isTruncated()}};
    if (!body.isUtf8)
        object.insert(u"bodyBase64"_s, QString::fromLatin1(response->body.toBase64()));
    return object;
}

QJsonObject trigger(const Attempt &attempt)
{
    QJsonArray timeline;
    for (const PhaseTime &time : attempt.timeline)
        timeline.append(QJsonObject{{u"phase"_s, phaseKey(time.phase)},
                                    {u"ms"_s, numberOrNull(time.ms.value_or(0), time.ms.has_value())}});
    const Outcome outcome = attempt.outcome.value_or(Outcome());
    return {{u"delivery"_s, attempt.delivery.toString()},
            {u"webhook"_s, attempt.webhook.toString()},
            {u"event"_s, attempt.eventType},
            {u"outcome"_s, outcomeKey(outcome.kind)},
            {u"status"_s, numberOrNull(outcome.status, outcome.status > 0)},
            {u"message"_s, Words::of(outcome)},
            {u"durationMs"_s, attempt.durationMs},
            {u"timeline"_s, timeline},
            {u"proxy"_s, attempt.proxy.isEmpty() ? QJsonValue() : QJsonValue(attempt.proxy)},
            {u"request"_s, request(attempt.request)},
            {u"response"_s, response(attempt.response)},
            {u"tls"_s, tls(attempt.tls)}};
}

QJsonObject error(const QString &code, const QString &message, const QString &field, int line, int column)
{
    const QJsonObject content{{u"code"_s, code},
                              {u"message"_s, message},
                              {u"field"_s, field.isEmpty() ? QJsonValue() : QJsonValue(field)},
                              {u"line"_s, numberOrNull(line, line > 0)},
                              {u"column"_s, numberOrNull(column, column > 0)}};
    return {{u"error"_s, content}};
}

QString headersToText(const Headers &headers)
{
    QJsonArray array;
    for (const Header &header : headers) {
        // Of a secret the reference alone, whatever else is known of it: this is the one place where files get headers from.
        const auto rest = header.isSecret ? std::pair(u"secret"_s, header.reference) : std::pair(u"value"_s, header.value);
        QJsonObject object{{u"name"_s, header.name}, {rest.first, rest.second}};
        if (header.isOpen && !header.isSecret)
            object.insert(u"secret"_s, false);
        array.append(object);
    }
    return compact(array);
}

std::optional<Headers> headersFromText(const QString &text)
{
    const auto array = parseArray(text);
    if (!array)
        return std::nullopt;
    Headers headers;
    for (const QJsonValue &entry : *array) {
        const QJsonValue name = entry[u"name"];
        const QJsonValue value = entry[u"value"];
        const QJsonValue secret = entry[u"secret"];
        if (!name.isString() || (!value.isString() && !secret.isString()))
            return std::nullopt;
        if (secret.isString())
            headers.append({name.toString(), {}, true, secret.toString()});
        else
            headers.append({name.toString(), value.toString(), false, {}, secret.isBool() && !secret.toBool()});
    }
    return headers;
}

QString signingKeysToText(const QList<WebhookKey> &keys)
{
    QJsonArray array;
    for (const WebhookKey &key : keys) {
        QJsonObject object{{u"secret"_s, key.reference}, {hintKey, key.hint}};
        if (!key.prefix.isEmpty())
            object.insert(prefixKey, key.prefix);
        if (key.endsAt.isValid())
            object.insert(u"endsAt"_s, toIsoUtc(key.endsAt));
        array.append(object);
    }
    return compact(array);
}

std::optional<QList<WebhookKey>> signingKeysFromText(const QString &text)
{
    const auto array = parseArray(text);
    if (!array)
        return std::nullopt;
    QList<WebhookKey> keys;
    for (const QJsonValue &entry : *array) {
        const QJsonValue reference = entry[u"secret"];
        const QString end = entry[u"endsAt"].toString();
        const WebhookKey key{.reference = reference.toString(),
                             .hint = entry[hintKey].toString(),
                             .endsAt = QDateTime::fromString(end, Qt::ISODateWithMs),
                             .prefix = entry[prefixKey].toString()};
        if (!reference.isString() || (!end.isEmpty() && !key.endsAt.isValid()))
            return std::nullopt;
        keys.append(key);
    }
    return keys;
}

QString selectionToText(const Selection &selection)
{
    return selection.all ? u"\"*\""_s : compact(QJsonArray::fromStringList(selection.names));
}

std::optional<Selection> selectionFromText(const QString &text)
{
    if (text.trimmed() == u"\"*\""_s || text.trimmed() == u"*"_s)
        return Selection::everything();
    const auto array = parseArray(text);
    if (!array)
        return std::nullopt;
    Selection selection;
    for (const QJsonValue &entry : *array) {
        if (!entry.isString())
            return std::nullopt;
        selection.names.append(entry.toString());
    }
    return selection;
}

QString tlsPolicyToText(const TlsPolicy &policy)
{
    if (policy == TlsPolicy())
        return trustKey(TlsPolicy::Trust::Verify);
    QJsonObject object = tlsPolicy(policy);
    object.remove(passphraseKey);
    if (!policy.passphraseReference.isEmpty())
        object.insert(passphraseKey, policy.passphraseReference);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<TlsPolicy> tlsPolicyFromText(const QString &text)
{
    if (text.trimmed().toLower() == trustKey(TlsPolicy::Trust::Verify))
        return TlsPolicy();
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    auto policy = tlsPolicyFromJson(object);
    if (policy)
        policy->passphraseReference = object.value(passphraseKey).toString();
    return policy;
}

} // namespace hookpanel::json
