// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/contenttypesmodel.h"
#include "models/eventservice.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class SchemaImportDialog;
class UserPrompts;

namespace Ui {
class ContentTypesView;
}

/// The content types of the profile, with what is taken out of events of each; imports them, with a preview before anything
/// is changed, and removes them.
class ContentTypesView : public QWidget
{
    Q_OBJECT

public:
    explicit ContentTypesView(QWidget *parent = nullptr);
    ~ContentTypesView() override;

    /// What it works with, once, before it is used. Neither is owned; both must outlive the view.
    void setServices(EventService &service, UserPrompts &prompts);

    void setContent(const EventKnowledge &knowledge);
    void takeFocus();

Q_SIGNALS:
    /// A sentence about what was done, or what went wrong.
    void said(const QString &sentence, bool isProblem);

private:
    void setUpTable();
    void import(const QStringList &paths);
    void onPlanned(const SchemaPlan &plan);
    void removeChosen();
    void updateActions();

    std::unique_ptr<Ui::ContentTypesView> m_ui;
    EventService *m_service = nullptr;
    UserPrompts *m_prompts = nullptr;
    ContentTypesModel m_model;
    QPointer<SchemaImportDialog> m_dialog;
    bool m_isAsked = false; ///< A plan was asked for here.
};

} // namespace hookpanel
