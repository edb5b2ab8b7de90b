// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/undobar.h"

#include "views/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

namespace hookpanel {

using namespace Qt::StringLiterals;

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_button(new QPushButton(tr("Undo"), this))
{
    setFrameShape(QFrame::StyledPanel);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_button->setObjectName(u"undoButton"_s);
    m_button->setIcon(icon(u"undo"_s));
    m_button->setToolTip(tr("Undo (Ctrl+Z)"));
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_label, 1);
    row->addWidget(m_button);
    m_timer.setSingleShot(true);
    m_timer.setInterval(shownMs);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::forget);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::expired);
    connect(m_button, &QPushButton::clicked, this, &UndoBar::undo);
    // A shortcut of this bar, so that it works only while the bar is seen; a field that is typed into keeps its own.
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, &UndoBar::undo);
    hide();
}

void UndoBar::offer(const QString &sentence, const std::function<void()> &undo)
{
    m_steps.append({sentence, undo});
    showNewest();
}

void UndoBar::showNewest()
{
    m_label->setText(m_steps.constLast().sentence);
    m_timer.start();
    show();
}

void UndoBar::undo()
{
    if (m_steps.isEmpty())
        return;
    const Step step = m_steps.takeLast();
    if (m_steps.isEmpty())
        forget();
    else
        showNewest();
    step.undo();
}

void UndoBar::forget()
{
    m_timer.stop();
    m_steps.clear();
    hide();
}

} // namespace hookpanel
