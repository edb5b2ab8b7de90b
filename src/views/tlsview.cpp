// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/tlsview.h"

#include "core/tlswords.h"
#include "core/words.h"
#include "models/panelservice.h"
#include "ui_tlsview.h"
#include "views/certificatetext.h"
#include "views/style.h"
#include "views/textdirection.h"
#include "views/userprompts.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

TlsView::TlsView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TlsView>())
{
    m_ui->setupUi(this);
    m_ui->trustBox->addItem(tr("Signed by an authority of this system"), int(TlsPolicy::Trust::Verify));
    m_ui->trustBox->addItem(tr("Signed by one of these, or by one in a file"), int(TlsPolicy::Trust::ExtraCa));
    m_ui->trustBox->addItem(tr("This one certificate and no other"), int(TlsPolicy::Trust::Pinned));
    for (QLabel *help : {m_ui->trustHelp, m_ui->caFileNote, m_ui->pinNote, m_ui->clientNote})
        setTone(help, Tone::Muted);
    for (QLineEdit *edit : {m_ui->caFileEdit, m_ui->pinEdit, m_ui->clientCertificateEdit, m_ui->clientKeyEdit})
        writeLeftToRight(edit);
    connectFields();
    updateState();
}

TlsView::~TlsView() = default;

void TlsView::connectFields()
{
    connect(m_ui->trustBox, &QComboBox::currentIndexChanged, this, [this] {
        clearErrors();
        updateState();
        Q_EMIT edited();
        check();
    });
    connect(m_ui->clientBox, &QCheckBox::toggled, this, [this] {
        clearErrors();
        updateState();
        Q_EMIT edited();
        check();
    });
    for (QLineEdit *edit :
         {m_ui->caFileEdit, m_ui->pinEdit, m_ui->clientCertificateEdit, m_ui->clientKeyEdit, m_ui->passphraseEdit}) {
        connect(edit, &QLineEdit::textChanged, this, [this, edit] {
            if (edit == m_ui->pinEdit)
                showPin();
            if (edit == m_ui->clientKeyEdit)
                showPassphrase();
            Q_EMIT edited();
        });
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] { leave(edit); });
    }
    connect(m_ui->chooseCaFileButton, &QPushButton::clicked, this, [this] { choose(m_ui->caFileEdit); });
    connect(m_ui->chooseClientCertificateButton, &QPushButton::clicked, this,
            [this] { choose(m_ui->clientCertificateEdit); });
    connect(m_ui->chooseClientKeyButton, &QPushButton::clicked, this, [this] { choose(m_ui->clientKeyEdit); });
}

void TlsView::setUp(PanelService &service, UserPrompts &prompts, const Clock &clock)
{
    m_service = &service;
    m_prompts = &prompts;
    m_clock = &clock;
    connect(&service, &PanelService::tlsChecked, this,
            [this](const WebhookId &id, const TlsPolicy &policy, const TlsReport &report) {
                if (id == m_id)
                    onChecked(policy, report);
            });
}

void TlsView::setWebhook(const Webhook &webhook)
{
    m_touched.clear();
    m_checked.reset();
    if (m_id != webhook.id || m_kept.pin != webhook.tls.pin)
        m_pinned.reset();
    m_id = webhook.id;
    m_kept = webhook.tls;
    m_ui->trustBox->setCurrentIndex(m_ui->trustBox->findData(int(webhook.tls.trust)));
    m_ui->caFileEdit->setText(webhook.tls.caFile);
    m_ui->pinEdit->setText(fingerprintFromText(QString::fromLatin1(webhook.tls.pin)) ? TlsWords::fingerprint(webhook.tls.pin)
                                                                                     : QString::fromLatin1(webhook.tls.pin));
    m_ui->pinEdit->setCursorPosition(0);
    m_ui->clientBox->setChecked(webhook.tls.hasClientCertificate());
    m_ui->clientCertificateEdit->setText(webhook.tls.clientCertificate);
    m_ui->clientKeyEdit->setText(webhook.tls.clientKey);
    m_ui->passphraseEdit->setText(webhook.tls.passphrase);
    clearErrors();
    showPin();
    showPassphrase();
    updateState();
    check();
}

TlsPolicy TlsView::policy() const
{
    TlsPolicy policy;
    policy.trust = TlsPolicy::Trust(m_ui->trustBox->currentData().toInt());
    if (policy.trust == TlsPolicy::Trust::ExtraCa)
        policy.caFile = m_ui->caFileEdit->text().trimmed();
    else if (policy.trust == m_kept.trust)
        policy.caFile = m_kept.caFile;
    if (policy.trust == TlsPolicy::Trust::Pinned) {
        const QString pin = m_ui->pinEdit->text().trimmed();
        policy.pin = fingerprintFromText(pin).value_or(pin.toUtf8());
    } else if (policy.trust == m_kept.trust) {
        policy.pin = m_kept.pin;
    }
    if (!m_ui->clientBox->isChecked()) {
        if (!m_kept.hasClientCertificate())
            policy.passphraseReference = m_kept.passphraseReference; // as it stood there
        return policy;
    }
    policy.clientCertificate = m_ui->clientCertificateEdit->text().trimmed();
    policy.clientKey = m_ui->clientKeyEdit->text().trimmed();
    policy.passphrase = m_ui->passphraseEdit->text();
    if (policy.clientKey == m_kept.clientKey) // else it is that of another key
        policy.passphraseReference = m_kept.passphraseReference;
    return policy;
}

