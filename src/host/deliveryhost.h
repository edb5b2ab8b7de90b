// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/hold.h"
#include "core/recipients.h"
#include "delivery/dispatcher.h"
#include "host/deliveryfile.h"
#include "host/deliverysubset.h"
#include "host/dispatcherlock.h"
#include "host/orphankeeper.h"
#include "host/retentionkeeper.h"
#include "host/rulesource.h"
#include "host/webhooksource.h"
#include "store/deliverystore.h"
#include "store/profilewatcher.h"
#include "store/secretvault.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>

namespace hookpanel {

/// What accepting an event gave.
struct Acceptance {
    AcceptedEvent event;
    QList<Delivery> deliveries; ///< In the order of the webhooks.
    QList<Recipient> notSent; ///< The webhooks that do not get it, each with its reason.
    QList<EventNote> notes; ///< What its sender should know.

    bool operator==(const Acceptance &) const = default;
};

/// What became of an event that another program handed in.
struct HandedIn {
    enum class Kind {
        Accepted,
        Repeated, ///< It had come before under the same key; nothing was accepted again.
        KeyReused, ///< Another payload came under this key; nothing was accepted.
    };

    Kind kind = Kind::Accepted;
    QByteArray answer; ///< JSON of the acceptance (product section 8), the same for a repeat; empty for KeyReused.

    bool operator==(const HandedIn &) const = default;
};

/// Deliveries of one profile in one process, shared by the window and `hookpanel-cli serve`: the store, and a dispatcher
/// while this process has the lock. Others stand by and take over within a second when the one that dispatches ends. What
/// another process accepts or changes is seen at once, by its writing to the database's log.
///
/// Lives in the engine's thread. The sender and the clock are not owned and must outlive it.
class DeliveryHost final : public QObject
{
    Q_OBJECT

public:
    static constexpr int noteMs = 1000; ///< How often it is kept how far attempts are that take longer than this.
    static constexpr int standbyMs = 1000; ///< How often a process that stands by asks for the lock.

    DeliveryHost(const Profile &profile, const EventCatalogue &catalogue, Sender &sender, const Clock &clock,
                 const Environment &environment, QObject *parent = nullptr);
    ~DeliveryHost() override;

    /// Where the secrets of webhooks are, from now on; before, there are none. What could not be sent without them goes on
    /// when the vault changes. Not owned, must outlive it.
    void useSecrets(SecretVault &vault);

    /// Opens the store. A damaged one is put aside and a new one begun: storeSetAside() is emitted from within. Fails as
    /// DeliveryStore::open() does.
    [[nodiscard]] Result<void> open();

    /// From now on dispatches as soon as this process gets the lock.
    void dispatch();
    [[nodiscard]] bool isDispatching() const { return m_lock.isHeld(); }

    /// Whether another process dispatches whatever is due; not one that sends only some of its own.
    [[nodiscard]] bool isDispatcherElsewhere() { return m_lock.isDispatcherElsewhere(); }

    /// Sends the next attempt of each of these deliveries and nothing else, where no other process has the lock; returns
    /// false where one has. Emits stopped() when these attempts have ended, or cannot be made now, and has then given the
    /// lock back. Those that cannot be made are as they were.
    [[nodiscard]] bool dispatchOnly(const QList<Delivery> &deliveries);

    /// Whether what is due for this webhook must wait for something to be changed.
    [[nodiscard]] Hold holdOf(const WebhookId &id) { return m_source.holdOf(id); }

    /// The same of all webhooks for which something waits. Fails as the store does.
    [[nodiscard]] Result<Holds> holds();

    /// What failed with this store, wherever it was met: emits failed(), or, where the file is damaged, puts it aside soon
    /// and begins a new one.
    void onFailed(const Error &error);

    /// The same for damage that a reader of the file with this inode met; nothing happens where another one is there by now.
    void reportDamage(quint64 inode);

    /// The same at once, for a caller that is not called by what would go. Fails as open() does.
    [[nodiscard]] Result<void> beginAnew(quint64 inode);

    /// Of the file that is open.
    [[nodiscard]] quint64 inode() const { return m_file.inode(); }

