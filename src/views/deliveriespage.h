// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventrules.h"
#include "models/deliverytablemodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class BodySaver;
class ButtonsMenu;
class Clock;
class CurlCopier;
class PanelService;
class UserPrompts;
class WebhookTableModel;

namespace Ui {
class DeliveriesPage;
}

/// The history of deliveries, live (product section 5.4): filters, list, details, and what can be done with them. Asks the
/// service for what it shows when it is shown first, and again when another program changed something while it is shown.
class DeliveriesPage : public QWidget
{
    Q_OBJECT

public:
    /// None of the references is owned; all must outlive the page.
    DeliveriesPage(PanelService &service, const WebhookTableModel &webhooks, UserPrompts &prompts, const Clock &clock,
                   const EventCatalogue &catalogue, QWidget *parent = nullptr);
    ~DeliveriesPage() override;

    /// Which event types there are to filter by, and the rules for a payload that is edited.
    void setRules(const EventRules &rules);

    /// Puts the keyboard into the list.
    void takeFocus();

    /// Shows the deliveries of one webhook only.
    void filterByWebhook(const WebhookId &id);

    /// Opens “Why was this not sent?”, for one webhook or, with a null id, for all.
    void showWhyNot(const WebhookId &id);

Q_SIGNALS:
    /// The certificate that this attempt was refused for is to be looked at, in the form of its webhook.
    void trustRequested(const hookpanel::Attempt &attempt);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpBars();
    void setUpTable();
    void setUpMenu();
    void setUpKeys();
    void connectActions();
    void connectReasons();
    void connectService();
    void fillWebhooks();
    void applyFilter();
    void openMenu(const QPoint &at);
    void openMenuAtCurrent();
    void onScrolled(int value);
    void onRowsInserted(int first, int last);
    void selectAsBefore();
    void onSelected();
    void onUpdated(const QList<Delivery> &deliveries);
    void onDetails(const Delivery &delivery, const QList<Attempt> &attempts, const QByteArray &payload);
    void onSummary(const DeliverySummary &summary);
    void onResendProgress(int done, int all, bool isOver);
    void onExportProgress(qint64 done, qint64 all);
    void onExportEnded(const QString &path, qint64 count);
    void updateState();
    void shareHeight();
    void updateActions();
    void updateEmptyState();
    void editAndResend();
    void resend();
    void clearFilters();
    void showHold();
    void chooseExport();
    void exportTo(DeliveryFormat format);
    void say(const QString &sentence);
    [[nodiscard]] QList<Delivery> selected() const;
    [[nodiscard]] QList<DeliveryId> selectedIds() const;

    /// What is selected while other rows take the place of those that are shown.
    struct Selection {
        QList<DeliveryId> selected;
        DeliveryId current;
    };

    std::unique_ptr<Ui::DeliveriesPage> m_ui;
    DeliveryService &m_service;
    const WebhookTableModel &m_webhooks;
    UserPrompts &m_prompts;
    const Clock &m_clock;
    DeliveryTableModel m_model;
    EventRules m_rules;
    BodySaver *m_bodySaver;
    CurlCopier *m_curl;
    ButtonsMenu *m_menu = nullptr;
    QTimer m_searchTimer{this};
    Selection m_before;
    QByteArray m_payload; ///< Of the delivery whose details are shown.
    bool m_wasShown = false;
    bool m_isLoaded = false;
    qint64 m_deadLetters = 0;
    int m_resendPerSecond = 5; ///< As it was chosen last.
};

} // namespace hookpanel
