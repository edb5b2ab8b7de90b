// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"

#include <QAbstractTableModel>
#include <QSet>

namespace hookpanel {

/// The preview of an import: a row per webhook of the file, what will be done about it, and a box to leave it out. Default
/// headers that change are one more row at the end.
class ImportPlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ActionColumn, NameColumn, UrlColumn, ChangesColumn };

    explicit ImportPlanModel(const ImportPlan &plan, QObject *parent = nullptr);

    /// The plan without what was left out.
    [[nodiscard]] ImportPlan chosen() const;

    /// What is worth knowing, a sentence each, with the webhook's name before it.
    [[nodiscard]] QStringList notes() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    [[nodiscard]] bool isDefaultHeaders(int row) const { return row >= m_plan.items.size(); }
    [[nodiscard]] bool canBeLeftOut(int row) const;
    [[nodiscard]] QString text(int row, int column) const;

    ImportPlan m_plan;
    QSet<int> m_leftOut; ///< Rows.
};

} // namespace hookpanel
