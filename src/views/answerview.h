// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QWidget>

#include <memory>

namespace hookpanel {

class FindBar;
class MessageHighlighter;

namespace Ui {
class AnswerView;
}

/// The answer of an attempt: raw as it came, its body indented where it is JSON, or its headers alone. Says what is odd
/// about it: no text, cut off, no JSON.
class AnswerView : public QWidget
{
    Q_OBJECT

public:
    enum Mode { Raw, Pretty, Headers };

    explicit AnswerView(QWidget *parent = nullptr);
    ~AnswerView() override;

    /// Shows the answer, or `nothing`, a sentence, where there is none. The chosen mode stays.
    void showResponse(const std::optional<Response> &response, const QString &nothing);

    /// Says how saving the body went, until another answer is shown.
    void showSaved(const QString &sentence, bool done);

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    /// The bytes of the body as they were received.
    void saveRequested(const hookpanel::Response &response);

private:
    void showText();
    void showNote(const QString &sentence, bool isBad);
    [[nodiscard]] QStringList remarks(bool isJson) const;

    std::unique_ptr<Ui::AnswerView> m_ui;
    MessageHighlighter *m_highlighter; ///< A child of the text's document.
    std::optional<Response> m_response;
    QString m_nothing;
    bool m_linesAreCut = false;
};

} // namespace hookpanel
