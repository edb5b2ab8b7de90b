// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/eventtypesview.h"

#include "core/words.h"
#include "ui_eventtypesview.h"
#include "views/eventtypedialog.h"
#include "views/flowlayout.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"

#include <QEvent>
#include <QHeaderView>
#include <QShortcut>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int lettersSideBySide = 90; ///< Where there are fewer, list and details stand one above the other.
constexpr int fewestRows = 6;
constexpr int subscriberLines = 4;
constexpr int fewestSampleLines = 6;

} // namespace

EventTypesView::EventTypesView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EventTypesView>())
{
    m_ui->setupUi(this);
    makeHeading(m_ui->eventTypeNameLabel);
    dressMessageText(m_ui->eventTypeSampleView);
    new MessageHighlighter(m_ui->eventTypeSampleView); // belongs to the text's document
    m_ui->eventTypeSubscribers->setMaximumHeight(fontMetrics().lineSpacing() * (subscriberLines + 1));
    m_ui->eventTypeSubscribers->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_ui->eventTypeSampleView->setMinimumHeight(m_ui->eventTypeSampleView->fontMetrics().lineSpacing() * fewestSampleLines);
    m_ui->eventTypeLayout->setStretchFactor(m_ui->eventTypeSampleView, 1);
    m_ui->eventTypeLayout->addStretch(); // without a sample the rest stays together
    auto *actions = new FlowLayout(m_ui->eventTypeActions);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_ui->addEventTypeButton, m_ui->editEventTypeButton, m_ui->removeEventTypeButton})
        actions->addWidget(widget);
    actions->addTrailingWidget(m_ui->sendEventTypeButton);
    m_ui->eventTypesSplitter->setFrugal();
    m_ui->eventTypesSplitter->setStretchFactor(0, 1);
    m_ui->eventTypesSplitter->setStretchFactor(1, 1);
    m_ui->eventTypePane->installEventFilter(this);
    setUpTable();
    connect(m_ui->eventTypeSubscribers, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { Q_EMIT webhookRequested(item->data(Qt::UserRole).value<WebhookId>()); });
    connect(m_ui->addEventTypeButton, &QPushButton::clicked, this, [this] { edit(nullptr); });
    connect(m_ui->editEventTypeButton, &QPushButton::clicked, this, [this] {
        if (const auto *row = chosen())
            edit(&row->type);
    });
    connect(m_ui->removeEventTypeButton, &QPushButton::clicked, this, [this] {
        if (const auto *row = chosen(); row && row->type.own)
            Q_EMIT removeRequested(row->type.name);
    });
    connect(m_ui->sendEventTypeButton, &QPushButton::clicked, this, [this] {
        if (const auto *row = chosen(); row && row->isKnown)
            Q_EMIT sendRequested(row->type.name);
    });
    showChosen();
}

EventTypesView::~EventTypesView() = default;

void EventTypesView::setUpTable()
{
    QTableView *view = m_ui->eventTypesView;
    view->setModel(&m_model);
    view->setItemDelegate(new OwnDirectionDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const int letter = fontMetrics().averageCharWidth();
    const QString nameHeading = m_model.headerData(EventTypesModel::NameColumn, Qt::Horizontal, Qt::DisplayRole).toString();
    header->setMinimumSectionSize(qMax(letter * 8, fontMetrics().horizontalAdvance(nameHeading) + letter));
    header->setSectionResizeMode(EventTypesModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(EventTypesModel::GroupColumn,
                          fontMetrics().horizontalAdvance(Words::ofCatalogue(u"Review workflows"_s)) + letter * 3);
    header->resizeSection(
        EventTypesModel::SubscribedColumn,
        fontMetrics().horizontalAdvance(
            m_model.headerData(EventTypesModel::SubscribedColumn, Qt::Horizontal, Qt::DisplayRole).toString())
            + letter * 3);
    view->setMinimumHeight(header->sizeHint().height() + view->verticalHeader()->defaultSectionSize() * fewestRows
                           + 2 * view->frameWidth());
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventTypesView::showChosen);
    connect(view, &QTableView::activated, m_ui->sendEventTypeButton, &QPushButton::click);
    auto *remove = new QShortcut(QKeySequence::Delete, view);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_ui->removeEventTypeButton, &QPushButton::click);
}

void EventTypesView::setContent(const EventCatalogue &catalogue, const QList<StoredWebhook> &webhooks)
{
    const auto *chosenRow = chosen();
    const QString before = chosenRow ? chosenRow->type.name : QString();
    const int rowBefore = m_ui->eventTypesView->currentIndex().row();
    m_catalogue = catalogue;
    m_model.setContent(catalogue, webhooks);
    int row = m_model.rowOf(m_wanted);
    if (row >= 0)
        m_wanted.clear();
    else
        row = m_model.rowOf(before);
    if (row < 0) // it went: its neighbour
        row = qBound(0, rowBefore, m_model.rowCount() - 1);
    if (row != m_ui->eventTypesView->currentIndex().row())
        select(row);
    showChosen();
}

