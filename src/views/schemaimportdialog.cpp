// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/schemaimportdialog.h"

#include "core/words.h"
#include "ui_schemaimportdialog.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"

#include <QDir>
#include <QHeaderView>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

qsizetype count(const SchemaPlan &plan, SchemaPlan::Action action)
{
    return std::count_if(plan.items.cbegin(), plan.items.cend(),
                         [action](const SchemaPlan::Item &item) { return item.action == action; });
}

} // namespace

SchemaImportDialog::SchemaImportDialog(const SchemaPlan &plan, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SchemaImportDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    makeHeading(m_ui->schemaCountsLabel);
    setUpTable();
    connect(m_ui->schemaUidButton, &QPushButton::clicked, this,
            [this] { Q_EMIT planRequested(m_plan.paths, m_ui->schemaUidEdit->text().trimmed()); });
    connect(m_ui->schemaUidEdit, &QLineEdit::textChanged, this, &SchemaImportDialog::updateButtons);
    connect(m_ui->schemaImportCancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->schemaImportButton, &QPushButton::clicked, this, [this] {
        Q_EMIT importRequested(m_plan.paths, m_plan.uid);
        accept();
    });
    setPlan(plan);
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 24);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
}

SchemaImportDialog::~SchemaImportDialog() = default;

void SchemaImportDialog::setUpTable()
{
    QTableView *view = m_ui->schemaImportView;
    m_model.setHorizontalHeaderLabels({tr("Action"), tr("UID"), tr("File")});
    view->setModel(&m_model);
    view->setItemDelegate(new OwnDirectionDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->resizeSection(0, fontMetrics().averageCharWidth() * 14);
    header->resizeSection(1, fontMetrics().averageCharWidth() * 32);
}

void SchemaImportDialog::setPlan(const SchemaPlan &plan)
{
    m_plan = plan;
    m_model.removeRows(0, m_model.rowCount());
    for (const SchemaPlan::Item &item : plan.items) {
        const QString action = item.action == SchemaPlan::Action::Add ? tr("add")
            : item.action == SchemaPlan::Action::Update               ? tr("update")
                                                                      : tr("the same");
        QList<QStandardItem *> row;
        for (const QString &text : {action, item.uid, QDir::toNativeSeparators(item.source)}) {
            row.append(new QStandardItem(text)); // the model owns it from the next line on
            row.last()->setToolTip(text);
        }
        m_model.appendRow(row);
    }
    QStringList faults;
    for (const Error &fault : plan.faults)
        faults.append(Words::of(fault));
    const bool isFaulty = !faults.isEmpty();
    const qsizetype added = count(plan, SchemaPlan::Action::Add);
    const qsizetype updated = count(plan, SchemaPlan::Action::Update);
    m_ui->schemaCountsLabel->setText(
        isFaulty                   ? tr("Nothing can be imported: %n thing(s) are wrong.", nullptr, int(faults.size()))
            : added + updated == 0 ? tr("Everything in there is known already. Nothing would change.")
                                   : tr("%1 to add, %2 to update. Nothing has been changed yet.")
                                         .arg(QLocale().toString(added), QLocale().toString(updated)));
    m_ui->schemaImportView->setVisible(!isFaulty);
    m_ui->schemaFaultsLabel->setVisible(isFaulty);
    m_ui->schemaFaultsEdit->setVisible(isFaulty);
    m_ui->schemaFaultsEdit->setPlainText(faults.join(u'\n'));
    const bool needsUid = plan.paths.size() == 1
        && (!plan.uid.isEmpty() || (plan.faults.size() == 1 && plan.faults.first().code == ErrorCode::UidMissing));
    m_ui->schemaUidRow->setVisible(needsUid);
    m_isWorthwhile = added + updated > 0;
    updateButtons();
}

/// What is imported is what is shown: a uid that was typed since is to be looked at before.
void SchemaImportDialog::updateButtons()
{
    const bool isOther = !m_ui->schemaUidRow->isHidden() && m_ui->schemaUidEdit->text().trimmed() != m_plan.uid;
    m_ui->schemaImportButton->setEnabled(m_isWorthwhile && !isOther);
    m_ui->schemaImportButton->setDefault(m_isWorthwhile && !isOther);
    m_ui->schemaUidButton->setDefault(isOther);
}

} // namespace hookpanel
