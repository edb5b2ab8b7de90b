// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace hookpanel {

/// One attribute of a content type or component, as its schema.json has it.
struct Attribute {
    QString name;
    QString type; ///< "string", "relation", "component", "dynamiczone", "media", … as written.
    bool isPrivate = false; ///< Marked so by itself; Attributes::isKept() has the whole rule.
    QString target; ///< Of a relation: the uid at its other end; empty for one that may lead to any (morph).
    QStringList components; ///< Of a component: its uid. Of a dynamic zone: those that it may hold.

    bool operator==(const Attribute &) const = default;
};

/// The attributes of a content type or component, and which of them never leave.
struct Attributes {
    QList<Attribute> list; ///< In the order of the schema.
    QStringList
        privateNames; ///< `options.privateAttributes`; may name attributes that every entry has, such as publishedAt.

    /// Nothing when there is no such attribute.
    [[nodiscard]] const Attribute *find(QStringView name) const;

    /// Whether a member of this name may leave: not one that is private, and no password.
    [[nodiscard]] bool isKept(QStringView name) const;

    /// The names that are taken out, in order: for people.
    [[nodiscard]] QStringList stripped() const;

    bool operator==(const Attributes &) const = default;
};

/// A part that content types share: `src/components/<category>/<name>.json` in Strapi.
struct Component {
    QString uid; ///< "shared.geo"
    QString displayName;
    Attributes attributes;

    bool operator==(const Component &) const = default;
};

/// The kind of an entry.
struct ContentType {
    QString uid; ///< "api::address.address"
    QString model; ///< "address": its singular name
    QString displayName;
    bool draftAndPublish = false;
    Attributes attributes;

    bool operator==(const ContentType &) const = default;
};

/// The uids of the User content types, whose data never leaves (product section 4).
[[nodiscard]] bool isUserUid(QStringView uid);

/// "api::address.address", "plugin::users-permissions.role", "admin::user": of the form of a content type's uid.
[[nodiscard]] bool isContentTypeUid(const QString &uid);

/// "shared.geo": of the form of a component's uid.
[[nodiscard]] bool isComponentUid(const QString &uid);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::ContentType)
