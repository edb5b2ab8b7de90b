// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace hookpanel {

/// "Deleted “Static build” · Undo": shown for ten seconds after something that can be undone, the newest first: each Undo,
/// by the button or Ctrl+Z, takes one thing back and offers the one before it. The next thing, or the next Undo, starts the
/// ten seconds anew.
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr int shownMs = 10'000;

    explicit UndoBar(QWidget *parent = nullptr);

    /// Shows the sentence and the button, which calls `undo` once.
    void offer(const QString &sentence, const std::function<void()> &undo);

Q_SIGNALS:
    /// The time is over: what was offered cannot be undone any more.
    void expired();

private:
    struct Step {
        QString sentence;
        std::function<void()> undo;
    };

    void undo();
    void forget();
    void showNewest();

    QLabel *m_label;
    QPushButton *m_button;
    QTimer m_timer{this};
    QList<Step> m_steps; ///< The newest last.
};

} // namespace hookpanel
