// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryfilter.h"
#include "core/eventtype.h"

#include <QWidget>

#include <memory>

namespace hookpanel {

namespace Ui {
class DeliveryFilterBar;
}

/// Which deliveries the list shows: state, webhook, event type, real ones or tests, and since when. Goes on in a second
/// line where there is no room.
class DeliveryFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit DeliveryFilterBar(QWidget *parent = nullptr);
    ~DeliveryFilterBar() override;

    void setEventTypes(const QList<EventType> &types);

    /// What is chosen stays chosen, where it is still there. Emits nothing.
    void setWebhooks(const QHash<WebhookId, QString> &names);

    /// Chooses one webhook and everything of it; a null id: all of them.
    void showOnly(const WebhookId &webhook);

    /// Chooses nothing: all deliveries.
    void clear() { showOnly({}); }

    /// What is chosen, together with a text that is searched for, in the words that the list shows.
    [[nodiscard]] DeliveryFilter filter(const QString &search, const QDateTime &now) const;

Q_SIGNALS:
    /// The user, or showOnly(), has chosen something else.
    void changed();

private:
    std::unique_ptr<Ui::DeliveryFilterBar> m_ui;
};

} // namespace hookpanel
