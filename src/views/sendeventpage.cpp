// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/sendeventpage.h"

#include "core/clock.h"
#include "core/eventsample.h"
#include "core/words.h"
#include "models/deliveryservice.h"
#include "models/panelservice.h"
#include "ui_sendeventpage.h"
#include "views/findbar.h"
#include "views/flowlayout.h"
#include "views/keptrows.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTextBlock>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int lettersSideBySide = 110; ///< Where there are fewer, payload and recipients stand one above the other.
constexpr int mostMeasured = 200; ///< Rows that the columns are measured by.
constexpr int fewestRows = 5; ///< Of the table.
constexpr int fewestLines = 8; ///< Of the payload.
constexpr qsizetype mostSubjects = 6; ///< Named in one note.
constexpr int GoneRole = Qt::UserRole + 1; ///< Of an entry that stands for something that is not known any more.

/// What no other payload would mend: the same event may be sent as soon as the cause is gone.
bool isOfTheStore(ErrorCode code)
{
    return QList{ErrorCode::CannotRead,   ErrorCode::CannotWrite, ErrorCode::FolderUnusable,
                 ErrorCode::NewerVersion, ErrorCode::Damaged,     ErrorCode::ContentTypeDamaged}
        .contains(code);
}

/// What was chosen stays chosen, also when it is not known any more: nobody is to send something else unawares.
void chooseAgain(QComboBox *box, const QString &chosen)
{
    int index = box->findData(chosen);
    if (index < 0 && !chosen.isEmpty()) {
        index = box->count();
        box->addItem(SendEventPage::tr("%1, not known any more", "event type or uid of a content type").arg(chosen), chosen);
        box->setItemData(index, true, GoneRole);
    }
    box->setCurrentIndex(qMax(0, index));
}

/// Once something else is chosen.
void forgetGone(QComboBox *box)
{
    const QSignalBlocker blocker(box);
    for (int i = box->count() - 1; i >= 0; --i) {
        if (i != box->currentIndex() && box->itemData(i, GoneRole).toBool())
            box->removeItem(i);
    }
}

} // namespace

SendEventPage::SendEventPage(PanelService &service, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SendEventPage>())
    , m_service(service)
    , m_events(service.events())
    , m_clock(clock)
{
    m_ui->setupUi(this);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkAfterMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &SendEventPage::check);
    setUpForm();
    setUpTable();
    connectService();
    showError({});
    showNotes({});
    updateState();
}

SendEventPage::~SendEventPage() = default;

void SendEventPage::setUpForm()
{
    makeTitle(m_ui->sendTitleLabel);
    setTone(m_ui->sendHintLabel, Tone::Muted);
    setTone(m_ui->sendNotesLabel, Tone::Muted);
    auto *choices = new FlowLayout(m_ui->sendChoices);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->sendEventChoice, m_ui->sendContentTypeChoice})
        choices->addWidget(widget);
    choices->addTrailingWidget(m_ui->sampleButton);
    auto *actions = new FlowLayout(m_ui->sendActions);
    actions->addWidget(m_ui->eventSentLabel);
    actions->addTrailingWidget(m_ui->showDeliveriesButton);
    actions->addWidget(m_ui->sendAnotherButton);
    actions->addWidget(m_ui->sendEventButton);
    dressMessageText(m_ui->sendPayloadEdit);
    m_ui->sendPayloadEdit->setMinimumHeight(m_ui->sendPayloadEdit->fontMetrics().lineSpacing() * fewestLines);
    new MessageHighlighter(m_ui->sendPayloadEdit); // belongs to the text's document
    m_ui->sendPayloadLayout->addWidget(new FindBar(m_ui->sendPayloadEdit, m_ui->sendPayloadPane));
    m_ui->sendSplitter->setFrugal();
    m_ui->sendSplitter->setStretchFactor(0, 1);
    m_ui->sendSplitter->setStretchFactor(1, 1);
    connect(m_ui->sendEventBox, &QComboBox::currentIndexChanged, this, [this] {
        forgetGone(m_ui->sendEventBox);
        fillContentTypes();
        offerSample(false);
    });
    connect(m_ui->sendContentTypeBox, &QComboBox::currentTextChanged, m_ui->sendContentTypeBox,
            &QWidget::setToolTip); // a long name is cut
    connect(m_ui->sendContentTypeBox, &QComboBox::currentIndexChanged, this, [this] {
        forgetGone(m_ui->sendContentTypeBox);
        offerSample(false);
    });
    connect(m_ui->sendPayloadEdit, &QPlainTextEdit::textChanged, this, &SendEventPage::onTyped);
    connect(m_ui->sampleButton, &QPushButton::clicked, this, [this] { offerSample(true); });
    connect(m_ui->goToErrorButton, &QPushButton::clicked, this, &SendEventPage::goToError);
    connect(m_ui->sendEventButton, &QPushButton::clicked, this, &SendEventPage::send);
    connect(m_ui->sendAnotherButton, &QPushButton::clicked, this, &SendEventPage::writeAnother);
    connect(m_ui->showDeliveriesButton, &QPushButton::clicked, this, &SendEventPage::deliveriesRequested);
}

