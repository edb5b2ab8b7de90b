// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventrules.h"
#include "core/storedwebhook.h"
#include "models/panelservice.h"
#include "views/bodysaver.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

namespace hookpanel {

class Clock;
class PageRoom;
class UserPrompts;

namespace Ui {
class WebhookPage;
}

/// The page of one webhook (product section 5.2): its form, what would be sent, and the trigger view. Compares the form with
/// what is stored, saves it, and asks before anything typed is lost.
class WebhookPage : public QWidget
{
    Q_OBJECT

public:
    /// The references are not owned and must outlive the page.
    WebhookPage(PanelService &service, UserPrompts &prompts, const Clock &clock, const EventCatalogue &catalogue,
                QWidget *parent = nullptr);
    ~WebhookPage() override;

    /// Which event types there are, and the rules for a payload that is tried; what was chosen stays chosen.
    void setRules(const EventRules &rules);

    /// `problems` are what of the preferences cannot be read.
    void setPreferences(const Preferences &preferences, const Problems &problems = {});

    /// Opens a new webhook with the defaults of the preferences, or a stored one.
    void createWebhook();
    void editWebhook(const StoredWebhook &stored);

    /// Sends a test event with the form as it stands; says so where that cannot be done.
    void trigger();

    /// Something else changed a webhook: its switch in the list, an undo, another program. Others than the open one are
    /// ignored. A form without unsaved changes follows; else what was typed stays, and the two versions are shown side by
    /// side until one of them is chosen.
    void onStored(const hookpanel::StoredWebhook &stored);

    /// Another program removed these webhooks. When the open one is among them, saving makes it anew.
    void onGone(const QList<hookpanel::WebhookId> &ids);

    /// Calls back when the form may be left: at once when nothing is unsaved, else after the question and the saving.
    void leave(const std::function<void()> &left);

    /// Shows the certificate that an attempt was refused for, and trusts it in the form when the user agrees.
    void askToTrust(const Attempt &attempt);

    /// Whether the form differs from what is stored; takes over an open cell editor first.
    [[nodiscard]] bool hasUnsavedChanges();

    [[nodiscard]] WebhookId webhookId() const { return m_baseline.webhook.id; }

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void backRequested();
    void titleChanged(const QString &title);

private:
    /// A sentence above the form, and a button beside it where something can be done at once.
    struct Banner {
        QString sentence;
        bool isBad = true;
        QString actionText = {};
        std::function<void()> action = {};
    };

    void connectButtons();
    void connectTrigger();
    void connectSaving();
    void orderTabs();
    void open(const StoredWebhook &stored);
    [[nodiscard]] Webhook form() const;
    void save();
    bool validateForm();
    void showProblems(const Problems &problems);
    void showField(QWidget *field);
    void showBanner(const Banner &banner);
    void showTitle();
    void showChanges();
    void updateState();
    void showEffectiveRequest();
    void takeOver(const StoredWebhook &stored);
    void onSaved(const StoredWebhook &stored);
    void onSaveFailed(const WebhookId &id, const Error &error);
    void endSaving();
    void connectConflict();
    [[nodiscard]] bool followSwitch(const StoredWebhook &stored);
    void keepMine(const StoredWebhook &theirs);
    void takeTheirs(const StoredWebhook &theirs);

    std::unique_ptr<Ui::WebhookPage> m_ui;
    PanelService &m_service;
    UserPrompts &m_prompts;
    const Clock &m_clock;
    EventCatalogue m_catalogue;
    Preferences m_preferences;
    std::optional<Error> m_defaultHeadersError; ///< Without its default headers nothing is sent.
    BodySaver m_bodySaver;
    PageRoom *m_room; ///< A child of the page.
    Webhook m_sent; ///< The form as it was last sent to be saved.
    StoredWebhook m_baseline; ///< As stored, or as begun: what unsaved changes are measured against.
    bool m_isNew = false;
    bool m_saving = false;
    bool m_asking = false; ///< The question about unsaved changes is open.
    bool m_hasCatalogue = false;
    std::function<void()> m_afterSaving;
    std::function<void()> m_bannerAction;
    QTimer m_slowSaving{this}; ///< Runs while a save may still be a quick one, about which nothing is said.
};

} // namespace hookpanel
