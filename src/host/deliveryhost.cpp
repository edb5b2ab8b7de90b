// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"

#include "core/deliveryjson.h"
#include "core/preparedrequest.h"
#include "core/words.h"
#include "store/database.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QByteArray answerOf(const Acceptance &acceptance)
{
    QStringList notes;
    for (const EventNote &note : acceptance.notes)
        notes.append(Words::of(note));
    const QJsonObject answer = json::acceptance(acceptance.event, acceptance.deliveries, acceptance.notSent, notes);
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace

DeliveryHost::DeliveryHost(const Profile &profile, const EventCatalogue &catalogue, Sender &sender, const Clock &clock,
                           const Environment &environment, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_sender(sender)
    , m_clock(clock)
    , m_environment(environment)
    , m_webhooks(profile, catalogue, u"hookpanel (a receiver answered 410)"_s)
    , m_source(profile, catalogue)
    , m_rules(profile, catalogue)
    , m_lock(profile)
    , m_file(profile, m_lock, clock, this)
    , m_webhookFiles(profile, this)
{
    m_standby.setInterval(standbyMs);
    connect(&m_standby, &QTimer::timeout, this, [this] {
        lookElsewhere(); // first: the lock is for what is there now
        tryLock();
    });
    m_noteTimer.setInterval(noteMs);
    connect(&m_noteTimer, &QTimer::timeout, this, &DeliveryHost::noteUnderWay);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &DeliveryHost::lookElsewhere);
    connect(&m_webhookFiles, &ProfileWatcher::changed, this, [this](const ProfileChange &change) {
        if (change.webhooks.isEmpty() && !change.preferences && !change.everything)
            return;
        wake(); // what was held back may go now
        Q_EMIT webhooksChanged();
    });
    connect(&m_file, &DeliveryFile::setAside, this, &DeliveryHost::storeSetAside);
}

DeliveryHost::~DeliveryHost() = default;

void DeliveryHost::useSecrets(SecretVault &vault)
{
    m_source.useSecrets(vault.lookup());
    connect(&vault, &SecretVault::changed, this, [this] {
        m_hasToldSecrets = false;
        wake();
    });
}

Result<void> DeliveryHost::open()
{
    auto opened = m_file.open(DeliveryFile::Found::Whole);
    if (!opened)
        return tl::unexpected(opened.error());
    use(std::move(*opened));
    return {};
}

void DeliveryHost::use(std::unique_ptr<DeliveryStore> store)
{
    m_retention.reset();
    m_dispatcher.reset();
    m_subset.reset();
    m_orphans.reset();
    m_store = std::move(store);
    makeDispatcher(*m_store);
    m_orphans = std::make_unique<OrphanKeeper>(*m_store, m_source, m_clock);
    connect(m_orphans.get(), &OrphanKeeper::cancelled, this, [this](int count) {
        Q_EMIT changedElsewhere(); // many at once: to be read anew
        Q_EMIT orphansStopped(count);
    });
    connect(m_orphans.get(), &OrphanKeeper::failed, this, &DeliveryHost::onFailed);
    watchLog();
}

/// For a database that shows damage while it is open, or that another process has put aside. What is on the wire goes on,
/// but how it ends is not recorded any more. When it fails, the old one stays open, and the next look tries again.
Result<void> DeliveryHost::openAgain(DeliveryFile::Found found)
{
    auto opened = m_file.open(found);
    if (!opened)
        return tl::unexpected(opened.error());
    const bool hadSubset = m_subset != nullptr;
    use(std::move(*opened));
    if (hadSubset)
        m_stopping = true; // what it was to send is not in the new one
    if (m_stopping) {
        m_dispatcher->stop();
    } else if (m_lock.isHeld()) {
        m_dispatcher->start();
        keepRetention();
    }
    Q_EMIT changedElsewhere();
    return {};
}

/// What is written into a file that another process has put aside would be lost.
Result<void> DeliveryHost::makeCurrent()
{
    return m_file.isCurrent() || m_isTogether ? Result<void>() : openAgain(DeliveryFile::Found::Whole);
}

/// The batch is of one file, and ends with it: where that was put aside meanwhile, all of it is lost.
Result<void> DeliveryHost::together(const std::function<void()> &orders)
{
    if (const auto current = makeCurrent(); !current)
        return current;
    auto batch = m_store->batch();
    if (!batch)
        return tl::unexpected(batch.error());
    m_isTogether = true;
    orders();
    m_isTogether = false;
    if (const auto committed = batch->commit(); !committed)
        return committed;
    return keptCurrent();
}

/// Whether what was just written is in the file that is there now. Fails otherwise, as for a file that another process
/// keeps locked, and works with the new one from then on.
Result<void> DeliveryHost::keptCurrent()
{
    if (m_file.isCurrent())
        return {};
    if (const auto opened = openAgain(DeliveryFile::Found::Whole); !opened)
        return opened;
    return failure(ErrorCode::CannotWrite, m_profile.deliveriesFile(), Cause::Locked);
}

void DeliveryHost::onFailed(const Error &error)
{
    if (error.code != ErrorCode::Damaged) {
        Q_EMIT failed(error);
        if (m_subset)
            m_subset->leaveOutAll(); // a command does not wait for the disk
        return;
    }
    reportDamage(m_file.inode());
}

void DeliveryHost::reportDamage(quint64 inode)
{
    // Not now: the dispatcher that tells this would be gone when it goes on.
    QMetaObject::invokeMethod(
        this,
        [this, inode] {
            if (const auto begun = beginAnew(inode); !begun)
                Q_EMIT failed(begun.error());
        },
        Qt::QueuedConnection);
}

Result<void> DeliveryHost::beginAnew(quint64 inode)
{
    if (inode != m_file.inode())
        return {}; // another one was begun meanwhile
    return openAgain(DeliveryFile::Found::Damaged);
}

void DeliveryHost::makeDispatcher(DeliveryRepository &repository)
{
    DispatchContext context;
    context.webhook = [this](const WebhookId &id) { return webhookForSending(id); };
    context.sending = [this] { return m_source.sending(); };
    context.environment = m_environment;
    context.chance = [] { return QRandomGenerator::global()->generateDouble(); };
    m_dispatcher = std::make_unique<Dispatcher>(repository, m_sender, m_clock, context);
    connect(m_dispatcher.get(), &Dispatcher::deliveryUpdated, this, &DeliveryHost::deliveryUpdated);
    connect(m_dispatcher.get(), &Dispatcher::attemptUpdated, this, &DeliveryHost::attemptUpdated);
    connect(m_dispatcher.get(), &Dispatcher::overdueFound, this, [this](int count) {
        if (!m_hasStoodBy)
            Q_EMIT overdueFound(count);
    });
    connect(m_dispatcher.get(), &Dispatcher::interruptedFound, this, &DeliveryHost::interruptedFound);
    connect(m_dispatcher.get(), &Dispatcher::failed, this, &DeliveryHost::onFailed);
    connect(m_dispatcher.get(), &Dispatcher::webhookGone, this, &DeliveryHost::onGone);
    connect(m_dispatcher.get(), &Dispatcher::idle, this, &DeliveryHost::onIdle);
}

void DeliveryHost::dispatch()
{
    m_stopping = false;
    m_standby.start();
    m_noteTimer.start();
    m_webhookFiles.start();
    tryLock();
    m_hasStoodBy = !m_lock.isHeld();
}

bool DeliveryHost::dispatchOnly(const QList<Delivery> &deliveries)
{
    if (!m_lock.tryTake(DispatcherLock::Scope::SomeOfIts))
        return false;
    m_stopping = false;
    m_dispatcher.reset();
    m_subset = std::make_unique<DeliverySubset>(*m_store, deliveries, [this] { endSubset(); });
    makeDispatcher(*m_subset);
    m_dispatcher->start();
    m_noteTimer.start();
    endSubset();
    return true;
}

/// Queued: of several that ended together, each is told before the last of them ends it all.
void DeliveryHost::endSubset()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_subset && m_lock.isHeld() && !m_stopping && m_subset->isDone())
                stop();
        },
        Qt::QueuedConnection);
}