void SendEventPage::setUpTable()
{
    QTableView *view = m_ui->recipientsView;
    view->setModel(&m_recipients);
    keepRows(view, [this](int row) { return m_recipients.webhookAt(row).toString(); });
    view->setItemDelegate(new RecipientsDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 8);
    view->setMinimumHeight(header->sizeHint().height() + view->verticalHeader()->defaultSectionSize() * fewestRows
                           + 2 * view->frameWidth());
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what does not fit ends in "…"; the tool tip has it whole
    view->viewport()->installEventFilter(this);
    connect(&m_recipients, &QAbstractItemModel::modelReset, this, &SendEventPage::shareColumns);
    connect(&m_recipients, &QAbstractItemModel::dataChanged, this, &SendEventPage::shareColumns);
    connect(view, &QTableView::activated, this, [this](const QModelIndex &index) {
        const WebhookId id = m_recipients.webhookAt(index.row());
        if (id.isNull())
            return;
        if (index.data(RecipientsModel::StateRole).isValid())
            Q_EMIT deliveriesOfRequested(id);
        else
            Q_EMIT webhookRequested(id);
    });
}

void SendEventPage::connectService()
{
    connect(&m_events, &EventService::knowledgeChanged, this, &SendEventPage::setKnowledge);
    connect(&m_events, &EventService::checked, this, &SendEventPage::onChecked);
    connect(&m_events, &EventService::sent, this, &SendEventPage::onSent);
    connect(&m_events, &EventService::refused, this, &SendEventPage::onRefused);
    // Who gets it depends on the webhooks.
    connect(&m_service, &PanelService::loaded, this, &SendEventPage::checkSoon);
    connect(&m_service, &PanelService::webhookSaved, this, &SendEventPage::checkSoon);
    connect(&m_service, &PanelService::webhookStored, this, &SendEventPage::checkSoon);
    connect(&m_service, &PanelService::webhooksRemoved, this, &SendEventPage::checkSoon);
    connect(&m_service, &PanelService::webhooksGone, this, &SendEventPage::checkSoon);
    connect(&m_service, &PanelService::imported, this, &SendEventPage::checkSoon);
    DeliveryService &deliveries = m_service.deliveries();
    connect(&deliveries, &DeliveryService::deliveriesUpdated, &m_recipients, &RecipientsModel::update);
    // Another process may be the one that sends: what became of these is asked for.
    connect(&deliveries, &DeliveryService::changedElsewhere, this, &SendEventPage::askWhatBecame);
    connect(&deliveries, &DeliveryService::recipientsReady, this, [this](const EventId &id, const QList<Delivery> &all) {
        if (m_isSent && id == m_sentEvent)
            m_recipients.update(all);
    });
}

/// One question for all of them, and only while somebody looks.
void SendEventPage::askWhatBecame()
{
    if (m_isSent && isVisible() && !m_recipients.unfinished().isEmpty())
        m_service.deliveries().requestRecipients(m_sentEvent);
}

void SendEventPage::setKnowledge(const EventKnowledge &knowledge)
{
    m_knowledge = knowledge;
    fillEvents();
}

void SendEventPage::setPreferences(const Preferences &preferences)
{
    const bool isOther
        = preferences.edition != m_preferences.edition || preferences.payloadFormat != m_preferences.payloadFormat;
    m_preferences = preferences;
    if (isOther)
        fillEvents();
}

