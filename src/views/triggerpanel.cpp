// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/triggerpanel.h"

#include "core/words.h"
#include "ui_triggerpanel.h"
#include "views/icons.h"
#include "views/style.h"

#include <QFontDatabase>
#include <QLocale>
#include <QScrollBar>
#include <QShortcut>
#include <QTextDocument>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 100;

/// The text of an editor as it was given. toPlainText() turns no-break spaces into spaces and U+2028 into a line break, and
/// a payload goes out byte for byte.
QString textOf(const QPlainTextEdit *edit)
{
    return edit->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

/// Replaces a text where it differs, and leaves the view where the reader had scrolled it.
void setText(QPlainTextEdit *edit, const QString &text)
{
    if (textOf(edit) == text)
        return;
    const int across = edit->horizontalScrollBar()->value();
    const int down = edit->verticalScrollBar()->value();
    edit->setPlainText(text);
    edit->horizontalScrollBar()->setValue(across);
    edit->verticalScrollBar()->setValue(down);
}

} // namespace

TriggerPanel::TriggerPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TriggerPanel>())
{
    m_ui->setupUi(this);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF()); // as large as the user wants to read everything else
    for (QPlainTextEdit *edit : {m_ui->payloadEdit, m_ui->sentEdit, m_ui->receivedEdit}) {
        edit->setFont(fixed);
        edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * 5);
    }
    makeHeading(m_ui->stateLabel);
    m_ui->stateIcon->setFont(m_ui->stateLabel->font()); // as high as the words beside it
    m_ui->cancelButton->setIcon(icon(u"cancel"_s));
    m_ticker.setInterval(tickMs);

    connect(m_ui->eventBox, &QComboBox::currentIndexChanged, this, &TriggerPanel::chooseEvent);
    connect(m_ui->payloadButton, &QToolButton::toggled, this, &TriggerPanel::showPayload);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this, &TriggerPanel::checkPayload);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_delivery); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] {
        if (m_running)
            Q_EMIT cancelRequested(m_delivery);
    });
    connect(&m_ticker, &QTimer::timeout, this, &TriggerPanel::showElapsed);
    showPayload(false);
    clear();
}

TriggerPanel::~TriggerPanel() = default;

void TriggerPanel::setCatalogue(const EventCatalogue &catalogue, Edition edition)
{
    const QString chosen = m_ui->eventBox->currentText();
    m_catalogue = catalogue;
    m_ui->eventBox->clear();
    const auto types = catalogue.shownIn(edition);
    for (const EventType &type : types) {
        m_ui->eventBox->addItem(type.name);
        m_ui->eventBox->setItemData(m_ui->eventBox->count() - 1, Words::ofCatalogue(type.description), Qt::ToolTipRole);
    }
    m_ui->eventBox->setCurrentIndex(qMax(0, m_ui->eventBox->findText(chosen)));
}

QList<QWidget *> TriggerPanel::controls() const
{
    return {m_ui->eventBox, m_ui->payloadButton, m_ui->cancelButton, m_ui->payloadEdit, m_ui->sentEdit, m_ui->receivedEdit};
}

void TriggerPanel::chooseEvent()
{
    const EventType *type = m_catalogue.find(m_ui->eventBox->currentText());
    if (!type)
        return;
    const bool isTest = type->name == triggerTest;
    m_untouchedSample = QString::fromUtf8(isTest ? makeTestEvent(m_clock->nowUtc()).payload : type->sample);
    m_ui->payloadEdit->setPlainText(m_edits.value(type->name, m_untouchedSample));
    m_ui->payloadEdit->setReadOnly(isTest); // {"event","createdAt"} and nothing else
    m_ui->payloadButton->setChecked(!isTest);
    m_ui->hintLabel->setText(isTest
                                 ? tr("Sends the form as it stands, saved or not.")
                                 : tr("Untouched, the sample is sent compact with the time of now; edited, byte for byte."));
}

void TriggerPanel::showPayload(bool shown)
{
    m_ui->payloadPane->setVisible(shown);
    showPanes();
    m_ui->payloadButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
}

/// Payload, request and answer stand side by side; what has nothing to show takes no room.
void TriggerPanel::showPanes()
{
    const bool begun = !m_delivery.isNull();
    m_ui->attemptPane->setVisible(begun);
    m_ui->sentPane->setVisible(begun);
    m_ui->receivedPane->setVisible(begun);
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
    const QString text = textOf(m_ui->payloadEdit);
    if (text != m_untouchedSample) {
        if (const auto given = makeGivenEvent(text.toUtf8(), m_ui->eventBox->currentText()); !given)
            sentence = Words::of(given.error());
    }
    showProblem(m_ui->payloadError, m_ui->payloadEdit, sentence);
    if (!m_ui->payloadEdit->isReadOnly())
        m_edits.insert(m_ui->eventBox->currentText(), text);
}

Result<Event> TriggerPanel::chosenEvent()
{
    const EventType *type = m_catalogue.find(m_ui->eventBox->currentText());
    if (!type || type->name == triggerTest)
        return makeTestEvent(m_clock->nowUtc());
    const QString text = textOf(m_ui->payloadEdit);
    if (text == m_untouchedSample)
        return makeSampleEvent(*type, m_clock->nowUtc());
    auto given = makeGivenEvent(text.toUtf8(), type->name);
    if (!given) {
        m_ui->payloadButton->setChecked(true);
        m_ui->payloadEdit->setFocus();
    }
    return given;
}

