// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhookpage.h"

#include "core/secrets.h"
#include "core/signaturepreview.h"
#include "core/words.h"
#include "models/webhooktablemodel.h"
#include "ui_webhookpage.h"
#include "views/changesdialog.h"
#include "views/icons.h"
#include "views/pageroom.h"
#include "views/securityview.h"
#include "views/style.h"
#include "views/trustdialog.h"
#include "views/userprompts.h"

#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Sentences about what has no place of its own in the form.
QString sentencesWithoutField(const Problems &problems)
{
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (!WebhookForm::shows(problem.field))
            sentences.append(Words::of(problem));
    }
    return sentences.join(u'\n');
}

/// Whether a form holds something else than what is stored. The order in which event types were ticked says nothing, and a
/// stored timeout beyond the limits is shown as the nearest one that is allowed.
bool isDifferent(Webhook form, Webhook stored)
{
    stored = normalised(stored);
    stored.timeoutSeconds = std::clamp(stored.timeoutSeconds, Webhook::shortestTimeout, Webhook::longestTimeout);
    form.events.names.sort();
    stored.events.names.sort();
    return form != stored;
}

/// Beyond so long a save waits for something, another program's lock mostly, and the form says that it does.
constexpr int slowSavingMs = 500;

/// The problem of this kind, if there is one.
const Problem *problemOf(const Problems &problems, Rule rule)
{
    const auto found
        = std::find_if(problems.cbegin(), problems.cend(), [rule](const Problem &problem) { return problem.rule == rule; });
    return found == problems.cend() ? nullptr : &*found;
}

} // namespace

WebhookPage::WebhookPage(PanelService &service, UserPrompts &prompts, const Clock &clock, const EventCatalogue &catalogue,
                         QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WebhookPage>())
    , m_service(service)
    , m_prompts(prompts)
    , m_clock(clock)
    , m_catalogue(catalogue)
    , m_bodySaver(service, prompts)
{
    m_ui->setupUi(this);
    m_room = new PageRoom({*m_ui->splitter, *m_ui->formSplitter, *m_ui->formArea, *m_ui->formContents, *m_ui->effectiveView,
                           *m_ui->triggerPanel},
                          this);
    makeTitle(m_ui->titleLabel);
    m_ui->backButton->setIcon(icon(u"back"_s));
    m_ui->triggerButton->setIcon(icon(u"play"_s));
    m_ui->saveButton->setIcon(icon(u"save"_s));
    m_ui->triggerPanel->setClock(m_clock);
    m_ui->formContents->security().setUp(service, prompts, clock);
    m_ui->formContents->listenTo(service);
    connectButtons();
    connectTrigger();
    connectSaving();
    connectConflict();
    setPreferences({});
    createWebhook();
}

WebhookPage::~WebhookPage()
{
    // While the children go, the form still tells what is edited, when nothing of ours is left to hear it.
    m_ui->formContents->commitOpenEditor();
    const auto children = findChildren<QObject *>();
    for (const QObject *child : children)
        child->disconnect(this);
}

void WebhookPage::connectButtons()
{
    connect(m_ui->backButton, &QPushButton::clicked, this, &WebhookPage::backRequested);
    connect(m_ui->triggerButton, &QPushButton::clicked, this, &WebhookPage::trigger);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &WebhookPage::save);
    connect(m_ui->changesButton, &QPushButton::clicked, this, &WebhookPage::showChanges);
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, m_ui->saveButton, &QPushButton::click);
    connect(new QShortcut(Qt::CTRL | Qt::Key_T, this), &QShortcut::activated, m_ui->triggerButton, &QPushButton::click);
    connect(new QShortcut(QKeySequence::Back, this), &QShortcut::activated, this, &WebhookPage::backRequested);
    connect(m_ui->bannerButton, &QPushButton::clicked, this, [this] {
        if (const auto action = std::exchange(m_bannerAction, nullptr)) // which may show another banner
            action();
    });
}