/// What is chosen stays chosen where it can, and what was typed stays anyway.
void SendEventPage::fillEvents()
{
    const QString chosen = chosenType();
    {
        const QSignalBlocker blocker(m_ui->sendEventBox);
        m_ui->sendEventBox->clear();
        const auto types = m_knowledge.catalogue.types();
        for (const EventType &type : types) {
            if (type.name == triggerTest)
                continue; // nobody is subscribed to it
            const bool isOfOther = type.edition == Edition::Enterprise && m_preferences.edition == Edition::Community;
            m_ui->sendEventBox->addItem(isOfOther ? tr("%1 (Enterprise edition)", "event type").arg(type.name) : type.name,
                                        type.name);
            m_ui->sendEventBox->setItemData(m_ui->sendEventBox->count() - 1, Words::ofCatalogue(type.description),
                                            Qt::ToolTipRole);
        }
        chooseAgain(m_ui->sendEventBox, chosen);
    }
    fillContentTypes();
    offerSample(false);
}

void SendEventPage::fillContentTypes()
{
    const EventType *type = m_knowledge.catalogue.find(chosenType());
    const bool isOfOne = type && hasContentType(*type);
    const QString chosen = m_ui->sendContentTypeBox->currentData().toString();
    const QSignalBlocker blocker(m_ui->sendContentTypeBox);
    m_ui->sendContentTypeBox->clear();
    m_ui->sendContentTypeBox->addItem(isOfOne ? tr("as in the sample") : tr("none"), QString());
    const auto types = isOfOne ? m_knowledge.contentTypes.types() : QList<ContentType>();
    for (const ContentType &one : types) {
        m_ui->sendContentTypeBox->addItem(tr("%1 (%2)", "name of a content type, uid").arg(one.displayName, one.uid),
                                          one.uid);
        m_ui->sendContentTypeBox->setItemData(m_ui->sendContentTypeBox->count() - 1, one.uid, Qt::ToolTipRole);
    }
    chooseAgain(m_ui->sendContentTypeBox, isOfOne ? chosen : QString());
    m_ui->sendContentTypeBox->setToolTip(m_ui->sendContentTypeBox->currentText()); // its signals are blocked
    m_isOfContentType = isOfOne;
    updateState();
}

QString SendEventPage::chosenType() const
{
    return m_ui->sendEventBox->currentData().toString();
}

const ContentType *SendEventPage::chosenContentType() const
{
    return m_knowledge.contentTypes.find(m_ui->sendContentTypeBox->currentData().toString());
}

QString SendEventPage::draftKey() const
{
    return chosenType() + u'\n' + m_ui->sendContentTypeBox->currentData().toString();
}

/// Shows what was typed for this event type and content type, or its sample.
void SendEventPage::offerSample(bool anew)
{
    if (m_isSent || m_ui->sendEventBox->count() == 0)
        return;
    const EventType *type = m_knowledge.catalogue.find(chosenType());
    if (!type || m_ui->sendContentTypeBox->currentData(GoneRole).toBool()) { // the text stays; the check says what is wrong
        m_isChecked = false;
        check();
        updateState();
        return;
    }
    if (anew)
        m_edits.remove(draftKey());
    const QDateTime now = m_clock.nowUtc();
    m_offeredAt = toIsoUtc(now);
    m_offered = QString::fromUtf8(
        samplePayload(*type, chosenContentType(), m_knowledge.contentTypes, m_preferences.payloadFormat, now));
    const auto edit = m_edits.constFind(draftKey());
    const QString text = edit == m_edits.cend() ? m_offered : edit->text;
    if (edit != m_edits.cend())
        m_offeredAt = edit->offeredAt;
    const QSignalBlocker blocker(m_ui->sendPayloadEdit);
    m_ui->sendPayloadEdit->setPayload(text);
    m_text = text;
    m_isChecked = false;
    check();
    updateState();
}

void SendEventPage::onTyped()
{
    const QString text = m_ui->sendPayloadEdit->payload();
    if (text == m_text)
        return; // other colours, as of another theme, are called a change of the text, too (Qt 6.4.2)
    m_text = text;
    if (text == m_offered)
        m_edits.remove(draftKey());
    else
        m_edits.insert(draftKey(), {text, m_offeredAt});
    m_isChecked = false;
    showFailure({});
    ++m_ticket; // an answer that is on its way is about what was there before
    m_checkTimer.start();
    updateState();
}

