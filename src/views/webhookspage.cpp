// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhookspage.h"

#include "core/clock.h"
#include "core/curl.h"
#include "core/definitionswords.h"
#include "core/payload.h"
#include "core/words.h"
#include "models/webhookcopy.h"
#include "models/webhooktablemodel.h"
#include "ui_webhookspage.h"
#include "views/columnroom.h"
#include "views/definitionsexchange.h"
#include "views/flowlayout.h"
#include "views/healthdelegate.h"
#include "views/icons.h"
#include "views/style.h"
#include "views/userprompts.h"
#include "views/webhooksdelegate.h"
#include "views/webhooksmenu.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMimeData>
#include <QSet>
#include <QShortcut>
#include <QUrl>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int presentAfterMs = 50;

/// Files of definitions among what is dragged.
QStringList localFiles(const QMimeData *data)
{
    QStringList paths;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile() && url.fileName().endsWith(u".json", Qt::CaseInsensitive))
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

WebhooksPage::WebhooksPage(WebhookTableModel &model, PanelService &service, UserPrompts &prompts, const Clock &clock,
                           QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WebhooksPage>())
    , m_model(model)
    , m_service(service)
    , m_orders(service)
    , m_prompts(prompts)
    , m_clock(clock)
    , m_menu(new WebhooksMenu(this))
    , m_exchange(new DefinitionsExchange(service, prompts, this))
{
    m_ui->setupUi(this);
    makeTitle(m_ui->webhooksTitleLabel);
    nameClearButton(m_ui->searchEdit);
    m_ui->searchEdit->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_ui->createButton->setIcon(icon(u"plus"_s));
    m_ui->createFirstButton->setIcon(icon(u"plus"_s));
    m_ui->deleteButton->setIcon(icon(u"trash"_s));
    auto *bar = new FlowLayout(m_ui->selectionBar);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_ui->selectionLabel, m_ui->enableButton, m_ui->disableButton, m_ui->deleteButton})
        bar->addWidget(widget);
    bar->addTrailingWidget(m_ui->importButton);
    bar->addWidget(m_ui->exportButton);
    m_ui->emptyLayout->setAlignment(m_ui->createFirstButton, Qt::AlignHCenter);
    m_ui->tableLayout->setAlignment(m_ui->emptyState, Qt::AlignCenter);
    setUpTable();
    setUpMenu();
    setUpKeys();
    setAcceptDrops(true);

    connect(m_ui->searchEdit, &QLineEdit::textChanged, this, &WebhooksPage::search);
    connect(m_ui->createButton, &QPushButton::clicked, this, &WebhooksPage::createRequested);
    connect(m_ui->createFirstButton, &QPushButton::clicked, this, &WebhooksPage::createRequested);
    connect(m_ui->enableButton, &QPushButton::clicked, this, [this] { m_orders.setEnabled(selectedIds(), true); });
    connect(m_ui->disableButton, &QPushButton::clicked, this, [this] { m_orders.setEnabled(selectedIds(), false); });
    connect(m_ui->deleteButton, &QPushButton::clicked, this, [this] { removeAfterQuestion(selectedIds()); });
    connect(m_ui->importButton, &QPushButton::clicked, m_exchange, &DefinitionsExchange::importFrom);
    connect(m_ui->exportButton, &QPushButton::clicked, this, [this] { m_exchange->exportTo({}); });
    connect(m_exchange, &DefinitionsExchange::said, this, &WebhooksPage::said);
    connect(&m_service, &PanelService::webhooksRemoved, this, &WebhooksPage::offerUndo);
    connect(m_ui->undoBar, &UndoBar::expired, this, [this] { m_service.forgetWebhooks(std::exchange(m_undoable, {})); });
    // Queued: the model hears of what was stored only after this page.
    connect(&m_orders, &WebhookOrders::added, this, &WebhooksPage::onAdded, Qt::QueuedConnection);
    connect(&m_service, &PanelService::imported, this, &WebhooksPage::onImported, Qt::QueuedConnection);
    connect(&m_service, &PanelService::loaded, this,
            [this](const PanelContent &content) { setDefaultHeaders(content.preferences, content.problems); });
    for (const auto signal : {&PanelService::preferencesStored, &PanelService::preferencesSaved})
        connect(&m_service, signal, this, &WebhooksPage::setDefaultHeaders);
    connect(&m_orders, &WebhookOrders::changed, this, &WebhooksPage::showFailures);
    connect(&m_orders, &WebhookOrders::carriedOut, this, &WebhooksPage::carriedOut);
    connect(&m_orders, &WebhookOrders::settled, this, &WebhooksPage::settled);
    // A moment later: the model hears of what was stored only after this page, and many come back one by one.
    m_presentTimer.setSingleShot(true);
    m_presentTimer.setInterval(presentAfterMs);
    connect(&m_orders, &WebhookOrders::carriedOut, this, [this](const StoredWebhook &stored) {
        if (m_restored.contains(stored.webhook.id))
            m_presentTimer.start();
    });
    connect(&m_presentTimer, &QTimer::timeout, this, [this] { present(m_restored); });
    connect(m_ui->failureBar, &FailureBar::tryAgainRequested, &m_orders, &WebhookOrders::tryAgain);
    connect(m_ui->failureBar, &FailureBar::dismissed, &m_orders, &WebhookOrders::giveUp);
    updateState();
}

