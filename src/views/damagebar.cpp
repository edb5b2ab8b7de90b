// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/damagebar.h"

#include "views/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

DamageBar::DamageBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_label->setObjectName(u"damageLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    makeBad(m_label);
    auto *open = new QPushButton(tr("Open settings"), this);
    open->setObjectName(u"openSettingsButton"_s);
    auto *dismiss = new QPushButton(tr("Dismiss"), this);
    dismiss->setObjectName(u"dismissDamageButton"_s);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_label, 1);
    row->addWidget(open);
    row->addWidget(dismiss);
    connect(open, &QPushButton::clicked, this, &DamageBar::settingsRequested);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        m_dismissed = true;
        showOrHide();
    });
    hide();
}

void DamageBar::setSentences(const QStringList &sentences)
{
    if (sentences == m_sentences)
        return;
    m_sentences = sentences;
    m_dismissed = false;
    m_label->setText(sentences.value(0)); // the page of the settings says them all
    showOrHide();
}

void DamageBar::setCovered(bool covered)
{
    m_covered = covered;
    showOrHide();
}

void DamageBar::showOrHide()
{
    setVisible(!m_sentences.isEmpty() && !m_covered && !m_dismissed);
}

} // namespace hookpanel
