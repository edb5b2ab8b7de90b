// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

#include <memory>

class QPlainTextEdit;

namespace hookpanel {

namespace Ui {
class FindBar;
}

/// Finds words in one text: Ctrl+F in the text opens the bar, Enter and Shift+Enter go on and back and wrap, Escape closes
/// it. Stands where its owner puts it, best below the text; hidden until it is wanted. At most one is open in a window.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    /// The text must outlive the bar. Its object name begins the names of the bar's controls.
    FindBar(QPlainTextEdit *edit, QWidget *parent);
    ~FindBar() override;

    void open();
    void close();

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void count();
    void look();
    void step(bool forward);
    void select(qsizetype hit);
    void showHits();

    std::unique_ptr<Ui::FindBar> m_ui;
    QPlainTextEdit *m_edit;
    QList<int> m_hits; ///< Positions in the text.
    qsizetype m_current = -1;
};

} // namespace hookpanel
