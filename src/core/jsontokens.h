// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace hookpanel {

/// A piece of a JSON text, as it is spelled.
struct JsonToken {
    enum class Kind {
        Space,
        Punctuation, ///< One of {}[]:,
        Key, ///< A string with a colon behind it.
        String,
        Number,
        Word, ///< true, false, null, or letters that are none of them.
        Other, ///< What no JSON holds outside of strings.
    };

    Kind kind = Kind::Other;
    qsizetype begin = 0; ///< In UTF-16 units.
    qsizetype length = 0;

    bool operator==(const JsonToken &) const = default;
};

/// Cuts a text into tokens, one after the other: together they are the whole text. For showing, not for judging
/// (JsonText::parse() does that): every text can be cut, one that is no JSON or was cut off as well. The text must outlive
/// the lexer.
class JsonLexer
{
public:
    explicit JsonLexer(QStringView text)
        : m_text(text)
    {
    }

    /// The next token, or nothing at the end.
    std::optional<JsonToken> next();

private:
    [[nodiscard]] qsizetype endOfString() const;
    template<typename Belongs> [[nodiscard]] qsizetype endOfRun(Belongs belongs) const;

    QStringView m_text;
    qsizetype m_at = 0;
};

/// The text with one value or member per line, indented by two spaces per level (up to 32 levels, so that a deep text does
/// not become a huge one). Nothing but white space between tokens changes: no string or number is spelled anew.
[[nodiscard]] QString prettyJson(QStringView text);

} // namespace hookpanel
