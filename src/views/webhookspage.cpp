// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhookspage.h"

#include "core/words.h"
#include "models/webhooktablemodel.h"
#include "ui_webhookspage.h"
#include "views/icons.h"
#include "views/style.h"
#include "views/userprompts.h"
#include "views/webhooksdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>

namespace hookpanel {

using namespace Qt::StringLiterals;

WebhooksPage::WebhooksPage(WebhookTableModel &model, PanelService &service, UserPrompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WebhooksPage>())
    , m_model(model)
    , m_service(service)
    , m_orders(service)
    , m_prompts(prompts)
    , m_menu(new QMenu(this))
{
    m_ui->setupUi(this);
    makeTitle(m_ui->webhooksTitleLabel);
    nameClearButton(m_ui->searchEdit);
    m_ui->searchEdit->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_ui->createButton->setIcon(icon(u"plus"_s));
    m_ui->createFirstButton->setIcon(icon(u"plus"_s));
    m_ui->deleteButton->setIcon(icon(u"trash"_s));
    m_ui->emptyLayout->setAlignment(m_ui->createFirstButton, Qt::AlignHCenter);
    m_ui->tableLayout->setAlignment(m_ui->emptyState, Qt::AlignCenter);
    setUpTable();
    setUpActions();

    connect(m_ui->searchEdit, &QLineEdit::textChanged, this, &WebhooksPage::search);
    connect(m_ui->createButton, &QPushButton::clicked, this, &WebhooksPage::createRequested);
    connect(m_ui->createFirstButton, &QPushButton::clicked, this, &WebhooksPage::createRequested);
    connect(m_ui->enableButton, &QPushButton::clicked, this, [this] { m_orders.setEnabled(selectedIds(), true); });
    connect(m_ui->disableButton, &QPushButton::clicked, this, [this] { m_orders.setEnabled(selectedIds(), false); });
    connect(m_ui->deleteButton, &QPushButton::clicked, this, [this] { removeAfterQuestion(selectedIds()); });
    connect(&m_service, &PanelService::webhooksRemoved, this, &WebhooksPage::offerUndo);
    connect(&m_orders, &WebhookOrders::changed, this, &WebhooksPage::showFailures);
    connect(m_ui->failureBar, &FailureBar::tryAgainRequested, &m_orders, &WebhookOrders::tryAgain);
    connect(m_ui->failureBar, &FailureBar::dismissed, &m_orders, &WebhookOrders::giveUp);
    updateState();
}

WebhooksPage::~WebhooksPage() = default;

void WebhooksPage::setUpTable()
{
    WebhooksView *view = m_ui->webhooksView;
    view->setModel(&m_model);
    view->setItemDelegateForColumn(WebhookTableModel::UrlColumn, new UrlDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::StatusColumn, new SwitchDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::EditColumn, new IconDelegate(u"edit"_s, view));
    view->setItemDelegateForColumn(WebhookTableModel::DeleteColumn, new IconDelegate(u"trash"_s, view));
    view->setActionColumns(
        {WebhookTableModel::StatusColumn, WebhookTableModel::EditColumn, WebhookTableModel::DeleteColumn});
    view->sortByColumn(WebhookTableModel::NameColumn, Qt::AscendingOrder);
    view->setContextMenuPolicy(Qt::CustomContextMenu);

    QHeaderView *header = view->horizontalHeader();
    const int letter = fontMetrics().averageCharWidth();
    header->setMinimumSectionSize(letter * 4);
    header->resizeSection(WebhookTableModel::NameColumn, letter * 24);
    header->resizeSection(WebhookTableModel::EventsColumn, letter * 15);
    header->resizeSection(WebhookTableModel::LastDeliveryColumn, letter * 27);
    header->resizeSection(WebhookTableModel::HealthColumn, letter * 9);
    header->resizeSection(WebhookTableModel::StatusColumn, letter * 17);
    header->setSectionResizeMode(WebhookTableModel::UrlColumn, QHeaderView::Stretch);
    for (const int column : {int(WebhookTableModel::EditColumn), int(WebhookTableModel::DeleteColumn)}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, letter * 5);
    }

