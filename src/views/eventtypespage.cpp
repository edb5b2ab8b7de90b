// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/eventtypespage.h"

#include "core/words.h"
#include "models/panelservice.h"
#include "models/webhooktablemodel.h"
#include "ui_eventtypespage.h"
#include "views/style.h"
#include "views/userprompts.h"

#include <QPushButton>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNames = 5; ///< Of webhooks, in one sentence.

} // namespace

EventTypesPage::EventTypesPage(PanelService &service, const WebhookTableModel &webhooks, UserPrompts &prompts,
                               QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EventTypesPage>())
    , m_service(service)
    , m_events(service.events())
    , m_webhooks(webhooks)
{
    m_ui->setupUi(this);
    makeTitle(m_ui->eventTypesTitleLabel);
    makeBad(m_ui->eventTypeFaultsLabel);
    m_ui->eventTypeFaultsLabel->hide();
    m_ui->eventTypesTabs->addTab(tr("Event types"));
    m_ui->eventTypesTabs->addTab(tr("Content types"));
    dressTabs(m_ui->eventTypesTabs, tr("Which list is shown"));
    m_ui->eventTypesUndoBar->findChild<QPushButton *>(u"undoButton"_s)->setObjectName(u"undoEventTypeButton"_s);
    m_ui->contentTypesPart->setServices(m_events, prompts);
    m_contentTimer.setSingleShot(true);
    m_contentTimer.setInterval(0);
    connect(&m_contentTimer, &QTimer::timeout, this, &EventTypesPage::showContent);
    connect(m_ui->eventTypesTabs, &QTabBar::currentChanged, m_ui->eventTypesStack, &QStackedWidget::setCurrentIndex);
    connect(m_ui->eventTypesTabs, &QTabBar::currentChanged, this, [this] { say({}, false); }); // it was about the other list
    connect(m_ui->eventTypesPart, &EventTypesView::addRequested, &m_events, &EventService::addEventType);
    connect(m_ui->eventTypesPart, &EventTypesView::removeRequested, &m_events, &EventService::removeEventType);
    connect(m_ui->eventTypesPart, &EventTypesView::sendRequested, this, &EventTypesPage::sendRequested);
    connect(m_ui->eventTypesPart, &EventTypesView::webhookRequested, this, &EventTypesPage::webhookRequested);
    connect(m_ui->contentTypesPart, &ContentTypesView::said, this, &EventTypesPage::say);
    connectService();
    say({}, false);
}

EventTypesPage::~EventTypesPage() = default;

void EventTypesPage::connectService()
{
    connect(&m_events, &EventService::knowledgeChanged, this, &EventTypesPage::setKnowledge);
    connect(&m_events, &EventService::eventTypeStored, this, [this](const QString &name) {
        say(tr("Saved the event type “%1”.").arg(name), false);
        m_ui->eventTypesPart->onStored(name);
    });
    connect(&m_events, &EventService::eventTypeFailed, this, [this](const QString &name, const Error &error) {
        if (!m_ui->eventTypesPart->showFailure(name, error))
            say(Words::of(error), true);
    });
    connect(&m_events, &EventService::eventTypeRemoved, this, &EventTypesPage::onTypeRemoved);
    connect(&m_events, &EventService::schemaRemoved, this, [this](const RemovedSchema &removed) {
        m_ui->eventTypesUndoBar->offer(tr("Removed the content type “%1”").arg(removed.uid),
                                       [this, removed] { m_events.restoreSchema(removed); });
    });
    connect(&m_service, &PanelService::loaded, &m_contentTimer, qOverload<>(&QTimer::start));
    connect(&m_service, &PanelService::webhookSaved, &m_contentTimer, qOverload<>(&QTimer::start));
    connect(&m_service, &PanelService::webhookStored, &m_contentTimer, qOverload<>(&QTimer::start));
    connect(&m_service, &PanelService::webhooksRemoved, &m_contentTimer, qOverload<>(&QTimer::start));
    connect(&m_service, &PanelService::webhooksGone, &m_contentTimer, qOverload<>(&QTimer::start));
    connect(&m_service, &PanelService::imported, &m_contentTimer, qOverload<>(&QTimer::start));
}

void EventTypesPage::setKnowledge(const EventKnowledge &knowledge)
{
    m_knowledge = knowledge;
    m_ui->contentTypesPart->setContent(knowledge);
    showContent();
    QStringList faults;
    for (const Error &fault : knowledge.eventTypeFaults)
        faults.append(Words::of(fault));
    m_ui->eventTypeFaultsLabel->setText(faults.join(u'\n'));
    m_ui->eventTypeFaultsLabel->setVisible(!faults.isEmpty());
}

/// Who is subscribed is counted only while somebody looks.
void EventTypesPage::showContent()
{
    if (!isVisible())
        return;
    QList<StoredWebhook> webhooks;
    const QList<WebhookId> ids = m_webhooks.ids();
    for (const WebhookId &id : ids)
        webhooks.append(*m_webhooks.find(id));
    m_ui->eventTypesPart->setContent(m_knowledge.catalogue, webhooks);
}

void EventTypesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showContent();
}

void EventTypesPage::takeFocus()
{
    if (m_ui->eventTypesTabs->currentIndex() == 0)
        m_ui->eventTypesPart->takeFocus();
    else
        m_ui->contentTypesPart->takeFocus();
}

void EventTypesPage::onTypeRemoved(const QString &name, const QByteArray &sample)
{
    showContent();
    QStringList names = m_ui->eventTypesPart->model().namersOf(name);
    const qsizetype left = names.size() - mostNames;
    names = names.mid(0, mostNames);
    if (left > 0)
        names.append(tr("%n more", "webhooks", int(left)));
    say(names.isEmpty() ? QString()
                        : tr("Still subscribed to “%1”, and getting nothing any more: %2.").arg(name, names.join(tr(", "))),
        true);
    m_ui->eventTypesUndoBar->offer(tr("Removed the event type “%1”").arg(name),
                                   [this, name, sample] { m_events.addEventType(name, sample); });
}

void EventTypesPage::say(const QString &sentence, bool isProblem)
{
    setTone(m_ui->eventTypesSaidLabel, isProblem ? Tone::Bad : Tone::Plain);
    m_ui->eventTypesSaidLabel->setText(sentence);
    m_ui->eventTypesSaidLabel->setVisible(!sentence.isEmpty());
}

} // namespace hookpanel
