// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/eventengine.h"

#include "core/clock.h"
#include "core/eventsample.h"

#include <utility>

#include <QSet>

namespace hookpanel {

namespace {

/// What is known of an event whose payload breaks a rule: enough to tell who is subscribed.
RuledEvent outlineOf(const EventDraft &draft, const EventRules &rules)
{
    RuledEvent outline;
    outline.event.type = draft.type;
    if (const ContentType *type = rules.contentTypes().find(draft.contentType))
        outline.contentTypes = {type->model, type->uid};
    if (const EventType *type = rules.catalogue().find(draft.type))
        outline.edition = type->edition;
    return outline;
}

} // namespace

EventEngine::EventEngine(const Profile &profile, const EventCatalogue &builtIn, DeliveryEngine &deliveries,
                         const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_builtIn(builtIn)
    , m_deliveries(deliveries)
    , m_clock(clock)
    , m_contentTypes(profile)
    , m_eventTypes(profile)
{
    m_planner.setMaxThreadCount(1);
}

EventEngine::~EventEngine()
{
    cancelPlan();
    m_planner.waitForDone();
}

void EventEngine::load()
{
    EventKnowledge knowledge;
    const LoadedEventTypes own = m_eventTypes.load();
    knowledge.catalogue = m_builtIn.withOwn(own.types);
    knowledge.eventTypeFaults = own.faults;
    if (const auto types = m_contentTypes.load()) {
        knowledge.contentTypes = types->types;
        knowledge.contentTypeFaults = types->faults;
    } else {
        knowledge.contentTypeFaults = {types.error()};
    }
    if (m_told == knowledge)
        return;
    m_told = knowledge;
    Q_EMIT knowledgeChanged(knowledge);
}

Result<RuledEvent> EventEngine::ruled(const EventRules &rules, const EventDraft &draft) const
{
    return rules.given(stampedPayload(draft.payload, draft.offeredAt, draft.isUntouched, m_clock.nowUtc()), draft.type);
}

/// Of the drafts that are queued by then only the last one is looked at.
void EventEngine::check(int ticket, const EventDraft &draft)
{
    const bool isUnderWay = m_toCheck.has_value();
    m_toCheck = {ticket, draft};
    if (!isUnderWay)
        QMetaObject::invokeMethod(this, &EventEngine::checkLast, Qt::QueuedConnection);
}

void EventEngine::checkLast()
{
    const auto [ticket, draft] = *std::exchange(m_toCheck, std::nullopt);
    EventCheck check;
    check.ticket = ticket;
    DeliveryHost &host = m_deliveries.host();
    const auto rules = host.rules();
    const auto event = rules ? ruled(*rules, draft) : tl::unexpected(rules.error());
    if (event) {
        check.notes = event->notes;
        check.size = event->event.payload.size();
    } else {
        check.error = event.error();
    }
    const auto recipients = host.recipients(event ? *event : outlineOf(draft, rules.value_or(EventRules())));
    if (recipients) {
        check.recipients = *recipients;
        if (const auto note = noteAboutUnreadable(*recipients))
            check.notes.append(*note);
    } else if (!check.error) {
        check.error = recipients.error();
    }
    Q_EMIT checked(check);
}

void EventEngine::send(int ticket, const EventDraft &draft)
{
    if (const auto closed = m_deliveries.whyNotOpen()) {
        Q_EMIT refused(ticket, *closed);
        return;
    }
    const auto rules = m_deliveries.host().rules();
    const auto event = rules ? ruled(*rules, draft) : tl::unexpected(rules.error());
    const auto accepted = event ? m_deliveries.host().accept(*event) : tl::unexpected(event.error());
    if (accepted)
        Q_EMIT sent(ticket, {accepted->event, accepted->deliveries, accepted->notSent, accepted->notes});
    else
        Q_EMIT refused(ticket, accepted.error());
}

void EventEngine::addEventType(const QString &name, const QByteArray &sample)
{
    const auto stored = m_eventTypes.add(name, sample, m_builtIn);
    load();
    if (stored)
        Q_EMIT eventTypeStored(name);
    else
        Q_EMIT eventTypeFailed(name, stored.error());
}

void EventEngine::removeEventType(const QString &name)
{
    const EventType *known = m_told ? m_told->catalogue.find(name) : nullptr;
    const QByteArray sample = known ? known->sample : QByteArray();
    const auto removed = m_eventTypes.remove(name, m_builtIn);
    load();
    if (removed)
        Q_EMIT eventTypeRemoved(name, sample);
    else
        Q_EMIT eventTypeFailed(name, removed.error());
}

namespace {

/// `paths` of the plan become the files that were found, so that no others are imported than those that are shown.
SchemaPlan planOf(const ContentTypeStore &store, const QStringList &paths, const QString &uid,
                  const std::atomic_bool &isCancelled)
{
    SchemaPlan plan;
    plan.paths = paths;
    plan.uid = uid;
    const auto planned = store.plan(paths, uid, &isCancelled);
    if (!planned) {
        plan.faults = planned.error();
        return plan;
    }
    plan.paths.clear();
    for (const ImportedSchema &schema : *planned) {
        const auto action = schema.isNew ? SchemaPlan::Action::Add
            : schema.isSame              ? SchemaPlan::Action::Same
                                         : SchemaPlan::Action::Update;
        plan.items.append({schema.uid, schema.source, schema.isComponent, action});
        if (!plan.paths.contains(schema.source))
            plan.paths.append(schema.source);
    }
    return plan;
}

} // namespace

/// In a thread of its own: the folder may be a home folder or one of a slow network.
void EventEngine::planSchemas(const QStringList &paths, const QString &uid)
{
    cancelPlan();
    m_isPlanCancelled = std::make_shared<std::atomic_bool>(false);
    m_planner.start([this, store = m_contentTypes, paths, uid, isCancelled = m_isPlanCancelled] {
        const SchemaPlan plan = planOf(store, paths, uid, *isCancelled);
        QMetaObject::invokeMethod(
            this,
            [this, plan, isCancelled] {
                if (!*isCancelled)
                    Q_EMIT schemasPlanned(plan);
            },
            Qt::QueuedConnection);
    });
}

void EventEngine::cancelPlan()
{
    if (m_isPlanCancelled)
        *m_isPlanCancelled = true;
}

void EventEngine::importSchemas(const QStringList &paths, const QString &uid)
{
    QSet<QString> same; // what the files say already is no update
    for (const ImportedSchema &schema : m_contentTypes.plan(paths, uid).value_or(QList<ImportedSchema>())) {
        if (schema.isSame)
            same.insert(schema.uid);
    }
    const auto imported = m_contentTypes.import(paths, uid);
    load();
    if (!imported) {
        Q_EMIT schemasFailed(imported.error());
        return;
    }
    int added = 0;
    int updated = 0;
    for (const ImportedSchema &schema : *imported) {
        if (!same.contains(schema.uid))
            ++(schema.isNew ? added : updated);
    }
    Q_EMIT schemasImported(added, updated);
}

void EventEngine::removeSchema(const QString &uid)
{
    const auto taken = m_contentTypes.take(uid);
    load();
    if (taken)
        Q_EMIT schemaRemoved({uid, *taken});
    else
        Q_EMIT schemasFailed({taken.error()});
}

void EventEngine::restoreSchema(const RemovedSchema &removed)
{
    const auto restored = m_contentTypes.restore(removed.uid, removed.file);
    load();
    if (!restored)
        Q_EMIT schemasFailed({restored.error()});
}

} // namespace hookpanel
