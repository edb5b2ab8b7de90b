// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliveriespage.h"

#include "core/clock.h"
#include "core/words.h"
#include "models/webhooktablemodel.h"
#include "ui_deliveriespage.h"
#include "views/icons.h"
#include "views/resenddialog.h"
#include "views/style.h"
#include "views/userprompts.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int searchAfterMs = 200; ///< After the last letter: a search may read the whole history.
constexpr int summaryAfterMs = 1000;
constexpr int resendPerSecond = 5;

enum Kind { AnyKind, RealOnly, TestsOnly };

/// The outcomes whose words hold a text: people search for what they read.
QList<OutcomeKind> outcomesWith(const QString &text)
{
    QList<OutcomeKind> kinds;
    for (const OutcomeKind kind : outcomeKinds()) {
        Outcome outcome;
        outcome.kind = kind;
        if (Words::brief(outcome).contains(text, Qt::CaseInsensitive)
            || outcomeKey(kind).contains(text, Qt::CaseInsensitive))
            kinds.append(kind);
    }
    return kinds;
}

bool waits(const Delivery &delivery)
{
    return delivery.state == DeliveryState::Pending || delivery.state == DeliveryState::WaitingRetry;
}

} // namespace

DeliveriesPage::DeliveriesPage(DeliveryService &service, const WebhookTableModel &webhooks, UserPrompts &prompts,
                               const Clock &clock, const EventCatalogue &catalogue, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeliveriesPage>())
    , m_service(service)
    , m_webhooks(webhooks)
    , m_prompts(prompts)
    , m_clock(clock)
    , m_catalogue(catalogue)
    , m_model(service)
{
    m_ui->setupUi(this);
    makeTitle(m_ui->deliveriesTitleLabel);
    nameClearButton(m_ui->searchEdit);
    m_ui->searchEdit->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_ui->details->setClock(clock);
    m_ui->deliveriesSplitter->setStretchFactor(0, 3);
    m_ui->deliveriesSplitter->setStretchFactor(1, 2);
    m_ui->bannerLabel->hide();
    makeBad(m_ui->deadLettersLabel);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(searchAfterMs);
    m_summaryTimer.setSingleShot(true);
    m_summaryTimer.setInterval(summaryAfterMs);
    setUpFilters();
    setUpTable();
    connectActions();

    connect(&m_searchTimer, &QTimer::timeout, this, &DeliveriesPage::applyFilter);
    connect(&m_summaryTimer, &QTimer::timeout, &service, &DeliveryService::requestSummary);
    connect(&service, &DeliveryService::deliveriesUpdated, this, &DeliveriesPage::onUpdated);
    connect(&service, &DeliveryService::summaryReady, this, &DeliveriesPage::onSummary);
    connect(&service, &DeliveryService::resendProgress, this, &DeliveriesPage::onProgress);
    connect(&service, &DeliveryService::liveAttempt, m_ui->details, &DeliveryDetails::showLive);
    connect(&service, &DeliveryService::detailsReady, this,
            [this](const Delivery &delivery, const QList<Attempt> &attempts) {
                if (selected().size() == 1 && selected().first().id == delivery.id)
                    m_ui->details->show(delivery, attempts);
            });
    connect(&service, &DeliveryService::changedElsewhere, this, [this] {
        if (m_model.isAtNewest() && m_wasShown)
            m_model.reload();
        askSummarySoon();
    });
    connect(&service, &DeliveryService::resendRefused, this,
            [this](const DeliveryId &, const Error &error) { say(Words::of(error)); });
    connect(&service, &DeliveryService::deliveriesFailed, this, [this](const Error &error) { say(Words::of(error)); });
    updateState();
}

DeliveriesPage::~DeliveriesPage() = default;

