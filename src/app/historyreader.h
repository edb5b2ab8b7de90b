// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "models/deliveryservice.h"
#include "store/deliveryhistory.h"

#include <QObject>

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

    void readPage(int ticket, const hookpanel::DeliveryFilter &filter, hookpanel::DeliveryPage::Place place, qint64 position,
                  int limit);
    void count(int ticket, const hookpanel::DeliveryFilter &filter);
    void readDetails(const hookpanel::DeliveryId &id);
    void summarise();

Q_SIGNALS:
    void pageReady(const hookpanel::DeliveryPage &page);
    void countReady(int ticket, qint64 count);
    void detailsReady(const hookpanel::Delivery &delivery, const QList<hookpanel::Attempt> &attempts);
    void detailsGone(const hookpanel::DeliveryId &id);
    void summaryReady(const hookpanel::DeliverySummary &summary);
    void deliveriesFailed(const hookpanel::Error &error);

private:
    /// None where nothing was ever accepted; then, and when it fails, the answer is as of an empty history.
    [[nodiscard]] DeliveryHistory *history();
    template<typename T> T orTell(const Result<T> &result, const T &otherwise = {});

    Profile m_profile;
    const Clock &m_clock;
    std::unique_ptr<DeliveryHistory> m_history;
};

} // namespace hookpanel
