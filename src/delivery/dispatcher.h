// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/deliveryrepository.h"
#include "core/placeholders.h"
#include "core/preferences.h"
#include "delivery/sender.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace hookpanel {

/// What a dispatcher knows of the world besides its deliveries. All are called in its thread, at each attempt anew.
struct DispatchContext {
    std::function<std::optional<Webhook>(const WebhookId &)> webhook; ///< Nothing when there is none (now).
    std::function<Result<Preferences>()> sending; ///< Asked at each look: default headers, proxy, how many at once.
    Environment environment;
    std::function<double()> chance; ///< 0 to 1, for jitter.
};

/// Sends what is due: claims deliveries, sends an attempt of each, and writes how it ended. At most six attempts are under
/// way per origin, so that none waits unsent inside Qt with its clock running (measured: six connections per host and
/// port), and as many in all as the preferences allow. Webhooks take turns: one with a long backlog or a hanging receiver
/// delays nobody else. Outcomes are written in batches; while they cannot be written nothing new is begun, and they are
/// tried again.
///
/// One per profile: whoever holds the profile's dispatcher lock. Lives in the engine's thread; owns nothing it is given,
/// all of which must outlive it.
class Dispatcher final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostPerOrigin = 6;
    static constexpr qint64 spreadMs = 10'000; ///< Overdue retries start within this time.
    static constexpr qint64 clockJumpMs = 5'000; ///< The wall clock is taken for set when it is off by more than this.

    Dispatcher(DeliveryRepository &repository, Sender &sender, const Clock &clock, DispatchContext context,
               QObject *parent = nullptr);

    /// Takes over from a process that ended: what it had on the wire is recorded as interrupted and tried again, overdue
    /// retries are spread. Then sends what is due, until stop(). Emits overdueFound() and interruptedFound() from within.
    void start();

    /// Begins nothing more. What is on the wire goes on to its end; idle() is emitted when all of it is recorded, at once
    /// when there is nothing.
    void stop();

    /// For a program that cannot wait: stop(), but what is on the wire is given up and recorded as interrupted, so that the
    /// next dispatcher tries it again.
    void abandon();

    /// Something new may be due, or may now be sent. Looks soon, once for many calls.
    void wake();

    /// Aborts the attempt that is under way; its delivery is cancelled. Returns false when none is.
    bool cancel(const DeliveryId &delivery);

    /// The attempt of this delivery that is under way, with the time that it has taken until now: a hanging receiver brings
    /// no news of it.
    [[nodiscard]] std::optional<Attempt> attemptUnderWay(const DeliveryId &delivery) const;

    /// The same of all.
    [[nodiscard]] QList<Attempt> attemptsUnderWay() const;

    [[nodiscard]] qsizetype inFlight() const { return m_inFlight.size(); }

Q_SIGNALS:
    /// A delivery has a new state.
    void deliveryUpdated(const hookpanel::Delivery &delivery);

    /// See Sender::attemptUpdated().
    void attemptUpdated(const hookpanel::Attempt &attempt);

    /// So many retries fell due while nobody dispatched.
    void overdueFound(int count);

    /// So many were on the wire when whoever dispatched before ended; they are recorded as interrupted and tried again.
    void interruptedFound(int count);

    /// A receiver answered 410: its webhook is to be switched off, unless it has got another URL since.
    void webhookGone(const hookpanel::WebhookId &webhook, const QString &url);

    /// The store cannot be read or written. Each kind of failure is told once until it can again.
    void failed(const hookpanel::Error &error);
    void idle();

private:
    struct Flight {
        ClaimedDelivery claimed;
        Webhook webhook;
        QString origin;
        Attempt seen; ///< As it was told last.
        qint64 seenMs = 0; ///< When, by the monotonic clock.
    };

    void dispatch();
    [[nodiscard]] Result<void> takeOver();
    [[nodiscard]] Result<void> checkClock();
    [[nodiscard]] Result<QList<DeliveryId>> choose(int most);
    [[nodiscard]] bool mayBegin(const Webhook &webhook, QHash<QString, int> &begun) const;
    [[nodiscard]] Result<void> beginChosen();
    [[nodiscard]] std::optional<PreparedRequest> prepare(const ClaimedDelivery &claimed, const Preferences &preferences);
    void begin(const ClaimedDelivery &claimed);
    void note(const Attempt &attempt);
    void onAttempt(const Attempt &attempt);
    void finish(const Flight &flight, const Attempt &attempt);
    void flush();
    void sleepUntilDue();
    void tell(const Error &error);
    [[nodiscard]] QString originOf(const Webhook &webhook) const;

    DeliveryRepository &m_repository;
    Sender &m_sender;
    const Clock &m_clock;
    DispatchContext m_context;
    bool m_running = false;
    bool m_abandoning = false;
    bool m_toSpread = false; ///< Overdue retries have no new times yet.
    bool m_toRecover = false; ///< What another process had on the wire is not recorded yet.
    qint64 m_toShiftMs = 0; ///< By how much waiting retries are to be moved.
    QList<ErrorCode> m_told; ///< Kinds of failures since it last went well.
    QHash<DeliveryId, Flight> m_inFlight;
    QHash<QString, int> m_perOrigin;
    QList<EndedAttempt> m_ended; ///< Not written yet.
    QHash<DeliveryId, Webhook> m_chosen; ///< Claimed next, with the webhook as it was looked up.
    QHash<DeliveryId, Result<PreparedRequest>> m_prepared; ///< Claimed now.
    QList<WebhookId> m_heldBack; ///< With due deliveries that may not go now: disabled, not there, or their origin is full.
    WebhookId m_lastServed;
    QTimer m_dispatchTimer{this};
    QTimer m_flushTimer{this};
    QTimer m_dueTimer{this};
    QDateTime m_wall; ///< The two clocks at the last look.
    qint64 m_monotonicMs = 0;
};

} // namespace hookpanel