void EventTypesView::choose(const QString &name)
{
    const int row = m_model.rowOf(name);
    if (row >= 0)
        select(row);
    else
        m_wanted = name;
}

/// Not selectRow(), which does nothing from right to left (Qt 6.4.2).
void EventTypesView::select(int row)
{
    m_ui->eventTypesView->selectionModel()->setCurrentIndex(m_model.index(row, 0),
                                                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void EventTypesView::takeFocus()
{
    m_ui->eventTypesView->setFocus();
}

const EventTypesModel::Row *EventTypesView::chosen() const
{
    return m_model.at(m_ui->eventTypesView->currentIndex().row());
}

void EventTypesView::showChosen()
{
    const auto *row = chosen();
    m_ui->editEventTypeButton->setEnabled(row && row->type.own);
    m_ui->removeEventTypeButton->setEnabled(row && row->type.own);
    m_ui->sendEventTypeButton->setEnabled(row && row->isKnown);
    m_ui->eventTypePane->setEnabled(row);
    m_ui->eventTypeSampleLabel->setVisible(row && row->isKnown);
    m_ui->eventTypeSampleView->setVisible(row && row->isKnown);
    if (!row)
        return;
    const EventType &type = row->type;
    QStringList sentences;
    if (!row->isKnown)
        sentences.append(
            tr("No event of this type is sent: it is not known (any more). Add it again, or take it out of these "
               "webhooks."));
    else if (type.own)
        sentences.append(tr("Your own event type."));
    else
        sentences.append(Words::ofCatalogue(type.description));
    if (!type.note.isEmpty())
        sentences.append(Words::ofCatalogue(type.note));
    if (type.edition == Edition::Enterprise)
        sentences.append(tr("Sent by the Enterprise edition of Strapi only."));
    const auto namers = m_model.namersOf(type.name).size();
    if (type.own && namers > 0)
        sentences.append(
            tr("When you remove it, %n webhook(s) stay subscribed to it and get nothing.", nullptr, int(namers)));
    m_ui->eventTypeNameLabel->setText(type.name);
    m_ui->eventTypeTextLabel->setText(sentences.join(u' '));
    setMessageText(m_ui->eventTypeSampleView, QString::fromUtf8(type.sample));
    showSubscribers(*row);
}

void EventTypesView::showSubscribers(const EventTypesModel::Row &row)
{
    if (m_shownOf != row.type.name || m_shown != row.subscribers)
        fillSubscribers(row);
    const bool any = !row.subscribers.isEmpty();
    m_ui->eventTypeSubscribers->setVisible(any);
    m_ui->eventTypeSubscribersLabel->setText(any ? tr("Subscribed webhooks") : tr("No webhook is subscribed."));
}

/// Only where they differ: one of them may be the current one.
void EventTypesView::fillSubscribers(const EventTypesModel::Row &row)
{
    m_shownOf = row.type.name;
    m_shown = row.subscribers;
    m_ui->eventTypeSubscribers->clear();
    for (const auto &subscriber : row.subscribers) {
        const QString text
            = subscriber.byAll ? tr("%1 (all events)", "name of a webhook").arg(subscriber.name) : subscriber.name;
        auto *item = new QListWidgetItem(text, m_ui->eventTypeSubscribers);
        item->setData(Qt::UserRole, QVariant::fromValue(subscriber.webhook));
    }
}

/// Nothing for a new one.
void EventTypesView::edit(const EventType *type)
{
    m_dialog = new EventTypeDialog(m_catalogue, type, this); // deletes itself when it is closed
    connect(m_dialog, &EventTypeDialog::saveRequested, this, &EventTypesView::addRequested);
    m_dialog->open();
}

void EventTypesView::onStored(const QString &name)
{
    if (m_dialog && m_dialog->isSaving(name))
        m_dialog->accept();
    choose(name);
}

bool EventTypesView::showFailure(const QString &name, const Error &error)
{
    if (!m_dialog || !m_dialog->isSaving(name))
        return false;
    m_dialog->showFailure(error);
    return true;
}

/// A splitter knows nothing of texts that become higher when they are narrower: the pane says what it needs, and the page
/// scrolls where that is too much.
bool EventTypesView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
        const int needed = m_ui->eventTypePane->layout()->totalMinimumHeightForWidth(m_ui->eventTypePane->width());
        m_ui->eventTypePane->setMinimumHeight(qMax(0, needed));
    }
    return QWidget::eventFilter(watched, event);
}

void EventTypesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() > fontMetrics().averageCharWidth() * lettersSideBySide;
    m_ui->eventTypesSplitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace hookpanel
