// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/attemptview.h"

#include "core/measuredtime.h"
#include "core/words.h"
#include "ui_attemptview.h"
#include "views/certificatetext.h"
#include "views/findbar.h"
#include "views/icons.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/splitter.h"
#include "views/style.h"

#include <QEvent>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 100;
constexpr qsizetype liveBodyBytes = 16 * 1024; ///< Shown of a body while it arrives: it comes anew every 100 ms.

constexpr int fewestLines = 10; ///< Of timeline, request and answer.
constexpr int fewestTextLines = 6; ///< Of request and answer, where they stand below each other.
constexpr int fewestTextCharacters = 22; ///< Of a line of request and answer, where they stand beside each other.
constexpr int certificateCharacters = 30; ///< Of a line, at least.

enum Tab { TimelineTab, CertificateTab };

} // namespace

AttemptView::AttemptView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::AttemptView>())
{
    m_ui->setupUi(this);
    for (QPlainTextEdit *edit : {m_ui->sentEdit, m_ui->certificateEdit})
        dressMessageText(edit);
    m_ui->certificateEdit->setMinimumWidth(m_ui->certificateEdit->fontMetrics().averageCharWidth() * certificateCharacters);
    m_highlighter = new MessageHighlighter(m_ui->sentEdit);
    m_ui->sentLayout->addWidget(new FindBar(m_ui->sentEdit, m_ui->sentPane));
    m_ui->certificateLayout->addWidget(new FindBar(m_ui->certificateEdit, m_ui->certificatePane));
    dressTabs(m_ui->timelineTabs, tr("Show timeline or certificate"));
    m_ui->timelineTabs->addTab(tr("Timeline"));
    m_ui->timelineTabs->addTab(tr("Certificate"));
    makeHeading(m_ui->stateLabel);
    m_ui->stateIcon->setFont(m_ui->stateLabel->font()); // as high as the words beside it
    m_ui->cancelButton->setIcon(icon(u"cancel"_s));
    m_ui->attemptSplitter->setMinimumHeight(fontMetrics().height() * fewestLines); // below that, who holds it scrolls
    m_ui->attemptSplitter->setStretchFactor(0, 0);
    for (const int pane : {1, 2})
        m_ui->attemptSplitter->setStretchFactor(pane, 1);
    m_ticker.setInterval(tickMs);

    connect(m_ui->cancelButton, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_attempt.delivery); });
    connect(m_ui->timelineTabs, &QTabBar::currentChanged, this, &AttemptView::showTab);
    connect(m_ui->answerView, &AnswerView::saveRequested, this, &AttemptView::saveRequested);
    connect(&m_ticker, &QTimer::timeout, this, &AttemptView::showElapsed);
    connect(m_ui->trustButton, &QPushButton::clicked, this, [this] { Q_EMIT trustRequested(m_attempt); });
    showSecurity();
    setCancellable(false);
    setTrustable(false);
}

AttemptView::~AttemptView() = default;

AnswerView &AttemptView::answer()
{
    return *m_ui->answerView;
}

int AttemptView::widthSideBySide() const
{
    const QSplitter &splitter = *m_ui->attemptSplitter;
    int width = (splitter.count() - 1) * splitter.handleWidth();
    for (int pane = 0; pane < splitter.count(); ++pane) {
        const QWidget &part = *splitter.widget(pane);
        const int letters = pane == 0 ? 0 : m_ui->sentEdit->fontMetrics().averageCharWidth() * fewestTextCharacters;
        width += qMax(letters, qMax(part.minimumSizeHint().width(), part.minimumWidth()));
    }
    return width;
}

QSize AttemptView::minimumSizeHint() const
{
    const QSplitter &splitter = *m_ui->attemptSplitter;
    int width = m_ui->stateLayout->minimumSize().width();
    for (int pane = 0; pane < splitter.count(); ++pane)
        width = qMax(width, splitter.widget(pane)->minimumSizeHint().width());
    return {width, QWidget::minimumSizeHint().height()};
}

/// Only now is it known how much room new texts need: their layouts are brought up to date from within.
bool AttemptView::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return done;
}

void AttemptView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AttemptView::arrange()
{
    const auto wanted = width() < widthSideBySide() ? Qt::Vertical : Qt::Horizontal;
    Splitter *splitter = m_ui->attemptSplitter;
    const bool isVertical = wanted == Qt::Vertical;
    if (!isVertical && splitter->orientation() == wanted)
        return;
    const int height = splitter->minimumHeight();
    splitter->setOrientation(wanted);
    for (QPlainTextEdit *edit : {m_ui->sentEdit, m_ui->answerView->findChild<QPlainTextEdit *>()})
        edit->setMinimumHeight(isVertical ? edit->fontMetrics().height() * fewestTextLines : 0);
    // Below each other all panes have the height that they need, and who holds this view scrolls.
    splitter->setMinimumHeight(isVertical ? splitter->minimumSizeHint().height() : fontMetrics().height() * fewestLines);
    if (splitter->minimumHeight() != height)
        updateGeometry();
}

QList<QWidget *> AttemptView::controls() const
{
    return QList<QWidget *>{m_ui->cancelButton, m_ui->trustButton, m_ui->timelineTabs, m_ui->certificateEdit, m_ui->sentEdit}
    + m_ui->answerView->controls();
}

void AttemptView::forget()
{
    m_ticker.stop();
    m_attempt = {};
    m_ui->timelineTabs->setCurrentIndex(TimelineTab);
    m_ui->answerView->showResponse({}, {});
}

