// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontokens.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int indentation = 2;
constexpr int deepestIndentation = 32; ///< Levels.

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

bool isPunctuation(QChar c)
{
    return QStringView(u"{}[]:,").contains(c);
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isInNumber(QChar c)
{
    return (c >= u'0' && c <= u'9') || QStringView(u"+-.eE").contains(c);
}

bool beginsNumber(QChar c)
{
    return (c >= u'0' && c <= u'9') || c == u'-';
}

bool isOther(QChar c)
{
    return !isSpace(c) && !isPunctuation(c) && !isLetter(c) && !beginsNumber(c) && c != u'"';
}

} // namespace

/// The end of the string that begins here; that of the text when it is not closed.
qsizetype JsonLexer::endOfString() const
{
    for (qsizetype at = m_at + 1; at < m_text.size(); ++at) {
        if (m_text.at(at) == u'"')
            return at + 1;
        if (m_text.at(at) == u'\\')
            ++at;
    }
    return m_text.size();
}

template<typename Belongs> qsizetype JsonLexer::endOfRun(Belongs belongs) const
{
    const auto end = std::find_if_not(m_text.cbegin() + m_at, m_text.cend(), belongs);
    return end - m_text.cbegin();
}

std::optional<JsonToken> JsonLexer::next()
{
    if (m_at >= m_text.size())
        return std::nullopt;
    const QChar c = m_text.at(m_at);
    JsonToken token{JsonToken::Kind::Other, m_at, 0};
    if (isSpace(c)) {
        token.kind = JsonToken::Kind::Space;
        m_at = endOfRun(isSpace);
    } else if (isPunctuation(c)) {
        token.kind = JsonToken::Kind::Punctuation;
        ++m_at;
    } else if (c == u'"') {
        m_at = endOfString();
        const qsizetype behind = endOfRun(isSpace);
        const bool isKey = behind < m_text.size() && m_text.at(behind) == u':';
        token.kind = isKey ? JsonToken::Kind::Key : JsonToken::Kind::String;
    } else if (beginsNumber(c)) {
        token.kind = JsonToken::Kind::Number;
        m_at = endOfRun(isInNumber);
    } else if (isLetter(c)) {
        token.kind = JsonToken::Kind::Word;
        m_at = endOfRun(isLetter);
    } else {
        m_at = endOfRun(isOther);
    }
    token.length = m_at - token.begin;
    return token;
}

namespace {

/// The tokens that are not white space, with a look at the one that follows.
class SolidTokens
{
public:
    explicit SolidTokens(QStringView text)
        : m_lexer(text)
    {
        step();
    }

    [[nodiscard]] const std::optional<JsonToken> &upcoming() const { return m_upcoming; }

    std::optional<JsonToken> take()
    {
        const auto taken = m_upcoming;
        step();
        return taken;
    }

private:
    void step()
    {
        do
            m_upcoming = m_lexer.next();
        while (m_upcoming && m_upcoming->kind == JsonToken::Kind::Space);
    }

    JsonLexer m_lexer;
    std::optional<JsonToken> m_upcoming;
};

} // namespace

QString prettyJson(QStringView text)
{
    QString result;
    result.reserve(text.size() * 2);
    int depth = 0;
    bool afterScalar = false;
    const auto newLine = [&] { result += u'\n' + QString(std::min(depth, deepestIndentation) * indentation, u' '); };
    SolidTokens tokens(text);
    while (const auto token = tokens.take()) {
        const QStringView spelled = text.sliced(token->begin, token->length);
        if (token->kind != JsonToken::Kind::Punctuation) {
            if (afterScalar) // no JSON, and joined it would read as one
                result += u' ';
            result += spelled;
            afterScalar = true;
            continue;
        }
        afterScalar = false;
        const QChar c = spelled.front();
        const auto &upcoming = tokens.upcoming();
        const QChar follows = upcoming ? text.at(upcoming->begin) : QChar();
        if (c == u'{' || c == u'[') {
            result += c;
            ++depth;
            if (follows != (c == u'{' ? u'}' : u']'))
                newLine();
        } else if (c == u'}' || c == u']') {
            depth = std::max(0, depth - 1);
            const bool isEmpty = result.endsWith(c == u'}' ? u'{' : u'[');
            if (!isEmpty)
                newLine();
            result += c;
        } else {
            result += c;
            if (c == u':')
                result += u' ';
            else
                newLine();
        }
    }
    return result;
}

} // namespace hookpanel
