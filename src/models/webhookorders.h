// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/panelservice.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace hookpanel {

/// What the list orders of its webhooks: hands it to the service and remembers it until it is done, so that what failed can
/// be tried again exactly so. Of several orders for one webhook the last one counts. Taking an import or copies back is one
/// order for several webhooks; what could not be taken back is one failure, without an id.
class WebhookOrders : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Enable, Disable, Remove, Restore, Add, TakeBack };

    struct Order {
        Kind kind = Kind::Enable;
        RemovedWebhook removed = {}; ///< Of Restore: nothing else has it any more.
        Webhook added = {}; ///< Of Add: nothing else has it yet.
        ImportReport report = {}; ///< Of TakeBack: what is still to be taken back.

        bool operator==(const Order &) const = default;
    };
    struct Failure {
        WebhookId id; ///< Null for TakeBack.
        Order order;
        Error error;

        bool operator==(const Failure &) const = default;
    };

    /// After so long something is said about an order that is still waited for: mostly another program has a lock.
    static constexpr int slowMs = 500;

    /// The service is not owned and must outlive this.
    explicit WebhookOrders(PanelService &service, QObject *parent = nullptr);

    void setEnabled(const QList<WebhookId> &ids, bool enabled);
    void remove(const QList<WebhookId> &ids);
    void restore(const QList<RemovedWebhook> &removed);
    void add(const QList<Webhook> &webhooks);
    void takeBack(const ImportReport &report);

    /// Orders that failed and may succeed another time (mayHelpToTryAgain()), in the order of failing.
    [[nodiscard]] const QList<Failure> &failures() const { return m_failures; }

    /// Whether an order has been waiting for its answer for a while.
    [[nodiscard]] bool isSlow() const { return m_isSlow; }

    /// Whether no order is waiting for its answer.
    [[nodiscard]] bool isIdle() const { return m_given.isEmpty(); }

    /// Gives all that failed once more.
    void tryAgain();

    /// Forgets what failed.
    void giveUp();

Q_SIGNALS:
    /// failures() or isSlow() changed.
    void changed();

    /// An order is done, and this is stored now: written by us, and not by another program.
    void carriedOut(const hookpanel::StoredWebhook &stored);

    /// The last order that was waited for is answered: isIdle() is true now.
    void settled();

    /// All that was to be added is answered; these are stored now.
    void added(const QList<hookpanel::StoredWebhook> &stored);

private:
    void give(const WebhookId &id, const Order &order);
    void answered(const WebhookId &id);
    void onStored(const StoredWebhook &stored);
    void onGone(const WebhookId &id);
    void onFailed(const WebhookId &id, const Error &error);
    void onUndone(const ImportReport &left, const QList<Error> &errors);
    void tellAdded();
    void dropFailures(const std::function<bool(const Failure &)> &isDone);

    PanelService &m_service;
    QHash<WebhookId, Order> m_given; ///< Without an answer so far.
    QList<Failure> m_failures;
    QList<StoredWebhook> m_added; ///< Stored, but not told yet.
    QTimer m_slow{this};
    bool m_isSlow = false;
};

} // namespace hookpanel
