// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/webhooksmenu.h"

#include "models/webhooktablemodel.h"
#include "views/icons.h"

#include <QAccessible>
#include <QAction>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

WebhooksMenu::WebhooksMenu(QWidget *parent)
    : QMenu(parent)
{
    setAccessibleName(tr("Actions"));
    m_edit = addAction(hookpanel::icon(u"edit"_s), tr("Edit"));
    m_trigger = addAction(hookpanel::icon(u"play"_s), tr("Trigger"));
    m_deliveries = addAction(hookpanel::icon(u"deliveries"_s), tr("Show deliveries"));
    m_whyNot = addAction(tr("Why was this not sent?…"));
    m_duplicate = addAction(tr("Duplicate"));
    m_duplicate->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_duplicate->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addSeparator();
    m_enable = addAction(tr("Enable"));
    m_disable = addAction(tr("Disable"));
    addSeparator();
    m_copyUrl = addAction(tr("Copy URL"));
    m_copyCurl = addAction(tr("Copy as cURL"));
    m_export = addAction(tr("Export…"));
    addSeparator();
    m_delete = addAction(hookpanel::icon(u"trash"_s), tr("Delete"));
    // The table acts on these keys itself: here they are told, and work nowhere else.
    m_edit->setShortcut(Qt::Key_F2);
    m_delete->setShortcut(Qt::Key_Delete);
    for (QAction *told : {m_edit, m_delete, m_enable, m_disable})
        told->setShortcutContext(Qt::WidgetShortcut);
    for (QAction *told : {m_edit, m_delete, m_enable, m_disable, m_duplicate})
        told->setShortcutVisibleInContextMenu(true);

    connect(this, &QMenu::triggered, this, &QWidget::close); // a screen reader's press leaves it open
    connect(m_edit, &QAction::triggered, this, &WebhooksMenu::editChosen);
    connect(m_trigger, &QAction::triggered, this, &WebhooksMenu::triggerChosen);
    connect(m_deliveries, &QAction::triggered, this, &WebhooksMenu::deliveriesChosen);
    connect(m_whyNot, &QAction::triggered, this, &WebhooksMenu::whyNotChosen);
    connect(m_duplicate, &QAction::triggered, this, &WebhooksMenu::duplicateChosen);
    connect(m_enable, &QAction::triggered, this, [this] { Q_EMIT switchChosen(true); });
    connect(m_disable, &QAction::triggered, this, [this] { Q_EMIT switchChosen(false); });
    connect(m_copyUrl, &QAction::triggered, this, &WebhooksMenu::copyUrlChosen);
    connect(m_copyCurl, &QAction::triggered, this, &WebhooksMenu::copyCurlChosen);
    connect(m_export, &QAction::triggered, this, &WebhooksMenu::exportChosen);
    connect(m_delete, &QAction::triggered, this, &WebhooksMenu::deleteChosen);
}

/// Screen readers keep a list of the application's windows, which Qt does not bring up to date for a popup.
void WebhooksMenu::showEvent(QShowEvent *event)
{
    QMenu::showEvent(event);
    QAccessibleEvent created(this, QAccessible::ObjectCreated);
    QAccessible::updateAccessibility(&created);
}

void WebhooksMenu::hideEvent(QHideEvent *event)
{
    QAccessibleEvent destroyed(this, QAccessible::ObjectDestroyed);
    QAccessible::updateAccessibility(&destroyed);
    QMenu::hideEvent(event);
}

void WebhooksMenu::prepareFor(const QList<StoredWebhook> &webhooks, bool spaceEnables)
{
    m_enable->setShortcut(spaceEnables ? QKeySequence(Qt::Key_Space) : QKeySequence());
    m_disable->setShortcut(spaceEnables ? QKeySequence() : QKeySequence(Qt::Key_Space));
    const auto canBeSwitched = [&webhooks](bool to) {
        return std::any_of(webhooks.cbegin(), webhooks.cend(), [to](const StoredWebhook &stored) {
            return !stored.readOnly && (stored.webhook.enabled != to || !stored.isSwitchKnown());
        });
    };
    m_edit->setEnabled(webhooks.size() == 1);
    m_trigger->setEnabled(webhooks.size() == 1);
    m_deliveries->setEnabled(webhooks.size() == 1);
    m_whyNot->setEnabled(webhooks.size() == 1);
    m_enable->setEnabled(canBeSwitched(true));
    m_disable->setEnabled(canBeSwitched(false));
    m_delete->setEnabled(
        std::any_of(webhooks.cbegin(), webhooks.cend(), [](const auto &stored) { return !stored.readOnly; }));
}

} // namespace hookpanel
