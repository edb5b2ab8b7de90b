// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliveriespage.h"

#include "core/clock.h"
#include "core/words.h"
#include "models/panelservice.h"
#include "models/webhooktablemodel.h"
#include "ui_deliveriespage.h"
#include "views/bodysaver.h"
#include "views/buttonsmenu.h"
#include "views/curlcopier.h"
#include "views/deliverycolumns.h"
#include "views/deliverydelegate.h"
#include "views/flowlayout.h"
#include "views/icons.h"
#include "views/resenddialog.h"
#include "views/style.h"
#include "views/userprompts.h"
#include "views/whynotdialog.h"

#include <QDir>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int searchAfterMs = 200; ///< After the last letter: a search may read the whole history.
constexpr int fewestLinesForChart = 30;
constexpr int fewestRows = 5; ///< Of the list, and
constexpr int fewestDetailLines = 9; ///< of the details below it; where there is less, the page scrolls.

} // namespace

DeliveriesPage::DeliveriesPage(PanelService &service, const WebhookTableModel &webhooks, UserPrompts &prompts,
                               const Clock &clock, const EventCatalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeliveriesPage>())
    , m_service(service.deliveries())
    , m_webhooks(webhooks)
    , m_prompts(prompts)
    , m_clock(clock)
    , m_model(service.deliveries())
    , m_bodySaver(new BodySaver(service, prompts, this))
    , m_curl(new CurlCopier(service.deliveries(), this))
{
    m_ui->setupUi(this);
    makeTitle(m_ui->deliveriesTitleLabel);
    nameClearButton(m_ui->deliverySearchEdit);
    m_ui->deliverySearchEdit->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_ui->deliveryDetails->setClock(clock);
    m_ui->deliveriesSplitter->setFrugal();
    m_ui->detailsArea->setMinimumHeight(fontMetrics().height() * fewestDetailLines);
    for (QWidget *part : {m_ui->deliveriesContents, static_cast<QWidget *>(m_ui->deliveryDetails)})
        part->installEventFilter(this);
    m_ui->deliveriesSplitter->setStretchFactor(0, 1);
    m_ui->deliveriesSplitter->setStretchFactor(1, 1);
    makeBad(m_ui->deadLettersLabel);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(searchAfterMs);
    connect(&m_searchTimer, &QTimer::timeout, this, &DeliveriesPage::applyFilter);
    setUpBars();
    m_ui->deliveryFilterBar->setEventTypes(catalogue.types());
    connect(m_ui->deliveryFilterBar, &DeliveryFilterBar::changed, this, &DeliveriesPage::applyFilter);
    connect(m_ui->deliverySearchEdit, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    setUpTable();
    setUpMenu();
    setUpKeys();
    connectActions();
    connectReasons();
    connectService();
    say({});
    updateState();
}

DeliveriesPage::~DeliveriesPage() = default;

void DeliveriesPage::setRules(const EventRules &rules)
{
    m_rules = rules;
    m_ui->deliveryFilterBar->setEventTypes(rules.catalogue().types());
}

void DeliveriesPage::setUpBars()
{
    auto *actions = new FlowLayout(m_ui->deliveryActions);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_ui->deliveriesSelectionLabel, m_ui->resendButton, m_ui->editAndResendButton, m_ui->retryButton,
             m_ui->stopRetryingButton, m_ui->copyCurlButton, m_ui->copyFilledCurlButton})
        actions->addWidget(widget);
    actions->addTrailingWidget(m_ui->newestButton);
    actions->addWidget(m_ui->whyNotButton);
    actions->addWidget(m_ui->exportDeliveriesButton);
    QSizePolicy saidPolicy = m_ui->deliveriesSaidLabel->sizePolicy();
    saidPolicy.setRetainSizeWhenHidden(true); // what is said moves nothing
    m_ui->deliveriesSaidLabel->setSizePolicy(saidPolicy);
    m_ui->deliveriesSaidLabel->setMinimumHeight(fontMetrics().height());
    m_ui->resendingBar->hide();
    m_ui->exportingBar->hide();
    m_ui->resendingProgress->setAccessibleName(tr("Progress of resending"));
    m_ui->exportingProgress->setAccessibleName(tr("Progress of the export"));
}

