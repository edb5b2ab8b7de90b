// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/headersecretbar.h"

#include "core/words.h"
#include "models/panelservice.h"
#include "views/flowlayout.h"
#include "views/headersview.h"
#include "views/icons.h"
#include "views/style.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Screen readers keep a list of the application's windows, which Qt does not bring up to date for a popup.
class HeaderMenu final : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void showEvent(QShowEvent *event) override
    {
        QMenu::showEvent(event);
        QAccessibleEvent created(this, QAccessible::ObjectCreated);
        QAccessible::updateAccessibility(&created);
    }

    void hideEvent(QHideEvent *event) override
    {
        QAccessibleEvent destroyed(this, QAccessible::ObjectDestroyed);
        QAccessible::updateAccessibility(&destroyed);
        QMenu::hideEvent(event);
    }
};

} // namespace

HeaderSecretBar::HeaderSecretBar(QWidget *parent)
    : QWidget(parent)
    , m_box(new QCheckBox(tr("Secret"), this))
    , m_reveal(new QPushButton(tr("Reveal"), this))
    , m_note(new QLabel(this))
{
    auto *buttons = new QWidget(this);
    auto *row = new FlowLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    row->addWidget(m_reveal);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buttons);
    column->addWidget(m_note);
    m_box->setToolTip(tr("Keep the value of the current header apart from the webhook's file, and show it masked"));
    m_reveal->setToolTip(tr("Show the secret value of the current header for 30 seconds"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    m_shownFor.setSingleShot(true);
    m_shownFor.setInterval(revealMs);
    connect(m_box, &QCheckBox::clicked, this, &HeaderSecretBar::setSecret);
    connect(m_reveal, &QPushButton::clicked, this, &HeaderSecretBar::revealOrHide);
}

void HeaderSecretBar::attach(const QString &name, HeaderTableModel &model, HeadersView &view)
{
    m_model = &model;
    m_view = &view;
    const QString capital = name.at(0).toUpper() + name.mid(1);
    m_box->setObjectName(name + u"SecretBox"_s);
    m_reveal->setObjectName(u"reveal"_s + capital + u"Button"_s);
    m_note->setObjectName(name + u"SecretNote"_s);
    m_shownFor.setObjectName(name + u"ShownTimer"_s);
    connectModel();
    makeMenu();
    updateState();
}

void HeaderSecretBar::connectModel()
{
    connect(&m_shownFor, &QTimer::timeout, m_model, &HeaderTableModel::conceal);
    connect(m_model, &HeaderTableModel::madeSecret, this, [this](const QString &name) {
        m_noteRow = row();
        say(tr("“%1” is kept as a secret from now on, because of its name. If it is none, clear “Secret”.").arg(name));
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &HeaderSecretBar::updateState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HeaderSecretBar::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        say({});
        updateState();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_noteRow != row())
            say({});
        updateState();
    });
}

void HeaderSecretBar::makeMenu()
{
    m_menu = new HeaderMenu(m_view);
    m_menu->setAccessibleName(tr("Actions"));
    QAction *secret = m_menu->addAction(icon(u"lock"_s), tr("Secret"));
    secret->setCheckable(true);
    QAction *reveal = m_menu->addAction(m_reveal->text());
    m_menu->addSeparator();
    QAction *remove = m_menu->addAction(icon(u"trash"_s), tr("Remove header"));
    connect(m_menu, &QMenu::triggered, m_menu, &QWidget::close); // a screen reader's press leaves it open
    connect(secret, &QAction::triggered, this, &HeaderSecretBar::setSecret);
    connect(reveal, &QAction::triggered, this, &HeaderSecretBar::revealOrHide);
    connect(remove, &QAction::triggered, m_view, &HeadersView::removePressed);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this, secret, reveal, remove](const QPoint &place) {
        secret->setEnabled(m_box->isEnabled());
        secret->setChecked(m_box->isChecked());
        reveal->setEnabled(m_reveal->isEnabled());
        reveal->setText(m_reveal->text());
        remove->setEnabled(m_box->isEnabled());
        m_menu->popup(m_view->viewport()->mapToGlobal(place));
    });
}

void HeaderSecretBar::listenTo(PanelService &service)
{
    m_service = &service;
    connect(&service, &PanelService::secretRevealed, this, &HeaderSecretBar::onRevealed);
    connect(&service, &PanelService::secretNotRevealed, this, [this](const QString &reference, const Error &error) {
        if (reference != m_wanted)
            return;
        m_wanted.clear();
        say(Words::of(error), true);
    });
}

QList<QWidget *> HeaderSecretBar::controls() const
{
    return {m_box, m_reveal};
}

int HeaderSecretBar::row() const
{
    const int row = m_view->currentIndex().row();
    return row < m_model->rowCount() - 1 ? row : -1; // the empty one at the end is none
}

QString HeaderSecretBar::nameOf(int row) const
{
    return m_model->index(row, HeaderTableModel::NameColumn).data().toString();
}

void HeaderSecretBar::updateState()
{
    const int current = row();
    const bool isShown = current >= 0 && current == m_model->revealedRow();
    m_box->setEnabled(current >= 0);
    m_box->setChecked(m_model->isSecret(current));
    m_reveal->setEnabled(m_model->canReveal(current));
    m_reveal->setText(isShown ? tr("Hide") : tr("Reveal"));
    if (m_model->revealedRow() < 0)
        m_shownFor.stop();
}

void HeaderSecretBar::setSecret(bool isSecret)
{
    m_view->commitOpenEditor();
    const int current = row();
    if (current < 0)
        return;
    const bool wasKept = !m_model->referenceOf(current).isEmpty() && m_model->revealedRow() != current;
    m_model->setSecret(current, isSecret);
    m_noteRow = current;
    if (!isSecret && wasKept)
        say(tr("“%1” is no secret any more. Its value was kept apart, so enter it again.").arg(nameOf(current)));
    else if (!isSecret)
        say(tr("“%1” is no secret any more. Its value is kept in the file, and shown, in clear.").arg(nameOf(current)));
    else
        say({});
    updateState();
}

void HeaderSecretBar::revealOrHide()
{
    m_view->commitOpenEditor();
    const int current = row();
    if (current >= 0 && current == m_model->revealedRow()) {
        m_model->conceal();
        return;
    }
    say({});
    m_wanted = m_model->referenceOf(current);
    if (m_wanted.isEmpty())
        show(current);
    else if (m_service)
        m_service->revealSecret(m_wanted);
}

void HeaderSecretBar::show(int row, const QString &text)
{
    m_model->reveal(row, text);
    if (m_model->revealedRow() >= 0)
        m_shownFor.start();
}

void HeaderSecretBar::onRevealed(const QString &reference, const SecretText &secret)
{
    if (reference != m_wanted || !isVisible())
        return;
    m_wanted.clear();
    show(m_model->rowOfReference(reference), secret.text());
}

/// Nobody looks any more.
void HeaderSecretBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_wanted.clear();
    if (m_model)
        m_model->conceal();
}

void HeaderSecretBar::say(const QString &sentence, bool isBad)
{
    if (sentence.isEmpty())
        m_noteRow = -1;
    setTone(m_note, isBad ? Tone::Bad : Tone::Muted);
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    m_box->setAccessibleDescription(sentence);
}

} // namespace hookpanel
