// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"
#include "core/recipients.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// Who gets an event: a row for each webhook, those that get it first. Before it is sent, a row says so or gives the first
/// reason why not; afterwards the same rows tell, live, what became of each delivery.
class RecipientsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { WebhookColumn, ResultColumn };
    static constexpr int columns = ResultColumn + 1;
    static constexpr int GetsItRole = Qt::UserRole; ///< Whether the webhook gets the event.
    static constexpr int StateRole = Qt::UserRole + 1; ///< A DeliveryState, once there is a delivery.

    using QAbstractTableModel::QAbstractTableModel;

    /// Before sending. The same webhooks in the same order stay the same rows.
    void setRecipients(const QList<Recipient> &recipients);

    /// Whether the payload is refused as it stands: then nobody gets it, and the rows say so.
    void setRefused(bool isRefused);

    /// The event was sent: these are its deliveries.
    void setSent(const QList<Delivery> &deliveries, const QList<Recipient> &notSent);

    /// New states of deliveries; those of other events are ignored.
    void update(const QList<Delivery> &deliveries);

    /// How many get the event.
    [[nodiscard]] int receivers() const;

    /// Deliveries that are not over yet.
    [[nodiscard]] QList<DeliveryId> unfinished() const;

    [[nodiscard]] WebhookId webhookAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        Recipient recipient;
        std::optional<Delivery> delivery;
    };

    void setRows(QList<Row> rows);
    [[nodiscard]] QString result(const Row &row) const;

    QList<Row> m_rows;
    bool m_isRefused = false;
};

} // namespace hookpanel
