// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"
#include "core/eventnote.h"
#include "core/eventtype.h"
#include "core/payload.h"
#include "core/preferences.h"
#include "core/result.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace hookpanel {

class JsonTree;

/// An event that obeys the rules: it may be accepted.
struct RuledEvent {
    Event event;
    QStringList contentTypes; ///< What its content type is called: model, uid, both, or none where it is of none.
    Edition edition = Edition::Community; ///< The one that sends events of this type.
    QList<EventNote> notes;

    bool operator==(const RuledEvent &) const = default;
};

/// What somebody hands in to have an event made of it.
struct Composition {
    QString type; ///< Of the catalogue.
    QString model; ///< Either may be empty: the other one tells it where the content type is known.
    QString uid;
    QByteArray entry; ///< JSON object; of event types with an entry.
    QByteArray media; ///< JSON object; of event types with a media.

    bool operator==(const Composition &) const = default;
};

/// The rules for real events (product section 4), for every way in: no user's data, no private data, bytes that are never
/// spelled anew. Pure: the same arguments give the same event.
class EventRules
{
public:
    EventRules() = default;
    EventRules(const ContentTypes &contentTypes, const EventCatalogue &catalogue)
        : m_contentTypes(contentTypes)
        , m_catalogue(catalogue)
    {
    }

    [[nodiscard]] const ContentTypes &contentTypes() const { return m_contentTypes; }
    [[nodiscard]] const EventCatalogue &catalogue() const { return m_catalogue; }

    /// An event of now, as a Strapi server of this version would send it: compact, in its order of keys, every token of the
    /// entry as given. Fails with what is wrong with the entry (NotJson, TooDeep, …), PartMissing, PartNotExpected,
    /// PartNotAnObject, NotComposable, UidInvalid, and as given() does.
    [[nodiscard]] Result<RuledEvent> compose(const Composition &composition, PayloadFormat format,
                                             const QDateTime &now) const;

    /// A whole payload: byte for byte but for what is taken out. `type` may be empty; else the payload must be of it. Fails
    /// with what is wrong with the payload, BadTime, UnknownEventType (nearest name as detail), UserContentType,
    /// NoDraftAndPublish.
    [[nodiscard]] Result<RuledEvent> given(const QByteArray &payload, const QString &type) const;

    /// The same without a look at the catalogue: for tests of a webhook that another version gave event types of its own.
    [[nodiscard]] Result<RuledEvent> givenOfAnyType(const QByteArray &payload, const QString &type) const;

private:
    /// The model and the uid that an event is of, as far as they are known.
    struct Names {
        QString model;
        QString uid;
    };

    [[nodiscard]] Result<void> checkType(const QString &type) const;
    [[nodiscard]] Result<Names> namesOf(const Composition &composition) const;
    [[nodiscard]] Result<RuledEvent> ruled(const JsonTree &payload, const Event &event, const Names &names) const;

    ContentTypes m_contentTypes;
    EventCatalogue m_catalogue;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::RuledEvent)