void DeliveriesPage::connectService()
{
    connect(&m_service, &DeliveryService::deliveriesUpdated, this, &DeliveriesPage::onUpdated);
    connect(&m_service, &DeliveryService::summaryReady, this, &DeliveriesPage::onSummary);
    connect(&m_service, &DeliveryService::liveAttempt, m_ui->deliveryDetails, &DeliveryDetails::showLive);
    connect(&m_service, &DeliveryService::detailsReady, this, &DeliveriesPage::onDetails);
    connect(&m_service, &DeliveryService::changedElsewhere, this, [this] {
        if (!m_wasShown)
            return;
        m_model.refresh();
        if (const DeliveryId id = m_ui->deliveryDetails->delivery(); !id.isNull())
            m_service.requestDetails(id);
    });
    connect(&m_service, &DeliveryService::resendRefused, this,
            [this](const DeliveryId &, const Error &error) { say(Words::of(error)); });
    connect(&m_service, &DeliveryService::resendProgress, this, &DeliveriesPage::onResendProgress);
    connect(&m_service, &DeliveryService::exportProgress, this, &DeliveriesPage::onExportProgress);
    connect(&m_service, &DeliveryService::exportEnded, this, &DeliveriesPage::onExportEnded);
    connect(&m_service, &DeliveryService::exportFailed, this, [this](const QString &, const Error &error) {
        m_ui->exportingBar->hide();
        say(Words::of(error));
    });
    connect(m_ui->deliveryDetails, &DeliveryDetails::trustRequested, this, &DeliveriesPage::trustRequested);
    connect(m_ui->deliveryDetails, &DeliveryDetails::saveRequested, this,
            [this](const Response &response) { m_bodySaver->save(this, response); });
    connect(m_bodySaver, &BodySaver::ended, this, &DeliveriesPage::say);
    connect(m_curl, &CurlCopier::said, this, &DeliveriesPage::say);
    connect(&m_model, &DeliveryTableModel::holdsChanged, this, &DeliveriesPage::showHold);
}

void DeliveriesPage::setUpTable()
{
    QTableView *view = m_ui->deliveriesView;
    view->setModel(&m_model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setItemDelegate(new DeliveryDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    view->setMinimumHeight(view->horizontalHeader()->sizeHint().height()
                           + view->verticalHeader()->defaultSectionSize() * fewestRows + 2 * view->frameWidth());
    sizeDeliveryColumns(view, m_clock.nowUtc());
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeliveriesPage::onSelected);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &DeliveriesPage::onScrolled);
    connect(&m_model, &DeliveryTableModel::loaded, this, [this] {
        m_isLoaded = true;
        updateState();
        if (m_ui->deliveriesView->hasFocus())
            takeFocus();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &DeliveriesPage::updateState);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const Delivery *current = m_model.at(m_ui->deliveriesView->currentIndex().row());
        m_before = {selectedIds(), current ? current->id : DeliveryId()};
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &DeliveriesPage::selectAsBefore);
}

/// Other rows are shown: what was selected and is still there stays selected.
void DeliveriesPage::selectAsBefore()
{
    QItemSelectionModel &selection = *m_ui->deliveriesView->selectionModel();
    if (const int row = m_model.rowOf(m_before.current); row >= 0)
        selection.setCurrentIndex(m_model.index(row, 0), QItemSelectionModel::NoUpdate);
    QItemSelection rows;
    for (const DeliveryId &id : std::as_const(m_before.selected)) {
        if (const int row = m_model.rowOf(id); row >= 0)
            rows.select(m_model.index(row, 0), m_model.index(row, DeliveryTableModel::columns - 1));
    }
    selection.select(rows, QItemSelectionModel::ClearAndSelect);
    onSelected(); // a reset clears the selection without a word
}

void DeliveriesPage::setUpMenu()
{
    QTableView *view = m_ui->deliveriesView;
    m_menu = new ButtonsMenu({m_ui->resendButton, m_ui->editAndResendButton, m_ui->retryButton, m_ui->stopRetryingButton,
                              m_ui->copyCurlButton, m_ui->copyFilledCurlButton},
                             view);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this, &DeliveriesPage::openMenu);
    // Qt's xcb plugin makes a context menu event of the menu key only.
    auto *key = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F10), view);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &DeliveriesPage::openMenuAtCurrent);
}

