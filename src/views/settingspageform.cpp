// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the settings page is made: what stands in its form and what hears of it.

#include "core/words.h"
#include "ui_settingspage.h"
#include "views/icons.h"
#include "views/intakepanel.h"
#include "views/settingspage.h"
#include "views/style.h"
#include "views/textdirection.h"
#include "views/wheelguard.h"

#include <QApplication>
#include <QCheckBox>
#include <QTimer>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int restMs = 250; ///< A little longer than the steps of a button that is held down are apart.
constexpr int columnLetters = 84; ///< As wide as a line is read with ease.

} // namespace

void SettingsPage::setUpForm()
{
    makeTitle(m_ui->settingsTitleLabel);
    for (QLabel *heading : {m_ui->requestsHeading, m_ui->deliveriesHeading, m_ui->intakeHeading, m_ui->strapiHeading,
                            m_ui->networkHeading, m_ui->appearanceHeading})
        makeHeading(heading);
    for (QLabel *help : {m_ui->defaultHeadersHelp, m_ui->defaultTimeoutHelp, m_ui->defaultRetryHelp, m_ui->retentionDaysHelp,
                         m_ui->retentionCountHelp, m_ui->attemptsAtOnceHelp, m_ui->payloadFormatHelp, m_ui->editionHelp,
                         m_ui->proxyHelp, m_ui->themeHelp})
        setTone(help, Tone::Muted);
    m_ui->settingsColumn->setMaximumWidth(fontMetrics().averageCharWidth() * columnLetters);
    m_ui->settingsContentsLayout->setStretch(0, 1);
    m_ui->settingsUndoBar->findChild<QPushButton *>()->setObjectName(u"settingsUndoButton"_s);
    m_ui->createDefaultHeaderButton->setIcon(icon(u"plus"_s));
    m_ui->removeDefaultHeaderButton->setIcon(icon(u"trash"_s));
    m_ui->defaultHeadersView->setModel(&m_headers);
    m_ui->defaultHeaderSecretBar->attach(u"defaultHeader"_s, m_headers, *m_ui->defaultHeadersView);
    for (const auto kind : {RetrySchedule::Kind::Off, RetrySchedule::Kind::Quick, RetrySchedule::Kind::Standard})
        m_ui->defaultRetryBox->addItem(Words::of(RetrySchedule(kind)), int(kind));
    m_ui->defaultRetryBox->addItem(tr("Own waits"), int(RetrySchedule::Kind::Custom));
    connect(m_ui->defaultRetryBox, &QComboBox::currentTextChanged, m_ui->defaultRetryBox,
            &QWidget::setToolTip); // its waits may be cut
    m_ui->payloadFormatBox->addItem(tr("Strapi 5"), int(PayloadFormat::Strapi5));
    m_ui->payloadFormatBox->addItem(tr("Strapi 4"), int(PayloadFormat::Strapi4));
    m_ui->editionBox->addItem(tr("Community"), int(Edition::Community));
    m_ui->editionBox->addItem(tr("Enterprise"), int(Edition::Enterprise));
    m_ui->proxyBox->addItem(tr("The system's"), int(ProxyChoice::Kind::System));
    m_ui->proxyBox->addItem(tr("None"), int(ProxyChoice::Kind::None));
    m_ui->proxyBox->addItem(tr("This one"), int(ProxyChoice::Kind::Manual));
    m_ui->themeBox->addItem(tr("System"), int(Theme::System));
    m_ui->themeBox->addItem(tr("Light"), int(Theme::Light));
    m_ui->themeBox->addItem(tr("Dark"), int(Theme::Dark));
    for (QSpinBox *box : {m_ui->retentionDaysBox, m_ui->retentionCountBox})
        connect(box, &QSpinBox::valueChanged, this, &SettingsPage::showUnits);
    showUnits();
    auto *guard = new WheelGuard(this);
    m_ui->retentionDaysBox->setMaximum(Retention::mostDays);
    m_ui->retentionCountBox->setMaximum(Retention::mostCount);
    m_ui->attemptsAtOnceBox->setMaximum(Preferences::mostAttemptsAtOnce);
    for (QWidget *box :
         std::initializer_list<QWidget *>{m_ui->defaultTimeoutBox, m_ui->defaultRetryBox, m_ui->retentionDaysBox,
                                          m_ui->retentionCountBox, m_ui->attemptsAtOnceBox, m_ui->intakePanel->portBox(),
                                          m_ui->payloadFormatBox, m_ui->editionBox, m_ui->proxyBox, m_ui->themeBox})
        box->installEventFilter(guard);
    connectNumber(Setting::Timeout, m_ui->defaultTimeoutBox, [](Preferences &p) -> int & { return p.timeoutSeconds; });
    connectNumber(Setting::RetentionDays, m_ui->retentionDaysBox, [](Preferences &p) -> int & { return p.retention.days; });
    connectNumber(Setting::RetentionCount, m_ui->retentionCountBox,
                  [](Preferences &p) -> int & { return p.retention.count; });
    connectNumber(Setting::AttemptsAtOnce, m_ui->attemptsAtOnceBox,
                  [](Preferences &p) -> int & { return p.attemptsAtOnce; });
    connectNumber(Setting::IntakePort, m_ui->intakePanel->portBox(), [](Preferences &p) -> int & { return p.intakePort; });
}

