// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhookpage.h"

#include "core/words.h"
#include "ui_webhookpage.h"
#include "views/icons.h"
#include "views/style.h"
#include "views/userprompts.h"

#include <QPointer>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Words separated by commas or line breaks.
QStringList splitList(const QString &text)
{
    static const QRegularExpression separators(u"[,\\n]"_s);
    QStringList words;
    const QStringList parts = text.split(separators);
    for (const QString &part : parts) {
        if (!part.trimmed().isEmpty())
            words.append(part.trimmed());
    }
    return words;
}

/// Sentences about what has no place of its own in the form.
QString sentencesWithoutField(const Problems &problems)
{
    static const QList<Field> shownInForm{Field::Name,    Field::Url,          Field::Headers, Field::Events,
                                          Field::Timeout, Field::ContentTypes, Field::Retry};
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (!shownInForm.contains(problem.field))
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

/// Why nothing is known of a webhook's file, if so.
const Problem *unreadable(const Problems &problems)
{
    const auto found = std::find_if(problems.cbegin(), problems.cend(),
                                    [](const Problem &problem) { return problem.rule == Rule::FileUnreadable; });
    return found == problems.cend() ? nullptr : &*found;
}

enum ContentTypeChoice { AllContentTypes, OnlyTheseContentTypes };

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
    setUpForm();
    connectForm();
    connectConflict();
    setPreferences({});
    createWebhook();
}

WebhookPage::~WebhookPage()
{
    // While the children go, an open cell editor hands over its text and the field that has the focus says "editing
    // finished", when nothing of ours is left to hear it.
    m_ui->headersView->commitOpenEditor();
    const auto children = findChildren<QObject *>();
    for (const QObject *child : children)
        child->disconnect(this);
}

void WebhookPage::setUpForm()
{
    makeTitle(m_ui->titleLabel);
    for (QLabel *heading : {m_ui->headersHeading, m_ui->eventsHeading, m_ui->deliveryHeading})
        makeHeading(heading);
    m_ui->backButton->setIcon(icon(u"back"_s));
    m_ui->triggerButton->setIcon(icon(u"play"_s));
    m_ui->saveButton->setIcon(icon(u"save"_s));
    m_ui->createHeaderButton->setIcon(icon(u"plus"_s));
    m_ui->removeHeaderButton->setIcon(icon(u"trash"_s));
    m_ui->headersView->setModel(&m_headers);
    m_ui->triggerPanel->setClock(m_clock);
    for (const auto kind : {RetrySchedule::Kind::Off, RetrySchedule::Kind::Quick, RetrySchedule::Kind::Standard})
        m_ui->retryBox->addItem(Words::of(RetrySchedule(kind)), int(kind));
    m_ui->retryBox->addItem(tr("Own waits"), int(RetrySchedule::Kind::Custom));
    m_ui->contentTypesBox->addItem(tr("All content types"), AllContentTypes);
    m_ui->contentTypesBox->addItem(tr("Only these"), OnlyTheseContentTypes);
    m_ui->deliveryLayout->setColumnStretch(2, 1);
    for (QWidget *box : {static_cast<QWidget *>(m_ui->timeoutBox), static_cast<QWidget *>(m_ui->retryBox),
                         static_cast<QWidget *>(m_ui->contentTypesBox)})
        m_ui->deliveryLayout->setAlignment(box, Qt::AlignLeading);
}

