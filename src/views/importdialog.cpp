// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/importdialog.h"

#include "core/definitionswords.h"
#include "ui_importdialog.h"
#include "views/style.h"
#include "views/webhooksdelegate.h"

#include <QHeaderView>
#include <QScreen>

namespace hookpanel {

ImportDialog::ImportDialog(const ImportPlan &plan, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ImportDialog>())
    , m_model(plan)
{
    m_ui->setupUi(this);
    makeHeading(m_ui->countsLabel);
    setUpTable();
    const QStringList notes = m_model.notes();
    m_ui->notesLabel->setVisible(!notes.isEmpty());
    m_ui->notesEdit->setVisible(!notes.isEmpty());
    m_ui->notesEdit->setPlainText(notes.join(u'\n'));
    m_ui->notesEdit->setMaximumHeight(fontMetrics().lineSpacing() * 5
                                      + 2 * int(m_ui->notesEdit->document()->documentMargin()));
    m_ui->notesEdit->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    connect(&m_model, &ImportPlanModel::chosenChanged, this, &ImportDialog::showCounts);
    connect(m_ui->importDialogButton, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_ui->importCancelButton, &QPushButton::clicked, this, &QDialog::reject);
    showCounts();
    suitDirection(this);
    const int letter = fontMetrics().averageCharWidth();
    const QSize wanted(letter * 110, fontMetrics().lineSpacing() * 26);
    const QSize room = screen() ? screen()->availableSize() - QSize(80, 120) : wanted;
    resize(wanted.boundedTo(room));
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::setUpTable()
{
    QTableView *view = m_ui->importView;
    view->setModel(&m_model);
    view->setItemDelegate(new TextDelegate(view));
    view->setItemDelegateForColumn(ImportPlanModel::UrlColumn, new UrlDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const int letter = fontMetrics().averageCharWidth();
    header->resizeSection(ImportPlanModel::ActionColumn, letter * 15);
    header->resizeSection(ImportPlanModel::NameColumn, letter * 28);
    header->setSectionResizeMode(ImportPlanModel::UrlColumn, QHeaderView::Stretch);
    header->resizeSection(ImportPlanModel::ChangesColumn, letter * 26);
    if (m_model.rowCount() > 0)
        view->setCurrentIndex(m_model.index(0, ImportPlanModel::ActionColumn));
}

void ImportDialog::showCounts()
{
    const ImportPlan plan = m_model.chosen();
    m_ui->countsLabel->setText(m_model.rowCount() == 0 ? tr("There are no webhooks in the file.")
                                                       : DefinitionsWords::counts(plan));
    m_ui->importDialogButton->setEnabled(!plan.changesNothing());
}

} // namespace hookpanel