std::optional<Webhook> DeliveryHost::webhookForSending(const WebhookId &id)
{
    const auto webhook = m_source.webhook(id);
    if (m_source.secretsFailure() && !m_subset && !std::exchange(m_hasToldSecrets, true))
        Q_EMIT failed(*m_source.secretsFailure());
    if (m_subset && (!webhook || !webhook->enabled))
        m_subset->leaveOut(id); // nor for the webhook
    return webhook;
}

Result<Holds> DeliveryHost::holds()
{
    const auto waiting = m_store->webhooksWaiting(m_clock.nowUtc());
    if (!waiting)
        return tl::unexpected(waiting.error());
    Holds holds;
    for (const WebhookId &id : *waiting) {
        if (const Hold hold = holdOf(id); hold != Hold::None)
            holds.insert(id, hold);
    }
    return holds;
}

EffectiveRequest DeliveryHost::requestToday(const WebhookId &id, const QString &eventType)
{
    const auto webhook = m_source.webhook(id);
    const auto preferences = m_source.sending();
    return effectiveRequest(webhook.value_or(Webhook()), preferences ? preferences->defaultHeaders : Headers(),
                            Event{eventType, m_clock.nowUtc(), {}}, m_environment);
}

void DeliveryHost::tryLock()
{
    if (!m_lock.isHeld() && m_lock.tryTake(DispatcherLock::Scope::Everything)) {
        m_dispatcher->start();
        keepRetention();
    }
    if (const auto ended = m_store->endLostTests(m_clock.nowUtc()); !ended && ended.error().code == ErrorCode::Damaged)
        onFailed(ended.error()); // what else fails is said when something is written that matters
}