void AttemptView::setCancellable(bool cancellable)
{
    m_cancellable = cancellable;
    m_ui->cancelButton->setVisible(m_cancellable && !m_attempt.isFinished());
}

void AttemptView::setTrustable(bool trustable)
{
    m_trustable = trustable;
    const bool isRefused = m_attempt.outcome && m_attempt.outcome->kind == OutcomeKind::Tls && m_attempt.tls
        && !m_attempt.tls->sha256.isEmpty();
    m_ui->trustButton->setVisible(m_trustable && isRefused);
}

void AttemptView::showAttempt(const Attempt &attempt)
{
    if (attempt.isFinished() || attempt != m_attempt) // the same once more goes on
        m_shownSinceMs = m_clock->monotonicMs();
    m_attempt = attempt;
    m_ui->stateLabel->setText(Words::state(attempt));
    m_ui->targetLabel->setText(Words::target(attempt));
    m_ui->targetLabel->setToolTip(attempt.request.shownUrl);
    showRequest();
    showElapsed();
    showSecurity();
    showEnd();
    std::optional<Response> response = attempt.response;
    if (response && !attempt.isFinished())
        response->body.truncate(liveBodyBytes);
    m_ui->answerView->showResponse(response, attempt.isFinished() ? tr("No answer was received.") : QString());
    setCancellable(m_cancellable);
    setTrustable(m_trustable);
    attempt.isFinished() ? m_ticker.stop() : m_ticker.start();
    arrange(); // a timeline is as wide as its words
}

void AttemptView::showEnd()
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

/// Between two updates of the attempt its time goes on by the clock.
void AttemptView::showElapsed()
{
    qint64 ms = m_attempt.durationMs;
    if (!m_attempt.isFinished())
        ms += m_clock->monotonicMs() - m_shownSinceMs;
    const auto measured = m_attempt.outcome ? measuredMs(*m_attempt.outcome, ms) : ms;
    m_ui->elapsedLabel->setText(measured ? Words::duration(*measured) : u"–"_s);
    m_ui->timelineLabel->showTimeline(m_attempt, ms);
}

void AttemptView::showSecurity()
{
    const TlsInfo tls = m_attempt.tls.value_or(TlsInfo());
    const QString security = CertificateText::security(tls);
    m_ui->securityLabel->setText(security);
    m_ui->securityLabel->setVisible(!security.isEmpty());
    const bool hasCertificate = !tls.sha256.isEmpty();
    if (!hasCertificate)
        m_ui->timelineTabs->setCurrentIndex(TimelineTab);
    m_ui->timelineTabs->setTabVisible(CertificateTab, hasCertificate);
    m_ui->timelineTabs->setVisible(hasCertificate); // one tab alone chooses nothing
    m_ui->timelineHeading->setVisible(!hasCertificate);
    if (hasCertificate) {
        // Judged by the time of the attempt: the certificate of an old one has not expired meanwhile.
        const QDateTime then = m_attempt.startedAt.isValid() ? m_attempt.startedAt : m_clock->nowUtc();
        m_ui->certificateLabel->setText(CertificateText::validityWithDays(tls, then));
        const bool isRefused = m_attempt.outcome && m_attempt.outcome->kind == OutcomeKind::Tls; // dates alone are no trust
        const Tone tone = CertificateText::toneOf(tls, then);
        setTone(m_ui->certificateLabel, tone == Tone::Good && isRefused ? Tone::Plain : tone);
        setMessageText(m_ui->certificateEdit, CertificateText::details(tls, then));
    }
    showTab();
}

void AttemptView::showTab()
{
    const bool certificate = m_ui->timelineTabs->currentIndex() == CertificateTab;
    m_ui->phasesPane->setVisible(!certificate);
    m_ui->certificatePane->setVisible(certificate);
    if (std::exchange(m_showsCertificate, certificate) == certificate)
        return;
    // Distinguished names and a fingerprint are long; a timeline is not.
    Splitter *splitter = m_ui->attemptSplitter;
    if (splitter->orientation() == Qt::Vertical)
        return; // each pane has its height
    if (certificate) {
        m_sizesBefore = splitter->sizes();
        const int quarter = splitter->width() / 4;
        splitter->propose({quarter * 2, quarter, quarter});
    } else if (!splitter->isSetByHand()) {
        splitter->setSizes(m_sizesBefore);
    }
}

void AttemptView::showRequest()
{
    const bool known = !m_attempt.request.headers.isEmpty();
    m_highlighter->showMessage(known ? requestText(m_attempt.request) : QString(),
                               headOfMessage(m_attempt.request.headers.size()), true);
    // A request whose connection never stood has not left: it is shown, and not called sent. Of an interrupted one it is
    // known only how far it was a little earlier.
    const bool sent = m_attempt.phase >= Phase::Sending;
    const bool hasNotLeft = m_attempt.isFinished() && m_attempt.outcome->kind != OutcomeKind::Interrupted;
    const QString what = sent ? tr("Request sent") : hasNotLeft ? tr("Request, not sent") : tr("Request");
    m_ui->sentLabel->setText(known ? tr("%1 · %2 · %3", "request, headers, size")
                                         .arg(what, tr("%n header(s)", nullptr, int(m_attempt.request.headers.size())),
                                              Words::size(m_attempt.request.body.size()))
                                   : what);
}

} // namespace hookpanel
