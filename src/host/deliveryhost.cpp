// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"

#include "core/deliveryjson.h"
#include "core/words.h"

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
    , m_webhooks(profile, catalogue)
    , m_source(profile, catalogue)
    , m_rules(profile, catalogue)
    , m_lock(profile)
{
    m_standby.setInterval(standbyMs);
    connect(&m_standby, &QTimer::timeout, this, [this] {
        tryLock();
        watchLog(); // the log is made anew when the last process closes it
        lookElsewhere();
    });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &DeliveryHost::lookElsewhere);
}

DeliveryHost::~DeliveryHost() = default;

Result<void> DeliveryHost::open()
{
    auto opened = DeliveryStore::open(m_profile);
    if (!opened && opened.error().code == ErrorCode::Damaged) {
        const auto aside = DeliveryStore::setAside(m_profile, m_clock.nowUtc());
        if (!aside)
            return tl::unexpected(aside.error());
        opened = DeliveryStore::open(m_profile);
        if (opened)
            Q_EMIT storeSetAside(*aside);
    }
    if (!opened)
        return tl::unexpected(opened.error());
    m_dispatcher.reset();
    m_store = std::move(*opened);
    makeDispatcher(*m_store);
    watchLog();
    return {};
}

void DeliveryHost::makeDispatcher(DeliveryRepository &repository)
{
    DispatchContext context;
    context.webhook = [this](const WebhookId &id) { return m_source.webhook(id); };
    context.defaultHeaders = [this] { return m_source.defaultHeaders(); };
    context.environment = m_environment;
    context.chance = [] { return QRandomGenerator::global()->generateDouble(); };
    m_dispatcher = std::make_unique<Dispatcher>(repository, m_sender, m_clock, context);
    connect(m_dispatcher.get(), &Dispatcher::deliveryUpdated, this, &DeliveryHost::deliveryUpdated);
    connect(m_dispatcher.get(), &Dispatcher::attemptUpdated, this, &DeliveryHost::attemptUpdated);
    connect(m_dispatcher.get(), &Dispatcher::overdueFound, this, &DeliveryHost::overdueFound);
    connect(m_dispatcher.get(), &Dispatcher::failed, this, &DeliveryHost::failed);
    connect(m_dispatcher.get(), &Dispatcher::webhookGone, this, &DeliveryHost::onGone);
    connect(m_dispatcher.get(), &Dispatcher::idle, this, &DeliveryHost::onIdle);
}

void DeliveryHost::dispatch()
{
    m_stopping = false;
    m_standby.start();
    tryLock();
}

bool DeliveryHost::dispatchOnly(const QList<Delivery> &deliveries, DeliverySubset::Attempts attempts)
{
    if (!m_lock.tryTake())
        return false;
    m_dispatcher.reset();
    m_subset = std::make_unique<DeliverySubset>(*m_store, deliveries, attempts);
    makeDispatcher(*m_subset);
    connect(m_dispatcher.get(), &Dispatcher::deliveryUpdated, this, [this] {
        if (m_subset->isDone())
            stop();
    });
    m_dispatcher->start();
    if (m_subset->isDone())
        stop();
    return true;
}

void DeliveryHost::tryLock()
{
    if (!m_lock.isHeld() && m_lock.tryTake())
        m_dispatcher->start();
    if (const auto ended = m_store->endLostTests(m_clock.nowUtc()); !ended)
        return; // said when something is written that matters
}

void DeliveryHost::stop()
{
    m_stopping = true;
    m_standby.stop();
    m_dispatcher->stop();
}

void DeliveryHost::onIdle()
{
    if (!std::exchange(m_stopping, false))
        return;
    m_lock.giveBack();
    Q_EMIT stopped();
}

void DeliveryHost::wake()
{
    if (m_dispatcher)
        m_dispatcher->wake();
}

Result<QList<Recipient>> DeliveryHost::recipients(const RuledEvent &event)
{
    const auto webhooks = m_webhooks.loadAll();
    if (!webhooks)
        return tl::unexpected(webhooks.error());
    return recipientsOf(event, *webhooks, m_rules.edition());
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
    for (const Recipient &recipient : *all) {
        if (recipient.reason) {
            acceptance.notSent.append(recipient);
            continue;
        }
        Delivery delivery;
        delivery.id = DeliveryId::create();
        delivery.webhook = recipient.webhook;
        delivery.webhookName = recipient.name;
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
    if (auto kept = m_store->accept(acceptance.event, deliveries, acceptance.notSent, handIn); !kept)
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
    const auto found = m_store->handIn(handIn.key, m_clock.nowUtc());
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
    const auto stored = m_webhooks.load(id);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto rules = m_rules.rules();
    if (!rules)
        return tl::unexpected(rules.error());
    const auto ruled = rules->givenOfAnyType(event.payload, event.type);
    if (!ruled)
        return tl::unexpected(ruled.error());
    const NewDelivery delivery{DeliveryId::create(), id, stored->webhook.name, stored->webhook.url};
    const auto accepted = m_store->accept({EventId::create(), ruled->event, m_clock.nowUtc(), false}, {delivery});
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
    const auto begun = m_store->beginTest(accepted, {delivery, webhook.id, webhook.name, webhook.url});
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

Result<Delivery> DeliveryHost::resend(const Delivery &before)
{
    const auto stored = m_webhooks.load(before.webhook);
    if (!stored)
        return tl::unexpected(stored.error());
    const NewDelivery again{DeliveryId::create(), before.webhook, stored->webhook.name, stored->webhook.url};
    if (const auto added = m_store->addDelivery(before.event, again, m_clock.nowUtc()); !added)
        return tl::unexpected(added.error());
    return added(again.id);
}

Result<bool> DeliveryHost::retryNow(const DeliveryId &id)
{
    const auto due = m_store->retryNow(id, m_clock.nowUtc());
    if (due && *due) {
        tell(id);
        wake();
    }
    return due;
}

Result<int> DeliveryHost::stopAll(const WebhookId &id)
{
    const auto stopped = m_store->stopAll(id, m_clock.nowUtc());
    if (stopped && *stopped > 0)
        Q_EMIT changedElsewhere(); // many at once: to be read anew
    return stopped;
}

Result<bool> DeliveryHost::stop(const DeliveryId &id)
{
    if (m_dispatcher->cancel(id))
        return true;
    const auto stopped = m_store->stop(id, m_clock.nowUtc());
    if (stopped && *stopped)
        tell(id);
    return stopped;
}

void DeliveryHost::watchLog()
{
    const QString log = m_profile.deliveriesFile() + u"-wal"_s;
    if (!m_watcher.files().contains(log) && QFile::exists(log))
        m_watcher.addPath(log);
}

void DeliveryHost::lookElsewhere()
{
    if (!m_store || !m_store->hasChangedElsewhere())
        return;
    wake();
    Q_EMIT changedElsewhere();
}

void DeliveryHost::onGone(const WebhookId &id)
{
    const auto stored = m_webhooks.setEnabled(id, false);
    if (stored)
        Q_EMIT webhookSwitchedOff(*stored);
    else
        Q_EMIT failed(stored.error());
}

} // namespace hookpanel
