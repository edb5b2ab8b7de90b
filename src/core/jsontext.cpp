// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontext.h"

#include <QCoreApplication>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// How many bytes the UTF-8 character at the beginning of `text` has, or 0 where it is ill-formed (RFC 3629 4: no
/// overlong forms, no surrogates, nothing beyond U+10FFFF).
qsizetype utf8Length(QByteArrayView text)
{
    const auto isIn = [text](qsizetype at, uchar low, uchar high) {
        return at < text.size() && uchar(text.at(at)) >= low && uchar(text.at(at)) <= high;
    };
    const uchar lead = uchar(text.front());
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return isIn(1, 0x80, 0xbf) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool second = isIn(1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
        return second && isIn(2, 0x80, 0xbf) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool second = isIn(1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
        return second && isIn(2, 0x80, 0xbf) && isIn(3, 0x80, 0xbf) ? 4 : 0;
    }
    return 0;
}

/// Offset of the first byte of the first character that is not UTF-8, or -1.
qsizetype firstInvalidUtf8(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = utf8Length(text.sliced(at));
        if (length == 0)
            return at;
        at += length;
    }
    return -1;
}

/// The text of valid UTF-8. QString::fromUtf8() would drop U+FEFF at the beginning, which is a character like others.
QString decoded(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder(utf8);
}

} // namespace

/// Walks over a text once and remembers where the members of the root object are. Without recursion per value kind:
/// one function per rule of the grammar, and a depth that is counted.
class JsonScanner
{
public:
    JsonScanner(const QByteArray &text, JsonText::DuplicateKeys duplicates)
        : m_text(text)
        , m_duplicates(duplicates)
    {
    }

    Result<JsonText> run()
    {
        JsonText json;
        json.m_bytes = m_text;
        if (m_text.startsWith("\xef\xbb\xbf")) {
            notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "there is a byte order mark, which does not belong to JSON"));
            return tl::unexpected(m_error);
        }
        skipSpace();
        json.m_isObject = peek() == '{';
        if (!value(0))
            return tl::unexpected(m_error);
        skipSpace();
        if (m_at < m_text.size()) {
            notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "text after the end"));
            return tl::unexpected(m_error);
        }
        json.m_members = m_members;
        return json;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text.at(m_at) : '\0'; }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text.at(m_at)))
            ++m_at;
    }

    bool fail(ErrorCode code, const QString &subject)
    {
        const QByteArrayView before = QByteArrayView(m_text).first(m_at);
        const auto lineStart = before.lastIndexOf('\n') + 1;
        const auto line = int(before.count('\n')) + 1;
        const QByteArrayView inLine = before.sliced(lineStart);
        const auto isFirstByte = [](char c) { return (uchar(c) & 0xc0) != 0x80; };
        const auto column = int(std::count_if(inLine.begin(), inLine.end(), isFirstByte)) + 1;
        m_error = {code, subject, {}, line, column, {}};
        return false;
    }

    /// `expectation` is translated where the sentence is made, in Words.
    bool notJson(const char *expectation) { return fail(ErrorCode::NotJson, QString::fromUtf8(expectation)); }

    /// A container at this depth; the root is at depth 0, level 1.
    bool mayNest(int depth)
    {
        return depth < JsonText::maximumDepth || fail(ErrorCode::TooDeep, QString::number(JsonText::maximumDepth));
    }

    bool value(int depth)
    {
        switch (peek()) {
        case '{':
            return mayNest(depth) && object(depth);
        case '[':
            return mayNest(depth) && array(depth);
        case '"':
            return string(nullptr);
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

    bool object(int depth)
    {
        QSet<QString> seen;
        ++m_at;
        skipSpace();
        if (peek() == '}')
            return ++m_at, true;
        while (true) {
            JsonText::Member member;
            member.keyBegin = m_at;
            if (peek() != '"')
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a key in double quotes was expected"));
            if (!string(&member.key))
                return false;
            if (m_duplicates == JsonText::DuplicateKeys::Refused && seen.contains(member.key)) {
                m_at = member.keyBegin;
                return fail(ErrorCode::DuplicateKey, member.key);
            }
            seen.insert(member.key);
            skipSpace();
            if (peek() != ':')
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "“:” was expected"));
            ++m_at;
            skipSpace();
            member.valueBegin = m_at;
            if (!value(depth + 1))
                return false;
            member.valueEnd = m_at;
            if (depth == 0)
                m_members.append(member);
            skipSpace();
            const char next = peek();
            if (next != ',' && next != '}')
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "“,” or “}” was expected"));
            ++m_at;
            if (next == '}')
                return true;
            skipSpace();
        }
    }

    bool array(int depth)
    {
        ++m_at;
        skipSpace();
        if (peek() == ']')
            return ++m_at, true;
        while (true) {
            if (!value(depth + 1))
                return false;
            skipSpace();
            const char next = peek();
            if (next != ',' && next != ']')
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "“,” or “]” was expected"));
            ++m_at;
            if (next == ']')
                return true;
            skipSpace();
        }
    }

    bool word(const char *expected)
    {
        if (!QByteArrayView(m_text).sliced(m_at).startsWith(expected))
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a value was expected"));
        m_at += qsizetype(qstrlen(expected));
        return true;
    }

    bool number()
    {
        const qsizetype begin = m_at;
        const auto digits = [this] {
            const qsizetype first = m_at;
            while (isDigit(peek()))
                ++m_at;
            return m_at > first;
        };
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!digits()) {
            m_at = begin;
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a value was expected"));
        }
        if (isDigit(peek()))
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a number must not begin with 0"));
        if (peek() == '.' && (++m_at, !digits()))
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a digit was expected"));
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!digits())
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a digit was expected"));
        }
        return true;
    }

    /// Reads a string token; its text goes to `result` where that is wanted.
    bool string(QString *result)
    {
        ++m_at;
        qsizetype plainBegin = m_at;
        const auto takePlain = [&] {
            if (result)
                *result += decoded(QByteArrayView(m_text).sliced(plainBegin, m_at - plainBegin));
        };
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at);
            if (c == '"') {
                takePlain();
                return ++m_at, true;
            }
            if (uchar(c) < 0x20)
                return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a control character in a string must be escaped"));
            if (c != '\\') {
                ++m_at;
                continue;
            }
            takePlain();
            const auto escaped = escape();
            if (!escaped)
                return false;
            if (result)
                *result += *escaped;
            plainBegin = m_at;
        }
        return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a string is not closed"));
    }

    std::optional<QChar> escape()
    {
        ++m_at;
        const char kind = peek();
        static constexpr char letters[] = "\"\\/bfnrt";
        static constexpr char meanings[] = "\"\\/\b\f\n\r\t";
        for (int i = 0; letters[i] != '\0'; ++i) {
            if (kind == letters[i]) {
                ++m_at;
                return QLatin1Char(meanings[i]);
            }
        }
        if (kind != 'u') {
            notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "unknown escape in a string"));
            return std::nullopt;
        }
        ++m_at;
        ushort unit = 0;
        for (int i = 0; i < 4; ++i) {
            const int digit = hexDigit(peek());
            if (digit < 0) {
                notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "four hexadecimal digits were expected"));
                return std::nullopt;
            }
            unit = ushort(unit * 16 + digit);
            ++m_at;
        }
        return QChar(unit);
    }

    const QByteArray &m_text;
    JsonText::DuplicateKeys m_duplicates;
    qsizetype m_at = 0;
    QList<JsonText::Member> m_members;
    Error m_error;
};

