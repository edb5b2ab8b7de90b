// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventrules.h"
#include "models/panelservice.h"
#include "models/webhooktablemodel.h"

#include <QMainWindow>

#include <memory>

namespace hookpanel {

class Clock;
class DeliveriesPage;
class EventTypesPage;
class SendEventPage;
class SettingsPage;
class UserPrompts;
class WebhookPage;
class WebhooksPage;
class WindowMemory;

namespace Ui {
class MainWindow;
}

/// The one window: navigation on the left, pages on the right. Asks the service for the content when it is made.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `profileName` stands in the title, empty for the standard profile. The references are not owned and must outlive the
    /// window.
    MainWindow(PanelService &service, UserPrompts &prompts, const Clock &clock, const EventCatalogue &catalogue,
               const QString &profileName, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Arranges the window as the user left it; before it is shown.
    void restore(const WindowState &state);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum NavigationRow { WebhooksRow, SendEventRow, DeliveriesRow, EventTypesRow, SettingsRow };

    void setUpNavigation();
    void fitNavigation();
    void setUpBars();
    void setUpIntake();
    void setUpSecrets();
    void setUpDeliveries(const Clock &clock);
    void setUpEvents();
    void takeRules(const EventRules &rules);
    void goTo(int row);
    void markPage();
    [[nodiscard]] int pageRow() const;
    void showPage(QWidget *page);
    void showList();
    void showSendEvent();
    void showDeliveries();
    void showDeadLetters(qint64 count);
    void showEventTypes();
    void showSettings();
    void showRetention();
    void showWebhook(const WebhookId &id);
    void showNewWebhook();
    void updateTitle();
    void takeOver(const PanelContent &content);
    void onLoaded(const PanelContent &content);
    void onPreferences(const Preferences &preferences, const Problems &problems);
    void onImported(const ImportReport &report);
    void onGone(const QList<WebhookId> &ids);
    void onFailed(const Error &error);
    void onWebhookFailed(const WebhookId &id, const Error &error);
    void onAttempt(const Attempt &attempt);
    void tellIfMended(const Problems &before, const Problems &now, const QString &name, const QString &copy);
    void say(const QString &sentence);
    [[nodiscard]] bool isSettled() const;
    void askUnwritten(const QStringList &sentences);
    void onSettled();

    std::unique_ptr<Ui::MainWindow> m_ui;
    QString m_profileName;
    QString m_webhookTitle;
    PanelService &m_service;
    UserPrompts &m_prompts;
    WebhookTableModel m_model;
    WebhooksPage *m_list;
    WebhookPage *m_form;
    SendEventPage *m_sendEvent;
    DeliveriesPage *m_deliveries;
    EventTypesPage *m_eventTypes;
    SettingsPage *m_settings;
    WindowMemory *m_memory = nullptr;
    bool m_loaded = false;
    bool m_wasBehind = false; ///< Another window was in front since the content was loaded.
    Problems m_problems; ///< Of the preferences.
    bool m_mayClose = false; ///< What could not be written may be lost.
    bool m_formMayGo = false; ///< The user agreed to leave the form.
    bool m_closing = false; ///< Closes when what is on its way is written.
    bool m_asking = false;
};

} // namespace hookpanel
