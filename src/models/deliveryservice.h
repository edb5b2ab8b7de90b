// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"
#include "core/deliveryfilter.h"
#include "core/deliveryformat.h"
#include "core/deliverysummary.h"
#include "core/eventsummary.h"
#include "core/hold.h"
#include "core/preparedrequest.h"
#include "core/recipients.h"
#include "core/result.h"

#include <QDateTime>
#include <QObject>

namespace hookpanel {

/// A part of a list of deliveries that was asked for.
struct DeliveryPage {
    enum class Place { Newest, Older, Newer };

    int ticket = 0; ///< Of the question; an answer to an old one is dropped.
    Place place = Place::Newest;
    QList<Delivery> deliveries; ///< Newest first.
    bool isLast = false; ///< There is no more in this direction.

    bool operator==(const DeliveryPage &) const = default;
};

/// What the window asks about deliveries. Requests return at once; what came of them arrives as a signal in the window's
/// thread. Implemented in app/ across the thread borders, and by a fake in tests.
class DeliveryService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A page of at most `limit` deliveries: the newest, or those that come after or before this position. Answered by
    /// pageReady(), or by deliveriesFailed(). A question that a later one has overtaken may go unanswered.
    virtual void requestPage(int ticket, const hookpanel::DeliveryFilter &filter, hookpanel::DeliveryPage::Place place,
                             qint64 position, int limit)
        = 0;

    /// Answered by detailsReady(), or by detailsGone() when retention has taken it away.
    virtual void requestDetails(const hookpanel::DeliveryId &id) = 0;

    /// The one delivery whose attempts liveAttempt() tells of while they are under way; a null id: of none.
    virtual void followAttempts(const hookpanel::DeliveryId &id) = 0;

    /// What was sent as a command, with the secrets that its webhook would send today. Answered by filledCurlReady().
    virtual void requestFilledCurl(const hookpanel::WebhookId &webhook, const QString &eventType,
                                   const hookpanel::PreparedRequest &sent)
        = 0;

    /// Answered by summaryReady().
    virtual void requestSummary() = 0;

    /// The newest real events, also those that nobody got; with a webhook, those that it did not get. The wanted
    /// event is among them however old it is, at the end. Answered by eventsReady().
    virtual void requestEvents(int ticket, const hookpanel::WebhookId &notSentTo, const hookpanel::EventId &wanted) = 0;

    /// Who got an event, and why the others did not. Answered by recipientsReady().
    virtual void requestRecipients(const hookpanel::EventId &id) = 0;

    /// The same payload again, as new deliveries with the webhooks' settings of now.
    virtual void resend(const QList<hookpanel::DeliveryId> &ids) = 0;

    /// A payload that was edited, as a new event to the webhook of this delivery. Answered by resendRefused() when it
    /// breaks a rule.
    virtual void resendEdited(const hookpanel::DeliveryId &id, const QByteArray &payload) = 0;
    virtual void retryNow(const QList<hookpanel::DeliveryId> &ids) = 0;
    virtual void stopRetrying(const QList<hookpanel::DeliveryId> &ids) = 0;

    /// Resends all dead letters that were not sent again yet, so many per second, until done or stopResending().
    /// resendProgress() tells how many were.
    virtual void resendDeadLetters(int perSecond) = 0;
    virtual void stopResending() = 0;

    /// Writes the deliveries that the filter lets through to a file that the user named, the newest first. exportProgress()
    /// tells, then exportEnded() or exportFailed(). One at a time: a second one replaces the first.
    virtual void exportDeliveries(const QString &path, hookpanel::DeliveryFormat format,
                                  const hookpanel::DeliveryFilter &filter)
        = 0;

    /// Leaves the file as it was before. Answered by exportEnded() with -1.
    virtual void cancelExport() = 0;

    /// The user agrees that what purgeAhead() tells of goes now. Answered by purged().
    virtual void purgeNow() = 0;

Q_SIGNALS:
    void pageReady(const hookpanel::DeliveryPage &page);
    /// With the payload of its event.
    void detailsReady(const hookpanel::Delivery &delivery, const QList<hookpanel::Attempt> &attempts,
                      const QByteArray &payload);
    void detailsGone(const hookpanel::DeliveryId &id);

    /// `notFilled` names what stayed a variable.
    void filledCurlReady(const QString &command, const QStringList &notFilled);
    void summaryReady(const hookpanel::DeliverySummary &summary);

    void eventsReady(int ticket, const QList<hookpanel::EventSummary> &events);
    void recipientsReady(const hookpanel::EventId &id, const QList<hookpanel::Delivery> &deliveries,
                         const QList<hookpanel::Recipient> &notSent);

    /// New ones, and those with a new state, several at a time: at most every 80 ms.
    void deliveriesUpdated(const QList<hookpanel::Delivery> &deliveries);

    /// Why deliveries that wait are not sent, by webhook: all of them, each time that something changed.
    void holdsChanged(const hookpanel::Holds &holds);

    /// An attempt that is under way, of the delivery that is followed: at most every 80 ms, and its end.
    void liveAttempt(const hookpanel::Attempt &attempt);

    /// Another process changed something: what is shown is to be asked for again.
    void changedElsewhere();

    void resendRefused(const hookpanel::DeliveryId &id, const hookpanel::Error &error);
    void resendProgress(int done, int all, bool isOver);
    void exportProgress(qint64 done, qint64 all);
    void exportEnded(const QString &path, qint64 count);
    void exportFailed(const QString &path, const hookpanel::Error &error);

    /// So many retries fell due while nobody dispatched.
    void overdueFound(int count);

    /// So many deliveries were interrupted when the process that sent them ended; they are tried again.
    void interruptedFound(int count);

    /// So many were cancelled because the files of their webhooks are gone.
    void orphansStopped(int count);

    /// The database was damaged and is kept under this name.
    void storeSetAside(const QString &file);

    /// So many deliveries are older or more than is kept, and will be removed from this time on; 0: none any more.
    void purgeAhead(qint64 count, const QDateTime &when);

    /// So many old deliveries were removed.
    void purged(qint64 count);

    /// A receiver answered 410 and its webhook was switched off.
    void switchedOff(const QString &webhookName);
    void deliveriesFailed(const hookpanel::Error &error);
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DeliveryPage)