    connect(view, &QTableView::clicked, this, &WebhooksPage::onClicked);
    connect(view, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() < WebhookTableModel::StatusColumn)
            Q_EMIT editRequested(m_model.idAt(index.row()));
    });
    connect(view, &WebhooksView::switchPressed, this, &WebhooksPage::moveSwitches);
    connect(view, &WebhooksView::editPressed, this, &WebhooksPage::editCurrent);
    connect(view, &WebhooksView::deletePressed, this, [this] { removeAfterQuestion(targetIds()); });
    connect(view, &QWidget::customContextMenuRequested, this, &WebhooksPage::openMenu);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WebhooksPage::updateState);
    connect(&m_model, &WebhookTableModel::switchRequested, this,
            [this](const WebhookId &id, bool enabled) { m_orders.setEnabled({id}, enabled); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &WebhooksPage::updateState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &WebhooksPage::updateState);
}

void WebhooksPage::setUpActions()
{
    const auto forCurrent = [this](auto signal) {
        return [this, signal] {
            if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
                Q_EMIT(this->*signal)(id);
        };
    };
    connect(m_menu->addAction(icon(u"edit"_s), tr("Edit")), &QAction::triggered, this, &WebhooksPage::editCurrent);
    connect(m_menu->addAction(icon(u"play"_s), tr("Trigger")), &QAction::triggered, this,
            forCurrent(&WebhooksPage::triggerRequested));
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Enable")), &QAction::triggered, this, [this] { m_orders.setEnabled(targetIds(), true); });
    connect(m_menu->addAction(tr("Disable")), &QAction::triggered, this,
            [this] { m_orders.setEnabled(targetIds(), false); });
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Copy URL")), &QAction::triggered, this, [this] {
        if (const auto *webhook = m_model.find(m_model.idAt(m_ui->webhooksView->currentIndex().row())))
            QGuiApplication::clipboard()->setText(webhook->webhook.url);
    });
    m_menu->addSeparator();
    connect(m_menu->addAction(icon(u"trash"_s), tr("Delete")), &QAction::triggered, this,
            [this] { removeAfterQuestion(targetIds()); });

    connect(new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &WebhooksPage::createRequested);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_ui->searchEdit->setFocus(Qt::ShortcutFocusReason);
        m_ui->searchEdit->selectAll();
    });
}

void WebhooksPage::showLoadFailure(const QString &sentence)
{
    m_loadFailure = sentence;
    updateState();
}

void WebhooksPage::replaceAll(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes)
{
    const QList<WebhookId> selected = selectedIds();
    const WebhookId current = m_model.idAt(m_ui->webhooksView->currentIndex().row());
    const int column = m_ui->webhooksView->currentIndex().column();
    m_model.setWebhooks(webhooks, lastOutcomes);
    if (const int row = m_model.rowOf(current); row >= 0)
        m_ui->webhooksView->selectionModel()->setCurrentIndex(m_model.index(row, column), QItemSelectionModel::NoUpdate);
    select(selected);
}

void WebhooksPage::takeFocus()
{
    if (m_model.rowCount() > 0 && !m_ui->webhooksView->currentIndex().isValid())
        m_ui->webhooksView->setCurrentIndex(m_model.index(0, 0));
    m_model.count() == 0 ? m_ui->createFirstButton->setFocus() : m_ui->webhooksView->setFocus();
}

void WebhooksPage::onClicked(const QModelIndex &index)
{
    if (index.column() == WebhookTableModel::EditColumn)
        Q_EMIT editRequested(m_model.idAt(index.row()));
    else if (index.column() == WebhookTableModel::DeleteColumn)
        remove({m_model.idAt(index.row())});
}

void WebhooksPage::openMenu(const QPoint &position)
{
    if (!targetIds().isEmpty())
        m_menu->popup(m_ui->webhooksView->viewport()->mapToGlobal(position));
}

void WebhooksPage::moveSwitches()
{
    if (const StoredWebhook *current = m_model.find(m_model.idAt(m_ui->webhooksView->currentIndex().row())))
        m_orders.setEnabled(targetIds(), !current->webhook.enabled);
}

void WebhooksPage::editCurrent()
{
    if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
        Q_EMIT editRequested(id);
}

void WebhooksPage::removeAfterQuestion(const QList<WebhookId> &ids)
{
    if (ids.size() == 1)
        remove(ids); // the undo bar is question enough
    else if (ids.size() > 1)
        m_prompts.askDelete(this, int(ids.size()), [this, ids] { remove(ids); });
}

