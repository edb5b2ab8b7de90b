// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/orphankeeper.h"

#include "host/webhooksource.h"
#include "store/deliverystore.h"

namespace hookpanel {

OrphanKeeper::OrphanKeeper(DeliveryStore &store, const WebhookSource &source, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_clock(clock)
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &OrphanKeeper::look);
}

void OrphanKeeper::look()
{
    const auto waiting = m_store.webhooksWaiting(m_clock.nowUtc());
    if (!waiting) {
        Q_EMIT failed(waiting.error());
        return;
    }
    QHash<WebhookId, int> absent;
    int count = 0;
    for (const WebhookId &id : *waiting) {
        if (!m_source.isGone(id))
            continue;
        const int seen = m_absent.value(id) + 1;
        if (seen < looks) {
            absent.insert(id, seen); // it may be brought back
            continue;
        }
        const auto stopped = m_store.stopAll(id, m_clock.nowUtc());
        if (!stopped)
            Q_EMIT failed(stopped.error());
        count += stopped.value_or(0);
    }
    m_absent = absent;
    if (count > 0)
        Q_EMIT cancelled(count);
}

} // namespace hookpanel
