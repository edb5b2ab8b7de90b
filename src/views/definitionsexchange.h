// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/panelservice.h"

#include <QObject>

class QWidget;

namespace hookpanel {

class UserPrompts;

/// Exports and imports as a user meets them: asks for the file, shows the preview, says what was refused. `page` is what
/// questions stand on, and owns this. Neither service nor prompts are owned.
class DefinitionsExchange : public QObject
{
    Q_OBJECT

public:
    DefinitionsExchange(PanelService &service, UserPrompts &prompts, QWidget *page);

    /// Asks where to, and writes these webhooks there; all of them and the default headers when none is named.
    void exportTo(const QList<WebhookId> &ids);

    /// Asks for a file and shows what importing it would do.
    void importFrom();

    /// Shows what importing these files would do.
    void importFiles(const QStringList &paths);

Q_SIGNALS:
    /// A sentence about what was done.
    void said(const QString &sentence);

private:
    void preview(const ImportPlan &plan);
    void onExported(const QString &path, const ExportReport &report);

    PanelService &m_service;
    UserPrompts &m_prompts;
    QWidget *m_page;
};

} // namespace hookpanel
