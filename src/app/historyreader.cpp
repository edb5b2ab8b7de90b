// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/historyreader.h"

#include "host/filestamp.h"

#include <algorithm>

namespace hookpanel {

HistoryReader::HistoryReader(const Profile &profile, const Clock &clock)
    : m_profile(profile)
    , m_clock(clock)
{
    m_pageTimer.setSingleShot(true);
    m_pageTimer.setInterval(0);
    connect(&m_pageTimer, &QTimer::timeout, this, &HistoryReader::answerPage);
    m_exportTimer.setInterval(0);
    connect(&m_exportTimer, &QTimer::timeout, this, &HistoryReader::continueExport);
}

HistoryReader::~HistoryReader() = default;

DeliveryHistory *HistoryReader::history()
{
    m_failed = false;
    const quint64 inode = FileStamp::of(m_profile.deliveriesFile()).inode;
    if (inode != m_inode)
        m_history.reset(); // a damaged one was put aside, by this program or another one
    if (!m_history) {
        m_inode = inode;
        auto opened = DeliveryHistory::open(m_profile);
        if (opened)
            m_history = std::move(*opened);
        else
            fail(opened.error());
    }
    return m_history.get();
}

void HistoryReader::reopen()
{
    m_history.reset();
    m_exportTimer.stop();
    if (const auto broken = std::move(m_export))
        Q_EMIT exportFailed(broken->path(), Error{ErrorCode::CannotRead, m_profile.deliveriesFile()});
}

/// A connection that failed is not used again: the file may have been put aside for another.
void HistoryReader::fail(const Error &error)
{
    m_failed = true;
    m_history.reset();
    if (error.code == ErrorCode::Damaged)
        Q_EMIT damaged(m_inode); // whoever writes the file puts it aside and says so
    Q_EMIT deliveriesFailed(error);
}

template<typename T> T HistoryReader::orTell(const Result<T> &result)
{
    if (result)
        return *result;
    fail(result.error());
    return T();
}

void HistoryReader::readPage(int ticket, const DeliveryFilter &filter, DeliveryPage::Place place, qint64 position, int limit)
{
    m_page = {ticket, filter, place, position, limit};
    m_pageTimer.start(); // after what has come already, so that a search that is typed on is not read to its end
}

void HistoryReader::answerPage()
{
    DeliveryPage page{m_page.ticket, m_page.place, {}, true};
    if (DeliveryHistory *history = this->history()) {
        const int oneMore = m_page.limit + 1; // tells whether there is more
        const bool isNewer = m_page.place == DeliveryPage::Place::Newer;
        page.deliveries = orTell(isNewer ? history->listAfter(m_page.filter, m_page.position, oneMore)
                                         : history->list(m_page.filter, m_page.position, oneMore));
        page.isLast = page.deliveries.size() <= m_page.limit;
        if (!page.isLast)
            isNewer ? page.deliveries.removeFirst() : page.deliveries.removeLast();
    }
    if (!m_failed)
        Q_EMIT pageReady(page);
}

void HistoryReader::readDetails(const DeliveryId &id)
{
    DeliveryHistory *history = this->history();
    const auto delivery = history ? orTell(history->find(id)) : std::nullopt;
    const auto attempts = delivery ? orTell(history->attempts(id)) : QList<Attempt>();
    const auto event = delivery && !m_failed ? orTell(history->event(delivery->event)) : std::nullopt;
    if (m_failed)
        return;
    if (delivery)
        Q_EMIT detailsReady(*delivery, attempts, event ? event->payload : QByteArray());
    else
        Q_EMIT detailsGone(id);
}

void HistoryReader::summarise()
{
    DeliveryHistory *history = this->history();
    const auto summary = history ? orTell(history->summary(m_clock.nowUtc())) : DeliverySummary();
    if (!m_failed)
        Q_EMIT summaryReady(summary);
}

void HistoryReader::readEvents(int ticket, const WebhookId &notSentTo, const EventId &wanted)
{
    constexpr int most = 200;
    DeliveryHistory *history = this->history();
    auto events = history ? orTell(history->newestEvents(notSentTo, most)) : QList<EventSummary>();
    const bool isAmong
        = std::any_of(events.cbegin(), events.cend(), [&wanted](const EventSummary &event) { return event.id == wanted; });
    if (history && !m_failed && !wanted.isNull() && !isAmong) {
        if (const auto older = summaryOf(wanted))
            events.append(*older);
    }
    if (!m_failed)
        Q_EMIT eventsReady(ticket, events);
}

std::optional<EventSummary> HistoryReader::summaryOf(const EventId &id)
{
    const auto event = orTell(m_history->event(id));
    const auto deliveries = event ? orTell(m_history->deliveriesOf(id)) : QList<Delivery>();
    const auto notSent = event && !m_failed ? orTell(m_history->notSent(id)) : QList<Recipient>();
    if (!event || m_failed)
        return std::nullopt;
    return EventSummary{id, event->type, deliveries.isEmpty() ? event->createdAt : deliveries.first().createdAt,
                        int(deliveries.size()), int(notSent.size())};
}

void HistoryReader::readRecipients(const EventId &id)
{
    DeliveryHistory *history = this->history();
    const auto deliveries = history ? orTell(history->deliveriesOf(id)) : QList<Delivery>();
    const auto notSent = history && !m_failed ? orTell(history->notSent(id)) : QList<Recipient>();
    if (!m_failed)
        Q_EMIT recipientsReady(id, deliveries, notSent);
}

void HistoryReader::beginExport(const QString &path, DeliveryFormat format, const DeliveryFilter &filter)
{
    cancelExport();
    DeliveryHistory *history = this->history();
    if (!history) {
        if (m_failed)
            Q_EMIT exportFailed(path, Error{ErrorCode::CannotRead, m_profile.deliveriesFile()});
        else
            Q_EMIT exportEnded({}, 0); // nothing was ever accepted
        return;
    }
    m_export = std::make_unique<DeliveryExport>(path, format, filter);
    if (const auto begun = m_export->begin(*history); !begun) {
        m_export.reset();
        Q_EMIT exportFailed(path, begun.error());
        return;
    }
    Q_EMIT exportProgress(0, m_export->all());
    m_exportTimer.start();
}

void HistoryReader::continueExport()
{
    const quint64 inode = m_inode;
    DeliveryHistory *history = this->history();
    const bool isSame = history && inode == m_inode; // the rest of another one would look complete
    const auto done = isSame ? m_export->step(*history) : failure(ErrorCode::CannotRead, m_profile.deliveriesFile());
    if (done && !m_export->isOver()) {
        Q_EMIT exportProgress(m_export->done(), m_export->all());
        return;
    }
    if (!done && done.error().code == ErrorCode::Damaged)
        Q_EMIT damaged(m_inode);
    m_exportTimer.stop();
    const auto ended = std::move(m_export);
    if (done)
        Q_EMIT exportEnded(ended->path(), ended->done());
    else
        Q_EMIT exportFailed(ended->path(), done.error());
}

void HistoryReader::cancelExport()
{
    m_exportTimer.stop();
    if (const auto cancelled = std::move(m_export))
        Q_EMIT exportEnded(cancelled->path(), -1);
}

} // namespace hookpanel
