// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/messagehighlighter.h"

#include "core/jsontokens.h"
#include "views/messagetext.h"
#include "views/readablecolors.h"

#include <QEvent>
#include <QPlainTextEdit>

namespace hookpanel {

JsonColors JsonColors::on(const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
    const auto readable = [&palette](const QColor &color) {
        return contrastOf(color, palette.color(QPalette::Base)) >= 4.5 ? color : palette.color(QPalette::Text);
    };
    if (dark)
        return {readable(QColor(0x7c, 0xb7, 0xff)), readable(QColor(0x9a, 0xd2, 0x8a)), readable(QColor(0xf5, 0xb3, 0x6b)),
                readable(QColor(0xd7, 0xa3, 0xf0)), readable(QColor(0xf5, 0xb3, 0x6b))};
    return {readable(QColor(0x0b, 0x4f, 0xa8)), readable(QColor(0x1d, 0x67, 0x2a)), readable(QColor(0x96, 0x4b, 0x00)),
            readable(QColor(0x7a, 0x2a, 0x9c)), readable(QColor(0x96, 0x4b, 0x00))};
}

MessageHighlighter::MessageHighlighter(QPlainTextEdit *edit)
    : QSyntaxHighlighter(edit->document())
    , m_edit(edit)
{
    edit->installEventFilter(this);
    takeColors();
}

void MessageHighlighter::showMessage(const QString &text, const QList<HeadLine> &head, bool bodyIsJson)
{
    const bool isOtherHead = m_head != head || m_bodyIsJson != bodyIsJson;
    const bool isOtherText = messageText(m_edit) != text;
    m_head = head;
    m_bodyIsJson = bodyIsJson;
    if (isOtherText)
        setMessageText(m_edit, text);
    else if (isOtherHead)
        rehighlight();
}

bool MessageHighlighter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        takeColors();
        rehighlight();
    }
    return QSyntaxHighlighter::eventFilter(watched, event);
}

void MessageHighlighter::takeColors()
{
    const QPalette palette = m_edit->palette();
    m_colors = JsonColors::on(palette);
    m_noteColor = remarkColor(palette);
}

void MessageHighlighter::highlightBlock(const QString &text)
{
    const int line = currentBlock().blockNumber();
    if (line < m_head.size())
        highlightHead(m_head.at(line), text);
    else if (m_bodyIsJson && line < mostLines)
        highlightJson(text);
}

void MessageHighlighter::highlightHead(const HeadLine &line, const QString &text)
{
    const qsizetype end = line.noteBegin >= 0 ? line.noteBegin : text.size();
    const qsizetype colon = text.indexOf(u':');
    QTextCharFormat format;
    format.setFontStrikeOut(line.isStruck);
    if (line.isStruck)
        format.setForeground(m_noteColor);
    setFormat(0, int(end), format);
    if (line.isHeader && colon > 0 && !line.isStruck)
        setFormat(0, int(colon), m_colors.key);
    for (const TextSpan &variable : line.variables) {
        format.setForeground(line.isStruck ? m_noteColor : m_colors.variable);
        format.setUnderlineStyle(QTextCharFormat::DotLine); // not by colour alone
        setFormat(int(variable.begin), int(variable.length), format);
    }
    if (line.noteBegin < 0)
        return;
    QTextCharFormat note;
    note.setForeground(m_noteColor);
    note.setFontItalic(true);
    setFormat(int(end), int(text.size() - end), note);
}

void MessageHighlighter::highlightJson(const QString &text)
{
    // Colours that move with every key make Qt lay out the line a second time.
    if (text.size() > longestTypedLine && !m_edit->isReadOnly())
        return;
    JsonLexer lexer(QStringView(text).left(longestLine));
    while (const auto token = lexer.next()) {
        QColor color;
        switch (token->kind) {
        case JsonToken::Kind::Key:
            color = m_colors.key;
            break;
        case JsonToken::Kind::String:
            color = m_colors.string;
            break;
        case JsonToken::Kind::Number:
            color = m_colors.number;
            break;
        case JsonToken::Kind::Word:
            color = m_colors.word;
            break;
        case JsonToken::Kind::Space:
        case JsonToken::Kind::Punctuation:
        case JsonToken::Kind::Other:
            continue;
        }
        setFormat(int(token->begin), int(token->length), color);
    }
}

QList<TextSpan> variablesIn(const QString &text)
{
    QList<TextSpan> spans;
    for (qsizetype at = 0; (at = text.indexOf(QLatin1StringView("${"), at)) >= 0;) {
        const qsizetype end = text.indexOf(u'}', at);
        if (end < 0)
            break;
        spans.append({at, end + 1 - at});
        at = end + 1;
    }
    return spans;
}

QList<MessageHighlighter::HeadLine> headOfMessage(qsizetype headerCount)
{
    QList<MessageHighlighter::HeadLine> head{{}};
    for (qsizetype i = 0; i < headerCount; ++i)
        head.append({true, false, -1});
    head.append(MessageHighlighter::HeadLine());
    return head;
}

} // namespace hookpanel
