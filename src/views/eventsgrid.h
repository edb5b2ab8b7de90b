// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/webhook.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace hookpanel {

/// The subscribed event types as a grid of check boxes (product section 5.2): a row for each group with a tri-state box that
/// selects or clears it, a search box, and "all, future ones too". Types that the grid does not show (of another edition, or
/// unknown to this version) are kept and named below.
class EventsGrid : public QWidget
{
    Q_OBJECT

public:
    explicit EventsGrid(QWidget *parent = nullptr);

    /// Builds the boxes. The selection is kept.
    void setCatalogue(const EventCatalogue &catalogue, Edition edition);

    /// Shows which types are subscribed.
    void setSelection(const Selection &selection);
    void clearSearch();
    /// Its controls in the order in which Tab goes through them; made anew by setCatalogue().
    [[nodiscard]] QList<QWidget *> controls() const;

    [[nodiscard]] const Selection &selection() const { return m_selection; }

Q_SIGNALS:
    /// The user changed the selection.
    void edited();

private:
    struct Row {
        QString group;
        QCheckBox *box = nullptr;
        QList<QCheckBox *> types;
    };

    void addRow(QGridLayout *grid, const struct EventGridRow &row, const QStringList &actions);
    void toggleType(const QString &name, bool on);
    void toggleRow(const Row &row);
    void showSelection();
    void filter(const QString &text);

    Selection m_selection;
    QCheckBox *m_allBox;
    QLineEdit *m_searchEdit;
    QWidget *m_boxes = nullptr; ///< Holds the grid; made anew with the catalogue.
    QLabel *m_noteLabel;
    QList<Row> m_rows;
    QHash<QString, QCheckBox *> m_boxOf;
};

} // namespace hookpanel
