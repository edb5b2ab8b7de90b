// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/resenddialog.h"

#include "core/words.h"
#include "ui_resenddialog.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/style.h"

namespace hookpanel {

ResendDialog::ResendDialog(const Delivery &delivery, const QByteArray &payload, const EventRules &rules, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ResendDialog>())
    , m_rules(rules)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->introLabel->setText(tr("Goes to “%1” alone, as a new event: as written, but for what the privacy rules take out.")
                                  .arg(delivery.webhookName));
    dressMessageText(m_ui->payloadEdit);
    new MessageHighlighter(m_ui->payloadEdit); // belongs to the text's document
    m_ui->payloadEdit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // for eyes: the bytes stay one line
    m_ui->payloadEdit->setPayload(QString::fromUtf8(payload));
    m_ui->sendButton->setDefault(true);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 24);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this, &ResendDialog::check);
    connect(m_ui->sendButton, &QPushButton::clicked, this, &ResendDialog::send);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    check();
}

ResendDialog::~ResendDialog() = default;

void ResendDialog::check()
{
    const auto event = m_rules.givenOfAnyType(m_ui->payloadEdit->payload().toUtf8(), {});
    showProblem(m_ui->payloadError, m_ui->payloadEdit, event ? QString() : Words::of(event.error()));
}

void ResendDialog::send()
{
    const QByteArray payload = m_ui->payloadEdit->payload().toUtf8();
    if (!m_rules.givenOfAnyType(payload, {})) {
        m_ui->payloadEdit->setFocus();
        return;
    }
    Q_EMIT sendRequested(payload);
    accept();
}

} // namespace hookpanel
