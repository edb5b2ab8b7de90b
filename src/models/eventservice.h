// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"
#include "core/delivery.h"
#include "core/eventnote.h"
#include "core/eventtype.h"
#include "core/recipients.h"
#include "core/result.h"

#include <QObject>

#include <optional>

namespace hookpanel {

/// What a profile knows of events.
struct EventKnowledge {
    EventCatalogue catalogue; ///< The built-in types and the user's own ones.
    ContentTypes contentTypes;
    QList<Error> eventTypeFaults; ///< Own event types that cannot be read: they are unknown.
    QList<Error> contentTypeFaults; ///< Content types that cannot be read: while there is one, no event is accepted.

    bool operator==(const EventKnowledge &other) const
    {
        return catalogue.types() == other.catalogue.types() && contentTypes == other.contentTypes
            && eventTypeFaults == other.eventTypeFaults && contentTypeFaults == other.contentTypeFaults;
    }
};

/// An event as somebody writes it, before it is accepted.
struct EventDraft {
    QString type;
    QString contentType; ///< The uid that was chosen; empty for none. The payload's own one is what counts.
    QByteArray payload;
    QString offeredAt; ///< `createdAt` as it was offered: where the payload still has it, it becomes the time of sending.
    bool isUntouched = false; ///< The sample as it was offered, which is sent without white space between tokens.

    bool operator==(const EventDraft &) const = default;
};

/// What the rules say of a draft, and who would get it.
struct EventCheck {
    int ticket = 0;
    std::optional<Error> error; ///< It would be refused; then the recipients are those of the type and content type chosen.
    QList<EventNote> notes;
    QList<Recipient> recipients;
    qint64 size = 0; ///< Bytes of the payload that would leave.

    bool operator==(const EventCheck &) const = default;
};

/// What accepting a draft gave.
struct SentEvent {
    AcceptedEvent event;
    QList<Delivery> deliveries;
    QList<Recipient> notSent;
    QList<EventNote> notes;

    bool operator==(const SentEvent &) const = default;
};

/// What importing schema files would do.
struct SchemaPlan {
    enum class Action { Add, Update, Same };
    struct Item {
        QString uid;
        QString source; ///< The file.
        bool isComponent = false;
        Action action = Action::Add;

        bool operator==(const Item &) const = default;
    };

    QStringList paths;
    QString uid; ///< Given for the one file whose path does not tell it.
    QList<Item> items;
    QList<Error> faults; ///< With any, nothing is imported.

    bool operator==(const SchemaPlan &) const = default;
};

/// A content type or component that was removed, as it was.
struct RemovedSchema {
    QString uid;
    QByteArray file;

    bool operator==(const RemovedSchema &) const = default;
};

/// What the window asks about events: which types there are, what the rules say, and who gets what. Requests return at once;
/// what came of them arrives as a signal in the window's thread. Implemented in app/ across the thread border, and by a fake
/// in tests.
class EventService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Applies the rules to a draft and tells who would get it; nothing is kept. Answered by checked(); of several that wait
    /// only the last one need be answered.
    virtual void check(int ticket, const hookpanel::EventDraft &draft) = 0;

    /// Accepts the event. Answered by sent(), or refused() and then nothing was kept.
    virtual void send(int ticket, const hookpanel::EventDraft &draft) = 0;

    /// Adds an event type of the user's own, or replaces its sample. Answered by eventTypeStored() or eventTypeFailed().
    virtual void addEventType(const QString &name, const QByteArray &sample) = 0;

    /// Answered by eventTypeRemoved() or eventTypeFailed().
    virtual void removeEventType(const QString &name) = 0;

    /// Reads schema files, a folder or a whole project, and changes nothing. `uid` is for the one file whose path does not
    /// tell it. Answered by schemasPlanned().
    virtual void planSchemas(const QStringList &paths, const QString &uid) = 0;

    /// Answered by schemasImported() or schemasFailed().
    virtual void importSchemas(const QStringList &paths, const QString &uid) = 0;

    /// Answered by schemaRemoved() or schemasFailed().
    virtual void removeSchema(const QString &uid) = 0;

    /// Answered by schemasFailed() where it does not go well.
    virtual void restoreSchema(const hookpanel::RemovedSchema &removed) = 0;

Q_SIGNALS:
    /// At the start, and whenever something changed it, this program or another one.
    void knowledgeChanged(const hookpanel::EventKnowledge &knowledge);
    void checked(const hookpanel::EventCheck &check);
    void sent(int ticket, const hookpanel::SentEvent &event);
    void refused(int ticket, const hookpanel::Error &error);
    void eventTypeStored(const QString &name);
    void eventTypeRemoved(const QString &name, const QByteArray &sample);
    void eventTypeFailed(const QString &name, const hookpanel::Error &error);
    void schemasPlanned(const hookpanel::SchemaPlan &plan);
    void schemasImported(int added, int updated);
    void schemaRemoved(const hookpanel::RemovedSchema &removed);
    void schemasFailed(const QList<hookpanel::Error> &errors);
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::EventKnowledge)
Q_DECLARE_METATYPE(hookpanel::EventCheck)
Q_DECLARE_METATYPE(hookpanel::SentEvent)
Q_DECLARE_METATYPE(hookpanel::SchemaPlan)
Q_DECLARE_METATYPE(hookpanel::RemovedSchema)
