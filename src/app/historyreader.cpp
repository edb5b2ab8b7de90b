// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/historyreader.h"

namespace hookpanel {

HistoryReader::HistoryReader(const Profile &profile, const Clock &clock)
    : m_profile(profile)
    , m_clock(clock)
{
}

HistoryReader::~HistoryReader() = default;

DeliveryHistory *HistoryReader::history()
{
    if (!m_history) {
        auto opened = DeliveryHistory::open(m_profile);
        if (opened)
            m_history = std::move(*opened);
        else
            Q_EMIT deliveriesFailed(opened.error());
    }
    return m_history.get();
}

/// A connection that failed is not used again: the file may have been put aside for another.
template<typename T> T HistoryReader::orTell(const Result<T> &result, const T &otherwise)
{
    if (result)
        return *result;
    m_history.reset();
    Q_EMIT deliveriesFailed(result.error());
    return otherwise;
}

void HistoryReader::readPage(int ticket, const DeliveryFilter &filter, DeliveryPage::Place place, qint64 position, int limit)
{
    DeliveryPage page{ticket, place, {}, true};
    if (DeliveryHistory *history = this->history()) {
        const int oneMore = limit + 1; // tells whether there is more
        const bool isNewer = place == DeliveryPage::Place::Newer;
        page.deliveries
            = orTell(isNewer ? history->listAfter(filter, position, oneMore) : history->list(filter, position, oneMore));
        page.isLast = page.deliveries.size() <= limit;
        if (!page.isLast)
            isNewer ? page.deliveries.removeFirst() : page.deliveries.removeLast();
    }
    Q_EMIT pageReady(page);
}

void HistoryReader::count(int ticket, const DeliveryFilter &filter)
{
    DeliveryHistory *history = this->history();
    Q_EMIT countReady(ticket, history ? orTell(history->count(filter)) : 0);
}

void HistoryReader::readDetails(const DeliveryId &id)
{
    DeliveryHistory *history = this->history();
    const auto delivery = history ? orTell(history->find(id)) : std::nullopt;
    if (!delivery || !m_history) {
        Q_EMIT detailsGone(id);
        return;
    }
    Q_EMIT detailsReady(*delivery, orTell(m_history->attempts(id)));
}

void HistoryReader::summarise()
{
    DeliveryHistory *history = this->history();
    Q_EMIT summaryReady(history ? orTell(history->summary(m_clock.nowUtc())) : DeliverySummary());
}

} // namespace hookpanel
