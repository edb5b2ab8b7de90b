// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/audit.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// What was done to one webhook, a row for each field that was changed, the newest first. Values are shown in words, secrets
/// masked; of lists only what differs.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, ProgramColumn, FieldColumn, BeforeColumn, AfterColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// The newest first.
    void setEntries(const QList<AuditEntry> &entries);
    [[nodiscard]] const QList<AuditEntry> &entries() const { return m_entries; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        qsizetype entry = 0;
        qsizetype change = -1; ///< -1: the entry as a whole.
    };

    [[nodiscard]] QString text(const Row &row, int column) const;

    QList<AuditEntry> m_entries;
    QList<Row> m_rows;
};

} // namespace hookpanel
