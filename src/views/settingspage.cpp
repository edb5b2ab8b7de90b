// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settingspage.h"

#include "core/secrets.h"
#include "core/words.h"
#include "ui_settingspage.h"
#include "views/intakepanel.h"
#include "views/style.h"

#include <QApplication>
#include <QCheckBox>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QString changedSentence(Setting setting)
{
    switch (setting) {
    case Setting::DefaultHeaders:
        return SettingsPage::tr("Changed the default headers");
    case Setting::Timeout:
        return SettingsPage::tr("Changed the default timeout");
    case Setting::Retry:
        return SettingsPage::tr("Changed the default retry schedule");
    case Setting::RetentionDays:
        return SettingsPage::tr("Changed how long deliveries are kept");
    case Setting::RetentionCount:
        return SettingsPage::tr("Changed how many deliveries are kept");
    case Setting::AttemptsAtOnce:
        return SettingsPage::tr("Changed the attempts at once");
    case Setting::Intake:
        return SettingsPage::tr("Changed whether events are taken in");
    case Setting::IntakePort:
        return SettingsPage::tr("Changed the port of the intake");
    case Setting::PayloadFormat:
        return SettingsPage::tr("Changed the payload format");
    case Setting::Edition:
        return SettingsPage::tr("Changed the edition");
    case Setting::Proxy:
        return SettingsPage::tr("Changed the proxy");
    case Setting::Theme:
        return SettingsPage::tr("Changed the theme");
    }
    Q_UNREACHABLE();
}

/// A note below a field, which the field says to a screen reader, too, unless it has something worse to say.
void showNote(QLabel *label, QWidget *field, const QLabel *problem, const QString &sentence)
{
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
    if (problem->text().isEmpty())
        field->setAccessibleDescription(sentence);
}

} // namespace

SettingsPage::SettingsPage(PanelService &service, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SettingsPage>())
    , m_orders(service)
{
    m_ui->setupUi(this);
    m_ui->intakePanel->listenTo(service);
    m_ui->defaultHeaderSecretBar->listenTo(service);
    setUpForm();
    connectForm();
    orderTabs();
    m_headers.setHeaders({});
    showStored();
}

SettingsPage::~SettingsPage()
{
    // While the children go, fields say "editing finished" when nothing of ours is left to hear it.
    const auto children = findChildren<QObject *>();
    for (const QObject *child : children)
        child->disconnect(this);
    disconnect(qApp, nullptr, this, nullptr);
}

void SettingsPage::takeFocus()
{
    m_ui->settingsArea->verticalScrollBar()->setValue(0);
    m_ui->defaultHeadersView->setFocus();
}

void SettingsPage::showRetention()
{
    reveal(m_ui->retentionDaysBox, m_ui->retentionCountHelp);
}

void SettingsPage::commit()
{
    m_ui->defaultHeadersView->commitOpenEditor();
    if (m_headersTouched)
        commitHeaders();
    for (auto number = m_numbers.cbegin(); number != m_numbers.cend(); ++number) {
        number->box->interpretText();
        commitNumber(number.key());
    }
    if (m_ui->ownDefaultRetryEdit->isModified())
        commitRetry(true);
    if (m_ui->proxyAddressEdit->isModified())
        commitProxy(true);
}

bool SettingsPage::isSettled() const
{
    return m_orders.isIdle();
}

QStringList SettingsPage::unwritten() const
{
    QStringList sentences;
    if (m_orders.unwritten() > 0)
        sentences.append(tr("%n setting(s) could not be saved.", nullptr, m_orders.unwritten()) + u' '
                         + Words::of(m_orders.failure()));
    for (const QLabel *error : {m_ui->defaultHeadersError, m_ui->defaultRetryError, m_ui->proxyError}) {
        if (!error->text().isEmpty())
            sentences.append(tr("A setting was not saved. %1", "why").arg(error->text()));
    }
    return sentences;
}

void SettingsPage::tryAgain()
{
    m_orders.tryAgain();
}