Result<JsonText> JsonText::parse(const QByteArray &text, DuplicateKeys duplicates, qsizetype largest)
{
    if (text.size() > largest)
        return failure(ErrorCode::TooLarge, QString::number(text.size()));
    if (const qsizetype offset = firstInvalidUtf8(text); offset >= 0)
        return failure(ErrorCode::NotUtf8, QString::number(offset));
    return JsonScanner(text, duplicates).run();
}

const JsonText::Member *JsonText::find(const QString &key) const
{
    const auto found
        = std::find_if(m_members.cbegin(), m_members.cend(), [&](const Member &member) { return member.key == key; });
    return found == m_members.cend() ? nullptr : &*found;
}

QByteArray JsonText::value(const Member &member) const
{
    return m_bytes.mid(member.valueBegin, member.valueEnd - member.valueBegin);
}

std::optional<QString> JsonText::string(const QString &key) const
{
    const Member *member = find(key);
    if (!member || m_bytes.at(member->valueBegin) != '"')
        return std::nullopt;
    // The token is an object's only key for a moment, so that one reader of strings serves keys and values alike.
    const auto asKey = parse("{" + value(*member) + ":0}");
    return asKey ? std::optional(asKey->members().first().key) : std::nullopt;
}

QByteArray JsonText::compact() const
{
    QByteArray result;
    result.reserve(m_bytes.size());
    bool inString = false;
    for (qsizetype i = 0; i < m_bytes.size(); ++i) {
        const char c = m_bytes.at(i);
        if (inString || !isSpace(c))
            result += c;
        if (inString && c == '\\')
            result += m_bytes.at(++i);
        else if (c == '"')
            inString = !inString;
    }
    return result;
}

QByteArray JsonText::withValue(const Member &member, const QByteArray &value) const
{
    QByteArray result = m_bytes;
    return result.replace(member.valueBegin, member.valueEnd - member.valueBegin, value);
}

QByteArray jsonString(const QString &text)
{
    static constexpr char16_t special[] = u"\"\\\b\f\n\r\t";
    static constexpr char16_t letters[] = u"\"\\bfnrt";
    QString escaped;
    escaped.reserve(text.size() + 2);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const qsizetype known = QStringView(special).indexOf(c);
        const bool beginsPair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (known >= 0) {
            escaped += u'\\';
            escaped += letters[known];
        } else if (beginsPair) {
            escaped += c;
            escaped += text.at(++i);
        } else if (c.unicode() < 0x20 || c.isSurrogate()) {
            escaped += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        } else {
            escaped += c;
        }
    }
    return '"' + escaped.toUtf8() + '"';
}

} // namespace hookpanel
