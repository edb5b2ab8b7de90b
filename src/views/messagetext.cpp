// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/messagetext.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocument>

namespace hookpanel {

namespace {

constexpr int fewestLines = 5;

} // namespace

void dressMessageText(QPlainTextEdit *edit)
{
    edit->setLayoutDirection(Qt::LeftToRight); // HTTP and JSON are, whatever the language around them
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(edit->font().pointSizeF()); // as large as the user wants to read everything else
    edit->setFont(fixed);
    edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * fewestLines);
}

QString messageText(const QPlainTextEdit *edit)
{
    return edit->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void setMessageText(QPlainTextEdit *edit, const QString &text)
{
    if (messageText(edit) == text)
        return;
    const int across = edit->horizontalScrollBar()->value();
    const int down = edit->verticalScrollBar()->value();
    edit->setPlainText(text);
    edit->horizontalScrollBar()->setValue(across);
    edit->verticalScrollBar()->setValue(down);
}

} // namespace hookpanel
