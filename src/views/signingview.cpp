// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/signingview.h"

#include "core/signaturewords.h"
#include "core/signing/signingschemes.h"
#include "core/words.h"
#include "models/panelservice.h"
#include "ui_signingview.h"
#include "views/flowlayout.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"
#include "views/textdirection.h"

#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int secondMs = 1000;
constexpr int mostRows = 4; ///< Without scrolling.

enum NewSecret { Generated, Pasted };

} // namespace

SigningView::SigningView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SigningView>())
{
    m_ui->setupUi(this);
    auto *buttons = new FlowLayout(m_ui->signingButtons);
    for (QPushButton *button : {m_ui->generateSecretButton, m_ui->pasteSecretButton, m_ui->rotateSecretButton,
                                m_ui->revealSecretButton, m_ui->endSecretButton, m_ui->checkSignatureButton})
        buttons->addWidget(button);
    for (QLabel *help : {m_ui->signingHelp, m_ui->signingNote, m_ui->shownSecretNote})
        setTone(help, Tone::Muted);
    m_ui->newSecretBox->addItem(tr("Generate one"), Generated);
    m_ui->newSecretBox->addItem(tr("Paste one"), Pasted);
    for (QLineEdit *edit : {m_ui->pastedSecretEdit, m_ui->shownSecretEdit})
        writeLeftToRight(edit);
    suitUnit(m_ui->overlapBox);
    m_ui->newSecretLayout->setAlignment(m_ui->overlapBox, Qt::AlignLeading);
    m_ticker.setObjectName(u"shownSecretTimer"_s);
    m_ticker.setInterval(secondMs);
    makeSchemeBoxes();
    setUpTable();
    connectButtons();
    endNewSecret();
    hideSecret();
}

SigningView::~SigningView() = default;

void SigningView::makeSchemeBoxes()
{
    for (const auto &scheme : signingSchemes()) {
        const QString title = SignatureWords::titleOf(*scheme);
        const QString description = SignatureWords::descriptionOf(*scheme);
        auto *box = new QCheckBox(title, m_ui->schemesPane);
        box->setObjectName(scheme->name() + u"SigningBox"_s);
        box->setAccessibleDescription(description);
        auto *help = new QLabel(description, m_ui->schemesPane);
        help->setTextFormat(Qt::PlainText);
        help->setWordWrap(true);
        setTone(help, Tone::Muted);
        m_ui->schemesLayout->addWidget(box);
        m_ui->schemesLayout->addWidget(help);
        m_boxes.append(box);
        m_names.append(scheme->name());
        connect(box, &QCheckBox::toggled, this, [this] {
            updateState();
            Q_EMIT edited();
        });
    }
}

void SigningView::setUpTable()
{
    QTableView *view = m_ui->signingKeysView;
    view->setModel(&m_keys);
    view->setItemDelegate(new OwnDirectionDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SigningView::updateState);
}

void SigningView::connectButtons()
{
    connect(m_ui->generateSecretButton, &QPushButton::clicked, this, &SigningView::generate);
    connect(m_ui->pasteSecretButton, &QPushButton::clicked, this, [this] { beginNewSecret(true); });
    connect(m_ui->rotateSecretButton, &QPushButton::clicked, this, [this] { beginNewSecret(false); });
    connect(m_ui->revealSecretButton, &QPushButton::clicked, this, &SigningView::reveal);
    connect(m_ui->endSecretButton, &QPushButton::clicked, this, &SigningView::endOld);
    connect(m_ui->checkSignatureButton, &QPushButton::clicked, this, &SigningView::checkRequested);
    connect(m_ui->newSecretBox, &QComboBox::currentIndexChanged, this, &SigningView::updateState);
    connect(m_ui->useSecretButton, &QPushButton::clicked, this, &SigningView::takeNewSecret);
    connect(m_ui->pastedSecretEdit, &QLineEdit::returnPressed, this, &SigningView::takeNewSecret);
    connect(m_ui->pastedSecretEdit, &QLineEdit::textEdited, this,
            [this] { showProblem(m_ui->pastedSecretError, m_ui->pastedSecretEdit, {}); });
    connect(m_ui->cancelSecretButton, &QPushButton::clicked, this, [this] {
        endNewSecret();
        field()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_ui->copySecretButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->shownSecretEdit->text()); });
    connect(m_ui->hideSecretButton, &QPushButton::clicked, this, [this] {
        hideSecret();
        field()->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_ticker, &QTimer::timeout, this, &SigningView::tick);
}