/// By key, the row may be the current one and not selected. `at`: within the table's viewport.
void DeliveriesPage::openMenu(const QPoint &at)
{
    QTableView *view = m_ui->deliveriesView;
    const QModelIndex row = view->indexAt(at);
    if (!row.isValid())
        return;
    if (!view->selectionModel()->isRowSelected(row.row())) // not selectRow(), for which Shift is still held
        view->selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_menu->popup(view->viewport()->mapToGlobal(at));
}

void DeliveriesPage::openMenuAtCurrent()
{
    QTableView *view = m_ui->deliveriesView;
    if (!view->currentIndex().isValid())
        return;
    view->scrollTo(view->currentIndex());
    openMenu(view->visualRect(view->currentIndex()).intersected(view->viewport()->rect()).center());
}

void DeliveriesPage::setUpKeys()
{
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_ui->deliverySearchEdit->setFocus(Qt::ShortcutFocusReason);
        m_ui->deliverySearchEdit->selectAll();
    });
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, &m_model, &DeliveryTableModel::refresh);
}

void DeliveriesPage::connectActions()
{
    connect(m_ui->resendButton, &QPushButton::clicked, this, &DeliveriesPage::resend);
    connect(m_ui->clearFiltersButton, &QPushButton::clicked, this, &DeliveriesPage::clearFilters);
    connect(m_ui->retryButton, &QPushButton::clicked, this, [this] { m_service.retryNow(selectedIds()); });
    connect(m_ui->stopRetryingButton, &QPushButton::clicked, this, [this] { m_service.stopRetrying(selectedIds()); });
    connect(m_ui->editAndResendButton, &QPushButton::clicked, this, &DeliveriesPage::editAndResend);
    connect(m_ui->copyCurlButton, &QPushButton::clicked, this, [this] {
        if (const auto attempt = m_ui->deliveryDetails->shownAttempt())
            m_curl->copy(*attempt);
    });
    connect(m_ui->copyFilledCurlButton, &QPushButton::clicked, this, [this] {
        if (const auto attempt = m_ui->deliveryDetails->shownAttempt())
            m_curl->copyWithSecrets(*attempt);
    });
    connect(m_ui->exportDeliveriesButton, &QPushButton::clicked, this, &DeliveriesPage::chooseExport);
    connect(m_ui->stopExportingButton, &QPushButton::clicked, &m_service, &DeliveryService::cancelExport);
    connect(m_ui->newestButton, &QPushButton::clicked, this, [this] {
        m_model.reload();
        m_ui->deliveriesView->scrollToTop();
    });
    connect(m_ui->resendAllButton, &QPushButton::clicked, this, [this] {
        m_prompts.askResendAll(this, m_deadLetters, m_resendPerSecond, [this](int perSecond) {
            m_resendPerSecond = perSecond;
            m_service.resendDeadLetters(perSecond);
        });
    });
    connect(m_ui->stopResendingButton, &QPushButton::clicked, &m_service, &DeliveryService::stopResending);
}

/// Each event keeps who got it, and why the others did not.
void DeliveriesPage::connectReasons()
{
    connect(m_ui->whyNotButton, &QPushButton::clicked, this, [this] { showWhyNot({}); });
    connect(&m_service, &DeliveryService::recipientsReady, this,
            [this](const EventId &id, const QList<Delivery> &deliveries, const QList<Recipient> &notSent) {
                if (id == m_ui->deliveryDetails->event())
                    m_ui->deliveryDetails->showShare(deliveries, int(notSent.size()));
            });
    connect(m_ui->deliveryDetails, &DeliveryDetails::recipientsRequested, this, [this](const EventId &id) {
        auto *dialog = new WhyNotDialog(m_service, m_webhooks, this); // deletes itself when it is closed
        dialog->chooseEvent(id);
        dialog->open();
    });
}

