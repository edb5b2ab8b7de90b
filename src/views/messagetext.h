// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QPlainTextEdit;
class QString;

namespace hookpanel {

/// Dresses a text edit that shows or takes an HTTP message, a body or a payload: a fixed font as large as all other text,
/// and room for a few lines.
void dressMessageText(QPlainTextEdit *edit);

/// The text of an editor as it was given. toPlainText() turns no-break spaces into spaces and U+2028 into a line break, and
/// a payload goes out byte for byte.
[[nodiscard]] QString messageText(const QPlainTextEdit *edit);

/// Replaces a text where it differs, and leaves the view where the reader had scrolled it.
void setMessageText(QPlainTextEdit *edit, const QString &text);

} // namespace hookpanel
