// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/eventservice.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class PanelService;
class UserPrompts;
class WebhookTableModel;

namespace Ui {
class EventTypesPage;
}

/// Event types and, as a second part, content types. Carries out what its parts order, says what came of it, and offers to
/// take removals back.
class EventTypesPage : public QWidget
{
    Q_OBJECT

public:
    /// None of the references is owned; all must outlive the page.
    EventTypesPage(PanelService &service, const WebhookTableModel &webhooks, UserPrompts &prompts,
                   QWidget *parent = nullptr);
    ~EventTypesPage() override;

    void setKnowledge(const EventKnowledge &knowledge);
    void takeFocus();

Q_SIGNALS:
    void sendRequested(const QString &eventType);
    void webhookRequested(const hookpanel::WebhookId &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectService();
    void showContent();
    void say(const QString &sentence, bool isProblem);
    void onTypeRemoved(const QString &name, const QByteArray &sample);

    std::unique_ptr<Ui::EventTypesPage> m_ui;
    PanelService &m_service;
    EventService &m_events;
    const WebhookTableModel &m_webhooks;
    EventKnowledge m_knowledge;
    QTimer m_contentTimer{this}; ///< Webhooks change many at once.
};

} // namespace hookpanel
