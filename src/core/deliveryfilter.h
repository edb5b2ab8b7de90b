// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"

#include <QList>
#include <QMetaType>

namespace hookpanel {

/// Which deliveries a list shows. What is empty is not asked.
struct DeliveryFilter {
    QList<DeliveryState> states;
    WebhookId webhook;
    QString eventType;
    std::optional<bool> test;
    QDateTime from;
    QDateTime to;
    QString text; ///< In URL, webhook or event type, in any case.
    QList<OutcomeKind> textOutcomes; ///< Those whose words hold the text, too.

    /// The same question for a delivery in hand as a list asks of the store.
    [[nodiscard]] bool matches(const Delivery &delivery) const;

    bool operator==(const DeliveryFilter &) const = default;
};

/// What a search for text looks into, without case in any script: all of it contains folded(text), or does not.
[[nodiscard]] QString searchableText(const QString &url, const QString &webhookName, const QString &eventType);

/// A text without upper and lower case, to be looked for in searchableText().
[[nodiscard]] QString folded(const QString &text);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DeliveryFilter)
