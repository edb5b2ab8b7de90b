// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/auditmodel.h"
#include "models/panelservice.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

class UserPrompts;

namespace Ui {
class ChangesDialog;
}

/// What was done to a webhook, when, and by which program (the audit of product section 5.2); to be exported as JSON lines.
/// Follows what happens while it is open. To be shown with open(); deletes itself when it is closed.
class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Service and prompts are not owned and must outlive the dialog.
    ChangesDialog(PanelService &service, UserPrompts &prompts, const WebhookId &id, const QString &name, QWidget *parent);
    ~ChangesDialog() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpTable();
    void load();
    void onLoaded(const WebhookId &id, int skip, const QList<AuditEntry> &entries);
    void fitRows();
    void exportLines();
    void say(const QString &sentence, bool isGood);

    std::unique_ptr<Ui::ChangesDialog> m_ui;
    PanelService &m_service;
    UserPrompts &m_prompts;
    WebhookId m_id;
    AuditModel m_model;
    QString m_path; ///< Of the export that is on its way.
};

} // namespace hookpanel
