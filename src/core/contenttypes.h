// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttype.h"

#include <QMap>

namespace hookpanel {

/// The content types and components that a profile knows. A value; reading them from disk is the store's.
class ContentTypes
{
public:
    ContentTypes() = default;

    /// Takes the place of one with the same uid.
    void insert(const ContentType &type) { m_types.insert(type.uid, type); }
    void insert(const Component &component) { m_components.insert(component.uid, component); }

    /// By uid.
    [[nodiscard]] QList<ContentType> types() const { return m_types.values(); }
    [[nodiscard]] QList<Component> components() const { return m_components.values(); }

    /// Nothing when it is not known.
    [[nodiscard]] const ContentType *find(const QString &uid) const;
    [[nodiscard]] const Component *component(const QString &uid) const;

    /// The one content type of this model; nothing when there is none or more than one.
    [[nodiscard]] const ContentType *findModel(const QString &model) const;

    /// All that an event may be of: the one of the uid where it has one, else all of that model. What is private in any of
    /// them stays here.
    [[nodiscard]] QList<const ContentType *> candidates(const QString &model, const QString &uid) const;

    bool operator==(const ContentTypes &) const = default;

private:
    QMap<QString, ContentType> m_types;
    QMap<QString, Component> m_components;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::ContentTypes)