void SettingsPage::showUnits()
{
    const auto show = [](QSpinBox *box, const QString &unit) {
        const QString suffix = u' ' + unit;
        if (box->suffix() != suffix) // setting it moves the cursor
            box->setSuffix(suffix);
        suitUnit(box);
    };
    suitUnit(m_ui->defaultTimeoutBox);
    show(m_ui->retentionDaysBox, tr("day(s)", "after a number", m_ui->retentionDaysBox->value()));
    show(m_ui->retentionCountBox, tr("deliveries", "after a number", m_ui->retentionCountBox->value()));
}

void SettingsPage::connectNumber(Setting setting, QSpinBox *box, int &(*of)(Preferences &))
{
    auto *rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(restMs);
    m_numbers.insert(setting, {box, rest, of});
    connect(box, &QSpinBox::valueChanged, this, [this, rest] {
        if (!m_showing)
            rest->start();
    });
    connect(box, &QSpinBox::editingFinished, this, [this, setting] { commitNumber(setting); });
    connect(rest, &QTimer::timeout, this, [this, setting] { commitNumber(setting); });
}

void SettingsPage::connectForm()
{
    const auto chosen = [this](QComboBox *box, Setting setting, void (*set)(Preferences &, int)) {
        connect(box, &QComboBox::currentIndexChanged, this, [this, box, setting, set] {
            if (m_showing)
                return;
            Preferences wanted;
            set(wanted, box->currentData().toInt());
            m_orders.set(setting, wanted);
        });
    };
    chosen(m_ui->payloadFormatBox, Setting::PayloadFormat,
           [](Preferences &p, int v) { p.payloadFormat = PayloadFormat(v); });
    chosen(m_ui->editionBox, Setting::Edition, [](Preferences &p, int v) { p.edition = Edition(v); });
    chosen(m_ui->themeBox, Setting::Theme, [](Preferences &p, int v) { p.theme = Theme(v); });
    connect(m_ui->intakePanel->onBox(), &QCheckBox::toggled, this, [this](bool isOn) {
        if (m_showing)
            return;
        Preferences wanted;
        wanted.intakeOn = isOn;
        m_orders.set(Setting::Intake, wanted);
    });
    connect(m_ui->intakePanel, &IntakePanel::asked, this, &SettingsPage::reveal);
    connect(m_ui->defaultRetryBox, &QComboBox::currentIndexChanged, this, [this] {
        commitRetry(false);
        if (!m_showing && m_ui->ownDefaultRetryEdit->isVisibleTo(this))
            reveal(m_ui->ownDefaultRetryEdit, m_ui->ownDefaultRetryNote);
    });
    connect(m_ui->ownDefaultRetryEdit, &QLineEdit::editingFinished, this, [this] { commitRetry(true); });
    connect(m_ui->proxyBox, &QComboBox::currentIndexChanged, this, [this] {
        commitProxy(false);
        if (!m_showing && m_ui->proxyAddressEdit->isVisibleTo(this))
            reveal(m_ui->proxyAddressEdit, m_ui->proxyNote);
    });
    connect(m_ui->proxyAddressEdit, &QLineEdit::editingFinished, this, [this] { commitProxy(true); });

    connect(&m_headers, &HeaderTableModel::edited, this, &SettingsPage::onHeadersEdited);
    connect(m_ui->defaultHeadersView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        updateVisibility();
        if (m_headersTouched)
            commitHeaders();
    });
    // QLineEdit says "editing finished" only after editing; a field that is left empty is a mistake all the same.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *left, QWidget *) {
        if (left == m_ui->ownDefaultRetryEdit && m_ui->ownDefaultRetryEdit->text().isEmpty())
            commitRetry(true);
        else if (left == m_ui->proxyAddressEdit && m_ui->proxyAddressEdit->text().isEmpty())
            commitProxy(true);
    });
    // The open cell editor is a child of the table: from the one to the other the row is not left.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *) {
        if (m_headersTouched && !isHeaderRowOpen())
            commitHeaders();
    });
    connect(m_ui->createDefaultHeaderButton, &QPushButton::clicked, this, &SettingsPage::startHeader);
    connect(m_ui->removeDefaultHeaderButton, &QPushButton::clicked, this, &SettingsPage::removeHeader);
    connect(m_ui->defaultHeadersView, &HeadersView::removePressed, this, &SettingsPage::removeHeader);
    connect(m_ui->settingsRetryButton, &QPushButton::clicked, &m_orders, &PreferenceOrders::tryAgain);

    connect(&m_orders, &PreferenceOrders::changed, this, &SettingsPage::showStored);
    connect(&m_orders, &PreferenceOrders::done, this, &SettingsPage::offerUndo);
    connect(&m_orders, &PreferenceOrders::done, this, [this](Setting setting) {
        if (setting == Setting::DefaultHeaders)
            takeSavedHeaders();
    });
    connect(&m_orders, &PreferenceOrders::failed, this, [this](Setting setting) {
        if (setting == Setting::DefaultHeaders)
            m_headersBase = m_orders.stored().defaultHeaders; // what the table holds is still to be written
    });
    connect(&m_orders, &PreferenceOrders::settled, this, &SettingsPage::settled);
}

