// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/mainwindow.h"

#include "core/words.h"
#include "models/deliveryservice.h"
#include "models/eventservice.h"
#include "ui_mainwindow.h"
#include "views/badgedelegate.h"
#include "views/deliveriespage.h"
#include "views/deliverynews.h"
#include "views/eventtypespage.h"
#include "views/icons.h"
#include "views/sendeventpage.h"
#include "views/settingspage.h"
#include "views/style.h"
#include "views/userprompts.h"
#include "views/webhookpage.h"
#include "views/webhookspage.h"
#include "views/windowmemory.h"

#include <QCloseEvent>
#include <QDir>
#include <QPushButton>
#include <QScreen>
#include <QSet>
#include <QStatusBar>
#include <QStyle>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int messageMs = 20'000;
constexpr qsizetype burst = 100; ///< Beyond so many changes at once the table begins anew.
constexpr int lettersBesideTexts = 110; ///< A window narrower than so many letters has no room for texts in its navigation.
constexpr int frameReserve
    = 40; ///< Pixels for the window manager's title bar, which is not known before the window is shown.

} // namespace

MainWindow::MainWindow(PanelService &service, UserPrompts &prompts, const Clock &clock, const EventCatalogue &catalogue,
                       const QString &profileName, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_profileName(profileName)
    , m_service(service)
    , m_prompts(prompts)
    , m_model(catalogue)
{
    m_ui->setupUi(this);
    m_list = new WebhooksPage(m_model, service, prompts, clock, this);
    m_form = new WebhookPage(service, prompts, clock, catalogue, this);
    m_sendEvent = new SendEventPage(service, clock, this);
    m_deliveries = new DeliveriesPage(service, m_model, prompts, clock, catalogue, this);
    m_eventTypes = new EventTypesPage(service, m_model, prompts, this);
    m_settings = new SettingsPage(service, this);
    m_ui->pages->addWidget(m_list);
    m_ui->pages->addWidget(m_form);
    m_ui->pages->addWidget(m_sendEvent);
    m_ui->pages->addWidget(m_deliveries);
    connect(m_deliveries, &DeliveriesPage::trustRequested, this, [this](const Attempt &attempt) {
        showWebhook(attempt.webhook);
        m_form->askToTrust(attempt);
    });
    m_ui->pages->addWidget(m_eventTypes);
    m_ui->pages->addWidget(m_settings);
    m_ui->navigation->viewport()->setBackgroundRole(QPalette::Window);
    m_ui->statusBar->hide();
    connect(m_ui->statusBar, &QStatusBar::messageChanged, m_ui->statusBar,
            [bar = m_ui->statusBar](const QString &message) { bar->setVisible(!message.isEmpty()); });
    setUpNavigation();
    setUpBars();
    setUpDeliveries(clock);
    setUpEvents();
    connect(m_list, &WebhooksPage::createRequested, this, &MainWindow::showNewWebhook);
    connect(m_list, &WebhooksPage::editRequested, this, &MainWindow::showWebhook);
    connect(m_list, &WebhooksPage::said, this, &MainWindow::say);
    connect(m_list, &WebhooksPage::triggerRequested, this, [this](const WebhookId &id) {
        showWebhook(id);
        m_form->trigger();
    });
    connect(m_list, &WebhooksPage::settled, this, &MainWindow::onSettled);
    connect(m_settings, &SettingsPage::settled, this, &MainWindow::onSettled);
    connect(m_form, &WebhookPage::backRequested, this, [this] { m_form->leave([this] { showList(); }); });
    connect(m_form, &WebhookPage::titleChanged, this, [this](const QString &title) {
        m_webhookTitle = title;
        updateTitle();
    });

    connect(&service, &PanelService::loaded, this, &MainWindow::onLoaded);
    connect(&service, &PanelService::failed, this, &MainWindow::onFailed);
    // Before the model takes it over: what was wrong with it is known there.
    const auto tell = [this](const StoredWebhook &stored) {
        if (const StoredWebhook *known = m_model.find(stored.webhook.id))
            tellIfMended(known->problems, stored.problems, WebhookTableModel::nameOf(stored.webhook), stored.keptCopy);
    };
    connect(m_list, &WebhooksPage::carriedOut, this, tell);
    connect(&service, &PanelService::webhookSaved, this, tell);
    for (const auto signal : {&PanelService::webhookStored, &PanelService::webhookSaved})
        connect(&service, signal, this, [this](const StoredWebhook &stored) { m_model.put(stored); });
    connect(&service, &PanelService::webhookFailed, this, &MainWindow::onWebhookFailed);
    connect(&service, &PanelService::saveFailed, this, [this](const WebhookId &id, const Error &error) {
        if (error.code == ErrorCode::NoSuchWebhook)
            m_model.remove(id); // the form says it
    });
    connect(&service, &PanelService::webhooksRemoved, this, [this](const QList<RemovedWebhook> &removed) {
        for (const RemovedWebhook &webhook : removed)
            m_model.remove(webhook.id);
    });
    connect(&service, &PanelService::webhooksGone, this, &MainWindow::onGone);
    connect(&service, &PanelService::preferencesStored, this, &MainWindow::onPreferences);
    connect(&service, &PanelService::preferencesSaved, this,
            [this](const Preferences &preferences, const Problems &problems) {
                tellIfMended(m_problems, problems, {}, {});
                onPreferences(preferences, problems);
            });
    connect(&service, &PanelService::preferencesUnreadable, this,
            [this](const Error &error) { m_ui->damageBar->say(Words::of(error)); });
    connect(&service, &PanelService::imported, this, &MainWindow::onImported);
    connect(&service, &PanelService::attemptUpdated, this, &MainWindow::onAttempt);
    setUpIntake();
    setUpSecrets();
    connect(&service, &PanelService::lastOutcomeStored, &m_model, &WebhookTableModel::setLastOutcome);
    suitDirection(this);
    const auto buttons = findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        button->setAutoDefault(true); // Enter presses the button that has the focus
    if (const QScreen *here = screen()) {
        const QSize room = here->availableSize() - QSize(0, frameReserve);
        setMinimumSize(minimumSize().boundedTo(room)); // a small screen at a scale factor of 2 is smaller than that
        resize(size().boundedTo(room));
    }
    m_memory = new WindowMemory(*this, service);
    showList();
    service.load();
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpNavigation()
{
    const auto add = [this](const char *iconName, const QString &text) {
        auto *item = new QListWidgetItem(icon(QString::fromLatin1(iconName)), text, m_ui->navigation);
        item->setSizeHint({0, fontMetrics().height() * 2});
    };
    add("webhook", tr("Webhooks"));
    add("send", tr("Send event"));
    add("deliveries", tr("Deliveries"));
    add("eventtypes", tr("Event types"));
    add("settings", tr("Settings"));
    m_ui->navigation->setItemDelegate(new BadgeDelegate(m_ui->navigation));
    fitNavigation();
    const auto leaveFor = [this](const QListWidgetItem *item) {
        const int wanted = m_ui->navigation->row(item);
        markPage(); // until the form may be left
        m_form->leave([this, wanted] { goTo(wanted); });
    };
    for (const auto signal : {&QListWidget::itemClicked, &QListWidget::itemActivated}) // by mouse, by key
        connect(m_ui->navigation, signal, this, leaveFor);
    // A screen reader chooses an item without a click and without the keyboard's focus, which arrow keys have.
    connect(m_ui->navigation, &QListWidget::itemSelectionChanged, this, [this, leaveFor] {
        const auto chosen = m_ui->navigation->selectedItems();
        if (!chosen.isEmpty() && !m_ui->navigation->hasFocus() && m_ui->navigation->row(chosen.first()) != pageRow())
            leaveFor(chosen.first());
    });
}

/// Where letters are large for the window, the navigation leaves the room to the pages.
void MainWindow::fitNavigation()
{
    const bool iconsOnly = width() < fontMetrics().averageCharWidth() * lettersBesideTexts;
    int widest = 0;
    for (int row = 0; row < m_ui->navigation->count(); ++row)
        widest = qMax(widest, fontMetrics().horizontalAdvance(m_ui->navigation->item(row)->text()));
    const int withTexts = widest + style()->pixelMetric(QStyle::PM_ListViewIconSize) + fontMetrics().averageCharWidth() * 4
        + BadgeDelegate::widthFor(fontMetrics());
    static_cast<BadgeDelegate *>(m_ui->navigation->itemDelegate())->setIconsOnly(iconsOnly);
    m_ui->navigation->setProperty("iconsOnly", iconsOnly);
    m_ui->navigation->setFixedWidth(iconsOnly ? BadgeDelegate::widthOfIcons(*style()) : withTexts);
    m_ui->navigation->viewport()->update();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitNavigation();
}

void MainWindow::goTo(int row)
{
    switch (NavigationRow(row)) {
    case WebhooksRow:
        showList();
        break;
    case SendEventRow:
        showSendEvent();
        break;
    case DeliveriesRow:
        showDeliveries();
        break;
    case EventTypesRow:
        showEventTypes();
        break;
    case SettingsRow:
        showSettings();
        break;
    }
}

void MainWindow::setUpBars()
{
    m_ui->noticeBar->nameParts(u"notice"_s);
    m_ui->purgeBar->nameParts(u"purge"_s);
    m_ui->damageBar->nameParts(u"damage"_s);
    connect(m_ui->purgeBar->addButton(u"purgeNowButton"_s, tr("Remove now")), &QPushButton::clicked, &m_service.deliveries(),
            &DeliveryService::purgeNow);
    connect(m_ui->purgeBar->addButton(u"openRetentionButton"_s, tr("Open settings")), &QPushButton::clicked, this,
            [this] { m_form->leave([this] { showRetention(); }); });
    m_ui->secretsBar->nameParts(u"secrets"_s);
    m_ui->secretsBar->stay();
    connect(m_ui->secretsBar->addButton(u"readSecretsButton"_s, tr("Try again")), &QPushButton::clicked, &m_service,
            &PanelService::readSecretsAgain);
    connect(m_ui->damageBar->addButton(u"openSettingsButton"_s, tr("Open settings")), &QPushButton::clicked, this,
            [this] { m_form->leave([this] { showSettings(); }); });
}

void MainWindow::setUpDeliveries(const Clock &clock)
{
    auto *news = new DeliveryNews(m_service.deliveries(), m_model, clock, this);
    connect(news, &DeliveryNews::happened, m_ui->noticeBar, &NoticeBar::add);
    connect(news, &DeliveryNews::purgePlanned, m_ui->purgeBar, &NoticeBar::say);
    connect(news, &DeliveryNews::said, this, &MainWindow::say);
    connect(news, &DeliveryNews::deadLettersCounted, this, &MainWindow::showDeadLetters);
    connect(m_list, &WebhooksPage::deliveriesRequested, this, [this](const WebhookId &id) {
        showDeliveries();
        m_deliveries->filterByWebhook(id);
    });
}

/// What the intake has to say wherever one is; the page of the settings shows how it stands.
void MainWindow::setUpIntake()
{
    connect(&m_service, &PanelService::intakeChanged, this, [this](const IntakeStatus &status) {
        if (status.state == IntakeStatus::State::Failed)
            say(tr("Intake: %1").arg(IntakeStatusWords::of(status)));
    });
    connect(&m_service, &PanelService::intakeTestCame, this,
            [this] { say(tr("A test event came to the intake. It was answered, and goes to no webhook.")); });
    connect(&m_service, &PanelService::secretsSetAside, this, [this](const QString &copy) {
        m_ui->noticeBar->add(tr("The secrets were damaged. The damaged file is kept as “%1”, and a new one was begun.")
                                 .arg(QDir::toNativeSeparators(copy)));
    });
}

/// Where secrets are kept is asked once; what was done to them is told.
void MainWindow::setUpSecrets()
{
    connect(&m_service, &PanelService::secretsNeedConsent, this, [this](const Error &why) {
        m_prompts.askSecretsInFile(this, QDir::toNativeSeparators(why.subject), why.detail,
                                   [this](bool mayUseFile) { m_service.answerSecretsQuestion(mayUseFile); });
    });
    connect(&m_service, &PanelService::secretsUnreadable, this,
            [this](const Error &why) { m_ui->secretsBar->say(Words::of(why)); });
    connect(&m_service, &PanelService::secretsReadable, this, [this] { m_ui->secretsBar->say({}); });
    connect(&m_service, &PanelService::secretsMigrated, this, [this](int webhooks, bool defaultHeaders) {
        if (webhooks > 0)
            m_ui->noticeBar->add(tr("The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.",
                                    nullptr, webhooks));
        if (defaultHeaders)
            m_ui->noticeBar->add(
                tr("The secrets in the default headers stood in clear in their file. They are kept apart now."));
    });
    connect(&m_service, &PanelService::secretsDropped, this, [this](const WebhookId &, const QStringList &headers) {
        m_ui->noticeBar->add(tr("The URL leads to another place now, so enter the secret values of these headers again: %1")
                                 .arg(headers.join(u", "_s)));
    });
}

void MainWindow::setUpEvents()
{
    connect(m_list, &WebhooksPage::whyNotRequested, this, [this](const WebhookId &id) {
        showDeliveries();
        m_deliveries->showWhyNot(id);
    });
    connect(m_eventTypes, &EventTypesPage::sendRequested, this, [this](const QString &type) {
        showSendEvent();
        m_sendEvent->choose(type);
    });
    connect(m_eventTypes, &EventTypesPage::webhookRequested, this, &MainWindow::showWebhook);
    connect(&m_service.events(), &EventService::knowledgeChanged, this, [this](const EventKnowledge &knowledge) {
        takeRules({knowledge.contentTypes, knowledge.catalogue});
    });
    connect(m_sendEvent, &SendEventPage::deliveriesRequested, this, &MainWindow::showDeliveries);
    connect(m_sendEvent, &SendEventPage::webhookRequested, this, &MainWindow::showWebhook);
    connect(m_sendEvent, &SendEventPage::deliveriesOfRequested, this, [this](const WebhookId &id) {
        showDeliveries();
        m_deliveries->filterByWebhook(id);
    });
}

/// The user's own event types, or content types, came, changed or went.
void MainWindow::takeRules(const EventRules &rules)
{
    m_model.setCatalogue(rules.catalogue());
    m_form->setRules(rules);
    m_deliveries->setRules(rules);
}

void MainWindow::showDeadLetters(qint64 count)
{
    const QString text = count > 0 ? tr("%Ln dead letter(s)", nullptr, int(count)) : QString();
    QListWidgetItem *item = m_ui->navigation->item(DeliveriesRow);
    item->setData(BadgeDelegate::CountRole, count);
    item->setData(Qt::AccessibleDescriptionRole, text);
    item->setToolTip(text);
}

/// The navigation shows where one is.
void MainWindow::markPage()
{
    m_ui->navigation->setCurrentRow(pageRow());
}

int MainWindow::pageRow() const
{
    const QWidget *page = m_ui->pages->currentWidget();
    return page == m_settings  ? SettingsRow
        : page == m_deliveries ? DeliveriesRow
        : page == m_sendEvent  ? SendEventRow
        : page == m_eventTypes ? EventTypesRow
                               : WebhooksRow;
}

void MainWindow::restore(const WindowState &state)
{
    m_memory->restore(state);
}

void MainWindow::onLoaded(const PanelContent &content)
{
    if (m_loaded)
        takeOver(content);
    else
        m_model.setWebhooks(content.webhooks, content.lastOutcomes);
    const bool first = !std::exchange(m_loaded, true);
    onPreferences(content.preferences, content.problems);
    if (first && m_ui->pages->currentWidget() == m_list)
        m_list->takeFocus();
}

void MainWindow::onPreferences(const Preferences &preferences, const Problems &problems)
{
    m_model.setEdition(preferences.edition);
    m_form->setPreferences(preferences, problems);
    m_sendEvent->setPreferences(preferences);
    m_problems = problems;
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (problem.cause != Cause::ChangedByHand) // that is no damage
            sentences.append(Words::of(problem));
    }
    m_ui->damageBar->say(sentences.value(0)); // the page of the settings says them all
}

/// Writing made a damaged file whole. That is said, because its mark goes with it, and what it held no longer stands there.
void MainWindow::tellIfMended(const Problems &before, const Problems &now, const QString &name, const QString &copy)
{
    const auto damage = [](const Problem &problem) {
        return problem.rule == Rule::FileDamaged || problem.rule == Rule::PreferencesDamaged;
    };
    const bool isMended = std::none_of(now.cbegin(), now.cend(), damage);
    if (std::none_of(before.cbegin(), before.cend(), damage) || (!isMended && copy.isEmpty()))
        return;
    if (!isMended)
        m_ui->noticeBar->add(tr("The switch was written into the damaged file of “%1”; a copy of it as it was is kept as "
                                "“%2”. It stays marked until somebody has looked at it and saved it.")
                                 .arg(name, QDir::toNativeSeparators(copy)));
    else if (name.isEmpty())
        m_ui->noticeBar->add(
            tr("The damaged file of the settings was written anew. A copy of it as it was is kept beside it."));
    else
        m_ui->noticeBar->add(tr("The damaged file of “%1” was written anew. A copy of it as it was is kept as “%2”.")
                                 .arg(name, QDir::toNativeSeparators(copy)));
}

void MainWindow::onImported(const ImportReport &report)
{
    QList<StoredWebhook> stored = report.added;
    for (const ImportReport::Update &update : report.updated)
        stored.append(update.stored);
    m_model.put(stored);
    if (report.error)
        say(Words::of(*report.error));
}

void MainWindow::onGone(const QList<WebhookId> &ids)
{
    for (const WebhookId &id : ids)
        m_model.remove(id);
}

/// What another program changed meanwhile: row by row, or all at once where that is less work.
void MainWindow::takeOver(const PanelContent &content)
{
    QSet<WebhookId> there;
    QList<StoredWebhook> changed;
    for (const StoredWebhook &webhook : content.webhooks) {
        there.insert(webhook.webhook.id);
        const StoredWebhook *known = m_model.find(webhook.webhook.id);
        if (!known || *known != webhook)
            changed.append(webhook);
    }
    QList<WebhookId> gone = m_model.ids();
    gone.removeIf([&there](const WebhookId &id) { return there.contains(id); });

    if (changed.size() + gone.size() > burst) {
        m_list->replaceAll(content.webhooks, content.lastOutcomes);
    } else {
        for (const StoredWebhook &webhook : changed)
            m_model.put(webhook);
        for (auto last = content.lastOutcomes.cbegin(); last != content.lastOutcomes.cend(); ++last)
            m_model.setLastOutcome(last.key(), *last);
        onGone(gone);
    }
    for (const StoredWebhook &webhook : changed)
        m_form->onStored(webhook);
    m_form->onGone(gone);
}

void MainWindow::onFailed(const Error &error)
{
    if (!m_loaded)
        m_list->showLoadFailure(Words::of(error));
    say(Words::of(error));
}

void MainWindow::onWebhookFailed(const WebhookId &id, const Error &error)
{
    if (error.code == ErrorCode::NoSuchWebhook)
        m_model.remove(id);
    if (!mayHelpToTryAgain(error.code) || m_ui->pages->currentWidget() != m_list)
        say(Words::of(error)); // else the list says it, and offers to try again
}

void MainWindow::onAttempt(const Attempt &attempt)
{
    if (attempt.isFinished())
        m_model.setLastOutcome(attempt.webhook, lastOutcomeOf(attempt));
}

void MainWindow::showList()
{
    showPage(m_list);
    m_list->takeFocus();
}

void MainWindow::showSendEvent()
{
    showPage(m_sendEvent);
    m_sendEvent->takeFocus();
}

void MainWindow::showDeliveries()
{
    showPage(m_deliveries);
    m_deliveries->takeFocus();
}

void MainWindow::showEventTypes()
{
    showPage(m_eventTypes);
    m_eventTypes->takeFocus();
}

void MainWindow::showSettings()
{
    showPage(m_settings);
    m_settings->takeFocus();
}

void MainWindow::showRetention()
{
    showPage(m_settings);
    m_settings->showRetention();
}

void MainWindow::showPage(QWidget *page)
{
    if (m_ui->pages->currentWidget() == m_settings && page != m_settings)
        m_settings->commit();
    m_ui->pages->setCurrentWidget(page);
    m_ui->damageBar->setCovered(page == m_settings);
    markPage();
    updateTitle();
}

void MainWindow::showWebhook(const WebhookId &id)
{
    const StoredWebhook *stored = m_model.find(id);
    if (!stored)
        return;
    showPage(m_form);
    m_form->editWebhook(*stored);
}

void MainWindow::showNewWebhook()
{
    showPage(m_form);
    m_form->createWebhook();
}

void MainWindow::updateTitle()
{
    QStringList parts{u"Hookpanel"_s};
    if (m_ui->pages->currentWidget() == m_form)
        parts.append(m_webhookTitle);
    else if (!m_profileName.isEmpty())
        parts.append(m_profileName);
    setWindowTitle(parts.join(u" – "_s));
}

void MainWindow::say(const QString &sentence)
{
    // The status bar has one line; what does not fit into it is said where there is room for more.
    if (fontMetrics().horizontalAdvance(sentence) > width() - fontMetrics().averageCharWidth() * 4)
        m_ui->noticeBar->add(sentence);
    else
        m_ui->statusBar->showMessage(sentence, messageMs);
}

/// The command line may have changed the files while another window was in front.
void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange)
        return;
    if (isActiveWindow() && std::exchange(m_wasBehind, false))
        m_service.load();
    else if (!isActiveWindow())
        m_wasBehind = m_loaded;
}

