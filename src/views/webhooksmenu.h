// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storedwebhook.h"

#include <QMenu>

namespace hookpanel {

/// The context menu of the list (product section 5.1). What it means is told by signals; what makes no sense for the rows
/// that it is opened for is disabled.
class WebhooksMenu : public QMenu
{
    Q_OBJECT

public:
    explicit WebhooksMenu(QWidget *parent);

    /// Prepares the entries for these webhooks, at least one, and tells which of them Space stands for.
    void prepareFor(const QList<StoredWebhook> &webhooks, bool spaceEnables);

    /// Duplicate with its key, to be added to the widget in which the key is to work.
    [[nodiscard]] QAction *duplicateAction() const { return m_duplicate; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

Q_SIGNALS:
    void editChosen();
    void triggerChosen();
    void deliveriesChosen();
    void whyNotChosen();
    void duplicateChosen();
    void switchChosen(bool enabled);
    void copyUrlChosen();
    void copyCurlChosen();
    void exportChosen();
    void deleteChosen();

private:
    QAction *m_edit = nullptr;
    QAction *m_trigger = nullptr;
    QAction *m_deliveries = nullptr;
    QAction *m_whyNot = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_enable = nullptr;
    QAction *m_disable = nullptr;
    QAction *m_copyUrl = nullptr;
    QAction *m_copyCurl = nullptr;
    QAction *m_export = nullptr;
    QAction *m_delete = nullptr;
};

} // namespace hookpanel
