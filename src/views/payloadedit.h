// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace hookpanel {

/// A field for a payload. What is pasted keeps characters that QTextDocument takes for its own marks (U+2029, U+FDD0 and
/// U+FDD1, which would become new lines): they are written as the JSON escapes that mean the same, in sight of the user.
class PayloadEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace hookpanel
