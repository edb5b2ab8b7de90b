// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/deliveryengine.h"

#include "core/curl.h"
#include "store/database.h"

namespace hookpanel {

DeliveryEngine::DeliveryEngine(const Profile &profile, const EventCatalogue &catalogue, Sender &sender, const Clock &clock,
                               const Environment &environment, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_clock(clock)
    , m_host(profile, catalogue, sender, clock, environment, this)
{
    m_bundleTimer.setSingleShot(true);
    m_bundleTimer.setInterval(bundleMs);
    connect(&m_bundleTimer, &QTimer::timeout, this, &DeliveryEngine::tellBundle);
    connect(&m_deadLetters, &DeadLetterSender::progress, this, &DeliveryEngine::resendProgress);
    connect(&m_deadLetters, &DeadLetterSender::refused, this, &DeliveryEngine::resendRefused);
    connect(&m_deadLetters, &DeadLetterSender::failed, &m_host, &DeliveryHost::onFailed);
    connect(&m_host, &DeliveryHost::deliveryUpdated, this, &DeliveryEngine::bundle);
    connect(&m_host, &DeliveryHost::attemptUpdated, this, &DeliveryEngine::bundleAttempt);
    m_holdsTimer.setSingleShot(true);
    m_holdsTimer.setInterval(holdsMs);
    connect(&m_holdsTimer, &QTimer::timeout, this, &DeliveryEngine::tellHolds);
    connect(&m_host, &DeliveryHost::webhooksChanged, this, &DeliveryEngine::lookAtHolds);
    m_elsewhereTimer.setSingleShot(true);
    m_elsewhereTimer.setInterval(elsewhereMs);
    connect(&m_elsewhereTimer, &QTimer::timeout, this, &DeliveryEngine::tellElsewhere);
    connect(&m_host, &DeliveryHost::changedElsewhere, this, [this] {
        if (!m_elsewhereTimer.isActive())
            m_elsewhereTimer.start();
    });
    connect(&m_host, &DeliveryHost::overdueFound, this, &DeliveryEngine::overdueFound);
    connect(&m_host, &DeliveryHost::interruptedFound, this, &DeliveryEngine::interruptedFound);
    connect(&m_host, &DeliveryHost::orphansStopped, this, &DeliveryEngine::orphansStopped);
    connect(&m_host, &DeliveryHost::storeSetAside, this, &DeliveryEngine::storeSetAside);
    connect(&m_host, &DeliveryHost::purgeAhead, this, &DeliveryEngine::purgeAhead);
    connect(&m_host, &DeliveryHost::purged, this, &DeliveryEngine::purged);
    connect(&m_host, &DeliveryHost::webhookSwitchedOff, this, &DeliveryEngine::webhookSwitchedOff);
    connect(&m_host, &DeliveryHost::failed, this, &DeliveryEngine::deliveriesFailed);
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this, &DeliveryEngine::open);
}

void DeliveryEngine::open()
{
    if (m_isOpen)
        return;
    const auto opened = m_host.open();
    m_isOpen = opened.has_value();
    if (m_isOpen) {
        m_host.dispatch();
        tellElsewhere(); // what is there from before is to be read
        Q_EMIT storeOpened();
        return;
    }
    if (m_toldFailure != opened.error())
        Q_EMIT deliveriesFailed(opened.error());
    m_toldFailure = opened.error();
    m_openTimer.start(openAgainMs);
}

std::optional<Error> DeliveryEngine::whyNotOpen() const
{
    if (m_isOpen)
        return std::nullopt;
    return m_toldFailure.value_or(Error{ErrorCode::CannotWrite, m_profile.deliveriesFile()});
}

void DeliveryEngine::finish()
{
    stopResending();
    m_openTimer.stop();
    if (!m_isOpen) {
        Q_EMIT finished();
        return;
    }
    connect(&m_host, &DeliveryHost::stopped, this, &DeliveryEngine::finished);
    QTimer::singleShot(longestEndMs, this, &DeliveryEngine::finished);
    m_host.stop();
}

void DeliveryEngine::wake()
{
    m_host.wake();
    lookAtHolds();
}

/// Soon, once for many changes.
void DeliveryEngine::lookAtHolds()
{
    if (!m_holdsTimer.isActive())
        m_holdsTimer.start();
}

void DeliveryEngine::tellHolds()
{
    if (!m_isOpen)
        return;
    const auto holds = m_host.holds();
    if (!holds || *holds == m_holds)
        return; // a store that cannot be read says so where it matters
    m_holds = *holds;
    Q_EMIT holdsChanged(m_holds);
}

void DeliveryEngine::tellElsewhere()
{
    lookAtHolds();
    Q_EMIT changedElsewhere();
}

void DeliveryEngine::followAttempts(const DeliveryId &id)
{
    m_followed = id;
    m_live.reset();
    if (const auto underWay = attemptUnderWay(id))
        Q_EMIT liveAttempt(*underWay); // while a receiver hangs there is no other news
}

std::optional<Attempt> DeliveryEngine::attemptUnderWay(const DeliveryId &id) const
{
    const auto test = m_tests.constFind(id);
    if (test == m_tests.cend())
        return m_host.attemptUnderWay(id);
    Attempt attempt = test->seen;
    attempt.durationMs += m_clock.monotonicMs() - test->seenMs;
    return attempt;
}

void DeliveryEngine::onTestAttempt(const Attempt &attempt)
{
    if (attempt.isFinished())
        m_tests.remove(attempt.delivery);
    else
        m_tests.insert(attempt.delivery, {attempt, m_clock.monotonicMs()});
    bundleAttempt(attempt);
}

void DeliveryEngine::onHistoryDamaged(quint64 inode)
{
    if (m_isOpen)
        m_host.reportDamage(inode);
}

/// With its bodies it is large, and it changes often: only what is looked at crosses to the window, and its end at once.
void DeliveryEngine::bundleAttempt(const Attempt &attempt)
{
    if (attempt.delivery != m_followed)
        return;
    m_live = attempt;
    if (attempt.isFinished())
        tellBundle();
    else if (!m_bundleTimer.isActive())
        m_bundleTimer.start();
}

void DeliveryEngine::fillCurl(const WebhookId &webhook, const QString &eventType, const PreparedRequest &sent)
{
    const FilledCurl filled = filledCurlCommand(sent, m_host.requestToday(webhook, eventType));
    Q_EMIT filledCurlReady(filled.text, filled.notFilled);
}

void DeliveryEngine::bundle(const Delivery &delivery)
{
    if (!m_bundle.contains(delivery.id))
        m_order.append(delivery.id);
    m_bundle.insert(delivery.id, delivery);
    if (isWaiting(delivery.state))
        lookAtHolds();
    if (!m_bundleTimer.isActive())
        m_bundleTimer.start();
}

void DeliveryEngine::tellBundle()
{
    m_bundleTimer.stop();
    if (const auto live = std::exchange(m_live, std::nullopt))
        Q_EMIT liveAttempt(*live);
    QList<Delivery> deliveries;
    for (const DeliveryId &id : std::exchange(m_order, {}))
        deliveries.append(m_bundle.take(id));
    if (!deliveries.isEmpty())
        Q_EMIT deliveriesUpdated(deliveries);
}

void DeliveryEngine::beginTest(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    if (!m_isOpen)
        return;
    if (const auto begun = m_host.beginTest(delivery, webhook, event); !begun)
        m_host.onFailed(begun.error());
}

void DeliveryEngine::endTest(const Attempt &attempt)
{
    if (!m_isOpen)
        return;
    if (const auto ended = m_host.endTest(attempt); !ended)
        m_host.onFailed(ended.error());
}

/// With one commit: each of a hundred would wait for the disk.
void DeliveryEngine::together(const std::function<void()> &orders)
{
    if (!m_isOpen)
        return;
    if (const auto done = m_host.together(orders); !done) {
        m_host.onFailed(done.error());
        Q_EMIT changedElsewhere(); // what was told of them meanwhile is not so
    }
}

void DeliveryEngine::resend(const QList<DeliveryId> &ids)
{
    together([&] {
        for (const DeliveryId &id : ids)
            resendOne(id);
    });
}

void DeliveryEngine::resendOne(const DeliveryId &id)
{
    if (!m_isOpen)
        return;
    const auto delivery = m_host.store().find(id);
    if (!delivery || !*delivery) {
        if (!delivery)
            m_host.onFailed(delivery.error());
        return;
    }
    const auto again = m_host.resend(**delivery);
    if (!again && again.error().code == ErrorCode::Damaged)
        m_host.onFailed(again.error()); // it is put aside, and that is said
    else if (!again)
        Q_EMIT resendRefused(id, again.error());
}

void DeliveryEngine::resendEdited(const DeliveryId &id, const QByteArray &payload)
{
    if (!m_isOpen)
        return;
    const auto delivery = m_host.store().find(id);
    if (!delivery)
        m_host.onFailed(delivery.error());
    if (!delivery || !*delivery)
        return;
    if ((*delivery)->test) {
        Q_EMIT resendRefused(id, Error{ErrorCode::TestNotResent});
        return;
    }
    const auto event = makeGivenEvent(payload, {});
    const auto accepted = event ? m_host.acceptFor((*delivery)->webhook, *event) : tl::unexpected(event.error());
    if (!accepted)
        Q_EMIT resendRefused(id, accepted.error());
}

void DeliveryEngine::retryNow(const QList<DeliveryId> &ids)
{
    together([&] {
        for (const DeliveryId &id : ids) {
            if (const auto due = m_host.retryNow(id); !due)
                m_host.onFailed(due.error());
        }
    });
}

void DeliveryEngine::stopRetrying(const QList<DeliveryId> &ids)
{
    if (!m_isOpen)
        return;
    if (const auto stopped = m_host.stop(ids); !stopped)
        m_host.onFailed(stopped.error());
}

void DeliveryEngine::forgetWebhooks(const QList<WebhookId> &ids)
{
    if (!m_isOpen)
        return;
    for (const WebhookId &id : ids) {
        if (const auto stopped = m_host.stopAll(id); !stopped)
            m_host.onFailed(stopped.error());
    }
}

void DeliveryEngine::resendDeadLetters(int perSecond)
{
    if (m_isOpen)
        m_deadLetters.start(perSecond);
}

void DeliveryEngine::stopResending()
{
    m_deadLetters.stop();
}

} // namespace hookpanel
