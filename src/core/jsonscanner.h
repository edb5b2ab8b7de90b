// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <limits>

namespace hookpanel {

/// One value of a JSON text, by its place: offsets are bytes into the text, other nodes are indices into the list, -1
/// where there is none.
struct JsonNode {
    enum class Kind { Object, Array, String, Number, Boolean, Null };

    Kind kind = Kind::Null;
    QString key; ///< Of a member of an object.
    qsizetype keyBegin = -1; ///< The key's opening quote; -1 for an element or the root.
    qsizetype begin = 0;
    qsizetype end = 0;
    int parent = -1;
    int first = -1; ///< The first member or element.
    int next = -1; ///< The next one in the same container.

    [[nodiscard]] bool isObject() const { return kind == Kind::Object; }
    [[nodiscard]] bool isArray() const { return kind == Kind::Array; }
    [[nodiscard]] bool isString() const { return kind == Kind::String; }
    [[nodiscard]] bool isContainer() const { return isObject() || isArray(); }
};

/// Payloads of ours never hold a key twice in one object; what somebody answers is JSON all the same (RFC 8259 4).
enum class DuplicateKeys { Refused, Allowed };

struct JsonLimits {
    qsizetype bytes = 0;
    int depth = 0; ///< Levels of containers.
};

inline constexpr int everyLevel = std::numeric_limits<int>::max();

/// The one reader of JSON (RFC 8259, strictly): checks the text, and gives the nodes of its first `levels` levels (the
/// root is level 1) in the order of the text, so that what is inside a node follows it at once. Takes time in proportion to
/// the size, and does not recurse. JsonText and JsonTree are what others use. Errors carry line and column (in characters,
/// from 1), or the byte offset as subject where the text is not UTF-8.
[[nodiscard]] Result<QList<JsonNode>> scanJson(const QByteArray &text, DuplicateKeys duplicates, const JsonLimits &limits,
                                               int levels = everyLevel);

/// The text of a string token, quotes included, that has passed scanJson().
[[nodiscard]] QString textOfJsonString(const QByteArray &token);

} // namespace hookpanel
