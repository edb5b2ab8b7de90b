// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/jsontext.h"

#include <QStringList>

#include <optional>

namespace hookpanel {

/// A whole JSON text as nodes with their places, so that it can be looked into and cut without spelling anything anew. Made
/// by the same reader as JsonText, with the same errors and limits. A value; nodes are named by their index, in the order of
/// the text, the root is 0 (RFC 8259).
class JsonTree
{
public:
    /// Duplicate keys are refused at any depth. `depth` is for a text that is to stand inside another one.
    [[nodiscard]] static Result<JsonTree> parse(const QByteArray &text, int depth = JsonText::maximumDepth);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] int size() const { return int(m_nodes.size()); }
    [[nodiscard]] const JsonNode &node(int index) const { return m_nodes.at(index); }
    [[nodiscard]] const JsonNode &root() const { return m_nodes.first(); }

    /// The members or elements of a node, in order; empty for a scalar.
    [[nodiscard]] QList<int> children(int index) const;

    /// The member of an object, or -1 where there is none or the node is no object. Takes time with the number of members.
    [[nodiscard]] int find(int object, QStringView key) const;

    /// The same through several objects: {"info", "singularName"}.
    [[nodiscard]] int find(int object, const QStringList &path) const;

    /// The value's bytes, as written.
    [[nodiscard]] QByteArray bytes(int index) const;

    /// The text of a string; nothing for any other node and for -1.
    [[nodiscard]] std::optional<QString> string(int index) const;

    /// The value of true and false; nothing for any other node and for -1.
    [[nodiscard]] std::optional<bool> boolean(int index) const;

    /// The first node after all that is inside this one.
    [[nodiscard]] int after(int index) const;

private:
    QByteArray m_bytes;
    QList<JsonNode> m_nodes;
};

} // namespace hookpanel
