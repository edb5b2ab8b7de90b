// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/triggerpanel.h"

#include "core/words.h"
#include "ui_triggerpanel.h"
#include "views/answerview.h"
#include "views/findbar.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/style.h"

#include <QShortcut>
#include <QSignalBlocker>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int payloadCharacters = 24; ///< Of a line, at least.
constexpr int hintCharacters = 40; ///< Of a line beside the controls, at least.

} // namespace

TriggerPanel::TriggerPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TriggerPanel>())
{
    m_ui->setupUi(this);
    dressMessageText(m_ui->payloadEdit);
    m_ui->payloadEdit->setMinimumWidth(m_ui->payloadEdit->fontMetrics().averageCharWidth() * payloadCharacters);
    new MessageHighlighter(m_ui->payloadEdit); // belongs to the text's document
    m_ui->payloadLayout->addWidget(new FindBar(m_ui->payloadEdit, m_ui->payloadPane));
    m_ui->textsSplitter->setStretchFactor(0, 1);
    m_ui->textsSplitter->setStretchFactor(1, 3);
    m_ui->attemptView->setCancellable(true);

    connect(m_ui->eventBox, &QComboBox::currentIndexChanged, this, &TriggerPanel::chooseEvent);
    connect(m_ui->payloadButton, &QToolButton::toggled, this, &TriggerPanel::showPayload);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this, &TriggerPanel::checkPayload);
    connect(m_ui->attemptView, &AttemptView::cancelRequested, this, &TriggerPanel::cancelRequested);
    connect(m_ui->attemptView, &AttemptView::saveRequested, this, &TriggerPanel::saveRequested);
    connect(m_ui->attemptView, &AttemptView::trustRequested, this, &TriggerPanel::trustRequested);
    m_ui->attemptView->setTrustable(true);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] {
        if (m_running)
            Q_EMIT cancelRequested(m_delivery);
    });
    showPayload(false);
    clear();
}

TriggerPanel::~TriggerPanel() = default;

/// Beside the controls the hint has a line that can be read, or it stands below them.
void TriggerPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int needed = m_ui->eventRow->sizeHint().width() + fontMetrics().averageCharWidth() * hintCharacters;
    const auto direction = width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_ui->eventLayout->direction() != direction)
        m_ui->eventLayout->setDirection(direction);
    if (event->oldSize().width() != width())
        Q_EMIT roomWanted();
}

void TriggerPanel::setClock(const Clock &clock)
{
    m_clock = &clock;
    m_ui->attemptView->setClock(clock);
}

void TriggerPanel::setCatalogue(const EventCatalogue &catalogue, Edition edition)
{
    const QString chosen = m_ui->eventBox->currentText();
    m_catalogue = catalogue;
    const auto types = catalogue.shownIn(edition);
    QStringList names;
    QStringList shown;
    for (const EventType &type : types)
        names.append(type.name);
    for (int i = 0; i < m_ui->eventBox->count(); ++i)
        shown.append(m_ui->eventBox->itemText(i));
    if (names == shown)
        return; // what is being typed stays
    QSignalBlocker blocker(m_ui->eventBox); // the chosen one is not left meanwhile, and with it the keyboard and the caret
    m_ui->eventBox->clear();
    for (const EventType &type : types) {
        m_ui->eventBox->addItem(type.name);
        m_ui->eventBox->setItemData(m_ui->eventBox->count() - 1, Words::ofCatalogue(type.description), Qt::ToolTipRole);
    }
    m_ui->eventBox->setCurrentIndex(qMax(0, m_ui->eventBox->findText(chosen)));
    if (m_ui->eventBox->currentText() != chosen)
        chooseEvent();
}

void TriggerPanel::setRules(const EventRules &rules)
{
    m_rules = rules;
    checkPayload();
}

QList<QWidget *> TriggerPanel::controls() const
{
    return QList<QWidget *>{m_ui->eventBox, m_ui->payloadButton, m_ui->payloadEdit} + m_ui->attemptView->controls();
}