void DeliveriesPage::showWhyNot(const WebhookId &id)
{
    auto *dialog = new WhyNotDialog(m_service, m_webhooks, this); // deletes itself when it is closed
    if (!id.isNull())
        dialog->showWebhook(id);
    dialog->open();
}

void DeliveriesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillWebhooks();
    if (!std::exchange(m_wasShown, true))
        m_model.reload();
    m_service.requestSummary();
}

/// Where there is little room, as in large letters, the list comes first.
void DeliveriesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_ui->dayChart->setVisible(height() > fontMetrics().height() * fewestLinesForChart);
    shareHeight();
}

bool DeliveriesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        shareHeight();
    return QWidget::eventFilter(watched, event);
}

/// A page that has to scroll shows the details whole: nobody looks for a scroll bar within another.
void DeliveriesPage::shareHeight()
{
    QScrollArea *details = m_ui->detailsArea;
    const int least = fontMetrics().height() * fewestDetailLines;
    const QSize room = m_ui->deliveriesArea->viewport()->size();
    // What asks for nothing (an Ignored policy) has a least height still.
    const auto heightOf = [&room](const QLayout *layout) {
        const int wanted = qMax(layout->totalSizeHint().height(), layout->totalMinimumSize().height());
        if (!layout->hasHeightForWidth())
            return wanted;
        return qMax(wanted,
                    qMax(layout->totalHeightForWidth(room.width()), layout->totalMinimumHeightForWidth(room.width())));
    };
    const bool isShown = !details->isHidden();
    const int needed = heightOf(m_ui->deliveriesLayout) - (isShown ? details->minimumHeight() - least : 0);
    const bool scrolls = isShown && needed > room.height();
    details->setMinimumHeight(scrolls ? qMax(least, heightOf(m_ui->deliveryDetails->layout())) : least);
}

void DeliveriesPage::takeFocus()
{
    QTableView *view = m_ui->deliveriesView;
    if (m_model.rowCount() > 0 && !view->currentIndex().isValid()) // where keys begin; nothing is chosen by coming here
        view->selectionModel()->setCurrentIndex(m_model.index(0, 0), QItemSelectionModel::NoUpdate);
    view->setFocus();
}

void DeliveriesPage::fillWebhooks()
{
    QHash<WebhookId, QString> names;
    const QList<WebhookId> ids = m_webhooks.ids();
    for (const WebhookId &id : ids)
        names.insert(id, m_webhooks.find(id)->webhook.name);
    m_ui->deliveryFilterBar->setWebhooks(names);
}

void DeliveriesPage::filterByWebhook(const WebhookId &id)
{
    fillWebhooks();
    m_ui->deliverySearchEdit->clear();
    m_ui->deliveryFilterBar->showOnly(id);
}

void DeliveriesPage::clearFilters()
{
    m_ui->deliverySearchEdit->clear();
    m_ui->deliveryFilterBar->clear();
    takeFocus(); // the button goes
}

void DeliveriesPage::applyFilter()
{
    m_searchTimer.stop();
    m_model.setFilter(m_ui->deliveryFilterBar->filter(m_ui->deliverySearchEdit->text(), m_clock.nowUtc()));
}

/// The window over the history moves along before its end is seen.
void DeliveriesPage::onScrolled(int value)
{
    const QScrollBar *bar = m_ui->deliveriesView->verticalScrollBar();
    const int soon = bar->pageStep() * 2;
    if (value > bar->maximum() - soon)
        m_model.loadOlder();
    else if (value < bar->minimum() + soon)
        m_model.loadNewer();
}

/// Whoever reads further down goes on reading the same rows; at the top, new ones come into sight.
void DeliveriesPage::onRowsInserted(int first, int last)
{
    QScrollBar *bar = m_ui->deliveriesView->verticalScrollBar();
    if (bar->value() > 0 && first <= bar->value()) {
        m_ui->deliveriesView->doItemsLayout(); // the bar does not know of the new rows yet
        bar->setValue(bar->value() + last - first + 1);
    }
    updateState();
}

QList<Delivery> DeliveriesPage::selected() const
{
    QList<Delivery> deliveries;
    const QModelIndexList rows = m_ui->deliveriesView->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        if (const Delivery *delivery = m_model.at(row.row()))
            deliveries.append(*delivery);
    }
    return deliveries;
}

