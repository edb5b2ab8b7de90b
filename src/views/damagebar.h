// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;

namespace hookpanel {

/// Says above every page that the file of the settings is damaged, with the way to the settings. Stays until nothing is
/// wrong any more, or until the user dismisses it; then it comes back when something else is wrong.
class DamageBar : public QFrame
{
    Q_OBJECT

public:
    explicit DamageBar(QWidget *parent = nullptr);

    /// What is wrong, a sentence each, the worst first, which is shown; none hides the bar.
    void setSentences(const QStringList &sentences);

    /// Hides the bar while the page is shown that says the same.
    void setCovered(bool covered);

Q_SIGNALS:
    void settingsRequested();

private:
    void showOrHide();

    QLabel *m_label;
    QStringList m_sentences;
    bool m_covered = false;
    bool m_dismissed = false;
};

} // namespace hookpanel
