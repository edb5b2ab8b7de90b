// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/failurebar.h"

#include "views/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestLetters = 50; ///< Of a line beside the buttons: the name of a webhook's file must not be cut.

} // namespace

FailureBar::FailureBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_againButton(new QPushButton(tr("Try again"), this))
    , m_dismissButton(new QPushButton(tr("Dismiss"), this))
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setFrameShape(QFrame::StyledPanel);
    m_label->setObjectName(u"failureLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_againButton->setObjectName(u"tryAgainButton"_s);
    m_dismissButton->setObjectName(u"dismissButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_againButton);
    buttons->addWidget(m_dismissButton);
    m_layout->addWidget(m_label, 1);
    m_layout->addLayout(buttons);
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

void FailureBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const int needed = m_againButton->sizeHint().width() + m_dismissButton->sizeHint().width()
        + fontMetrics().averageCharWidth() * fewestLetters;
    m_layout->setDirection(width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace hookpanel
