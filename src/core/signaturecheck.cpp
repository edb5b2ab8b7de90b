// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signaturecheck.h"

#include "core/jsontext.h"
#include "core/jsontokens.h"
#include "core/signing/signingschemes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

struct Variant {
    BodyChange change;
    QByteArray body;
};

/// The text with a space after each comma and colon between tokens, and no other white space there.
QString spaced(const QString &json)
{
    QString text;
    JsonLexer lexer(json);
    while (const auto token = lexer.next()) {
        if (token->kind == JsonToken::Kind::Space)
            continue;
        const QStringView spelled = QStringView(json).mid(token->begin, token->length);
        text += spelled;
        if (spelled == u"," || spelled == u":")
            text += u' ';
    }
    return text;
}

/// JSON indented by two spaces per level, with four.
QString indentedTwice(const QString &json)
{
    static const QRegularExpression indentation(u"^ +"_s, QRegularExpression::MultilineOption);
    QString text = json;
    for (auto match = indentation.match(text); match.hasMatch();
         match = indentation.match(text, match.capturedEnd() + match.capturedLength()))
        text.insert(match.capturedStart(), match.captured());
    return text;
}

/// The text with escapes that JSON does not need written plainly. Backslashes stand in strings only.
QString unescaped(const QString &json)
{
    static const QRegularExpression escape(uR"(\\(?:u([0-9A-Fa-f]{4})|(.)))"_s);
    QString text;
    qsizetype at = 0;
    for (auto matches = escape.globalMatch(json); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        text += QStringView(json).mid(at, match.capturedStart() - at);
        at = match.capturedEnd();
        const QChar character(match.captured(1).toUShort(nullptr, 16));
        if (match.captured(2) == u"/")
            text += u'/';
        else if (match.hasCaptured(1) && character.unicode() >= 0x20 && character != u'"' && character != u'\\')
            text += character;
        else
            text += match.captured();
    }
    text += QStringView(json).mid(at);
    return text;
}

QByteArray withoutLineEnd(const QByteArray &body)
{
    if (body.endsWith("\r\n"))
        return body.chopped(2);
    return body.endsWith('\n') ? body.chopped(1) : body;
}

/// The same JSON as other programs write it.
QList<Variant> writtenAnew(const QByteArray &body)
{
    const auto json = JsonText::parse(body.trimmed(), JsonText::DuplicateKeys::Allowed);
    if (!json)
        return {};
    const QString text = QString::fromUtf8(json->bytes());
    const QString pretty = prettyJson(text);
    QList<Variant> variants{{BodyChange::Compacted, json->compact()},
                            {BodyChange::Spaced, spaced(text).toUtf8()},
                            {BodyChange::IndentedBy2, pretty.toUtf8()},
                            {BodyChange::IndentedBy4, indentedTwice(pretty).toUtf8()},
                            {BodyChange::Unescaped, compactJson(unescaped(text).toUtf8())}};
    const QList<Variant> withoutEnd = variants;
    for (const Variant &variant : withoutEnd)
        variants.append({variant.change, variant.body + '\n'});
    return variants;
}

/// What usually happens to bodies, undone; the least change first.
QList<Variant> variantsOf(const QByteArray &body)
{
    const QByteArray byteOrderMark = "\xef\xbb\xbf";
    const QByteArray withLf = QByteArray(body).replace("\r\n", "\n");
    QList<Variant> variants{{BodyChange::LineEndRemoved, withoutLineEnd(body)},
                            {BodyChange::LineEndAdded, body + '\n'},
                            {BodyChange::LineEndAdded, body + "\r\n"},
                            {BodyChange::CrLfToLf, withLf},
                            {BodyChange::CrLfToLf, withoutLineEnd(withLf)},
                            {BodyChange::LfToCrLf, QByteArray(withLf).replace("\n", "\r\n")}};
    const QByteArray text = body.startsWith(byteOrderMark) ? body.mid(byteOrderMark.size()) : body;
    variants.append({BodyChange::ByteOrderMarkRemoved, text});
    variants += writtenAnew(text);
    return variants;
}

bool isMismatch(const SignatureFinding &finding)
{
    return finding.kind == SignatureFinding::Kind::DoesNotFit;
}

CheckedSignature checked(const SigningScheme &scheme, const ReceivedMessage &message, const SigningKeys &keys, qint64 now)
{
    const auto byKey = [&](const SigningKey &key) { return scheme.check(message.body, message.headers, key, now); };
    const auto mayBeOtherKey = [](const SignatureFinding &finding) {
        return isMismatch(finding) || finding.kind == SignatureFinding::Kind::KeyRefused;
    };
    const SignatureFinding newest = byKey(keys.value(0));
    if (!mayBeOtherKey(newest))
        return {scheme.name(), newest};
    for (const SigningKey &key : keys.mid(1)) {
        if (const SignatureFinding finding = byKey(key); !mayBeOtherKey(finding))
            return {scheme.name(), finding};
    }
    return {scheme.name(), newest};
}

} // namespace

