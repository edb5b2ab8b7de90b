// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/eventservice.h"

namespace hookpanel::test {

/// Keeps the orders that it gets; what comes of them is the test's to tell, by emitting a signal of EventService. A check is
/// answered at once where the test has said what with.
class FakeEventService final : public EventService
{
    Q_OBJECT

public:
    struct Order {
        int ticket = 0;
        EventDraft draft;
    };

    using EventService::EventService;

    void check(int ticket, const hookpanel::EventDraft &draft) override
    {
        checks.append({ticket, draft});
        if (!answer)
            return;
        EventCheck told = *answer;
        told.ticket = ticket;
        Q_EMIT checked(told);
    }
    void send(int ticket, const hookpanel::EventDraft &draft) override { sends.append({ticket, draft}); }
    void addEventType(const QString &name, const QByteArray &sample) override { addedTypes.append({name, sample}); }
    void removeEventType(const QString &name) override { removedTypes.append(name); }
    void planSchemas(const QStringList &paths, const QString &uid) override { plans.append({paths, uid}); }
    void importSchemas(const QStringList &paths, const QString &uid) override { imports.append({paths, uid}); }
    void removeSchema(const QString &uid) override { removedSchemas.append(uid); }
    void restoreSchema(const hookpanel::RemovedSchema &removed) override { restoredSchemas.append(removed); }

    std::optional<EventCheck> answer; ///< To each check, at once.
    QList<Order> checks;
    QList<Order> sends;
    QList<std::pair<QString, QByteArray>> addedTypes;
    QStringList removedTypes;
    QList<std::pair<QStringList, QString>> plans;
    QList<std::pair<QStringList, QString>> imports;
    QStringList removedSchemas;
    QList<RemovedSchema> restoredSchemas;
};

} // namespace hookpanel::test
