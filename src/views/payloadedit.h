// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

class QTextBlock;

namespace hookpanel {

/// A field for a payload. Characters that QTextDocument takes for its own marks (U+2029, U+FDD0 and U+FDD1, which would
/// become new lines) are written as the JSON escapes that mean the same, in sight of the user, whether they are pasted or
/// set. A very long line is wrapped and not shaped, because Qt lays out all of it at every key.
class PayloadEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int longestQuickLine = 64 * 1024; ///< Characters.

    explicit PayloadEdit(QWidget *parent = nullptr);

    /// Shows a payload.
    void setPayload(const QString &payload);

    /// What was set, character by character, as long as nothing is changed; then what is shown.
    [[nodiscard]] QString payload() const;

protected:
    void insertFromMimeData(const QMimeData *source) override;

private:
    void easeLongLines(const QTextBlock &first, const QTextBlock &last);

    QString m_set;
    QString m_shown; ///< What the document makes of it.
};

} // namespace hookpanel
