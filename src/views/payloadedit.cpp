// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/payloadedit.h"

#include "views/messagetext.h"

#include <QMimeData>
#include <QTextBlock>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QString withoutMarks(QString text)
{
    for (const char16_t mark : {u'\u2029', u'\ufdd0', u'\ufdd1'})
        text.replace(QChar(mark), u"\\u%1"_s.arg(uint(mark), 4, 16, QChar(u'0')));
    return text;
}

} // namespace

PayloadEdit::PayloadEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    connect(this, &QPlainTextEdit::textChanged, this, [this] { easeLongLines(textCursor().block(), textCursor().block()); });
}

void PayloadEdit::setPayload(const QString &payload)
{
    m_set = payload;
    m_shown = withoutMarks(payload).replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    setMessageText(this, m_shown);
    easeLongLines(document()->begin(), document()->lastBlock());
}

QString PayloadEdit::payload() const
{
    const QString text = messageText(this);
    return text == m_shown ? m_set : text;
}

void PayloadEdit::insertFromMimeData(const QMimeData *source)
{
    const QString text = withoutMarks(source->text());
    if (text == source->text()) {
        QPlainTextEdit::insertFromMimeData(source);
        return;
    }
    QMimeData escaped;
    escaped.setText(text);
    QPlainTextEdit::insertFromMimeData(&escaped);
}

void PayloadEdit::easeLongLines(const QTextBlock &first, const QTextBlock &last)
{
    if (font().styleStrategy() & QFont::PreferNoShaping)
        return; // it is so already
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        if (block.length() > longestQuickLine) {
            QFont quick = font();
            quick.setStyleStrategy(QFont::StyleStrategy(quick.styleStrategy() | QFont::PreferNoShaping));
            setFont(quick);
            setLineWrapMode(QPlainTextEdit::WidgetWidth);
            setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
            return;
        }
        if (block == last)
            return;
    }
}

} // namespace hookpanel
