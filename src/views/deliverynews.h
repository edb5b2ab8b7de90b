// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverysummary.h"
#include "core/result.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace hookpanel {

class Clock;
class DeliveryService;
class WebhookTableModel;

/// What deliveries bring to the window beside their own page: the health of the webhooks in their list, the number of dead
/// letters, and sentences about what happened. Asks for a summary soon after something changed, and from time to time,
/// because the last 24 hours go on and waits get shorter.
class DeliveryNews : public QObject
{
    Q_OBJECT

public:
    static constexpr int afterChangeMs = 1000; ///< A thousand changes in a second are asked about once.
    static constexpr int everyMs = 30'000;

    /// None of the references is owned; all must outlive it.
    DeliveryNews(DeliveryService &service, WebhookTableModel &webhooks, const Clock &clock, QObject *parent);

Q_SIGNALS:
    void deadLettersCounted(qint64 count);

    /// Something that the user should know and that stays true.
    void happened(const QString &sentence);

    /// What will be removed from the history; empty when nothing will be any more.
    void purgePlanned(const QString &sentence);

    /// Something of the moment.
    void said(const QString &sentence);

private:
    void askSoon();
    void onSummary(const DeliverySummary &summary);
    void onFailed(const Error &error);

    DeliveryService &m_service;
    WebhookTableModel &m_webhooks;
    const Clock &m_clock;
    QTimer m_soon{this};
    QTimer m_regular{this};
    std::optional<Error> m_told; ///< The same failure is told once, until something was read again.
};

} // namespace hookpanel