void WebhookPage::connectForm()
{
    connect(m_ui->backButton, &QPushButton::clicked, this, &WebhookPage::backRequested);
    connect(m_ui->triggerButton, &QPushButton::clicked, this, &WebhookPage::trigger);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &WebhookPage::save);
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, m_ui->saveButton, &QPushButton::click);
    connect(new QShortcut(Qt::CTRL | Qt::Key_T, this), &QShortcut::activated, m_ui->triggerButton, &QPushButton::click);
    connect(new QShortcut(QKeySequence::Back, this), &QShortcut::activated, this, &WebhookPage::backRequested);

    for (QLineEdit *edit : {m_ui->nameEdit, m_ui->urlEdit, m_ui->ownRetryEdit, m_ui->contentTypeNamesEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &WebhookPage::updateState);
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] { touch(edit); });
    }
    for (QComboBox *box : {m_ui->retryBox, m_ui->contentTypesBox})
        connect(box, &QComboBox::currentIndexChanged, this, &WebhookPage::updateState);
    connect(m_ui->timeoutBox, &QSpinBox::valueChanged, this, &WebhookPage::updateState);
    connect(m_ui->enabledBox, &QCheckBox::toggled, this, &WebhookPage::updateState);
    connect(m_ui->eventsGrid, &EventsGrid::edited, this, &WebhookPage::updateState);
    connect(&m_headers, &HeaderTableModel::edited, this, [this] { touch(m_ui->headersView); });
    connect(m_ui->headersView->selectionModel(), &QItemSelectionModel::currentChanged, this, &WebhookPage::updateState);
    connect(m_ui->createHeaderButton, &QPushButton::clicked, this, &WebhookPage::startHeader);
    connect(m_ui->removeHeaderButton, &QPushButton::clicked, this, &WebhookPage::removeHeader);
    connect(m_ui->headersView, &HeadersView::removePressed, this, &WebhookPage::removeHeader);

    connect(m_ui->triggerPanel, &TriggerPanel::cancelRequested, &m_service, &PanelService::cancelTrigger);
    connect(&m_service, &PanelService::attemptUpdated, m_ui->triggerPanel, &TriggerPanel::showAttempt);
    connect(m_ui->triggerPanel, &TriggerPanel::saveRequested, this,
            [this](const Response &response) { m_bodySaver.save(this, response); });
    connect(&m_bodySaver, &BodySaver::ended, m_ui->triggerPanel, &TriggerPanel::showSaved);
    connect(m_ui->effectiveView, &EffectiveRequestView::refreshWanted, this, &WebhookPage::showEffectiveRequest);
    connect(m_ui->headersView, &HeadersView::typed, m_ui->effectiveView, &EffectiveRequestView::refreshSoon);
    connect(m_ui->triggerPanel, &TriggerPanel::previewChanged, m_ui->effectiveView, &EffectiveRequestView::refreshSoon);
    connect(m_ui->triggerPanel, &TriggerPanel::roomWanted, this, &WebhookPage::shareRoom, Qt::QueuedConnection);
    connect(&m_service, &PanelService::webhookSaved, this, &WebhookPage::onSaved);
    connect(&m_service, &PanelService::saveFailed, this, &WebhookPage::onSaveFailed);
    connect(&m_service, &PanelService::webhookStored, this, &WebhookPage::onStored);
    connect(&m_service, &PanelService::webhooksGone, this, &WebhookPage::onGone);
    m_slowSaving.setSingleShot(true);
    m_slowSaving.setInterval(slowSavingMs);
    connect(&m_slowSaving, &QTimer::timeout, this, [this] { showBanner({tr("Saving…"), false}); });
    connect(m_ui->bannerButton, &QPushButton::clicked, this, [this] {
        if (const auto action = std::exchange(m_bannerAction, nullptr)) // which may show another banner
            action();
    });
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
    m_ui->eventsGrid->setCatalogue(m_catalogue, preferences.edition);
    m_ui->triggerPanel->setCatalogue(m_catalogue, preferences.edition);
    orderTabs();
}

/// Tab goes through the page from top to bottom. Set here and not in the form: there, a compound widget in the list of tab
/// stops closed the chain into a ring that left out what stood inside of it (Qt 6.4.2).
void WebhookPage::orderTabs()
{
    QList<QWidget *> order{m_ui->backButton, m_ui->triggerButton, m_ui->saveButton, m_ui->bannerButton};
    order += m_ui->conflictPanel->controls();
    order += {m_ui->nameEdit,    m_ui->enabledBox,         m_ui->urlEdit,
              m_ui->headersView, m_ui->createHeaderButton, m_ui->removeHeaderButton};
    order += m_ui->eventsGrid->controls();
    order += {m_ui->timeoutBox, m_ui->retryBox, m_ui->ownRetryEdit, m_ui->contentTypesBox, m_ui->contentTypeNamesEdit};
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
    m_ui->eventsGrid->clearSearch();
    takeOver(stored);
    m_ui->formArea->verticalScrollBar()->setValue(0);
    m_ui->nameEdit->setFocus();
}

