// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/conflictpanel.h"

#include "core/words.h"
#include "ui_conflictpanel.h"
#include "views/style.h"
#include "views/textdirection.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 9; ///< Of the table without scrolling: the form below wants room too.

class VersionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        drawInOwnDirection(option);
    }
};

/// What is wrong with the file, in words; empty when nothing is.
QString damageOf(const StoredWebhook &theirs)
{
    for (const Problem &problem : theirs.problems) {
        if (problem.rule == Rule::FileDamaged)
            return Words::of(problem);
    }
    return {};
}

} // namespace

ConflictPanel::ConflictPanel(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::ConflictPanel>())
{
    m_ui->setupUi(this);
    QTableView *view = m_ui->conflictView;
    view->setModel(&m_model);
    view->setItemDelegate(new VersionDelegate(view));
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view->horizontalHeader()->setSectionResizeMode(ConflictModel::FieldColumn, QHeaderView::ResizeToContents);
    view->verticalHeader()->hide();
    view->verticalHeader()->setMinimumSectionSize(fontMetrics().height() * 3 / 2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // what is left over is the form's
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ConflictPanel::fitTable);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ConflictPanel::fitTable);
    connect(m_ui->keepMineButton, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT mineKept(m_theirs);
    });
    connect(m_ui->takeTheirsButton, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT theirsTaken(m_theirs);
    });
    hide();
}

ConflictPanel::~ConflictPanel() = default;

void ConflictPanel::showConflict(const Webhook &mine, const StoredWebhook &theirs)
{
    m_theirs = theirs;
    m_isOpen = true;
    const QString damage = damageOf(theirs);
    const bool isLost = !damage.isEmpty() && theirs.webhook.name.isEmpty() && theirs.webhook.url.isEmpty();
    if (isLost)
        m_ui->conflictLabel->setText(damage + u' '
                                     + tr("Its name and its URL cannot be read any more. Keep mine, then save."));
    else if (!damage.isEmpty())
        m_ui->conflictLabel->setText(damage + u' '
                                     + tr("“Theirs” is what can still be read of it. Nothing is saved until you choose."));
    else if (theirs.readOnly)
        m_ui->conflictLabel->setText(
            tr("A newer version of Hookpanel changed this webhook while you edited it, so this version cannot save it any "
               "more. Note down what you still need, then take theirs."));
    else
        m_ui->conflictLabel->setText(
            tr("Another program changed this webhook while you edited it. Nothing is saved until you choose."));
    makeBad(m_ui->conflictLabel);
    m_ui->keepMineButton->setEnabled(!theirs.readOnly);
    m_ui->takeTheirsButton->setEnabled(!isLost);
    m_model.setVersions(mine, theirs.webhook);
    show();
    fitTable();
}

void ConflictPanel::setMine(const Webhook &mine)
{
    m_model.setVersions(mine, m_theirs.webhook);
    if (m_isOpen && m_model.rowCount() == 0) {
        dismiss();
        Q_EMIT agreed(m_theirs);
    }
}

void ConflictPanel::dismiss()
{
    m_isOpen = false;
    hide();
}

void ConflictPanel::takeFocus()
{
    (m_ui->keepMineButton->isEnabled() ? m_ui->keepMineButton : m_ui->takeTheirsButton)->setFocus(Qt::OtherFocusReason);
}

QList<QWidget *> ConflictPanel::controls() const
{
    return {m_ui->conflictView, m_ui->keepMineButton, m_ui->takeTheirsButton};
}

/// The table is as high as its rows, up to a limit; a cell of several lines makes its row high.
void ConflictPanel::fitTable()
{
    QTableView *view = m_ui->conflictView;
    view->resizeRowsToContents();
    const int rows = qMin(view->verticalHeader()->length(), mostLines * fontMetrics().lineSpacing());
    // All rows where there is room for them, else it scrolls.
    const int frame = view->horizontalHeader()->sizeHint().height() + 2 * view->frameWidth();
    view->setMaximumHeight(frame + rows);
    view->setMinimumHeight(frame + qMin(rows, view->fontMetrics().height() * 3));
}

void ConflictPanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitTable();
}

} // namespace hookpanel
