// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhookorders.h"

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
        return false;
    case WebhookOrders::Kind::Restore:
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
}

void WebhookOrders::setEnabled(const QList<WebhookId> &ids, bool enabled)
{
    for (const WebhookId &id : ids)
        give(id, {enabled ? Kind::Enable : Kind::Disable, {}});
    m_service.setEnabled(ids, enabled);
}

void WebhookOrders::remove(const QList<WebhookId> &ids)
{
    for (const WebhookId &id : ids)
        give(id, {Kind::Remove, {}});
    m_service.removeWebhooks(ids);
}

void WebhookOrders::restore(const QList<RemovedWebhook> &removed)
{
    for (const RemovedWebhook &webhook : removed)
        give(webhook.id, {Kind::Restore, webhook});
    m_service.restoreWebhooks(removed);
}

void WebhookOrders::tryAgain()
{
    const QList<Failure> failures = m_failures;
    giveUp();
    const auto idsOf = [&failures](Kind kind) {
        QList<WebhookId> ids;
        for (const Failure &failure : failures) {
            if (failure.order.kind == kind)
                ids.append(failure.id);
        }
        return ids;
    };
    QList<RemovedWebhook> removed;
    for (const Failure &failure : failures) {
        if (failure.order.kind == Kind::Restore)
            removed.append(failure.order.removed);
    }
    if (!removed.isEmpty())
        restore(removed);
    if (const auto ids = idsOf(Kind::Enable); !ids.isEmpty())
        setEnabled(ids, true);
    if (const auto ids = idsOf(Kind::Disable); !ids.isEmpty())
        setEnabled(ids, false);
    if (const auto ids = idsOf(Kind::Remove); !ids.isEmpty())
        remove(ids);
}

void WebhookOrders::giveUp()
{
    dropFailures([](const Failure &) { return true; });
}

/// A new order for a webhook replaces one that failed.
void WebhookOrders::give(const WebhookId &id, const Order &order)
{
    dropFailures([&id](const Failure &failure) { return failure.id == id; });
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
}

void WebhookOrders::onStored(const StoredWebhook &stored)
{
    const WebhookId id = stored.webhook.id;
    if (const auto given = m_given.constFind(id); given != m_given.cend() && isDone(*given, stored))
        answered(id);
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
    answered(id);
    if (!mayHelpToTryAgain(error.code))
        return;
    m_failures.append(failure);
    Q_EMIT changed();
}

void WebhookOrders::dropFailures(const std::function<bool(const Failure &)> &isDone)
{
    if (m_failures.removeIf(isDone) > 0)
        Q_EMIT changed();
}

} // namespace hookpanel
