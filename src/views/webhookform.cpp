// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhookform.h"

#include "core/words.h"
#include "ui_webhookform.h"
#include "views/icons.h"
#include "views/style.h"
#include "views/textdirection.h"
#include "views/wheelguard.h"

#include <QRegularExpression>

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

enum ContentTypeChoice { AllContentTypes, OnlyTheseContentTypes };

} // namespace

WebhookForm::WebhookForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WebhookForm>())
{
    m_ui->setupUi(this);
    for (QLabel *heading : {m_ui->headersHeading, m_ui->eventsHeading, m_ui->deliveryHeading})
        makeHeading(heading);
    m_ui->createHeaderButton->setIcon(icon(u"plus"_s));
    m_ui->removeHeaderButton->setIcon(icon(u"trash"_s));
    m_ui->headersView->setModel(&m_headers);
    m_ui->headerSecretBar->attach(u"header"_s, m_headers, *m_ui->headersView);
    for (const auto kind : {RetrySchedule::Kind::Off, RetrySchedule::Kind::Quick, RetrySchedule::Kind::Standard})
        m_ui->retryBox->addItem(Words::of(RetrySchedule(kind)), int(kind));
    m_ui->retryBox->addItem(tr("Own waits"), int(RetrySchedule::Kind::Custom));
    m_ui->contentTypesBox->addItem(tr("All content types"), AllContentTypes);
    m_ui->contentTypesBox->addItem(tr("Only these"), OnlyTheseContentTypes);
    for (QWidget *box : {static_cast<QWidget *>(m_ui->timeoutBox), static_cast<QWidget *>(m_ui->contentTypesBox)})
        m_ui->deliveryLayout->setAlignment(box, Qt::AlignLeading);
    for (QLineEdit *edit : {m_ui->urlEdit, m_ui->ownRetryEdit, m_ui->contentTypeNamesEdit})
        writeLeftToRight(edit);
    suitUnit(m_ui->timeoutBox);
    auto *guard = new WheelGuard(this);
    const auto fields = findChildren<QWidget *>();
    for (QWidget *box : fields) {
        if (qobject_cast<QComboBox *>(box) || qobject_cast<QAbstractSpinBox *>(box))
            box->installEventFilter(guard);
    }
    connectFields();
    updateState();
}

WebhookForm::~WebhookForm()
{
    // While the children go, an open cell editor hands over its text and the field that has the focus says "editing
    // finished", when nothing of ours is left to hear it.
    commitOpenEditor();
    const auto children = findChildren<QObject *>();
    for (const QObject *child : children)
        child->disconnect(this);
}

void WebhookForm::connectFields()
{
    for (QLineEdit *edit : {m_ui->nameEdit, m_ui->urlEdit, m_ui->ownRetryEdit, m_ui->contentTypeNamesEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &WebhookForm::edited);
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] { touch(edit); });
    }
    for (QComboBox *box : {m_ui->retryBox, m_ui->contentTypesBox}) {
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            updateState();
            Q_EMIT edited();
        });
    }
    connect(m_ui->retryBox, &QComboBox::currentTextChanged, m_ui->retryBox, &QWidget::setToolTip); // its waits may be cut
    connect(m_ui->timeoutBox, &QSpinBox::valueChanged, this, &WebhookForm::edited);
    // Not toggled(), which is silent when a box that was neither becomes ticked (Qt 6.4.2).
    connect(m_ui->enabledBox, &QCheckBox::stateChanged, this, [this] {
        if (m_ui->enabledBox->isTristate()) {
            m_ui->enabledBox->setTristate(false);
            m_isSwitchDecided = true;
        }
        Q_EMIT edited();
    });
    connect(m_ui->eventsGrid, &EventsGrid::edited, this, &WebhookForm::edited);
    connect(m_ui->securityView, &SecurityView::edited, this, &WebhookForm::edited);
    connect(&m_headers, &HeaderTableModel::edited, this, [this] {
        updateState();
        touch(m_ui->headersView);
    });
    connect(m_ui->headersView->selectionModel(), &QItemSelectionModel::currentChanged, this, &WebhookForm::updateState);
    connect(m_ui->createHeaderButton, &QPushButton::clicked, this, &WebhookForm::startHeader);
    connect(m_ui->removeHeaderButton, &QPushButton::clicked, this, &WebhookForm::removeHeader);
    connect(m_ui->headersView, &HeadersView::removePressed, this, &WebhookForm::removeHeader);
    connect(m_ui->headersView, &HeadersView::typed, this, &WebhookForm::typed);
}

