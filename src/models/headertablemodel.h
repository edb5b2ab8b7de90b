// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// Headers as editable rows, always with one empty row at the end to type into.
///
/// A secret value is shown as a mask and is never given to an editor: what is typed there replaces it. A header becomes
/// secret by itself when its name says that it carries a credential and its value is one; the user may decide otherwise.
class HeaderTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn };
    enum Role { SecretRole = Qt::UserRole }; ///< Whether the row's value is a secret.

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const Headers &headers);

    /// All rows as typed, without the empty one at the end.
    [[nodiscard]] Headers headers() const;

    /// The same with a text in one cell that is not taken over yet.
    [[nodiscard]] Headers headersWith(const QModelIndex &cell, const QString &text) const;

    /// What was `sent` to be saved is `saved` now: typed secrets become the references under which they are kept.
    void takeSaved(const Headers &sent, const Headers &saved);

    /// Problems by row of normalisedHeaders(headers()), which leaves out empty rows; shown at their cells.
    void setProblems(const Problems &problems);

    /// The row in which the header of this number among those that are not empty stands; -1 for none.
    [[nodiscard]] int rowOfHeader(int number) const;

    /// Removes a row; the empty one at the end stays.
    void removeHeader(int row);

    /// The user's decision whether a value is a secret. One that is kept already and not revealed must be typed again to be
    /// none; deciding otherwise again brings it back.
    void setSecret(int row, bool isSecret);
    [[nodiscard]] bool isSecret(int row) const;

    /// The values of these references will not go along when this is saved: they must be entered again.
    void setLost(const QStringList &references);

    /// Whether there is a hidden value that could be revealed; its reference, empty while the value is only typed.
    [[nodiscard]] bool canReveal(int row) const;
    [[nodiscard]] QString referenceOf(int row) const;
    [[nodiscard]] int rowOfReference(const QString &reference) const;

    /// Shows the hidden value of a row, `text` or what was typed, until conceal(), or until the rows are others.
    void reveal(int row, const QString &text = {});
    void conceal();
    [[nodiscard]] int revealedRow() const { return m_revealedRow; } ///< -1: none.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user changed something.
    void edited();

    /// A typed value is a secret from now on, because of the header's name; before edited().
    void madeSecret(const QString &name);

private:
    [[nodiscard]] QString problemText(const QModelIndex &index) const;
    [[nodiscard]] bool mustBeEntered(const Header &header) const;
    [[nodiscard]] QString shownValue(int row) const;
    [[nodiscard]] QVariant valueText(int row, int role) const;
    void tellRow(int row);

    Headers m_rows{Header()}; ///< With the empty one.
    Problems m_problems;
    QStringList m_lost;
    int m_revealedRow = -1;
    QString m_revealed; ///< What stands in that row.
};

} // namespace hookpanel
