// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "models/deliverytablemodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class Clock;
class UserPrompts;
class WebhookTableModel;

namespace Ui {
class DeliveriesPage;
}

/// The history of deliveries, live (product section 5.4): filters, list, details, and what can be done with them. Asks the
/// service for what it shows when it is shown first.
class DeliveriesPage : public QWidget
{
    Q_OBJECT

public:
    /// None of the references is owned; all must outlive the page.
    DeliveriesPage(DeliveryService &service, const WebhookTableModel &webhooks, UserPrompts &prompts, const Clock &clock,
                   const EventCatalogue &catalogue, QWidget *parent = nullptr);
    ~DeliveriesPage() override;

    /// Puts the keyboard into the list.
    void takeFocus();

    /// Shows the deliveries of one webhook only.
    void filterByWebhook(const WebhookId &id);

Q_SIGNALS:
    /// The body of an answer is to be saved.
    void saveRequested(const hookpanel::Response &response);

    /// How many dead letters there are.
    void deadLettersCounted(qint64 count);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setUpFilters();
    void setUpTable();
    void connectActions();
    void fillWebhooks();
    void applyFilter();
    void onScrolled(int value);
    void onSelected();
    void onUpdated(const QList<Delivery> &deliveries);
    void onSummary(const DeliverySummary &summary);
    void onProgress(int done, int all, bool isOver);
    void updateState();
    void editAndResend();
    void copyAsCurl();
    void askSummarySoon();
    void say(const QString &sentence);
    [[nodiscard]] DeliveryFilter filter() const;
    [[nodiscard]] QList<Delivery> selected() const;
    [[nodiscard]] QList<DeliveryId> selectedIds() const;

    std::unique_ptr<Ui::DeliveriesPage> m_ui;
    DeliveryService &m_service;
    const WebhookTableModel &m_webhooks;
    UserPrompts &m_prompts;
    const Clock &m_clock;
    EventCatalogue m_catalogue;
    DeliveryTableModel m_model;
    QTimer m_searchTimer{this};
    QTimer m_summaryTimer{this};
    bool m_wasShown = false;
    qint64 m_deadLetters = 0;
    bool m_resending = false;
};

} // namespace hookpanel
