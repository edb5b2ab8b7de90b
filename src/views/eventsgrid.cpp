// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/eventsgrid.h"

#include "core/words.h"
#include "models/eventgrid.h"
#include "views/flowlayout.h"
#include "views/icons.h"
#include "views/style.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QResizeEvent>
#include <QSignalBlocker>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int searchLetters = 26;
constexpr int columnSpacing = 16;
constexpr int rowSpacing = 8;
constexpr int indent = 24; ///< Of the boxes below the box of their row.

} // namespace

EventsGrid::EventsGrid(QWidget *parent)
    : QWidget(parent)
    , m_allBox(new QCheckBox(tr("All events, future ones too"), this))
    , m_searchEdit(new QLineEdit(this))
    , m_noteLabel(new QLabel(this))
{
    m_allBox->setObjectName(u"allEventsBox"_s);
    m_searchEdit->setObjectName(u"eventSearchEdit"_s);
    m_searchEdit->setAccessibleName(tr("Search events"));
    m_searchEdit->setPlaceholderText(tr("Search events…"));
    m_searchEdit->setClearButtonEnabled(true);
    nameClearButton(m_searchEdit);
    m_searchEdit->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_searchEdit->setMinimumWidth(fontMetrics().averageCharWidth() * searchLetters);
    m_noteLabel->setObjectName(u"eventsNoteLabel"_s);
    m_noteLabel->setTextFormat(Qt::PlainText);
    m_noteLabel->setWordWrap(true);

    auto *topRow = new FlowLayout(nullptr); // the column takes it over; no widget, which would break the chain of Tab
    topRow->addWidget(m_allBox);
    topRow->addTrailingWidget(m_searchEdit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(topRow);
    column->addWidget(m_noteLabel);
    setFocusProxy(m_allBox);

    connect(m_searchEdit, &QLineEdit::textChanged, this, &EventsGrid::filter);
    // toggled() and not clicked(): a screen reader toggles a box without clicking it (Qt 6.4).
    connect(m_allBox, &QCheckBox::toggled, this, [this](bool on) {
        m_selection.all = on;
        showSelection();
        Q_EMIT edited();
    });
}

void EventsGrid::setCatalogue(const EventCatalogue &catalogue, Edition edition)
{
    const QWidget *focus = window()->focusWidget();
    const QString focused = m_boxes && focus && m_boxes->isAncestorOf(focus) ? focus->objectName() : QString();
    delete m_boxes;
    m_rows.clear();
    m_boxOf.clear();
    m_headings.clear();
    m_boxes = new QWidget(this);
    m_grid = EventGrid::of(catalogue, edition);
    for (const QString &action : std::as_const(m_grid.actions)) {
        auto *heading = new QLabel(Words::ofCatalogue(action), m_boxes);
        heading->setTextFormat(Qt::PlainText);
        m_headings.append(heading);
    }
    for (const EventGridRow &row : std::as_const(m_grid.rows))
        addRow(row);
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_boxes);
    arrangeAsTable();
    m_tableWidth = m_boxes->layout()->minimumSize().width();
    if (width() < m_tableWidth)
        arrangeAsRows();
    filter(m_searchEdit->text());
    showSelection();
    if (focused.isEmpty())
        return;
    m_boxes->show(); // what is hidden takes no keys
    QWidget *box = m_boxes->findChild<QCheckBox *>(focused); // its like, when it is still there
    (box ? box : static_cast<QWidget *>(m_allBox))->setFocus();
}

void EventsGrid::addRow(const EventGridRow &row)
{
    const QString group = Words::ofCatalogue(row.group);
    Row made{row.group, new QCheckBox(group, m_boxes), {}};
    made.box->setTristate(true);
    made.box->setObjectName(u"all."_s + row.group);
    made.box->setAccessibleName(tr("All %1 events").arg(group));
    made.box->setToolTip(tr("Select or clear all events of this row"));
    for (const EventType &type : row.types) {
        auto *box = new QCheckBox(m_boxes);
        box->setObjectName(type.name);
        box->setAccessibleName(type.name);
        const QString sentence = Words::ofCatalogue(type.description);
        const QString note = type.note.isEmpty() ? QString() : u'\n' + Words::ofCatalogue(type.note);
        box->setToolTip(type.name + u'\n' + sentence + note);
        box->setAccessibleDescription(sentence + note);
        connect(box, &QCheckBox::toggled, this, [this, name = type.name](bool on) { toggleType(name, on); });
        made.types.append(box);
        m_boxOf.insert(type.name, box);
    }
    connect(made.box, &QCheckBox::stateChanged, this, [this, index = m_rows.size()] { toggleRow(m_rows.at(index)); });
    m_rows.append(made);
}

/// A column for each action, named by its heading.
void EventsGrid::arrangeAsTable()
{
    m_isTable = true;
    delete m_boxes->layout();
    auto *grid = new QGridLayout(m_boxes);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(columnSpacing);
    grid->setVerticalSpacing(rowSpacing);
    for (int column = 0; column < m_headings.size(); ++column) {
        grid->addWidget(m_headings.at(column), 0, column + 1, Qt::AlignHCenter);
        m_headings.at(column)->show();
    }
    for (int line = 0; line < m_rows.size(); ++line) {
        const Row &row = m_rows.at(line);
        grid->addWidget(row.box, line + 1, 0);
        for (int i = 0; i < row.types.size(); ++i) {
            const QString &action = m_grid.rows.at(line).types.at(i).action;
            row.types.at(i)->setText(QString());
            grid->addWidget(row.types.at(i), line + 1, int(m_grid.actions.indexOf(action)) + 1, Qt::AlignHCenter);
        }
    }
    grid->setColumnStretch(int(m_headings.size()) + 1, 1);
}