QList<CheckedSignature> checkSignatures(const ReceivedMessage &message, const SigningKeys &keys, qint64 now,
                                        const QStringList &expected)
{
    QList<CheckedSignature> all;
    for (const auto &scheme : signingSchemes()) {
        const auto isThere = [&message](const QByteArray &name) { return headerValue(message.headers, name).has_value(); };
        const QByteArrayList names = scheme->headerNames();
        if (!expected.contains(scheme->name()) && std::none_of(names.cbegin(), names.cend(), isThere))
            continue;
        all.append(checked(*scheme, message, keys, now));
    }
    const bool anyMismatch
        = std::any_of(all.cbegin(), all.cend(), [](const CheckedSignature &one) { return isMismatch(one.finding); });
    if (!anyMismatch)
        return all;
    const QList<Variant> variants = variantsOf(message.body);
    for (CheckedSignature &one : all) {
        if (!isMismatch(one.finding))
            continue;
        for (const Variant &variant : variants) {
            const auto again = checked(*findSigningScheme(one.scheme), {message.headers, variant.body}, keys, now);
            if (isMismatch(again.finding))
                continue;
            one.change = variant.change;
            break;
        }
    }
    return all;
}

bool allFit(const QList<CheckedSignature> &checked)
{
    return !checked.isEmpty()
        && std::all_of(checked.cbegin(), checked.cend(), [](const CheckedSignature &one) { return one.fits(); });
}

namespace {

SignatureHeaders headersFromJson(const QJsonDocument &document)
{
    SignatureHeaders headers;
    const QJsonObject object = document.object();
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        // Node.js and others keep the values of one name as a list.
        const QJsonValue value = entry->isArray() ? entry->toArray().at(0) : *entry;
        if (value.isString())
            headers.append({entry.key().toUtf8(), value.toString().toUtf8()});
    }
    const QJsonArray array = document.array();
    for (const QJsonValue &entry : array) {
        if (entry[u"name"].isString() && entry[u"value"].isString())
            headers.append({entry[u"name"].toString().toUtf8(), entry[u"value"].toString().toUtf8()});
    }
    return headers;
}

} // namespace

SignatureHeaders headersFromText(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('['))
        return headersFromJson(QJsonDocument::fromJson(trimmed));
    // A header's name is a token (RFC 9110 5.6.2); "POST /hook HTTP/1.1" has none before a colon.
    static const QRegularExpression line(uR"(^(?:> ?)?([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)$)"_s);
    SignatureHeaders headers;
    const QByteArrayList lines = trimmed.split('\n');
    for (const QByteArray &bytes : lines) {
        const auto match = line.match(QString::fromUtf8(bytes).trimmed());
        if (match.hasMatch())
            headers.append({match.captured(1).toUtf8(), match.captured(2).trimmed().toUtf8()});
    }
    return headers;
}

QString findingKey(SignatureFinding::Kind kind)
{
    using Kind = SignatureFinding::Kind;
    switch (kind) {
    case Kind::Fits:
        return u"fits"_s;
    case Kind::HeaderMissing:
        return u"header-missing"_s;
    case Kind::IdMissing:
        return u"id-missing"_s;
    case Kind::TimestampMissing:
        return u"timestamp-missing"_s;
    case Kind::TimestampMalformed:
        return u"timestamp-malformed"_s;
    case Kind::Malformed:
        return u"malformed"_s;
    case Kind::LabelUnknown:
        return u"label-unknown"_s;
    case Kind::PrefixMissing:
        return u"prefix-missing"_s;
    case Kind::UpperCase:
        return u"upper-case"_s;
    case Kind::ClockOff:
        return u"clock-off"_s;
    case Kind::DoesNotFit:
        return u"does-not-fit"_s;
    case Kind::KeyRefused:
        return u"secret-refused"_s;
    }
    Q_UNREACHABLE();
}

QString bodyChangeKey(BodyChange change)
{
    switch (change) {
    case BodyChange::None:
        return {};
    case BodyChange::LineEndRemoved:
        return u"line-end-removed"_s;
    case BodyChange::LineEndAdded:
        return u"line-end-added"_s;
    case BodyChange::CrLfToLf:
        return u"crlf-to-lf"_s;
    case BodyChange::LfToCrLf:
        return u"lf-to-crlf"_s;
    case BodyChange::ByteOrderMarkRemoved:
        return u"byte-order-mark-removed"_s;
    case BodyChange::Compacted:
        return u"compacted"_s;
    case BodyChange::IndentedBy2:
        return u"indented-by-2"_s;
    case BodyChange::IndentedBy4:
        return u"indented-by-4"_s;
    case BodyChange::Spaced:
        return u"spaced"_s;
    case BodyChange::Unescaped:
        return u"unescaped"_s;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
