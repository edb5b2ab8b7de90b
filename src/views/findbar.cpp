// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/findbar.h"

#include "ui_findbar.h"
#include "views/icons.h"
#include "views/messagetext.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QShortcut>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostMarked = 500; ///< Hits that are painted besides the current one.

} // namespace

FindBar::FindBar(QPlainTextEdit *edit, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FindBar>())
    , m_edit(edit)
{
    m_ui->setupUi(this);
    setObjectName(edit->objectName() + u"FindBar"_s);
    m_ui->closeButton->setIcon(icon(u"cancel"_s));
    const QList<QWidget *> named = controls() << m_ui->hitsLabel;
    for (QWidget *control : named)
        control->setObjectName(edit->objectName() + u'.' + control->objectName());
    hide();

    connect(new QShortcut(QKeySequence::Find, edit, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            &FindBar::open);
    connect(m_ui->wordsEdit, &QLineEdit::textChanged, this, &FindBar::look);
    connect(m_ui->nextButton, &QToolButton::clicked, this, [this] { step(true); });
    connect(m_ui->previousButton, &QToolButton::clicked, this, [this] { step(false); });
    connect(m_ui->closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(edit, &QPlainTextEdit::textChanged, this, [this] {
        if (isVisible())
            m_edit->isReadOnly() ? look() : count(); // the cursor of an editor is where somebody types
    });
    edit->installEventFilter(this);
    const auto all = controls();
    for (QWidget *control : all)
        control->installEventFilter(this);
}

FindBar::~FindBar() = default;

QList<QWidget *> FindBar::controls() const
{
    return {m_ui->wordsEdit, m_ui->previousButton, m_ui->nextButton, m_ui->closeButton};
}

void FindBar::open()
{
    const auto others = window()->findChildren<FindBar *>();
    for (FindBar *other : others) {
        if (other != this && other->isVisible())
            other->close();
    }
    const QString selected = m_edit->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_ui->wordsEdit->setText(selected);
    show();
    m_ui->wordsEdit->setFocus(Qt::ShortcutFocusReason);
    m_ui->wordsEdit->selectAll();
    look();
}

void FindBar::close()
{
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    m_edit->setExtraSelections({});
    if (hadFocus)
        m_edit->setFocus(Qt::OtherFocusReason);
}

/// Escape closes the bar, and does nothing else: while it is open, the shortcuts that other widgets have for it must wait.
bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !isVisible())
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = watched == m_ui->wordsEdit && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
    if (key->key() != Qt::Key_Escape && !isEnter)
        return QWidget::eventFilter(watched, event);
    key->accept();
    if (event->type() == QEvent::KeyPress)
        isEnter ? step(!(key->modifiers() & Qt::ShiftModifier)) : close();
    return true;
}

/// Finds all hits, and goes to none of them.
void FindBar::count()
{
    m_hits.clear();
    m_current = -1;
    const QString words = m_ui->wordsEdit->text();
    const QString text = words.isEmpty() ? QString() : messageText(m_edit);
    for (qsizetype at = 0; !words.isEmpty() && (at = text.indexOf(words, at, Qt::CaseInsensitive)) >= 0; at += words.size())
        m_hits.append(int(at));
    showHits();
}

/// Finds all hits, and goes to the first one at or behind the cursor.
void FindBar::look()
{
    count();
    const int from = m_edit->textCursor().selectionStart();
    const auto hit = std::lower_bound(m_hits.cbegin(), m_hits.cend(), from);
    if (!m_hits.isEmpty())
        select(hit == m_hits.cend() ? 0 : hit - m_hits.cbegin());
    showHits();
}

void FindBar::step(bool forward)
{
    if (m_hits.isEmpty())
        return;
    select((m_current + (forward ? 1 : m_hits.size() - 1)) % m_hits.size());
    showHits();
}

void FindBar::select(qsizetype hit)
{
    m_current = hit;
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(m_hits.at(hit));
    cursor.setPosition(m_hits.at(hit) + int(m_ui->wordsEdit->text().size()), QTextCursor::KeepAnchor);
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
}

void FindBar::showHits()
{
    const bool nothing = m_hits.isEmpty() && !m_ui->wordsEdit->text().isEmpty();
    m_ui->hitsLabel->setText(
        nothing ? tr("Not found")
            : m_current < 0
            ? QString()
            : tr("%1 of %2", "hit, hits").arg(locale().toString(m_current + 1), locale().toString(m_hits.size())));
    m_ui->nextButton->setEnabled(!m_hits.isEmpty());
    m_ui->previousButton->setEnabled(!m_hits.isEmpty());

    // The text has not the focus while words are typed; its own selection would be grey on grey in some styles.
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype first = std::max<qsizetype>(0, m_current - mostMarked / 2);
    for (qsizetype i = first; i < std::min(m_hits.size(), first + mostMarked); ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_edit->document());
        mark.cursor.setPosition(m_hits.at(i));
        mark.cursor.setPosition(m_hits.at(i) + int(m_ui->wordsEdit->text().size()), QTextCursor::KeepAnchor);
        if (i == m_current) {
            mark.format.setBackground(palette().color(QPalette::Active, QPalette::Highlight));
            mark.format.setForeground(palette().color(QPalette::Active, QPalette::HighlightedText));
        } else {
            mark.format.setFontUnderline(true);
        }
        marks.append(mark);
    }
    m_edit->setExtraSelections(marks);
}

} // namespace hookpanel
