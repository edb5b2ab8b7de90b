// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preferences.h"
#include "models/eventservice.h"
#include "models/recipientsmodel.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class Clock;
class FlowLayout;
class PanelService;

namespace Ui {
class SendEventPage;
}

/// Sends a real event (product section 5.3): which type and content type, the payload, checked while it is typed, and beside
/// it who gets it, which turns into the deliveries when it was sent. The rules are applied in the engine's thread, so that
/// typing in a large payload stays fluid. What was typed stays, per event type and content type, while the window is open.
class SendEventPage : public QWidget
{
    Q_OBJECT

public:
    static constexpr int checkAfterMs = 150; ///< After the last letter.

    /// Service and clock are not owned and must outlive the page.
    SendEventPage(PanelService &service, const Clock &clock, QWidget *parent = nullptr);
    ~SendEventPage() override;

    void setKnowledge(const EventKnowledge &knowledge);
    void setPreferences(const Preferences &preferences);

    /// Chooses this event type, for an event that is still to be written.
    void choose(const QString &eventType);

    /// Puts the keyboard where one begins.
    void takeFocus();

Q_SIGNALS:
    void deliveriesRequested();
    /// Of a recipient that has a delivery, and of one that has none.
    void deliveriesOfRequested(const hookpanel::WebhookId &id);
    void webhookRequested(const hookpanel::WebhookId &id);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpForm();
    void setUpTable();
    void shareColumns();
    void connectService();
    void fillEvents();
    void fillContentTypes();
    void offerSample(bool anew);
    void onTyped();
    void checkSoon();
    void check();
    void onChecked(const EventCheck &check);
    void send();
    void onSent(int ticket, const SentEvent &event);
    void onRefused(int ticket, const Error &error);
    void writeAnother();
    void askWhatBecame();
    void showError(const std::optional<Error> &error);
    void showFailure(const std::optional<Error> &error);
    void showNotes(const QList<EventNote> &notes);
    void goToError();
    void updateState();
    [[nodiscard]] QString chosenType() const;
    [[nodiscard]] const ContentType *chosenContentType() const;
    [[nodiscard]] QString draftKey() const;
    [[nodiscard]] EventDraft draft() const;

    /// A payload that somebody began to write.
    struct Edit {
        QString text;
        QString offeredAt;
    };

    std::unique_ptr<Ui::SendEventPage> m_ui;
    PanelService &m_service;
    EventService &m_events;
    const Clock &m_clock;
    EventKnowledge m_knowledge;
    Preferences m_preferences;
    RecipientsModel m_recipients;
    QHash<QString, Edit> m_edits; ///< By draftKey().
    QString m_offered; ///< The sample as it was offered; what differs from it was edited.
    QString m_text; ///< As it was heard of last.
    QString m_offeredAt; ///< Its `createdAt`.
    std::optional<Error> m_error; ///< What is wrong with the payload, or with what was chosen.
    EventId m_sentEvent; ///< The one whose deliveries are shown.
    int m_ticket = 0;
    bool m_isChecked = false; ///< The last check is of what is there now.
    bool m_isStale = true; ///< Something changed while the page was not shown.
    bool m_isOfContentType = false; ///< Events of the chosen type are of one.
    bool m_hasFailed = false; ///< The store did, which a click on Send may find otherwise.
    bool m_isSending = false;
    bool m_isSent = false;
    QTimer m_checkTimer{this};
};

} // namespace hookpanel
