// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/importplanmodel.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

namespace Ui {
class ImportDialog;
}

/// The preview of an import: what will be added, updated and skipped, before anything is changed. Nothing happens until it
/// is accepted; then chosen() is what to do. To be shown with open().
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(const ImportPlan &plan, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// The plan without the rows that were unticked.
    [[nodiscard]] ImportPlan chosen() const { return m_model.chosen(); }

private:
    void setUpTable();
    void showCounts();

    std::unique_ptr<Ui::ImportDialog> m_ui;
    ImportPlanModel m_model;
};

} // namespace hookpanel
