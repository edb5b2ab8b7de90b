// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontext.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

Result<JsonText> JsonText::parse(const QByteArray &text, DuplicateKeys duplicates, qsizetype largest)
{
    const auto nodes = scanJson(text, duplicates, {largest, maximumDepth}, 2);
    if (!nodes)
        return tl::unexpected(nodes.error());
    JsonText json;
    json.m_bytes = text;
    json.m_isObject = nodes->first().isObject();
    if (json.m_isObject) {
        for (int i = nodes->first().first; i >= 0; i = nodes->at(i).next) {
            const JsonNode &node = nodes->at(i);
            json.m_members.append({node.key, node.keyBegin, node.begin, node.end});
        }
    }
    return json;
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
    return textOfJsonString(value(*member));
}

QByteArray compactJson(const QByteArray &json)
{
    QByteArray result;
    result.reserve(json.size());
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString || !isSpace(c))
            result += c;
        if (inString && c == '\\')
            result += json.at(++i);
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
