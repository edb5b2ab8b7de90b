// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"
#include "core/delivery.h"
#include "core/hold.h"

#include <QWidget>

#include <memory>

namespace hookpanel {

namespace Ui {
class DeliveryDetails;
}

/// One delivery with its attempts as tabs; the newest is shown first and stays so while it runs.
class DeliveryDetails : public QWidget
{
    Q_OBJECT

public:
    explicit DeliveryDetails(QWidget *parent = nullptr);
    ~DeliveryDetails() override;

    /// The clock must outlive the view.
    void setClock(const Clock &clock);

    /// The chosen attempt stays chosen while the delivery is the same one; without attempts those stay that are known of
    /// it.
    void show(const Delivery &delivery, const QList<Attempt> &attempts);

    /// Says why the delivery is not sent now, where that is so.
    void showHold(Hold hold);
    /// How many webhooks got the delivery's event and how many did not, and by which others of these deliveries it went to
    /// the same webhook. Shown until another delivery is.
    void showShare(const QList<Delivery> &sent, int notSentTo);

    /// Shows none.
    void forget();

    /// An attempt that is under way; others than of the delivery that is shown are ignored.
    void showLive(const Attempt &attempt);

    [[nodiscard]] DeliveryId delivery() const { return m_delivery; }
    [[nodiscard]] EventId event() const { return m_event; }

    /// The attempt that is shown; nothing when there is none.
    [[nodiscard]] std::optional<Attempt> shownAttempt() const;

    /// Offers to trust the certificate that an attempt was refused for.
    void setTrustable(bool trustable);

Q_SIGNALS:
    /// The certificate that this attempt was refused for is to be looked at.
    void trustRequested(const hookpanel::Attempt &attempt);

    /// The body of the answer is to be saved.
    void saveRequested(const hookpanel::Response &response);

    /// Who got this event, and why others did not, is to be shown.
    void recipientsRequested(const hookpanel::EventId &event);

private:
    void showChosen();
    void fillTabs();
    [[nodiscard]] QStringList others(const QList<Delivery> &sent) const;
    void nameParts();

    std::unique_ptr<Ui::DeliveryDetails> m_ui;
    DeliveryId m_delivery;
    EventId m_event;
    QList<Attempt> m_attempts;
    const Clock *m_clock = nullptr;
};

} // namespace hookpanel
