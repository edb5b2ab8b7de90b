// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deadlettersender.h"

#include "host/deliveryhost.h"

#include <algorithm>
#include <limits>

namespace hookpanel {

DeadLetterSender::DeadLetterSender(DeliveryHost &host, QObject *parent)
    : QObject(parent)
    , m_host(host)
{
    connect(&m_timer, &QTimer::timeout, this, &DeadLetterSender::sendNext);
}

void DeadLetterSender::start(int perSecond)
{
    constexpr int msPerSecond = 1000;
    m_timer.stop();
    m_page.clear();
    m_position = 0;
    m_done = 0;
    const auto count = m_host.store().countDeadLetters();
    if (!count) {
        Q_EMIT failed(count.error());
        return;
    }
    m_all = int(std::min<qint64>(*count, std::numeric_limits<int>::max()));
    m_left = m_all;
    Q_EMIT progress(0, m_all, m_all == 0);
    if (m_all > 0)
        m_timer.start(msPerSecond / std::clamp(perSecond, 1, mostPerSecond));
}

void DeadLetterSender::stop()
{
    if (m_timer.isActive())
        end();
}

void DeadLetterSender::sendNext()
{
    if (m_left > 0 && m_page.isEmpty() && !readPage())
        return;
    if (m_left == 0 || m_page.isEmpty()) {
        end();
        return;
    }
    --m_left;
    sendOne(m_page.takeFirst());
    if (!m_timer.isActive())
        return; // it failed, or was stopped by somebody who was told
    if (m_left == 0)
        end();
    else
        Q_EMIT progress(m_done, m_all, false);
}

void DeadLetterSender::sendOne(const Delivery &letter)
{
    m_position = letter.position;
    const auto again = m_host.resend(letter);
    if (again)
        ++m_done;
    else if (again.error().code == ErrorCode::CannotWrite || again.error().code == ErrorCode::Damaged)
        fail(again.error()); // nor would the others go
    else
        Q_EMIT refused(letter.id, again.error());
}

bool DeadLetterSender::readPage()
{
    const auto page = m_host.store().deadLetters(m_position, pageSize);
    if (page)
        m_page = *page;
    else
        fail(page.error());
    return page.has_value();
}

void DeadLetterSender::end()
{
    m_timer.stop();
    m_page.clear();
    Q_EMIT progress(m_done, m_all, true);
}

void DeadLetterSender::fail(const Error &error)
{
    end();
    Q_EMIT failed(error);
}

} // namespace hookpanel
