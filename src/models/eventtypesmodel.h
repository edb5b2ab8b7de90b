// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/storedwebhook.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// The event types that webhooks can subscribe to, and how many do. At the end stand types that are not known (any more) and
/// that a webhook names all the same.
class EventTypesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, GroupColumn, SubscribedColumn };
    static constexpr int columns = SubscribedColumn + 1;

    struct Subscriber {
        WebhookId webhook;
        QString name;
        bool byAll = false; ///< It takes all event types, and does not name this one.

        bool operator==(const Subscriber &) const = default;
    };

    struct Row {
        EventType type;
        bool isKnown = true;
        QList<Subscriber> subscribers; ///< By name.

        bool operator==(const Row &) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// What is the same stays the same row.
    void setContent(const EventCatalogue &catalogue, const QList<StoredWebhook> &webhooks);

    [[nodiscard]] const Row *at(int row) const; ///< Nothing when there is none.
    [[nodiscard]] int rowOf(const QString &name) const; ///< -1 when there is none.

    /// Those that name the type themselves: they miss it when it is removed.
    [[nodiscard]] QStringList namersOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const Row &row, int column);

    QList<Row> m_rows;
};

} // namespace hookpanel
