// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signaturecheck.h"
#include "core/webhook.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

class PanelService;

namespace Ui {
class SignatureDialog;
}

/// "Check a signature": takes what a receiver got and says for each scheme whether it fits, or which part differs. To be
/// shown with open(); deletes itself when it is closed.
class SignatureDialog : public QDialog
{
    Q_OBJECT

public:
    /// The service is not owned. `webhook` is the form as it stands: its schemes are expected, its secrets offered.
    SignatureDialog(PanelService &service, const Webhook &webhook, QWidget *parent);
    ~SignatureDialog() override;

private:
    void updateState();
    void check();
    void showResult(const QList<CheckedSignature> &checked);
    void showSentence(const QString &sentence, bool isGood);

    std::unique_ptr<Ui::SignatureDialog> m_ui;
    PanelService &m_service;
    Webhook m_webhook;
};

} // namespace hookpanel