void TlsView::apply(Webhook &webhook) const
{
    webhook.tls = policy();
}

void TlsView::takeSaved(const Webhook &sent, const Webhook &saved)
{
    const TlsPolicy now = policy();
    m_kept = saved.tls;
    if (now == sent.tls && !sent.tls.passphrase.isEmpty())
        m_ui->passphraseEdit->clear();
    showPassphrase();
    m_checked.reset();
}

void TlsView::pin(const TlsInfo &certificate)
{
    m_pinned = certificate;
    m_ui->trustBox->setCurrentIndex(m_ui->trustBox->findData(int(TlsPolicy::Trust::Pinned)));
    m_ui->pinEdit->setText(TlsWords::fingerprint(certificate.sha256));
    m_ui->pinEdit->setCursorPosition(0);
    clearErrors();
    showPin();
}

void TlsView::updateState()
{
    const auto trust = TlsPolicy::Trust(m_ui->trustBox->currentData().toInt());
    m_ui->caPane->setVisible(trust == TlsPolicy::Trust::ExtraCa);
    m_ui->pinPane->setVisible(trust == TlsPolicy::Trust::Pinned);
    m_ui->clientPane->setVisible(m_ui->clientBox->isChecked());
    switch (trust) {
    case TlsPolicy::Trust::Verify:
        m_ui->trustHelp->setText(tr("For https. The certificate must be valid today and name the host of the URL."));
        break;
    case TlsPolicy::Trust::ExtraCa:
        m_ui->trustHelp->setText(
            tr("For an authority of your own. The certificate must be valid today and name the host of the URL."));
        break;
    case TlsPolicy::Trust::Pinned:
        m_ui->trustHelp->setText(tr("For a certificate that signs itself. It is trusted for any host and until you change "
                                    "this, also when it has expired."));
        break;
    }
    m_ui->trustBox->setAccessibleDescription(m_ui->trustHelp->text());
}

/// What is known of the certificate whose fingerprint stands there.
void TlsView::showPin()
{
    const QByteArray pin = fingerprintFromText(m_ui->pinEdit->text()).value_or(QByteArray());
    if (m_pinned && m_pinned->sha256 == pin && m_clock) {
        showCertificate(m_ui->pinNote, *m_pinned);
        return;
    }
    setTone(m_ui->pinNote, Tone::Muted);
    m_ui->pinNote->setText(pin.isEmpty() ? tr("Trigger the webhook once: when its certificate is not trusted, “Trust this "
                                              "certificate…” beside the outcome shows it and fills this in.")
                                         : tr("When this certificate ends, the next test shows it."));
}

void TlsView::showPassphrase()
{
    const bool isKept = !m_kept.passphraseReference.isEmpty() && m_ui->clientKeyEdit->text().trimmed() == m_kept.clientKey;
    m_ui->passphraseEdit->setPlaceholderText(isKept ? tr("Kept. Type to replace it.") : tr("Empty where it has none"));
}

void TlsView::showCertificate(QLabel *label, const TlsInfo &certificate, qsizetype others)
{
    const QDateTime now = m_clock->nowUtc();
    QStringList lines{tr("%1, issued by %2").arg(certificate.subject, certificate.issuer),
                      CertificateText::validityWithDays(certificate, now)};
    if (others > 0)
        lines.append(tr("and %n more certificate(s)", nullptr, int(others)));
    label->setText(lines.join(u'\n'));
    label->setVisible(true);
    const Tone tone = CertificateText::toneOf(certificate, now);
    setTone(label, tone == Tone::Good ? Tone::Muted : tone);
}

void TlsView::clearErrors()
{
    for (const auto &[label, field] :
         std::initializer_list<std::pair<QLabel *, QWidget *>>{{m_ui->caFileError, m_ui->caFileEdit},
                                                               {m_ui->pinError, m_ui->pinEdit},
                                                               {m_ui->clientCertificateError, m_ui->clientCertificateEdit},
                                                               {m_ui->clientKeyError, m_ui->clientKeyEdit},
                                                               {m_ui->passphraseError, m_ui->passphraseEdit}})
        showProblem(label, field, {});
    m_ui->caFileNote->hide();
    m_ui->clientNote->hide();
}

void TlsView::leave(QLineEdit *edit)
{
    m_touched.insert(edit);
    Q_EMIT edited();
    check();
}

void TlsView::choose(QLineEdit *edit)
{
    m_prompts->askOpenFile(this, tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"),
                           [this, edit](const QString &path) {
                               edit->setText(path);
                               leave(edit);
                           });
}

