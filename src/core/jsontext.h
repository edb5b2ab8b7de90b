// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/jsonscanner.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace hookpanel {

/// A text that is JSON without white space between tokens; every token byte for byte.
[[nodiscard]] QByteArray compactJson(const QByteArray &json);

/// JSON as bytes. A payload is bytes that receivers sign and compare, so it never passes through QJsonDocument, which
/// sorts keys and re-spells numbers: it is checked here, and edited by offset. Follows RFC 8259 strictly.
class JsonText
{
public:
    static constexpr int maximumDepth = 512;
    static constexpr qsizetype maximumBytes = 1024 * 1024;

    /// One member of the root object. Offsets are bytes into the text.
    struct Member {
        QString key;
        qsizetype keyBegin = 0;
        qsizetype valueBegin = 0;
        qsizetype valueEnd = 0;
    };

    using DuplicateKeys = hookpanel::DuplicateKeys;

    /// Checks the text: UTF-8, syntax, depth, size, duplicate keys at any depth. Errors carry line and column (in
    /// characters, from 1), or the byte offset as detail where it is not UTF-8.
    static Result<JsonText> parse(const QByteArray &text, DuplicateKeys duplicates = DuplicateKeys::Refused,
                                  qsizetype largest = maximumBytes);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] bool isObject() const { return m_isObject; }

    /// Members of the root object, in order; empty when it is not an object.
    [[nodiscard]] const QList<Member> &members() const { return m_members; }
    [[nodiscard]] const Member *find(const QString &key) const;

    /// The bytes of a member's value, as written.
    [[nodiscard]] QByteArray value(const Member &member) const;

    /// The text of a member whose value is a string; nothing when it is missing or something else.
    [[nodiscard]] std::optional<QString> string(const QString &key) const;

    /// The text without white space between tokens; every token byte for byte.
    [[nodiscard]] QByteArray compact() const { return compactJson(m_bytes); }

    /// The text with the value of one root member replaced by these bytes.
    [[nodiscard]] QByteArray withValue(const Member &member, const QByteArray &value) const;

private:
    QByteArray m_bytes;
    bool m_isObject = false;
    QList<Member> m_members;
};

/// The text as a JSON string token, with quotes; only what must be escaped is escaped, as JSON.stringify does.
[[nodiscard]] QByteArray jsonString(const QString &text);

} // namespace hookpanel
