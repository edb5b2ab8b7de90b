// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBoxLayout>
#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;

namespace hookpanel {

/// Sentences that matter beyond the moment, above whatever page is shown, with buttons for what can be done: they stay until
/// nothing is to be said any more, or until somebody dismisses them. Where it is too narrow for both, the buttons stand
/// below.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// Names label and button of the bar, once: "damage" makes "damageLabel" and "dismissDamageButton".
    void nameParts(const QString &name);

    /// A further button, before the one that dismisses.
    QPushButton *addButton(const QString &name, const QString &text);

    /// What is said cannot be dismissed: it goes when it is true no more.
    void stay();

    /// Adds one to the sentences; the same one is there once, and the oldest make room.
    void add(const QString &sentence);

    /// What is to be said instead of what was said; nothing hides the bar. The same sentence stays dismissed.
    void say(const QString &sentence);

    /// Hides the bar while a page is shown that says the same.
    void setCovered(bool covered);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void dismiss();
    void showOrHide();

    QLabel *m_icon;
    QLabel *m_label;
    QWidget *m_buttons;
    QPushButton *m_dismiss;
    QBoxLayout *m_layout;
    QStringList m_sentences;
    bool m_covered = false;
    bool m_dismissed = false;
};

} // namespace hookpanel