void DeliveryHost::keepRetention()
{
    m_retention = std::make_unique<RetentionKeeper>(*m_store, m_clock, [this] { return m_source.sending(); });
    connect(m_retention.get(), &RetentionKeeper::purgeAhead, this, &DeliveryHost::purgeAhead);
    connect(m_retention.get(), &RetentionKeeper::purged, this, &DeliveryHost::purged);
    connect(m_retention.get(), &RetentionKeeper::purged, this, &DeliveryHost::changedElsewhere); // to be read anew
    connect(m_retention.get(), &RetentionKeeper::failed, this, &DeliveryHost::onFailed);
    m_retention->start();
    m_orphans->start();
}

void DeliveryHost::purgeNow()
{
    if (m_retention)
        m_retention->purgeNow();
}

void DeliveryHost::lookAtRetention()
{
    if (m_retention)
        m_retention->look();
}

void DeliveryHost::stop()
{
    m_stopping = true;
    m_retention.reset();
    m_orphans->stop();
    m_standby.stop();
    m_dispatcher->stop();
}

void DeliveryHost::abandon()
{
    m_stopping = true;
    m_dispatcher->abandon();
}

void DeliveryHost::onIdle()
{
    if (!std::exchange(m_stopping, false))
        return;
    m_noteTimer.stop();
    m_lock.giveBack();
    Q_EMIT stopped();
}

void DeliveryHost::wake()
{
    if (m_dispatcher)
        m_dispatcher->wake();
}

/// An event is not refused because what was kept before is damaged, and not kept in a file that was put aside meanwhile.
Result<void> DeliveryHost::write(const AcceptedEvent &event, const QList<NewDelivery> &deliveries,
                                 const QList<Recipient> &notSent, const std::optional<HandIn> &handIn)
{
    constexpr int most = 3;
    Result<void> written;
    for (int i = 0; i < most; ++i) {
        if (const auto current = makeCurrent(); !current)
            return current;
        written = m_store->accept(event, deliveries, notSent, handIn);
        if (written && m_file.isCurrent())
            return written;
        if (!written && written.error().code != ErrorCode::Damaged)
            return written;
        if (!written) {
            if (const auto begun = openAgain(DeliveryFile::Found::Damaged); !begun)
                return begun;
        }
    }
    return written;
}

Result<QList<Recipient>> DeliveryHost::recipients(const RuledEvent &event)
{
    const auto webhooks = m_source.all();
    if (!webhooks)
        return tl::unexpected(webhooks.error());
    const auto edition = m_rules.edition();
    if (!edition && event.edition == Edition::Enterprise)
        return tl::unexpected(edition.error()); // kept as not sent it would be lost
    return recipientsOf(event, *webhooks, edition.value_or(Edition::Community));
}

