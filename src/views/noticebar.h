// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;

namespace hookpanel {

/// Sentences that matter beyond the moment, above whatever page is shown: they stay until somebody dismisses them. The
/// same sentence is shown once.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void add(const QString &sentence);
    [[nodiscard]] const QStringList &sentences() const { return m_sentences; }

private:
    void dismiss();

    QLabel *m_icon;
    QLabel *m_label;
    QPushButton *m_button;
    QStringList m_sentences;
};

} // namespace hookpanel
