// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "models/panelservice.h"
#include "models/webhookorders.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class Clock;
class DefinitionsExchange;
class UserPrompts;
class WebhooksMenu;
class WebhookTableModel;

namespace Ui {
class WebhooksPage;
}

/// The list of webhooks (product section 5.1). Binds the table model to the view and turns clicks, keys and menu entries
/// into orders to the service.
class WebhooksPage : public QWidget
{
    Q_OBJECT

public:
    /// None of the references is owned; all must outlive the page.
    WebhooksPage(WebhookTableModel &model, PanelService &service, UserPrompts &prompts, const Clock &clock,
                 QWidget *parent = nullptr);
    ~WebhooksPage() override;

    /// Says in the empty table why nothing could be loaded.
    void showLoadFailure(const QString &sentence);

    /// Fills the model anew; what is selected stays selected.
    void replaceAll(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes);

    /// Puts the keyboard into the table.
    void takeFocus();

    /// Whether all that was ordered is answered.
    [[nodiscard]] bool isSettled() const;

    /// What could not be written and may be tried again, a sentence each.
    [[nodiscard]] QStringList unwritten() const;

    /// Orders once more what could not be written.
    void tryAgain();

Q_SIGNALS:
    void createRequested();
    void editRequested(const hookpanel::WebhookId &id);
    void triggerRequested(const hookpanel::WebhookId &id);
    void deliveriesRequested(const hookpanel::WebhookId &id);

    /// Why this webhook did not get events is to be shown.
    void whyNotRequested(const hookpanel::WebhookId &id);

    /// A sentence about what was done.
    void said(const QString &sentence);

    /// An order of the list is done, and this is stored now.
    void carriedOut(const hookpanel::StoredWebhook &stored);

    /// The last order is answered: isSettled() is true now.
    void settled();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setUpTable();
    void setUpMenu();
    void setUpKeys();
    void onClicked(const QModelIndex &index);
    void openMenu(const QPoint &globalPosition);
    void duplicate();
    void onAdded(const QList<StoredWebhook> &copies);
    void copyUrls();
    void setDefaultHeaders(const Preferences &preferences, const Problems &problems);
    void copyAsCurl();
    void onImported(const ImportReport &report);
    void updateState();
    void moveSwitches();
    [[nodiscard]] bool spaceEnables() const;
    void editCurrent();
    void removeAfterQuestion(const QList<WebhookId> &ids);
    void remove(const QList<WebhookId> &ids);
    void selectBeside(const QList<RemovedWebhook> &removed);
    void offerUndo(const QList<RemovedWebhook> &removed);
    void showFailures();
    [[nodiscard]] QString sentenceOf(const WebhookOrders::Failure &failure) const;
    void search(const QString &text);
    [[nodiscard]] QList<WebhookId> selectedIds() const;
    [[nodiscard]] QList<WebhookId> targetIds() const;
    [[nodiscard]] QList<StoredWebhook> targets() const;
    void select(const QList<WebhookId> &ids);
    void present(const QList<WebhookId> &ids);

    std::unique_ptr<Ui::WebhooksPage> m_ui;
    WebhookTableModel &m_model;
    PanelService &m_service;
    WebhookOrders m_orders;
    UserPrompts &m_prompts;
    const Clock &m_clock;
    WebhooksMenu *m_menu;
    DefinitionsExchange *m_exchange;
    Headers m_defaultHeaders;
    QList<WebhookId> m_undoable; ///< Deleted while the undo bar has been there.
    QList<WebhookId> m_restored; ///< By the last undo: these are shown selected once they are back.
    QTimer m_presentTimer;
    bool m_lacksDefaultHeaders = false; ///< Because they cannot be read: what is copied might lack one.
    QString m_loadFailure;
};

} // namespace hookpanel
