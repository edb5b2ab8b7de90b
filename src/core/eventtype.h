// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preferences.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace hookpanel {

/// One event type of the catalogue (product section 4).
struct EventType {
    QString name; ///< "entry.create"
    QString group; ///< "Entry": one row of the events grid
    QString action; ///< "Create": one column of the events grid
    QString description; ///< One sentence: sent when …
    QString note; ///< A condition worth knowing, such as draft & publish; may be empty.
    Edition edition = Edition::Community; ///< The edition of Strapi that sends it.
    QStringList keys; ///< Keys after `event` and `createdAt`.
    QByteArray sample; ///< A whole payload, as in the resource file. Empty for trigger-test.
    int order = 0; ///< Place in lists.
    bool own = false; ///< Added by the user, not one of Strapi's.

    bool operator==(const EventType &) const = default;
};

/// Whether an event type of the user's own may be called so: it is a header's value and a file's name.
[[nodiscard]] bool isEventTypeName(const QString &name);

/// An event type of the user's own, made of its name and a sample payload that is one of this type: `order.paid` is in the
/// row Order, in the column Paid. The sample must have passed JsonText::parse().
[[nodiscard]] EventType makeOwnEventType(const QString &name, const QByteArray &sample);

/// The name of the test event; the Trigger button sends it, and nobody can subscribe to it.
inline const QString triggerTest = QStringLiteral("trigger-test");

/// All event types that this program knows, in order. A value without behaviour of its own; reading it from the
/// resources is done in the store.
class EventCatalogue
{
public:
    EventCatalogue() = default;
    explicit EventCatalogue(const QList<EventType> &types);

    [[nodiscard]] const QList<EventType> &types() const { return m_types; }
    [[nodiscard]] const EventType *find(const QString &name) const;
    [[nodiscard]] bool contains(const QString &name) const { return find(name) != nullptr; }

    /// The same with these as the user's own types, instead of those that were there. One that is named like a built-in
    /// type is left out.
    [[nodiscard]] EventCatalogue withOwn(const QList<EventType> &own) const;

    /// The types shown in an edition: Community hides those of Enterprise.
    [[nodiscard]] QList<EventType> shownIn(Edition edition) const;

    /// The known name that is most like `name`, or nothing when none is near (for "did you mean").
    [[nodiscard]] QString nearest(const QString &name) const;

private:
    QList<EventType> m_types;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::EventCatalogue)
