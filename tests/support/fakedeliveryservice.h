// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/deliveryservice.h"

#include <QHash>

namespace hookpanel::test {

/// A history in memory: answers questions at once, or when the test says so, and keeps the orders that it gets.
class FakeDeliveryService final : public DeliveryService
{
    Q_OBJECT

public:
    struct Exported {
        QString path;
        DeliveryFormat format = DeliveryFormat::JsonLines;
        DeliveryFilter filter;
    };

    /// A command with secrets that was asked for.
    struct FilledCurlQuestion {
        WebhookId webhook;
        QString eventType;
        PreparedRequest sent;
    };

    using DeliveryService::DeliveryService;

    void requestPage(int ticket, const hookpanel::DeliveryFilter &filter, hookpanel::DeliveryPage::Place place,
                     qint64 position, int limit) override;
    void requestDetails(const hookpanel::DeliveryId &id) override;
    void followAttempts(const hookpanel::DeliveryId &id) override { followed = id; }
    void requestFilledCurl(const hookpanel::WebhookId &webhook, const QString &eventType,
                           const hookpanel::PreparedRequest &sent) override
    {
        filledCurlAsked.append({webhook, eventType, sent});
    }
    void requestSummary() override;
    void requestEvents(int ticket, const hookpanel::WebhookId &notSentTo, const hookpanel::EventId &wanted) override;
    void requestRecipients(const hookpanel::EventId &id) override;
    void resend(const QList<hookpanel::DeliveryId> &ids) override { resent.append(ids); }
    void resendEdited(const hookpanel::DeliveryId &id, const QByteArray &payload) override { edited.append({id, payload}); }
    void retryNow(const QList<hookpanel::DeliveryId> &ids) override { retried.append(ids); }
    void stopRetrying(const QList<hookpanel::DeliveryId> &ids) override { stopped.append(ids); }
    void resendDeadLetters(int perSecond) override { resendRates.append(perSecond); }
    void stopResending() override { ++resendStops; }
    void exportDeliveries(const QString &path, hookpanel::DeliveryFormat format,
                          const hookpanel::DeliveryFilter &filter) override;
    void cancelExport() override { ++exportStops; }
    void purgeNow() override { ++purges; }

    /// Answers the oldest question for a page that is held back.
    void answer() { Q_EMIT pageReady(answers.takeFirst()); }

    /// A new one, at the newest end; tells nobody.
    Delivery &add(const QString &webhookName = QStringLiteral("Search index"),
                  const QString &eventType = QStringLiteral("entry.create"));

    /// A new state of one that is there; told.
    void change(const Delivery &delivery);

    bool holdBack = false; ///< Pages are answered by answer().
    QList<Delivery> history; ///< Newest first.
    QHash<DeliveryId, QList<Attempt>> attempts;
    QHash<DeliveryId, QByteArray> payloads;
    DeliverySummary summary;
    QDateTime firstCreatedAt{QDate(2026, 11, 24), QTime(8, 0), Qt::UTC};
    qint64 lastPosition = 0;
    QList<DeliveryPage> answers;
    QList<DeliveryFilter> askedFilters;
    int summariesAsked = 0;
    DeliveryId followed;
    QList<FilledCurlQuestion> filledCurlAsked;
    QList<EventSummary> events;
    QList<WebhookId> eventsAskedFor; ///< With the webhook that did not get them.
    QList<hookpanel::EventId> eventsWanted;
    QHash<EventId, QList<Recipient>> notSent;
    QList<QList<DeliveryId>> resent;
    QList<std::pair<DeliveryId, QByteArray>> edited;
    QList<QList<DeliveryId>> retried;
    QList<QList<DeliveryId>> stopped;
    QList<int> resendRates;
    int resendStops = 0;
    QList<Exported> exports;
    int exportStops = 0;
    int purges = 0;
};

} // namespace hookpanel::test
