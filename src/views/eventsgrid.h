// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/webhook.h"
#include "models/eventgrid.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace hookpanel {

/// The subscribed event types as a grid of check boxes (product section 5.2): a row for each group with a tri-state box that
/// selects or clears it, a search box, and "all, future ones too". Where it is too narrow for a column for each action, the
/// boxes of a group stand in lines below it and bear their actions. Types that the grid does not show (of another edition,
/// or unknown to this version) are kept and named below.
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

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user changed the selection.
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row {
        QString group;
        QCheckBox *box = nullptr;
        QList<QCheckBox *> types;
    };

    void addRow(const EventGridRow &row);
    void arrangeAsTable();
    void arrangeAsRows();
    void toggleType(const QString &name, bool on);
    void toggleRow(const Row &row);
    void showSelection();
    void filter(const QString &text);

    Selection m_selection;
    QCheckBox *m_allBox;
    QLineEdit *m_searchEdit;
    QWidget *m_boxes = nullptr; ///< Holds the boxes; made anew with the catalogue.
    EventGrid m_grid;
    QList<QLabel *> m_headings;
    bool m_isTable = true;
    int m_tableWidth = 0; ///< What a column for each action needs.
    QLabel *m_noteLabel;
    QList<Row> m_rows;
    QHash<QString, QCheckBox *> m_boxOf;
};

} // namespace hookpanel