WebhooksPage::~WebhooksPage() = default;

void WebhooksPage::setUpTable()
{
    WebhooksView *view = m_ui->webhooksView;
    view->setModel(&m_model);
    view->setItemDelegate(new TextDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::UrlColumn, new UrlDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::HealthColumn, new HealthDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::StatusColumn, new SwitchDelegate(view));
    view->setItemDelegateForColumn(WebhookTableModel::EditColumn, new IconDelegate(u"edit"_s, view));
    view->setItemDelegateForColumn(WebhookTableModel::DeleteColumn, new IconDelegate(u"trash"_s, view));
    view->setActionColumns(
        {WebhookTableModel::StatusColumn, WebhookTableModel::EditColumn, WebhookTableModel::DeleteColumn});
    view->sortByColumn(WebhookTableModel::NameColumn, Qt::AscendingOrder);

    QHeaderView *header = view->horizontalHeader();
    const int letter = fontMetrics().averageCharWidth();
    header->setMinimumSectionSize(letter * 4);
    header->resizeSection(WebhookTableModel::NameColumn, letter * 20);
    header->resizeSection(WebhookTableModel::EventsColumn, letter * 15);
    header->resizeSection(WebhookTableModel::LastDeliveryColumn, letter * 23);
    header->resizeSection(WebhookTableModel::HealthColumn,
                          HealthDelegate::widthFor(fontMetrics()) + fontMetrics().horizontalAdvance(u"100 %"_s)
                              + letter * 3);
    header->resizeSection(WebhookTableModel::StatusColumn, letter * 19);
    header->setSectionResizeMode(WebhookTableModel::UrlColumn, QHeaderView::Stretch);
    for (const int column : {int(WebhookTableModel::EditColumn), int(WebhookTableModel::DeleteColumn)}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, letter * 5);
    }
    const int healthLeast = HealthDelegate::widthFor(fontMetrics()) + fontMetrics().horizontalAdvance(u"100 %"_s) + letter;
    new ColumnRoom(
        view, WebhookTableModel::UrlColumn,
        {{WebhookTableModel::UrlColumn, letter * 12},
         {WebhookTableModel::NameColumn, letter * 12},
         {WebhookTableModel::EventsColumn, letter * 9},
         {WebhookTableModel::LastDeliveryColumn, letter * 16},
         {WebhookTableModel::HealthColumn, healthLeast},
         {WebhookTableModel::StatusColumn, SwitchDelegate::widthFor(fontMetrics())}},
        {WebhookTableModel::HealthColumn, WebhookTableModel::EventsColumn, WebhookTableModel::LastDeliveryColumn});

    connect(view, &QTableView::clicked, this, &WebhooksPage::onClicked);
    connect(view, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() < WebhookTableModel::StatusColumn)
            Q_EMIT editRequested(m_model.idAt(index.row()));
    });
    connect(view, &WebhooksView::switchPressed, this, &WebhooksPage::moveSwitches);
    connect(view, &WebhooksView::editPressed, this, &WebhooksPage::editCurrent);
    connect(view, &WebhooksView::deletePressed, this, [this] { removeAfterQuestion(targetIds()); });
    connect(view, &WebhooksView::menuRequested, this, &WebhooksPage::openMenu);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WebhooksPage::updateState);
    connect(&m_model, &WebhookTableModel::switchRequested, this,
            [this](const WebhookId &id, bool enabled) { m_orders.setEnabled({id}, enabled); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &WebhooksPage::updateState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &WebhooksPage::updateState);
}

