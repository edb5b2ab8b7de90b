// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// The content types and components that a profile knows, and what never leaves of each.
class ContentTypesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, UidColumn, KindColumn, DraftsColumn, StrippedColumn };
    static constexpr int columns = StrippedColumn + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setContent(const ContentTypes &types);

    [[nodiscard]] QString uidAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString name;
        QString uid;
        bool isComponent = false;
        bool draftAndPublish = false;
        QStringList stripped;

        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] static QString text(const Row &row, int column);

    QList<Row> m_rows;
};

} // namespace hookpanel
