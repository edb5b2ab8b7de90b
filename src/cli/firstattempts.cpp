// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/firstattempts.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMs = 200; ///< Beside the signal of a change: the other process may end without a word.

/// Longer than any attempt of another command, which then gives the right to dispatch back.
constexpr std::chrono::seconds longestForOthers(Webhook::longestTimeout + 10);

} // namespace

FirstAttempts::FirstAttempts(std::unique_ptr<DeliverySession> session, CommandContext &context)
    : m_session(std::move(session))
    , m_context(context)
{
    m_patience.setSingleShot(true);
    m_poll.setInterval(pollMs);
    connect(&m_patience, &QTimer::timeout, this, &FirstAttempts::onPatienceOver);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_session->host().lookElsewhere();
        look();
    });
    connect(&m_session->host(), &DeliveryHost::changedElsewhere, this, &FirstAttempts::readAnew);
    connect(&m_session->host(), &DeliveryHost::deliveryUpdated, this, &FirstAttempts::tell);
    // Queued: the dispatcher that has just stopped would be gone when the next attempt is sent.
    connect(&m_session->host(), &DeliveryHost::stopped, this, &FirstAttempts::onStopped, Qt::QueuedConnection);
}

void FirstAttempts::run(const QList<Delivery> &deliveries, Until until, std::optional<std::chrono::seconds> patience,
                        const std::function<void(const QList<Delivery> &)> &done)
{
    m_deliveries = deliveries;
    for (const Delivery &delivery : deliveries)
        m_begunBefore.insert(delivery.id, delivery.attempts);
    m_until = until;
    m_done = done;
    if (patience)
        m_patience.start(*patience);
    else if (until == Until::NextAttempt)
        m_patience.start(longestForOthers);
    m_poll.start();
    look();
}

void FirstAttempts::giveUp()
{
    m_givenUp = true;
    if (m_sending && m_until == Until::Over)
        m_session->host().abandon(); // recorded as interrupted: the next dispatcher tries it again
    else if (m_sending)
        m_session->host().stop();
    else
        finish();
}

void FirstAttempts::onPatienceOver()
{
    if (m_until == Until::Over) {
        if (m_sending)
            m_session->host().abandon();
        finish();
    } else if (!m_sending) { // else its own attempts have ends of their own
        m_context.console.say(tr("Another command still sends its own deliveries for this profile. These wait for the next "
                                 "dispatcher: open the window, or run hookpanel-cli serve"));
        finish();
    }
}

/// Sends what is due and nobody else sends, until nothing is to be waited for.
void FirstAttempts::look()
{
    if (m_sending || !m_done)
        return;
    const QList<Delivery> due = toSend();
    const bool isSettled = std::all_of(m_deliveries.cbegin(), m_deliveries.cend(),
                                       [this](const Delivery &delivery) { return this->isSettled(delivery); });
    const bool isOthers = m_session->host().isDispatcherElsewhere();
    if (isSettled || (isOthers && m_until == Until::NextAttempt))
        finish();
    else if (!due.isEmpty() && !isOthers)
        send(due);
}

void FirstAttempts::send(const QList<Delivery> &deliveries)
{
    m_sent = deliveries;
    m_sending = true; // what the host tells from within is of this attempt
    m_sending = m_session->host().dispatchOnly(deliveries);
}

void FirstAttempts::onStopped()
{
    m_sending = false;
    readAnew();
    for (const Delivery &before : std::exchange(m_sent, {})) {
        const auto now = std::find_if(m_deliveries.cbegin(), m_deliveries.cend(),
                                      [&](const Delivery &one) { return one.id == before.id; });
        if (now->attempts == before.attempts && !isHeldBack(*now))
            m_heldBack.insert(before.id); // why was said
    }
    if (m_givenUp)
        finish();
    else
        look();
}

void FirstAttempts::readAnew()
{
    const auto before = m_deliveries;
    for (const Delivery &delivery : before) {
        const auto now = m_session->store().find(delivery.id);
        if (now && *now)
            tell(**now);
        else if (now)
            m_heldBack.insert(delivery.id); // it is in the database that was put aside
    }
}

/// Those whose time has come and that may be sent; and those that a process had on the wire which may have ended.
QList<Delivery> FirstAttempts::toSend()
{
    QList<Delivery> due;
    const QDateTime now = m_session->clock().nowUtc();
    for (const Delivery &delivery : std::as_const(m_deliveries)) {
        const bool isDue = isWaiting(delivery.state) ? delivery.dueAt <= now : delivery.state == DeliveryState::Attempting;
        if (isDue && !isSettled(delivery) && !isHeldBack(delivery))
            due.append(delivery);
    }
    return due;
}

/// Once it is, it stays so: the command ends, whatever is changed later.
bool FirstAttempts::isHeldBack(const Delivery &delivery)
{
    if (m_heldBack.contains(delivery.id))
        return true;
    const Hold hold = m_session->host().holdOf(delivery.webhook);
    if (hold == Hold::None || !isWaiting(delivery.state))
        return false;
    m_heldBack.insert(delivery.id);
    sayHold(delivery, hold);
    return true;
}

void FirstAttempts::sayHold(const Delivery &delivery, Hold hold)
{
    const QString &name = delivery.webhookName;
    switch (hold) {
    case Hold::None:
        return;
    case Hold::Disabled:
        m_context.console.say(tr("“%1” is disabled. The delivery waits until it is enabled.").arg(name));
        return;
    case Hold::Removed:
        m_context.console.say(tr("There is no webhook “%1” any more. The delivery waits in case it comes back.").arg(name));
        return;
    case Hold::Unreadable:
        m_context.console.say(tr("“%1” cannot be read whole. The delivery waits until the webhook is mended: see "
                                 "hookpanel-cli show %2")
                                  .arg(name, delivery.webhook.toString()));
        return;
    case Hold::Secrets:
        m_context.console.say(
            tr("The secrets of “%1” cannot be read now. The delivery waits until the keyring is unlocked or "
               "the file of the secrets is there.")
                .arg(name));
        return;
    case Hold::Preferences:
        m_context.console.say(tr("The preferences cannot be read, so nothing is sent: it might lack a default header. The "
                                 "delivery waits until they are mended: see hookpanel-cli settings"));
        return;
    }
    Q_UNREACHABLE();
}

bool FirstAttempts::isSettled(const Delivery &delivery) const
{
    if (isOver(delivery.state) || m_heldBack.contains(delivery.id))
        return true;
    return m_until == Until::NextAttempt && delivery.attempts > m_begunBefore.value(delivery.id);
}

void FirstAttempts::tell(const Delivery &delivery)
{
    const auto ours
        = std::find_if(m_deliveries.begin(), m_deliveries.end(), [&](const Delivery &one) { return one.id == delivery.id; });
    if (ours == m_deliveries.end() || *ours == delivery)
        return;
    *ours = delivery;
    if (delivery.state != DeliveryState::Attempting)
        m_context.console.say(DeliveryText::line(delivery));
}

void FirstAttempts::finish()
{
    m_poll.stop();
    m_patience.stop();
    if (const auto done = std::exchange(m_done, nullptr))
        done(m_deliveries);
}

} // namespace hookpanel