/// From top to bottom; see WebhookPage::orderTabs() why it is not in the form.
void SettingsPage::orderTabs()
{
    QList<QWidget *> order{m_ui->settingsRetryButton,
                           m_ui->defaultHeadersView,
                           m_ui->createDefaultHeaderButton,
                           m_ui->removeDefaultHeaderButton,
                           m_ui->defaultTimeoutBox,
                           m_ui->defaultRetryBox,
                           m_ui->ownDefaultRetryEdit,
                           m_ui->retentionDaysBox,
                           m_ui->retentionCountBox,
                           m_ui->attemptsAtOnceBox,
                           m_ui->payloadFormatBox,
                           m_ui->editionBox,
                           m_ui->proxyBox,
                           m_ui->proxyAddressEdit,
                           m_ui->themeBox,
                           m_ui->settingsUndoBar->findChild<QPushButton *>()};
    const QList<QWidget *> intake = m_ui->intakePanel->inOrder();
    for (qsizetype i = 0; i < intake.size(); ++i)
        order.insert(order.indexOf(m_ui->payloadFormatBox), intake.at(i));
    const QList<QWidget *> secret = m_ui->defaultHeaderSecretBar->controls();
    for (QWidget *control : secret)
        order.insert(order.indexOf(m_ui->defaultTimeoutBox), control);
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

} // namespace hookpanel
