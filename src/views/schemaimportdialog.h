// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/eventservice.h"

#include <QDialog>
#include <QStandardItemModel>

#include <memory>

namespace hookpanel {

namespace Ui {
class SchemaImportDialog;
}

/// The preview of an import of content types: what will be added and updated, or all that is wrong, before anything is
/// changed. Asks for the uid where the path of a single file does not tell it. To be shown with open(); deletes itself when
/// it is closed.
class SchemaImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SchemaImportDialog(const SchemaPlan &plan, QWidget *parent);
    ~SchemaImportDialog() override;

    void setPlan(const SchemaPlan &plan);

Q_SIGNALS:
    /// With this uid the same files may do.
    void planRequested(const QStringList &paths, const QString &uid);
    void importRequested(const QStringList &paths, const QString &uid);

private:
    void setUpTable();
    void updateButtons();

    std::unique_ptr<Ui::SchemaImportDialog> m_ui;
    SchemaPlan m_plan;
    QStandardItemModel m_model;
    bool m_isWorthwhile = false; ///< The plan would change something.
};

} // namespace hookpanel
