// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/deliveryservice.h"
#include "models/eventsmodel.h"
#include "models/recipientsmodel.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

class WebhookTableModel;

namespace Ui {
class WhyNotDialog;
}

/// "Why was this not sent?": the newest events, also those that nobody got, and for the chosen one who got it and why the
/// others did not. To be shown with open(); deletes itself when it is closed.
class WhyNotDialog : public QDialog
{
    Q_OBJECT

public:
    /// Neither service nor webhooks are owned.
    WhyNotDialog(DeliveryService &service, const WebhookTableModel &webhooks, QWidget *parent);
    ~WhyNotDialog() override;

    /// Shows the events that this webhook did not get.
    void showWebhook(const WebhookId &id);

    /// Chooses this event.
    void chooseEvent(const EventId &id);

private:
    void setUpTables();
    void fillWebhooks(const WebhookTableModel &webhooks);
    void select(int row);
    void ask();
    void onEvents(int ticket, const QList<EventSummary> &events);
    void askChosen();

    std::unique_ptr<Ui::WhyNotDialog> m_ui;
    DeliveryService &m_service;
    EventsModel m_events;
    RecipientsModel m_recipients;
    EventId m_wanted; ///< To be chosen; null for the newest one.
    int m_ticket = 0;
};

} // namespace hookpanel
