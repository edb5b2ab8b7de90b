// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/trustdialog.h"

#include "ui_trustdialog.h"
#include "views/certificatetext.h"
#include "views/messagetext.h"
#include "views/style.h"

#include <QScreen>

namespace hookpanel {

TrustDialog::TrustDialog(const TlsInfo &certificate, const QString &reason, const QDateTime &now, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::TrustDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->trustReasonLabel->setText(reason);
    makeBad(m_ui->trustReasonLabel);
    setTone(m_ui->trustAdviceLabel, Tone::Muted);
    dressMessageText(m_ui->trustDetailsEdit);
    setMessageText(m_ui->trustDetailsEdit,
                   CertificateText::validityWithDays(certificate, now) + u'\n'
                       + CertificateText::identity(certificate, now));
    m_ui->trustCancelButton->setDefault(true); // trust is nothing to give by an Enter too many
    m_ui->trustCancelButton->setFocus();
    connect(m_ui->trustCancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->trustAgreeButton, &QPushButton::clicked, this, [this, certificate] {
        Q_EMIT agreed(certificate);
        accept();
    });
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 22);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
}

TrustDialog::~TrustDialog() = default;

} // namespace hookpanel
