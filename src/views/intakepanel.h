// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/intakestatus.h"

#include <QList>
#include <QWidget>

#include <memory>

class QCheckBox;
class QSpinBox;

namespace hookpanel {

namespace Ui {
class IntakePanel;
}

class PanelService;

/// The intake in the settings: switch and port, which the page of the settings reads and fills; how it stands, the address
/// to copy, and the token, which is shown once when it was made and masked from when the page is left.
class IntakePanel : public QWidget
{
    Q_OBJECT

public:
    explicit IntakePanel(QWidget *parent = nullptr);
    ~IntakePanel() override;

    /// Once. The service is not owned and must outlive the panel.
    void listenTo(PanelService &service);

    [[nodiscard]] QCheckBox *onBox() const;
    [[nodiscard]] QSpinBox *portBox() const;

    /// What takes the keyboard's focus, from top to bottom.
    [[nodiscard]] QList<QWidget *> inOrder() const;

Q_SIGNALS:
    /// A question has appeared: this button is to get the focus, and both are to be brought into sight.
    void asked(QWidget *button, QWidget *question);

protected:
    /// The token is not shown a second time.
    void hideEvent(QHideEvent *event) override;

private:
    void showStatus();
    void showToken();
    void ask(bool isAsked);
    void fail(const QString &sentence);

    std::unique_ptr<Ui::IntakePanel> m_ui;
    PanelService *m_service = nullptr;
    IntakeStatus m_status;
    QString m_token; ///< While it may be seen.
};

} // namespace hookpanel