void WebhookForm::setCatalogue(const EventCatalogue &catalogue, Edition edition)
{
    m_ui->eventsGrid->setCatalogue(catalogue, edition);
}

QList<QWidget *> WebhookForm::controls() const
{
    QList<QWidget *> order{m_ui->nameEdit,    m_ui->enabledBox,         m_ui->urlEdit,
                           m_ui->headersView, m_ui->createHeaderButton, m_ui->removeHeaderButton};
    order += m_ui->headerSecretBar->controls();
    order += m_ui->eventsGrid->controls();
    order += {m_ui->timeoutBox, m_ui->retryBox, m_ui->ownRetryEdit, m_ui->contentTypesBox, m_ui->contentTypeNamesEdit};
    return order + m_ui->securityView->controls();
}

SecurityView &WebhookForm::security()
{
    return *m_ui->securityView;
}

void WebhookForm::setWebhook(const Webhook &webhook, bool isSwitchKnown)
{
    m_touched.clear();
    m_ui->nameEdit->setText(webhook.name);
    m_ui->urlEdit->setText(webhook.url);
    m_ui->enabledBox->setTristate(false);
    m_ui->enabledBox->setCheckState(!isSwitchKnown ? Qt::PartiallyChecked : webhook.enabled ? Qt::Checked : Qt::Unchecked);
    m_ui->enabledBox->setTristate(!isSwitchKnown);
    m_isSwitchDecided = false;
    m_headers.setHeaders(webhook.headers);
    m_ui->eventsGrid->setSelection(webhook.events);
    m_ui->timeoutBox->setValue(webhook.timeoutSeconds);
    m_ui->retryBox->setCurrentIndex(m_ui->retryBox->findData(int(webhook.retry.kind())));
    m_ui->ownRetryEdit->setText(webhook.retry.kind() == RetrySchedule::Kind::Custom ? webhook.retry.toText() : QString());
    m_ui->contentTypesBox->setCurrentIndex(webhook.contentTypes.all ? AllContentTypes : OnlyTheseContentTypes);
    m_ui->contentTypeNamesEdit->setText(webhook.contentTypes.names.join(u", "_s));
    m_ui->securityView->setWebhook(webhook);
    updateState();
}

Webhook WebhookForm::webhook(const Webhook &before) const
{
    Webhook webhook = before;
    webhook.name = m_ui->nameEdit->text();
    webhook.url = m_ui->urlEdit->text();
    if (m_ui->enabledBox->checkState() != Qt::PartiallyChecked)
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
    m_ui->securityView->apply(webhook);
    return normalised(webhook);
}

Webhook WebhookForm::typedWebhook(const Webhook &before) const
{
    Webhook typed = webhook(before);
    typed.headers = m_ui->headersView->typedHeaders();
    return typed;
}

void WebhookForm::listenTo(PanelService &service)
{
    m_ui->headerSecretBar->listenTo(service);
}

void WebhookForm::takeSaved(const Webhook &sent, const Webhook &saved)
{
    m_headers.takeSaved(sent.headers, saved.headers);
}

void WebhookForm::showLostSecrets(const Webhook &stored)
{
    Webhook form = webhook(stored);
    Webhook before = stored;
    before.headers = form.headers;
    const QStringList names = secrets::dropForNewOrigin(stored, form);
    m_headers.setLost(names.isEmpty() ? QStringList() : secrets::lost(before, form));
    QString sentence;
    if (!names.isEmpty())
        sentence = tr("This URL leads to another place than the saved one (another scheme, host or port). Secret values do "
                      "not go there by themselves; enter those of these headers again: %1")
                       .arg(names.join(u", "_s));
    m_ui->urlOriginNote->setText(sentence);
    m_ui->urlOriginNote->setVisible(!sentence.isEmpty());
    if (m_ui->urlError->text().isEmpty())
        m_ui->urlEdit->setAccessibleDescription(sentence);
}

void WebhookForm::commitOpenEditor()
{
    m_ui->headersView->commitOpenEditor();
}

bool WebhookForm::isEnabledChosen() const
{
    return m_ui->enabledBox->isChecked();
}

void WebhookForm::chooseEnabled(bool enabled)
{
    m_ui->enabledBox->setChecked(enabled);
}

void WebhookForm::touch(QWidget *field)
{
    m_touched.insert(field);
    Q_EMIT edited();
}

