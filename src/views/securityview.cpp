// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/securityview.h"

#include "core/words.h"
#include "models/panelservice.h"
#include "views/signaturedialog.h"
#include "views/signingview.h"
#include "views/style.h"
#include "views/tlsview.h"

#include <QLabel>
#include <QVBoxLayout>

namespace hookpanel {

using namespace Qt::StringLiterals;

SecurityView::SecurityView(QWidget *parent)
    : QWidget(parent)
    , m_signing(new SigningView(this))
    , m_tls(new TlsView(this))
{
    auto *heading = new QLabel(tr("Security"), this);
    heading->setObjectName(u"securityHeading"_s);
    heading->setTextFormat(Qt::PlainText);
    makeHeading(heading);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(m_signing);
    column->addWidget(m_tls);
    connect(m_signing, &SigningView::edited, this, &SecurityView::edited);
    connect(m_signing, &SigningView::checkRequested, this, &SecurityView::checkSignature);
    connect(m_tls, &TlsView::edited, this, &SecurityView::edited);
}

void SecurityView::setUp(PanelService &service, UserPrompts &prompts, const Clock &clock)
{
    m_service = &service;
    m_signing->setUp(service, clock);
    m_tls->setUp(service, prompts, clock);
}

void SecurityView::setWebhook(const Webhook &webhook)
{
    m_isTouched = false;
    m_webhook = webhook;
    m_signing->setWebhook(webhook);
    m_tls->setWebhook(webhook);
}

void SecurityView::apply(Webhook &webhook) const
{
    m_signing->apply(webhook);
    m_tls->apply(webhook);
}

void SecurityView::takeSaved(const Webhook &sent, const Webhook &saved)
{
    m_webhook = saved;
    m_signing->takeSaved(sent, saved);
    m_tls->takeSaved(sent, saved);
}

QWidget *SecurityView::pin(const TlsInfo &certificate)
{
    m_tls->pin(certificate);
    return m_tls->controls().constFirst();
}

void SecurityView::showProblems(const Problems &problems, bool everyField)
{
    QStringList ofSigning;
    for (const Problem &problem : problems) {
        if (problem.field == Field::Signing)
            ofSigning.append(Words::of(problem));
    }
    m_signing->showProblems(ofSigning, m_isTouched);
    m_tls->showProblems(problems, everyField || m_isTouched);
}

QWidget *SecurityView::showError(const Error &error)
{
    switch (error.code) {
    case ErrorCode::SigningKeyMissing:
    case ErrorCode::SigningKeyPublic:
    case ErrorCode::SigningKeyAsymmetric:
    case ErrorCode::SigningKeyPrefix:
    case ErrorCode::SigningKeyNotBase64:
    case ErrorCode::SigningKeyNotOneLine:
        m_signing->showProblems({Words::of(error)}, false);
        return m_signing->field();
    default: // the others are not about signing
        return m_tls->showError(error);
    }
}

QWidget *SecurityView::fieldOf(const Problem &problem) const
{
    return problem.field == Field::Tls ? m_tls->fieldOf(problem.rule) : m_signing->field();
}

QWidget *SecurityView::fault() const
{
    return m_signing->fault();
}

QList<QWidget *> SecurityView::controls() const
{
    return m_signing->controls() + m_tls->controls();
}

QSize SecurityView::sizeHint() const
{
    const int width = minimumSizeHint().width();
    return {width, hasHeightForWidth() ? heightForWidth(width) : QWidget::sizeHint().height()};
}

void SecurityView::checkSignature()
{
    Webhook webhook = m_webhook;
    m_signing->apply(webhook);
    auto *dialog = new SignatureDialog(*m_service, webhook, this);
    dialog->open();
}

} // namespace hookpanel