/// The acceptance as it will be once it is kept.
Result<Acceptance> DeliveryHost::drafted(const RuledEvent &event)
{
    const auto all = recipients(event);
    if (!all)
        return tl::unexpected(all.error());
    Acceptance acceptance;
    acceptance.event = {EventId::create(), event.event, m_clock.nowUtc(), false};
    acceptance.notes = event.notes;
    if (const auto note = noteAboutUnreadable(*all))
        acceptance.notes.append(*note);
    for (const Recipient &recipient : *all) {
        if (recipient.reason) {
            acceptance.notSent.append(recipient);
            continue;
        }
        Delivery delivery;
        delivery.id = DeliveryId::create();
        delivery.webhook = recipient.webhook;
        delivery.webhookName = recipient.name.isEmpty() ? recipient.webhook.toString() : recipient.name;
        delivery.url = recipient.url;
        acceptance.deliveries.append(delivery);
    }
    return acceptance;
}

Result<void> DeliveryHost::keep(Acceptance &acceptance, const std::optional<HandIn> &handIn)
{
    QList<NewDelivery> deliveries;
    for (const Delivery &delivery : std::as_const(acceptance.deliveries))
        deliveries.append({delivery.id, delivery.webhook, delivery.webhookName, delivery.url});
    if (auto kept = write(acceptance.event, deliveries, acceptance.notSent, handIn); !kept)
        return kept;
    for (Delivery &delivery : acceptance.deliveries) {
        const auto found = m_store->find(delivery.id);
        if (!found || !*found)
            continue; // it is kept all the same
        delivery = **found;
        Q_EMIT deliveryUpdated(delivery);
    }
    wake();
    return {};
}

Result<Acceptance> DeliveryHost::accept(const RuledEvent &event)
{
    auto acceptance = drafted(event);
    if (!acceptance)
        return acceptance;
    if (const auto kept = keep(*acceptance, std::nullopt); !kept)
        return tl::unexpected(kept.error());
    return acceptance;
}

Result<HandedIn> DeliveryHost::handIn(const QByteArray &payload, const QByteArray &key)
{
    HandIn handIn{key, QCryptographicHash::hash(payload, QCryptographicHash::Sha256), {}};
    if (auto before = earlier(handIn); !before || *before)
        return before ? Result<HandedIn>(**before) : tl::unexpected(before.error());
    const auto rules = m_rules.rules();
    if (!rules)
        return tl::unexpected(rules.error());
    const auto ruled = rules->given(payload, {});
    if (!ruled)
        return tl::unexpected(ruled.error());
    auto acceptance = drafted(*ruled);
    if (!acceptance)
        return tl::unexpected(acceptance.error());
    handIn.answer = answerOf(*acceptance);
    const auto kept = keep(*acceptance, key.isEmpty() ? std::nullopt : std::make_optional(handIn));
    if (kept)
        return HandedIn{HandedIn::Kind::Accepted, handIn.answer};
    // Another process may have been handed the same just now.
    if (auto meanwhile = earlier(handIn); meanwhile && *meanwhile)
        return **meanwhile;
    return tl::unexpected(kept.error());
}

/// What came of this key before, if it came within a day.
Result<std::optional<HandedIn>> DeliveryHost::earlier(const HandIn &handIn)
{
    if (handIn.key.isEmpty())
        return std::nullopt;
    if (const auto current = makeCurrent(); !current)
        return tl::unexpected(current.error());
    const auto found = m_store->handIn(handIn.key, m_clock.nowUtc());
    if (!found && found.error().code == ErrorCode::Damaged) {
        // As when it is written: what was kept before is lost, the new one knows no key.
        const auto begun = openAgain(DeliveryFile::Found::Damaged);
        return begun ? Result<std::optional<HandedIn>>(std::nullopt) : tl::unexpected(begun.error());
    }
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::nullopt;
    if ((*found)->payloadHash != handIn.payloadHash)
        return HandedIn{HandedIn::Kind::KeyReused, {}};
    return HandedIn{HandedIn::Kind::Repeated, (*found)->answer};
}

