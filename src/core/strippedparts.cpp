// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/strippedparts.h"

namespace hookpanel {

namespace {

void collect(const Attributes &attributes, const ContentTypes &types, const QString &path, const QStringList &above,
             StrippedParts &parts)
{
    const QStringList own = attributes.stripped();
    for (const QString &name : own)
        parts.removed.append(path + name);
    for (const Attribute &attribute : attributes.list) {
        if (!attributes.isKept(attribute.name))
            continue;
        if (isUserUid(attribute.target))
            parts.cutToId.append(path + attribute.name);
        for (const QString &uid : attribute.components) {
            const Component *component = types.component(uid);
            if (component && !above.contains(uid))
                collect(component->attributes, types, path + attribute.name + u'.', above + QStringList{uid}, parts);
        }
    }
}

} // namespace

StrippedParts strippedParts(const Attributes &attributes, const ContentTypes &types)
{
    StrippedParts parts;
    collect(attributes, types, {}, {}, parts);
    parts.removed.removeDuplicates(); // a dynamic zone may hold several components with a name in common
    parts.cutToId.removeDuplicates();
    return parts;
}

} // namespace hookpanel
