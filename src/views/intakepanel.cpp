// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/intakepanel.h"

#include "core/words.h"
#include "models/panelservice.h"
#include "ui_intakepanel.h"
#include "views/style.h"

#include <QClipboard>
#include <QGuiApplication>

namespace hookpanel {

IntakePanel::IntakePanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::IntakePanel>())
{
    m_ui->setupUi(this);
    for (QLabel *help : {m_ui->intakeHelp, m_ui->intakePortHelp, m_ui->intakeAddressHelp, m_ui->intakeTokenHelp})
        setTone(help, Tone::Muted);
    makeGood(m_ui->intakeTokenNote);
    connect(m_ui->copyAddressButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->intakeAddressEdit->text()); });
    connect(m_ui->copyTokenButton, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_token); });
    connect(m_ui->newTokenButton, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_ui->keepTokenButton, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_ui->makeTokenButton, &QPushButton::clicked, this, [this] {
        ask(false);
        m_service->makeIntakeToken();
    });
    showStatus();
}

IntakePanel::~IntakePanel() = default;

void IntakePanel::listenTo(PanelService &service)
{
    m_service = &service;
    connect(&service, &PanelService::intakeChanged, this, [this](const IntakeStatus &status) {
        m_status = status;
        showStatus();
    });
    connect(&service, &PanelService::intakeTokenMade, this, [this](const QString &token) {
        m_token = token;
        fail({});
        showToken();
    });
    connect(&service, &PanelService::intakeTokenFailed, this, [this](const Error &error) { fail(Words::of(error)); });
}

QCheckBox *IntakePanel::onBox() const
{
    return m_ui->intakeBox;
}

QSpinBox *IntakePanel::portBox() const
{
    return m_ui->intakePortBox;
}

QList<QWidget *> IntakePanel::inOrder() const
{
    return {m_ui->intakeBox,         m_ui->intakePortBox,   m_ui->intakeAddressEdit,
            m_ui->copyAddressButton, m_ui->intakeTokenEdit, m_ui->copyTokenButton,
            m_ui->newTokenButton,    m_ui->makeTokenButton, m_ui->keepTokenButton};
}

void IntakePanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_token.clear();
    ask(false);
    showToken();
}

void IntakePanel::showStatus()
{
    const bool isOff = m_status.state == IntakeStatus::State::Off;
    const QString sentence = IntakeStatusWords::of(m_status);
    setTone(m_ui->intakeStateLabel,
            m_status.state == IntakeStatus::State::Failed          ? Tone::Bad
                : m_status.state == IntakeStatus::State::Listening ? Tone::Good
                                                                   : Tone::Plain);
    m_ui->intakeStateLabel->setText(sentence);
    m_ui->intakeBox->setAccessibleDescription(sentence);
    // Where another program has the port, the address is that program's, and it would be told the token.
    m_ui->intakeAddressGroup->setVisible(!isOff && m_status.state != IntakeStatus::State::Failed);
    m_ui->intakeAddressEdit->setText(intakeAddress(m_status.port));
    m_ui->intakeTokenGroup->setVisible(!isOff);
    showToken();
}

void IntakePanel::showToken()
{
    const bool isSeen = !m_token.isEmpty();
    m_ui->intakeTokenEdit->setText(isSeen ? m_token : m_status.maskedToken);
    m_ui->intakeTokenEdit->setCursorPosition(0);
    m_ui->copyTokenButton->setVisible(isSeen);
    m_ui->intakeTokenNote->setText(tr("This token is new. Copy it now: it is shown only until you leave this page."));
    m_ui->intakeTokenNote->setVisible(isSeen);
}

/// Asks in place before the token is made new, because other programs have the old one.
void IntakePanel::ask(bool isAsked)
{
    const bool hadFocus = m_ui->makeTokenButton->hasFocus() || m_ui->keepTokenButton->hasFocus();
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_ui->newTokenQuestion, m_ui->makeTokenButton, m_ui->keepTokenButton})
        part->setVisible(isAsked);
    m_ui->newTokenButton->setEnabled(!isAsked);
    m_ui->makeTokenButton->setAccessibleDescription(m_ui->newTokenQuestion->text());
    if (isAsked)
        Q_EMIT asked(m_ui->keepTokenButton, m_ui->newTokenQuestion);
    else if (hadFocus)
        m_ui->newTokenButton->setFocus();
}

void IntakePanel::fail(const QString &sentence)
{
    showProblem(m_ui->intakeTokenError, m_ui->intakeTokenEdit, sentence);
}

} // namespace hookpanel
