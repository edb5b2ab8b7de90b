// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace hookpanel {

/// "“Static build” could not be disabled. … · Try again · Dismiss": stays until what failed is done or given up. Also says
/// when something is still waited for.
class FailureBar : public QFrame
{
    Q_OBJECT

public:
    explicit FailureBar(QWidget *parent = nullptr);

    void showFailure(const QString &sentence);
    void showWaiting();

Q_SIGNALS:
    void tryAgainRequested();
    void dismissed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QLabel *m_label;
    QPushButton *m_againButton;
    QPushButton *m_dismissButton;
    QBoxLayout *m_layout;
};

} // namespace hookpanel
