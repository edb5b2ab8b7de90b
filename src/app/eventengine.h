// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/deliveryengine.h"
#include "models/eventservice.h"
#include "store/contenttypestore.h"
#include "store/eventtypestore.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace hookpanel {

/// The window's events in the engine's thread: applies the rules, hands events over to the deliveries, and keeps event types
/// and content types. Its functions are called in its own thread only.
class EventEngine final : public QObject
{
    Q_OBJECT

public:
    /// `builtIn` may hold own event types as well; those of the profile take their place. Deliveries and clock are not
    /// owned.
    EventEngine(const Profile &profile, const EventCatalogue &builtIn, DeliveryEngine &deliveries, const Clock &clock,
                QObject *parent = nullptr);

    /// What is being looked for in a folder is given up.
    ~EventEngine() override;

    /// Reads event types and content types, and tells them where they differ from what was told last. To be called again
    /// when their files have changed.
    void load();

    /// See EventService.
    void check(int ticket, const hookpanel::EventDraft &draft);
    void send(int ticket, const hookpanel::EventDraft &draft);
    void addEventType(const QString &name, const QByteArray &sample);
    void removeEventType(const QString &name);
    void planSchemas(const QStringList &paths, const QString &uid);
    void importSchemas(const QStringList &paths, const QString &uid);
    void removeSchema(const QString &uid);
    void restoreSchema(const hookpanel::RemovedSchema &removed);

Q_SIGNALS:
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

private:
    [[nodiscard]] Result<RuledEvent> ruled(const EventRules &rules, const EventDraft &draft) const;
    void checkLast();
    void cancelPlan();

    EventCatalogue m_builtIn;
    DeliveryEngine &m_deliveries;
    const Clock &m_clock;
    ContentTypeStore m_contentTypes;
    EventTypeStore m_eventTypes;
    std::optional<EventKnowledge> m_told;
    std::optional<std::pair<int, EventDraft>> m_toCheck; ///< With its ticket.
    QThreadPool m_planner;
    std::shared_ptr<std::atomic_bool> m_isPlanCancelled; ///< Of the last plan; its thread has it as well.
};

} // namespace hookpanel
