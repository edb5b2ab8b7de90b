// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redaction.h"

#include "core/credentials.h"
#include "core/placeholders.h"

#include <algorithm>

namespace hookpanel::redaction {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hintLength = 4;
constexpr qsizetype shortestWithHint = 16; ///< Of eight characters, four would be half.
constexpr QLatin1StringView standardPrefix("whsec_");

/// Names of query parameters that hold secrets. Fewer than those of headers: "key" is a secret here, "auth" as well.
bool isSecretName(const QString &name)
{
    static const QStringList names{u"token"_s,        u"key"_s,    u"apikey"_s,    u"secret"_s,        u"password"_s,
                                   u"passwd"_s,       u"pass"_s,   u"pwd"_s,       u"sig"_s,           u"signature"_s,
                                   u"hmac"_s,         u"auth"_s,   u"accesskey"_s, u"accesstoken"_s,   u"authtoken"_s,
                                   u"credential"_s,   u"jwt"_s,    u"bearer"_s,    u"authorization"_s, u"passphrase"_s,
                                   u"clientsecret"_s, u"session"_s};
    static const QStringList endings{u"token"_s, u"secret"_s, u"password"_s, u"apikey"_s, u"signature"_s};
    QString word = QString::fromUtf8(QByteArray::fromPercentEncoding(name.toUtf8())).toLower();
    const QString last = word.section(u'-', -1).section(u'_', -1).section(u'.', -1); // X-Amz-Signature, api_key
    word.remove(u'-').remove(u'_').remove(u'.');
    return names.contains(word) || names.contains(last)
        || std::any_of(endings.cbegin(), endings.cend(), [&word](const QString &end) { return word.endsWith(end); });
}

/// Whether a value tells something: it is neither empty nor a mask, nor made of placeholders alone.
bool tells(const QString &value)
{
    if (value.isEmpty() || value == mask)
        return false;
    const auto pieces = placeholders::pieces(value);
    return !pieces
        || std::any_of(pieces->cbegin(), pieces->cend(), [](const placeholders::Piece &piece) { return !piece.isVariable; });
}

/// Where the query begins, behind its question mark: the first one that stands in no placeholder.
qsizetype queryBegin(const QString &url)
{
    bool isInBraces = false;
    for (qsizetype at = 0; at < url.size(); ++at) {
        if (url.at(at) == u'{' && at > 0 && url.at(at - 1) == u'$')
            isInBraces = true;
        else if (url.at(at) == u'}')
            isInBraces = false;
        else if (url.at(at) == u'?' && !isInBraces)
            return at + 1;
    }
    return url.size();
}

} // namespace

QString headerValue(const QString &name, const QString &shown)
{
    return credentials::isIn({name, shown}) ? mask.toString() : shown;
}

QString hint(const QString &secret)
{
    QString told = secret.size() >= shortestWithHint ? secret : QString();
    while (told.endsWith(u'=')) // padding tells nothing
        told.chop(1);
    return told.last(qMin(told.size(), hintLength));
}

QString prefix(const QString &secret)
{
    return secret.startsWith(standardPrefix) ? QString(standardPrefix) : QString();
}

QString masked(const QString &secret)
{
    return prefix(secret) + mask.toString() + hint(secret);
}

QString withParameters(const QString &url, const std::function<QString(const SecretParameter &)> &standIn)
{
    const qsizetype begin = queryBegin(url);
    if (begin == url.size())
        return url;
    QString made = url.first(begin);
    qsizetype at = begin;
    while (at <= url.size()) {
        qsizetype end = at;
        while (end < url.size() && url.at(end) != u'&' && url.at(end) != u';' && url.at(end) != u'#')
            ++end;
        const QString part = url.sliced(at, end - at);
        const qsizetype equals = part.indexOf(u'=');
        const SecretParameter parameter{part.first(qMax<qsizetype>(equals, 0)), part.sliced(equals + 1)};
        made += equals > 0 && isSecretName(parameter.name) && tells(parameter.value)
            ? parameter.name + u'=' + standIn(parameter)
            : part;
        if (end < url.size())
            made += url.at(end);
        if (end < url.size() && url.at(end) == u'#')
            return made + url.sliced(end + 1);
        at = end + 1;
    }
    return made;
}

QString url(const QString &text)
{
    return withParameters(text, [](const SecretParameter &) { return mask.toString(); });
}

QList<SecretParameter> secretParameters(const QString &url)
{
    QList<SecretParameter> parameters;
    (void)withParameters(url, [&parameters](const SecretParameter &parameter) {
        parameters.append(parameter);
        return parameter.value;
    });
    return parameters;
}

} // namespace hookpanel::redaction
