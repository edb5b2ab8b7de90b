// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsonscanner.h"

#include <QCoreApplication>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace hookpanel {

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

/// Walks over a text once, with a stack of open containers instead of recursion.
class JsonScanner
{
public:
    JsonScanner(const QByteArray &text, DuplicateKeys duplicates, int levels, int deepest)
        : m_text(text)
        , m_duplicates(duplicates)
        , m_levels(levels)
        , m_deepest(deepest)
    {
    }

    Result<QList<JsonNode>> run() { return document() ? Result<QList<JsonNode>>(m_nodes) : tl::unexpected(m_error); }

    /// The text of a string token that stands at the beginning.
    QString onlyString()
    {
        QString result;
        string(&result);
        return result;
    }

private:
    /// An object or array whose end has not come yet.
    struct Open {
        bool isObject = false;
        int node = -1; ///< Its own, or -1 where it is not written down.
        int lastChild = -1;
        bool isEmpty = true;
        QSet<QString> keys;
    };

    /// A member's key, while its value is awaited.
    struct Key {
        QString text;
        qsizetype begin = -1;
    };

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

    bool document()
    {
        if (m_text.startsWith("\xef\xbb\xbf"))
            return notJson(
                QT_TRANSLATE_NOOP("hookpanel::Words", "there is a byte order mark, which does not belong to JSON"));
        skipSpace();
        if (!value({}))
            return false;
        while (!m_open.isEmpty()) {
            if (!step())
                return false;
        }
        skipSpace();
        return m_at == m_text.size() || notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "text after the end"));
    }

    /// Notes a value that begins here, where it is one that is wanted. Returns its index or -1.
    int note(JsonNode::Kind kind, const Key &key)
    {
        if (m_open.size() >= m_levels)
            return -1;
        JsonNode node;
        node.kind = kind;
        node.key = key.text;
        node.keyBegin = key.begin;
        node.begin = m_at;
        const auto index = int(m_nodes.size());
        if (!m_open.isEmpty()) {
            Open &parent = m_open.last();
            node.parent = parent.node;
            (parent.lastChild < 0 ? m_nodes[parent.node].first : m_nodes[parent.lastChild].next) = index;
            parent.lastChild = index;
        }
        m_nodes.append(node);
        return index;
    }

    /// Reads a scalar, or opens a container.
    bool value(const Key &key)
    {
        const char first = peek();
        if (first == '{' || first == '[') {
            // The root is at level 1.
            if (m_open.size() >= m_deepest)
                return fail(ErrorCode::TooDeep, QString::number(m_deepest));
            const bool isObject = first == '{';
            const int node = note(isObject ? JsonNode::Kind::Object : JsonNode::Kind::Array, key);
            m_open.append({isObject, node, -1, true, {}});
            ++m_at;
            return true;
        }
        const int node = note(first == '"' ? JsonNode::Kind::String : kindOfWord(first), key);
        if (!scalar(first))
            return false;
        if (node >= 0)
            m_nodes[node].end = m_at;
        return true;
    }

    static JsonNode::Kind kindOfWord(char first)
    {
        if (first == 'n')
            return JsonNode::Kind::Null;
        return first == 't' || first == 'f' ? JsonNode::Kind::Boolean : JsonNode::Kind::Number;
    }

    bool scalar(char first)
    {
        switch (first) {
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

    /// One element or member of the innermost container, or its end.
    bool step()
    {
        const bool isObject = m_open.last().isObject;
        skipSpace();
        const char next = peek();
        if (next == (isObject ? '}' : ']')) {
            close();
            return true;
        }
        if (!m_open.last().isEmpty) {
            if (next != ',')
                return notJson(isObject ? QT_TRANSLATE_NOOP("hookpanel::Words", "“,” or “}” was expected")
                                        : QT_TRANSLATE_NOOP("hookpanel::Words", "“,” or “]” was expected"));
            ++m_at;
            skipSpace();
        }
        m_open.last().isEmpty = false;
        Key key;
        return (!isObject || readKey(key)) && value(key);
    }

    void close()
    {
        ++m_at;
        const int node = m_open.last().node;
        if (node >= 0)
            m_nodes[node].end = m_at;
        m_open.removeLast();
    }

    /// The key, the colon, and the space before the value.
    bool readKey(Key &key)
    {
        key.begin = m_at;
        if (peek() != '"')
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "a key in double quotes was expected"));
        if (!string(&key.text))
            return false;
        if (m_duplicates == DuplicateKeys::Refused) {
            QSet<QString> &keys = m_open.last().keys;
            const auto before = keys.size();
            keys.insert(key.text);
            if (keys.size() == before) {
                m_at = key.begin;
                return fail(ErrorCode::DuplicateKey, key.text);
            }
        }
        skipSpace();
        if (peek() != ':')
            return notJson(QT_TRANSLATE_NOOP("hookpanel::Words", "“:” was expected"));
        ++m_at;
        skipSpace();
        return true;
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
    DuplicateKeys m_duplicates;
    int m_levels;
    int m_deepest;
    qsizetype m_at = 0;
    QList<Open> m_open;
    QList<JsonNode> m_nodes;
    Error m_error;
};

} // namespace

Result<QList<JsonNode>> scanJson(const QByteArray &text, DuplicateKeys duplicates, const JsonLimits &limits, int levels)
{
    if (text.size() > limits.bytes)
        return failure(ErrorCode::TooLarge, QString::number(text.size()));
    if (const qsizetype offset = firstInvalidUtf8(text); offset >= 0)
        return failure(ErrorCode::NotUtf8, QString::number(offset));
    return JsonScanner(text, duplicates, levels, limits.depth).run();
}

QString textOfJsonString(const QByteArray &token)
{
    return JsonScanner(token, DuplicateKeys::Allowed, 0, 0).onlyString();
}

} // namespace hookpanel
