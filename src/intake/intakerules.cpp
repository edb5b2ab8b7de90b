// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakerules.h"

#include "core/proxychoice.h"

#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>
#include <limits>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

using Refusal = std::optional<IntakeRefusal>;

constexpr qsizetype longestSubject = 200; ///< What comes from outside is quoted, but not at any length.
constexpr qsizetype longestKey = 255;

IntakeRefusal refusal(IntakeFault fault, const QByteArray &subject = {})
{
    return {fault, QString::fromUtf8(subject.left(longestSubject))};
}

/// RFC 9110 5.6.2
bool isToken(const QByteArray &name)
{
    static constexpr QByteArrayView others("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.contains(c);
    });
}

/// Headers that say something which must not be said in two ways.
Refusal refusalOfFields(const HttpFields &fields)
{
    static const QByteArrayList single{"Host",          "Content-Length", "Transfer-Encoding", "Content-Type",
                                       "Authorization", "Origin",         "Idempotency-Key"};
    QByteArrayList seen;
    for (const HttpField &field : fields) {
        // The library takes "Host : x" for a header of its own; whether it is one must not be a matter of opinion.
        if (!isToken(field.name))
            return refusal(IntakeFault::BadHeaderName, field.name);
        for (const QByteArray &name : single) {
            if (name.compare(field.name, Qt::CaseInsensitive) != 0)
                continue;
            if (seen.contains(name))
                return refusal(name == "Content-Length" ? IntakeFault::TwoLengths : IntakeFault::RepeatedHeader, name);
            seen.append(name);
        }
    }
    if (seen.contains("Content-Length") && seen.contains("Transfer-Encoding"))
        return refusal(IntakeFault::TwoLengths);
    return {};
}

/// Whether "host:port" is a name of the place where the intake listens. A page whose name was made to point at this
/// machine (DNS rebinding) still says its own name here. Any port will do: a tunnel has another one.
bool isOwnAuthority(const QByteArray &authority, const QHostAddress &own)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setAuthority(QString::fromLatin1(authority), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (isLoopbackHost(url.host()))
        return true;
    const QHostAddress called(url.host());
    const QList<QHostAddress> everywhere{QHostAddress(QHostAddress::AnyIPv4), QHostAddress(QHostAddress::AnyIPv6),
                                         QHostAddress(QHostAddress::Any)};
    return !called.isNull() && (everywhere.contains(own) || called.isEqual(own));
}

/// The request line's target, taken apart (RFC 9112 3.2): the authority is empty in the usual, short form.
struct Target {
    QByteArray authority;
    QByteArray path;
};

Target parsed(const QByteArray &target)
{
    static const QByteArray scheme("http://");
    Target result{{}, target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'))};
    if (result.path.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return result;
    const QByteArray rest = result.path.mid(scheme.size());
    const qsizetype slash = rest.indexOf('/');
    result.authority = slash < 0 ? rest : rest.left(slash);
    result.path = slash < 0 ? QByteArray("/") : rest.mid(slash);
    return result;
}

Refusal refusalOfOrigin(const HttpHead &head, const Target &target, const QHostAddress &own)
{
    const HttpField *host = head.find("Host");
    if (!host)
        return refusal(IntakeFault::NoHost);
    if (!isOwnAuthority(host->value, own))
        return refusal(IntakeFault::ForeignHost, host->value);
    if (!target.authority.isEmpty() && !isOwnAuthority(target.authority, own))
        return refusal(IntakeFault::ForeignHost, target.authority);
    const HttpField *origin = head.find("Origin");
    if (origin && origin->value.compare("http://" + host->value, Qt::CaseInsensitive) != 0)
        return refusal(IntakeFault::ForeignOrigin, origin->value);
    return {};
}

/// Tells nothing about the token by how long it takes: both are hashed, and all bytes of the hashes compared.
bool isSame(const QByteArray &given, const QByteArray &token)
{
    const QByteArray left = QCryptographicHash::hash(given, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(token, QCryptographicHash::Sha256);
    unsigned difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= unsigned(left.at(i) ^ right.at(i)) & 0xffu;
    return difference == 0 && !token.isEmpty();
}

Refusal refusalOfToken(const HttpHead &head, const QByteArray &token)
{
    static const QByteArray scheme("Bearer ");
    const QByteArray value = head.value("Authorization");
    if (value.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return refusal(IntakeFault::NoToken);
    if (!isSame(value.mid(scheme.size()).trimmed(), token))
        return refusal(IntakeFault::WrongToken);
    return {};
}

/// application/json, with no charset but UTF-8 (which JSON is anyway) and not compressed.
bool isJson(const HttpHead &head)
{
    const QByteArrayList parts = head.value("Content-Type").split(';');
    if (parts.constFirst().trimmed().compare("application/json", Qt::CaseInsensitive) != 0)
        return false;
    for (const QByteArray &part : parts) {
        const QByteArray parameter = part.trimmed().toLower();
        if (parameter.startsWith("charset=") && parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"")
            return false;
    }
    const QByteArray encoding = head.value("Content-Encoding");
    return encoding.isEmpty() || encoding.compare("identity", Qt::CaseInsensitive) == 0;
}

Refusal refusalOfBody(const HttpHead &head, qsizetype largest)
{
    if (!isJson(head))
        return refusal(IntakeFault::WrongContentType);
    const HttpField *length = head.find("Content-Length");
    if (!length)
        return refusal(IntakeFault::NoLength);
    bool isNumber = false;
    const quint64 bytes = length->value.toULongLong(&isNumber);
    if (!isNumber)
        return refusal(IntakeFault::NoLength);
    if (bytes > quint64(largest)) {
        const bool canBeTold = bytes <= quint64(std::numeric_limits<qint64>::max());
        return {{IntakeFault::BodyTooLarge, canBeTold ? QString::number(bytes) : IntakeRefusal::beyondMeasure()}};
    }
    return {};
}

Refusal refusalOfKey(const HttpHead &head)
{
    const HttpField *key = head.find("Idempotency-Key");
    if (!key)
        return {};
    const bool isPrintable
        = std::all_of(key->value.begin(), key->value.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
    if (key->value.isEmpty() || key->value.size() > longestKey || !isPrintable)
        return refusal(IntakeFault::BadIdempotencyKey);
    return {};
}

} // namespace

std::optional<IntakeRefusal> refusalOf(const HttpHead &head, const IntakeSettings &settings)
{
    if (head.bytes > settings.limits.headerBytes)
        return refusal(IntakeFault::HeadersTooLarge, QByteArray::number(head.bytes));
    if (Refusal found = refusalOfFields(head.fields))
        return found;
    const Target target = parsed(head.target);
    if (Refusal found = refusalOfOrigin(head, target, settings.address))
        return found;
    if (target.path != "/events")
        return refusal(IntakeFault::WrongPath, target.path);
    if (head.method != "POST")
        return refusal(IntakeFault::WrongMethod, head.method);
    if (Refusal found = refusalOfToken(head, settings.token))
        return found;
    if (Refusal found = refusalOfBody(head, settings.limits.bodyBytes))
        return found;
    return refusalOfKey(head);
}

} // namespace hookpanel