/// Shows a stored webhook in the form, with its problems.
void WebhookPage::takeOver(const StoredWebhook &stored)
{
    m_baseline = stored;
    m_touched.clear();
    m_ui->conflictPanel->dismiss();
    fillForm(stored.webhook);
    showBanner({});
    showProblems(m_isNew ? Problems() : stored.problems, true);
    showTitle();
    updateState();
}

void WebhookPage::fillForm(const Webhook &webhook)
{
    m_ui->nameEdit->setText(webhook.name);
    m_ui->urlEdit->setText(webhook.url);
    m_ui->enabledBox->setChecked(webhook.enabled);
    m_headers.setHeaders(webhook.headers);
    m_ui->eventsGrid->setSelection(webhook.events);
    m_ui->timeoutBox->setValue(webhook.timeoutSeconds);
    m_ui->retryBox->setCurrentIndex(m_ui->retryBox->findData(int(webhook.retry.kind())));
    m_ui->ownRetryEdit->setText(webhook.retry.kind() == RetrySchedule::Kind::Custom ? webhook.retry.toText() : QString());
    m_ui->contentTypesBox->setCurrentIndex(webhook.contentTypes.all ? AllContentTypes : OnlyTheseContentTypes);
    m_ui->contentTypeNamesEdit->setText(webhook.contentTypes.names.join(u", "_s));
}

Webhook WebhookPage::form() const
{
    Webhook webhook = m_baseline.webhook; // what the form does not show stays
    webhook.name = m_ui->nameEdit->text();
    webhook.url = m_ui->urlEdit->text();
    webhook.enabled = m_ui->enabledBox->isChecked();
    webhook.headers = m_headers.headers();
    webhook.events = m_ui->eventsGrid->selection();
    webhook.timeoutSeconds = m_ui->timeoutBox->value();
    const auto kind = RetrySchedule::Kind(m_ui->retryBox->currentData().toInt());
    webhook.retry = kind == RetrySchedule::Kind::Custom
        ? RetrySchedule::fromText(m_ui->ownRetryEdit->text()).value_or(RetrySchedule::custom({}))
        : RetrySchedule(kind);
    webhook.contentTypes.all = m_ui->contentTypesBox->currentData().toInt() == AllContentTypes;
    webhook.contentTypes.names = splitList(m_ui->contentTypeNamesEdit->text());
    return normalised(webhook);
}

bool WebhookPage::hasUnsavedChanges()
{
    m_ui->headersView->commitOpenEditor();
    return !m_baseline.readOnly && isDifferent(form(), m_baseline.webhook);
}

void WebhookPage::touch(QWidget *field)
{
    m_touched.insert(field);
    updateState();
}

void WebhookPage::updateState()
{
    m_ui->effectiveView->refreshSoon();
    const bool own = m_ui->retryBox->currentData().toInt() == int(RetrySchedule::Kind::Custom);
    m_ui->ownRetryLabel->setVisible(own);
    m_ui->ownRetryEdit->setVisible(own);
    const bool only = m_ui->contentTypesBox->currentData().toInt() == OnlyTheseContentTypes;
    m_ui->contentTypeNamesLabel->setVisible(only);
    m_ui->contentTypeNamesEdit->setVisible(only);
    const int row = m_ui->headersView->currentIndex().row();
    m_ui->removeHeaderButton->setEnabled(row >= 0 && row < m_headers.rowCount() - 1);
    m_ui->formContents->setEnabled(!m_baseline.readOnly);
    // Neither Save nor Trigger is disabled while it works: that would hand the focus to the next control, and the next press
    // of a key with it.
    m_ui->saveButton->setEnabled(!m_baseline.readOnly);
    if (!m_touched.isEmpty())
        showProblems(validate(form(), m_catalogue, m_baseline.webhook), false);
    if (m_ui->conflictPanel->isOpen())
        m_ui->conflictPanel->setMine(form());
}