void SettingsPage::offerUndo(Setting setting, const Preferences &before)
{
    m_ui->settingsUndoBar->offer(changedSentence(setting), [this, setting, before] {
        m_orders.set(setting, before, true);
        show(setting);
    });
}

/// Whether a field holds something that is not stored, or that somebody is typing.
bool SettingsPage::isBusy(Setting setting) const
{
    if (m_orders.isOpen(setting))
        return true;
    switch (setting) {
    case Setting::DefaultHeaders:
        return m_headersTouched || m_ui->defaultHeadersView->isAncestorOf(QApplication::focusWidget());
    case Setting::Timeout:
    case Setting::RetentionDays:
    case Setting::RetentionCount:
    case Setting::AttemptsAtOnce:
    case Setting::IntakePort:
        return m_numbers.value(setting).rest->isActive();
    case Setting::Retry:
        return m_ui->ownDefaultRetryEdit->isModified() || !m_ui->defaultRetryError->text().isEmpty()
            || (m_ui->ownDefaultRetryEdit->isVisibleTo(this) && m_ui->ownDefaultRetryEdit->text().isEmpty());
    case Setting::Proxy:
        return m_ui->proxyAddressEdit->isModified() || !m_ui->proxyError->text().isEmpty()
            || (m_ui->proxyAddressEdit->isVisibleTo(this) && m_ui->proxyAddressEdit->text().isEmpty());
    case Setting::Intake:
    case Setting::PayloadFormat:
    case Setting::Edition:
    case Setting::Theme:
        break;
    }
    return false;
}

void SettingsPage::showStored()
{
    for (const Setting setting : allSettings) {
        if (!isBusy(setting))
            show(setting);
    }
    showBanner();
    updateVisibility();
}

/// Shows what is stored, or on its way to be stored, of one setting.
void SettingsPage::show(Setting setting)
{
    Preferences shown = m_orders.shown();
    const QScopedValueRollback showing(m_showing, true);
    const auto choose = [](QComboBox *box, int value) { box->setCurrentIndex(box->findData(value)); };
    switch (setting) {
    case Setting::DefaultHeaders:
        if (normalisedHeaders(m_headers.headers()) != shown.defaultHeaders)
            m_headers.setHeaders(shown.defaultHeaders);
        m_headersBase = shown.defaultHeaders;
        break;
    case Setting::Timeout:
    case Setting::RetentionDays:
    case Setting::RetentionCount:
    case Setting::AttemptsAtOnce:
    case Setting::IntakePort: {
        const Number number = m_numbers.value(setting);
        number.box->setValue(number.of(shown));
        break;
    }
    case Setting::Retry:
        choose(m_ui->defaultRetryBox, int(shown.retry.kind()));
        if (shown.retry.kind() == RetrySchedule::Kind::Custom)
            m_ui->ownDefaultRetryEdit->setText(shown.retry.toText());
        showProblem(m_ui->defaultRetryError, m_ui->ownDefaultRetryEdit, {});
        break;
    case Setting::Intake:
        m_ui->intakePanel->onBox()->setChecked(shown.intakeOn);
        break;
    case Setting::PayloadFormat:
        choose(m_ui->payloadFormatBox, int(shown.payloadFormat));
        break;
    case Setting::Edition:
        choose(m_ui->editionBox, int(shown.edition));
        break;
    case Setting::Proxy:
        choose(m_ui->proxyBox, int(shown.proxy.kind));
        if (shown.proxy.kind == ProxyChoice::Kind::Manual)
            m_ui->proxyAddressEdit->setText(shown.proxy.toText());
        showProblem(m_ui->proxyError, m_ui->proxyAddressEdit, {});
        break;
    case Setting::Theme:
        choose(m_ui->themeBox, int(shown.theme));
        break;
    }
    updateVisibility();
}

