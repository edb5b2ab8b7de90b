// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhookorders.h"

#include <algorithm>
#include <utility>

namespace hookpanel {

namespace {

/// Whether a stored webhook is what was ordered. A webhook is also stored for other reasons: another program's change, say.
bool isDone(const WebhookOrders::Order &order, const StoredWebhook &stored)
{
    switch (order.kind) {
    case WebhookOrders::Kind::Enable:
        return stored.webhook.enabled;
    case WebhookOrders::Kind::Disable:
        return !stored.webhook.enabled;
    case WebhookOrders::Kind::Remove:
    case WebhookOrders::Kind::TakeBack:
        return false;
    case WebhookOrders::Kind::Restore:
    case WebhookOrders::Kind::Add:
        return true;
    }
    Q_UNREACHABLE();
}

} // namespace

WebhookOrders::WebhookOrders(PanelService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMs);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_isSlow = true;
        Q_EMIT changed();
    });
    connect(&service, &PanelService::webhookStored, this, &WebhookOrders::onStored);
    connect(&service, &PanelService::webhookFailed, this, &WebhookOrders::onFailed);
    connect(&service, &PanelService::webhooksRemoved, this, [this](const QList<RemovedWebhook> &removed) {
        for (const RemovedWebhook &webhook : removed)
            onGone(webhook.id);
    });
    connect(&service, &PanelService::webhooksGone, this, [this](const QList<WebhookId> &ids) {
        for (const WebhookId &id : ids)
            onGone(id);
    });
    connect(&service, &PanelService::importUndone, this, &WebhookOrders::onUndone);
}

void WebhookOrders::setEnabled(const QList<WebhookId> &ids, bool enabled)
{
    for (const WebhookId &id : ids)
        give(id, {.kind = enabled ? Kind::Enable : Kind::Disable});
    m_service.setEnabled(ids, enabled);
}

void WebhookOrders::remove(const QList<WebhookId> &ids)
{
    for (const WebhookId &id : ids)
        give(id, {.kind = Kind::Remove});
    m_service.removeWebhooks(ids);
}

void WebhookOrders::restore(const QList<RemovedWebhook> &removed)
{
    for (const RemovedWebhook &webhook : removed)
        give(webhook.id, {.kind = Kind::Restore, .removed = webhook});
    m_service.restoreWebhooks(removed);
}

void WebhookOrders::add(const QList<Webhook> &webhooks)
{
    for (const Webhook &webhook : webhooks)
        give(webhook.id, {.kind = Kind::Add, .added = webhook});
    m_service.addWebhooks(webhooks);
}

void WebhookOrders::takeBack(const ImportReport &report)
{
    give(WebhookId(), {.kind = Kind::TakeBack, .report = report});
    m_service.undoImport(report);
}

void WebhookOrders::tryAgain()
{
    const QList<Failure> failures = m_failures;
    giveUp();
    QHash<Kind, QList<WebhookId>> ids;
    QList<RemovedWebhook> removed;
    QList<Webhook> toAdd;
    for (const Failure &failure : failures) {
        switch (failure.order.kind) {
        case Kind::Enable:
        case Kind::Disable:
        case Kind::Remove:
            ids[failure.order.kind].append(failure.id);
            break;
        case Kind::Restore:
            removed.append(failure.order.removed);
            break;
        case Kind::Add:
            toAdd.append(failure.order.added);
            break;
        case Kind::TakeBack:
            takeBack(failure.order.report);
            break;
        }
    }
    if (!removed.isEmpty())
        restore(removed);
    if (!toAdd.isEmpty())
        add(toAdd);
    if (ids.contains(Kind::Enable))
        setEnabled(ids.value(Kind::Enable), true);
    if (ids.contains(Kind::Disable))
        setEnabled(ids.value(Kind::Disable), false);
    if (ids.contains(Kind::Remove))
        remove(ids.value(Kind::Remove));
}

void WebhookOrders::giveUp()
{
    dropFailures([](const Failure &) { return true; });
}

/// A new order for a webhook replaces one that failed.
void WebhookOrders::give(const WebhookId &id, const Order &order)
{
    dropFailures([&id](const Failure &failure) { return !id.isNull() && failure.id == id; });
    m_given.insert(id, order);
    if (!m_slow.isActive() && !m_isSlow)
        m_slow.start();
}

void WebhookOrders::answered(const WebhookId &id)
{
    m_given.remove(id);
    if (!m_given.isEmpty())
        return;
    m_slow.stop();
    if (std::exchange(m_isSlow, false))
        Q_EMIT changed();
    Q_EMIT settled();
}

void WebhookOrders::onStored(const StoredWebhook &stored)
{
    const WebhookId id = stored.webhook.id;
    if (const auto given = m_given.constFind(id); given != m_given.cend() && isDone(*given, stored)) {
        if (given->kind == Kind::Add)
            m_added.append(stored);
        Q_EMIT carriedOut(stored);
        answered(id);
        tellAdded();
    }
    dropFailures([&](const Failure &failure) { return failure.id == id && isDone(failure.order, stored); });
}

void WebhookOrders::onGone(const WebhookId &id)
{
    if (m_given.contains(id))
        answered(id);
    dropFailures([&id](const Failure &failure) { return failure.id == id && failure.order.kind != Kind::Restore; });
}

void WebhookOrders::onFailed(const WebhookId &id, const Error &error)
{
    const auto given = m_given.constFind(id);
    if (given == m_given.cend())
        return;
    const Failure failure{id, *given, error};
    if (mayHelpToTryAgain(error.code)) {
        m_failures.append(failure);
        Q_EMIT changed();
    }
    answered(id);
    tellAdded();
}

/// Nothing that was changed since can be taken back, however often it is tried: that is no failure of ours.
void WebhookOrders::onUndone(const ImportReport &left, const QList<Error> &errors)
{
    if (left.changedSomething() && !errors.isEmpty()) {
        m_failures.append({WebhookId(), {.kind = Kind::TakeBack, .report = left}, errors.constFirst()});
        Q_EMIT changed();
    }
    answered(WebhookId());
}

/// Several copies are one thing to show and to undo.
void WebhookOrders::tellAdded()
{
    const bool hasMore
        = std::any_of(m_given.cbegin(), m_given.cend(), [](const Order &order) { return order.kind == Kind::Add; });
    if (!hasMore && !m_added.isEmpty())
        Q_EMIT added(std::exchange(m_added, {}));
}

void WebhookOrders::dropFailures(const std::function<bool(const Failure &)> &isDone)
{
    if (m_failures.removeIf(isDone) > 0)
        Q_EMIT changed();
}

} // namespace hookpanel
