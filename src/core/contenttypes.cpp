// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttypes.h"

namespace hookpanel {

const ContentType *ContentTypes::find(const QString &uid) const
{
    const auto found = m_types.constFind(uid);
    return found == m_types.cend() ? nullptr : &*found;
}

const Component *ContentTypes::component(const QString &uid) const
{
    const auto found = m_components.constFind(uid);
    return found == m_components.cend() ? nullptr : &*found;
}

const ContentType *ContentTypes::findModel(const QString &model) const
{
    const auto found = candidates(model, {});
    return found.size() == 1 ? found.first() : nullptr;
}

QList<const ContentType *> ContentTypes::candidates(const QString &model, const QString &uid) const
{
    QList<const ContentType *> found;
    if (!uid.isEmpty()) {
        if (const ContentType *type = find(uid))
            found.append(type);
        return found;
    }
    for (const ContentType &type : m_types) {
        if (type.model == model)
            found.append(&type);
    }
    return found;
}

} // namespace hookpanel
