// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preparedrequest.h"

#include <QColor>
#include <QList>
#include <QPalette>
#include <QSyntaxHighlighter>

class QPlainTextEdit;

namespace hookpanel {

/// What of JSON has a colour.
struct JsonColors {
    QColor key;
    QColor string;
    QColor number;
    QColor word;
    QColor variable; ///< Not of JSON: `${NAME}` in a head.

    /// For light or dark ground; each has at least 4.5:1 on the palette's Base, or else is the text's own colour.
    static JsonColors on(const QPalette &palette);
};

/// Colours a text edit that shows JSON, or an HTTP message: lines of a head, and a JSON body below. Follows the edit's
/// palette. Very long lines and texts are coloured at their beginning only, so that they do not hold up the window. Belongs
/// to the edit's document.
class MessageHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    static constexpr int longestLine = 8 * 1024; ///< Characters of a line that are coloured.
    static constexpr int longestTypedLine = 64 * 1024; ///< Of one that can be typed into: beyond it nothing is coloured.
    static constexpr int mostLines = 10'000; ///< Lines that are coloured.

    /// How one line of the head is drawn.
    struct HeadLine {
        bool isHeader = false; ///< "Name: value": its name is coloured as a key is.
        bool isStruck = false; ///< It does not leave.
        qsizetype noteBegin = -1; ///< Where a remark of ours begins, which is not part of the message; -1 for none.
        QList<TextSpan> variables = {}; ///< Where a variable stands, whose value is not shown.

        bool operator==(const HeadLine &) const = default;
    };

    explicit MessageHighlighter(QPlainTextEdit *edit);

    /// Sets the text of the edit (setMessageText()), with the lines above the body (an empty one between them counts), and
    /// whether the body is JSON. A text that stays the same is coloured anew where its head is another one.
    void showMessage(const QString &text, const QList<HeadLine> &head, bool bodyIsJson);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void highlightBlock(const QString &text) override;

private:
    void takeColors();
    void highlightHead(const HeadLine &line, const QString &text);
    void highlightJson(const QString &text);

    QPlainTextEdit *m_edit;
    QList<HeadLine> m_head;
    bool m_bodyIsJson = true;
    JsonColors m_colors;
    QColor m_noteColor;
};

/// Where `${NAME}` stands in a text in which each `${` is one.
[[nodiscard]] QList<TextSpan> variablesIn(const QString &text);

/// The head of "POST …" or "HTTP …" with headers below and an empty line, as requestText() and responseText() write it.
[[nodiscard]] QList<MessageHighlighter::HeadLine> headOfMessage(qsizetype headerCount);

} // namespace hookpanel