void SendEventPage::checkSoon()
{
    if (!m_isSent)
        m_checkTimer.start();
}

EventDraft SendEventPage::draft() const
{
    const QString text = m_ui->sendPayloadEdit->payload();
    return {chosenType(), m_ui->sendContentTypeBox->currentData().toString(), text.toUtf8(), m_offeredAt, text == m_offered};
}

void SendEventPage::check()
{
    m_checkTimer.stop();
    if (m_isSent || m_isSending || m_ui->sendEventBox->count() == 0)
        return;
    m_isStale = !isVisible();
    if (m_isStale)
        return; // when the page is shown
    m_events.check(++m_ticket, draft());
}

void SendEventPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    askWhatBecame();
    if (!m_isStale)
        return;
    if (m_edits.contains(draftKey()))
        check();
    else
        offerSample(false); // with the time of now
}

void SendEventPage::onChecked(const EventCheck &check)
{
    if (check.ticket != m_ticket || m_isSent || m_isSending)
        return; // something was typed meanwhile
    m_isChecked = true;
    m_recipients.setRecipients(check.recipients);
    showError(check.error);
    showNotes(check.notes);
    updateState();
}

void SendEventPage::send()
{
    m_checkTimer.stop();
    m_isSending = true;
    showFailure({});
    updateState();
    m_events.send(++m_ticket, draft());
}

void SendEventPage::onSent(int ticket, const SentEvent &event)
{
    if (ticket != m_ticket)
        return;
    m_isSending = false;
    m_isSent = true;
    m_sentEvent = event.event.id;
    m_recipients.setSent(event.deliveries, event.notSent);
    m_ui->eventSentLabel->setText(event.deliveries.isEmpty()
                                      ? tr("Kept in the history; no webhook gets it.")
                                      : tr("Sent to %n webhook(s).", nullptr, int(event.deliveries.size())));
    showError({});
    showNotes(event.notes);
    updateState();
    m_ui->sendAnotherButton->setFocus();
}

void SendEventPage::onRefused(int ticket, const Error &error)
{
    if (ticket != m_ticket)
        return;
    m_isSending = false;
    m_isChecked = true;
    showError(error);
    updateState();
    if (m_error)
        m_ui->sendPayloadEdit->setFocus();
    else
        m_ui->sendEventButton->setFocus(); // to try again
}

/// Back to writing, with the payload as it was.
void SendEventPage::writeAnother()
{
    m_isSent = false;
    fillContentTypes();
    offerSample(false);
    m_ui->sendPayloadEdit->setFocus();
}

void SendEventPage::choose(const QString &eventType)
{
    if (m_isSent)
        writeAnother();
    if (const int index = m_ui->sendEventBox->findData(eventType); index >= 0)
        m_ui->sendEventBox->setCurrentIndex(index);
}

void SendEventPage::takeFocus()
{
    if (m_isSent)
        m_ui->sendAnotherButton->setFocus();
    else
        m_ui->sendEventBox->setFocus();
}

/// What is wrong with the payload is said below it; what hinders the store, beside the button.
void SendEventPage::showError(const std::optional<Error> &error)
{
    const bool isFailure = error && isOfTheStore(error->code);
    showFailure(isFailure ? error : std::nullopt);
    m_error = isFailure ? std::nullopt : error;
    showProblem(m_ui->sendPayloadError, m_ui->sendPayloadEdit, m_error ? Words::of(*m_error) : QString());
    const bool hasPlace = m_error && m_error->line > 0;
    m_ui->goToErrorButton->setVisible(hasPlace);
    if (hasPlace)
        m_ui->goToErrorButton->setText(
            tr("Go to line %1, column %2").arg(QLocale().toString(m_error->line), QLocale().toString(m_error->column)));
}

void SendEventPage::showFailure(const std::optional<Error> &error)
{
    m_hasFailed = error.has_value();
    showProblem(m_ui->sendFailureLabel, m_ui->sendEventButton, error ? Words::of(*error) : QString());
}

void SendEventPage::showNotes(const QList<EventNote> &notes)
{
    QStringList sentences;
    for (EventNote note : notes) {
        const qsizetype left = note.subjects.size() - mostSubjects;
        if (left > 0) {
            note.subjects = note.subjects.first(mostSubjects);
            note.more += int(left);
        }
        sentences.append(Words::of(note));
    }
    m_ui->sendNotesLabel->setText(sentences.join(u'\n'));
    m_ui->sendNotesLabel->setVisible(!sentences.isEmpty());
}