void WebhooksPage::setUpMenu()
{
    addAction(m_menu->duplicateAction()); // its key works in the whole page
    connect(m_menu, &WebhooksMenu::editChosen, this, &WebhooksPage::editCurrent);
    connect(m_menu, &WebhooksMenu::triggerChosen, this, [this] {
        if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
            Q_EMIT triggerRequested(id);
    });
    connect(m_menu, &WebhooksMenu::deliveriesChosen, this, [this] {
        if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
            Q_EMIT deliveriesRequested(id);
    });
    connect(m_menu, &WebhooksMenu::whyNotChosen, this, [this] {
        if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
            Q_EMIT whyNotRequested(id);
    });
    connect(m_menu, &WebhooksMenu::duplicateChosen, this, &WebhooksPage::duplicate);
    connect(m_menu, &WebhooksMenu::switchChosen, this, [this](bool enabled) { m_orders.setEnabled(targetIds(), enabled); });
    connect(m_menu, &WebhooksMenu::copyUrlChosen, this, &WebhooksPage::copyUrls);
    connect(m_menu, &WebhooksMenu::copyCurlChosen, this, &WebhooksPage::copyAsCurl);
    connect(m_menu, &WebhooksMenu::exportChosen, this, [this] { m_exchange->exportTo(targetIds()); });
    connect(m_menu, &WebhooksMenu::deleteChosen, this, [this] { removeAfterQuestion(targetIds()); });
}

