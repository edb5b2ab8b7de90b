// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/payloadedit.h"

#include <QMimeData>

namespace hookpanel {

using namespace Qt::StringLiterals;

void PayloadEdit::insertFromMimeData(const QMimeData *source)
{
    QString text = source->text();
    const QString before = text;
    for (const char16_t mark : {u'\u2029', u'\ufdd0', u'\ufdd1'})
        text.replace(QChar(mark), u"\\u%1"_s.arg(uint(mark), 4, 16, QChar(u'0')));
    if (text == before) {
        QPlainTextEdit::insertFromMimeData(source);
        return;
    }
    QMimeData escaped;
    escaped.setText(text);
    QPlainTextEdit::insertFromMimeData(&escaped);
}

} // namespace hookpanel
