// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/eventengine.h"

#include <functional>

namespace hookpanel {

/// The window's side of its events: hands every order over to the engine's thread as a queued call; answers come back by
/// queued signals.
class EventClient final : public EventService
{
    Q_OBJECT

public:
    /// The engine lives in another thread and must outlive the client.
    explicit EventClient(EventEngine &engine, QObject *parent = nullptr);

    void check(int ticket, const hookpanel::EventDraft &draft) override;
    void send(int ticket, const hookpanel::EventDraft &draft) override;
    void addEventType(const QString &name, const QByteArray &sample) override;
    void removeEventType(const QString &name) override;
    void planSchemas(const QStringList &paths, const QString &uid) override;
    void importSchemas(const QStringList &paths, const QString &uid) override;
    void removeSchema(const QString &uid) override;
    void restoreSchema(const hookpanel::RemovedSchema &removed) override;

private:
    void order(const std::function<void(EventEngine &)> &order);

    EventEngine &m_engine;
};

} // namespace hookpanel
