// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <memory>

namespace hookpanel {

namespace Ui {
class ResendAllDialog;
}

/// Asks whether all dead letters are to be sent again, and how many per second. Closes itself once it has emitted agreed().
class ResendAllDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int mostPerSecond = 50;

    /// `perSecond` is what is offered.
    ResendAllDialog(qint64 count, int perSecond, QWidget *parent);
    ~ResendAllDialog() override;

Q_SIGNALS:
    void agreed(int perSecond);

private:
    std::unique_ptr<Ui::ResendAllDialog> m_ui;
};

} // namespace hookpanel
