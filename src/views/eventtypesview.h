// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/eventservice.h"
#include "models/eventtypesmodel.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace hookpanel {

class EventTypeDialog;

namespace Ui {
class EventTypesView;
}

/// The catalogue of event types: what each one is, its sample, and who is subscribed; and the user's own ones, which can be
/// added, edited and removed. Takes orders, keeps nothing.
class EventTypesView : public QWidget
{
    Q_OBJECT

public:
    explicit EventTypesView(QWidget *parent = nullptr);
    ~EventTypesView() override;

    void setContent(const EventCatalogue &catalogue, const QList<StoredWebhook> &webhooks);
    [[nodiscard]] const EventTypesModel &model() const { return m_model; }

    /// Chooses a type, when it is there.
    void choose(const QString &name);
    void takeFocus();

    /// The type was kept: closes the dialog that asked for it, and chooses the type.
    void onStored(const QString &name);

    /// Lets the dialog that asked for it say what went wrong; false when there is none.
    [[nodiscard]] bool showFailure(const QString &name, const Error &error);

Q_SIGNALS:
    void addRequested(const QString &name, const QByteArray &sample);
    void removeRequested(const QString &name);
    void sendRequested(const QString &name);
    void webhookRequested(const hookpanel::WebhookId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpTable();
    void select(int row);
    void showChosen();
    void showSubscribers(const EventTypesModel::Row &row);
    void fillSubscribers(const EventTypesModel::Row &row);
    void edit(const EventType *type);
    [[nodiscard]] const EventTypesModel::Row *chosen() const;

    std::unique_ptr<Ui::EventTypesView> m_ui;
    EventCatalogue m_catalogue;
    EventTypesModel m_model;
    QPointer<EventTypeDialog> m_dialog;
    QString m_shownOf; ///< Whose subscribers are in the list.
    QList<EventTypesModel::Subscriber> m_shown;
    QString m_wanted; ///< To be chosen as soon as it is there.
};

} // namespace hookpanel