    /// Carries out what `orders` does with one commit: each of a hundred would wait for the disk. Fails as accept() does;
    /// then none of it was done, whatever was told meanwhile.
    [[nodiscard]] Result<void> together(const std::function<void()> &orders);

    /// The attempt of this delivery that this process has on the wire, as it is at this moment; nothing where it has none.
    [[nodiscard]] std::optional<Attempt> attemptUnderWay(const DeliveryId &id) const;

    /// What a webhook would send today; without its own part where it is gone.
    [[nodiscard]] EffectiveRequest requestToday(const WebhookId &id, const QString &eventType);

    /// Begins nothing more, records what ends, gives the lock back, then emits stopped().
    void stop();

    /// The same for a program that cannot wait, see Dispatcher::abandon().
    void abandon();

    /// Looks whether another process changed something in the store, and emits changedElsewhere() then. What it stopped is
    /// aborted, where this process has it on the wire.
    void lookElsewhere();

    /// The rules for events, with the content types and the event types of the profile as they are now. Whatever is to be
    /// accepted comes out of them. Fails as RuleSource::rules() does.
    [[nodiscard]] Result<EventRules> rules() { return m_rules.rules(); }

    /// Who would get this event now, and why the others would not. Fails when the webhooks cannot be listed, and for an
    /// event of the Enterprise edition while nobody knows which edition is chosen.
    [[nodiscard]] Result<QList<Recipient>> recipients(const RuledEvent &event);

    /// Keeps the event with a delivery for each webhook that gets it and the reasons of the others, all in one transaction.
    /// When this returns it is on the disk. Fails as DeliveryStore::accept() and recipients() do; then nothing was accepted.
    [[nodiscard]] Result<Acceptance> accept(const RuledEvent &event);

    /// A whole payload from another program, by the rules, under a key that makes a repeat within a day the same event;
    /// the key may be empty. Fails as rules(), EventRules::given() and accept() do.
    [[nodiscard]] Result<HandedIn> handIn(const QByteArray &payload, const QByteArray &key);

    /// Keeps an event with one delivery, to this webhook, whatever it is subscribed to; the rules are applied here. Fails as
    /// rules(), EventRules::givenOfAnyType() and accept() do, and with NoSuchWebhook.
    [[nodiscard]] Result<Delivery> acceptFor(const WebhookId &id, const Event &event);

    /// Keeps a test whose one attempt begins now, and how it ended. Tests are never retried. Fail as accept() does: a test
    /// is sent all the same.
    [[nodiscard]] Result<void> beginTest(const DeliveryId &delivery, const Webhook &webhook, const Event &event);
    [[nodiscard]] Result<void> endTest(const Attempt &attempt);

    /// The payload of a delivery once more, as a new delivery to the same webhook with its settings of now. Fails with
    /// NoSuchWebhook, NoSuchEvent, or as accept() does.
    [[nodiscard]] Result<Delivery> resend(const Delivery &before);

    /// Looks at once for what is due, as after a change to a webhook.
    void wake();

    /// Stops a delivery, on the wire or waiting. What another process has on the wire is marked, and aborted there as soon
    /// as it sees that. Returns whether there was anything to stop.
    [[nodiscard]] Result<bool> stop(const DeliveryId &id);

    /// The same for many at once, and with one commit for those that wait.
    [[nodiscard]] Result<void> stop(const QList<DeliveryId> &ids);

    /// Records what is on the wire as interrupted, and what of it was stopped as cancelled, where certainly nobody sends it:
    /// a process was killed, and none dispatches. Returns whether that is so.
    [[nodiscard]] Result<bool> endLost();

    /// Makes the next attempt due now. Returns whether the delivery waits for one.
    [[nodiscard]] Result<bool> retryNow(const DeliveryId &id);

    /// Cancels all that wait for a webhook that is gone for good.
    [[nodiscard]] Result<int> stopAll(const WebhookId &id);

    /// See OrphanKeeper::look(), which is done from time to time while this process dispatches.
    void lookForOrphans() { m_orphans->look(); }

    /// The admin agrees that history beyond retention goes now. Without effect where another process dispatches.
    void purgeNow();