QList<DeliveryId> DeliveriesPage::selectedIds() const
{
    QList<DeliveryId> ids;
    for (const Delivery &delivery : selected())
        ids.append(delivery.id);
    return ids;
}

void DeliveriesPage::onSelected()
{
    const auto deliveries = selected();
    m_payload.clear(); // until its details come
    if (deliveries.size() != 1) {
        m_ui->deliveryDetails->forget();
        m_service.followAttempts({});
    } else {
        if (deliveries.first().id != m_ui->deliveryDetails->delivery())
            m_ui->deliveryDetails->show(deliveries.first(), {});
        m_service.followAttempts(deliveries.first().id); // before its details, so that nothing is missed between
        m_service.requestDetails(deliveries.first().id);
    }
    showHold();
    updateState();
}

void DeliveriesPage::showHold()
{
    const Delivery *shown = m_model.at(m_model.rowOf(m_ui->deliveryDetails->delivery()));
    m_ui->deliveryDetails->showHold(shown ? m_model.holdOf(*shown) : Hold::None);
}

void DeliveriesPage::onDetails(const Delivery &delivery, const QList<Attempt> &attempts, const QByteArray &payload)
{
    if (delivery.id != m_ui->deliveryDetails->delivery())
        return; // another one was selected meanwhile
    m_payload = payload;
    m_ui->deliveryDetails->setTrustable(m_webhooks.find(delivery.webhook));
    m_ui->deliveryDetails->show(delivery, attempts);
    showHold();
    if (!delivery.test) // that went to nobody else
        m_service.requestRecipients(delivery.event);
    updateState();
}

void DeliveriesPage::onUpdated(const QList<Delivery> &deliveries)
{
    for (const Delivery &delivery : deliveries) {
        if (delivery.id == m_ui->deliveryDetails->delivery())
            m_service.requestDetails(delivery.id);
    }
    showHold();
    updateState();
}

void DeliveriesPage::onSummary(const DeliverySummary &summary)
{
    m_ui->dayChart->showDay(summary.hours, summary.underWay);
    m_deadLetters = summary.deadLetters;
    updateState();
}

void DeliveriesPage::onResendProgress(int done, int all, bool isOver)
{
    m_ui->resendingBar->setVisible(!isOver);
    m_ui->resendingProgress->setMaximum(all);
    m_ui->resendingProgress->setValue(done);
    const QLocale locale;
    m_ui->resendingLabel->setText(
        tr("Sending dead letters again: %1 of %2.").arg(locale.toString(done), locale.toString(all)));
    if (isOver)
        say(tr("Sent %1 of %2 dead letters again.").arg(locale.toString(done), locale.toString(all)));
    updateState();
}

void DeliveriesPage::onExportProgress(qint64 done, qint64 all)
{
    constexpr int fullPercent = 100;
    const QLocale locale;
    m_ui->exportingBar->show();
    m_ui->exportingProgress->setMaximum(fullPercent);
    m_ui->exportingProgress->setValue(all > 0 ? int(done * fullPercent / all) : 0);
    m_ui->exportingLabel->setText(tr("Exporting: %1 of %2.").arg(locale.toString(done), locale.toString(all)));
}

void DeliveriesPage::onExportEnded(const QString &path, qint64 count)
{
    m_ui->exportingBar->hide();
    say(count < 0 ? tr("The export was stopped; nothing was written.")
            : path.isEmpty()
            ? tr("There is nothing to export.")
            : tr("Exported %Ln deliveries as “%1”.", nullptr, int(count)).arg(QDir::toNativeSeparators(path)));
}

void DeliveriesPage::updateState()
{
    updateActions();
    updateEmptyState();
    m_ui->newestButton->setVisible(!m_model.isAtNewest());
    m_ui->deadLettersLabel->setText(tr("%Ln dead letter(s)", nullptr, int(m_deadLetters)));
    m_ui->deadLettersBar->setVisible(m_deadLetters > 0 && m_ui->resendingBar->isHidden());
    m_ui->detailsArea->setVisible(!m_ui->deliveryDetails->delivery().isNull());
}