void SigningView::setUp(PanelService &service, const Clock &clock)
{
    m_service = &service;
    m_clock = &clock;
    connect(&service, &PanelService::secretRevealed, this, &SigningView::onRevealed);
    connect(&service, &PanelService::secretNotRevealed, this, [this](const QString &reference, const Error &error) {
        if (reference == std::exchange(m_wanted, QString()))
            showProblem(m_ui->secretError, m_ui->revealSecretButton, Words::of(error));
    });
}

void SigningView::setWebhook(const Webhook &webhook)
{
    endNewSecret();
    hideSecret();
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        m_boxes.at(i)->setChecked(webhook.signing.contains(m_names.at(i)));
    m_lackedSecret = false;
    setKeys(webhook.signingKeys);
    m_lackedSecret = lacksSecret();
}

void SigningView::setKeys(const QList<WebhookKey> &keys)
{
    showProblem(m_ui->secretError, m_ui->revealSecretButton, {});
    m_keys.setKeys(keys, m_clock ? m_clock->nowUtc() : QDateTime());
    if (!keys.isEmpty())
        m_ui->signingKeysView->setCurrentIndex(m_keys.index(0, 0)); // selectRow() does nothing from right to left (Qt 6.4.2)
    updateState();
}

QStringList SigningView::chosenSchemes() const
{
    QStringList chosen;
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes.at(i)->isChecked())
            chosen.append(m_names.at(i));
    }
    return chosen;
}

void SigningView::apply(Webhook &webhook) const
{
    const QStringList chosen = chosenSchemes();
    // The order in which they stood stays, so that nothing looks changed that was not.
    webhook.signing.removeIf([&](const QString &name) { return m_names.contains(name) && !chosen.contains(name); });
    for (const QString &name : chosen) {
        if (!webhook.signing.contains(name))
            webhook.signing.append(name);
    }
    webhook.signingKeys = m_keys.keys();
}

void SigningView::takeSaved(const Webhook &sent, const Webhook &saved)
{
    if (m_keys.keys() != sent.signingKeys) // changed while it was saved: the form has more to save
        return;
    if (m_isNew)
        hideSecret();
    if (m_keys.keys() != saved.signingKeys)
        setKeys(saved.signingKeys);
}

bool SigningView::lacksSecret() const
{
    return m_keys.keys().isEmpty() && !chosenSchemes().isEmpty();
}

QWidget *SigningView::fault() const
{
    return lacksSecret() && !m_lackedSecret ? field() : nullptr;
}

QWidget *SigningView::field() const
{
    return m_keys.keys().isEmpty() ? static_cast<QWidget *>(m_ui->generateSecretButton) : m_ui->rotateSecretButton;
}

void SigningView::showProblems(const QStringList &sentences, bool isWanted)
{
    QStringList all = sentences;
    if (isWanted && lacksSecret())
        all.append(SignatureWords::of(Error{ErrorCode::SigningKeyMissing}));
    showProblem(m_ui->signingError, m_ui->schemesPane, all.join(u'\n'));
    m_ui->generateSecretButton->setAccessibleDescription(all.join(u'\n'));
}

QList<QWidget *> SigningView::controls() const
{
    QList<QWidget *> order;
    for (QCheckBox *box : m_boxes)
        order.append(box);
    order += {m_ui->signingKeysView,    m_ui->generateSecretButton, m_ui->pasteSecretButton,    m_ui->rotateSecretButton,
              m_ui->revealSecretButton, m_ui->endSecretButton,      m_ui->checkSignatureButton, m_ui->newSecretBox,
              m_ui->pastedSecretEdit,   m_ui->overlapBox,           m_ui->useSecretButton,      m_ui->cancelSecretButton,
              m_ui->shownSecretEdit,    m_ui->copySecretButton,     m_ui->hideSecretButton};
    return order;
}