    /// Looks at once whether there is history beyond retention, as after a change of the preferences. Without effect where
    /// another process dispatches.
    void lookAtRetention();

    /// Only after open() has succeeded.
    [[nodiscard]] DeliveryStore &store() { return *m_store; }

Q_SIGNALS:
    /// A delivery is new or has a new state, by this process.
    void deliveryUpdated(const hookpanel::Delivery &delivery);
    void attemptUpdated(const hookpanel::Attempt &attempt);

    /// Another process changed something in the store.
    void changedElsewhere();

    /// So many retries fell due while nobody dispatched. Not told by a process that takes over from another one.
    void overdueFound(int count);

    /// So many deliveries were on the wire when the process that sent them ended without recording how; they are tried
    /// again.
    void interruptedFound(int count);

    /// Webhooks or preferences were changed, maybe by something else: what waited may go, or must wait.
    void webhooksChanged();

    /// So many deliveries were cancelled because their webhooks are gone.
    void orphansStopped(int count);

    /// A receiver answered 410 and its webhook was switched off.
    void webhookSwitchedOff(const hookpanel::StoredWebhook &webhook);

    /// The database was damaged, also while it was open, and is now this file. What reads it must open the new one.
    void storeSetAside(const QString &file);

    /// See RetentionKeeper.
    void purgeAhead(qint64 count, const QDateTime &when);
    void purged(qint64 count);
    void failed(const hookpanel::Error &error);
    void stopped();

private:
    void use(std::unique_ptr<DeliveryStore> store);
    [[nodiscard]] Result<void> openAgain(DeliveryFile::Found found);
    [[nodiscard]] Result<void> makeCurrent();
    [[nodiscard]] Result<void> keptCurrent();
    void endSubset();
    std::optional<Webhook> webhookForSending(const WebhookId &id);
    [[nodiscard]] Result<void> write(const AcceptedEvent &event, const QList<NewDelivery> &deliveries,
                                     const QList<Recipient> &notSent = {},
                                     const std::optional<HandIn> &handIn = std::nullopt);
    [[nodiscard]] Result<Acceptance> drafted(const RuledEvent &event);
    [[nodiscard]] Result<void> keep(Acceptance &acceptance, const std::optional<HandIn> &handIn);
    [[nodiscard]] Result<std::optional<HandedIn>> earlier(const HandIn &handIn);
    void makeDispatcher(DeliveryRepository &repository);
    void keepRetention();
    void tryLock();
    void abortStopped();
    void noteUnderWay();
    void tell(const DeliveryId &id);
    [[nodiscard]] Result<Delivery> added(const DeliveryId &id);
    void watchLog();
    void onGone(const WebhookId &id, const QString &url);
    void onIdle();

    Profile m_profile;
    Sender &m_sender;
    const Clock &m_clock;
    Environment m_environment;
    WebhookStore m_webhooks;
    WebhookSource m_source;
    RuleSource m_rules;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<DeliverySubset> m_subset; ///< While only some deliveries are dispatched.
    std::unique_ptr<Dispatcher> m_dispatcher; ///< Uses the store; while there is one.
    std::unique_ptr<RetentionKeeper> m_retention; ///< Uses the store; while this process dispatches.
    std::unique_ptr<OrphanKeeper> m_orphans; ///< Uses the store.
    DispatcherLock m_lock;
    DeliveryFile m_file; ///< Uses the lock. A child, so that it moves to another thread with us.
    QFileSystemWatcher m_watcher{this}; ///< A child, as the file is.
    ProfileWatcher m_webhookFiles; ///< While this process dispatches or stands by.
    QTimer m_standby{this};
    QTimer m_noteTimer{this}; ///< While this process dispatches.
    QHash<DeliveryId, std::pair<int, Phase>> m_noted; ///< Number and phase of attempts, as they were kept last.
    bool m_stopping = false;
    bool m_hasToldSecrets = false; ///< That they cannot be read; since the vault changed last.
    bool m_isTogether = false; ///< Within together().
    bool m_hasStoodBy = false; ///< Another process dispatched when this one was asked to.
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Acceptance)
