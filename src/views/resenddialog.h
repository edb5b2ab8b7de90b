// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"
#include "core/eventrules.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

namespace Ui {
class ResendDialog;
}

/// Edits the payload of a delivery before it is sent as a new event. What breaks a rule is said while it is typed. Closes
/// itself once it has emitted sendRequested().
class ResendDialog : public QDialog
{
    Q_OBJECT

public:
    ResendDialog(const Delivery &delivery, const QByteArray &payload, const EventRules &rules, QWidget *parent);
    ~ResendDialog() override;

Q_SIGNALS:
    void sendRequested(const QByteArray &payload);

private:
    void check();
    void send();

    std::unique_ptr<Ui::ResendDialog> m_ui;
    EventRules m_rules;
};

} // namespace hookpanel
