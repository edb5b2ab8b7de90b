// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/changesdialog.h"

#include "core/words.h"
#include "ui_changesdialog.h"
#include "views/recipientsdelegate.h"
#include "views/style.h"
#include "views/userprompts.h"

#include <QDir>
#include <QHeaderView>
#include <QJsonDocument>
#include <QPushButton>
#include <QScreen>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEntries = 20'000; ///< More than two full files of the audit hold.
constexpr int mostFittedRows = 500; ///< Beyond that, measuring each row would be a delay.

} // namespace

ChangesDialog::ChangesDialog(PanelService &service, UserPrompts &prompts, const WebhookId &id, const QString &name,
                             QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ChangesDialog>())
    , m_service(service)
    , m_prompts(prompts)
    , m_id(id)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->changesIntroLabel->setText(tr("What was done to “%1”, by which program, the newest first.").arg(name));
    setUpTable();
    connect(&service, &PanelService::auditLoaded, this, &ChangesDialog::onLoaded);
    for (const auto signal : {&PanelService::webhookStored, &PanelService::webhookSaved})
        connect(&service, signal, this, [this](const StoredWebhook &stored) {
            if (stored.webhook.id == m_id)
                load();
        });
    connect(&service, &PanelService::fileWritten, this, [this](const QString &path) {
        if (path == std::exchange(m_path, {}))
            say(tr("Exported as “%1”.").arg(QDir::toNativeSeparators(path)), true);
    });
    connect(&service, &PanelService::fileFailed, this, [this](const QString &path, const Error &error) {
        if (path == std::exchange(m_path, {}))
            say(Words::of(error), false);
    });
    connect(m_ui->exportChangesButton, &QPushButton::clicked, this, &ChangesDialog::exportLines);
    connect(m_ui->closeChangesButton, &QPushButton::clicked, this, &QDialog::accept);
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 26);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
    onLoaded(m_id, 0, {});
    load();
}

ChangesDialog::~ChangesDialog() = default;

void ChangesDialog::setUpTable()
{
    QTableView *view = m_ui->changesView;
    view->setModel(&m_model);
    view->setItemDelegate(new OwnDirectionDelegate(view));
    view->verticalHeader()->hide();
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const int letter = fontMetrics().averageCharWidth();
    header->resizeSection(AuditModel::TimeColumn, letter * 22);
    header->resizeSection(AuditModel::ProgramColumn, letter * 20);
    header->resizeSection(AuditModel::FieldColumn, letter * 16);
    header->setSectionResizeMode(AuditModel::BeforeColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(AuditModel::AfterColumn, QHeaderView::Stretch);
}

void ChangesDialog::load()
{
    m_service.loadAudit(m_id, 0, mostEntries);
}

void ChangesDialog::onLoaded(const WebhookId &id, int skip, const QList<AuditEntry> &entries)
{
    if (id != m_id || skip != 0)
        return;
    if (entries != m_model.entries())
        m_model.setEntries(entries);
    const bool isEmpty = m_model.rowCount() == 0;
    m_ui->changesView->setVisible(!isEmpty);
    m_ui->noChangesLabel->setVisible(isEmpty);
    m_ui->exportChangesButton->setEnabled(!isEmpty);
    fitRows();
}

void ChangesDialog::fitRows()
{
    if (m_model.rowCount() <= mostFittedRows)
        m_ui->changesView->resizeRowsToContents();
}

void ChangesDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    fitRows();
}

void ChangesDialog::exportLines()
{
    QByteArray lines;
    for (const AuditEntry &entry : m_model.entries())
        lines += QJsonDocument(audit::toJson(entry)).toJson(QJsonDocument::Compact) + '\n';
    m_prompts.askSaveFile(this, u"changes.jsonl"_s, [this, lines](const QString &path) {
        m_path = path;
        m_service.writeFile(path, lines);
    });
}

void ChangesDialog::say(const QString &sentence, bool isGood)
{
    isGood ? makeGood(m_ui->changesNote) : makeBad(m_ui->changesNote);
    m_ui->changesNote->setText(sentence);
    m_ui->changesNote->setVisible(!sentence.isEmpty());
}

} // namespace hookpanel
