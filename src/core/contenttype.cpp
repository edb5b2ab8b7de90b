// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttype.h"

#include <QRegularExpression>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestUid = 200; ///< It is a file's name in the profile.

bool matches(const QString &uid, const QRegularExpression &form)
{
    return uid.size() <= longestUid && form.match(uid).hasMatch();
}

} // namespace

const Attribute *Attributes::find(QStringView name) const
{
    const auto found
        = std::find_if(list.cbegin(), list.cend(), [name](const Attribute &attribute) { return attribute.name == name; });
    return found == list.cend() ? nullptr : &*found;
}

bool Attributes::isKept(QStringView name) const
{
    if (privateNames.contains(name))
        return false;
    const Attribute *attribute = find(name);
    return !attribute || (!attribute->isPrivate && attribute->type != u"password"_s);
}

QStringList Attributes::stripped() const
{
    QStringList names;
    for (const Attribute &attribute : list) {
        if (!isKept(attribute.name))
            names.append(attribute.name);
    }
    for (const QString &name : privateNames) {
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

bool isUserUid(QStringView uid)
{
    return uid == u"plugin::users-permissions.user" || uid == u"admin::user";
}

bool isContentTypeUid(const QString &uid)
{
    static const QRegularExpression form(u"\\A[A-Za-z][A-Za-z0-9_-]*::[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)?\\z"_s);
    return matches(uid, form);
}

bool isComponentUid(const QString &uid)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\z"_s);
    return matches(uid, form);
}

} // namespace hookpanel