void TriggerPanel::clear()
{
    m_delivery = {};
    m_attempt = {};
    m_edits.clear();
    setRunning(false);
    m_ui->eventBox->setCurrentIndex(0);
    chooseEvent();
    showPanes();
}

void TriggerPanel::begin(const DeliveryId &delivery)
{
    m_delivery = delivery;
    m_attempt = {};
    m_attempt.delivery = delivery;
    m_attempt.eventType = m_ui->eventBox->currentText();
    showPanes();
    setRunning(true);
    showAttempt(m_attempt);
}

void TriggerPanel::showAttempt(const Attempt &attempt)
{
    if (attempt.delivery != m_delivery || m_delivery.isNull())
        return;
    m_attempt = attempt;
    m_shownSinceMs = m_clock->monotonicMs();
    m_ui->stateLabel->setText(Words::state(attempt));
    m_ui->targetLabel->setText(Words::target(attempt));
    m_ui->targetLabel->setToolTip(attempt.request.shownUrl);
    showTexts();
    showElapsed();
    showEnd();
    if (attempt.isFinished())
        setRunning(false);
}

void TriggerPanel::showRefusal(const Error &error)
{
    begin(DeliveryId::create());
    Attempt refused = m_attempt;
    refused.outcome = invalidRequest(error);
    showAttempt(refused);
}

void TriggerPanel::showEnd()
{
    m_ui->sentenceLabel->setVisible(m_attempt.isFinished());
    if (!m_attempt.isFinished()) {
        makePlain(m_ui->stateLabel);
        showIcon(m_ui->stateIcon, u"play"_s);
        return;
    }
    const bool success = m_attempt.outcome->kind == OutcomeKind::Success;
    success ? makeGood(m_ui->stateLabel) : makeBad(m_ui->stateLabel);
    showIcon(m_ui->stateIcon, success ? u"check"_s : u"cross"_s);
    m_ui->sentenceLabel->setText(Words::of(*m_attempt.outcome));
}

void TriggerPanel::setRunning(bool running)
{
    m_ui->cancelButton->setVisible(running);
    running ? m_ticker.start() : m_ticker.stop();
    if (m_running == running)
        return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

/// Between two updates of the attempt its time goes on by the clock.
void TriggerPanel::showElapsed()
{
    qint64 ms = m_attempt.durationMs;
    if (!m_attempt.isFinished())
        ms += m_clock->monotonicMs() - m_shownSinceMs;
    m_ui->elapsedLabel->setText(Words::duration(ms));
    const QString security = securityText();
    m_ui->timelineLabel->setText(security.isEmpty() ? timelineText() : timelineText() + u'\n' + security);
}

QString TriggerPanel::timelineText() const
{
    QStringList parts;
    for (const PhaseTime &time : m_attempt.timeline)
        parts.append(tr("%1 %2", "phase, duration")
                         .arg(Words::of(time.phase), time.ms ? Words::duration(*time.ms) : tr("not measured")));
    if (!m_attempt.isFinished()) {
        const qint64 inPhase = m_attempt.durationMs - m_attempt.phaseStartedMs + m_clock->monotonicMs() - m_shownSinceMs;
        parts.append(
            tr("%1 %2…", "running phase, duration so far").arg(Words::of(m_attempt.phase), Words::duration(inPhase)));
    }
    if (m_attempt.connectionReused)
        parts.prepend(tr("reused connection"));
    return parts.join(u" · "_s);
}

QString TriggerPanel::securityText() const
{
    if (!m_attempt.tls)
        return {};
    const TlsInfo &tls = *m_attempt.tls;
    QStringList parts;
    if (!tls.protocol.isEmpty())
        parts.append(tr("%1 with %2", "TLS version, cipher").arg(tls.protocol, tls.cipher));
    if (tls.notAfter.isValid())
        parts.append(tr("certificate for %1 by %2, valid until %3")
                         .arg(tls.subject, tls.issuer, QLocale().toString(tls.notAfter.date(), QLocale::ShortFormat)));
    return parts.join(u" · "_s);
}

void TriggerPanel::showTexts()
{
    const bool known = !m_attempt.request.headers.isEmpty();
    setText(m_ui->sentEdit, known ? requestText(m_attempt.request) : QString());
    // A request whose connection never stood has not left: it is shown, and not called sent.
    const bool sent = m_attempt.phase >= Phase::Sending;
    const QString what = sent ? tr("Request sent") : m_attempt.isFinished() ? tr("Request, not sent") : tr("Request");
    m_ui->sentLabel->setText(known ? tr("%1 · %2 · %3", "request, headers, size")
                                         .arg(what, tr("%n header(s)", nullptr, int(m_attempt.request.headers.size())),
                                              Words::size(m_attempt.request.body.size()))
                                   : what);
    setText(m_ui->receivedEdit, answerText());
    m_ui->receivedLabel->setText(m_attempt.response ? tr("Response received · %1").arg(Words::size(m_attempt.response->size))
                                                    : tr("Response received"));
}

QString TriggerPanel::answerText() const
{
    if (!m_attempt.response)
        return m_attempt.isFinished() ? tr("No answer was received.") : QString();
    const Response &response = *m_attempt.response;
    if (!response.isTruncated())
        return responseText(response);
    return responseText(response) + u'\n'
        + tr("… the first %1 of %2 are kept.").arg(Words::size(response.body.size()), Words::size(response.size));
}

} // namespace hookpanel
