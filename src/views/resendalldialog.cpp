// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/resendalldialog.h"

#include "ui_resendalldialog.h"
#include "views/style.h"

namespace hookpanel {

ResendAllDialog::ResendAllDialog(qint64 count, int perSecond, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ResendAllDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->resendAllQuestionLabel->setText(tr("Send %Ln dead letter(s) again?", nullptr, int(count)));
    m_ui->resendRateBox->setMaximum(mostPerSecond);
    m_ui->resendRateBox->setValue(perSecond);
    setTone(m_ui->resendAllHelpLabel, Tone::Muted);
    m_ui->resendAllSendButton->setDefault(true);
    connect(m_ui->resendAllCancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->resendAllSendButton, &QPushButton::clicked, this, [this] {
        Q_EMIT agreed(m_ui->resendRateBox->value());
        accept();
    });
}

ResendAllDialog::~ResendAllDialog() = default;

} // namespace hookpanel
