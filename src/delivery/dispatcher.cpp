// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/dispatcher.h"

#include "core/preparedrequest.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int flushAfterMs = 20;
constexpr qsizetype flushAtOnce = 100; ///< Batches beyond this bring nothing (measured with SQLite).
constexpr int retryAfterFailureMs = 1000;
constexpr qint64 longestSleepMs = 60'000; ///< Looks at least that often, whatever happened unseen.

std::optional<std::chrono::seconds> retryAfterOf(const Attempt &attempt, const QDateTime &now)
{
    if (!attempt.response)
        return std::nullopt;
    for (const auto &[name, value] : attempt.response->headers) {
        if (isSameHeaderName(name, "Retry-After"))
            return retrypolicy::retryAfter(value, now);
    }
    return std::nullopt;
}

} // namespace

Dispatcher::Dispatcher(DeliveryRepository &repository, Sender &sender, const Clock &clock, DispatchContext context,
                       QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_sender(sender)
    , m_clock(clock)
    , m_context(std::move(context))
{
    for (QTimer *timer : {&m_dispatchTimer, &m_flushTimer, &m_dueTimer})
        timer->setSingleShot(true);
    connect(&m_dispatchTimer, &QTimer::timeout, this, &Dispatcher::dispatch);
    connect(&m_flushTimer, &QTimer::timeout, this, &Dispatcher::flush);
    connect(&m_dueTimer, &QTimer::timeout, this, &Dispatcher::dispatch);
    connect(&m_sender, &Sender::attemptUpdated, this, &Dispatcher::onAttempt);
}

void Dispatcher::start()
{
    m_running = true;
    m_wall = m_clock.nowUtc();
    m_monotonicMs = m_clock.monotonicMs();
    m_toSpread = true;
    m_toRecover = true;
    if (const auto taken = takeOver(); !taken)
        tell(taken.error()); // tried again at each look
    wake();
}

/// What has to be put in order before anything is sent: after the end of another process, or after a change of the clock.
Result<void> Dispatcher::takeOver()
{
    const QDateTime now = m_clock.nowUtc();
    if (m_toShiftMs != 0) {
        if (const auto shifted = m_repository.shiftDue(m_toShiftMs); !shifted)
            return shifted;
        m_toShiftMs = 0;
    }
    if (m_toSpread) {
        const auto overdue = m_repository.spreadOverdue(now, spreadMs);
        if (!overdue)
            return tl::unexpected(overdue.error());
        m_toSpread = false;
        if (m_toRecover && *overdue > 0)
            Q_EMIT overdueFound(*overdue);
    }
    if (m_toRecover) { // after the spreading: these are not overdue
        const auto recovered = m_repository.recoverInterrupted(now);
        if (!recovered)
            return tl::unexpected(recovered.error());
        m_toRecover = false;
        if (*recovered > 0)
            Q_EMIT interruptedFound(*recovered);
    }
    return {};
}

void Dispatcher::stop()
{
    m_running = false;
    m_dispatchTimer.stop();
    m_dueTimer.stop();
    if (m_inFlight.isEmpty())
        flush();
}

void Dispatcher::abandon()
{
    stop();
    m_abandoning = true;
    const auto ids = m_inFlight.keys();
    for (const DeliveryId &id : ids)
        m_sender.cancel(id);
    m_abandoning = false;
}

void Dispatcher::wake()
{
    if (m_running && !m_dispatchTimer.isActive())
        m_dispatchTimer.start(0);
}

bool Dispatcher::cancel(const DeliveryId &delivery)
{
    const bool isUnderWay = m_inFlight.contains(delivery);
    if (isUnderWay)
        m_sender.cancel(delivery);
    return isUnderWay;
}

/// A clock that was set, or a machine that slept, would make many retries due at once, or none for a long time.
Result<void> Dispatcher::checkClock()
{
    const QDateTime wall = m_clock.nowUtc();
    const qint64 monotonicMs = m_clock.monotonicMs();
    const qint64 jumpMs = m_wall.msecsTo(wall) - (monotonicMs - m_monotonicMs);
    m_wall = wall;
    m_monotonicMs = monotonicMs;
    if (jumpMs > clockJumpMs)
        m_toSpread = true;
    else if (jumpMs < -clockJumpMs)
        m_toShiftMs += jumpMs;
    return takeOver();
}

void Dispatcher::dispatch()
{
    if (!m_running)
        return;
    if (!m_told.isEmpty() && !m_ended.isEmpty()) {
        flush(); // what has ended comes first
        if (!m_ended.isEmpty())
            return; // its timer wakes us
    }
    auto begun = checkClock();
    if (begun)
        begun = beginChosen();
    if (!begun) {
        tell(begun.error());
        m_dueTimer.start(retryAfterFailureMs);
        return;
    }
    m_told.clear();
    sleepUntilDue();
}

/// What is due waits while the preferences cannot be read: without its default headers it would be another request.
Result<void> Dispatcher::beginChosen()
{
    const auto preferences = m_context.sending();
    const auto chosen = choose(preferences ? preferences->attemptsAtOnce : 1);
    if (!chosen)
        return tl::unexpected(chosen.error());
    if (chosen->isEmpty())
        return {};
    if (!preferences)
        return tl::unexpected(preferences.error());
    m_prepared.clear();
    const auto claimed = m_repository.claim(
        *chosen, m_clock.nowUtc(), [this, &preferences](const ClaimedDelivery &one) { return prepare(one, *preferences); });
    if (!claimed)
        return tl::unexpected(claimed.error());
    for (const ClaimedDelivery &one : *claimed)
        begin(one);
    return {};
}

/// One delivery per webhook and turn, from the webhook after the one that was served last, until nothing more may begin.
Result<QList<DeliveryId>> Dispatcher::choose(int most)
{
    m_chosen.clear();
    m_heldBack.clear();
    const QDateTime now = m_clock.nowUtc();
    auto webhooks = m_repository.webhooksWithDue(now);
    if (!webhooks)
        return tl::unexpected(webhooks.error());
    const auto next = std::find_if(webhooks->begin(), webhooks->end(), [this](const WebhookId &id) {
        return id.toString() > m_lastServed.toString(); // the repository's order
    });
    std::rotate(webhooks->begin(), next, webhooks->end());

    struct Queue {
        Webhook webhook;
        QList<DeliveryId> ids;
    };
    QList<Queue> queues;
    QHash<QString, int> begun = m_perOrigin;
    QHash<QString, int> firstTurn = m_perOrigin;
    qsizetype firstRoom = most - m_inFlight.size();
    for (const WebhookId &id : *webhooks) {
        if (firstRoom <= 0)
            break; // the first turn takes all; whoever is next has its turn then, which an end brings
        const auto webhook = m_context.webhook(id);
        if (!webhook || !webhook->enabled) {
            m_heldBack.append(id);
            continue;
        }
        if (begun.value(originOf(*webhook)) >= mostPerOrigin) {
            m_heldBack.append(id); // an end at this origin wakes us
            continue;
        }
        const auto ids = m_repository.due(id, now, mostPerOrigin);
        if (!ids)
            return tl::unexpected(ids.error());
        queues.append({*webhook, *ids});
        if (!ids->isEmpty() && mayBegin(*webhook, firstTurn))
            --firstRoom;
    }

    QList<DeliveryId> chosen;
    qsizetype room = most - m_inFlight.size();
    bool isAnyLeft = true;
    while (isAnyLeft && room > 0) {
        isAnyLeft = false;
        for (Queue &queue : queues) {
            if (room == 0)
                break;
            if (queue.ids.isEmpty() || !mayBegin(queue.webhook, begun))
                continue;
            m_chosen.insert(queue.ids.first(), queue.webhook);
            chosen.append(queue.ids.takeFirst());
            m_lastServed = queue.webhook.id;
            isAnyLeft = true;
            --room;
        }
    }
    for (const Queue &queue : queues) {
        if (begun.value(originOf(queue.webhook)) >= mostPerOrigin)
            m_heldBack.append(queue.webhook.id);
    }
    return chosen;
}

bool Dispatcher::mayBegin(const Webhook &webhook, QHash<QString, int> &begun) const
{
    int &count = begun[originOf(webhook)];
    if (count >= mostPerOrigin)
        return false;
    ++count;
    return true;
}

/// Scheme, host and port as they are called. A URL that cannot be filled stands for itself: it ends without a connection.
QString Dispatcher::originOf(const Webhook &webhook) const
{
    const auto filled = placeholders::fill(webhook.url.trimmed(), m_context.environment);
    const QUrl url(filled ? filled->value : QString(), QUrl::TolerantMode);
    if (url.host().isEmpty())
        return webhook.id.toString();
    const int port = url.port(url.scheme() == u"https"_s ? 443 : 80);
    return url.scheme() + u"://"_s + url.host() + u':' + QString::number(port);
}

/// Within the claim: the request is on the disk before it can be on the wire.
std::optional<PreparedRequest> Dispatcher::prepare(const ClaimedDelivery &claimed, const Preferences &preferences)
{
    const Delivery &delivery = claimed.delivery;
    const Webhook webhook = m_chosen.value(delivery.id);
    auto request
        = prepareRequest(webhook, preferences.defaultHeaders, claimed.event, m_context.environment,
                         DeliveryMark{delivery.id, delivery.attempts}, signingOf(webhook, delivery.id, m_clock.nowUtc()));
    if (request)
        request->proxy = preferences.proxy;
    m_prepared.insert(delivery.id, request);
    return request ? std::optional(*request) : std::nullopt;
}

void Dispatcher::begin(const ClaimedDelivery &claimed)
{
    const Webhook webhook = m_chosen.value(claimed.delivery.id);
    const Flight flight{claimed, webhook, originOf(webhook), {}, 0};
    m_inFlight.insert(claimed.delivery.id, flight);
    ++m_perOrigin[flight.origin];
    Q_EMIT deliveryUpdated(claimed.delivery);

    Attempt attempt;
    attempt.delivery = claimed.delivery.id;
    attempt.webhook = webhook.id;
    attempt.eventType = claimed.event.type;
    attempt.number = claimed.delivery.attempts;
    attempt.startedAt = m_clock.nowUtc();
    const Result<PreparedRequest> request = m_prepared.take(claimed.delivery.id);
    if (request) {
        attempt.request = *request;
        note(attempt);
        m_sender.send(attempt, ConnectionUse::Reuse);
        return;
    }
    attempt.outcome = invalidRequest(request.error());
    onAttempt(attempt);
}

void Dispatcher::onAttempt(const Attempt &attempt)
{
    if (!m_inFlight.contains(attempt.delivery))
        return; // a test, or somebody else's
    Attempt seen = attempt;
    if (m_abandoning && seen.isFinished())
        seen.outcome = Outcome(); // interrupted
    note(seen);
    Q_EMIT attemptUpdated(seen);
    if (seen.isFinished())
        finish(m_inFlight.take(seen.delivery), seen);
}

void Dispatcher::note(const Attempt &attempt)
{
    Flight &flight = m_inFlight[attempt.delivery];
    flight.seen = attempt;
    flight.seenMs = m_clock.monotonicMs();
}

std::optional<Attempt> Dispatcher::attemptUnderWay(const DeliveryId &delivery) const
{
    const auto flight = m_inFlight.constFind(delivery);
    if (flight == m_inFlight.cend())
        return std::nullopt;
    Attempt attempt = flight->seen;
    attempt.durationMs += m_clock.monotonicMs() - flight->seenMs;
    return attempt;
}

QList<Attempt> Dispatcher::attemptsUnderWay() const
{
    QList<Attempt> attempts;
    for (auto flight = m_inFlight.keyBegin(); flight != m_inFlight.keyEnd(); ++flight)
        attempts.append(attemptUnderWay(*flight).value_or(Attempt()));
    return attempts;
}

void Dispatcher::finish(const Flight &flight, const Attempt &attempt)
{
    if (--m_perOrigin[flight.origin] == 0)
        m_perOrigin.remove(flight.origin);
    const QDateTime now = m_clock.nowUtc();
    const retrypolicy::Circumstances circumstances{now, flight.claimed.delivery.waitsUsed, m_context.chance(),
                                                   retryAfterOf(attempt, now)};
    m_ended.append({attempt, retrypolicy::judge(*attempt.outcome, flight.webhook.retry, circumstances)});
    if (attempt.outcome->kind == OutcomeKind::Gone)
        Q_EMIT webhookGone(attempt.webhook, flight.webhook.url);
    if (m_ended.size() >= flushAtOnce || (!m_running && m_inFlight.isEmpty()))
        flush();
    else if (!m_flushTimer.isActive())
        m_flushTimer.start(flushAfterMs);
    wake();
}

void Dispatcher::flush()
{
    m_flushTimer.stop();
    if (!m_ended.isEmpty()) {
        if (const auto recorded = m_repository.record(m_ended); !recorded) {
            tell(recorded.error());
            m_flushTimer.start(retryAfterFailureMs);
            return;
        }
    }
    const QList<EndedAttempt> ended = std::exchange(m_ended, {});
    if (!ended.isEmpty())
        m_told.clear();
    for (const EndedAttempt &one : ended) {
        if (const auto delivery = m_repository.find(one.attempt.delivery); delivery && *delivery)
            Q_EMIT deliveryUpdated(**delivery);
    }
    if (!ended.isEmpty())
        wake(); // its retry has a time now
    if (!m_running && m_inFlight.isEmpty())
        Q_EMIT idle();
}

void Dispatcher::sleepUntilDue()
{
    const auto next = m_repository.nextDue(m_heldBack);
    if (!next) {
        tell(next.error());
        m_dueTimer.start(retryAfterFailureMs);
        return;
    }
    qint64 sleepMs = longestSleepMs;
    if (next->isValid())
        sleepMs = std::clamp<qint64>(m_clock.nowUtc().msecsTo(*next), 0, longestSleepMs);
    // What is due now and was not begun waits for an end, which wakes us.
    m_dueTimer.start(sleepMs == 0 && !m_inFlight.isEmpty() ? longestSleepMs : sleepMs);
}

void Dispatcher::tell(const Error &error)
{
    if (m_told.contains(error.code))
        return;
    m_told.append(error.code);
    Q_EMIT failed(error);
}

} // namespace hookpanel
