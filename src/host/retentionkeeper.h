// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/preferences.h"
#include "core/result.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace hookpanel {

class DeliveryStore;

/// Keeps the history as long as the preferences say, and no longer: looks now and then, and takes away what is beyond, a
/// few deliveries at a time, so that nobody waits for the database. Nothing is taken away before it was said: the first
/// time there is something to take away, and when the preferences were changed since it looked last, purgeAhead() tells,
/// and it is done a day later, or when the admin says so.
///
/// For the process that dispatches. Store and clock are not owned and must outlive it.
class RetentionKeeper final : public QObject
{
    Q_OBJECT

public:
    static constexpr int lookMs = 10 * 60'000;
    static constexpr int graceHours = 24; ///< From the first saying to the first purge.
    static constexpr int stepSize = 200; ///< Deliveries per transaction.

    /// `preferences` is asked at each look; while they cannot be read nothing is taken away.
    RetentionKeeper(DeliveryStore &store, const Clock &clock, std::function<Result<Preferences>()> preferences,
                    QObject *parent = nullptr);

    /// Looks at once, and from then on every lookMs.
    void start();

    /// Looks now: the preferences may have changed.
    void look();

    /// The admin agrees to what purgeAhead() told.
    void purgeNow();

Q_SIGNALS:
    /// So many deliveries will be taken away, from this time on. Told once per start and change of the preferences until
    /// then; 0 when it was told and there are none any more.
    void purgeAhead(qint64 count, const QDateTime &when);

    /// So many were taken away.
    void purged(qint64 count);
    void failed(const hookpanel::Error &error);

private:
    [[nodiscard]] Result<bool> mayPurge(const Retention &retention);
    void step();

    DeliveryStore &m_store;
    const Clock &m_clock;
    std::function<Result<Preferences>()> m_preferences;
    QTimer m_lookTimer{this};
    QTimer m_stepTimer{this};
    std::optional<Retention> m_looked; ///< What it looked with last.
    bool m_hasTold = false;
    qint64 m_purged = 0; ///< In this round.
};

} // namespace hookpanel
