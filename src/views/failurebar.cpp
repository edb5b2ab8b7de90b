// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/failurebar.h"

#include "views/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

FailureBar::FailureBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_againButton(new QPushButton(tr("Try again"), this))
    , m_dismissButton(new QPushButton(tr("Dismiss"), this))
{
    setFrameShape(QFrame::StyledPanel);
    m_label->setObjectName(u"failureLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_againButton->setObjectName(u"tryAgainButton"_s);
    m_dismissButton->setObjectName(u"dismissButton"_s);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_label, 1);
    row->addWidget(m_againButton);
    row->addWidget(m_dismissButton);
    connect(m_againButton, &QPushButton::clicked, this, &FailureBar::tryAgainRequested);
    connect(m_dismissButton, &QPushButton::clicked, this, &FailureBar::dismissed);
    hide();
}

void FailureBar::showFailure(const QString &sentence)
{
    makeBad(m_label);
    m_label->setText(sentence);
    m_againButton->show();
    m_dismissButton->show();
    show();
}

void FailureBar::showWaiting()
{
    makePlain(m_label);
    m_label->setText(tr("Saving…"));
    m_againButton->hide();
    m_dismissButton->hide();
    show();
}

} // namespace hookpanel
