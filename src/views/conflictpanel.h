// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storedwebhook.h"
#include "models/conflictmodel.h"

#include <QFrame>

#include <memory>

namespace hookpanel {

namespace Ui {
class ConflictPanel;
}

/// Something else changed a webhook while it is edited here: both versions side by side, field by field, and the choice
/// between them. A file that was damaged is one too; it says what is wrong with it. Hidden as long as there is no conflict.
class ConflictPanel : public QFrame
{
    Q_OBJECT

public:
    explicit ConflictPanel(QWidget *parent = nullptr);
    ~ConflictPanel() override;

    /// Shows the panel. Theirs being read-only, mine cannot be kept; nothing being left of theirs, they cannot be taken.
    void showConflict(const Webhook &mine, const StoredWebhook &theirs);

    /// What stands in the form now; ends the conflict when that is what stands in the file.
    void setMine(const Webhook &mine);

    /// Hides the panel; nothing was chosen.
    void dismiss();

    /// Puts the keyboard where the choice is.
    void takeFocus();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] const StoredWebhook &theirs() const { return m_theirs; }

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    /// The choice; the panel is hidden already. agreed() is no choice: both versions became the same.
    void mineKept(const hookpanel::StoredWebhook &theirs);
    void theirsTaken(const hookpanel::StoredWebhook &theirs);
    void agreed(const hookpanel::StoredWebhook &theirs);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTable();

    std::unique_ptr<Ui::ConflictPanel> m_ui;
    ConflictModel m_model;
    StoredWebhook m_theirs;
    bool m_isOpen = false;
};

} // namespace hookpanel