void DeliveriesPage::setUpFilters()
{
    m_ui->stateBox->addItem(tr("All states"));
    for (const DeliveryState state : deliveryStates())
        m_ui->stateBox->addItem(Words::of(state), int(state));
    m_ui->eventTypeBox->addItem(tr("All event types"));
    for (const EventType &type : m_catalogue.types())
        m_ui->eventTypeBox->addItem(type.name, type.name);
    m_ui->kindBox->addItem(tr("Real and tests"), AnyKind);
    m_ui->kindBox->addItem(tr("Real only"), RealOnly);
    m_ui->kindBox->addItem(tr("Tests only"), TestsOnly);
    m_ui->sinceBox->addItem(tr("Any time"), 0);
    m_ui->sinceBox->addItem(tr("Last hour"), 1);
    m_ui->sinceBox->addItem(tr("Last 24 hours"), 24);
    m_ui->sinceBox->addItem(tr("Last 7 days"), 7 * 24);
    fillWebhooks();
    for (QComboBox *box : {m_ui->stateBox, m_ui->webhookBox, m_ui->eventTypeBox, m_ui->kindBox, m_ui->sinceBox})
        connect(box, &QComboBox::currentIndexChanged, this, &DeliveriesPage::applyFilter);
    connect(m_ui->searchEdit, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
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
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    const int letter = fontMetrics().averageCharWidth();
    const QList<std::pair<int, int>> widths{
        {DeliveryTableModel::StateColumn, 20},      {DeliveryTableModel::TimeColumn, 20},
        {DeliveryTableModel::EventColumn, 24},      {DeliveryTableModel::OutcomeColumn, 22},
        {DeliveryTableModel::DurationColumn, 11},   {DeliveryTableModel::AttemptsColumn, 10},
        {DeliveryTableModel::NextAttemptColumn, 20}};
    for (const auto &[column, letters] : widths)
        header->resizeSection(column, letters * letter);
    header->setSectionResizeMode(DeliveryTableModel::WebhookColumn, QHeaderView::Stretch);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeliveriesPage::onSelected);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &DeliveriesPage::onScrolled);
    connect(&m_model, &DeliveryTableModel::loaded, this, &DeliveriesPage::updateState);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &DeliveriesPage::updateState);
}

void DeliveriesPage::connectActions()
{
    connect(m_ui->resendButton, &QPushButton::clicked, this, [this] { m_service.resend(selectedIds()); });
    connect(m_ui->retryButton, &QPushButton::clicked, this, [this] { m_service.retryNow(selectedIds()); });
    connect(m_ui->stopButton, &QPushButton::clicked, this, [this] { m_service.stopRetrying(selectedIds()); });
    connect(m_ui->editButton, &QPushButton::clicked, this, &DeliveriesPage::editAndResend);
    connect(m_ui->newestButton, &QPushButton::clicked, this, [this] {
        m_model.reload();
        m_ui->deliveriesView->scrollToTop();
    });
    connect(m_ui->resendAllButton, &QPushButton::clicked, this, [this] {
        m_prompts.askResendAll(this, m_deadLetters, resendPerSecond,
                               [this] { m_service.resendDeadLetters(resendPerSecond); });
    });
    connect(m_ui->stopResendingButton, &QPushButton::clicked, &m_service, &DeliveryService::stopResending);
    connect(m_ui->details, &DeliveryDetails::saveRequested, this, &DeliveriesPage::saveRequested);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_ui->searchEdit->setFocus(Qt::ShortcutFocusReason);
        m_ui->searchEdit->selectAll();
    });
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, &m_model, &DeliveryTableModel::reload);
}

void DeliveriesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillWebhooks();
    if (!std::exchange(m_wasShown, true))
        m_model.reload();
    m_service.requestSummary();
}

void DeliveriesPage::takeFocus()
{
    m_ui->deliveriesView->setFocus();
}

void DeliveriesPage::fillWebhooks()
{
    const QVariant chosen = m_ui->webhookBox->currentData();
    QList<std::pair<QString, QString>> names;
    for (const WebhookId &id : m_webhooks.ids())
        names.append({m_webhooks.find(id)->webhook.name, id.toString()});
    std::sort(names.begin(), names.end(),
              [](const auto &one, const auto &other) { return QString::localeAwareCompare(one.first, other.first) < 0; });
    const QSignalBlocker blocker(m_ui->webhookBox);
    m_ui->webhookBox->clear();
    m_ui->webhookBox->addItem(tr("All webhooks"));
    for (const auto &[name, id] : names)
        m_ui->webhookBox->addItem(name, id);
    m_ui->webhookBox->setCurrentIndex(std::max(0, m_ui->webhookBox->findData(chosen)));
}

void DeliveriesPage::filterByWebhook(const WebhookId &id)
{
    fillWebhooks();
    m_ui->webhookBox->setCurrentIndex(std::max(0, m_ui->webhookBox->findData(id.toString())));
}

