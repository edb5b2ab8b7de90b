// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class AnswerView;
class MessageHighlighter;

namespace Ui {
class AttemptView;
}

/// One attempt, as it goes and as it went: state and outcome in words, timeline, certificate, request and answer. The same
/// for a test that runs and for a row of a history; it is live because the value comes again and again.
class AttemptView : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptView(QWidget *parent = nullptr);
    ~AttemptView() override;

    /// The clock must outlive the view.
    void setClock(const Clock &clock) { m_clock = &clock; }

    /// Shows the attempt; while it is not finished its time goes on by the clock.
    void showAttempt(const Attempt &attempt);

    /// Shows none.
    void forget();

    [[nodiscard]] const Attempt &attempt() const { return m_attempt; }
    [[nodiscard]] AnswerView &answer();

    /// Offers to cancel the attempt while it runs; the order comes as cancelRequested().
    void setCancellable(bool cancellable);

    /// Offers to trust the certificate that an attempt was refused for; that comes as trustRequested().
    void setTrustable(bool trustable);

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

    /// As narrow as its panes can be one below the other, which they are where there is no room for them side by side.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cancelRequested(const hookpanel::DeliveryId &delivery);

    /// The attempt has failed because of its certificate, which is to be looked at.
    void trustRequested(const hookpanel::Attempt &attempt);

    /// The body of the answer is to be saved.
    void saveRequested(const hookpanel::Response &response);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int widthSideBySide() const;
    void arrange();
    void showElapsed();
    void showEnd();
    void showRequest();
    void showSecurity();
    void showTab();

    std::unique_ptr<Ui::AttemptView> m_ui;
    MessageHighlighter *m_highlighter; ///< A child of the request's document.
    const Clock *m_clock = nullptr;
    Attempt m_attempt;
    qint64 m_shownSinceMs = 0; ///< On the clock, when m_attempt arrived.
    bool m_cancellable = false;
    bool m_trustable = false;
    bool m_showsCertificate = false;
    QList<int> m_sizesBefore; ///< Of the panes, before the certificate was shown.
    QTimer m_ticker;
};

} // namespace hookpanel