/// Where there is no room for columns each box bears its action, and those of a group go on in further lines.
void EventsGrid::arrangeAsRows()
{
    m_isTable = false;
    delete m_boxes->layout();
    auto *column = new QVBoxLayout(m_boxes);
    column->setContentsMargins({});
    column->setSpacing(rowSpacing);
    for (QLabel *heading : std::as_const(m_headings))
        heading->hide();
    for (int line = 0; line < m_rows.size(); ++line) {
        const Row &row = m_rows.at(line);
        column->addWidget(row.box);
        auto *flow = new FlowLayout(nullptr); // the line takes it over
        flow->setSpacing(columnSpacing);
        for (int i = 0; i < row.types.size(); ++i) {
            row.types.at(i)->setText(Words::ofCatalogue(m_grid.rows.at(line).types.at(i).action));
            flow->addWidget(row.types.at(i));
        }
        auto *indented = new QHBoxLayout;
        indented->addSpacing(indent);
        indented->addLayout(flow, 1);
        column->addLayout(indented);
    }
}

QSize EventsGrid::sizeHint() const
{
    const QSize wanted = QWidget::sizeHint();
    return {qMax(wanted.width(), m_tableWidth), wanted.height()};
}

QSize EventsGrid::minimumSizeHint() const
{
    if (!m_isTable)
        return QWidget::minimumSizeHint();
    // As narrow as rows of boxes can be: a table gives way to them.
    int narrowest = m_searchEdit->minimumWidth();
    narrowest = qMax(narrowest, m_allBox->sizeHint().width());
    for (const Row &row : m_rows)
        narrowest = qMax(narrowest, row.box->sizeHint().width());
    return {narrowest, QWidget::minimumSizeHint().height()};
}

void EventsGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool hasRoom = event->size().width() >= m_tableWidth;
    if (!m_boxes || hasRoom == m_isTable)
        return;
    hasRoom ? arrangeAsTable() : arrangeAsRows();
    updateGeometry();
}

QList<QWidget *> EventsGrid::controls() const
{
    QList<QWidget *> controls{m_allBox, m_searchEdit};
    for (const Row &row : m_rows) {
        controls.append(row.box);
        for (QCheckBox *box : row.types)
            controls.append(box);
    }
    return controls;
}

void EventsGrid::setSelection(const Selection &selection)
{
    m_selection = selection;
    showSelection();
}

void EventsGrid::clearSearch()
{
    m_searchEdit->clear();
}

void EventsGrid::toggleType(const QString &name, bool on)
{
    m_selection.names.removeAll(name);
    if (on)
        m_selection.names.append(name);
    showSelection();
    Q_EMIT edited();
}

void EventsGrid::toggleRow(const Row &row)
{
    // As in Strapi: none or some selects all, all clears the row. Only what a search leaves in sight is meant.
    QList<QCheckBox *> meant;
    std::copy_if(row.types.cbegin(), row.types.cend(), std::back_inserter(meant),
                 [](QCheckBox *box) { return !box->isHidden(); });
    const bool all = std::all_of(meant.cbegin(), meant.cend(), [](QCheckBox *box) { return box->isChecked(); });
    for (const QCheckBox *box : meant) {
        m_selection.names.removeAll(box->objectName());
        if (!all)
            m_selection.names.append(box->objectName());
    }
    showSelection();
    Q_EMIT edited();
}

void EventsGrid::showSelection()
{
    const QSignalBlocker allBlocked(m_allBox);
    m_allBox->setChecked(m_selection.all);
    for (const Row &row : m_rows) {
        const QSignalBlocker rowBlocked(row.box);
        qsizetype checked = 0;
        for (QCheckBox *box : row.types) {
            const QSignalBlocker blocked(box);
            box->setChecked(m_selection.contains(box->objectName()));
            box->setEnabled(!m_selection.all);
            checked += box->isChecked() ? 1 : 0;
        }
        row.box->setCheckState(checked == 0                      ? Qt::Unchecked
                                   : checked == row.types.size() ? Qt::Checked
                                                                 : Qt::PartiallyChecked);
        row.box->setEnabled(!m_selection.all);
    }
    QStringList kept;
    for (const QString &name : m_selection.names) {
        if (!m_boxOf.contains(name))
            kept.append(name);
    }
    if (m_selection.isEmpty())
        m_noteLabel->setText(tr("Nothing is selected: only the Trigger button will use this webhook."));
    else if (!kept.isEmpty() && !m_selection.all)
        m_noteLabel->setText(tr("Also subscribed, and kept: %1").arg(kept.join(u", "_s)));
    else
        m_noteLabel->clear();
    m_noteLabel->setVisible(!m_noteLabel->text().isEmpty());
}

void EventsGrid::filter(const QString &text)
{
    for (const Row &row : m_rows) {
        bool any = false;
        const bool wholeRow = Words::ofCatalogue(row.group).contains(text, Qt::CaseInsensitive);
        for (QCheckBox *box : row.types) {
            const bool shown = wholeRow || box->toolTip().contains(text, Qt::CaseInsensitive);
            box->setVisible(shown);
            any = any || shown;
        }
        row.box->setVisible(any);
    }
}

} // namespace hookpanel