void SettingsPage::showBanner()
{
    QStringList sentences;
    if (m_orders.unwritten() > 0)
        sentences.append(Words::of(m_orders.failure()));
    if (const auto &unreadable = m_orders.unreadable())
        sentences.append(Words::of(*unreadable));
    for (const Problem &problem : m_orders.problems())
        sentences.append(Words::of(problem));
    sentences.removeDuplicates();
    makeBad(m_ui->settingsBannerLabel);
    m_ui->settingsBannerLabel->setText(sentences.join(u'\n'));
    m_ui->settingsBannerLabel->setVisible(!sentences.isEmpty());
    m_ui->settingsRetryButton->setVisible(m_orders.unwritten() > 0);
}

void SettingsPage::updateVisibility()
{
    const bool own = m_ui->defaultRetryBox->currentData().toInt() == int(RetrySchedule::Kind::Custom);
    m_ui->ownDefaultRetryLabel->setVisible(own);
    m_ui->ownDefaultRetryEdit->setVisible(own);
    const bool manual = m_ui->proxyBox->currentData().toInt() == int(ProxyChoice::Kind::Manual);
    m_ui->proxyAddressLabel->setVisible(manual);
    m_ui->proxyAddressEdit->setVisible(manual);
    showNotes();
    const int row = m_ui->defaultHeadersView->currentIndex().row();
    m_ui->removeDefaultHeaderButton->setEnabled(row >= 0 && row < m_headers.rowCount() - 1);
}

/// A choice that needs more than itself: says that what was chosen before stays in force until that is there.
void SettingsPage::showNotes()
{
    const Preferences shown = m_orders.shown();
    const bool waitsForProxy = m_ui->proxyAddressEdit->isVisibleTo(this) && shown.proxy.kind != ProxyChoice::Kind::Manual;
    const QString proxy = m_ui->proxyBox->itemText(m_ui->proxyBox->findData(int(shown.proxy.kind)));
    showNote(m_ui->proxyNote, m_ui->proxyAddressEdit, m_ui->proxyError,
             waitsForProxy
                 ? tr("Enter the address of the proxy. Until it is there, the former choice stays in force: %1.").arg(proxy)
                 : QString());
    const bool waitsForOwn
        = m_ui->ownDefaultRetryEdit->isVisibleTo(this) && shown.retry.kind() != RetrySchedule::Kind::Custom;
    showNote(
        m_ui->ownDefaultRetryNote, m_ui->ownDefaultRetryEdit, m_ui->defaultRetryError,
        waitsForOwn
            ? tr("Enter the waits. Until they are there, the former choice stays in force: %1.").arg(Words::of(shown.retry))
            : QString());
}

/// Brings a field that has just appeared into sight and puts the keyboard into it.
void SettingsPage::reveal(QWidget *field, QWidget *note)
{
    field->setFocus(Qt::OtherFocusReason);
    // The page grows by the field now and not with the next turn of the loop: else there is no room to scroll to yet.
    m_ui->settingsColumn->layout()->activate();
    m_ui->settingsContents->layout()->activate();
    QEvent grown(QEvent::LayoutRequest);
    QCoreApplication::sendEvent(m_ui->settingsArea, &grown);
    m_ui->settingsArea->ensureWidgetVisible(note);
    m_ui->settingsArea->ensureWidgetVisible(field);
}

/// Whether somebody is still at work in the current row of the headers.
bool SettingsPage::isHeaderRowOpen() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && (focus == m_ui->defaultHeadersView || m_ui->defaultHeadersView->isAncestorOf(focus));
}

/// A row with both of its cells filled is complete; one without a value is when it is left, because a value may be empty.
void SettingsPage::onHeadersEdited()
{
    m_headersTouched = true;
    updateVisibility();
    bool complete = true;
    const Headers headers = m_headers.headers();
    for (const Header &header : headers)
        complete = complete && header.name.isEmpty() == (header.value.isEmpty() && header.reference.isEmpty());
    if (complete || !isHeaderRowOpen())
        commitHeaders();
}

