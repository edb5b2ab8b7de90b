// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/validation.h"
#include "core/webhook.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// Headers as editable rows, always with one empty row at the end to type into.
class HeaderTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn };

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const Headers &headers);

    /// All rows as typed, without the empty one at the end.
    [[nodiscard]] Headers headers() const;

    /// Problems by row of normalisedHeaders(headers()), which leaves out empty rows; shown at their cells.
    void setProblems(const Problems &problems);

    /// The row in which the header of this number among those that are not empty stands; -1 for none.
    [[nodiscard]] int rowOfHeader(int number) const;

    /// Removes a row; the empty one at the end stays.
    void removeHeader(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user changed something.
    void edited();

private:
    [[nodiscard]] QString problemText(const QModelIndex &index) const;

    Headers m_rows{Header()}; ///< With the empty one.
    Problems m_problems;
};

} // namespace hookpanel
