// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/definitionsexchange.h"

#include "core/definitionswords.h"
#include "views/importdialog.h"
#include "views/userprompts.h"

#include <QDir>

namespace hookpanel {

using namespace Qt::StringLiterals;

DefinitionsExchange::DefinitionsExchange(PanelService &service, UserPrompts &prompts, QWidget *page)
    : QObject(page)
    , m_service(service)
    , m_prompts(prompts)
    , m_page(page)
{
    connect(&service, &PanelService::exported, this, &DefinitionsExchange::onExported);
    connect(&service, &PanelService::importPlanned, this, &DefinitionsExchange::preview);
    connect(&service, &PanelService::importRefused, this, [this](const DefinitionsProblems &problems) {
        QStringList sentences;
        for (const DefinitionsProblem &problem : problems)
            sentences.append(DefinitionsWords::of(problem));
        m_prompts.tellRefusal(m_page, tr("Import webhooks"), sentences);
    });
}

void DefinitionsExchange::exportTo(const QList<WebhookId> &ids)
{
    m_prompts.askSaveFile(m_page, u"webhooks.json"_s,
                          [this, ids](const QString &path) { m_service.exportDefinitions(path, ids); });
}

void DefinitionsExchange::importFrom()
{
    m_prompts.askOpenFile(m_page, tr("JSON files (*.json);;All files (*)"),
                          [this](const QString &path) { importFiles({path}); });
}

void DefinitionsExchange::importFiles(const QStringList &paths)
{
    m_service.planImport(paths);
}

void DefinitionsExchange::preview(const ImportPlan &plan)
{
    auto *dialog = new ImportDialog(plan, m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const ImportPlan chosen = dialog->chosen();
        const int count = chosen.count(ImportAction::Add) + chosen.count(ImportAction::Update);
        Q_EMIT said(tr("Importing %n webhook(s)…", nullptr, count)); // each is brought to the disk: many take a while
        m_service.runImport(chosen);
    });
    dialog->open();
}

void DefinitionsExchange::onExported(const QString &path, const ExportReport &report)
{
    QStringList sentences{
        tr("%n webhook(s) exported to “%1”.", nullptr, report.webhooks).arg(QDir::toNativeSeparators(path))};
    sentences += DefinitionsWords::of(report);
    Q_EMIT said(sentences.join(u' '));
}

} // namespace hookpanel
