// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontree.h"

namespace hookpanel {

Result<JsonTree> JsonTree::parse(const QByteArray &text, int depth)
{
    const auto nodes = scanJson(text, DuplicateKeys::Refused, {JsonText::maximumBytes, depth});
    if (!nodes)
        return tl::unexpected(nodes.error());
    JsonTree tree;
    tree.m_bytes = text;
    tree.m_nodes = *nodes;
    return tree;
}

QList<int> JsonTree::children(int index) const
{
    QList<int> children;
    for (int child = node(index).first; child >= 0; child = node(child).next)
        children.append(child);
    return children;
}

int JsonTree::find(int object, QStringView key) const
{
    if (object < 0 || !node(object).isObject())
        return -1;
    for (int member = node(object).first; member >= 0; member = node(member).next) {
        if (node(member).key == key)
            return member;
    }
    return -1;
}

int JsonTree::find(int object, const QStringList &path) const
{
    int found = object;
    for (const QString &key : path)
        found = find(found, QStringView(key));
    return found;
}

QByteArray JsonTree::bytes(int index) const
{
    return m_bytes.mid(node(index).begin, node(index).end - node(index).begin);
}

std::optional<QString> JsonTree::string(int index) const
{
    if (index < 0 || !node(index).isString())
        return std::nullopt;
    return textOfJsonString(bytes(index));
}

std::optional<bool> JsonTree::boolean(int index) const
{
    if (index < 0 || node(index).kind != JsonNode::Kind::Boolean)
        return std::nullopt;
    return m_bytes.at(node(index).begin) == 't';
}

int JsonTree::after(int index) const
{
    // What is inside follows at once; the first that does not belong to it begins behind its end.
    int other = index;
    while (other >= 0 && node(other).next < 0)
        other = node(other).parent;
    return other < 0 ? size() : node(other).next;
}

} // namespace hookpanel