DeliveryFilter DeliveriesPage::filter() const
{
    DeliveryFilter filter;
    if (const QVariant state = m_ui->stateBox->currentData(); state.isValid())
        filter.states = {DeliveryState(state.toInt())};
    filter.webhook = WebhookId::fromString(m_ui->webhookBox->currentData().toString());
    filter.eventType = m_ui->eventTypeBox->currentData().toString();
    if (const int kind = m_ui->kindBox->currentData().toInt(); kind != AnyKind)
        filter.test = kind == TestsOnly;
    if (const int hours = m_ui->sinceBox->currentData().toInt(); hours > 0)
        filter.from = m_clock.nowUtc().addSecs(-3600LL * hours);
    filter.text = m_ui->searchEdit->text().trimmed();
    if (!filter.text.isEmpty())
        filter.textOutcomes = outcomesWith(filter.text);
    return filter;
}

void DeliveriesPage::applyFilter()
{
    m_searchTimer.stop();
    m_model.setFilter(filter());
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
    if (deliveries.size() != 1)
        m_ui->details->forget();
    else if (deliveries.first().id != m_ui->details->delivery())
        m_ui->details->show(deliveries.first(), {});
    if (deliveries.size() == 1)
        m_service.requestDetails(deliveries.first().id);
    updateState();
}

void DeliveriesPage::onUpdated(const QList<Delivery> &deliveries)
{
    for (const Delivery &delivery : deliveries) {
        if (delivery.id == m_ui->details->delivery())
            m_service.requestDetails(delivery.id);
    }
    askSummarySoon();
    updateState();
}

void DeliveriesPage::askSummarySoon()
{
    if (!m_summaryTimer.isActive())
        m_summaryTimer.start();
}

void DeliveriesPage::onSummary(const DeliverySummary &summary)
{
    m_ui->dayChart->showDay(summary.hours);
    m_deadLetters = summary.deadLetters;
    Q_EMIT deadLettersCounted(m_deadLetters);
    updateState();
}

void DeliveriesPage::onProgress(int done, int all, bool isOver)
{
    m_resending = !isOver;
    say(isOver ? tr("Sent %1 of %2 dead letters again.").arg(done).arg(all)
               : tr("Sending dead letters again: %1 of %2.").arg(done).arg(all));
    updateState();
}

void DeliveriesPage::updateState()
{
    const auto deliveries = selected();
    const bool any = !deliveries.isEmpty();
    const bool anyWaits = std::any_of(deliveries.cbegin(), deliveries.cend(), waits);
    const bool anyOpen = std::any_of(deliveries.cbegin(), deliveries.cend(),
                                     [](const Delivery &delivery) { return !isOver(delivery.state); });
    m_ui->selectionLabel->setText(tr("%n selected", nullptr, int(deliveries.size())));
    m_ui->resendButton->setEnabled(any);
    m_ui->editButton->setEnabled(deliveries.size() == 1);
    m_ui->retryButton->setEnabled(anyWaits);
    m_ui->stopButton->setEnabled(anyOpen);
    m_ui->newestButton->setVisible(!m_model.isAtNewest());
    m_ui->deadLettersLabel->setText(tr("%n dead letter(s)", nullptr, int(m_deadLetters)));
    m_ui->deadLettersLabel->setVisible(m_deadLetters > 0);
    m_ui->resendAllButton->setVisible(m_deadLetters > 0 && !m_resending);
    m_ui->stopResendingButton->setVisible(m_resending);
    const bool empty = m_model.rowCount() == 0;
    const bool isFiltered = m_model.filter() != DeliveryFilter();
    m_ui->emptyLabel->setVisible(empty);
    m_ui->emptyLabel->setText(isFiltered ? tr("No delivery matches the filters.")
                                         : tr("No deliveries yet. Trigger a webhook, or hand in an event."));
    m_ui->details->setVisible(!m_ui->details->delivery().isNull());
}

void DeliveriesPage::editAndResend()
{
    const auto attempt = m_ui->details->shownAttempt();
    const auto deliveries = selected();
    if (!attempt || deliveries.size() != 1)
        return;
    auto *dialog = new ResendDialog(deliveries.first(), attempt->request.body, this); // deletes itself when it is closed
    connect(dialog, &ResendDialog::sendRequested, this,
            [this, id = deliveries.first().id](const QByteArray &payload) { m_service.resendEdited(id, payload); });
    dialog->open();
}

void DeliveriesPage::say(const QString &sentence)
{
    m_ui->bannerLabel->setText(sentence);
    m_ui->bannerLabel->setVisible(!sentence.isEmpty());
}

} // namespace hookpanel
