// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/signaturedialog.h"

#include "core/signaturewords.h"
#include "core/signing/signingschemes.h"
#include "core/words.h"
#include "models/panelservice.h"
#include "ui_signaturedialog.h"
#include "views/messagetext.h"
#include "views/style.h"
#include "views/textdirection.h"

#include <QScreen>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

enum CheckWith { OwnSecrets, OtherSecret };

} // namespace

SignatureDialog::SignatureDialog(PanelService &service, const Webhook &webhook, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SignatureDialog>())
    , m_service(service)
    , m_webhook(webhook)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    for (QPlainTextEdit *edit : {m_ui->receivedHeadersEdit, m_ui->receivedBodyEdit})
        dressMessageText(edit);
    writeLeftToRight(m_ui->otherSecretEdit);
    if (!webhook.signingKeys.isEmpty())
        m_ui->checkWithBox->addItem(tr("The signing secrets of this webhook"), OwnSecrets);
    m_ui->checkWithBox->addItem(tr("Another signing secret"), OtherSecret);
    m_ui->signatureCheckButton->setDefault(true);
    connect(m_ui->checkWithBox, &QComboBox::currentIndexChanged, this, &SignatureDialog::updateState);
    connect(m_ui->signatureCloseButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->signatureCheckButton, &QPushButton::clicked, this, &SignatureDialog::check);
    connect(&service, &PanelService::signatureChecked, this, &SignatureDialog::showResult);
    connect(&service, &PanelService::signatureNotChecked, this,
            [this](const Error &error) { showSentence(Words::of(error), false); });
    updateState();
    showSentence({}, true);
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 30);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
}

SignatureDialog::~SignatureDialog() = default;

void SignatureDialog::updateState()
{
    const bool isOther = m_ui->checkWithBox->currentData().toInt() == OtherSecret;
    m_ui->otherSecretLabel->setVisible(isOther);
    m_ui->otherSecretEdit->setVisible(isOther);
    showProblem(m_ui->otherSecretError, m_ui->otherSecretEdit, {});
}

void SignatureDialog::check()
{
    showSentence({}, true);
    const ReceivedMessage message{headersFromText(messageText(m_ui->receivedHeadersEdit).toUtf8()),
                                  messageText(m_ui->receivedBodyEdit).toUtf8()};
    const bool hasHeaders = !message.headers.isEmpty();
    showProblem(m_ui->receivedHeadersError, m_ui->receivedHeadersEdit,
                hasHeaders ? QString() : tr("There are no headers. Write one on each line, as “Name: value”."));
    Webhook webhook = m_webhook;
    QString fault;
    if (m_ui->checkWithBox->currentData().toInt() == OtherSecret) {
        const QString secret = m_ui->otherSecretEdit->text();
        if (const auto accepted = checkAnyKey(SigningKey(secret), {}); !accepted)
            fault = Words::of(accepted.error());
        webhook.signingKeys = secrets::rotated({}, secret, {});
    }
    showProblem(m_ui->otherSecretError, m_ui->otherSecretEdit, fault);
    if (!hasHeaders)
        m_ui->receivedHeadersEdit->setFocus(Qt::OtherFocusReason);
    else if (!fault.isEmpty())
        m_ui->otherSecretEdit->setFocus(Qt::OtherFocusReason);
    else
        m_service.checkSignature(webhook, message);
}

void SignatureDialog::showResult(const QList<CheckedSignature> &checked)
{
    QStringList lines;
    for (const CheckedSignature &one : checked) {
        const SigningScheme *scheme = findSigningScheme(one.scheme);
        lines.append(tr("%1: %2", "signing scheme, finding")
                         .arg(scheme ? SignatureWords::titleOf(*scheme) : one.scheme, SignatureWords::of(one)));
    }
    if (checked.isEmpty())
        lines.append(SignatureWords::noSignature());
    showSentence(lines.join(u'\n'), allFit(checked));
}

void SignatureDialog::showSentence(const QString &sentence, bool isGood)
{
    isGood ? makeGood(m_ui->signatureResultLabel) : makeBad(m_ui->signatureResultLabel);
    m_ui->signatureResultLabel->setText(sentence);
    m_ui->signatureResultLabel->setVisible(!sentence.isEmpty());
}

} // namespace hookpanel
