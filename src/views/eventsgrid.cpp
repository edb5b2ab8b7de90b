// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/eventsgrid.h"

#include "core/words.h"
#include "models/eventgrid.h"
#include "views/icons.h"
#include "views/style.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

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
    m_searchEdit->setMaximumWidth(fontMetrics().averageCharWidth() * 36);
    m_noteLabel->setObjectName(u"eventsNoteLabel"_s);
    m_noteLabel->setTextFormat(Qt::PlainText);
    m_noteLabel->setWordWrap(true);

    auto *top = new QHBoxLayout;
    top->addWidget(m_allBox);
    top->addStretch();
    top->addWidget(m_searchEdit, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(top);
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
    delete m_boxes;
    m_rows.clear();
    m_boxOf.clear();
    m_boxes = new QWidget(this);
    auto *grid = new QGridLayout(m_boxes);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    const EventGrid wanted = EventGrid::of(catalogue, edition);
    for (int column = 0; column < wanted.actions.size(); ++column) {
        auto *heading = new QLabel(Words::ofCatalogue(wanted.actions.at(column)), m_boxes);
        heading->setTextFormat(Qt::PlainText);
        grid->addWidget(heading, 0, column + 1, Qt::AlignHCenter);
    }
    for (const EventGridRow &row : wanted.rows)
        addRow(grid, row, wanted.actions);
    grid->setColumnStretch(int(wanted.actions.size()) + 1, 1);
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_boxes);
    filter(m_searchEdit->text());
    showSelection();
}

void EventsGrid::addRow(QGridLayout *grid, const EventGridRow &row, const QStringList &actions)
{
    const int line = int(m_rows.size()) + 1;
    const QString group = Words::ofCatalogue(row.group);
    Row made{row.group, new QCheckBox(group, m_boxes), {}};
    made.box->setTristate(true);
    made.box->setObjectName(u"all."_s + row.group);
    made.box->setAccessibleName(tr("All %1 events").arg(group));
    made.box->setToolTip(tr("Select or clear all events of this row"));
    grid->addWidget(made.box, line, 0);
    for (const EventType &type : row.types) {
        auto *box = new QCheckBox(m_boxes);
        box->setObjectName(type.name);
        box->setAccessibleName(type.name);
        const QString sentence = Words::ofCatalogue(type.description);
        const QString note = type.note.isEmpty() ? QString() : u'\n' + Words::ofCatalogue(type.note);
        box->setToolTip(type.name + u'\n' + sentence + note);
        box->setAccessibleDescription(sentence + note);
        grid->addWidget(box, line, int(actions.indexOf(type.action)) + 1, Qt::AlignHCenter);
        connect(box, &QCheckBox::toggled, this, [this, name = type.name](bool on) { toggleType(name, on); });
        made.types.append(box);
        m_boxOf.insert(type.name, box);
    }
    connect(made.box, &QCheckBox::stateChanged, this, [this, index = line - 1] { toggleRow(m_rows.at(index)); });
    m_rows.append(made);
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