/// Closes at once when there is nothing to lose. What is still on its way to the disk is waited for, because it may fail;
/// what failed is asked about.
void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings->commit();
    if (m_mayClose)
        return;
    const bool formMayGo = std::exchange(m_formMayGo, false);
    if (!formMayGo && m_ui->pages->currentWidget() == m_form && m_form->hasUnsavedChanges()) {
        event->ignore();
        m_form->leave([this] {
            m_formMayGo = true;
            close();
        });
        return;
    }
    m_closing = !isSettled();
    const QStringList unwritten = m_closing ? QStringList() : m_list->unwritten() + m_settings->unwritten();
    if (!m_closing && unwritten.isEmpty())
        return;
    event->ignore();
    if (!unwritten.isEmpty())
        askUnwritten(unwritten);
}

bool MainWindow::isSettled() const
{
    return m_list->isSettled() && m_settings->isSettled();
}

void MainWindow::askUnwritten(const QStringList &sentences)
{
    if (std::exchange(m_asking, true))
        return;
    m_prompts.askUnwritten(this, sentences, [this](UserPrompts::Unwritten answer) {
        m_asking = false;
        switch (answer) {
        case UserPrompts::Unwritten::TryAgain:
            m_closing = true;
            m_list->tryAgain();
            m_settings->tryAgain();
            m_closing = !isSettled();
            if (!m_closing) // nothing was to be ordered: what was typed has to be corrected
                showSettings();
            break;
        case UserPrompts::Unwritten::Discard:
            m_mayClose = true;
            close();
            break;
        case UserPrompts::Unwritten::Cancel:
            break;
        }
    });
}

/// What closing waited for is answered. Queued: whoever told so has still something to do with it.
void MainWindow::onSettled()
{
    if (m_closing && isSettled())
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

} // namespace hookpanel
