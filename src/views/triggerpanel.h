// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"
#include "core/eventrules.h"
#include "core/payload.h"

#include <QHash>
#include <QWidget>

#include <memory>

namespace hookpanel {

namespace Ui {
class TriggerPanel;
}

/// The trigger view: which test event to send, and below it the attempt in an AttemptView. Takes orders, sends nothing.
class TriggerPanel : public QWidget
{
    Q_OBJECT

public:
    /// The event as it stands, for showing: with an error it is not sent.
    struct Preview {
        Event event;
        std::optional<Error> error = {};
    };

    explicit TriggerPanel(QWidget *parent = nullptr);
    ~TriggerPanel() override;

    /// The clock must outlive the panel.
    void setClock(const Clock &clock);

    /// The event types offered. What is chosen stays chosen where it can.
    void setCatalogue(const EventCatalogue &catalogue, Edition edition);

    /// The rules that every event obeys: what they refuse is said, and what they take out is not in the preview either.
    void setRules(const EventRules &rules);

    /// The chosen event, made now: trigger-test and an untouched sample with `createdAt` of now, an edited payload byte for
    /// byte. Says at the payload what is wrong with it, and then gives the error. It is the preview from now on.
    [[nodiscard]] Result<Event> chosenEvent();

    /// The event as it was made last: when it was chosen, edited or sent.
    [[nodiscard]] const Preview &preview() const { return m_preview; }

    /// Forgets the attempt and goes back to trigger-test.
    void clear();

    /// Shows the attempt; one of another delivery than the last one that was begun is not shown.
    void begin(const DeliveryId &delivery);
    void showAttempt(const Attempt &attempt);

    /// Shows that nothing was sent, and why, in place of an earlier attempt.
    void showRefusal(const Error &error);

    /// Says how saving the answer's body went.
    void showSaved(const QString &sentence, bool done);

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

    [[nodiscard]] bool isRunning() const { return m_running; }

    /// Whether more than the row of choices is shown: a payload or an attempt.
    [[nodiscard]] bool hasContent() const;

Q_SIGNALS:
    void cancelRequested(const hookpanel::DeliveryId &delivery);
    void runningChanged(bool running);

    /// The body of the answer is to be saved.
    void saveRequested(const hookpanel::Response &response);

    /// The certificate that this attempt was refused for is to be looked at.
    void trustRequested(const hookpanel::Attempt &attempt);

    /// preview() is another one.
    void previewChanged();

    /// There is more or less to show than before.
    void roomWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void chooseEvent();
    void showPayload(bool shown);
    void showPanes();
    void setRunning(bool running);
    void checkPayload();
    void takePreview();
    [[nodiscard]] Result<Event> makeEvent() const;
    [[nodiscard]] Result<Event> ruled(const QByteArray &payload, const QString &type) const;

    std::unique_ptr<Ui::TriggerPanel> m_ui;
    const Clock *m_clock = nullptr;
    EventCatalogue m_catalogue;
    EventRules m_rules;
    QHash<QString, QString> m_edits; ///< Payloads by event type, as they were left.
    QString m_untouchedSample; ///< The payload as offered; what differs from it was edited.
    Preview m_preview;
    DeliveryId m_delivery;
    bool m_running = false;
};

} // namespace hookpanel