void TriggerPanel::chooseEvent()
{
    const EventType *type = m_catalogue.find(m_ui->eventBox->currentText());
    if (!type)
        return;
    const bool isTest = type->name == triggerTest;
    m_untouchedSample = QString::fromUtf8(isTest ? makeTestEvent(m_clock->nowUtc()).payload : type->sample);
    m_ui->payloadEdit->setReadOnly(isTest); // {"event","createdAt"} and nothing else
    m_ui->payloadEdit->setPayload(m_edits.value(type->name, m_untouchedSample));
    m_ui->payloadButton->setChecked(!isTest);
    m_ui->hintLabel->setText(isTest
                                 ? tr("Sends the form as it stands, saved or not.")
                                 : tr("Untouched, the sample is sent compact with the time of now; edited, byte for byte."));
    Q_EMIT roomWanted(); // another sentence may need another height
    takePreview();
}

void TriggerPanel::showPayload(bool shown)
{
    m_ui->payloadPane->setVisible(shown);
    showPanes();
    m_ui->payloadButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
}

/// Payload and attempt stand side by side; what has nothing to show takes no room.
void TriggerPanel::showPanes()
{
    m_ui->attemptArea->setVisible(!m_delivery.isNull());
    m_ui->textsSplitter->setVisible(hasContent());
    Q_EMIT roomWanted();
}

bool TriggerPanel::hasContent() const
{
    return !m_delivery.isNull() || m_ui->payloadButton->isChecked();
}

void TriggerPanel::checkPayload()
{
    QString sentence;
    const QString text = m_ui->payloadEdit->payload();
    if (text != m_untouchedSample) {
        if (const auto given = ruled(text.toUtf8(), m_ui->eventBox->currentText()); !given)
            sentence = Words::of(given.error());
    }
    showProblem(m_ui->payloadError, m_ui->payloadEdit, sentence);
    if (!m_ui->payloadEdit->isReadOnly())
        m_edits.insert(m_ui->eventBox->currentText(), text);
    takePreview();
}

Result<Event> TriggerPanel::makeEvent() const
{
    const EventType *type = m_catalogue.find(m_ui->eventBox->currentText());
    if (!type || type->name == triggerTest)
        return makeTestEvent(m_clock->nowUtc());
    const QString text = m_ui->payloadEdit->payload();
    const bool isUntouched = text == m_untouchedSample;
    return ruled(isUntouched ? makeSampleEvent(*type, m_clock->nowUtc()).payload : text.toUtf8(), type->name);
}

/// As the engine does it: what is shown is what is sent.
Result<Event> TriggerPanel::ruled(const QByteArray &payload, const QString &type) const
{
    const auto event = m_rules.givenOfAnyType(payload, type);
    if (!event)
        return tl::unexpected(event.error());
    return event->event;
}

void TriggerPanel::takePreview()
{
    if (!m_clock)
        return;
    const auto event = makeEvent();
    m_preview = event
        ? Preview{*event}
        : Preview{{m_ui->eventBox->currentText(), m_clock->nowUtc(), m_ui->payloadEdit->payload().toUtf8()}, event.error()};
    Q_EMIT previewChanged();
}

Result<Event> TriggerPanel::chosenEvent()
{
    takePreview();
    if (!m_preview.error)
        return m_preview.event;
    m_ui->payloadButton->setChecked(true);
    m_ui->payloadEdit->setFocus();
    return tl::unexpected(*m_preview.error);
}

void TriggerPanel::clear()
{
    m_delivery = {};
    m_edits.clear();
    setRunning(false);
    m_ui->attemptView->forget();
    m_ui->eventBox->setCurrentIndex(0);
    chooseEvent();
    showPanes();
}

void TriggerPanel::begin(const DeliveryId &delivery)
{
    m_delivery = delivery;
    Attempt attempt;
    attempt.delivery = delivery;
    attempt.eventType = m_ui->eventBox->currentText();
    attempt.test = true;
    showPanes();
    setRunning(true);
    showAttempt(attempt);
}

void TriggerPanel::showAttempt(const Attempt &attempt)
{
    if (attempt.delivery != m_delivery || m_delivery.isNull())
        return;
    m_ui->attemptView->showAttempt(attempt);
    if (attempt.isFinished())
        setRunning(false);
}

void TriggerPanel::showRefusal(const Error &error)
{
    begin(DeliveryId::create());
    Attempt refused = m_ui->attemptView->attempt();
    refused.outcome = invalidRequest(error);
    showAttempt(refused);
}

void TriggerPanel::showSaved(const QString &sentence, bool done)
{
    m_ui->attemptView->answer().showSaved(sentence, done);
}

void TriggerPanel::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

} // namespace hookpanel
