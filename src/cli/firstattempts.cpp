// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/firstattempts.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"

#include <algorithm>

namespace hookpanel {

namespace {

constexpr int pollMs = 200; ///< Beside the signal of a change: the other process may end without a word.

} // namespace

FirstAttempts::FirstAttempts(std::unique_ptr<DeliverySession> session, CommandContext &context)
    : m_session(std::move(session))
    , m_context(context)
{
    m_patience.setSingleShot(true);
    m_poll.setInterval(pollMs);
    connect(&m_patience, &QTimer::timeout, this, &FirstAttempts::giveUp);
    connect(&m_poll, &QTimer::timeout, this, &FirstAttempts::look);
    connect(&m_session->host(), &DeliveryHost::changedElsewhere, this, &FirstAttempts::look);
    connect(&m_session->host(), &DeliveryHost::deliveryUpdated, this, &FirstAttempts::tell);
    connect(&m_session->host(), &DeliveryHost::stopped, this, [this] {
        m_sending = false;
        finish();
    });
}

void FirstAttempts::run(const QList<Delivery> &deliveries, Until until, std::optional<std::chrono::seconds> patience,
                        const std::function<void(const QList<Delivery> &)> &done)
{
    m_deliveries = deliveries;
    m_until = until;
    m_done = done;
    const auto which = until == Until::Over ? DeliverySubset::Attempts::All : DeliverySubset::Attempts::Next;
    m_sending = !deliveries.isEmpty();
    if (m_sending && m_session->host().dispatchOnly(deliveries, which)) {
        if (patience && m_done)
            m_patience.start(*patience);
        return;
    }
    m_sending = false;
    if (until == Until::NextAttempt || deliveries.isEmpty()) {
        finish(); // the process that dispatches sends them
        return;
    }
    if (patience)
        m_patience.start(*patience);
    m_poll.start();
    look();
}

void FirstAttempts::giveUp()
{
    if (m_sending)
        m_session->host().stop();
    else
        finish();
}

/// Somebody else dispatches: what became of ours.
void FirstAttempts::look()
{
    if (m_sending || !m_done)
        return;
    const auto before = m_deliveries;
    for (const Delivery &delivery : before) {
        const auto now = m_session->store().find(delivery.id);
        if (now && *now && **now != delivery)
            tell(**now);
    }
    if (isOver()) {
        finish();
    } else if (m_until == Until::Over && !m_sending) {
        // It may have ended meanwhile; then the rest is ours.
        m_sending = true;
        m_sending = m_session->host().dispatchOnly(m_deliveries, DeliverySubset::Attempts::All);
    }
}

bool FirstAttempts::isOver() const
{
    return std::all_of(m_deliveries.cbegin(), m_deliveries.cend(),
                       [](const Delivery &delivery) { return hookpanel::isOver(delivery.state); });
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
