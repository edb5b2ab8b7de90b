// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/eventtypedialog.h"

#include "core/jsontext.h"
#include "core/payload.h"
#include "core/words.h"
#include "ui_eventtypedialog.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/style.h"

#include <QPushButton>
#include <QScreen>

namespace hookpanel {

using namespace Qt::StringLiterals;

EventTypeDialog::EventTypeDialog(const EventCatalogue &catalogue, const EventType *type, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::EventTypeDialog>())
    , m_catalogue(catalogue)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(type ? tr("Edit event type") : tr("Add event type"));
    setTone(m_ui->eventTypeDialogHint, Tone::Muted);
    dressMessageText(m_ui->eventTypeSampleEdit);
    new MessageHighlighter(m_ui->eventTypeSampleEdit); // belongs to the text's document
    m_ui->eventTypeSaveButton->setDefault(true);
    if (type) {
        m_edited = type->name;
        m_ui->eventTypeNameEdit->setText(type->name);
        m_ui->eventTypeNameEdit->setReadOnly(true); // it is what webhooks are subscribed to
        m_ui->eventTypeSampleEdit->setPayload(QString::fromUtf8(type->sample));
        m_ui->eventTypeSampleEdit->setFocus();
    } else {
        onName();
    }
    connect(m_ui->eventTypeNameEdit, &QLineEdit::textChanged, this, &EventTypeDialog::onName);
    connect(m_ui->eventTypeSampleEdit, &QPlainTextEdit::textChanged, this, [this] { check(false); });
    connect(m_ui->eventTypeSaveButton, &QPushButton::clicked, this, &EventTypeDialog::save);
    connect(m_ui->eventTypeCancelButton, &QPushButton::clicked, this, &QDialog::reject);
    check(false);
    suitDirection(this);
    const QSize wanted(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 26);
    resize(screen() ? wanted.boundedTo(screen()->availableSize() - QSize(80, 120)) : wanted);
}

EventTypeDialog::~EventTypeDialog() = default;

QString EventTypeDialog::sampleFor(const QString &name)
{
    return u"{\n  \"event\": %1,\n  \"createdAt\": \"2026-01-15T09:30:00.000Z\"\n}"_s.arg(
        QString::fromUtf8(jsonString(name)));
}

/// The sample that was offered goes along with the name until somebody changes it.
void EventTypeDialog::onName()
{
    const QString text = m_ui->eventTypeSampleEdit->payload();
    if (m_edited.isEmpty() && text == m_offered) {
        m_offered = sampleFor(m_ui->eventTypeNameEdit->text());
        m_ui->eventTypeSampleEdit->setPayload(m_offered);
    }
    check(false);
}

/// A name that nobody has typed yet is not complained about before Save.
void EventTypeDialog::check(bool isPressed)
{
    const QString name = m_ui->eventTypeNameEdit->text();
    const EventType *known = m_catalogue.find(name);
    QString nameSentence;
    if (!isEventTypeName(name))
        nameSentence = Words::of(Error{ErrorCode::EventTypeNameInvalid, name});
    else if (name == triggerTest || (known && !known->own))
        nameSentence = Words::of(Error{ErrorCode::EventTypeBuiltIn, name});
    else if (known && m_edited.isEmpty())
        nameSentence = tr("There is an event type of this name already. Edit that one, or choose another name.");
    QString sampleSentence;
    if (nameSentence.isEmpty() || !name.isEmpty()) {
        const auto event = makeGivenEvent(m_ui->eventTypeSampleEdit->payload().toUtf8(), name);
        sampleSentence = event ? QString() : Words::of(event.error());
    }
    m_isWhole = nameSentence.isEmpty() && sampleSentence.isEmpty();
    showProblem(m_ui->eventTypeSaveError, m_ui->eventTypeSaveButton, {});
    if (name.isEmpty() && !isPressed)
        nameSentence.clear();
    showProblem(m_ui->eventTypeNameError, m_ui->eventTypeNameEdit, nameSentence);
    showProblem(m_ui->eventTypeSampleError, m_ui->eventTypeSampleEdit, sampleSentence);
}

void EventTypeDialog::save()
{
    check(true);
    if (!m_isWhole) {
        QWidget *wrong = m_ui->eventTypeNameError->isHidden() ? static_cast<QWidget *>(m_ui->eventTypeSampleEdit)
                                                              : m_ui->eventTypeNameEdit;
        wrong->setFocus();
        return;
    }
    m_isSaving = true;
    m_ui->eventTypeSaveButton->setEnabled(false);
    Q_EMIT saveRequested(m_ui->eventTypeNameEdit->text(), m_ui->eventTypeSampleEdit->payload().toUtf8());
}

bool EventTypeDialog::isSaving(const QString &name) const
{
    return m_isSaving && name == m_ui->eventTypeNameEdit->text();
}

void EventTypeDialog::showFailure(const Error &error)
{
    m_isSaving = false;
    m_ui->eventTypeSaveButton->setEnabled(true);
    m_ui->eventTypeSaveButton->setFocus();
    showProblem(m_ui->eventTypeSaveError, m_ui->eventTypeSaveButton, Words::of(error));
}

} // namespace hookpanel