Result<Delivery> DeliveryHost::acceptFor(const WebhookId &id, const Event &event)
{
    if (event.type == triggerTest)
        return failure(ErrorCode::TestNotResent);
    const auto stored = m_webhooks.load(id);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto rules = m_rules.rules();
    if (!rules)
        return tl::unexpected(rules.error());
    const auto ruled = rules->givenOfAnyType(event.payload, event.type);
    if (!ruled)
        return tl::unexpected(ruled.error());
    const NewDelivery delivery{DeliveryId::create(), id, stored->webhook.name, redaction::url(stored->webhook.url)};
    const auto accepted = write({EventId::create(), ruled->event, m_clock.nowUtc(), false}, {delivery});
    if (!accepted)
        return tl::unexpected(accepted.error());
    return added(delivery.id);
}

Result<Delivery> DeliveryHost::added(const DeliveryId &id)
{
    const auto delivery = m_store->find(id);
    if (!delivery)
        return tl::unexpected(delivery.error());
    Q_EMIT deliveryUpdated(**delivery);
    wake();
    return **delivery;
}

Result<void> DeliveryHost::beginTest(const DeliveryId &delivery, const Webhook &webhook, const Event &event)
{
    const AcceptedEvent accepted{EventId::create(), event, m_clock.nowUtc(), true};
    const auto prepare = [&](const ClaimedDelivery &) -> std::optional<PreparedRequest> {
        const auto preferences = m_source.sending();
        if (!preferences)
            return std::nullopt;
        const auto request = prepareRequest(webhook, preferences->defaultHeaders, event, m_environment, std::nullopt,
                                            signingOf(webhook, delivery, m_clock.nowUtc()));
        return request ? std::optional(*request) : std::nullopt;
    };
    const auto begun
        = m_store->beginTest(accepted, {delivery, webhook.id, webhook.name, redaction::url(webhook.url)}, prepare);
    if (begun)
        tell(delivery);
    return begun;
}

Result<void> DeliveryHost::endTest(const Attempt &attempt)
{
    const auto ended = m_store->record({{attempt, retrypolicy::verdictOfTest(*attempt.outcome)}});
    if (ended)
        tell(attempt.delivery);
    return ended;
}

void DeliveryHost::tell(const DeliveryId &id)
{
    if (const auto delivery = m_store->find(id); delivery && *delivery)
        Q_EMIT deliveryUpdated(**delivery);
}

std::optional<Attempt> DeliveryHost::attemptUnderWay(const DeliveryId &id) const
{
    return m_dispatcher ? m_dispatcher->attemptUnderWay(id) : std::nullopt;
}

Result<Delivery> DeliveryHost::resend(const Delivery &before)
{
    if (before.test)
        return failure(ErrorCode::TestNotResent);
    if (const auto current = makeCurrent(); !current)
        return tl::unexpected(current.error());
    const auto stored = m_webhooks.load(before.webhook);
    if (!stored)
        return tl::unexpected(stored.error());
    const NewDelivery again{DeliveryId::create(), before.webhook, stored->webhook.name, redaction::url(stored->webhook.url)};
    if (const auto added = m_store->addDelivery(before.event, again, m_clock.nowUtc()); !added)
        return tl::unexpected(added.error());
    if (before.state == DeliveryState::Dead)
        tell(before.id); // it is no dead letter any more
    return added(again.id);
}

Result<bool> DeliveryHost::retryNow(const DeliveryId &id)
{
    if (const auto current = makeCurrent(); !current)
        return tl::unexpected(current.error());
    const auto due = m_store->retryNow(id, m_clock.nowUtc());
    if (due && *due) {
        tell(id);
        wake();
    }
    return due;
}

Result<int> DeliveryHost::stopAll(const WebhookId &id)
{
    if (const auto current = makeCurrent(); !current)
        return tl::unexpected(current.error());
    const auto stopped = m_store->stopAll(id, m_clock.nowUtc());
    if (stopped && *stopped > 0)
        Q_EMIT changedElsewhere(); // many at once: to be read anew
    return stopped;
}

