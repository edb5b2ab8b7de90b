// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/noticebar.h"

#include "views/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype most = 6; ///< The oldest ones make room.

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
    , m_button(new QPushButton(tr("Dismiss"), this))
{
    setFrameShape(QFrame::StyledPanel);
    showIcon(m_icon, u"warning"_s);
    m_label->setObjectName(u"noticeLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_button->setObjectName(u"dismissNoticesButton"_s);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_label, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &NoticeBar::dismiss);
    hide();
}

void NoticeBar::add(const QString &sentence)
{
    if (m_sentences.contains(sentence))
        return;
    m_sentences.append(sentence);
    if (m_sentences.size() > most)
        m_sentences.removeFirst();
    m_label->setText(m_sentences.join(u'\n'));
    show();
}

void NoticeBar::dismiss()
{
    m_sentences.clear();
    m_label->clear();
    hide();
}

} // namespace hookpanel