void WebhookPage::connectTrigger()
{
    TriggerPanel *panel = m_ui->triggerPanel;
    EffectiveRequestView *effective = m_ui->effectiveView;
    connect(panel, &TriggerPanel::cancelRequested, &m_service, &PanelService::cancelTrigger);
    connect(&m_service, &PanelService::attemptUpdated, panel, &TriggerPanel::showAttempt);
    connect(panel, &TriggerPanel::saveRequested, this,
            [this](const Response &response) { m_bodySaver.save(this, response); });
    connect(&m_bodySaver, &BodySaver::ended, panel, &TriggerPanel::showSaved);
    connect(panel, &TriggerPanel::trustRequested, this, &WebhookPage::askToTrust);
    connect(panel, &TriggerPanel::previewChanged, effective, &EffectiveRequestView::refreshSoon);
    connect(m_ui->formContents, &WebhookForm::typed, effective, &EffectiveRequestView::refreshSoon);
    connect(effective, &EffectiveRequestView::refreshWanted, this, &WebhookPage::showEffectiveRequest);
    connect(panel, &TriggerPanel::roomWanted, m_room, &PageRoom::shareHeight, Qt::QueuedConnection);
    connect(m_room, &PageRoom::moved, this, &WebhookPage::orderTabs);
}

void WebhookPage::connectSaving()
{
    connect(m_ui->formContents, &WebhookForm::edited, this, &WebhookPage::updateState);
    connect(&m_service, &PanelService::webhookSaved, this, &WebhookPage::onSaved);
    connect(&m_service, &PanelService::saveFailed, this, &WebhookPage::onSaveFailed);
    connect(&m_service, &PanelService::webhookStored, this, &WebhookPage::onStored);
    connect(&m_service, &PanelService::webhooksGone, this, &WebhookPage::onGone);
    m_slowSaving.setSingleShot(true);
    m_slowSaving.setInterval(slowSavingMs);
    connect(&m_slowSaving, &QTimer::timeout, this, [this] { showBanner({tr("Saving…"), false}); });
}

void WebhookPage::setRules(const EventRules &rules)
{
    m_ui->triggerPanel->setRules(rules);
    if (m_catalogue.types() == rules.catalogue().types())
        return; // the boxes stay, and with them the keyboard
    m_catalogue = rules.catalogue();
    m_ui->formContents->setCatalogue(m_catalogue, m_preferences.edition);
    m_ui->triggerPanel->setCatalogue(m_catalogue, m_preferences.edition);
    orderTabs();
}

void WebhookPage::setPreferences(const Preferences &preferences, const Problems &problems)
{
    const bool isOtherEdition = !m_hasCatalogue || m_preferences.edition != preferences.edition;
    m_hasCatalogue = true;
    m_preferences = preferences;
    const auto lost = std::find_if(problems.cbegin(), problems.cend(),
                                   [](const Problem &problem) { return problem.field == Field::DefaultHeaders; });
    m_defaultHeadersError.reset();
    if (lost != problems.cend())
        m_defaultHeadersError = Error{ErrorCode::DefaultHeadersUnreadable, lost->subject};
    m_ui->effectiveView->refreshSoon();
    if (!isOtherEdition)
        return; // the boxes stay, and with them the keyboard
    m_ui->formContents->setCatalogue(m_catalogue, preferences.edition);
    m_ui->triggerPanel->setCatalogue(m_catalogue, preferences.edition);
    orderTabs();
}