Result<bool> DeliveryHost::stop(const DeliveryId &id)
{
    if (m_dispatcher->cancel(id))
        return true;
    if (const auto current = makeCurrent(); !current)
        return tl::unexpected(current.error());
    const auto stopped = m_store->stop(id, m_clock.nowUtc());
    if (stopped && *stopped)
        tell(id);
    return stopped;
}

Result<bool> DeliveryHost::endLost()
{
    if (m_lock.isHeld() || !m_lock.tryTake(DispatcherLock::Scope::SomeOfIts))
        return false;
    const auto recovered = m_store->recoverInterrupted(m_clock.nowUtc());
    m_lock.giveBack();
    return recovered ? Result<bool>(true) : tl::unexpected(recovered.error());
}

Result<void> DeliveryHost::stop(const QList<DeliveryId> &ids)
{
    QList<DeliveryId> waiting;
    for (const DeliveryId &id : ids) {
        if (!m_dispatcher->cancel(id)) // before the batch: what ends may be recorded at once, and is not to be undone
            waiting.append(id);
    }
    if (const auto current = makeCurrent(); !current)
        return current;
    auto batch = m_store->batch();
    if (!batch)
        return tl::unexpected(batch.error());
    for (const DeliveryId &id : waiting) {
        if (const auto stopped = m_store->stop(id, m_clock.nowUtc()); !stopped)
            return tl::unexpected(stopped.error());
    }
    if (const auto committed = batch->commit(); !committed)
        return committed;
    if (const auto kept = keptCurrent(); !kept)
        return kept;
    for (const DeliveryId &id : waiting)
        tell(id);
    return {};
}

void DeliveryHost::watchLog()
{
    const QString log = m_profile.deliveriesFile() + u"-wal"_s;
    if (!m_watcher.files().contains(log) && QFile::exists(log))
        m_watcher.addPath(log);
}

void DeliveryHost::lookElsewhere()
{
    if (!m_store)
        return;
    watchLog(); // it is made anew when the last process closes it
    // A file that is away, and not replaced, may come back.
    if (!m_file.isCurrent() && m_file.isThere()) {
        if (const auto opened = openAgain(DeliveryFile::Found::Whole); !opened)
            Q_EMIT failed(opened.error());
        return;
    }
    if (!m_store->hasChangedElsewhere())
        return;
    abortStopped();
    wake();
    Q_EMIT changedElsewhere();
}

/// A stop that another process was told of, as by the command line.
void DeliveryHost::abortStopped()
{
    if (m_dispatcher->inFlight() == 0)
        return;
    const auto stopped = m_store->toAbort();
    if (!stopped) {
        onFailed(stopped.error());
        return;
    }
    for (const DeliveryId &id : *stopped)
        m_dispatcher->cancel(id); // of those of others it knows nothing
}

/// Others show what this process has on the wire by what is kept of it. Most attempts are over before that costs anything.
void DeliveryHost::noteUnderWay()
{
    auto before = std::exchange(m_noted, {});
    QList<Attempt> moved;
    for (const Attempt &attempt : m_dispatcher ? m_dispatcher->attemptsUnderWay() : QList<Attempt>()) {
        if (attempt.durationMs < noteMs)
            continue;
        const std::pair<int, Phase> now(attempt.number, attempt.phase);
        m_noted.insert(attempt.delivery, now);
        if (before.value(attempt.delivery) != now)
            moved.append(attempt);
    }
    if (moved.isEmpty())
        return;
    const auto noted = m_store->noteUnderWay(moved);
    if (noted)
        return;
    m_noted = std::move(before); // tried again with the next beat
    if (noted.error().code == ErrorCode::Damaged)
        onFailed(noted.error()); // what else fails is said when something is written that matters
}

void DeliveryHost::onGone(const WebhookId &id, const QString &url)
{
    const auto now = m_webhooks.load(id);
    if (now && now->webhook.url != url)
        return; // it was the old receiver that said so
    const auto stored = m_webhooks.setEnabled(id, false);
    if (stored)
        Q_EMIT webhookSwitchedOff(*stored);
    else
        Q_EMIT failed(stored.error());
}

} // namespace hookpanel
