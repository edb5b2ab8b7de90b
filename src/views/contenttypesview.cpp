// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/contenttypesview.h"

#include "core/words.h"
#include "ui_contenttypesview.h"
#include "views/columnroom.h"
#include "views/flowlayout.h"
#include "views/keptrows.h"
#include "views/recipientsdelegate.h"
#include "views/schemaimportdialog.h"
#include "views/style.h"
#include "views/userprompts.h"

#include <QHeaderView>
#include <QLocale>
#include <QShortcut>

namespace hookpanel {

using namespace Qt::StringLiterals;

ContentTypesView::ContentTypesView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ContentTypesView>())
{
    m_ui->setupUi(this);
    setTone(m_ui->contentTypesHintLabel, Tone::Muted);
    m_ui->contentTypesHintLabel->setText(
        tr("Of a known content type, private attributes and passwords are taken out of every event, and relations to users "
           "are cut to their id."));
    m_ui->noContentTypesLabel->setText(
        tr("No content types are known, so nothing private can be taken out of events. Import the schema files of your "
           "Strapi project: choose its folder, or single schema.json files."));
    makeBad(m_ui->contentTypesFaultLabel);
    auto *actions = new FlowLayout(m_ui->contentTypeActions);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_ui->importFolderButton, m_ui->importFilesButton, m_ui->removeContentTypeButton})
        actions->addWidget(widget);
    setUpTable();
    connect(m_ui->removeContentTypeButton, &QPushButton::clicked, this, &ContentTypesView::removeChosen);
    setContent({});
}

ContentTypesView::~ContentTypesView() = default;

void ContentTypesView::setServices(EventService &service, UserPrompts &prompts)
{
    m_service = &service;
    m_prompts = &prompts;
    connect(m_ui->importFilesButton, &QPushButton::clicked, this, [this] {
        m_prompts->askOpenFiles(this, tr("Schema files (*.json);;All files (*)"),
                                [this](const QStringList &paths) { import(paths); });
    });
    connect(m_ui->importFolderButton, &QPushButton::clicked, this,
            [this] { m_prompts->askOpenFolder(this, [this](const QString &path) { import({path}); }); });
    connect(&service, &EventService::schemasPlanned, this, &ContentTypesView::onPlanned);
    connect(&service, &EventService::schemasImported, this, [this](int added, int updated) {
        Q_EMIT said(tr("%1 added, %2 updated.", "numbers of content types")
                        .arg(QLocale().toString(added), QLocale().toString(updated)),
                    false);
    });
    connect(&service, &EventService::schemasFailed, this, [this](const QList<Error> &errors) {
        QStringList sentences;
        for (const Error &error : errors)
            sentences.append(Words::of(error));
        Q_EMIT said(sentences.join(u' '), true);
    });
}

void ContentTypesView::setUpTable()
{
    QTableView *view = m_ui->contentTypesView;
    view->setModel(&m_model);
    keepRows(view, [this](int row) { return m_model.uidAt(row); });
    view->setItemDelegate(new OwnDirectionDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    header->setMinimumSectionSize(letter * 6);
    header->resizeSection(ContentTypesModel::NameColumn, letter * 20);
    header->resizeSection(ContentTypesModel::UidColumn, letter * 28);
    for (const int column : {ContentTypesModel::KindColumn, ContentTypesModel::DraftsColumn}) {
        const QString heading = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        header->resizeSection(column, qMax(letter * 17, fontMetrics().horizontalAdvance(heading) + letter * 3));
    }
    const auto withHeading = [this, letter](ContentTypesModel::Column column) {
        const QString heading = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        return fontMetrics().horizontalAdvance(heading) + letter * 2;
    };
    // What is taken out of events is what the screen is for: it stays in sight.
    new ColumnRoom(view, ContentTypesModel::StrippedColumn,
                   {{ContentTypesModel::NameColumn, letter * 10},
                    {ContentTypesModel::UidColumn, letter * 12},
                    {ContentTypesModel::KindColumn, letter * 12},
                    {ContentTypesModel::DraftsColumn, withHeading(ContentTypesModel::DraftsColumn)},
                    {ContentTypesModel::StrippedColumn, withHeading(ContentTypesModel::StrippedColumn)}},
                   {ContentTypesModel::DraftsColumn, ContentTypesModel::KindColumn});
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ContentTypesView::updateActions);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ContentTypesView::updateActions);
    auto *remove = new QShortcut(QKeySequence::Delete, view);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_ui->removeContentTypeButton, &QPushButton::click);
}

void ContentTypesView::setContent(const EventKnowledge &knowledge)
{
    m_model.setContent(knowledge.contentTypes);
    QStringList sentences;
    for (const Error &fault : knowledge.contentTypeFaults)
        sentences.append(Words::of(fault));
    if (!sentences.isEmpty())
        sentences.prepend(tr("No event is accepted until this is mended, because it might say that something is private."));
    m_ui->contentTypesFaultLabel->setText(sentences.join(u'\n'));
    m_ui->contentTypesFaultLabel->setVisible(!sentences.isEmpty());
    const bool any = m_model.rowCount() > 0;
    m_ui->noContentTypesLabel->setVisible(!any && sentences.isEmpty());
    m_ui->contentTypesHintLabel->setVisible(any);
    updateActions();
}

void ContentTypesView::takeFocus()
{
    m_ui->contentTypesView->setFocus();
}

void ContentTypesView::updateActions()
{
    const auto count = m_ui->contentTypesView->selectionModel()->selectedRows().size();
    m_ui->removeContentTypeButton->setEnabled(count > 0);
}

void ContentTypesView::import(const QStringList &paths)
{
    m_isAsked = true;
    m_service->planSchemas(paths, {});
}

void ContentTypesView::onPlanned(const SchemaPlan &plan)
{
    if (!std::exchange(m_isAsked, false))
        return;
    if (m_dialog) {
        m_dialog->setPlan(plan);
        return;
    }
    m_dialog = new SchemaImportDialog(plan, this); // deletes itself when it is closed
    connect(m_dialog, &SchemaImportDialog::planRequested, this, [this](const QStringList &paths, const QString &uid) {
        m_isAsked = true;
        m_service->planSchemas(paths, uid);
    });
    connect(m_dialog, &SchemaImportDialog::importRequested, m_service, &EventService::importSchemas);
    m_dialog->open();
}

void ContentTypesView::removeChosen()
{
    QStringList uids;
    for (const QModelIndex &index : m_ui->contentTypesView->selectionModel()->selectedRows())
        uids.append(m_model.uidAt(index.row()));
    for (const QString &uid : std::as_const(uids))
        m_service->removeSchema(uid);
}

} // namespace hookpanel