void WebhooksPage::remove(const QList<WebhookId> &ids)
{
    m_orders.remove(ids);
}

void WebhooksPage::offerUndo(const QList<RemovedWebhook> &removed)
{
    m_ui->undoBar->offer(removed.size() == 1 ? tr("Deleted “%1”").arg(removed.first().name)
                                             : tr("Deleted %n webhook(s)", nullptr, int(removed.size())),
                         [this, removed] { m_orders.restore(removed); });
}

void WebhooksPage::showFailures()
{
    const auto &failures = m_orders.failures();
    if (failures.size() == 1)
        m_ui->failureBar->showFailure(sentenceOf(failures.first()) + u' ' + Words::of(failures.first().error));
    else if (!failures.isEmpty())
        m_ui->failureBar->showFailure(tr("%n change(s) could not be saved.", nullptr, int(failures.size())) + u' '
                                      + Words::of(failures.first().error));
    else if (m_orders.isSlow())
        m_ui->failureBar->showWaiting();
    else
        m_ui->failureBar->hide();
}

QString WebhooksPage::sentenceOf(const WebhookOrders::Failure &failure) const
{
    const StoredWebhook *webhook = m_model.find(failure.id);
    QString name = webhook ? webhook->webhook.name : failure.order.removed.name;
    if (name.isEmpty()) // of a damaged file
        name = failure.id.toString();
    switch (failure.order.kind) {
    case WebhookOrders::Kind::Enable:
        return tr("“%1” could not be enabled.").arg(name);
    case WebhookOrders::Kind::Disable:
        return tr("“%1” could not be disabled.").arg(name);
    case WebhookOrders::Kind::Remove:
        return tr("“%1” could not be deleted.").arg(name);
    case WebhookOrders::Kind::Restore:
        return tr("“%1” could not be brought back.").arg(name);
    }
    Q_UNREACHABLE();
}

void WebhooksPage::search(const QString &text)
{
    const QList<WebhookId> ids = selectedIds();
    m_model.setSearch(text);
    select(ids);
}

QList<WebhookId> WebhooksPage::selectedIds() const
{
    QList<WebhookId> ids;
    const QList<int> rows = m_ui->webhooksView->selectedRowNumbers();
    for (const int row : rows)
        ids.append(m_model.idAt(row));
    return ids;
}

/// What keys and the menu mean: the selected rows when the current one is among them, else the current one. A click on a
/// switch makes its row the current one and leaves the selection alone.
QList<WebhookId> WebhooksPage::targetIds() const
{
    const WebhookId current = m_model.idAt(m_ui->webhooksView->currentIndex().row());
    const QList<WebhookId> selected = selectedIds();
    if (current.isNull() || selected.contains(current))
        return selected;
    return {current};
}

void WebhooksPage::select(const QList<WebhookId> &ids)
{
    QItemSelection selection;
    for (const WebhookId &id : ids) {
        if (const int row = m_model.rowOf(id); row >= 0)
            selection.select(m_model.index(row, 0), m_model.index(row, WebhookTableModel::columns - 1));
    }
    m_ui->webhooksView->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void WebhooksPage::updateState()
{
    const bool empty = m_model.count() == 0;
    const bool nothingFound = !empty && m_model.rowCount() == 0;
    m_ui->emptyState->setVisible(empty || nothingFound);
    if (empty && !m_loadFailure.isEmpty())
        m_ui->emptyLabel->setText(m_loadFailure);
    else if (empty)
        m_ui->emptyLabel->setText(tr("No webhooks yet. Create one, and Hookpanel tells your endpoint what happened."));
    else
        m_ui->emptyLabel->setText(tr("No webhook matches “%1”.").arg(m_ui->searchEdit->text()));
    m_ui->createFirstButton->setVisible(empty);
    m_ui->createButton->setVisible(!empty);
    m_ui->searchEdit->setEnabled(!empty);

    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_ui->selectionLabel, m_ui->enableButton, m_ui->disableButton, m_ui->deleteButton})
        widget->setVisible(!empty);
    const int selected = int(m_ui->webhooksView->selectedRowNumbers().size());
    m_ui->selectionLabel->setText(tr("%n selected", nullptr, selected));
    for (QPushButton *button : {m_ui->enableButton, m_ui->disableButton, m_ui->deleteButton})
        button->setEnabled(selected > 0);
}

} // namespace hookpanel