void WebhookPage::showFieldProblem(QLabel *label, QWidget *field, const Problems &problems, Field which, bool everyField)
{
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (problem.field == which && (everyField || m_touched.contains(field)))
            sentences.append(Words::of(problem));
    }
    sentences.removeDuplicates();
    showProblem(label, field, sentences.join(u'\n'));
}

void WebhookPage::showProblems(const Problems &problems, bool everyField)
{
    showFieldProblem(m_ui->nameError, m_ui->nameEdit, problems, Field::Name, everyField);
    showFieldProblem(m_ui->urlError, m_ui->urlEdit, problems, Field::Url, everyField);
    showFieldProblem(m_ui->headersError, m_ui->headersView, problems, Field::Headers, everyField);
    showFieldProblem(m_ui->eventsError, m_ui->eventsGrid, problems, Field::Events, true);
    showFieldProblem(m_ui->timeoutError, m_ui->timeoutBox, problems, Field::Timeout, everyField);
    showFieldProblem(m_ui->retryError, m_ui->ownRetryEdit, problems, Field::Retry, everyField);
    showFieldProblem(m_ui->contentTypesError, m_ui->contentTypeNamesEdit, problems, Field::ContentTypes, everyField);
    Problems ofHeaders;
    std::copy_if(problems.cbegin(), problems.cend(), std::back_inserter(ofHeaders),
                 [](const Problem &problem) { return problem.field == Field::Headers; });
    m_headers.setProblems(everyField || m_touched.contains(m_ui->headersView) ? ofHeaders : Problems());
    if (everyField)
        showBanner({sentencesWithoutField(problems)});
}

bool WebhookPage::validateForm()
{
    const Problems problems = validate(form(), m_catalogue, m_baseline.webhook);
    m_touched = {m_ui->nameEdit, m_ui->urlEdit, m_ui->headersView, m_ui->ownRetryEdit, m_ui->contentTypeNamesEdit};
    showProblems(problems, true);
    if (!problems.isEmpty())
        focusFirst(problems.first());
    return problems.isEmpty();
}

void WebhookPage::focusFirst(const Problem &problem)
{
    QWidget *field = nullptr;
    switch (problem.field) {
    case Field::Url:
        field = m_ui->urlEdit;
        break;
    case Field::Headers:
        field = m_ui->headersView;
        m_ui->headersView->setCurrentIndex(
            m_headers.index(qMax(0, m_headers.rowOfHeader(problem.row)), problem.inValue ? 1 : 0));
        break;
    case Field::Events:
        field = m_ui->eventsGrid;
        break;
    case Field::Timeout:
        field = m_ui->timeoutBox;
        break;
    case Field::Retry:
        field = m_ui->ownRetryEdit;
        break;
    case Field::ContentTypes:
        field = m_ui->contentTypeNamesEdit;
        break;
    case Field::Name:
    case Field::Enabled:
    case Field::Signing:
    case Field::Tls:
    case Field::DefaultHeaders:
    case Field::File:
        field = m_ui->nameEdit;
        break;
    }
    field->setFocus(Qt::OtherFocusReason);
    m_ui->formArea->ensureWidgetVisible(field);
}

void WebhookPage::save()
{
    m_ui->headersView->commitOpenEditor();
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
    m_service.saveWebhook(form(), m_baseline.revision);
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
    if (!hasUnsavedChanges()) {
        takeOver(stored);
    } else if (const Problem *problem = unreadable(stored.problems)) {
        showBanner({Words::of(*problem)}); // the other version cannot be shown; saving says the same
    } else if (stored.webhook == m_baseline.webhook || followSwitch(stored)) {
        m_ui->conflictPanel->dismiss();
        m_baseline = stored;
        if (!m_bannerAction) // what failed here is still to be tried again
            showBanner({sentencesWithoutField(stored.problems)});
        updateState();
    } else {
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
    if (m_ui->enabledBox->isChecked() == m_baseline.webhook.enabled)
        m_ui->enabledBox->setChecked(stored.webhook.enabled);
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
    m_baseline = theirs;
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
                    fillForm(mine);
                    showBanner({});
                    m_ui->saveButton->setFocus(Qt::OtherFocusReason);
                }});
}