void SettingsPage::commitHeaders()
{
    Preferences wanted;
    wanted.defaultHeaders = normalisedHeaders(m_headers.headers());
    const Problems problems = validateHeaders(wanted.defaultHeaders, Field::DefaultHeaders);
    m_headers.setProblems(problems);
    QStringList sentences;
    for (const Problem &problem : problems)
        sentences.append(Words::of(problem));
    sentences.removeDuplicates();
    showProblem(m_ui->defaultHeadersError, m_ui->defaultHeadersView, sentences.join(u'\n'));
    if (!problems.isEmpty())
        return;
    m_headersTouched = false;
    const Headers edited = wanted.defaultHeaders;
    wanted.defaultHeaders = withEdits(m_orders.shown().defaultHeaders, m_headersBase, edited);
    m_headersBase = edited; // the table shows what others added when nobody is in it
    m_orders.set(Setting::DefaultHeaders, wanted);
}

/// What was typed as a secret is kept now; the table goes on with the references.
void SettingsPage::takeSavedHeaders()
{
    const Headers sent = m_headersBase;
    const Headers &saved = m_orders.stored().defaultHeaders;
    m_headersBase = secrets::withSaved(m_headersBase, sent, saved);
    m_headers.takeSaved(sent, saved);
}

void SettingsPage::commitNumber(Setting setting)
{
    const Number number = m_numbers.value(setting);
    number.rest->stop();
    Preferences wanted;
    number.of(wanted) = number.box->value();
    m_orders.set(setting, wanted);
}

/// `left`: the field of own waits was left; before that, its emptiness is no mistake.
void SettingsPage::commitRetry(bool left)
{
    updateVisibility();
    if (m_showing)
        return;
    const auto kind = RetrySchedule::Kind(m_ui->defaultRetryBox->currentData().toInt());
    Preferences wanted;
    wanted.retry = RetrySchedule(kind);
    if (kind == RetrySchedule::Kind::Custom) {
        const QString text = m_ui->ownDefaultRetryEdit->text();
        const auto own = RetrySchedule::fromText(text);
        const bool valid = own && own->kind() == RetrySchedule::Kind::Custom && own->isValid();
        showProblem(m_ui->defaultRetryError, m_ui->ownDefaultRetryEdit,
                    valid || (!left && text.isEmpty()) ? QString() : Words::of(Rule::RetryInvalid, text));
        showNotes();
        if (!valid)
            return;
        wanted.retry = *own;
    } else {
        showProblem(m_ui->defaultRetryError, m_ui->ownDefaultRetryEdit, {});
    }
    m_ui->ownDefaultRetryEdit->setModified(false);
    m_orders.set(Setting::Retry, wanted);
}

/// `left`: the field of the address was left; before that, its emptiness is no mistake.
void SettingsPage::commitProxy(bool left)
{
    updateVisibility();
    if (m_showing)
        return;
    const auto kind = ProxyChoice::Kind(m_ui->proxyBox->currentData().toInt());
    Preferences wanted;
    wanted.proxy.kind = kind;
    QString sentence;
    if (kind == ProxyChoice::Kind::Manual) {
        const QString text = m_ui->proxyAddressEdit->text();
        const auto proxy = ProxyChoice::fromAddress(text);
        if (!proxy && (left || !text.isEmpty()))
            sentence = Words::of(proxy.error(), {});
        showProblem(m_ui->proxyError, m_ui->proxyAddressEdit, sentence);
        showNotes();
        if (!proxy)
            return;
        wanted.proxy = *proxy;
    }
    showProblem(m_ui->proxyError, m_ui->proxyAddressEdit, sentence);
    m_ui->proxyAddressEdit->setModified(false);
    m_orders.set(Setting::Proxy, wanted);
}

void SettingsPage::startHeader()
{
    const QModelIndex last = m_headers.index(m_headers.rowCount() - 1, HeaderTableModel::NameColumn);
    m_ui->defaultHeadersView->setCurrentIndex(last);
    m_ui->defaultHeadersView->setFocus();
    m_ui->defaultHeadersView->edit(last);
}

void SettingsPage::removeHeader()
{
    m_ui->defaultHeadersView->commitOpenEditor();
    m_headers.removeHeader(m_ui->defaultHeadersView->currentIndex().row());
    commitHeaders();
}

} // namespace hookpanel