/// Tab goes through the page from top to bottom. Set here and not in the form: there, a compound widget in the list of tab
/// stops closed the chain into a ring that left out what stood inside of it (Qt 6.4.2).
void WebhookPage::orderTabs()
{
    QList<QWidget *> order{m_ui->backButton, m_ui->changesButton, m_ui->triggerButton, m_ui->saveButton, m_ui->bannerButton};
    order += m_ui->conflictPanel->controls();
    order += m_ui->formContents->controls();
    order += m_ui->effectiveView->controls();
    order += m_ui->triggerPanel->controls();
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void WebhookPage::createWebhook()
{
    StoredWebhook fresh;
    fresh.webhook.id = WebhookId::create();
    fresh.webhook.timeoutSeconds = m_preferences.timeoutSeconds;
    fresh.webhook.retry = m_preferences.retry;
    m_isNew = true;
    open(fresh);
}

void WebhookPage::editWebhook(const StoredWebhook &stored)
{
    m_isNew = false;
    open(stored);
}

void WebhookPage::open(const StoredWebhook &stored)
{
    endSaving();
    m_afterSaving = nullptr;
    m_ui->triggerPanel->clear();
    m_ui->formContents->clearEventSearch();
    takeOver(stored);
    m_ui->formArea->verticalScrollBar()->setValue(0);
    m_ui->formContents->focusName();
}

/// Shows a stored webhook in the form, with its problems.
void WebhookPage::takeOver(const StoredWebhook &stored)
{
    m_baseline = stored;
    m_ui->conflictPanel->dismiss();
    m_ui->formContents->setWebhook(stored.webhook, stored.isSwitchKnown());
    showBanner({});
    showProblems(m_isNew ? Problems() : stored.problems);
    showTitle();
    updateState();
}

Webhook WebhookPage::form() const
{
    return m_ui->formContents->webhook(m_baseline.webhook);
}

bool WebhookPage::hasUnsavedChanges()
{
    m_ui->formContents->commitOpenEditor();
    return !m_baseline.readOnly && (m_ui->formContents->isSwitchDecided() || isDifferent(form(), m_baseline.webhook));
}

void WebhookPage::updateState()
{
    m_ui->effectiveView->refreshSoon();
    m_ui->formContents->setEnabled(!m_baseline.readOnly);
    // Neither Save nor Trigger is disabled while it works: that would hand the focus to the next control, and the next press
    // of a key with it.
    m_ui->saveButton->setEnabled(!m_baseline.readOnly);
    if (m_ui->formContents->isTouched())
        m_ui->formContents->showProblems(validate(form(), m_catalogue, m_baseline.webhook), false);
    m_ui->formContents->showLostSecrets(m_baseline.webhook);
    if (m_ui->conflictPanel->isOpen())
        m_ui->conflictPanel->setMine(form());
}

/// Every problem, at its field or above the form.
void WebhookPage::showProblems(const Problems &problems)
{
    m_ui->formContents->showProblems(problems, true);
    showBanner({sentencesWithoutField(problems)});
}

bool WebhookPage::validateForm()
{
    const Problems problems = validate(form(), m_catalogue, m_baseline.webhook);
    m_ui->formContents->touchAll();
    showProblems(problems);
    if (!problems.isEmpty())
        m_ui->formArea->ensureWidgetVisible(m_ui->formContents->focusProblem(problems.first()));
    else if (QWidget *field = m_ui->formContents->security().fault())
        showField(field);
    return problems.isEmpty() && !m_ui->formContents->security().fault();
}

void WebhookPage::showField(QWidget *field)
{
    field->setFocus(Qt::OtherFocusReason);
    m_ui->formArea->ensureWidgetVisible(field);
}

void WebhookPage::save()
{
    m_ui->formContents->commitOpenEditor();
    if (m_saving)
        return; // its answer is on the way
    if (m_ui->conflictPanel->isOpen())
        m_ui->conflictPanel->takeFocus(); // nothing is written over before somebody chose
    if (m_ui->conflictPanel->isOpen() || m_baseline.readOnly || !validateForm()) {
        m_afterSaving = nullptr;
        return;
    }
    m_saving = true;
    m_slowSaving.start();
    m_sent = form();
    m_service.saveWebhook(m_sent, m_baseline.revision);
}

void WebhookPage::endSaving()
{
    m_saving = false;
    m_slowSaving.stop();
}

void WebhookPage::onSaved(const StoredWebhook &stored)
{
    if (stored.webhook.id != webhookId())
        return;
    if (!m_saving) { // the page was left and opened again meanwhile
        onStored(stored);
        return;
    }
    endSaving();
    m_isNew = false;
    m_baseline = stored;
    m_ui->formContents->security().takeSaved(m_sent, stored.webhook);
    m_ui->formContents->takeSaved(m_sent, stored.webhook);
    // An unreadable value is kept by a save that does not change it; a decision for the default is none to the store.
    if (m_ui->formContents->isSwitchDecided() && !stored.isSwitchKnown())
        m_service.setEnabled({webhookId()}, stored.webhook.enabled);
    m_ui->formContents->forgetDecision();
    showBanner({});
    showTitle();
    updateState();
    if (const auto after = std::exchange(m_afterSaving, nullptr))
        after();
}

void WebhookPage::onSaveFailed(const WebhookId &id, const Error &error)
{
    if (id != webhookId() || !m_saving)
        return;
    endSaving();
    const auto after = std::exchange(m_afterSaving, nullptr);
    if (error.code == ErrorCode::NoSuchWebhook)
        m_baseline.revision.clear(); // saving once more makes it anew
    if (QWidget *field = m_ui->formContents->security().showError(error)) {
        showField(field);
        showBanner({});
        return;
    }
    if (!mayHelpToTryAgain(error.code)) {
        showBanner({Words::of(error)});
        return;
    }
    showBanner({Words::of(error), true, tr("Try again"), [this, after] {
                    m_afterSaving = after; // leaving the page, when that is what the saving was for
                    save();
                }});
}

void WebhookPage::onStored(const StoredWebhook &stored)
{
    if (stored.webhook.id != webhookId() || m_isNew || m_saving)
        return;
    const bool isDamaged = problemOf(stored.problems, Rule::FileDamaged) && stored.webhook != m_baseline.webhook;
    if (const Problem *problem = problemOf(stored.problems, Rule::FileUnreadable)) {
        showBanner({Words::of(*problem)}); // the other version cannot be shown, and this one may be the last
    } else if (!isDamaged && !hasUnsavedChanges()) {
        takeOver(stored);
    } else if (stored.webhook == m_baseline.webhook || (!isDamaged && followSwitch(stored))) {
        m_ui->conflictPanel->dismiss();
        m_baseline = stored;
        if (!m_bannerAction) // what failed here is still to be tried again
            showBanner({sentencesWithoutField(stored.problems)});
        updateState();
    } else { // also without unsaved changes: what damage took is here still
        showBanner({});
        m_ui->conflictPanel->showConflict(form(), stored);
        m_ui->conflictPanel->setMine(form()); // both may have been changed alike
    }
}

/// When nothing but the switch was moved elsewhere, the form's one follows unless it was moved here too.
bool WebhookPage::followSwitch(const StoredWebhook &stored)
{
    Webhook before = m_baseline.webhook;
    before.enabled = stored.webhook.enabled;
    if (before != stored.webhook || stored.readOnly)
        return false;
    if (m_ui->formContents->isEnabledChosen() == m_baseline.webhook.enabled)
        m_ui->formContents->chooseEnabled(stored.webhook.enabled);
    return true;
}

void WebhookPage::onGone(const QList<WebhookId> &ids)
{
    if (m_isNew || m_saving || !ids.contains(webhookId()))
        return;
    m_ui->conflictPanel->dismiss();
    m_baseline.revision.clear(); // saving makes it anew
    m_baseline.readOnly = false;
    updateState();
    showBanner({tr("Another program deleted this webhook. Save makes it anew as it stands here.")});
}

void WebhookPage::connectConflict()
{
    connect(m_ui->conflictPanel, &ConflictPanel::mineKept, this, [this](const StoredWebhook &theirs) {
        keepMine(theirs);
        m_ui->saveButton->setFocus(Qt::OtherFocusReason);
    });
    connect(m_ui->conflictPanel, &ConflictPanel::theirsTaken, this, &WebhookPage::takeTheirs);
    connect(m_ui->conflictPanel, &ConflictPanel::agreed, this, &WebhookPage::keepMine);
}

/// The form stays; from now on it is compared with their version, which the next save replaces knowingly.
void WebhookPage::keepMine(const StoredWebhook &theirs)
{
    const Webhook before = std::exchange(m_baseline, theirs).webhook;
    if (problemOf(theirs.problems, Rule::FileDamaged)) {
        m_baseline.webhook.signing = before.signing; // what the form does not show was not changed, but lost
        m_baseline.webhook.tls = before.tls;
        showBanner({sentencesWithoutField(theirs.problems)});
    }
    showTitle();
    updateState();
}

void WebhookPage::takeTheirs(const StoredWebhook &theirs)
{
    const Webhook mine = form();
    takeOver(theirs);
    m_ui->backButton->setFocus(Qt::OtherFocusReason);
    if (theirs.readOnly)
        return;
    showBanner({tr("The form shows their version now."), false, tr("Bring mine back"), [this, mine] {
                    m_ui->formContents->setWebhook(mine);
                    showBanner({});
                    m_ui->saveButton->setFocus(Qt::OtherFocusReason);
                }});
}

void WebhookPage::showChanges()
{
    const QString name = WebhookTableModel::nameOf(m_baseline.webhook);
    auto *dialog = new ChangesDialog(m_service, m_prompts, webhookId(), name, this); // deletes itself when it is closed
    dialog->open();
}

void WebhookPage::trigger()
{
    m_ui->formContents->commitOpenEditor();
    if (m_ui->triggerPanel->isRunning())
        return;
    const auto event = m_ui->triggerPanel->chosenEvent();
    showEffectiveRequest(); // with the very event that leaves now
    if (!event) {
        m_ui->triggerPanel->showRefusal(event.error());
        return;
    }
    m_ui->formContents->touchRequest();
    updateState();
    const DeliveryId delivery = DeliveryId::create();
    m_ui->triggerPanel->begin(delivery);
    m_service.trigger(delivery, form(), *event);
}

void WebhookPage::askToTrust(const Attempt &attempt)
{
    auto *dialog = new TrustDialog(*attempt.tls, Words::of(*attempt.outcome), m_clock.nowUtc(), this);
    connect(dialog, &TrustDialog::agreed, this, [this](const TlsInfo &certificate) {
        m_ui->formArea->ensureWidgetVisible(m_ui->formContents->security().pin(certificate));
        showBanner({tr("The form trusts this certificate now. Trigger tries it at once; Save keeps it."), false});
    });
    dialog->open();
}

void WebhookPage::leave(const std::function<void()> &left)
{
    if (!hasUnsavedChanges()) {
        left();
        return;
    }
    if (std::exchange(m_asking, true))
        return; // a click and its activation are one wish
    m_prompts.askUnsaved(this, [this, left](UserPrompts::Unsaved answer) {
        m_asking = false;
        switch (answer) {
        case UserPrompts::Unsaved::Save:
            m_afterSaving = left;
            save();
            break;
        case UserPrompts::Unsaved::Discard:
            takeOver(m_ui->conflictPanel->isOpen() ? m_ui->conflictPanel->theirs() : m_baseline);
            left();
            break;
        case UserPrompts::Unsaved::Cancel:
            break;
        }
    });
}

/// What Trigger would send at this moment, with what is typed in a cell of the headers and not taken over yet.
void WebhookPage::showEffectiveRequest()
{
    Webhook webhook = m_ui->formContents->typedWebhook(m_baseline.webhook);
    secrets::dropForNewOrigin(m_baseline.webhook, webhook);
    webhook.headers = secrets::markedByDefault(webhook.headers);
    const TriggerPanel::Preview &preview = m_ui->triggerPanel->preview();
    // The keys themselves are not here; that there is none can be told all the same.
    const bool lacksKey = !webhook.signing.isEmpty() && webhook.signingKeys.isEmpty();
    EffectiveRequest effective
        = effectiveRequest(webhook, secrets::markedByDefault(m_preferences.defaultHeaders), preview.event,
                           m_service.environment(), std::nullopt, lacksKey ? std::optional(Signing()) : std::nullopt);
    if (m_defaultHeadersError)
        effective.problem = m_defaultHeadersError;
    if (preview.error)
        effective.problem = preview.error;
    m_ui->effectiveView->showRequest(withSignaturePreview(effective, webhook.signing));
}

void WebhookPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_room->placeEffectiveRequest(width());
}

void WebhookPage::showBanner(const Banner &banner)
{
    banner.isBad ? makeBad(m_ui->bannerLabel) : makePlain(m_ui->bannerLabel);
    m_ui->bannerLabel->setText(banner.sentence);
    m_ui->bannerLabel->setVisible(!banner.sentence.isEmpty());
    m_bannerAction = banner.action;
    m_ui->bannerButton->setText(banner.actionText);
    m_ui->bannerButton->setVisible(!banner.actionText.isEmpty());
}

void WebhookPage::showTitle()
{
    const QString title = m_isNew ? tr("Create a webhook") : WebhookTableModel::nameOf(m_baseline.webhook);
    m_ui->titleLabel->setText(title);
    m_ui->changesButton->setVisible(!m_isNew); // nothing was done to a new one
    Q_EMIT titleChanged(title);
}

} // namespace hookpanel
