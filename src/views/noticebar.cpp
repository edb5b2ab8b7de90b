// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/noticebar.h"

#include "views/flowlayout.h"
#include "views/style.h"

#include <QLabel>
#include <QPushButton>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype most = 6; ///< Sentences.
constexpr int fewestLetters = 40; ///< Of a line beside the buttons.

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
    , m_buttons(new QWidget(this))
    , m_dismiss(new QPushButton(tr("Dismiss"), m_buttons))
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setFrameShape(QFrame::StyledPanel);
    showIcon(m_icon, u"warning"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *said = new QHBoxLayout;
    said->addWidget(m_icon);
    said->addWidget(m_label, 1);
    auto *row = new FlowLayout(m_buttons);
    row->addTrailingWidget(m_dismiss);
    m_layout->addLayout(said, 1);
    m_layout->addWidget(m_buttons);
    connect(m_dismiss, &QPushButton::clicked, this, &NoticeBar::dismiss);
    hide();
}

void NoticeBar::nameParts(const QString &name)
{
    m_label->setObjectName(name + u"Label"_s);
    m_dismiss->setObjectName(u"dismiss"_s + name.at(0).toUpper() + name.mid(1) + u"Button"_s);
}

QPushButton *NoticeBar::addButton(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text, m_buttons);
    button->setObjectName(name);
    m_buttons->layout()->removeWidget(m_dismiss);
    m_buttons->layout()->addWidget(button);
    m_buttons->layout()->addWidget(m_dismiss);
    setTabOrder(button, m_dismiss);
    return button;
}

void NoticeBar::stay()
{
    m_dismiss->hide();
}

void NoticeBar::add(const QString &sentence)
{
    if (std::exchange(m_dismissed, false))
        m_sentences.clear();
    if (!m_sentences.contains(sentence))
        m_sentences.append(sentence);
    if (m_sentences.size() > most)
        m_sentences.removeFirst();
    showOrHide();
}

void NoticeBar::say(const QString &sentence)
{
    const QStringList wanted = sentence.isEmpty() ? QStringList() : QStringList{sentence};
    if (wanted == m_sentences)
        return;
    m_sentences = wanted;
    m_dismissed = false;
    showOrHide();
}

void NoticeBar::setCovered(bool covered)
{
    m_covered = covered;
    showOrHide();
}

void NoticeBar::dismiss()
{
    m_dismissed = true;
    showOrHide();
}

void NoticeBar::showOrHide()
{
    m_label->setText(m_sentences.join(u'\n'));
    setVisible(!m_sentences.isEmpty() && !m_covered && !m_dismissed);
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const int needed = m_buttons->sizeHint().width() + fontMetrics().averageCharWidth() * fewestLetters;
    m_layout->setDirection(width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace hookpanel
