// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"
#include "models/deliveryservice.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// The list of deliveries, newest first: a window of at most mostRows over the history, which may hold a million. It moves
/// by pages: loadOlder() and loadNewer() add one at an end and take away what is too much at the other. While it is at the
/// newest end, new deliveries come in by themselves. Changes are announced precisely, so that a view keeps its selection.
class DeliveryTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StateColumn,
        TimeColumn,
        EventColumn,
        WebhookColumn,
        OutcomeColumn,
        DurationColumn,
        AttemptsColumn,
        NextAttemptColumn
    };
    static constexpr int columns = NextAttemptColumn + 1;
    static constexpr int StateRole = Qt::UserRole; ///< A DeliveryState, of every column.
    static constexpr int pageRows = 200;
    static constexpr int mostRows = 1000;

    /// The service is not owned and must outlive the model. Nothing is asked for before reload().
    explicit DeliveryTableModel(DeliveryService &service, QObject *parent = nullptr);

    /// Shows others: asks for the newest of them.
    void setFilter(const DeliveryFilter &filter);
    [[nodiscard]] const DeliveryFilter &filter() const { return m_filter; }

    /// Asks for the newest ones; what is shown stays until they are there.
    void reload();

    /// Asks anew for what is shown, and for what is newer while it is at the newest end; rows that are still there stay
    /// the same rows.
    void refresh();
    void loadOlder();
    void loadNewer();

    [[nodiscard]] bool isAtNewest() const { return m_atNewest; }
    [[nodiscard]] bool isAtOldest() const { return m_atOldest; }

    /// Why a delivery that waits is not sent.
    [[nodiscard]] Hold holdOf(const Delivery &delivery) const;

    [[nodiscard]] static QString timeText(const QDateTime &time);

    [[nodiscard]] const Delivery *at(int row) const;
    [[nodiscard]] int rowOf(const DeliveryId &id) const; ///< -1 when it is not in the window.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// What waits for something to be changed is told anew: see holdOf().
    void holdsChanged();

    /// A first page has come: the list may be empty now.
    void loaded();

private:
    void onPage(const DeliveryPage &page);
    void onUpdated(const QList<Delivery> &deliveries);
    void onHolds(const Holds &holds);
    void update(const Delivery &delivery);
    void take(const DeliveryPage &page);
    void mergeIn(const DeliveryPage &page);
    void insertInPlace(const Delivery &delivery);
    void removeRowsAt(int first, int count);
    void insertAtTop(const QList<Delivery> &deliveries);
    void append(const QList<Delivery> &deliveries);
    void trimTop();
    void trimBottom();
    void ask(DeliveryPage::Place place, qint64 position);
    [[nodiscard]] int rowAt(qint64 position) const;
    [[nodiscard]] QString text(const Delivery &delivery, int column) const;

    DeliveryService &m_service;
    DeliveryFilter m_filter;
    Holds m_holds;
    QList<Delivery> m_rows; ///< By position, falling.
    QList<Delivery> m_meanwhile; ///< Told while a page was asked for.
    int m_ticket = 0;
    bool m_asking = false;
    bool m_refreshing = false; ///< What is asked for is to be merged in.
    bool m_refreshNext = false; ///< Once the answer to another question is there.
    bool m_atNewest = true;
    bool m_atOldest = false;
};

} // namespace hookpanel