void WebhooksPage::setUpKeys()
{
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

bool WebhooksPage::isSettled() const
{
    return m_orders.isIdle();
}

QStringList WebhooksPage::unwritten() const
{
    QStringList sentences;
    const auto &failures = m_orders.failures();
    for (const auto &failure : failures)
        sentences.append(sentenceOf(failure));
    return sentences;
}

void WebhooksPage::tryAgain()
{
    m_orders.tryAgain();
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

void WebhooksPage::openMenu(const QPoint &globalPosition)
{
    const QList<StoredWebhook> webhooks = targets();
    if (webhooks.isEmpty())
        return;
    m_menu->prepareFor(webhooks, spaceEnables());
    m_menu->popup(globalPosition);
}

/// Copies are stored at once, as a file manager does it, and not opened unsaved: several can be made in one go, and the
/// undo bar takes them away again. They are Disabled until somebody has looked at them.
void WebhooksPage::duplicate()
{
    QStringList taken = m_model.names();
    QList<Webhook> copies;
    const QList<StoredWebhook> originals = targets();
    for (const StoredWebhook &stored : originals) {
        if (!stored.isReadable())
            continue; // there is nothing to copy
        copies.append(WebhookCopy::of(stored.webhook, taken));
        taken.append(copies.last().name);
    }
    if (!copies.isEmpty())
        m_orders.add(copies);
}

void WebhooksPage::onAdded(const QList<StoredWebhook> &copies)
{
    QList<WebhookId> ids;
    for (const StoredWebhook &copy : copies)
        ids.append(copy.webhook.id);
    present(ids);
    ImportReport report; // what was added, and taken back in the same way
    report.added = copies;
    m_ui->undoBar->offer(copies.size() == 1 ? tr("Added “%1”, disabled").arg(copies.first().webhook.name)
                                            : tr("Added %n copies, disabled", nullptr, int(copies.size())),
                         [this, report] { m_orders.takeBack(report); });
}

void WebhooksPage::copyUrls()
{
    QStringList urls;
    const QList<StoredWebhook> webhooks = targets();
    for (const StoredWebhook &stored : webhooks)
        urls.append(stored.webhook.url);
    if (!urls.isEmpty())
        QGuiApplication::clipboard()->setText(urls.join(u'\n'));
}

void WebhooksPage::setDefaultHeaders(const Preferences &preferences, const Problems &problems)
{
    m_defaultHeaders = preferences.defaultHeaders;
    m_lacksDefaultHeaders = std::any_of(problems.cbegin(), problems.cend(),
                                        [](const Problem &problem) { return problem.field == Field::DefaultHeaders; });
}

void WebhooksPage::copyAsCurl()
{
    if (m_lacksDefaultHeaders) {
        Q_EMIT said(
            tr("Nothing was copied: the default headers cannot be read, and a command might lack one. Set them again "
               "in the settings."));
        return;
    }
    QList<Webhook> webhooks;
    const QList<StoredWebhook> chosen = targets();
    for (const StoredWebhook &stored : chosen)
        webhooks.append(stored.webhook);
    if (webhooks.isEmpty())
        return;
    const auto commands = curlCommands(webhooks, m_defaultHeaders, makeTestEvent(m_clock.nowUtc()));
    if (!commands) {
        const CurlRefusal &refusal = commands.error();
        Q_EMIT said(tr("“%1” cannot be copied as cURL: %2").arg(refusal.webhook, Words::of(refusal.error)));
        return;
    }
    QGuiApplication::clipboard()->setText(commands->text);
    Q_EMIT said(commands->secretVariables.isEmpty()
                    ? tr("Copied %n command(s).", nullptr, int(webhooks.size()))
                    : tr("Copied without secrets. Set these variables in the shell first: %1")
                          .arg(commands->secretVariables.join(tr(", "))));
}

void WebhooksPage::onImported(const ImportReport &report)
{
    QList<WebhookId> ids;
    for (const StoredWebhook &added : report.added)
        ids.append(added.webhook.id);
    for (const ImportReport::Update &update : report.updated)
        ids.append(update.stored.webhook.id);
    if (!report.changedSomething())
        return;
    present(ids);
    const QString counts = DefinitionsWords::counts(report);
    if (!report.error) // else the window says why
        Q_EMIT said(tr("Imported: %1").arg(counts));
    m_ui->undoBar->offer(report.error ? tr("The import ended early: %1").arg(counts) : tr("Imported: %1").arg(counts),
                         [this, report] { m_orders.takeBack(report); });
}

void WebhooksPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void WebhooksPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_exchange->importFiles(localFiles(event->mimeData()));
}

bool WebhooksPage::spaceEnables() const
{
    const StoredWebhook *current = m_model.find(m_model.idAt(m_ui->webhooksView->currentIndex().row()));
    return current && current->isSwitchKnown() && !current->webhook.enabled;
}

void WebhooksPage::moveSwitches()
{
    if (m_ui->webhooksView->currentIndex().isValid())
        m_orders.setEnabled(targetIds(), spaceEnables());
}

void WebhooksPage::editCurrent()
{
    if (const WebhookId id = m_model.idAt(m_ui->webhooksView->currentIndex().row()); !id.isNull())
        Q_EMIT editRequested(id);
}

void WebhooksPage::removeAfterQuestion(const QList<WebhookId> &ids)
{
    if (ids.size() == 1) {
        remove(ids); // the undo bar is question enough
        return;
    }
    QList<WebhookId> removable = ids;
    removable.removeIf([this](const WebhookId &id) {
        const StoredWebhook *stored = m_model.find(id);
        return stored && stored->readOnly;
    });
    if (const auto kept = ids.size() - removable.size(); kept > 0)
        Q_EMIT said(
            tr("%n webhook(s) of a newer version of Hookpanel cannot be deleted with this version.", nullptr, int(kept)));
    if (!removable.isEmpty())
        m_prompts.askDelete(this, int(removable.size()), [this, removable] { remove(removable); });
}

void WebhooksPage::remove(const QList<WebhookId> &ids)
{
    m_orders.remove(ids);
}

void WebhooksPage::offerUndo(const QList<RemovedWebhook> &removed)
{
    selectBeside(removed);
    for (const RemovedWebhook &webhook : removed)
        m_undoable.append(webhook.id);
    m_ui->undoBar->offer(removed.size() == 1 ? tr("Deleted “%1”").arg(removed.first().name)
                                             : tr("Deleted %n webhook(s)", nullptr, int(removed.size())),
                         [this, removed] {
                             m_restored.clear();
                             for (const RemovedWebhook &webhook : removed) {
                                 m_undoable.removeOne(webhook.id);
                                 m_restored.append(webhook.id);
                             }
                             m_orders.restore(removed);
                         });
}

/// Before rows go: keys mean what is selected, so where the current row goes the next one is current and selected, and
/// nothing is switched that nobody chose.
void WebhooksPage::selectBeside(const QList<RemovedWebhook> &removed)
{
    QSet<WebhookId> going;
    for (const RemovedWebhook &webhook : removed)
        going.insert(webhook.id);
    QList<WebhookId> staying = selectedIds();
    staying.removeIf([&going](const WebhookId &id) { return going.contains(id); });
    const QModelIndex current = m_ui->webhooksView->currentIndex();
    if (!going.contains(m_model.idAt(current.row())))
        return;
    const auto stays = [&](int row) { return row >= 0 && row < m_model.rowCount() && !going.contains(m_model.idAt(row)); };
    int row = current.row();
    while (row < m_model.rowCount() && !stays(row))
        ++row;
    if (row == m_model.rowCount()) {
        row = current.row();
        while (row >= 0 && !stays(row))
            --row;
    }
    if (!stays(row))
        return; // none is left
    m_ui->webhooksView->selectionModel()->setCurrentIndex(
        m_model.index(row, current.column()),
        staying.isEmpty() ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows : QItemSelectionModel::NoUpdate);
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
    const WebhookOrders::Order &order = failure.order;
    QString name = webhook                       ? webhook->webhook.name
        : order.kind == WebhookOrders::Kind::Add ? order.added.name
                                                 : order.removed.name;
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
    case WebhookOrders::Kind::Add:
        return tr("“%1” could not be added.").arg(name);
    case WebhookOrders::Kind::TakeBack:
        return tr("Not everything could be undone.");
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

QList<StoredWebhook> WebhooksPage::targets() const
{
    QList<StoredWebhook> webhooks;
    const QList<WebhookId> ids = targetIds();
    for (const WebhookId &id : ids) {
        if (const StoredWebhook *stored = m_model.find(id))
            webhooks.append(*stored);
    }
    return webhooks;
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

/// Selects what is new and brings the first of it into sight.
void WebhooksPage::present(const QList<WebhookId> &ids)
{
    select(ids);
    const auto shown
        = std::find_if(ids.cbegin(), ids.cend(), [this](const WebhookId &id) { return m_model.rowOf(id) >= 0; });
    if (shown == ids.cend())
        return;
    const QModelIndex first = m_model.index(m_model.rowOf(*shown), 0);
    m_ui->webhooksView->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_ui->webhooksView->scrollTo(first);
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

    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->selectionLabel, m_ui->enableButton, m_ui->disableButton,
                                                            m_ui->deleteButton, m_ui->exportButton})
        widget->setVisible(!empty);
    const int selected = int(m_ui->webhooksView->selectedRowNumbers().size());
    m_ui->selectionLabel->setText(tr("%n selected", nullptr, selected));
    for (QPushButton *button : {m_ui->enableButton, m_ui->disableButton, m_ui->deleteButton})
        button->setEnabled(selected > 0);
}

} // namespace hookpanel