/// Whether there is something to read: all files that the policy needs are named.
bool TlsView::namesFiles(const TlsPolicy &policy) const
{
    const bool hasCa = policy.trust == TlsPolicy::Trust::ExtraCa && policy.caFile.startsWith(u'/');
    const bool hasClient = policy.clientCertificate.startsWith(u'/') && policy.clientKey.startsWith(u'/');
    return (hasCa && !policy.hasClientCertificate()) || (hasClient && policy.trust != TlsPolicy::Trust::ExtraCa)
        || (hasCa && hasClient);
}

void TlsView::check()
{
    const TlsPolicy wanted = policy();
    if (!m_service || wanted == m_checked || !namesFiles(wanted))
        return;
    m_checked = wanted;
    Webhook webhook;
    webhook.id = m_id;
    webhook.tls = wanted;
    m_service->checkTls(webhook);
}

void TlsView::onChecked(const TlsPolicy &policy, const TlsReport &report)
{
    if (policy != this->policy())
        return; // it is another one by now
    clearErrors();
    if (report.error) {
        showError(*report.error);
        return;
    }
    const QDateTime now = m_clock->nowUtc();
    if (!report.authorities.isEmpty()) {
        const auto first = std::min_element(report.authorities.cbegin(), report.authorities.cend(),
                                            [](const TlsInfo &a, const TlsInfo &b) { return a.notAfter < b.notAfter; });
        showCertificate(m_ui->caFileNote, *first, report.authorities.size() - 1); // the one that ends first
    }
    if (report.client)
        showCertificate(m_ui->clientNote, *report.client);
}

QWidget *TlsView::showError(const Error &error)
{
    QLabel *label = nullptr;
    QLineEdit *field = nullptr;
    switch (error.code) {
    case ErrorCode::TlsPassphraseMissing:
    case ErrorCode::TlsPassphraseWrong:
        label = m_ui->passphraseError;
        field = m_ui->passphraseEdit;
        break;
    case ErrorCode::TlsNoKey:
    case ErrorCode::TlsKeyOfAnother:
        label = m_ui->clientKeyError;
        field = m_ui->clientKeyEdit;
        break;
    case ErrorCode::TlsFileUnreadable:
    case ErrorCode::TlsNoCertificate: {
        const TlsPolicy now = policy();
        const bool isCa = now.trust == TlsPolicy::Trust::ExtraCa && error.subject == now.caFile;
        const bool isKey = !isCa && error.subject == now.clientKey && error.code == ErrorCode::TlsFileUnreadable
            && error.subject != now.clientCertificate;
        label = isCa ? m_ui->caFileError : isKey ? m_ui->clientKeyError : m_ui->clientCertificateError;
        field = isCa ? m_ui->caFileEdit : isKey ? m_ui->clientKeyEdit : m_ui->clientCertificateEdit;
        break;
    }
    default: // the other codes are not about the files of TLS
        return nullptr;
    }
    showProblem(label, field, Words::of(error));
    return field;
}

QWidget *TlsView::fieldOf(Rule rule) const
{
    if (rule == Rule::TlsCaFileMissing)
        return m_ui->caFileEdit;
    if (rule == Rule::TlsPinInvalid)
        return m_ui->pinEdit;
    if (rule == Rule::TlsClientCertificateMissing)
        return m_ui->clientCertificateEdit;
    if (rule == Rule::TlsClientKeyMissing)
        return m_ui->clientKeyEdit;
    return m_ui->trustBox;
}

void TlsView::showProblems(const Problems &problems, bool everyField)
{
    const auto show = [&](QLabel *label, QWidget *field) {
        QStringList sentences;
        for (const Problem &problem : problems) {
            if (problem.field == Field::Tls && fieldOf(problem.rule) == field && (everyField || m_touched.contains(field)))
                sentences.append(Words::of(problem));
        }
        const bool isWrongFile = m_checked == policy() && !label->text().isEmpty(); // what the engine found stays
        if (!sentences.isEmpty() || !isWrongFile)
            showProblem(label, field, sentences.join(u'\n'));
    };
    show(m_ui->caFileError, m_ui->caFileEdit);
    show(m_ui->pinError, m_ui->pinEdit);
    show(m_ui->clientCertificateError, m_ui->clientCertificateEdit);
    show(m_ui->clientKeyError, m_ui->clientKeyEdit);
    if (m_checked != policy()) {
        showProblem(m_ui->passphraseError, m_ui->passphraseEdit, {});
        m_ui->caFileNote->hide();
        m_ui->clientNote->hide();
    }
}

QList<QWidget *> TlsView::controls() const
{
    return {m_ui->trustBox,
            m_ui->caFileEdit,
            m_ui->chooseCaFileButton,
            m_ui->pinEdit,
            m_ui->clientBox,
            m_ui->clientCertificateEdit,
            m_ui->chooseClientCertificateButton,
            m_ui->clientKeyEdit,
            m_ui->chooseClientKeyButton,
            m_ui->passphraseEdit};
}

} // namespace hookpanel
