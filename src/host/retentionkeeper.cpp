// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/retentionkeeper.h"

#include "store/deliverystore.h"

#include <utility>

namespace hookpanel {

RetentionKeeper::RetentionKeeper(DeliveryStore &store, const Clock &clock, std::function<Result<Preferences>()> preferences,
                                 QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_preferences(std::move(preferences))
{
    m_lookTimer.setInterval(lookMs);
    connect(&m_lookTimer, &QTimer::timeout, this, &RetentionKeeper::look);
    m_stepTimer.setInterval(0); // between two steps whatever else waits has its turn
    connect(&m_stepTimer, &QTimer::timeout, this, &RetentionKeeper::step);
}

void RetentionKeeper::start()
{
    m_lookTimer.start();
    look();
}

void RetentionKeeper::purgeNow()
{
    if (const auto set = m_store.setFirstPurge(m_clock.nowUtc()); !set)
        Q_EMIT failed(set.error());
    else
        look();
}

void RetentionKeeper::look()
{
    const auto preferences = m_preferences();
    if (!preferences || m_stepTimer.isActive())
        return;
    const auto may = mayPurge(preferences->retention);
    if (!may)
        Q_EMIT failed(may.error());
    else if (*may)
        m_stepTimer.start();
}

/// Whether what there is to take away may go now. Where it may nothing is counted: a step that finds nothing costs less.
Result<bool> RetentionKeeper::mayPurge(const Retention &retention)
{
    const QDateTime now = m_clock.nowUtc();
    const bool isChanged = m_looked && *m_looked != retention;
    m_looked = retention;
    const auto planned = m_store.firstPurge();
    if (!planned)
        return tl::unexpected(planned.error());
    if (*planned && **planned <= now && !isChanged)
        return true;
    const auto count = m_store.countPurgeable(retention, now);
    if (!count)
        return tl::unexpected(count.error());
    if (*count == 0) {
        if (std::exchange(m_hasTold, false))
            Q_EMIT purgeAhead(0, {});
        return false;
    }
    // A number that was mistyped costs nothing: it can be set right for a day.
    const QDateTime graceful = now.addSecs(graceHours * 3600);
    const QDateTime when = isChanged ? graceful : planned->value_or(graceful);
    if (!*planned || isChanged) {
        m_hasTold = false;
        if (const auto set = m_store.setFirstPurge(when); !set)
            return tl::unexpected(set.error());
    }
    if (!std::exchange(m_hasTold, true))
        Q_EMIT purgeAhead(*count, when);
    return false;
}

void RetentionKeeper::step()
{
    const auto preferences = m_preferences();
    if (preferences && preferences->retention != m_looked) { // that is another matter, to be said first
        m_stepTimer.stop();
        look();
        return;
    }
    const auto purgedNow = preferences ? m_store.purgeStep(preferences->retention, m_clock.nowUtc(), stepSize)
                                       : tl::unexpected(preferences.error());
    m_purged += purgedNow.value_or(PurgeStep()).purged;
    if (purgedNow && !purgedNow->isLast)
        return;
    m_stepTimer.stop();
    m_hasTold = false;
    if (!purgedNow)
        Q_EMIT failed(purgedNow.error());
    if (const qint64 all = std::exchange(m_purged, 0))
        Q_EMIT purged(all);
}

} // namespace hookpanel