void WebhookPage::trigger()
{
    m_ui->headersView->commitOpenEditor();
    if (m_ui->triggerPanel->isRunning())
        return;
    const auto event = m_ui->triggerPanel->chosenEvent();
    showEffectiveRequest(); // with the very event that leaves now
    if (!event) {
        m_ui->triggerPanel->showRefusal(event.error());
        return;
    }
    m_touched.insert(m_ui->urlEdit);
    m_touched.insert(m_ui->headersView);
    updateState();
    const DeliveryId delivery = DeliveryId::create();
    m_ui->triggerPanel->begin(delivery);
    m_service.trigger(delivery, form(), *event);
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

/// The form and the trigger view share the height: half each once there is something to see below, else as little as the
/// trigger view's one row needs.
void WebhookPage::shareRoom()
{
    const int height = m_ui->splitter->height();
    const int wanted = m_ui->triggerPanel->sizeHint().height();
    const int panel = m_ui->triggerPanel->hasContent() ? qMax(wanted, height / 2) : wanted;
    m_ui->splitter->setSizes({height - panel, panel});
}

/// What Trigger would send at this moment, with what is typed in a cell of the headers and not taken over yet.
void WebhookPage::showEffectiveRequest()
{
    Webhook webhook = form();
    webhook.headers = normalisedHeaders(m_ui->headersView->typedHeaders());
    const TriggerPanel::Preview &preview = m_ui->triggerPanel->preview();
    EffectiveRequest effective
        = effectiveRequest(webhook, m_preferences.defaultHeaders, preview.event, m_service.environment());
    if (m_defaultHeadersError)
        effective.problem = m_defaultHeadersError;
    if (preview.error)
        effective.problem = preview.error;
    m_ui->effectiveView->showRequest(effective);
}

/// Beside the form where there is room for both, else as its last section.
void WebhookPage::placeEffectiveRequest()
{
    EffectiveRequestView *view = m_ui->effectiveView;
    const bool wide = width() >= m_ui->formContents->sizeHint().width() + fontMetrics().averageCharWidth() * 52;
    const bool isBeside = view->parentWidget() == m_ui->formSplitter;
    if (wide == isBeside)
        return;
    const QPointer<QWidget> focus
        = isAncestorOf(view->focusWidget()) && view->focusWidget()->hasFocus() ? view->focusWidget() : nullptr;
    view->setMinimumHeight(wide ? 0 : fontMetrics().lineSpacing() * 20);
    if (wide) {
        m_ui->formSplitter->addWidget(view);
        const int form = qMax(m_ui->formArea->sizeHint().width(), width() * 11 / 20);
        m_ui->formSplitter->setSizes({form, width() - form});
    } else {
        m_ui->formLayout->insertWidget(m_ui->formLayout->count() - 1, view);
    }
    orderTabs();
    if (focus)
        focus->setFocus();
}

void WebhookPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeEffectiveRequest();
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
    const QString title = m_isNew ? tr("Create a webhook") : m_baseline.webhook.name;
    m_ui->titleLabel->setText(title);
    Q_EMIT titleChanged(title);
}

void WebhookPage::startHeader()
{
    const QModelIndex last = m_headers.index(m_headers.rowCount() - 1, HeaderTableModel::NameColumn);
    m_ui->headersView->setCurrentIndex(last);
    m_ui->headersView->setFocus();
    m_ui->headersView->edit(last);
}

void WebhookPage::removeHeader()
{
    m_ui->headersView->commitOpenEditor();
    m_headers.removeHeader(m_ui->headersView->currentIndex().row());
}

} // namespace hookpanel
