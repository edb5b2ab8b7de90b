// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace hookpanel {

class DeliveryStore;
class WebhookSource;

/// Cancels what waits for webhooks that are gone for good, whoever removed their files: not before they were absent at
/// `looks` looks in a row, because a window may undo the deletion and a restore from a copy may take minutes. The references
/// are not owned and must outlive it.
class OrphanKeeper final : public QObject
{
    Q_OBJECT

public:
    static constexpr int everyMs = 60'000; ///< Longer than a window keeps its undo bar.
    static constexpr int looks = 10;

    OrphanKeeper(DeliveryStore &store, const WebhookSource &source, const Clock &clock, QObject *parent = nullptr);

    /// Looks every everyMs from now on, until stop().
    void start() { m_timer.start(); }
    void stop() { m_timer.stop(); }

    void look();

Q_SIGNALS:
    /// So many deliveries were cancelled because their webhooks are gone.
    void cancelled(int count);
    void failed(const hookpanel::Error &error);

private:
    DeliveryStore &m_store;
    const WebhookSource &m_source;
    const Clock &m_clock;
    QTimer m_timer{this};
    QHash<WebhookId, int> m_absent; ///< At how many looks in a row.
};

} // namespace hookpanel
