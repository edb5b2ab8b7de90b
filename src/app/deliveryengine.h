// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "host/deadlettersender.h"
#include "host/deliveryhost.h"
#include "models/deliveryservice.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace hookpanel {

/// The window's deliveries in the engine's thread: dispatches, carries out what the window orders, and tells of changes in
/// bundles, so that a thousand of them in a second do not keep the window busy.
class DeliveryEngine final : public QObject
{
    Q_OBJECT

public:
    static constexpr int bundleMs = 80;
    static constexpr int holdsMs = 200; ///< After a change: a look at the file of each webhook for which something waits.
    static constexpr int elsewhereMs = 200; ///< What another process does is looked at that often at most.
    static constexpr int longestEndMs = 3000;
    static constexpr int openAgainMs = 5000;

    /// Sender and clock are not owned and must outlive it.
    DeliveryEngine(const Profile &profile, const EventCatalogue &catalogue, Sender &sender, const Clock &clock,
                   const Environment &environment, QObject *parent = nullptr);

    /// Opens the store and begins to dispatch; does nothing when it is open. Emits deliveriesFailed() when it cannot be
    /// opened, the same reason once, and tries again every openAgainMs.
    void open();

    /// Begins nothing more. Emits finished() once what is on the wire has ended and is recorded, or after longestEndMs:
    /// what is on the wire then is recorded as interrupted by whoever dispatches next.
    void finish();

    /// A webhook has changed: what waits for it may go now.
    void wake();

    /// For events that are to be accepted; only after storeOpened(), see whyNotOpen().
    [[nodiscard]] DeliveryHost &host() { return m_host; }

    /// Why nothing can be accepted now; nothing where it can.
    [[nodiscard]] std::optional<Error> whyNotOpen() const;

    /// The preferences have changed: there may be more, or less, history than is kept.
    void lookAtRetention() { m_host.lookAtRetention(); }

    /// See DeliveryHost. What goes wrong is told by deliveriesFailed().
    void beginTest(const DeliveryId &delivery, const Webhook &webhook, const Event &event);
    void endTest(const Attempt &attempt);

    /// How far the attempt of a test is, for whoever follows it.
    void onTestAttempt(const Attempt &attempt);

    /// A reader of the history met damage in the file with this inode: it is put aside, see DeliveryHost::reportDamage().
    void onHistoryDamaged(quint64 inode);

    /// The delivery whose attempts liveAttempt() tells of, at once where one is under way; a null id: of none.
    void followAttempts(const hookpanel::DeliveryId &id);

    /// Answered by filledCurlReady().
    void fillCurl(const hookpanel::WebhookId &webhook, const QString &eventType, const hookpanel::PreparedRequest &sent);

    /// See DeliveryHost::useSecrets().
    void useSecrets(SecretVault &vault) { m_host.useSecrets(vault); }

    void resend(const QList<hookpanel::DeliveryId> &ids);
    void resendEdited(const hookpanel::DeliveryId &id, const QByteArray &payload);
    void retryNow(const QList<hookpanel::DeliveryId> &ids);
    void stopRetrying(const QList<hookpanel::DeliveryId> &ids);
    void resendDeadLetters(int perSecond);
    void stopResending();
    void purgeNow() { m_host.purgeNow(); }

    /// Cancels what waits for webhooks that are gone for good.
    void forgetWebhooks(const QList<hookpanel::WebhookId> &ids);

Q_SIGNALS:
    /// The store is open: events can be accepted from now on.
    void storeOpened();
    void deliveriesUpdated(const QList<hookpanel::Delivery> &deliveries);
    void holdsChanged(const hookpanel::Holds &holds);
    void filledCurlReady(const QString &command, const QStringList &notFilled);
    void liveAttempt(const hookpanel::Attempt &attempt);
    void changedElsewhere();
    void resendRefused(const hookpanel::DeliveryId &id, const hookpanel::Error &error);
    void resendProgress(int done, int all, bool isOver);
    void overdueFound(int count);
    void interruptedFound(int count);
    void orphansStopped(int count);
    void storeSetAside(const QString &file);
    void purgeAhead(qint64 count, const QDateTime &when);
    void purged(qint64 count);
    void webhookSwitchedOff(const hookpanel::StoredWebhook &webhook);
    void deliveriesFailed(const hookpanel::Error &error);
    void finished();

private:
    void bundle(const Delivery &delivery);
    void tellBundle();
    void bundleAttempt(const Attempt &attempt);
    [[nodiscard]] std::optional<Attempt> attemptUnderWay(const DeliveryId &id) const;
    void lookAtHolds();
    void tellHolds();
    void tellElsewhere();
    void resendOne(const DeliveryId &id);
    void together(const std::function<void()> &orders);

    struct Test {
        Attempt seen;
        qint64 seenMs = 0; ///< When, by the monotonic clock.
    };

    Profile m_profile;
    const Clock &m_clock;
    DeliveryHost m_host;
    bool m_isOpen = false;
    std::optional<Error> m_toldFailure; ///< Of opening.
    QList<DeliveryId> m_order; ///< Of what is told next.
    QHash<DeliveryId, Delivery> m_bundle;
    QHash<DeliveryId, Test> m_tests; ///< Under way.
    DeliveryId m_followed;
    std::optional<Attempt> m_live; ///< Of the delivery that is followed, told next.
    Holds m_holds; ///< As they were told.
    QTimer m_openTimer{this};
    QTimer m_holdsTimer{this};
    QTimer m_bundleTimer{this};
    QTimer m_elsewhereTimer{this};
    DeadLetterSender m_deadLetters{m_host, this};
};

} // namespace hookpanel