void WebhookForm::touchAll()
{
    m_touched = {m_ui->nameEdit, m_ui->urlEdit, m_ui->headersView, m_ui->ownRetryEdit, m_ui->contentTypeNamesEdit};
    m_ui->securityView->touchAll();
}

void WebhookForm::touchRequest()
{
    m_touched += {m_ui->urlEdit, m_ui->headersView};
}

void WebhookForm::updateState()
{
    const bool own = m_ui->retryBox->currentData().toInt() == int(RetrySchedule::Kind::Custom);
    m_ui->ownRetryLabel->setVisible(own);
    m_ui->ownRetryEdit->setVisible(own);
    const bool only = m_ui->contentTypesBox->currentData().toInt() == OnlyTheseContentTypes;
    m_ui->contentTypeNamesLabel->setVisible(only);
    m_ui->contentTypeNamesEdit->setVisible(only);
    const int row = m_ui->headersView->currentIndex().row();
    m_ui->removeHeaderButton->setEnabled(row >= 0 && row < m_headers.rowCount() - 1);
}

bool WebhookForm::shows(Field field)
{
    static const QList<Field> shown{Field::Name,    Field::Enabled,      Field::Url,   Field::Headers, Field::Events,
                                    Field::Timeout, Field::ContentTypes, Field::Retry, Field::Signing, Field::Tls};
    return shown.contains(field);
}

void WebhookForm::showFieldProblem(QLabel *label, QWidget *field, const Problems &problems, Field which, bool everyField)
{
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (problem.field == which && (everyField || m_touched.contains(field)))
            sentences.append(Words::of(problem));
    }
    sentences.removeDuplicates();
    showProblem(label, field, sentences.join(u'\n'));
}

void WebhookForm::showProblems(const Problems &problems, bool everyField)
{
    showFieldProblem(m_ui->nameError, m_ui->nameEdit, problems, Field::Name, everyField);
    // A value that cannot be read is of interest until another one is set.
    if (everyField || m_ui->enabledBox->checkState() != Qt::PartiallyChecked)
        showFieldProblem(m_ui->enabledError, m_ui->enabledBox, problems, Field::Enabled, true);
    showFieldProblem(m_ui->urlError, m_ui->urlEdit, problems, Field::Url, everyField);
    showFieldProblem(m_ui->headersError, m_ui->headersView, problems, Field::Headers, everyField);
    showFieldProblem(m_ui->eventsError, m_ui->eventsGrid, problems, Field::Events, true);
    showFieldProblem(m_ui->timeoutError, m_ui->timeoutBox, problems, Field::Timeout, everyField);
    showFieldProblem(m_ui->retryError, m_ui->ownRetryEdit, problems, Field::Retry, everyField);
    showFieldProblem(m_ui->contentTypesError, m_ui->contentTypeNamesEdit, problems, Field::ContentTypes, everyField);
    m_ui->securityView->showProblems(problems, everyField);
    Problems ofHeaders;
    std::copy_if(problems.cbegin(), problems.cend(), std::back_inserter(ofHeaders),
                 [](const Problem &problem) { return problem.field == Field::Headers; });
    m_headers.setProblems(everyField || m_touched.contains(m_ui->headersView) ? ofHeaders : Problems());
}

QWidget *WebhookForm::focusProblem(const Problem &problem)
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
    case Field::Enabled:
        field = m_ui->enabledBox;
        break;
    case Field::Signing:
    case Field::Tls:
        field = m_ui->securityView->fieldOf(problem);
        break;
    case Field::Name:
    case Field::DefaultHeaders:
    case Field::File:
        field = m_ui->nameEdit;
        break;
    }
    field->setFocus(Qt::OtherFocusReason);
    return field;
}

void WebhookForm::clearEventSearch()
{
    m_ui->eventsGrid->clearSearch();
}

void WebhookForm::focusName()
{
    m_ui->nameEdit->setFocus();
}

void WebhookForm::appendSection(QWidget *section)
{
    m_ui->formLayout->insertWidget(m_ui->formLayout->count() - 1, section); // before the spacer
}

void WebhookForm::startHeader()
{
    const QModelIndex last = m_headers.index(m_headers.rowCount() - 1, HeaderTableModel::NameColumn);
    m_ui->headersView->setCurrentIndex(last);
    m_ui->headersView->setFocus();
    m_ui->headersView->edit(last);
}

void WebhookForm::removeHeader()
{
    commitOpenEditor();
    m_headers.removeHeader(m_ui->headersView->currentIndex().row());
}

} // namespace hookpanel
