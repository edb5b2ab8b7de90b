// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"
#include "core/eventtype.h"
#include "core/payload.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

namespace Ui {
class TriggerPanel;
}

/// The trigger view: which test event to send, and the attempt as it goes and as it went. Shows the same Attempt value that
/// a history keeps; it is live because the value comes again and again.
class TriggerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TriggerPanel(QWidget *parent = nullptr);
    ~TriggerPanel() override;

    /// The clock must outlive the panel.
    void setClock(const Clock &clock) { m_clock = &clock; }

    /// The event types offered. What is chosen stays chosen where it can.
    void setCatalogue(const EventCatalogue &catalogue, Edition edition);

    /// The chosen event: trigger-test and an untouched sample with `createdAt` of now, an edited payload byte for byte. Says
    /// at the payload what is wrong with it, and then gives the error.
    [[nodiscard]] Result<Event> chosenEvent();

    /// Forgets the attempt and goes back to trigger-test.
    void clear();

    /// Shows the attempt; one of another delivery than the last one that was begun is not shown.
    void begin(const DeliveryId &delivery);
    void showAttempt(const Attempt &attempt);

    /// Shows that nothing was sent, and why, in place of an earlier attempt.
    void showRefusal(const Error &error);

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

    [[nodiscard]] bool isRunning() const { return m_running; }

    /// Whether more than the row of choices is shown: a payload or an attempt.
    [[nodiscard]] bool hasContent() const;

Q_SIGNALS:
    void cancelRequested(const hookpanel::DeliveryId &delivery);
    void runningChanged(bool running);

    /// There is more or less to show than before.
    void roomWanted();

private:
    void chooseEvent();
    void showPayload(bool shown);
    void showPanes();
    void setRunning(bool running);
    void showElapsed();
    void showTexts();
    void showEnd();
    void checkPayload();
    [[nodiscard]] QString timelineText() const;
    [[nodiscard]] QString securityText() const;
    [[nodiscard]] QString answerText() const;

    std::unique_ptr<Ui::TriggerPanel> m_ui;
    const Clock *m_clock = nullptr;
    EventCatalogue m_catalogue;
    QHash<QString, QString> m_edits; ///< Payloads by event type, as they were left.
    QString m_untouchedSample; ///< The payload as offered; what differs from it was edited.
    DeliveryId m_delivery;
    Attempt m_attempt;
    qint64 m_shownSinceMs = 0; ///< On the clock, when m_attempt arrived.
    bool m_running = false;
    QTimer m_ticker;
};

} // namespace hookpanel