void SigningView::updateState()
{
    const QList<WebhookKey> &keys = m_keys.keys();
    const bool hasKeys = !keys.isEmpty();
    const int row = m_ui->signingKeysView->currentIndex().row();
    m_ui->signingKeysView->setVisible(hasKeys);
    QTableView *view = m_ui->signingKeysView;
    const int rows = qBound(1, int(keys.size()), mostRows);
    view->setFixedHeight(rows * view->verticalHeader()->defaultSectionSize() + view->horizontalHeader()->sizeHint().height()
                         + 2 * view->frameWidth());
    m_ui->generateSecretButton->setVisible(!hasKeys);
    m_ui->pasteSecretButton->setVisible(!hasKeys);
    m_ui->rotateSecretButton->setVisible(hasKeys);
    m_ui->revealSecretButton->setVisible(hasKeys);
    m_ui->revealSecretButton->setEnabled(row >= 0);
    m_ui->endSecretButton->setVisible(keys.size() > 1);
    m_ui->endSecretButton->setEnabled(row > 0); // the newest one signs; who wants none clears the schemes
    const bool signsNothing = chosenSchemes().isEmpty();
    m_ui->signingNote->setText(!hasKeys           ? tr("There is none yet.")
                                   : signsNothing ? tr("No scheme is chosen, so nothing is signed.")
                                                  : QString());
    m_ui->signingNote->setVisible(!m_ui->signingNote->text().isEmpty());
    const bool isPasted = m_ui->newSecretBox->currentData().toInt() == Pasted;
    for (QWidget *part : std::initializer_list<QWidget *>{m_ui->pastedSecretLabel, m_ui->pastedSecretEdit})
        part->setVisible(isPasted);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_ui->newSecretLabel, m_ui->newSecretBox, m_ui->overlapLabel, m_ui->overlapBox})
        part->setVisible(hasKeys);
    m_ui->useSecretButton->setText(hasKeys ? tr("Rotate to it") : tr("Use this secret"));
}

void SigningView::generate()
{
    const QString secret = SigningKey::generate().text();
    setKeys(secrets::rotated({}, secret, {}));
    showSecret(secret, true);
    Q_EMIT edited();
}

/// Asks in place for a secret: a pasted one, or for a rotation.
void SigningView::beginNewSecret(bool isPasted)
{
    hideSecret();
    m_ui->pastedSecretEdit->clear();
    showProblem(m_ui->pastedSecretError, m_ui->pastedSecretEdit, {});
    m_ui->newSecretBox->setCurrentIndex(isPasted ? Pasted : Generated);
    m_ui->overlapBox->setValue(defaultOverlapHours);
    m_ui->newSecretPane->show();
    updateState();
    QWidget *first = isPasted ? static_cast<QWidget *>(m_ui->pastedSecretEdit) : m_ui->newSecretBox;
    first->setFocus(Qt::OtherFocusReason);
}

void SigningView::endNewSecret()
{
    m_ui->pastedSecretEdit->clear();
    m_ui->newSecretPane->hide();
}

/// Why a pasted text cannot be the secret: a sentence, or nothing.
QString SigningView::problemWith(const QString &text) const
{
    const SigningKey key(text);
    if (const auto accepted = checkAnyKey(key, {}); !accepted)
        return SignatureWords::of(accepted.error());
    // What looks like a secret of Standard Webhooks must be one, also while that scheme is not chosen.
    QStringList chosen = chosenSchemes();
    if (text.startsWith(SigningKey::prefix))
        chosen = m_names;
    for (const QString &name : chosen) {
        if (const auto accepted = findSigningScheme(name)->accepts(key); !accepted)
            return SignatureWords::of(accepted.error());
    }
    return {};
}

