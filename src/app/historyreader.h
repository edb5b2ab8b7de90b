// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "models/deliveryservice.h"
#include "store/deliveryexport.h"
#include "store/deliveryhistory.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hookpanel {

/// Answers the window's questions about deliveries, in a thread of its own: a search through a million of them makes
/// neither the window nor the engine wait. Opens the history when it is first asked.
class HistoryReader final : public QObject
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    HistoryReader(const Profile &profile, const Clock &clock);
    ~HistoryReader() override;

    /// Answered from the event loop: of several that came meanwhile only the last, which is all that is waited for.
    void readPage(int ticket, const hookpanel::DeliveryFilter &filter, hookpanel::DeliveryPage::Place place, qint64 position,
                  int limit);
    void readDetails(const hookpanel::DeliveryId &id);
    void summarise();
    void readEvents(int ticket, const hookpanel::WebhookId &notSentTo, const hookpanel::EventId &wanted);
    void readRecipients(const hookpanel::EventId &id);

    /// The file was put aside and a new one begun: the next question is answered from that. An export that goes on fails.
    void reopen();

    /// In steps, each a turn of the event loop, so that other questions are answered meanwhile.
    void beginExport(const QString &path, hookpanel::DeliveryFormat format, const hookpanel::DeliveryFilter &filter);
    void cancelExport();

Q_SIGNALS:
    void pageReady(const hookpanel::DeliveryPage &page);
    void detailsReady(const hookpanel::Delivery &delivery, const QList<hookpanel::Attempt> &attempts,
                      const QByteArray &payload);
    void detailsGone(const hookpanel::DeliveryId &id);
    void summaryReady(const hookpanel::DeliverySummary &summary);
    void eventsReady(int ticket, const QList<hookpanel::EventSummary> &events);
    void recipientsReady(const hookpanel::EventId &id, const QList<hookpanel::Delivery> &deliveries,
                         const QList<hookpanel::Recipient> &notSent);
    void exportProgress(qint64 done, qint64 all);
    void exportEnded(const QString &path, qint64 count);
    void exportFailed(const QString &path, const hookpanel::Error &error);
    void deliveriesFailed(const hookpanel::Error &error);

    /// The file with this inode is damaged; besides deliveriesFailed(), for whoever may put it aside.
    void damaged(quint64 inode);

private:
    /// None where nothing was ever accepted, which is answered as an empty history is; and none when it fails, which
    /// deliveriesFailed() answers alone.
    [[nodiscard]] DeliveryHistory *history();
    /// Nothing where there is no such event.
    [[nodiscard]] std::optional<EventSummary> summaryOf(const EventId &id);
    template<typename T> T orTell(const Result<T> &result);
    void fail(const Error &error);

    void answerPage();
    void continueExport();

    /// A question for a page.
    struct PageQuestion {
        int ticket = 0;
        DeliveryFilter filter;
        DeliveryPage::Place place = DeliveryPage::Place::Newest;
        qint64 position = 0;
        int limit = 0;
    };

    Profile m_profile;
    const Clock &m_clock;
    std::unique_ptr<DeliveryHistory> m_history;
    quint64 m_inode = 0; ///< Of the file that it has open.
    bool m_failed = false; ///< The question that is being answered.
    std::unique_ptr<DeliveryExport> m_export; ///< While one goes on.
    PageQuestion m_page; ///< The last one.
    QTimer m_pageTimer{this}; ///< While it is not answered.
    QTimer m_exportTimer{this};
};

} // namespace hookpanel
