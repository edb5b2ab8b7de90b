// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/deliveryengine.h"
#include "app/historyreader.h"

#include <QThread>

#include <functional>

namespace hookpanel {

/// The window's side of its deliveries: hands orders to the engine's thread, and questions to a history thread that it
/// owns. Everything comes back by queued signals.
class DeliveryClient final : public DeliveryService
{
    Q_OBJECT

public:
    /// The engine lives in another thread and must outlive the client, as the clock must.
    DeliveryClient(DeliveryEngine &engine, const Profile &profile, const Clock &clock, QObject *parent = nullptr);
    ~DeliveryClient() override;

    void requestPage(int ticket, const hookpanel::DeliveryFilter &filter, hookpanel::DeliveryPage::Place place,
                     qint64 position, int limit) override;
    void requestDetails(const hookpanel::DeliveryId &id) override;
    void followAttempts(const hookpanel::DeliveryId &id) override;
    void requestFilledCurl(const hookpanel::WebhookId &webhook, const QString &eventType,
                           const hookpanel::PreparedRequest &sent) override;
    void requestSummary() override;
    void requestEvents(int ticket, const hookpanel::WebhookId &notSentTo, const hookpanel::EventId &wanted) override;
    void requestRecipients(const hookpanel::EventId &id) override;
    void resend(const QList<hookpanel::DeliveryId> &ids) override;
    void resendEdited(const hookpanel::DeliveryId &id, const QByteArray &payload) override;
    void retryNow(const QList<hookpanel::DeliveryId> &ids) override;
    void stopRetrying(const QList<hookpanel::DeliveryId> &ids) override;
    void resendDeadLetters(int perSecond) override;
    void stopResending() override;
    void exportDeliveries(const QString &path, hookpanel::DeliveryFormat format,
                          const hookpanel::DeliveryFilter &filter) override;
    void cancelExport() override;
    void purgeNow() override;

private:
    void order(const std::function<void(DeliveryEngine &)> &order);
    void ask(const std::function<void(HistoryReader &)> &question);

    DeliveryEngine &m_engine;
    QThread m_thread;
    HistoryReader *m_reader; ///< Lives in m_thread and is deleted there when the thread ends.
};

} // namespace hookpanel