void SigningView::takeNewSecret()
{
    const bool isPasted = m_ui->newSecretBox->currentData().toInt() == Pasted;
    const QString secret = isPasted ? m_ui->pastedSecretEdit->text() : SigningKey::generate().text();
    if (const QString problem = problemWith(secret); !problem.isEmpty()) {
        showProblem(m_ui->pastedSecretError, m_ui->pastedSecretEdit, problem);
        m_ui->pastedSecretEdit->setFocus(Qt::OtherFocusReason);
        return;
    }
    const QDateTime now = m_clock->nowUtc();
    const qint64 overlap = qint64(m_ui->overlapBox->value()) * 60 * 60;
    const QList<WebhookKey> keys = secrets::rotated(m_keys.keys(), secret, now.addSecs(overlap));
    endNewSecret();
    setKeys(secrets::withoutEnded(keys, now));
    showSecret(secret, true);
    Q_EMIT edited();
}

void SigningView::endOld()
{
    QList<WebhookKey> keys = m_keys.keys();
    const int row = m_ui->signingKeysView->currentIndex().row();
    if (row <= 0 || row >= keys.size())
        return;
    keys.removeAt(row);
    hideSecret();
    setKeys(keys);
    m_ui->signingKeysView->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void SigningView::reveal()
{
    const int row = m_ui->signingKeysView->currentIndex().row();
    if (row < 0 || !m_service)
        return;
    showProblem(m_ui->secretError, m_ui->revealSecretButton, {});
    const WebhookKey &key = m_keys.keys().at(row);
    if (!key.text.isEmpty()) {
        showSecret(key.text, true);
        return;
    }
    m_wanted = key.reference;
    m_service->revealSecret(key.reference);
}

void SigningView::onRevealed(const QString &reference, const SecretText &secret)
{
    if (reference == std::exchange(m_wanted, QString()) && isVisible() && !reference.isEmpty())
        showSecret(secret.text(), false);
}

void SigningView::showSecret(const QString &text, bool isNew)
{
    m_isNew = isNew;
    m_ui->shownSecretEdit->setText(text);
    m_ui->shownSecretEdit->setCursorPosition(0);
    m_ui->shownSecretPane->show();
    m_ui->copySecretButton->setFocus(Qt::OtherFocusReason);
    m_secondsLeft = shownSeconds;
    isNew ? m_ticker.stop() : m_ticker.start();
    if (!isNew) {
        setTone(m_ui->shownSecretNote, Tone::Muted);
        sayTimeLeft();
        return;
    }
    const QString advice = SignatureWords::adviceOn(SigningKey(text));
    const QString copy
        = tr("Copy it now and give it to the receiver. It signs once you save; from then on, or when you leave "
             "this page, only its last characters are shown.");
    setTone(m_ui->shownSecretNote, advice.isEmpty() ? Tone::Muted : Tone::Warn);
    m_ui->shownSecretNote->setText(advice.isEmpty() ? copy : advice + u'\n' + copy);
}

void SigningView::sayTimeLeft()
{
    m_ui->shownSecretNote->setText(tr("Hidden again in %n second(s), or when you leave this page.", nullptr, m_secondsLeft));
}

void SigningView::tick()
{
    --m_secondsLeft;
    sayTimeLeft();
    if (m_secondsLeft <= 0)
        hideSecret();
}

void SigningView::hideSecret()
{
    const bool hadFocus = m_ui->shownSecretPane->isAncestorOf(focusWidget());
    m_wanted.clear();
    m_isNew = false;
    m_ticker.stop();
    m_ui->shownSecretEdit->clear();
    m_ui->shownSecretPane->hide();
    if (hadFocus && isVisible())
        field()->setFocus(Qt::OtherFocusReason);
}

/// Somebody else may look at the screen while another window is in front. A new secret is still to be copied there.
bool SigningView::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate && !m_isNew)
        hideSecret();
    return QWidget::event(event);
}

void SigningView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    hideSecret();
}

} // namespace hookpanel
