// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/eventclient.h"

namespace hookpanel {

EventClient::EventClient(EventEngine &engine, QObject *parent)
    : EventService(parent)
    , m_engine(engine)
{
    connect(&engine, &EventEngine::knowledgeChanged, this, &EventService::knowledgeChanged);
    connect(&engine, &EventEngine::checked, this, &EventService::checked);
    connect(&engine, &EventEngine::sent, this, &EventService::sent);
    connect(&engine, &EventEngine::refused, this, &EventService::refused);
    connect(&engine, &EventEngine::eventTypeStored, this, &EventService::eventTypeStored);
    connect(&engine, &EventEngine::eventTypeRemoved, this, &EventService::eventTypeRemoved);
    connect(&engine, &EventEngine::eventTypeFailed, this, &EventService::eventTypeFailed);
    connect(&engine, &EventEngine::schemasPlanned, this, &EventService::schemasPlanned);
    connect(&engine, &EventEngine::schemasImported, this, &EventService::schemasImported);
    connect(&engine, &EventEngine::schemaRemoved, this, &EventService::schemaRemoved);
    connect(&engine, &EventEngine::schemasFailed, this, &EventService::schemasFailed);
}

void EventClient::order(const std::function<void(EventEngine &)> &order)
{
    QMetaObject::invokeMethod(
        &m_engine, [engine = &m_engine, order] { order(*engine); }, Qt::QueuedConnection);
}

void EventClient::check(int ticket, const EventDraft &draft)
{
    order([=](EventEngine &engine) { engine.check(ticket, draft); });
}

void EventClient::send(int ticket, const EventDraft &draft)
{
    order([=](EventEngine &engine) { engine.send(ticket, draft); });
}

void EventClient::addEventType(const QString &name, const QByteArray &sample)
{
    order([=](EventEngine &engine) { engine.addEventType(name, sample); });
}

void EventClient::removeEventType(const QString &name)
{
    order([=](EventEngine &engine) { engine.removeEventType(name); });
}

void EventClient::planSchemas(const QStringList &paths, const QString &uid)
{
    order([=](EventEngine &engine) { engine.planSchemas(paths, uid); });
}

void EventClient::importSchemas(const QStringList &paths, const QString &uid)
{
    order([=](EventEngine &engine) { engine.importSchemas(paths, uid); });
}

void EventClient::removeSchema(const QString &uid)
{
    order([=](EventEngine &engine) { engine.removeSchema(uid); });
}

void EventClient::restoreSchema(const RemovedSchema &removed)
{
    order([=](EventEngine &engine) { engine.restoreSchema(removed); });
}

} // namespace hookpanel