/// Lines and columns are counted in characters, of which some are two of QString's.
void SendEventPage::goToError()
{
    if (!m_error || m_error->line < 1)
        return;
    const QTextBlock block = m_ui->sendPayloadEdit->document()->findBlockByNumber(m_error->line - 1);
    if (!block.isValid())
        return;
    const QString line = block.text();
    int at = 0;
    for (int column = 1; column < m_error->column && at < line.size(); ++column)
        at += line.at(at).isHighSurrogate() ? 2 : 1;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + qMin(at, int(line.size())));
    m_ui->sendPayloadEdit->setTextCursor(cursor);
    m_ui->sendPayloadEdit->centerCursor();
    m_ui->sendPayloadEdit->setFocus();
}

void SendEventPage::updateState()
{
    m_recipients.setRefused(m_error.has_value() && !m_isSent);
    const int receivers = m_error ? 0 : m_recipients.receivers();
    m_ui->sendEventButton->setText(receivers == 0 ? tr("Send to nobody") : tr("Send to %n webhook(s)", nullptr, receivers));
    m_ui->sendEventButton->setVisible(!m_isSent);
    m_ui->sendEventButton->setEnabled(m_isChecked && !m_error && !m_isSending);
    m_ui->sendAnotherButton->setVisible(m_isSent);
    m_ui->showDeliveriesButton->setVisible(m_isSent);
    m_ui->sendEventBox->setEnabled(!m_isSent && !m_isSending);
    m_ui->sendContentTypeBox->setEnabled(!m_isSent && !m_isSending && m_isOfContentType);
    m_ui->sendPayloadEdit->setReadOnly(m_isSent || m_isSending);
    const bool isEdited = m_edits.contains(draftKey());
    m_ui->sampleButton->setEnabled(isEdited && !m_isSent);
    m_ui->sendHintLabel->setText(
        m_isSent ? tr("The rows of recipients follow the deliveries. What exactly left is in their details.")
            : isEdited
            ? tr("Sent as written, but for what the privacy rules take out. “createdAt” becomes the time of sending unless "
                 "you change it.")
            : tr("The untouched sample is sent compact, with the time of sending."));
    const bool toNobody = !m_isSent && m_isChecked && !m_error && !m_hasFailed && receivers == 0;
    if (!m_isSent)
        m_ui->eventSentLabel->setText(
            toNobody ? tr("No webhook gets this event. It is kept in the history, with the reasons.") : QString());
    m_ui->eventSentLabel->setVisible(m_isSent || toNobody);
}

bool SendEventPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->recipientsView->viewport() && event->type() == QEvent::Resize)
        shareColumns();
    return QWidget::eventFilter(watched, event);
}

/// Names and results by what stands in them: a long name has the room that results leave.
void SendEventPage::shareColumns()
{
    const QFontMetrics metrics = m_ui->recipientsView->fontMetrics();
    const int rows = qMin(m_recipients.rowCount(), mostMeasured);
    int widest[RecipientsModel::columns] = {};
    for (int column = 0; column < RecipientsModel::columns; ++column)
        widest[column]
            = metrics.horizontalAdvance(m_recipients.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < RecipientsModel::columns; ++column)
            widest[column] = qMax(
                widest[column],
                metrics.horizontalAdvance(m_recipients.data(m_recipients.index(row, column), Qt::DisplayRole).toString()));
    }
    const int letter = metrics.averageCharWidth();
    const int room = m_ui->recipientsView->viewport()->width();
    const int name = widest[RecipientsModel::WebhookColumn] + letter * 2;
    const int result = widest[RecipientsModel::ResultColumn] + letter * 2;
    const int fair
        = name + result <= room ? qMax(name, qMin(letter * 20, room - result)) : qBound(room / 3, room - result, room / 2);
    m_ui->recipientsView->horizontalHeader()->resizeSection(RecipientsModel::WebhookColumn, qMin(name, fair));
}

/// Side by side where there is room for both.
void SendEventPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() > fontMetrics().averageCharWidth() * lettersSideBySide;
    m_ui->sendSplitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace hookpanel
