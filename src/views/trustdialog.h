// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

namespace Ui {
class TrustDialog;
}

/// Shows the certificate of a refused connection whole, and asks whether it alone is to be trusted. To be shown with open();
/// deletes itself when it is closed, after it has emitted agreed() where the user agreed.
class TrustDialog : public QDialog
{
    Q_OBJECT

public:
    /// `reason` says why it is not trusted; `now` judges its dates.
    TrustDialog(const TlsInfo &certificate, const QString &reason, const QDateTime &now, QWidget *parent);
    ~TrustDialog() override;

Q_SIGNALS:
    void agreed(const hookpanel::TlsInfo &certificate);

private:
    std::unique_ptr<Ui::TrustDialog> m_ui;
};

} // namespace hookpanel