void DeliveriesPage::updateActions()
{
    const auto deliveries = selected();
    const auto any = [&deliveries](const auto &test) { return std::any_of(deliveries.cbegin(), deliveries.cend(), test); };
    m_ui->deliveriesSelectionLabel->setText(tr("%Ln selected", nullptr, int(deliveries.size())));
    const bool anyReal = any([](const Delivery &delivery) { return !delivery.test; });
    m_ui->resendButton->setEnabled(anyReal);
    m_ui->editAndResendButton->setEnabled(anyReal && deliveries.size() == 1);
    const QString whyNot = deliveries.isEmpty() || anyReal ? QString() : tr("Tests are not sent again: trigger the webhook");
    m_ui->resendButton->setToolTip(whyNot.isEmpty() ? tr("Send the same payload again, as a new delivery") : whyNot);
    m_ui->editAndResendButton->setToolTip(
        whyNot.isEmpty() ? tr("Change the payload and send it as a new event to this webhook") : whyNot);
    m_ui->retryButton->setEnabled(any([](const Delivery &delivery) { return isWaiting(delivery.state); }));
    m_ui->stopRetryingButton->setEnabled(any([](const Delivery &delivery) { return !isOver(delivery.state); }));
    const auto attempt = m_ui->deliveryDetails->shownAttempt();
    for (QPushButton *button : {m_ui->copyCurlButton, m_ui->copyFilledCurlButton})
        button->setEnabled(attempt && !attempt->request.headers.isEmpty());
    m_ui->exportDeliveriesButton->setEnabled(m_model.rowCount() > 0);
}

void DeliveriesPage::updateEmptyState()
{
    const bool isFiltered = m_model.filter() != DeliveryFilter();
    m_ui->noDeliveriesPane->setVisible(m_isLoaded && m_model.rowCount() == 0);
    m_ui->clearFiltersButton->setVisible(isFiltered);
    m_ui->noDeliveriesLabel->setText(isFiltered ? tr("No delivery matches the filters.")
                                                : tr("No deliveries yet. Trigger a webhook, or hand in an event."));
}

/// A selection may hold tests beside others.
void DeliveriesPage::resend()
{
    QList<DeliveryId> ids;
    for (const Delivery &delivery : selected()) {
        if (!delivery.test)
            ids.append(delivery.id);
    }
    m_service.resend(ids);
}

void DeliveriesPage::editAndResend()
{
    const auto deliveries = selected();
    if (deliveries.size() != 1 || m_payload.isEmpty())
        return; // it comes in a moment
    auto *dialog = new ResendDialog(deliveries.first(), m_payload, m_rules, this); // deletes itself when it is closed
    connect(dialog, &ResendDialog::sendRequested, this,
            [this, id = deliveries.first().id](const QByteArray &payload) { m_service.resendEdited(id, payload); });
    dialog->open();
}

/// A menu of its own and not the button's: a screen reader cannot press a button with a menu.
void DeliveriesPage::chooseExport()
{
    auto *menu = new QMenu(m_ui->exportDeliveriesButton);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("JSON lines, with requests and answers…")), &QAction::triggered, this,
            [this] { exportTo(DeliveryFormat::JsonLines); });
    connect(menu->addAction(tr("CSV, one row each…")), &QAction::triggered, this, [this] { exportTo(DeliveryFormat::Csv); });
    menu->popup(m_ui->exportDeliveriesButton->mapToGlobal(QPoint(0, 0)));
}

void DeliveriesPage::exportTo(DeliveryFormat format)
{
    const QString name = format == DeliveryFormat::Csv ? u"deliveries.csv"_s : u"deliveries.jsonl"_s;
    m_prompts.askSaveFile(this, name, [this, format, wanted = m_model.filter()](const QString &path) {
        say({});
        m_service.exportDeliveries(path, format, wanted);
    });
}

void DeliveriesPage::say(const QString &sentence)
{
    m_ui->deliveriesSaidLabel->setText(sentence);
    m_ui->deliveriesSaidLabel->setVisible(!sentence.isEmpty());
}

} // namespace hookpanel
