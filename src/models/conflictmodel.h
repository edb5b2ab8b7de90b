// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/validation.h"
#include "core/webhook.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// Two versions of one webhook side by side: a row for each field that differs, and none for the others.
class ConflictModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { FieldColumn, MineColumn, TheirsColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setVersions(const Webhook &mine, const Webhook &theirs);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// What stands in a cell: `shown` is the version of the column, `other` that of the other one.
    [[nodiscard]] QString text(Field field, const Webhook &shown, const Webhook &other) const;
    [[nodiscard]] QString signingText(const Webhook &shown) const;
    [[nodiscard]] QString headersText(const Headers &shown, const Headers &other) const;
    [[nodiscard]] QString selectionText(const Selection &shown, const Selection &other, const QString &all) const;

    QList<Field> m_fields;
    Webhook m_mine;
    Webhook m_theirs;
};

} // namespace hookpanel
