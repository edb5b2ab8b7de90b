// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/whynotdialog.h"

#include "models/webhooktablemodel.h"
#include "ui_whynotdialog.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

WhyNotDialog::WhyNotDialog(DeliveryService &service, const WebhookTableModel &webhooks, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::WhyNotDialog>())
    , m_service(service)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setUpTables();
    fillWebhooks(webhooks);
    connect(&service, &DeliveryService::eventsReady, this, &WhyNotDialog::onEvents);
    connect(&service, &DeliveryService::recipientsReady, this,
            [this](const EventId &id, const QList<Delivery> &deliveries, const QList<Recipient> &notSent) {
                if (id == m_events.idAt(m_ui->whyNotEventsView->currentIndex().row()))
                    m_recipients.setSent(deliveries, notSent);
            });
    connect(&service, &DeliveryService::deliveriesUpdated, &m_recipients, &RecipientsModel::update);
    connect(m_ui->whyNotWebhookBox, &QComboBox::currentIndexChanged, this, [this] {
        m_wanted = {}; // it need not be among those that this webhook did not get
        ask();
    });
    connect(m_ui->whyNotCloseButton, &QPushButton::clicked, this, &QDialog::accept);
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 32);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
    ask();
}

WhyNotDialog::~WhyNotDialog() = default;

void WhyNotDialog::setUpTables()
{
    m_ui->whyNotEventsView->setModel(&m_events);
    m_ui->whyNotEventsView->setItemDelegate(new OwnDirectionDelegate(m_ui->whyNotEventsView));
    m_ui->whyNotReasonsView->setModel(&m_recipients);
    m_ui->whyNotReasonsView->setItemDelegate(new RecipientsDelegate(m_ui->whyNotReasonsView));
    for (QTableView *view : {m_ui->whyNotEventsView, m_ui->whyNotReasonsView}) {
        view->verticalHeader()->hide();
        view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
        view->horizontalHeader()->setHighlightSections(false);
        view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    }
    const int letter = fontMetrics().averageCharWidth();
    QHeaderView *events = m_ui->whyNotEventsView->horizontalHeader();
    events->resizeSection(EventsModel::TimeColumn, letter * 24);
    events->setSectionResizeMode(EventsModel::TypeColumn, QHeaderView::Stretch);
    for (const int column : {EventsModel::SentColumn, EventsModel::NotSentColumn}) {
        const QString heading = m_events.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        events->resizeSection(column, fontMetrics().horizontalAdvance(heading) + letter * 4);
    }
    m_ui->whyNotReasonsView->horizontalHeader()->resizeSection(RecipientsModel::WebhookColumn, letter * 28);
    m_ui->whyNotReasonsView->horizontalHeader()->setStretchLastSection(true);
    connect(m_ui->whyNotEventsView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &WhyNotDialog::askChosen);
}

void WhyNotDialog::fillWebhooks(const WebhookTableModel &webhooks)
{
    QList<std::pair<QString, WebhookId>> names;
    const QList<WebhookId> ids = webhooks.ids();
    for (const WebhookId &id : ids)
        names.append({WebhookTableModel::nameOf(webhooks.find(id)->webhook), id});
    std::sort(names.begin(), names.end(),
              [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.first, b.first) < 0; });
    m_ui->whyNotWebhookBox->addItem(tr("any webhook"), QString());
    for (const auto &[name, id] : std::as_const(names))
        m_ui->whyNotWebhookBox->addItem(name, id.toString());
}

void WhyNotDialog::showWebhook(const WebhookId &id)
{
    m_ui->whyNotWebhookBox->setCurrentIndex(qMax(0, m_ui->whyNotWebhookBox->findData(id.toString())));
}

void WhyNotDialog::chooseEvent(const EventId &id)
{
    m_wanted = id;
    ask();
}

/// Not selectRow(), which does nothing from right to left (Qt 6.4.2).
void WhyNotDialog::select(int row)
{
    m_ui->whyNotEventsView->selectionModel()->setCurrentIndex(
        m_events.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void WhyNotDialog::ask()
{
    m_service.requestEvents(++m_ticket, WebhookId::fromString(m_ui->whyNotWebhookBox->currentData().toString()), m_wanted);
}

void WhyNotDialog::onEvents(int ticket, const QList<EventSummary> &events)
{
    if (ticket != m_ticket)
        return;
    m_recipients.setSent({}, {});
    m_events.setEvents(events);
    const bool any = m_events.rowCount() > 0;
    m_ui->noEventsLabel->setVisible(!any);
    m_ui->noEventsLabel->setText(m_ui->whyNotWebhookBox->currentIndex() > 0
                                     ? tr("There is no event that this webhook did not get.")
                                     : tr("No events yet. Send one, or hand one in."));
    // Never another one than the one that was asked for.
    if (const int row = m_wanted.isNull() ? 0 : m_events.rowOf(m_wanted); any && row >= 0)
        select(row);
    else
        m_ui->whyNotEventsView->selectionModel()->clear();
    askChosen();
}

void WhyNotDialog::askChosen()
{
    if (const EventId id = m_events.idAt(m_ui->whyNotEventsView->currentIndex().row()); !id.isNull())
        m_service.requestRecipients(id);
}

} // namespace hookpanel
